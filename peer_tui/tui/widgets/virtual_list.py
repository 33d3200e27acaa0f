"""The one list of the program: draws only the lines on screen, whatever the length of the list."""

from collections.abc import Callable, Sequence
from operator import is_
from typing import ClassVar, Generic, TypeVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from peer_tui.tui.text import Align
from peer_tui.tui.widgets.loaded_rows import Row, RowKey, RowSource
from peer_tui.tui.widgets.marked_lines import MarkedLines
from peer_tui.tui.widgets.row_lines import GUTTER, RowPainter
from peer_tui.tui.widgets.row_window import RowWindow

ShownRow = TypeVar("ShownRow")

WHEEL_LINES = 3
FIRST_PAGE = 50
"""Rows read by a list that has no size yet."""


def everything(row: object) -> bool:
    """Every row can be selected."""
    return True


class VirtualList(MarkedLines[Row], Generic[Row], can_focus=True):
    """Rows of a `RowSource` with a cursor and marks, kept by key through every change.

    A two-cell gutter (cursor bar, mark) is drawn by the list; the painter gets the rest of the
    width. Give it no border or padding: the lines are drawn without Textual's box model.
    """

    DEFAULT_CSS = "VirtualList { width: 1fr; height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Down", show=False, id="list.down"),
        Binding("up", "move(-1)", "Up", show=False, id="list.up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="list.page_down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="list.page_up"),
        Binding("home", "home", "First", show=False, id="list.home"),
        Binding("end", "end", "Last", show=False, id="list.end"),
        Binding("enter", "open", "Open", show=False, id="list.open"),
    ]

    class Highlighted(Message, Generic[ShownRow]):
        """The cursor is on another row, or (None) on none; only the newest one arrives."""

        def __init__(self, list_view: "VirtualList[ShownRow]", row: ShownRow | None) -> None:
            super().__init__()
            self.list_view = list_view
            self.row = row

        @property
        def control(self) -> "VirtualList[ShownRow]":
            """The list, for `@on` selectors."""
            return self.list_view

        def can_replace(self, message: Message) -> bool:
            """A newer one of the same list makes an older one pointless."""
            return (
                isinstance(message, VirtualList.Highlighted) and message.list_view is self.list_view
            )

    class Opened(Message, Generic[ShownRow]):
        """Enter, or a click on the row that was selected already."""

        def __init__(self, list_view: "VirtualList[ShownRow]", row: ShownRow) -> None:
            super().__init__()
            self.list_view = list_view
            self.row = row

        @property
        def control(self) -> "VirtualList[ShownRow]":
            """The list, for `@on` selectors."""
            return self.list_view

    def __init__(
        self,
        render_row: RowPainter[Row],
        *,
        selectable: Callable[[Row], bool] = everything,
        empty_text: Sequence[Content] = (),
        empty_align: Align = "left",
        id: str | None = None,  # noqa: A002 - the name Textual gives it
        classes: str | None = None,
    ) -> None:
        super().__init__(
            render_row, empty_text=empty_text, empty_align=empty_align, id=id, classes=classes
        )
        self.selectable = selectable
        self.keep_marks(selectable)
        self._announced: RowKey | None = None
        self._had_focus = False

    # Content

    def show(self, source: RowSource[Row], keep_place: bool = True) -> None:
        """Show the rows of that source.

        With `keep_place` the cursor stays on its row and line (see `refresh_rows`), and marks of
        rows that are in the new source stay; otherwise both start anew.
        """
        if self._window is None or not keep_place:
            self.row_marks.clear()
            self._window = RowWindow(source, self.selectable, self.size.height or FIRST_PAGE)
            self._after_load()
            return
        self._window.source = source
        self.refresh_rows()

    def refresh_rows(self) -> None:
        """Read the rows again and keep the place.

        The cursor keeps its row and its line on screen; if the row is gone it goes to the row now
        at that place. Marks of rows that are gone are dropped.
        """
        if self._window is None:
            return
        self._window.reload()
        if self._marks:
            self.row_marks.outdate(self._window.source, self._window.rows)
            self.post_message(self.Marked(self))
        self._after_load()

    # Cursor and marks

    def select_key(self, key: RowKey) -> bool:
        """Put the cursor on the row with that key; False if it is not there."""
        found = False
        if self._window is not None:
            found = self._window.select_key(key)
            self.refresh()
            self._announce()
        return found

    def next_row(self) -> None:
        """Move on after a verb; at the last row the cursor stays."""
        self.action_move(1)

    def action_move(self, steps: int) -> None:
        """Move the cursor by that many rows, down if positive."""
        self._act(lambda window: window.move(steps))

    def action_page(self, pages: int) -> None:
        """Move the cursor by screens, down if positive."""
        self._prepare()
        self._act(lambda window: window.page(pages))

    def action_home(self) -> None:
        """To the first row."""
        self._act(RowWindow.home)

    def action_end(self) -> None:
        """To the last row."""
        self._act(RowWindow.end)

    def action_open(self) -> None:
        """Open the row under the cursor."""
        row = self.cursor_row
        if row is not None:
            self.post_message(self.Opened(self, row))

    def action_toggle_mark(self) -> None:
        """Mark or unmark the row under the cursor and step down."""
        key = self.cursor_key
        if key is None:
            return
        self.row_marks.toggle(key)
        self._refresh_line(self._window.cursor_line if self._window else None)
        self.action_move(1)
        self.post_message(self.Marked(self))

    # Mouse

    def focus_on_click(self) -> bool:
        """As Textual's; notes whether the click finds the list focused already."""
        self._had_focus = self.has_focus
        return super().focus_on_click()

    def on_click(self, event: events.Click) -> None:
        """Select the row, or open it if it was selected already in the focused list.

        In the column of marks, or with Ctrl held, mark or unmark it.
        """
        window = self._window
        if window is None:
            return
        event.stop()
        index = window.top + event.y
        if event.x < GUTTER or event.ctrl:
            self._act(lambda window: window.select(index))
            if index == window.cursor and self.cursor_key is not None:
                self.row_marks.toggle(self.cursor_key)
                self._after_marks()
        elif index == window.cursor:
            if self._had_focus:
                self.action_open()
        else:
            self._act(lambda window: window.select(index))

    @on(events.MouseScrollDown)
    @on(events.MouseScrollUp)
    def scroll_rows(self, event: events.MouseScrollDown | events.MouseScrollUp) -> None:
        """Move the view by the wheel; the cursor stays in sight."""
        event.stop()
        lines = WHEEL_LINES if isinstance(event, events.MouseScrollDown) else -WHEEL_LINES
        self._act(lambda window: window.scroll(lines))

    # Change and repaint

    def _act(self, change: Callable[[RowWindow[Row]], object]) -> None:
        """Change the window and repaint what differs: two lines if the view did not move."""
        window = self._window
        if window is None:
            return
        line, seen = window.cursor_line, window.visible
        change(window)
        if self.row_marks.ranging:
            self.row_marks.follow(window)
            self._after_marks()
        now_seen = window.visible
        if len(now_seen) != len(seen) or not all(map(is_, seen, now_seen)):
            self.refresh()
        elif window.cursor_line != line:
            self._refresh_line(line)
            self._refresh_line(window.cursor_line)
        self._announce()

    def _after_load(self) -> None:
        self.repaint_rows()
        self._announce()

    def _announce(self) -> None:
        key = self.cursor_key
        if key != self._announced:
            self._announced = key
            self.post_message(self.Highlighted(self, self.cursor_row))
