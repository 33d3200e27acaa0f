"""Divides the words of a fact on the card into lines, so that nothing of it is cut."""

from collections.abc import Sequence

from peer_tui.tui.text import cell_width, one_line, wrap

MOST_LINES = 3
"""About so many lines one piece takes at most; the rest of a longer one is cut."""
DOT = " ·"
"""What stands between two pieces on one line."""
Words = list[tuple[str, bool]]
"""Pieces of text; (words, True) are the owner's own or the person's."""


def lines_of(words: Sequence[tuple[str, bool]], room: int) -> list[Words]:
    """Lines of at most `room` cells, one blank between two pieces; one line at least.

    A piece that does not fit beside the one before begins a line, and only one that is longer than
    a line is divided. A dot that would end a line is left out.
    """
    lines: list[Words] = [[]]
    used = 0
    for text, own in words:
        for part in wrap(one_line(text, MOST_LINES * room), room):
            if lines[-1] and used + 1 + cell_width(part) > room:
                last, is_own = lines[-1][-1]
                lines[-1][-1] = (last.removesuffix(DOT), is_own)
                lines.append([])
                used = 0
            used += cell_width(part) + (1 if lines[-1] else 0)
            lines[-1].append((part, own))
    return lines
