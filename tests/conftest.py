"""How the tests draw their examples, and what of the machine they do not see."""

import os

from hypothesis import HealthCheck, settings

OF_THE_MACHINE = (
    *("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "ESCDELAY", "VISUAL", "EDITOR"),
    *("PEER_DB", "PEER_DATA", "PEER_CONFIG", "SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"),
    *("TEXTUAL", "TEXTUAL_ANIMATIONS", "TEXTUAL_DRIVER"),
)
"""Wishes of whoever runs the tests, which Peer and Textual would follow."""
for name in OF_THE_MACHINE:
    os.environ.pop(name, None)

# How long an example takes says how busy the machine is; what must be quick is measured elsewhere.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", unhurried, derandomize=True)
settings.register_profile("random", unhurried, derandomize=False, print_blob=True)
# A green suite stays green until the code changes; chance has runs of its own, by hand:
# `python -m pytest --hypothesis-profile=random`.
settings.load_profile("same")
