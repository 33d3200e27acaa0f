"""Pages of an ordered list, found by the place of a row and never by its number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from peer_tui.storage.reader import Reader

if TYPE_CHECKING:
    from peer_tui.storage.queries.filters import Filter

Row = TypeVar("Row")
Key = tuple[str, int]
"""Identity of a row: its table and id."""


class Pages(Protocol[Row]):
    """A list that is read page by page, in display order."""

    def first(self, limit: int) -> Sequence[Row]:
        """The first rows."""
        ...

    def last(self, limit: int) -> Sequence[Row]:
        """The last rows, in display order."""
        ...

    def after(self, row: Row, limit: int) -> Sequence[Row]:
        """The rows that follow `row`."""
        ...

    def before(self, row: Row, limit: int) -> Sequence[Row]:
        """The rows that stand before `row`, nearest last."""
        ...

    def around(self, key: Key, limit: int) -> Sequence[Row]:
        """Rows on both sides of the row with that key; empty when it is not in the list."""
        ...

    def key(self, row: Row) -> Key:
        """The identity of a row."""
        ...


@dataclass(frozen=True, repr=False, eq=False)
class Keyset(Generic[Row]):
    """One ordered query, read in pages."""

    reader: Reader
    columns: str
    tables: str
    where: str
    order: tuple[str, ...]
    """Expressions; together they are unique, the last is the id."""
    make: Callable[[tuple[Any, ...]], Row]
    place: Callable[[Row], tuple[Any, ...]]
    """The values of `order` of a row."""
    name: str
    """The first part of a row's key."""
    identify: Callable[[Row], int]
    id_column: str
    """The column that `Key` ids are looked up in."""
    parameters: dict[str, Any] = field(default_factory=dict)
    newest_first: bool = False

    def first(self, limit: int) -> list[Row]:
        """See `Pages`."""
        return self._page(limit, forward=True)

    def last(self, limit: int) -> list[Row]:
        """See `Pages`."""
        return self._page(limit, forward=False)[::-1]

    def after(self, row: Row, limit: int) -> list[Row]:
        """See `Pages`."""
        return self._page(limit, forward=True, place=self.place(row))

    def before(self, row: Row, limit: int) -> list[Row]:
        """See `Pages`."""
        return self._page(limit, forward=False, place=self.place(row))[::-1]

    def around(self, key: Key, limit: int) -> list[Row]:
        """See `Pages`."""
        row = self.find(key)
        if row is None:
            return []
        return [*self.before(row, limit // 2), row, *self.after(row, limit - limit // 2)]

    def find(self, key: Key) -> Row | None:
        """The row with that key, when it is in the list."""
        if key[0] != self.name:
            return None
        found = self.reader.row(
            f"SELECT {self.columns} FROM {self.tables}"
            f" WHERE ({self.where}) AND {self.id_column} = :id LIMIT 1",
            {**self.parameters, "id": key[1]},
        )
        return None if found is None else self.make(found)

    def key(self, row: Row) -> Key:
        """See `Pages`."""
        return (self.name, self.identify(row))

    def _page(
        self, limit: int, *, forward: bool, place: tuple[Any, ...] | None = None
    ) -> list[Row]:
        rising = forward != self.newest_first
        direction = "ASC" if rising else "DESC"
        where, parameters = self.where, {**self.parameters, "limit": limit}
        if place is not None:
            marks = ", ".join(f":place{n}" for n in range(len(place)))
            compare = ">" if rising else "<"
            # A row value of expressions does not bound an index scan; its first part alone does,
            # where it stands first.
            bound = f"{self.order[0]} {compare}= :place0"
            where = f"{bound} AND ({where}) AND ({', '.join(self.order)}) {compare} ({marks})"
            parameters |= {f"place{n}": value for n, value in enumerate(place)}
        order = ", ".join(f"{expression} {direction}" for expression in self.order)
        sql = (
            f"SELECT {self.columns} FROM {self.tables} WHERE {where} ORDER BY {order} LIMIT :limit"
        )
        return [self.make(row) for row in self.reader.rows(sql, parameters)]


class Chain(Generic[Row]):
    """Several lists shown as one, in their order."""

    def __init__(self, parts: Sequence[Pages[Row]], part_of: Callable[[Row], int]) -> None:
        """`part_of` is the number of the part a row belongs to."""
        self.parts = parts
        self.part_of = part_of

    def first(self, limit: int) -> list[Row]:
        """See `Pages`."""
        return self._fill_down([], 0, limit)

    def last(self, limit: int) -> list[Row]:
        """See `Pages`."""
        return self._fill_up([], len(self.parts) - 1, limit)

    def after(self, row: Row, limit: int) -> list[Row]:
        """See `Pages`."""
        number = self.part_of(row)
        return self._fill_down(list(self.parts[number].after(row, limit)), number + 1, limit)

    def before(self, row: Row, limit: int) -> list[Row]:
        """See `Pages`."""
        number = self.part_of(row)
        return self._fill_up(list(self.parts[number].before(row, limit)), number - 1, limit)

    def around(self, key: Key, limit: int) -> list[Row]:
        """See `Pages`."""
        return _around(self, self.parts, key, limit)

    def key(self, row: Row) -> Key:
        """See `Pages`."""
        return self.parts[self.part_of(row)].key(row)

    def _fill_down(self, rows: list[Row], number: int, limit: int) -> list[Row]:
        while len(rows) < limit and number < len(self.parts):
            rows.extend(self.parts[number].first(limit - len(rows)))
            number += 1
        return rows

    def _fill_up(self, rows: list[Row], number: int, limit: int) -> list[Row]:
        while len(rows) < limit and number >= 0:
            rows[:0] = self.parts[number].last(limit - len(rows))
            number -= 1
        return rows


@dataclass(frozen=True)
class Merged(Generic[Row]):
    """Several ordered queries with one order between them, shown as one list.

    Every part can place the rows of every other: the values of its `order` are of the same kinds.
    """

    parts: Sequence[Keyset[Row]]

    def first(self, limit: int) -> list[Row]:
        """See `Pages`."""
        return self._sorted(part.first(limit) for part in self.parts)[:limit]

    def last(self, limit: int) -> list[Row]:
        """See `Pages`."""
        return self._sorted(part.last(limit) for part in self.parts)[-limit:] if limit else []

    def after(self, row: Row, limit: int) -> list[Row]:
        """See `Pages`."""
        return self._sorted(part.after(row, limit) for part in self.parts)[:limit]

    def before(self, row: Row, limit: int) -> list[Row]:
        """See `Pages`."""
        rows = self._sorted(part.before(row, limit) for part in self.parts)
        return rows[-limit:] if limit else []

    def around(self, key: Key, limit: int) -> list[Row]:
        """See `Pages`."""
        return _around(self, self.parts, key, limit)

    def key(self, row: Row) -> Key:
        """See `Pages`."""
        place = self.parts[0].place(row)
        return (place[-2], place[-1])

    def _sorted(self, pages: Iterable[Sequence[Row]]) -> list[Row]:
        return sorted((row for page in pages for row in page), key=self.parts[0].place)


def _around(whole: Pages[Row], parts: Sequence[Pages[Row]], key: Key, limit: int) -> list[Row]:
    """Rows of the whole on both sides of the one with that key, in whichever part it stands."""
    for part in parts:
        found = [row for row in part.around(key, 0) if part.key(row) == key]
        if found:
            row = found[0]
            half = limit // 2
            return [*whole.before(row, half), row, *whole.after(row, limit - half)]
    return []


def count_to(reader: Reader, limit: int, tables: str, where: str, parameters: Any = ()) -> int:  # noqa: ANN401 - what the driver takes
    """How many rows there are, counting no further than `limit`."""
    counted: int = reader.value(
        f"SELECT count(*) FROM (SELECT 1 FROM {tables} WHERE {where} LIMIT {limit})", parameters
    )
    return counted


def narrowed(where: str, rows: str, wanted: Filter | None) -> tuple[str, dict[str, Any]]:
    """The condition of a list with the filter in force, and the values of the filter.

    `rows` is what stands in the list, a value of `filters.Target`.
    """
    if wanted is None:
        return where, {}
    condition = wanted.of(rows)
    return f"({where}) AND {condition.where}", condition.parameters
