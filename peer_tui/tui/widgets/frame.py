"""The quiet parts of the frame: titles of panes, thin rules, blocks of painted lines."""

from collections.abc import Callable, Sequence

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from peer_tui.tui.text import cell_width, one_line
from peer_tui.tui.themes import RowStyles, styles_for
from peer_tui.tui.widgets.look import Look, finished_line, look_of
from peer_tui.tui.widgets.painted_line import LineBuilder, PaintedLine
from peer_tui.tui.widgets.row_lines import GUTTER, LABEL

WHEEL_LINES = 3


class PaneTitle(PaintedLine):
    """The name of a pane and what it counts; a click goes to the pane."""

    class Chosen(Message):
        """The title was clicked."""

        def __init__(self, pane: str, *, clears: bool = False) -> None:
            """`clears`: it was the end of the note, which takes a filter off."""
            super().__init__()
            self.pane = pane
            self.clears = clears

    def __init__(self, pane: str, name: str, *, id: str | None = None) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id)
        self.pane = pane
        """The id of the list under it."""
        self._label = ""
        self._title = name
        self._note = ""
        self._tail = ""
        self._active = False

    def set_title(self, name: str, note: str, tail: str = "") -> None:
        """The name in bold and a quiet note after it; the tail of the note is never cut."""
        if (name, note, tail) != (self._title, self._note, self._tail):
            self._title, self._note, self._tail = name, note, tail
            self.repaint()

    def set_label(self, label: str) -> None:
        """Show a jump letter before the name; "" takes it off."""
        self._label = label
        self.repaint()

    def choose(self) -> None:
        """Go to the list under it, as a click does."""
        self.post_message(self.Chosen(self.pane))

    def set_active(self, active: bool) -> None:
        """Brighter when the list under it has the focus."""
        if active != self._active:
            self._active = active
            self.repaint()

    def paint(self, line: LineBuilder, styles: RowStyles, width: int) -> None:
        """Name and note, under the text of the rows."""
        if self._label:
            line.add(self._label.ljust(GUTTER), styles.accent_strong + LABEL)
        else:
            line.gap(GUTTER)
        room = max(0, width - GUTTER - 1)
        name = one_line(self._title, room)
        line.add(name, styles.text_strong if self._active else styles.mid_strong)
        tail = one_line(self._tail, max(0, room - line.width))
        tail_cells = cell_width(tail) + 2 if tail else 0
        note = one_line(self._note, max(0, room - line.width - tail_cells))
        if note:
            line.gap(2)
            line.add(note, styles.dim)
        line.clickable(0, lambda: self.Chosen(self.pane))
        if tail:
            line.gap(2)
            start = line.width
            line.add(tail, styles.dim)
            line.clickable(start, lambda: self.Chosen(self.pane, clears=True))


class QuietLine(PaintedLine):
    """One dim line of the frame's own words."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id)
        self._text = ""

    def set_text(self, text: str) -> None:
        """Show that text."""
        if text != self._text:
            self._text = text
            self.repaint()

    def paint(self, line: LineBuilder, styles: RowStyles, width: int) -> None:
        """The text, under the text of the rows."""
        line.gap(GUTTER)
        line.add(one_line(self._text, max(0, width - GUTTER)), styles.dim)


Painter = Callable[[RowStyles, int], Sequence[LineBuilder]]
"""Paints a block for a width."""


class PaintedBlock(Widget):
    """Lines painted by a function, scrolled by whole lines; no child widgets."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id)
        self._painter: Painter | None = None
        self._look: Look | None = None
        self._lines: list[Strip] = []
        self._blank = Strip([])
        self._top = 0

    def show(self, painter: Painter, *, keep_place: bool = False) -> None:
        """Paint with that function from now on."""
        self._painter = painter
        self._look = None
        if not keep_place:
            self._top = 0
        self.refresh()

    def scroll_lines(self, lines: int) -> None:
        """Move the view by that many lines, no further than the text goes."""
        self._prepare()
        last = max(0, len(self._lines) - self.size.height)
        top = max(0, min(last, self._top + lines))
        if top != self._top:
            self._top = top
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line at `y`, from the top of the block."""
        self._prepare()
        index = self._top + y
        if 0 <= index < len(self._lines):
            return self._lines[index]
        return self._blank

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines in the region, without Textual's box model."""
        return [self.render_line(y).crop(*crop.column_span) for y in range(crop.y, crop.bottom)]

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls what is under the pointer."""
        event.stop()
        self.scroll_lines(WHEEL_LINES)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel scrolls what is under the pointer."""
        event.stop()
        self.scroll_lines(-WHEEL_LINES)

    def _prepare(self) -> None:
        look = look_of(self)
        if look == self._look:
            return
        self._look = look
        styles = styles_for(look.theme)
        lines = self._painter(styles, look.width) if self._painter else []
        self._lines = [finished_line(look, line.segments, styles.ground) for line in lines]
        self._blank = finished_line(look, [], styles.ground)
        self._top = max(0, min(self._top, len(self._lines) - self.size.height))
