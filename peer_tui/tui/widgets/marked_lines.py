"""The marks of a list on the screen: between the drawing of lines and the list with its keys."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from textual.message import Message

from peer_tui.tui.widgets.loaded_rows import Row, RowKey
from peer_tui.tui.widgets.row_lines import RowLines
from peer_tui.tui.widgets.row_marks import RowMarks

ShownRow = TypeVar("ShownRow")


class MarkedLines(RowLines[Row], Generic[Row]):
    """Lines of which some are marked, by key."""

    row_marks: RowMarks[Row]

    @dataclass
    class Marked(Message, Generic[ShownRow]):
        """Other rows are marked than before."""

        list_view: "MarkedLines[ShownRow]"

        @property
        def control(self) -> "MarkedLines[ShownRow]":
            """The list, for `@on` selectors."""
            return self.list_view

        def can_replace(self, message: Message) -> bool:
            """One is enough."""
            return isinstance(message, MarkedLines.Marked) and message.list_view is self.list_view

    def keep_marks(self, selectable: Callable[[Row], bool]) -> None:
        """Begin without marks; rows that cannot be selected are never marked."""
        self.row_marks = RowMarks(selectable)
        self._marks = self.row_marks.keys

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
        """The marked rows, in the order of the list as far as it was read."""
        window = self._window
        if window is None or not self._marks:
            return []
        return self.row_marks.rows(window.source, window.rows)

    def set_marks(self, keys: Iterable[RowKey]) -> None:
        """Mark exactly the rows with these keys."""
        self.row_marks.put(keys)
        self._after_marks()

    def action_mark_range(self) -> None:
        """Mark the row under the cursor and what it passes from now on; again: that is all."""
        row, key = self.cursor_row, self.cursor_key
        if self.row_marks.ranging:
            self.row_marks.end_range()
        elif row is not None and key is not None:
            self.row_marks.begin_range(row, key)
        self._after_marks()

    def action_mark_all(self) -> bool:
        """Mark every row of the list, loaded or not; False if there are too many for that."""
        whole = self._window is None or self.row_marks.mark_all(self._window.source)
        self._after_marks()
        return whole

    def action_mark_again(self) -> bool:
        """Mark the last set again; False if nothing is left of it."""
        found = self._window is not None and self.row_marks.again(self._window.source)
        self._after_marks()
        return found

    def action_clear_marks(self) -> None:
        """Take off all marks."""
        self.row_marks.clear()
        self._after_marks()

    def _after_marks(self) -> None:
        self.refresh()
        self.post_message(self.Marked(self))
