"""A list that is known whole, read as every other list is read."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

Row = TypeVar("Row")


class FixedRows(Generic[Row]):
    """Rows that were read at once because there are never many of them."""

    def __init__(self, rows: tuple[Row, ...], identify: Callable[[Row], Hashable]) -> None:
        """`identify` is the key of a row; no two rows share one."""
        self.rows = rows
        self.identify = identify

    def key(self, row: Row) -> Hashable:
        """The identity of a row."""
        return self.identify(row)

    def first(self, limit: int) -> Sequence[Row]:
        """The first rows."""
        return self.rows[:limit]

    def last(self, limit: int) -> Sequence[Row]:
        """The last rows."""
        return self.rows[-limit:] if limit else ()

    def after(self, row: Row, limit: int) -> Sequence[Row]:
        """The rows that follow."""
        at = self._index(self.key(row))
        return () if at is None else self.rows[at + 1 : at + 1 + limit]

    def before(self, row: Row, limit: int) -> Sequence[Row]:
        """The rows just before."""
        at = self._index(self.key(row))
        return () if at is None else self.rows[max(0, at - limit) : at]

    def around(self, key: Hashable, limit: int) -> Sequence[Row]:
        """Rows on both sides of the one with that key; empty when it is not there."""
        at = self._index(key)
        if at is None:
            return ()
        return self.rows[max(0, at - limit // 2) : at + limit - limit // 2 + 1]

    def _index(self, key: Hashable) -> int | None:
        return next((n for n, row in enumerate(self.rows) if self.identify(row) == key), None)


class Heading(NamedTuple):
    """A line between rows that says what follows; the cursor passes over it."""

    words: str
    """Empty for a blank line."""
    number: int = 0
    """Tells headings with the same words apart."""


def heading_key(heading: Heading) -> tuple[str, int]:
    """The identity of a heading."""
    return (f"heading {heading.words}", heading.number)


def grouped(groups: Iterable[tuple[str, Sequence[Row]]]) -> Iterator[Row | Heading]:
    """The rows of each group under its heading, with a blank line between groups.

    A group without rows has no heading.
    """
    told = [(words, rows) for words, rows in groups if rows]
    for number, (words, rows) in enumerate(told):
        if number:
            yield Heading("", number)
        yield Heading(words)
        yield from rows
