"""Columns of plain text, measured in terminal cells and not in characters."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from unicodedata import category, east_asian_width

from peer_tui.cli.output import is_terminal

GAP = "  "
ELLIPSIS = "…"


def cells(text: str) -> int:
    """How many terminal cells the text takes (UAX #11; marks and joiners take none)."""
    if text.isascii():
        return len(text)
    return sum(_cells_of(char) for char in text)


def _cells_of(char: str) -> int:
    if category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def cut(text: str, width: int) -> str:
    """The text in at most `width` cells, with an ellipsis where it was longer."""
    if cells(text) <= width:
        return text
    kept, used = [], 0
    for char in text:
        used += _cells_of(char)
        if used > width - 1:
            break
        kept.append(char)
    return "".join(kept).rstrip() + ELLIPSIS


def padded(text: str, width: int) -> str:
    """The text followed by spaces up to `width` cells."""
    return text + " " * (width - cells(text))


def columns(rows: Sequence[Sequence[str]], flexible: int | None = None) -> list[str]:
    """The rows as lines with aligned columns, none ending in spaces.

    Where a person sees them, the flexible column (by number) is cut so that lines fit the
    terminal; in a pipe or a file nothing is cut.
    """
    if not rows:
        return []
    widths = [max(cells(row[number]) for row in rows) for number in range(len(rows[0]))]
    if flexible is not None and is_terminal():
        room = shutil.get_terminal_size().columns
        taken = sum(widths) + len(GAP) * (len(widths) - 1) - widths[flexible]
        widths[flexible] = min(widths[flexible], max(10, room - taken))
    return [_line(row, widths) for row in rows]


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    parts = [padded(cut(text, width), width) for text, width in zip(row, widths, strict=True)]
    return GAP.join(parts).rstrip()
