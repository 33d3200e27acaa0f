"""How the tests draw their examples."""

from hypothesis import settings

settings.register_profile("same", derandomize=True)
settings.register_profile("random", print_blob=True)
# A green suite stays green until the code changes; chance has runs of its own, by hand:
# `python -m pytest --hypothesis-profile=random`.
settings.load_profile("same")
