"""What may follow the first key of a chord, on the lines of hints and messages."""

from typing import TYPE_CHECKING

from peer_tui.tui.targets import kind_of
from peer_tui.tui.widgets.hint_bar import GAP
from peer_tui.tui.widgets.painted_line import MARGIN, Hint

if TYPE_CHECKING:
    from peer_tui.tui.screens.work import WorkScreen

HELP_CELLS = 8
"""Cells that the help hint takes at the right end."""


def show_continuations(screen: "WorkScreen", prefix: str) -> str:
    """Put the keys that may follow into the hint line; those without room there are returned."""
    keymap = screen.peer.keymap
    found = keymap.continuations(prefix, screen.place(), kind_of(screen.current_row()))
    hints = [Hint(each.keys[0], each.label, each.action_id) for each in found]
    room = screen.hint_bar.size.width - MARGIN - HELP_CELLS
    fitting = 0
    for hint in hints:
        room -= hint.width + GAP
        if room < 0:
            break
        fitting += 1
    screen.hint_bar.set_hints(hints[:fitting])
    return " · ".join(f"{hint.key} {hint.label}" for hint in hints[fitting:])
