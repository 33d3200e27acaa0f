"""What of the owner's work belongs into a calendar: follow-ups, and the promises they made."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from peer_tui.clock import from_utc_text
from peer_tui.domain.follow_ups import FollowUpStatus, Purpose, RecursFrom
from peer_tui.domain.promises import PromiseStatus
from peer_tui.domain.recurrence import clamped
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import clock_time, day

PAGE = 500
"""Rows that are read at a time."""

_FOLLOW_UPS = (
    "SELECT item.id, item.text, item.due_on, item.due_time, item.status, item.tags, item.starred,"
    " item.person_id, coalesce(person.name, ''), coalesce(person.notes, ''), item.purpose,"
    " item.recurrence, item.recurs_from, item.snoozed_until FROM follow_up AS item"
    " LEFT JOIN person ON person.id = item.person_id"
    " WHERE item.id > :last AND (item.status = 'open' OR item.closed_on >= :since)"
    " ORDER BY item.id LIMIT :limit"
)
_PROMISES = (
    "SELECT item.id, item.text, item.due_on, item.due_time, item.status, item.tags, item.starred,"
    " item.person_id, person.name, person.notes, 'promised', '', '', NULL FROM promise AS item"
    " JOIN person ON person.id = item.person_id"
    " WHERE item.id > :last AND item.side = 'mine'"
    " AND (item.status = 'open' OR item.closed_on >= :since)"
    " ORDER BY item.id LIMIT :limit"
)


class CalendarKind(StrEnum):
    """What an item of the calendar is."""

    FOLLOW_UP = "follow-up"
    PROMISE = "promise"


class State(StrEnum):
    """Where an item of the calendar stands."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


_STATES = {
    FollowUpStatus.OPEN: State.OPEN,
    FollowUpStatus.DONE: State.DONE,
    FollowUpStatus.LET_GO: State.CANCELLED,
    PromiseStatus.KEPT: State.DONE,
    PromiseStatus.RELEASED: State.CANCELLED,
    PromiseStatus.WITHDRAWN: State.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class CalendarItem:
    """A follow-up, or a promise of mine."""

    kind: CalendarKind
    id: int
    """Of the row of that kind."""
    text: str
    why: str
    """The purpose of a follow-up, "promised" for a promise."""
    person_name: str
    """Empty for a follow-up about nobody."""
    notes: str
    """The private notes about the person."""
    state: State
    on: date | None
    """The day it is due; None for a promise without a date."""
    at: time | None
    """The time of the day, where the owner is."""
    rrule: str
    """An RRULE value that clamps by itself; empty for once, and where the next date depends on
    the day this one is done."""
    tags: tuple[str, ...]
    starred: bool
    changed_at: datetime | None
    """When the row was changed last; None when the journal does not know."""
    edits: int
    """How often it was changed, undoing included."""


def calendar_items(
    reader: Reader, since: date, people: Container[int] | None = None
) -> Iterator[CalendarItem]:
    """Open items, and those closed on that day or later; of these people, or of all.

    Follow-ups first, each in the order in which they were made.
    """
    for kind, sql in (
        (CalendarKind.FOLLOW_UP, _FOLLOW_UPS),
        (CalendarKind.PROMISE, _PROMISES),
    ):
        last = -1
        bounds = {"since": since.isoformat(), "limit": PAGE}
        while rows := reader.rows(sql, {**bounds, "last": last}):
            last = rows[-1][0]
            changes = _changes(reader, kind, [row[0] for row in rows])
            for row in rows:
                if people is None or row[7] in people:
                    yield _item(kind, row, changes.get(row[0], (None, 0)))


def _changes(
    reader: Reader, kind: CalendarKind, ids: Sequence[int]
) -> dict[int, tuple[str | None, int]]:
    """When each row was changed last, and how often since it was made."""
    marks = ", ".join("?" * len(ids))
    return {
        row_id: (at, count - 1)
        for row_id, at, count in reader.rows(
            "SELECT change.row_id, max(action.at), count(*) FROM change"
            " JOIN action ON action.id = change.action_id"
            f" WHERE change.entity = ? AND change.row_id IN ({marks}) GROUP BY change.row_id",
            (kind.replace("-", "_"), *ids),
        )
    }


def _item(kind: CalendarKind, row: Sequence[Any], change: tuple[str | None, int]) -> CalendarItem:
    (id_, text, due, at, status, tags, starred, _, name, notes, why, *rest) = row
    rrule, recurs_from, snoozed = rest
    on = day(due)
    rrule = _rrule(rrule, recurs_from, on)
    if on and snoozed and not rrule:
        on = max(on, date.fromisoformat(snoozed))
    changed_at, edits = change
    return CalendarItem(
        kind,
        id_,
        text,
        why,
        name,
        notes,
        _STATES[status],
        on,
        clock_time(at),
        rrule,
        tuple(tags.split()),
        bool(starred),
        from_utc_text(changed_at) if changed_at else None,
        edits,
    )


def _rrule(rrule: str, recurs_from: str, on: date | None) -> str:
    if not rrule or on is None or recurs_from == RecursFrom.COMPLETION:
        return ""
    try:
        return clamped(rrule, on)
    except ValueError:
        return ""


def why_words(item: CalendarItem) -> str:
    """Why it is there, in a word or two; empty where the text says it."""
    return "" if item.why in (Purpose.IMPORTANT_DATE, item.text) else item.why
