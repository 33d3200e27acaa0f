"""Everybody whom a boundary keeps from being contacted at a moment.

Most agreements are worded like another one: each wording is looked at once.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from peer_tui.storage.reader import Reader

if TYPE_CHECKING:
    from peer_tui.domain.boundaries import Boundary

LONGEST_PERIODS = {"week": 8, "month": 32, "year": 367}
"""Days: contacts are counted by the calendar, wherever it turns first."""
MOST_AGREED = 1000
"""With more boundaries only those of people with something due count for the queue."""
# Until when it lasts decides nothing now, and would make its wording another one.
_AGREED = (
    "SELECT person_id, side, kind, boundary.value, iif(until IS NULL OR until > :after, '', until)"
    " FROM {tables} WHERE until IS NULL OR until >= :before ORDER BY boundary.id DESC"
)
_OF_THESE = "json_each(:people) AS asked CROSS JOIN boundary ON boundary.person_id = asked.value"
_ZONES = (
    "SELECT person.id, person.time_zone FROM json_each(?) AS asked CROSS JOIN person"
    " INDEXED BY person_time_zone ON person.id = asked.value AND person.time_zone <> ''"
)
Wording = tuple[tuple[str, ...], ...]
"""What decides about a moment: side, kind, value and last day of each boundary."""


def held_now(reader: Reader, now: datetime, passed: Collection[int] = ()) -> list[int]:
    """As `held_people`, without those who were `passed`; of many only those with something due.

    Without any boundary it is one step in an index.
    """
    agreed: int = reader.value(
        "SELECT count(*) FROM (SELECT 1 FROM boundary LIMIT ?)", (MOST_AGREED + 1,)
    )
    if not agreed:
        return []
    people = None
    if agreed > MOST_AGREED:
        from peer_tui.storage.queries.agenda import due_people

        people = due_people(reader, now.date())
    return [who for who in held_people(reader, now, people) if who not in passed]


def held_people(reader: Reader, now: datetime, people: Collection[int] | None = None) -> list[int]:
    """Ids of the people with a boundary that is closed now, by any way.

    `people`: whom it is asked of; None for everybody.
    """
    import json

    from peer_tui.domain.gate import Agreement, is_open
    from peer_tui.storage.queries.reach import zone_named

    agreed = _agreed(reader, now, people)
    zones: dict[int, str] = dict(reader.rows(_ZONES, (json.dumps(list(agreed)),)))
    contacts = _contacts(reader, agreed, now)
    known: dict[tuple[Wording, str, tuple[datetime, ...]], bool] = {}
    held = []
    for person_id, wording in agreed.items():
        key = (tuple(wording), zones.get(person_id, ""), contacts.get(person_id, ()))
        if key not in known:
            boundaries = tuple(_boundary(*each) for each in wording)
            agreement = Agreement(boundaries, time_zone=zone_named(key[1]), contacts=key[2])
            known[key] = not is_open(agreement, now)
        if known[key]:
            held.append(person_id)
    return held


def _agreed(
    reader: Reader, now: datetime, people: Collection[int] | None
) -> dict[int, list[tuple[str, ...]]]:
    """What was agreed with each person, without what is over wherever they are."""
    import json

    tables = "boundary" if people is None else _OF_THESE
    asked = {} if people is None else {"people": json.dumps(list(people))}
    # It may be the day before yesterday where they are.
    before, after = ((now.date() + timedelta(days=days)).isoformat() for days in (-2, 2))
    agreed: dict[int, list[tuple[str, ...]]] = {}
    for person_id, *wording in reader.rows(
        _AGREED.format(tables=tables), {"before": before, "after": after, **asked}
    ):
        agreed.setdefault(person_id, []).append(tuple(wording))
    return agreed


def _contacts(
    reader: Reader, agreed: dict[int, list[tuple[str, ...]]], now: datetime
) -> dict[int, tuple[datetime, ...]]:
    """The steps with those with whom they are counted, since the count began at the earliest."""
    from peer_tui.domain.boundaries import BoundaryKind
    from peer_tui.storage.queries.reach import contacts_since

    counted: dict[int, list[int]] = {}
    for person_id, wording in agreed.items():
        days = [
            _counted_days(value) for _, kind, value, _ in wording if kind == BoundaryKind.AT_MOST
        ]
        if days:
            counted.setdefault(max(days), []).append(person_id)
    found: dict[int, tuple[datetime, ...]] = {}
    for most_days, people in counted.items():
        found |= contacts_since(reader, people, now - timedelta(days=most_days))
    return found


@lru_cache(256)
def _counted_days(value: str) -> int:
    """How far back contacts matter to such a boundary."""
    from peer_tui.domain.boundaries import BoundaryKind, UnreadableValue, read_rule

    try:
        rule = read_rule(BoundaryKind.AT_MOST, value)
    except UnreadableValue:
        return 0
    return LONGEST_PERIODS[rule.most[1]] if rule.most else 0


@lru_cache(1024)
def _boundary(side: str, kind: str, value: str, until: str) -> Boundary:
    from peer_tui.domain.boundaries import Boundary, BoundaryKind
    from peer_tui.domain.history import Side
    from peer_tui.storage.rows import day

    return Boundary(Side(side), BoundaryKind(kind), value, None, day(until or None), "")
