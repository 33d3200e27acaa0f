"""The moves over a window of rows: where the cursor goes and what is seen then.

Pure logic, no drawing.
"""

from collections.abc import Callable
from typing import Generic

from peer_tui.tui.widgets.loaded_rows import LoadedRows, Row, RowKey, RowSource


class RowWindow(LoadedRows[Row], Generic[Row]):
    """The loaded rows, the first visible one and the cursor, kept consistent by every move.

    The cursor is on a selectable row, if there is one, and visible.
    """

    def __init__(
        self, source: RowSource[Row], selectable: Callable[[Row], bool], height: int
    ) -> None:
        super().__init__(source, selectable, height)
        self.home()

    # Moves

    def home(self) -> None:
        """To the first selectable row, with the start of the list in view."""
        if not self.at_start:
            self.rows = list(self.source.first(self.height))
            self.at_start = True
            self.at_end = len(self.rows) < self.height
            self.cursor = None
        self.top = 0
        self.cursor = self._seek(0, 1)
        self._settle()

    def end(self) -> None:
        """To the last selectable row, with the end of the list in view."""
        if not self.at_end:
            self.rows = list(self.source.last(self.height))
            self.at_end = True
            self.at_start = len(self.rows) < self.height
            self.cursor, self.top = None, 0
        self.cursor = self._seek(len(self.rows) - 1, -1)
        self.top = len(self.rows)
        self._settle()

    def move(self, steps: int) -> None:
        """By that many selectable rows, down if positive; as far as the list goes."""
        if self.cursor is None:
            self._scroll_view(steps)
            return
        direction = 1 if steps > 0 else -1
        for _ in range(abs(steps)):
            found = self._seek(self.cursor + direction, direction)
            if found is None:
                break
            self.cursor = found
        self._reveal(direction)
        self._settle()

    def page(self, pages: int) -> None:
        """By that many screens less one line; the cursor keeps its line where it can."""
        step = pages * max(1, self.height - 1)
        if self.cursor is None:
            self._scroll_view(step)
            return
        direction = 1 if step > 0 else -1
        line = self.cursor - self.top
        target = self._clamped(self.cursor + step)
        self._land(target, direction)
        if self.cursor is not None:
            self.top = max(0, self.cursor - line)
        self._reveal(direction)
        self._settle()

    def scroll(self, lines: int) -> None:
        """Move the view; the cursor stays on its row until it would leave the screen."""
        if self.cursor is None:
            self._scroll_view(lines)
            return
        direction = 1 if lines > 0 else -1
        self._scroll_by(lines)
        last = min(self.top + self.height, len(self.rows)) - 1
        if self.cursor < self.top:
            self._land(self.top, direction)
        elif self.cursor > last:
            self._land(last, direction)
        self._settle()

    def select(self, index: int) -> bool:
        """Put the cursor on the row with that index in `rows`, if it is there and selectable."""
        if not (0 <= index < len(self.rows) and self.selectable(self.rows[index])):
            return False
        self.cursor = index
        self._settle()
        return True

    def select_key(self, key: RowKey) -> bool:
        """Put the cursor on the row with that key, loading it if need be; False if it is gone."""
        index = self.index_of(key)
        if index is not None:
            return self.select(index)
        rows = list(self.source.around(key, self._chunk))
        index = self.index_of(key, rows)
        if index is None or not self.selectable(rows[index]):
            return False
        self._replace(rows)
        self.cursor = index
        self.top = max(0, index - self.height // 2)
        self._settle()
        return True

    # Change of size and of what is underneath

    def resize(self, height: int) -> None:
        """Show that many lines; the cursor stays in view."""
        self.height = max(1, height)
        self._settle()

    def reload(self) -> None:
        """Ask the source again and keep the place.

        The cursor keeps its row and its line on screen. If the row is gone it goes to the row now
        at that place. A view that stood at the very start of the list stays there.
        """
        row, line = self.cursor_row, self.cursor_line
        if row is None or line is None:
            self.at_start = False
            self.home()
            return
        stay_at_start = self.at_start and self.top == 0
        rows = list(self.source.around(self.source.key(row), self._chunk))
        index = self.index_of(self.source.key(row), rows)
        if index is None:
            before = list(self.source.before(row, self._chunk))
            following = self.source.after(row, self._chunk)
            rows, index = [*before, *following], len(before)
            if not rows:
                rows, index = self._beside_the_cursor()
        self._replace(rows)
        if not self.rows:
            self.at_start = self.at_end = True
            return
        self._land(min(index, len(self.rows) - 1), 1)
        if self.cursor is not None:
            self.top = self.cursor - line
            if stay_at_start:
                self._load_before(self.height)
                if self.at_start and self.cursor < self.height:
                    self.top = 0
        self._settle()

    # Inside

    def _beside_the_cursor(self) -> tuple[list[Row], int]:
        """The rows around the nearest loaded one that is still there, and its index.

        For a source that cannot tell what stood beside a row that is gone.
        """
        begin = list(self.source.first(self._chunk))
        at = 0 if self.cursor is None else self.cursor
        loaded = [*self.rows[at + 1 :], *reversed(self.rows[:at])] if begin else []
        for key in map(self.source.key, loaded):
            rows = list(self.source.around(key, self._chunk))
            index = self.index_of(key, rows)
            if index is not None:
                return rows, index
        return begin, 0

    def _land(self, index: int, direction: int) -> None:
        """Cursor to the nearest selectable row from `index` on, else the nearest before it.

        Both searches may load rows at the front, so the fallback is counted from the end.
        """
        from_end = len(self.rows) - index
        found = self._seek(index, direction)
        if found is None:
            start = len(self.rows) - from_end if direction < 0 else index
            found = self._seek(start - direction, -direction)
        self.cursor = found

    def _clamped(self, index: int) -> int:
        """`index` within the list, after loading up to it; indexes may move with the cursor."""
        if index < 0:
            index += self._load_before(-index)
        if index >= len(self.rows):
            self._load_after(index + 1)
        return max(0, min(index, len(self.rows) - 1))

    def _scroll_by(self, lines: int) -> None:
        if self.top + lines < 0:
            self._load_before(-(self.top + lines))
        self._load_after(self.top + lines + self.height)
        self.top = max(0, min(self.top + lines, len(self.rows) - self.height))

    def _scroll_view(self, lines: int) -> None:
        self._scroll_by(lines)
        self._settle()

    def _reveal(self, direction: int) -> None:
        """Bring headings above the cursor, or closing lines below the last row, into view."""
        if self.cursor is None:
            return
        edge = self.cursor
        furthest = self.height - 1
        if direction < 0:
            if self.cursor < self.height:
                self._load_before(self.height)
            edge = self.cursor
            while edge > 0 and self.cursor - edge < furthest:
                if self.selectable(self.rows[edge - 1]):
                    break
                edge -= 1
            self.top = min(self.top, edge)
            return
        if self.cursor + self.height > len(self.rows):
            self._load_after(self.cursor + self.height)
        while edge + 1 < len(self.rows) and edge - self.cursor < furthest:
            if self.selectable(self.rows[edge + 1]):
                return
            edge += 1
        self.top = max(self.top, edge - self.height + 1)

    def _settle(self) -> None:
        """Fill the screen, keep the cursor on it, forget what is far."""
        if self.cursor is not None:
            self.top = max(self.cursor - self.height + 1, min(self.top, self.cursor))
        if self.top < 0:
            self._load_before(-self.top)
            self.top = max(0, self.top)
        self._load_after(self.top + self.height)
        missing = self.top + self.height - len(self.rows)
        if missing > 0:
            self._load_before(missing)
            self.top = max(0, len(self.rows) - self.height)
        self._forget()
