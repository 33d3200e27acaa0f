"""The drawing half of the virtual list: lines straight from a row window to strips."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from peer_tui.tui.text import Align
from peer_tui.tui.themes import RowStyles, styles_for
from peer_tui.tui.widgets.loaded_rows import Row, RowKey
from peer_tui.tui.widgets.look import Look as Look
from peer_tui.tui.widgets.look import finished_line, look_of
from peer_tui.tui.widgets.row_window import RowWindow

GUTTER = 2
"""Cells left of every row: the cursor bar or a mark, then a blank or the mark."""
CURSOR_BAR = "▌"
MARK = "•"


class RowState(NamedTuple):
    """How a row stands in the list while it is painted."""

    selected: bool
    """The cursor is on it."""
    focused: bool
    """The cursor is on it and the list has the focus."""
    marked: bool


LABEL = Style(reverse=True)
"""Lays over the style of a jump letter."""

RowPainter = Callable[[Row, int, RowState], Strip]
"""Paints a row in that many cells. Styles set the foreground only; the list lays the ground."""

_PLAIN = RowState(selected=False, focused=False, marked=False)


class RowLines(Widget, Generic[Row]):
    """Draws the visible rows of a window; knows nothing of keys and messages.

    Only lines that changed are painted: a painted line is kept, for two screens, under the row it
    shows and the state it shows it in.
    """

    ALLOW_SELECT = False

    def __init__(
        self,
        render_row: RowPainter[Row],
        *,
        empty_text: Sequence[Content] = (),
        empty_align: Align = "left",
        id: str | None = None,  # noqa: A002 - the name Textual gives it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.render_row = render_row
        self._empty_text = tuple(empty_text)
        self._empty_align = empty_align
        self.in_use = True
        """Whether the cursor is shown while something else has the focus."""
        self._window: RowWindow[Row] | None = None
        self._marks: set[RowKey] = set()
        self._labels: Mapping[RowKey, str] = {}
        self._look: Look | None = None
        self._row_styles: RowStyles = styles_for("")
        self._painted: dict[tuple[int, RowState], tuple[Row, Strip]] = {}
        self._blank = Strip([])

    @property
    def empty_text(self) -> Sequence[Content]:
        """The lines shown when there are no rows."""
        return self._empty_text

    @empty_text.setter
    def empty_text(self, lines: Sequence[Content]) -> None:
        """Show these lines when there are no rows."""
        self._empty_text = tuple(lines)
        self.refresh()

    def set_labels(self, labels: Mapping[RowKey, str]) -> None:
        """Show these labels of one or two letters before the rows with those keys."""
        self._labels = labels
        self.repaint_rows()

    def keys_on_screen(self) -> Iterator[tuple[int, RowKey]]:
        """The line and key of every row in view that can be selected."""
        window = self._window
        if window is not None:
            for line, row in enumerate(window.visible[: self.size.height]):
                if window.selectable(row):
                    yield line, window.source.key(row)

    def repaint_rows(self) -> None:
        """Forget every painted line: what rows look like has changed, though they are the same."""
        self._painted.clear()
        self.refresh()

    def _refresh_line(self, line: int | None) -> None:
        if line is not None:
            self.refresh(Region(0, line, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """The line at `y`, from the top of the list."""
        self._prepare()
        return self._line(y)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines in the region, straight from the rows: no box model, no styles cache."""
        self._prepare()
        strips = [self._line(y) for y in range(crop.y, crop.bottom)]
        if crop.column_span != (0, self.size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def _prepare(self) -> None:
        """Fit the window to the size and drop painted lines that another look has outdated."""
        window, height = self._window, self.size.height
        if window is not None and window.height != max(1, height):
            window.resize(height)
        look = look_of(self)
        if look != self._look:
            self._look = look
            self._row_styles = styles_for(look.theme)
            self._painted.clear()
            self._blank = finished_line(look, [], self._row_styles.ground)

    def _line(self, y: int) -> Strip:
        window = self._window
        if window is None or self._look is None:
            return self._blank
        if not window.rows:
            return self._empty_line(y, self._look)
        index = window.top + y
        if not 0 <= index < len(window.rows):
            return self._blank
        row = window.rows[index]
        selected = index == window.cursor and (self.in_use or self.has_focus)
        marked = bool(self._marks) and window.source.key(row) in self._marks
        if selected or marked:
            state = RowState(selected, selected and self.has_focus, marked)
        else:
            state = _PLAIN
        known = self._painted.get((id(row), state))
        if known is not None:
            return known[1]
        strip = self._row_strip(row, state, self._look)
        if len(self._painted) >= 2 * window.height + 2:
            del self._painted[next(iter(self._painted))]
        # The row is kept beside its strip so that its id stays its own.
        self._painted[id(row), state] = (row, strip)
        return strip

    def _row_strip(self, row: Row, state: RowState, look: Look) -> Strip:
        styles = self._row_styles
        mark = Segment(MARK if state.marked else " ", styles.accent_strong)
        if state.selected:
            ground = styles.selected if state.focused else styles.selected_blurred
            bar_style = styles.accent_strong if state.focused else styles.dim
            segments = [Segment(CURSOR_BAR, bar_style), mark]
        else:
            ground = styles.ground
            segments = [mark, Segment(" ")]
        label = self._labels.get(self._window.source.key(row)) if self._window else None
        if label:
            segments = [Segment(label.ljust(GUTTER), styles.accent_strong + LABEL)]
        if look.width > GUTTER:
            segments.extend(self.render_row(row, look.width - GUTTER, state))
        return finished_line(look, segments, ground)

    def _empty_line(self, y: int, look: Look) -> Strip:
        if y >= len(self._empty_text) or look.width <= GUTTER:
            return self._blank
        content = self._empty_text[y]
        room = look.width - GUTTER
        indent = GUTTER
        if self._empty_align == "center":
            indent += max(0, room - content.cell_length) // 2
        elif self._empty_align == "right":
            indent += max(0, room - content.cell_length)
        segments = [Segment(" " * indent), *content.render_segments()]
        return finished_line(look, segments, self._row_styles.ground)
