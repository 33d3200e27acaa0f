"""What stands in the rows of two people side by side."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.style import Style
from textual.strip import Strip

from peer_tui.domain.merging import FIELDS, Take, is_set, part_label, part_words, words_of
from peer_tui.services.merging import Choices, MergePage, take_of
from peer_tui.tui.panes.painters import Columns, Styles
from peer_tui.tui.text import one_line, wrap
from peer_tui.tui.themes import RowStyles
from peer_tui.tui.widgets.painted_line import LineBuilder
from peer_tui.tui.widgets.row_lines import GUTTER, MARK, RowState

LABEL_CELLS, SHORT_LABEL_CELLS = 13, 8
ROOMY = 60
MOST_VALUE_ROWS = 2
"""Rows of the detail for the value; the rest is for what comes along."""
NOTHING = "nothing"
LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class SideRow:
    """One field, or one contact point, tag or date, of both."""

    key: tuple[str, int | str]
    """("field", its name), or table and id."""
    label: str
    left: str
    """Of the one who stays."""
    right: str
    keeps_left: bool
    keeps_right: bool

    @property
    def is_field(self) -> bool:
        """Whether one of two values is chosen; else a part is kept or left out."""
        return self.key[0] == "field"


def side_rows(page: MergePage, choices: Choices) -> Iterator[SideRow]:
    """Every field that one of the two has, then their parts."""
    staying, going = page.staying.row, page.going.row
    for field in FIELDS:
        if is_set(field, staying) or is_set(field, going):
            take = take_of(page, choices, field.name)
            left, right = words_of(field, staying), words_of(field, going)
            yield SideRow(
                ("field", field.name),
                field.label,
                left,
                right,
                take in (Take.STAYING, Take.BOTH),
                take in (Take.GOING, Take.BOTH),
            )
    for line in page.lines:
        kept = line.key not in choices.taken_off
        left = part_words(line.entity, line.staying) if line.staying else ""
        right = ", ".join(part_words(line.entity, part) for part in line.going)
        label = part_label(line.entity, line.kept)
        yield SideRow(line.key, label, left, right, kept and bool(left), kept and bool(right))


class SidePainter:
    """Rows in two columns, the names over them, and the row in view in full."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles

    def row(self, row: SideRow, width: int, state: RowState) -> Strip:
        """The label and both values; what is kept has a mark and is bright."""
        styles = self._styles()
        label, side = _cells(width)
        line = Columns()
        line.add(row.label, label, styles.mid_strong if state.selected else styles.mid)
        for text, kept in ((row.left, row.keeps_left), (row.right, row.keeps_right)):
            line.add(MARK if kept else "", GUTTER, styles.accent)
            shown = text or (NOTHING if kept else "")
            line.add(shown, side - GUTTER, styles.text_strong if kept else styles.dim)
        return line.strip()

    def names(self, page: MergePage, styles: RowStyles, width: int) -> list[LineBuilder]:
        """Who stays and who goes, over their columns."""
        label, side = _cells(width - GUTTER)
        line = LineBuilder()
        line.gap(GUTTER + label)
        for who, what in ((page.staying, "stays"), (page.going, "goes")):
            start = line.width
            line.gap(GUTTER)
            name = one_line(f"{what}: {who.row['name']}", max(0, side - GUTTER - 1))
            line.add(name, styles.accent)
            line.gap(start + side - line.width)
        return [line]

    def detail(
        self, row: SideRow | None, page: MergePage, styles: RowStyles, width: int
    ) -> list[LineBuilder]:
        """What is kept of the row, and what comes along without a question."""
        texts: list[tuple[str, Style]] = []
        if row is not None:
            kept = wrap(_kept_words(row), width)[:MOST_VALUE_ROWS]
            texts = [(text, styles.text) for text in kept]
        texts += [(text, styles.dim) for text in wrap(_along_words(page), width)]
        lines = []
        for text, style in texts:
            line = LineBuilder()
            line.add(one_line(text, width), style)
            lines.append(line)
        return lines


def _cells(width: int) -> tuple[int, int]:
    """Cells of the label, and of each side."""
    label = LABEL_CELLS if width >= ROOMY else SHORT_LABEL_CELLS
    return label, (width - label) // 2


def _kept_words(row: SideRow) -> str:
    halves = ((row.left, row.keeps_left), (row.right, row.keeps_right))
    kept = [text or NOTHING for text, has in halves if has]
    if not kept:
        return f"{row.label}: {LEFT_OUT} ({row.left or row.right})"
    words = kept[:1] if not row.is_field or kept[0] == kept[-1] else kept
    return f"{row.label}: {'; then '.join(words)}"


def _along_words(page: MergePage) -> str:
    parts = [f"{name} {one} + {other}" for name, one, other in page.along if one or other]
    return f"Everything else comes along: {', '.join(parts)}." if parts else ""
