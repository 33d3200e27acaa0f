"""A telephone number drawn large: three rows of blocks for each character."""

from peer_tui.domain.text import clean_line
from peer_tui.tui.text import cell_width, one_line

_SHAPES = {
    "0": ("█▀█", "█ █", "▀▀▀"),
    "1": ("▀█ ", " █ ", "▀▀▀"),
    "2": ("▀▀█", "█▀▀", "▀▀▀"),
    "3": ("▀▀█", " ▀█", "▀▀▀"),
    "4": ("█ █", "▀▀█", "  ▀"),
    "5": ("█▀▀", "▀▀█", "▀▀▀"),
    "6": ("█▀▀", "█▀█", "▀▀▀"),
    "7": ("▀▀█", "  █", "  ▀"),
    "8": ("█▀█", "█▀█", "▀▀▀"),
    "9": ("█▀█", "▀▀█", "▀▀▀"),
    "+": (" ▄ ", "▀█▀", "   "),
    "-": ("   ", "▀▀▀", "   "),
    "*": ("   ", "▀▄▀", "   "),
    " ": (" ", " ", " "),
}
_DIGIT_GAP = " "
LEAST_WIDTH = 60
"""Cells below which a number stands in plain characters, spaced."""


def big_number(number: str, width: int) -> tuple[str, ...]:
    """The number in three rows of blocks, or in one spaced line where those do not fit.

    Brackets, dots and slashes become gaps; anything else that has no shape is never drawn large.
    """
    line = clean_line(number)
    drawn = " ".join("".join(" " if char in "()./" else char for char in line).split())
    if width >= LEAST_WIDTH and drawn and all(char in _SHAPES for char in drawn):
        rows = tuple(_DIGIT_GAP.join(_SHAPES[char][row] for char in drawn) for row in range(3))
        if len(rows[0]) <= width:
            return rows
    spaced = "  ".join(" ".join(group) for group in line.split(" "))
    return (spaced if cell_width(spaced) <= width else one_line(line, width),)
