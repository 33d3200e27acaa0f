"""The marks of a list: kept by key, whatever is loaded, sorted or gone. No drawing here."""

from collections.abc import Callable, Collection, Iterable
from typing import Generic

from peer_tui.tui.widgets.loaded_rows import Row, RowKey, RowSource
from peer_tui.tui.widgets.row_window import RowWindow

MOST_MARKED = 2000
"""Rows that are marked at once, by all or by a range."""
FEW = 20
"""Marks that are looked up one by one; of more the list is read from its start."""


class RowMarks(Generic[Row]):
    """Which rows are marked, and the range that grows with the cursor."""

    def __init__(self, selectable: Callable[[Row], bool]) -> None:
        self.keys: set[RowKey] = set()
        """The keys of the marked rows; always this same set."""
        self._selectable = selectable
        self._before: set[RowKey] = set()
        self._start: Row | None = None
        self._last: set[RowKey] = set()
        self._outlived = False
        """Some of the marked rows went away, and nothing was marked by hand since."""

    @property
    def ranging(self) -> bool:
        """Whether every move marks what it passes."""
        return self._start is not None

    def toggle(self, key: RowKey) -> None:
        """Mark or unmark the row with that key."""
        self._put(self.keys ^ {key})

    def put(self, keys: Iterable[RowKey]) -> None:
        """Mark exactly the rows with these keys."""
        self._start = None
        self._put(set(keys))

    def clear(self) -> None:
        """Take off all marks; `again` brings them back."""
        self._start = None
        self._remember()
        self._outlived = False
        self.keys.clear()

    def mark_all(self, source: RowSource[Row]) -> bool:
        """Mark every row of the list; False if there are more than can be marked at once."""
        rows = source.first(MOST_MARKED + 1)
        self._start = None
        self._put({source.key(row) for row in rows[:MOST_MARKED] if self._selectable(row)})
        return len(rows) <= MOST_MARKED

    def again(self, source: RowSource[Row]) -> bool:
        """Mark the last set again, as far as it is still there; False if nothing is left of it."""
        self._start = None
        kept = self._outlived
        self._put({*self._present(source, (), self._last), *self.keys})
        self._outlived = kept
        return bool(self.keys)

    # a range

    def begin_range(self, row: Row, key: RowKey) -> None:
        """Mark this row, and from now on what lies between it and the cursor."""
        self._start, self._before = row, set(self.keys)
        self._put(self.keys | {key})

    def end_range(self) -> None:
        """Keep the marks; moves mark nothing any more."""
        self._start = None

    def follow(self, window: RowWindow[Row]) -> None:
        """Mark what lies between the start of the range and the cursor, and nothing else."""
        if self._start is None or window.cursor_row is None:
            return
        key = window.source.key
        rows = self._between(window, self._start, window.cursor_row)
        self._put(self._before | {key(row) for row in rows if self._selectable(row)})

    def _between(self, window: RowWindow[Row], start: Row, cursor: Row) -> Collection[Row]:
        source, key = window.source, window.source.key
        at = window.index_of(key(start))
        if at is not None and window.cursor is not None:
            first, last = sorted((at, window.cursor))
            return window.rows[first : last + 1]
        for begin, end in ((start, cursor), (cursor, start)):
            rows = [begin, *source.after(begin, MOST_MARKED)]
            found = next((n for n, row in enumerate(rows) if key(row) == key(end)), None)
            if found is not None:
                return rows[: found + 1]
        return [start, cursor]

    # rows that come and go

    def outdate(self, source: RowSource[Row], loaded: Collection[Row]) -> None:
        """Drop the marks of rows that are gone."""
        if not self.keys:
            return
        left = set(self._present(source, loaded, self.keys))
        if left != self.keys:
            self._remember()
            self._outlived = True
            self.keys.intersection_update(left)

    def rows(self, source: RowSource[Row], loaded: Collection[Row]) -> list[Row]:
        """The marked rows: in the order of the list as far as it was read."""
        return list(self._present(source, loaded, self.keys).values())

    def _present(
        self, source: RowSource[Row], loaded: Collection[Row], keys: Collection[RowKey]
    ) -> dict[RowKey, Row]:
        """Those of the keys whose rows are there, with the rows."""
        found = _chosen(source, loaded, keys)
        if len(keys) - len(found) > FEW:
            found = _chosen(source, source.first(MOST_MARKED), keys) | found
        for wanted in [key for key in keys if key not in found]:
            found |= _chosen(source, source.around(wanted, 1), (wanted,))
        return found

    def _put(self, keys: set[RowKey]) -> None:
        self._outlived = False
        self.keys.clear()
        self.keys.update(keys)

    def _remember(self) -> None:
        if self.keys and not self._outlived:
            self._last = set(self.keys)


def _chosen(
    source: RowSource[Row], rows: Collection[Row], keys: Collection[RowKey]
) -> dict[RowKey, Row]:
    return {key: row for row in rows if (key := source.key(row)) in keys}
