"""The one list of the program: draws only the lines on screen, whatever the length of the list."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import is_
from typing import ClassVar, Generic, TypeVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from peer_tui.tui.text import Align
from peer_tui.tui.widgets.loaded_rows import Row, RowKey, RowSource
from peer_tui.tui.widgets.row_lines import RowLines, RowPainter
from peer_tui.tui.widgets.row_window import RowWindow

ShownRow = TypeVar("ShownRow")

WHEEL_LINES = 3
FIRST_PAGE = 50
"""Rows read by a list that has no size yet."""


def everything(row: object) -> bool:
    """Every row can be selected."""
    return True


class VirtualList(RowLines[Row], Generic[Row], can_focus=True):
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

    @dataclass
    class Highlighted(Message, Generic[ShownRow]):
        """The cursor is on another row, or (None) on none; only the newest one arrives."""

        list_view: "VirtualList[ShownRow]"
        row: ShownRow | None

        @property
        def control(self) -> "VirtualList[ShownRow]":
            """The list, for `@on` selectors."""
            return self.list_view

        def can_replace(self, message: Message) -> bool:
            """A newer one of the same list makes an older one pointless."""
            return (
                isinstance(message, VirtualList.Highlighted) and message.list_view is self.list_view
            )

    @dataclass
    class Opened(Message, Generic[ShownRow]):
        """Enter, or a click on the row that was selected already."""

        list_view: "VirtualList[ShownRow]"
        row: ShownRow

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
        self._announced: RowKey | None = None
        self._anchor: RowKey | None = None
        self._had_focus = False

    # Content

    def show(self, source: RowSource[Row], keep_place: bool = True) -> None:
        """Show the rows of that source.

        With `keep_place` the cursor stays on its row and line (see `refresh_rows`), and marks of
        rows that are in the new source stay; otherwise both start anew.
        """
        if self._window is None or not keep_place:
            self._marks.clear()
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
            source = self._window.source
            loaded = {source.key(row) for row in self._window.rows}
            self._marks = {key for key in self._marks if key in loaded or source.around(key, 1)}
        self._after_load()

    # Cursor and marks

    @property
    def cursor_row(self) -> Row | None:
        """The row under the cursor."""
        return None if self._window is None else self._window.cursor_row

    @property
    def cursor_key(self) -> RowKey | None:
        """The key of the row under the cursor."""
        row = self.cursor_row
        return None if row is None or self._window is None else self._window.source.key(row)

    @property
    def marks(self) -> frozenset[RowKey]:
        """The keys of the marked rows."""
        return frozenset(self._marks)

    def marked_rows(self) -> list[Row]:
        """The marked rows in display order: the loaded ones, then those far from the view."""
        window = self._window
        if window is None or not self._marks:
            return []
        key = window.source.key
        loaded = {key(row): row for row in window.rows if key(row) in self._marks}
        far = (
            row
            for marked in self._marks - loaded.keys()
            for row in window.source.around(marked, 1)
            if key(row) == marked
        )
        return [*loaded.values(), *far]

    def set_marks(self, keys: Iterable[RowKey]) -> None:
        """Mark exactly the rows with these keys."""
        self._marks = set(keys)
        self.refresh()

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
        self._marks ^= {key}
        self._anchor = key
        self._refresh_line(self._window.cursor_line if self._window else None)
        self.action_move(1)

    def action_mark_range(self) -> None:
        """Mark every row from the last one marked or unmarked to the cursor.

        Only the row under the cursor where the other end is no longer loaded.
        """
        window = self._window
        if window is None or window.cursor is None:
            return
        anchor = window.index_of(self._anchor)
        start = window.cursor if anchor is None else anchor
        first, last = sorted((start, window.cursor))
        self._marks.update(
            window.source.key(row) for row in window.rows[first : last + 1] if self.selectable(row)
        )
        self.refresh()

    def action_mark_all_loaded(self) -> None:
        """Mark every selectable row that is loaded: the shown ones and some around them."""
        if self._window is not None:
            key = self._window.source.key
            self._marks.update(key(row) for row in self._window.rows if self.selectable(row))
            self.refresh()

    def action_clear_marks(self) -> None:
        """Take off all marks."""
        self._marks.clear()
        self.refresh()

    # Mouse

    def focus_on_click(self) -> bool:
        """As Textual's; notes whether the click finds the list focused already."""
        self._had_focus = self.has_focus
        return super().focus_on_click()

    def on_click(self, event: events.Click) -> None:
        """Select the row, or open it if it was selected already in the focused list."""
        window = self._window
        if window is None:
            return
        event.stop()
        index = window.top + event.y
        if index == window.cursor:
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
