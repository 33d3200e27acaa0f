"""A small panel of lines, some of which a key or a click chooses."""

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget

from peer_tui.tui.modals.panel import Answer, KeyPanel
from peer_tui.tui.text import as_content, cell_width, one_line


class KeyedLine(NamedTuple):
    """One line of the panel."""

    text: str
    key: str = ""
    """The key that chooses it, shown before it; empty: it says something only."""
    style: str = "$peer-text"
    selected: bool = False
    """Whether the cursor is on it."""


class KeyedLines(Widget):
    """Draws the lines for the width there is; a click on a line is its key."""

    DEFAULT_CSS: ClassVar[str] = "KeyedLines { height: auto; width: 100%; }"

    def __init__(
        self, lines: Callable[[int], Sequence[KeyedLine]], choose: Callable[[str], None]
    ) -> None:
        """`lines` gives all lines for a width in cells; `choose` gets the key of a clicked one."""
        super().__init__()
        self._lines = lines
        self._choose = choose

    def render(self) -> Content:
        """Every line, cut where it does not fit."""
        width = self.size.width
        lines = self._lines(width)
        key_cells = max((len(line.key) for line in lines), default=0)
        return Content("\n").join([_drawn(line, width, key_cells) for line in lines])

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """One row for each line."""
        return len(self._lines(width))

    def on_click(self, event: events.Click) -> None:
        """Choose the line that was clicked."""
        lines = self._lines(self.size.width)
        if 0 <= event.y < len(lines) and lines[event.y].key:
            self._choose(lines[event.y].key)


class KeyedPanel(KeyPanel[Answer]):
    """A panel of lines, all drawn by one widget; a key or a click on its line is an answer."""

    def compose(self) -> ComposeResult:
        """One widget draws it all."""
        with Widget(classes="box"):
            yield KeyedLines(self.lines, self.press)

    def lines(self, width: int) -> Sequence[KeyedLine]:
        """All lines, for a width in cells."""
        raise NotImplementedError

    def on_resize(self) -> None:
        """There is more or less room."""
        self.redraw()

    def redraw(self) -> None:
        """The lines are others now."""
        for lines in self.query(KeyedLines):
            lines.refresh(layout=True)


def around(lines: Sequence[KeyedLine], at: int, room: int) -> Sequence[KeyedLine]:
    """As many of the lines as there is room for, at least one, that at the cursor among them."""
    shown = max(1, min(len(lines), room))
    first = min(max(0, at - shown + 1), len(lines) - shown)
    return lines[first : first + shown]


def _drawn(line: KeyedLine, width: int, key_cells: int) -> Content:
    if not line.key:
        return as_content(_fitted(line.text, width), line.style)
    bar = Content.styled("▌" if line.selected else " ", "$peer-accent")
    key = Content.styled(line.key, "bold $peer-accent")
    gap = " " * (key_cells - len(line.key) + 2)
    room = max(0, width - key_cells - 3)
    return bar + key + gap + as_content(one_line(line.text, room), line.style)


def _fitted(text: str, width: int) -> str:
    # A number keeps its gaps where it fits; what has line breaks or is too long is one line.
    return text if text.isprintable() and cell_width(text) <= width else one_line(text, width)
