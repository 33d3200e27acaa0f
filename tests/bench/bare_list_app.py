"""The bare framework with a list of as many rows as the largest database has people.

The list is Textual's ScrollView with a cursor and nothing else. (The list that Textual ships,
OptionList, would be no measure: with so many rows it takes ten seconds to start.)
"""

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tests.bench.data import SIZES

REVERSED = Style(reverse=True)


class BareList(ScrollView, can_focus=True):
    """Lines made when they are drawn."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)"),
        Binding("pagedown", "page(1)"),
        Binding("home", "to(0)"),
        Binding("end", "to(-1)"),
    ]

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = rows
        self._cursor = 0
        self.virtual_size = Size(80, rows)

    def action_move(self, by: int) -> None:
        """Move the cursor by rows."""
        self._go(self._cursor + by)

    def action_page(self, by: int) -> None:
        """Move the cursor by screens."""
        self._go(self._cursor + by * self.size.height)

    def action_to(self, row: int) -> None:
        """Move the cursor to a row; -1 is the last."""
        self._go(row % self._rows)

    def _go(self, row: int) -> None:
        self._cursor = max(0, min(row, self._rows - 1))
        self.scroll_to_region(
            Region(0, self._cursor, 1, 1), animate=False, immediate=True, force=True
        )
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line."""
        row = y + self.scroll_offset.y
        text = f"bare {row:<20} some organisation or other".ljust(self.size.width)
        style = REVERSED if row == self._cursor else None
        return Strip([Segment(text, style)], len(text))


class BareListApp(App[None]):
    """One list."""

    def compose(self) -> ComposeResult:
        """The list."""
        yield BareList(SIZES["large"].people)


if __name__ == "__main__":
    BareListApp().run()
