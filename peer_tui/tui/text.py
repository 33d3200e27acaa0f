"""User text on its way to the screen: one line, measured in cells, never markup.

Every name, note or title that came from outside passes through here before a widget draws it.
"""

import re
from collections.abc import Iterator
from typing import Literal

from rich.cells import cell_len, get_character_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter
from textual.style import Style

from peer_tui.domain.text import clean, clean_line

Align = Literal["left", "right", "center"]

ELLIPSIS = "…"
TAB_SPACES = "    "

# Joiners, variation selectors and invisible breaks: terminals disagree on how many cells they
# add or take, so a line that holds one cannot be aligned. Without them every terminal agrees.
_UNDRAWN = re.compile("[\u00ad\u200b\u200d\u2060\ufe00-\ufe0f]")

# What must never reach the terminal inside text: C0, DEL, C1, marks that steer the direction
# of writing, line and paragraph separators, lone surrogates, the byte order mark.
_FORBIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)


def cell_width(text: str) -> int:
    """How many terminal cells the text takes."""
    return len(text) if text.isascii() and text.isprintable() else cell_len(text)


def one_line(text: str, width: int, align: Align | None = None) -> str:
    """The text on one line of at most `width` cells, cut with "…" where it does not fit.

    Control characters, direction marks and joiners are dropped, white space is collapsed. With
    `align` the line is padded with spaces to exactly `width` cells.
    """
    line = _cut(_drawable_line(text), width)
    return line if align is None else _padded(line, width, align)


def middle_cut(text: str, width: int) -> str:
    """The text on one line of at most `width` cells, as `one_line`, but cut in its middle.

    Its first word and its end stay: what was done, and to whom.
    """
    line = _drawable_line(text)
    if cell_width(line) <= width or width < 3:
        return _cut(line, width)
    end = _tail(line, width * 2 // 5)
    cut_word, _, whole_words = end.partition(" ")
    if whole_words and len(cut_word) < len(end) // 2:
        end = whole_words
    return _head(line, width - 1 - cell_width(end)).rstrip() + ELLIPSIS + end


def pad(text: str, width: int, align: Align = "left") -> str:
    """`one_line` padded to exactly `width` cells."""
    return one_line(text, width, align)


def wrap(text: str, width: int) -> list[str]:
    """The text as lines of at most `width` cells, broken between words where that is possible.

    Its own line breaks and the indentation of its lines are kept; an empty line stays an empty
    string. Nothing fits in less than one cell: the answer is then an empty list.
    """
    if width < 1:
        return []
    lines: list[str] = []
    for line in _drawable_lines(text):
        lines.extend(_wrapped(line, width))
    return lines


def as_content(text: str, style: str | Style = "") -> Content:
    """The text, made safe, as a `Content` in one style; brackets stay brackets.

    Line breaks are kept, tabs become four spaces.
    """
    return Content.styled("\n".join(_drawable_lines(text)), style)


class ControlFilter(LineFilter):
    """The last net: takes control characters and direction marks out of drawn segments.

    For `App.get_line_filters`; keep one instance, painted lines are cached under it. A removed
    character that was counted as a cell leaves a space, so that a line keeps its width.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments, the same list where nothing had to be removed."""
        if all(
            control or text.isprintable() or _FORBIDDEN.search(text) is None
            for text, _, control in segments
        ):
            return segments
        return [
            segment
            if segment.control
            else Segment(_FORBIDDEN.sub(_blank, segment.text), segment.style)
            for segment in segments
        ]


def _blank(match: re.Match[str]) -> str:
    return " " * get_character_cell_size(match.group())


def _drawable_line(text: str) -> str:
    if not text.isascii():
        text = _UNDRAWN.sub("", text)
    return clean_line(text)


def _drawable_lines(text: str) -> list[str]:
    if not text.isascii():
        text = _UNDRAWN.sub("", text).replace("\u2028", "\n").replace("\u2029", "\n")
    return [line.replace("\t", TAB_SPACES).rstrip() for line in clean(text).split("\n")]


def _cut(line: str, width: int) -> str:
    if cell_width(line) <= width:
        return line
    if width < 1:
        return ""
    if line.isascii():
        return line[: width - 1] + ELLIPSIS
    return _head(line, width - 1) + ELLIPSIS


def _head(line: str, width: int) -> str:
    """As many leading characters as fit in `width` cells, with the marks that belong to them."""
    used = 0
    for index, char in enumerate(line):
        used += get_character_cell_size(char)
        if used > width:
            return line[:index]
    return line


def _tail(line: str, width: int) -> str:
    """As many trailing characters as fit in `width` cells, beginning with one that has cells."""
    used = 0
    start = len(line)
    for index in range(len(line) - 1, -1, -1):
        cells = get_character_cell_size(line[index])
        used += cells
        if used > width:
            break
        if cells:
            start = index
    return line[start:]


def _padded(line: str, width: int, align: Align) -> str:
    missing = width - cell_width(line)
    if missing <= 0:
        return line
    if align == "right":
        return " " * missing + line
    if align == "center":
        left = missing // 2
        return " " * left + line + " " * (missing - left)
    return line + " " * missing


def _wrapped(line: str, width: int) -> Iterator[str]:
    if cell_width(line) <= width:
        yield line
        return
    indent = line[: len(line) - len(line.lstrip())]
    current = indent if cell_width(indent) < width else ""
    started = False
    for word in line.split():
        joined = f"{current} {word}" if started else current + word
        if cell_width(joined) <= width:
            current, started = joined, True
            continue
        if started:
            yield current
        current = word
        while cell_width(current) > width:
            # A character wider than the whole line can only be shown as cut.
            piece = _head(current, width)
            yield piece or ELLIPSIS
            current = current[max(1, len(piece)) :]
        started = bool(current)
    if started:
        yield current
