"""The look back on a week: what was kept, who was thanked, what was solved, who is new or rests.

By way of the journal, which is indexed by time; what was taken back since is not there. People
stand in the order in which things happened, never in an order of merit.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from peer_tui.clock import local_day, to_utc_text
from peer_tui.domain.agenda import THANKS_PURPOSES
from peer_tui.storage.queries.item_sql import quoted
from peer_tui.storage.reader import Reader

MOST = 50
"""Rows of a part that are named; the rest is counted."""
DAYS = 7


class Part(StrEnum):
    """What a week is looked back on for, in the order it is told."""

    KEPT = "kept"
    THANKED = "thanked"
    SOLVED = "solved"
    NEW = "new"
    RESTED = "rested"


class Event(NamedTuple):
    """One thing that happened in the week."""

    part: Part
    row_id: int
    person_id: int | None
    person_name: str
    text: str
    on: date


class PartOfWeek(NamedTuple):
    """One part, with the events that are named."""

    part: Part
    events: tuple[Event, ...]
    number: int
    """How many there were in all."""


_CHANGED = (
    "SELECT change.row_id AS row_id, max(action.at) AS at FROM action"
    " CROSS JOIN change ON change.action_id = action.id"
    " WHERE action.at >= :start AND action.at < :end AND action.kind = 'do'"
    " AND action.undone = 0 AND change.entity = '{entity}' AND {what} GROUP BY change.row_id"
)
_SET = "change.op = 'update' AND change.after ->> '{column}' IN ({values})"
# CROSS JOIN: from what changed to the rows, never from all rows that are so now.
_ROWS = {
    Part.KEPT: (
        "promise",
        _SET.format(column="status", values="'kept'"),
        "SELECT promise.id, person.id, person.name, promise.text, changed.at FROM changed"
        " CROSS JOIN promise ON promise.id = changed.row_id AND promise.status = 'kept'"
        " JOIN person ON person.id = promise.person_id",
    ),
    Part.THANKED: (
        "follow_up",
        _SET.format(column="status", values="'done'"),
        "SELECT follow_up.id, person.id, person.name, follow_up.text, changed.at FROM changed"
        " CROSS JOIN follow_up ON follow_up.id = changed.row_id AND follow_up.status = 'done'"
        f" AND follow_up.purpose IN ({quoted(THANKS_PURPOSES)})"
        " JOIN person ON person.id = follow_up.person_id",
    ),
    Part.SOLVED: (
        "need",
        _SET.format(column="outcome", values="'solved'"),
        "SELECT need.id, person.id, person.name, need.text, changed.at FROM changed"
        " CROSS JOIN need ON need.id = changed.row_id AND need.outcome = 'solved'"
        " JOIN person ON person.id = need.person_id",
    ),
    Part.NEW: (
        "person",
        "change.op = 'insert'",
        "SELECT person.id, person.id, person.name, person.organisation, changed.at FROM changed"
        " CROSS JOIN person ON person.id = changed.row_id",
    ),
    Part.RESTED: (
        "person",
        _SET.format(column="standing", values="'resting', 'ended'"),
        "SELECT person.id, person.id, person.name,"
        " CASE person.standing WHEN 'ended' THEN 'ended well' ELSE person.standing END, changed.at"
        " FROM changed CROSS JOIN person ON person.id = changed.row_id"
        " AND person.standing IN ('resting', 'ended')",
    ),
}


def look_back(reader: Reader, first_day: date) -> list[PartOfWeek]:
    """The seven days from that one on, part by part; empty parts too."""
    bounds = {
        "start": _moment(first_day),
        "end": _moment(first_day + timedelta(days=DAYS)),
    }
    return [_part(reader, part, bounds) for part in Part]


def _part(reader: Reader, part: Part, bounds: dict[str, str]) -> PartOfWeek:
    entity, what, select = _ROWS[part]
    changed = f"WITH changed AS ({_CHANGED.format(entity=entity, what=what)}) {select}"
    rows = reader.rows(
        f"{changed} ORDER BY changed.at, changed.row_id LIMIT :most", {**bounds, "most": MOST + 1}
    )
    count = len(rows)
    if count > MOST:
        count = reader.value(f"SELECT count(*) FROM ({changed})", bounds)
    return PartOfWeek(part, tuple(_events(part, rows[:MOST])), count)


def _events(part: Part, rows: list[tuple[int, int, str, str, str]]) -> Iterator[Event]:
    for row_id, person_id, name, text, at in rows:
        yield Event(part, row_id, person_id, name, text, local_day(at))


def _moment(day: date) -> str:
    return to_utc_text(datetime.combine(day, time.min).astimezone())


def monday_of(day: date) -> date:
    """The first day of the week a day lies in."""
    return day - timedelta(days=day.weekday())


def week_words(parts: list[PartOfWeek]) -> str:
    """One line: "kept 3, thanked 2, solved 1, new 4, rested 0"."""
    return ", ".join(f"{each.part} {each.number}" for each in parts)
