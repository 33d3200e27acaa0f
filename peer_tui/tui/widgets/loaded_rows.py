"""A stretch of rows loaded from a source of any size, with what is seen of it.

Rows are fetched by their place in the order (keyset), never by number, so a list of a hundred
thousand rows costs as much as one of a hundred.
"""

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, Protocol, TypeVar

Row = TypeVar("Row")
RowKey = Hashable
"""What a row is, whatever stands in it: for example `("promise", 123)`."""

LEAST_LOADED = 100
SCREENS_LOADED = 5
LEAST_FETCHED = 32


class RowSource(Protocol[Row]):
    """Bounded reads in one fixed order; each must be quick, it runs between two frames.

    A row handed back to `after` or `before` may be gone by then: its place in the order counts.
    Fewer rows than `limit` mean that the list ends there.
    """

    def first(self, limit: int) -> Sequence[Row]:
        """The first rows."""

    def last(self, limit: int) -> Sequence[Row]:
        """The last rows, in display order."""

    def after(self, row: Row, limit: int) -> Sequence[Row]:
        """The rows that follow."""

    def before(self, row: Row, limit: int) -> Sequence[Row]:
        """The rows just before, in display order."""

    def around(self, key: RowKey, limit: int) -> Sequence[Row]:
        """Rows, even a single one, among which the one with that key is; empty if it is gone."""

    def key(self, row: Row) -> RowKey:
        """The identity of the row."""


class LoadedRows(Generic[Row]):
    """The loaded rows with the indexes of view and cursor, which loading and forgetting keep right.

    An edge of the list is only known once it was reached. Rows far from the view are forgotten.
    """

    def __init__(
        self, source: RowSource[Row], selectable: Callable[[Row], bool], height: int
    ) -> None:
        self.source = source
        self.selectable = selectable
        self.height = max(1, height)
        self.rows: list[Row] = []
        self.top = 0
        """Index in `rows` of the first visible row."""
        self.cursor: int | None = None
        """Index in `rows` of the row under the cursor; None where nothing is selectable."""
        self.at_start = False
        """`rows` is known to begin where the list begins."""
        self.at_end = False

    @property
    def visible(self) -> list[Row]:
        """The rows on screen, at most `height`."""
        return self.rows[self.top : self.top + self.height]

    @property
    def cursor_row(self) -> Row | None:
        """The row under the cursor."""
        return None if self.cursor is None else self.rows[self.cursor]

    @property
    def cursor_line(self) -> int | None:
        """The line of the cursor on screen, from 0."""
        return None if self.cursor is None else self.cursor - self.top

    def index_of(self, key: RowKey, rows: Sequence[Row] | None = None) -> int | None:
        """Where the row with that key stands in `rows` (the loaded ones unless given)."""
        key_of = self.source.key
        for index, row in enumerate(self.rows if rows is None else rows):
            if key_of(row) == key:
                return index
        return None

    @property
    def _chunk(self) -> int:
        return max(LEAST_FETCHED, 2 * self.height)

    def _replace(self, rows: list[Row]) -> None:
        self.rows = rows
        self.at_start = self.at_end = False
        self.cursor, self.top = None, 0

    def _load_after(self, wanted: int) -> None:
        """Have at least `wanted` rows loaded, if the list goes on that far."""
        while len(self.rows) < wanted and not self.at_end:
            limit = max(self._chunk, wanted - len(self.rows))
            more = self.source.after(self.rows[-1], limit) if self.rows else ()
            self.rows.extend(more)
            self.at_end = len(more) < limit

    def _load_before(self, wanted: int) -> int:
        """Load rows before the first, if there are any; how far indexes moved."""
        if self.at_start or not self.rows:
            return 0
        limit = max(self._chunk, wanted)
        more = self.source.before(self.rows[0], limit)
        self.rows[:0] = more
        self.at_start = len(more) < limit
        self.top += len(more)
        if self.cursor is not None:
            self.cursor += len(more)
        return len(more)

    def _seek(self, index: int, direction: int) -> int | None:
        """The first selectable index from `index` on, loading as far as needed."""
        while True:
            if index < 0:
                moved = self._load_before(1)
                if not moved:
                    return None
                index += moved
            if index >= len(self.rows):
                self._load_after(index + 1)
                if index >= len(self.rows):
                    return None
            if self.selectable(self.rows[index]):
                return index
            index += direction

    def _forget(self) -> None:
        most = max(LEAST_LOADED, SCREENS_LOADED * self.height)
        surplus = len(self.rows) - most
        if surplus <= 0:
            return
        below = len(self.rows) - (self.top + self.height)
        cut_below = max(0, min(surplus, below - self.height))
        if cut_below:
            del self.rows[-cut_below:]
            self.at_end = False
        cut_above = max(0, min(surplus - cut_below, self.top - self.height))
        if cut_above:
            del self.rows[:cut_above]
            self.at_start = False
            self.top -= cut_above
            if self.cursor is not None:
                self.cursor -= cut_above
