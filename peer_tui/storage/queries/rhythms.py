"""The people who have been quiet for longer than their rhythm, the quietest first.

The order is days late divided by the rhythm, which no index can hold, as it changes daily.
Within one rhythm it is the order of the day the rhythm ran out, which the index holds; so the
page is merged from the beginnings of one ordered run per rhythm in use.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.storage.queries.keyset import Key, narrowed
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import RHYTHM_COLUMNS, rhythm_item

if TYPE_CHECKING:
    from peer_tui.storage.queries.filters import Filter

AWAKE = "(person.snoozed_until IS NULL OR person.snoozed_until <= :today)"
LATE = "person.rhythm_on IS NOT NULL AND person.rhythm_on <= :today"

RHYTHMS_IN_USE = (
    "WITH RECURSIVE rhythm (days) AS ("
    "SELECT min(rhythm_days) FROM person WHERE rhythm_on IS NOT NULL"
    " UNION ALL SELECT (SELECT min(rhythm_days) FROM person"
    " WHERE rhythm_on IS NOT NULL AND rhythm_days > rhythm.days) FROM rhythm"
    " WHERE rhythm.days IS NOT NULL)"
)
"""The different rhythms, one index step each; the last row is NULL."""

# Divided as `domain.agenda.order_key` divides: both round correctly, so equal is equal.
_ORDER = (
    "(julianday(:today) - julianday(person.rhythm_on)) / person.rhythm_days {0},"
    " person.rhythm_on {1}, person.sort_name {1}, person.id {1}"
)
_PAGE = (
    f"SELECT {RHYTHM_COLUMNS} FROM json_each(:bounds) AS bound JOIN person ON person.id IN ("
    "SELECT id FROM person WHERE rhythm_days = bound.value ->> 0"
    f" AND person.rhythm_on IS NOT NULL {{until_today}} AND {AWAKE}"
    " AND :narrowed AND (rhythm_on, sort_name, id) {compare}"
    " (bound.value ->> 1, bound.value ->> 2, bound.value ->> 3)"
    " ORDER BY rhythm_on {direction}, sort_name {direction}, id {direction} LIMIT :limit)"
    " ORDER BY {order} LIMIT :limit"
)
_FORWARD = _PAGE.format(
    compare=">",
    direction="ASC",
    order=_ORDER.format("DESC", "ASC"),
    until_today="AND person.rhythm_on <= :today",
)
# No place is after today, and a second upper bound would take the index from the first.
_BACKWARD = _PAGE.format(
    compare="<", direction="DESC", order=_ORDER.format("ASC", "DESC"), until_today=""
)

_BEFORE_ALL = ("", "", 0)
_LAST_NAME = "\U0010ffff"
Place = tuple[str, str, int]
"""Day the rhythm ran out, folded name, id: the order within one rhythm."""


class RhythmPages:
    """The section as pages; see `keyset.Pages`."""

    def __init__(self, reader: Reader, today: date, wanted: Filter | None = None) -> None:
        self.reader = reader
        self.today = today
        self.wanted = wanted

    def first(self, limit: int) -> list[AgendaItem]:
        """See `Pages`."""
        return self._page(_FORWARD, limit, [(days, *_BEFORE_ALL) for days in self._rhythms()])

    def last(self, limit: int) -> list[AgendaItem]:
        """See `Pages`."""
        end = (self.today.isoformat(), _LAST_NAME, 0)
        bounds = [(days, *end) for days in self._rhythms()]
        return self._page(_BACKWARD, limit, bounds)[::-1]

    def after(self, row: AgendaItem, limit: int) -> list[AgendaItem]:
        """See `Pages`."""
        return self._page(_FORWARD, limit, self._places(row))

    def before(self, row: AgendaItem, limit: int) -> list[AgendaItem]:
        """See `Pages`."""
        return self._page(_BACKWARD, limit, self._places(row))[::-1]

    def around(self, key: Key, limit: int) -> list[AgendaItem]:
        """See `Pages`."""
        row = self.find(key)
        if row is None:
            return []
        return [*self.before(row, limit // 2), row, *self.after(row, limit - limit // 2)]

    def find(self, key: Key) -> AgendaItem | None:
        """The row with that key, when it is in the list."""
        if key[0] != ItemKind.RHYTHM:
            return None
        where, parameters = narrowed(f"{LATE} AND {AWAKE} AND id = :id", "rhythm", self.wanted)
        row = self.reader.row(
            f"SELECT {RHYTHM_COLUMNS} FROM person WHERE {where}",
            parameters | {"today": self.today.isoformat(), "id": key[1]},
        )
        return None if row is None else rhythm_item(row)

    def key(self, row: AgendaItem) -> Key:
        """See `Pages`."""
        return (ItemKind.RHYTHM, row.id)

    def _rhythms(self) -> list[int]:
        rows = self.reader.rows(f"{RHYTHMS_IN_USE} SELECT days FROM rhythm WHERE days IS NOT NULL")
        return [days for (days,) in rows]

    def _places(self, row: AgendaItem) -> list[tuple[int, str, str, int]]:
        return [(days, *place_in(days, row, self.today)) for days in self._rhythms()]

    def _page(self, sql: str, limit: int, bounds: Sequence[tuple[Any, ...]]) -> list[AgendaItem]:
        # Most queues fill the first screen before this section.
        import json

        also, parameters = narrowed("true", "rhythm", self.wanted)
        values = {"today": self.today.isoformat(), "limit": limit, "bounds": json.dumps(bounds)}
        rows = self.reader.rows(sql.replace(":narrowed", also), parameters | values)
        return [rhythm_item(row) for row in rows]


def place_in(days: int, row: AgendaItem, today: date) -> Place:
    """Where `row` would stand among the people whose rhythm is `days`.

    Whole numbers only: a row is before `row` exactly when late * row.rhythm_days is greater than
    row.late * days.
    """
    late, rest = divmod((today - row.due_on).days * days, row.rhythm_days)
    if late > today.toordinal() - 1:
        return _BEFORE_ALL
    on = today - timedelta(days=late)
    if rest or on > row.due_on:
        return (on.isoformat(), "", 0)
    if on == row.due_on:
        return (on.isoformat(), row.sort_name, row.id)
    return (on.isoformat(), _LAST_NAME, 0)
