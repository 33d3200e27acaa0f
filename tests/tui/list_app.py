"""A tiny app around one virtual list, for its tests."""

from dataclasses import dataclass

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.content import Content
from textual.strip import Strip
from textual.widgets import Input

from peer_tui.tui.text import pad
from peer_tui.tui.themes import DEFAULT_THEME, css_variables, styles_for, themes
from peer_tui.tui.widgets.row_lines import RowState
from peer_tui.tui.widgets.virtual_list import VirtualList
from tests.tui.test_row_window import Item, ListSource


@dataclass
class Seen:
    """What the app heard from the list."""

    highlighted: list[int | None]
    opened: list[int]


class ListApp(App[None]):
    """One list and one text field."""

    CSS = "Input { height: 1; border: none; }"

    def __init__(self, count: int = 1000, headings: frozenset[int] = frozenset()) -> None:
        super().__init__()
        for theme in themes():
            self.register_theme(theme)
        self.source = ListSource([Item(i, i in headings) for i in range(count)])
        self.seen = Seen([], [])
        self.painted = 0
        self.rows: VirtualList[Item] = VirtualList(
            self.paint_item,
            selectable=lambda item: not item.heading,
            empty_text=[Content("Nothing is due."), Content("Enjoy it.")],
        )

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return css_variables()

    def compose(self) -> ComposeResult:
        yield self.rows
        yield Input()

    def on_mount(self) -> None:
        self.theme = DEFAULT_THEME
        self.rows.show(self.source)
        self.rows.focus()

    def paint_item(self, item: Item, width: int, state: RowState) -> Strip:
        self.painted += 1
        styles = styles_for(self.theme)
        return Strip([Segment(pad(f"row {item.place}", width), styles.text)])

    def on_virtual_list_highlighted(self, message: VirtualList.Highlighted[Item]) -> None:
        self.seen.highlighted.append(message.row.place if message.row else None)

    def on_virtual_list_opened(self, message: VirtualList.Opened[Item]) -> None:
        self.seen.opened.append(message.row.place)

    def screen_lines(self) -> list[str]:
        """What stands on the list's lines."""
        return [self.rows.render_line(y).text.rstrip() for y in range(self.rows.size.height)]
