"""One line of the frame, painted as a whole: what header, hints and message line have in common."""

from collections.abc import Callable
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from peer_tui.tui.text import cell_width, one_line
from peer_tui.tui.themes import RowStyles, styles_for
from peer_tui.tui.widgets.look import Look, finished_line, look_of

MARGIN = 1
"""Blank cells at both ends of the line."""


class Hint(NamedTuple):
    """A key and what it does, as shown on a line."""

    key: str
    """The key as it is written on screen."""
    label: str
    action: str
    """The action id a click stands for."""

    @property
    def width(self) -> int:
        """The cells it takes, without gaps."""
        return cell_width(self.key) + 1 + cell_width(self.label)


class Zone(NamedTuple):
    """The cells of a line that answer to a click."""

    start: int
    end: int
    message: Callable[[], Message]


class LineBuilder:
    """Collects the pieces of one line and knows how many cells they take."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self.zones: list[Zone] = []
        self.width = 0

    def add(self, text: str, style: Style) -> None:
        """Append text that is safe already and has no line break."""
        self.segments.append(Segment(text, style))
        self.width += cell_width(text)

    def gap(self, cells: int) -> None:
        """Append that many blanks, none if it is negative."""
        if cells > 0:
            self.segments.append(Segment(" " * cells))
            self.width += cells

    def clickable(self, start: int, message: Callable[[], Message]) -> None:
        """Let everything from cell `start` to here answer to a click."""
        self.zones.append(Zone(start, self.width, message))

    def hint(self, hint: Hint, styles: RowStyles, message: Callable[[], Message]) -> None:
        """Append a hint: its key in the accent, its words dim."""
        start = self.width
        self.add(hint.key, styles.accent_strong)
        self.add(f" {hint.label}", styles.dim)
        self.clickable(start, message)


def safe_hint(hint: Hint) -> Hint:
    """The hint with its words made fit for a line."""
    return hint._replace(key=one_line(hint.key, 12), label=one_line(hint.label, 40))


class PaintedLine(Widget):
    """A widget of one line without children; subclasses say what stands on it."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "PaintedLine { width: 1fr; height: 1; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id, classes=classes)
        self._look: Look | None = None
        self._line = Strip([])
        self._zones: list[Zone] = []

    def paint(self, line: LineBuilder, styles: RowStyles, width: int) -> None:
        """Put on the line what stands there now, in at most `width` cells."""
        raise NotImplementedError

    def repaint(self) -> None:
        """Paint the line anew before the next frame."""
        self._look = None
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The painted line; blank below it."""
        look = look_of(self)
        if look != self._look:
            self._look = look
            self._line = self._painted(look)
        return self._line if y == 0 else Strip.blank(look.width, styles_for(look.theme).ground)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines in the region, without Textual's box model."""
        strips = [self.render_line(y) for y in range(crop.y, crop.bottom)]
        if crop.column_span != (0, self.size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def on_click(self, event: events.Click) -> None:
        """Send the message of what was clicked."""
        for zone in self._zones:
            if zone.start <= event.x < zone.end:
                event.stop()
                self.post_message(zone.message())
                return

    def _painted(self, look: Look) -> Strip:
        styles = styles_for(look.theme)
        line = LineBuilder()
        self.paint(line, styles, look.width)
        self._zones = line.zones
        return finished_line(look, line.segments, styles.ground)
