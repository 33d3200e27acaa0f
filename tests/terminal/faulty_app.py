"""Peer with a fault in it, for `test_faults`: the help key fails in the middle of a session."""

import sys

from peer_tui.__main__ import main
from peer_tui.tui.screens.opening import Opening


def person(self: Opening) -> None:
    """Fail with a name at hand."""
    subject = self._screen.current_subject()
    raise ValueError(f"no page for {subject}")


if __name__ == "__main__":
    Opening.person = person  # type: ignore[method-assign]
    sys.exit(main())
