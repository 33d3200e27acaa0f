"""A page of the manual on the screen: lines that scroll, links that can be chosen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from peer_tui.tui.manual_text import Line, Page, Span, Voice, set_page
from peer_tui.tui.text import cell_width
from peer_tui.tui.themes import RowStyles, styles_for
from peer_tui.tui.widgets.look import Look, finished_line, look_of

MARGIN = 2
WIDEST = 78
"""Cells of a line of text; longer ones are hard to read."""
WHEEL_LINES = 3
UNDERLINE, REVERSE = Style(underline=True), Style(reverse=True)


@dataclass(frozen=True, slots=True)
class Spot:
    """A link as it stands on the page."""

    line: int
    span: int
    link: str


class PageView(Widget, can_focus=True):
    """Shows one page; knows where it stands and which link is chosen."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "follow", "Open", show=False)]

    @dataclass
    class Followed(Message):
        """A link was opened."""

        link: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id)
        self._page = Page("", "", ())
        self._look: Look | None = None
        self._lines: list[Line] = []
        self._painted: dict[int, Strip] = {}
        self._spots: list[Spot] = []
        self._goal: int | None = None
        self.top = 0
        """The first line in view."""
        self.chosen = 0
        """The number of the chosen link."""

    def show(self, page: Page, *, top: int = 0, chosen: int = 0, block: int | None = None) -> None:
        """Show a page from a line on, or from a block of it."""
        self._page, self.top, self.chosen, self._goal = page, top, chosen, block
        self._look = None
        self.refresh()

    @property
    def link(self) -> str:
        """Where the chosen link leads; "" without one."""
        self._prepare()
        return self._spots[self.chosen].link if self._spots else ""

    def choose(self, steps: int) -> None:
        """The link that many links on, kept in view; round and round."""
        self._prepare()
        if not self._spots:
            return
        self.chosen = (self.chosen + steps) % len(self._spots)
        line, height = self._spots[self.chosen].line, max(1, self.size.height)
        if not self.top <= line < self.top + height:
            self._put_top(line - height // 2)
        self._repaint()

    def scroll_lines(self, lines: int) -> None:
        """Move the view, no further than the text goes."""
        self._prepare()
        self._put_top(self.top + lines)
        self._repaint()

    def scroll_to_end(self, *, first: bool) -> None:
        """To the first or the last line."""
        self.scroll_lines(-len(self._lines) if first else len(self._lines))

    def action_follow(self) -> None:
        """Open the chosen link."""
        if self.link:
            self.post_message(self.Followed(self.link))

    def on_click(self, event: events.Click) -> None:
        """A click on a link opens it."""
        self._prepare()
        number = self.top + event.y
        for index, spot in enumerate(self._spots):
            if spot.line == number and self._cells_of(spot, event.x - MARGIN):
                event.stop()
                self.chosen = index
                self._repaint()
                self.action_follow()
                return

    def _cells_of(self, spot: Spot, x: int) -> bool:
        spans = self._lines[spot.line].spans
        begin = sum(cell_width(span.text) for span in spans[: spot.span])
        return begin <= x < begin + cell_width(spans[spot.span].text)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls what is under the pointer."""
        event.stop()
        self.scroll_lines(WHEEL_LINES)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel scrolls what is under the pointer."""
        event.stop()
        self.scroll_lines(-WHEEL_LINES)

    def render_line(self, y: int) -> Strip:
        """The line at `y`, from the top of the view."""
        self._prepare()
        assert self._look is not None
        number = self.top + y
        if number not in self._painted:
            self._painted[number] = self._strip(number, self._look)
        return self._painted[number]

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines in the region, without Textual's box model."""
        return [self.render_line(y).crop(*crop.column_span) for y in range(crop.y, crop.bottom)]

    def _strip(self, number: int, look: Look) -> Strip:
        styles = styles_for(look.theme)
        spans = self._lines[number].spans if 0 <= number < len(self._lines) else ()
        segments = [Segment(" " * MARGIN)] if look.width > MARGIN else []
        at = self._spots[self.chosen] if self._spots else None
        for index, span in enumerate(spans):
            is_chosen = at is not None and (at.line, at.span) == (number, index)
            segments.append(Segment(span.text, _style(span, styles, chosen=is_chosen)))
        return finished_line(look, segments, styles.ground)

    def _prepare(self) -> None:
        look = look_of(self)
        if look == self._look:
            return
        before = self._lines[self.top].block if 0 < self.top < len(self._lines) else None
        keeps_block = self._look is not None and self._goal is None
        self._look = look
        self._lines = set_page(self._page, max(1, min(WIDEST, look.width - 2 * MARGIN)))
        self._spots = _spots(self._lines)
        self.chosen = min(self.chosen, max(0, len(self._spots) - 1))
        block = before if keeps_block else self._goal
        if block is not None:
            self._put_top(_first(self._lines, lambda line: line.block >= block))
        self._put_top(self.top)
        self._goal = None
        self._painted.clear()

    def _put_top(self, top: int) -> None:
        self.top = max(0, min(top, len(self._lines) - self.size.height))

    def _repaint(self) -> None:
        self._painted.clear()
        self.refresh()


def _style(span: Span, styles: RowStyles, *, chosen: bool) -> Style:
    style = {
        Voice.PLAIN: styles.text,
        Voice.KEY: styles.accent_strong,
        Voice.STRONG: styles.text_strong,
        Voice.QUIET: styles.mid,
        Voice.LINK: styles.accent + UNDERLINE,
    }[span.voice]
    return style + REVERSE if chosen else style


def _spots(lines: list[Line]) -> list[Spot]:
    return [
        Spot(number, index, span.link)
        for number, line in enumerate(lines)
        for index, span in enumerate(line.spans)
        if span.link
    ]


def _first(lines: list[Line], fits: Callable[[Line], bool]) -> int:
    return next((number for number, line in enumerate(lines) if fits(line)), 0)
