"""A promise, follow-up or entry of the history, read back as the record of a quick-add line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from peer_tui.clock import local_day
from peer_tui.domain.follow_ups import RecursFrom
from peer_tui.domain.history import Channel, InteractionKind, Side
from peer_tui.domain.quick_add_record import PersonRef, Record, RecordKind
from peer_tui.domain.recurrence import Recurrence
from peer_tui.domain.stories import StoryAspect
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import HitKind, clock_time, day


class _Query(NamedTuple):
    """How a row and its people are read."""

    sql: str
    make: Callable[[tuple[object, ...], tuple[PersonRef, ...]], Record]


def read_record(reader: Reader, kind: HitKind, row_id: int) -> Record | None:
    """The row as the record of a line; None when it is gone or no line can make it."""
    query = _QUERIES.get(kind)
    row = reader.row(query.sql, (row_id,)) if query else None
    if query is None or row is None:
        return None
    people = tuple(
        PersonRef(id_, name) for id_, name in reader.rows(_PEOPLE[kind], (row_id,)) if id_
    )
    return query.make(row, people)


def _promise(row: tuple[object, ...], people: tuple[PersonRef, ...]) -> Record:
    side, text, due, at, channel, tags, starred = row
    kind = RecordKind.PROMISE_MINE if side == Side.MINE else RecordKind.PROMISE_THEIRS
    return _record(kind, people, (text, due, at, channel, tags, starred))


def _follow_up(row: tuple[object, ...], people: tuple[PersonRef, ...]) -> Record:
    rrule, recurs_from, *common = row
    record = _record(RecordKind.FOLLOW_UP, people, tuple(common))
    if not rrule or record.due is None:
        return record
    repeats = Recurrence(str(rrule), RecursFrom(str(recurs_from)), record.due)
    return replace(record, recurrence=repeats)


def _entry(row: tuple[object, ...], people: tuple[PersonRef, ...]) -> Record:
    at, kind, side, aspect, may_share, text, channel, tags = row
    on = local_day(str(at)).isoformat()
    sort = _sort_of_entry(str(kind), str(side))
    record = _record(sort, people, (text, on, None, channel, tags, False))
    if sort is not RecordKind.STORY:
        return record
    said = InteractionKind.MILESTONE if kind == InteractionKind.MILESTONE else aspect
    told = next((each for each in StoryAspect if each == said), None)
    return replace(record, aspect=told, may_share=bool(may_share))


def _sort_of_entry(kind: str, side: str) -> RecordKind:
    """What a line would call the entry; side and aspect of other sorts stay as they are."""
    if kind == InteractionKind.KINDNESS:
        return RecordKind.THANKS if side == Side.THEIRS else RecordKind.KINDNESS
    sorts = {
        str(InteractionKind.NOTE): RecordKind.NOTE,
        str(InteractionKind.STORY): RecordKind.STORY,
        str(InteractionKind.MILESTONE): RecordKind.STORY,
    }
    return sorts.get(kind, RecordKind.INTERACTION)


def _record(kind: RecordKind, people: tuple[PersonRef, ...], common: tuple[object, ...]) -> Record:
    text, due, at, channel, tags, starred = common
    return Record(
        kind=kind,
        text=str(text),
        people=people,
        due=day(str(due)) if due else None,
        time=clock_time(str(at)) if at else None,
        channel=Channel(str(channel)),
        tags=tuple(str(tags).split()),
        starred=bool(starred),
    )


_QUERIES = {
    HitKind.PROMISE: _Query(
        "SELECT side, text, due_on, due_time, channel, tags, starred FROM promise WHERE id = ?",
        _promise,
    ),
    HitKind.FOLLOW_UP: _Query(
        "SELECT recurrence, recurs_from, text, due_on, due_time, channel, tags, starred"
        " FROM follow_up WHERE id = ?",
        _follow_up,
    ),
    HitKind.INTERACTION: _Query(
        "SELECT at, kind, side, aspect, may_share, text, channel, tags"
        " FROM interaction WHERE id = ?",
        _entry,
    ),
}
_PEOPLE = {
    HitKind.PROMISE: "SELECT person.id, person.name FROM promise"
    " JOIN person ON person.id = promise.person_id WHERE promise.id = ?",
    HitKind.FOLLOW_UP: "SELECT person.id, person.name FROM follow_up"
    " JOIN person ON person.id = follow_up.person_id WHERE follow_up.id = ?",
    HitKind.INTERACTION: "SELECT person.id, person.name FROM interaction_person AS link"
    " JOIN person ON person.id = link.person_id WHERE link.interaction_id = ? ORDER BY link.id",
}
