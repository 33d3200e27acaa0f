"""What may follow the first key of a chord, on the lines of hints and messages."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from peer_tui.tui.targets import kind_of
from peer_tui.tui.text import cell_width
from peer_tui.tui.widgets.hint_bar import GAP
from peer_tui.tui.widgets.painted_line import MARGIN, Hint

if TYPE_CHECKING:
    from peer_tui.tui.screens.work import WorkScreen

MORE = ", …"
"""That there are more parts than the line has room for."""
HELP_CELLS = 8
"""Cells that the help hint takes at the right end."""


def show_continuations(screen: "WorkScreen", prefix: str) -> list[str]:
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
    return [f"{hint.key} {hint.label}" for hint in hints[fitting:]]


def begun_words(prefix: str, parts: Sequence[str], width: int) -> str:
    """ "p ... r Tie, i Introduce, …" for a message line of that width; no part is cut."""
    said = f"{prefix} ..."
    room = width - 2 * MARGIN
    for number, part in enumerate(parts):
        longer = f"{said}{' ' if number == 0 else ', '}{part}"
        rest = "" if number == len(parts) - 1 else MORE
        if cell_width(longer + rest) > room:
            return f"{said}{MORE if number else ''}"
        said = longer
    return said
