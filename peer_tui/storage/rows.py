"""Rows on their way out: frozen values for the screen and the command line."""

from __future__ import annotations

from datetime import date, time
from enum import StrEnum
from typing import Any, NamedTuple

from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.domain.follow_ups import Purpose
from peer_tui.domain.history import Side


class PersonRow(NamedTuple):
    """A line of the list of people."""

    id: int
    name: str
    sort_name: str
    organisation: str
    last_contact_on: date | None
    rhythm_days: int | None
    standing: str = "active"
    rests_until: date | None = None


class HistoryRow(NamedTuple):
    """A line of the shared history with one person."""

    id: int
    """Of the interaction."""
    link_id: int
    """Of the row that ties the interaction to this person; breaks ties of the order."""
    at: str
    """UTC text."""
    kind: str
    channel: str
    initiated_by: str
    text: str
    attached: int = 0
    """How many files and pages the entry points to."""
    aspect: str = ""
    """Of a story: hope, struggle or win."""
    may_share: bool = False
    """Whether they said that others may hear the story."""


class HitKind(StrEnum):
    """What was found, in the order in which it is shown."""

    PERSON = "person"
    PROMISE = "promise"
    FOLLOW_UP = "follow_up"
    INTERACTION = "interaction"


class Hit(NamedTuple):
    """A result of find."""

    kind: HitKind
    id: int
    """Of the row of that kind."""
    person_id: int | None
    person_name: str
    """Whom it is about; for an entry of the history the first of those who took part."""
    text: str
    """For a person the organisation."""
    on: date | None
    """The due date; for a person the last contact, for the history the day it happened."""
    state: str = ""
    """Status of a promise or follow-up; channel of an entry of the history."""
    others: int = 0
    """How many more people took part."""


class WishRow(NamedTuple):
    """Something a person asked for that nobody has acted on yet."""

    id: int
    """Of the preference."""
    person_id: int
    person_name: str
    topic: str
    said_on: date | None


class NeedRow(NamedTuple):
    """What a person came with."""

    id: int
    """Of the need."""
    person_id: int
    person_name: str
    text: str
    came_on: date
    check_on: date | None
    """When to ask whether it is solved."""
    outcome: str
    """A value of `domain.needs.NeedOutcome`."""
    said_by: str
    closed_on: date | None
    """None while a next step is meant to follow."""
    i_give: str = ""
    they_give: str = ""
    answer: str = ""
    """Whether it was solved, in their words."""
    version: int = 1


class PromiseRow(NamedTuple):
    """A promise, whatever became of it."""

    id: int
    person_id: int
    person_name: str
    side: Side
    text: str
    made_on: date
    due_on: date | None
    """The date last agreed."""
    firmness: str
    status: str
    """A value of `domain.promises.PromiseStatus`."""
    closed_on: date | None
    moves: int


def day(text: str | None) -> date | None:
    """A stored date."""
    return date.fromisoformat(text) if text else None


def clock_time(text: str | None) -> time | None:
    """A stored time of day."""
    return time.fromisoformat(text) if text else None


PROMISE_COLUMNS = (
    "promise.id, promise.text, promise.due_on, promise.person_id, person.name, person.sort_name,"
    " promise.side, promise.due_time, promise.snoozed_until, promise.snooze_count,"
    " (SELECT count(*) FROM promise_move WHERE promise_move.promise_id = promise.id),"
    " promise.starred, promise.waits_for_reply, promise.firmness, promise.channel"
)
FOLLOW_UP_COLUMNS = (
    "follow_up.id, follow_up.text, follow_up.due_on, follow_up.person_id,"
    " coalesce(person.name, ''), coalesce(person.sort_name, ''), follow_up.purpose,"
    " follow_up.due_time, follow_up.snoozed_until, follow_up.snooze_count, follow_up.starred,"
    " follow_up.recurrence, follow_up.waits_for_reply, follow_up.channel"
)
RHYTHM_COLUMNS = (
    "person.id, person.rhythm_on, person.name, person.sort_name, person.rhythm_days,"
    " person.last_contact_on, person.snoozed_until, person.snooze_count, person.waits_for_reply"
)
NO_DATE = date.max
"""Stands for "no date" where rows are ordered by date."""


def promise_item(row: tuple[Any, ...]) -> AgendaItem:
    """An item from `PROMISE_COLUMNS`."""
    (id_, text, due, person_id, name, sort_name, side, at, snoozed, snoozes, moves, *flags) = row
    starred, waits, firmness, channel = flags
    return AgendaItem(
        ItemKind.PROMISE,
        id_,
        text,
        day(due) or NO_DATE,
        person_id,
        name,
        sort_name,
        side=Side(side),
        due_time=clock_time(at),
        snoozed_until=day(snoozed),
        snooze_count=snoozes,
        moves=moves,
        firmness=firmness,
        channel=channel,
        starred=bool(starred),
        waits_for_reply=bool(waits),
    )


def follow_up_item(row: tuple[Any, ...]) -> AgendaItem:
    """An item from `FOLLOW_UP_COLUMNS`."""
    (id_, text, due, person_id, name, sort_name, purpose, at, snoozed, snoozes, *more) = row
    starred, recurrence, waits, channel = more
    return AgendaItem(
        ItemKind.FOLLOW_UP,
        id_,
        text,
        date.fromisoformat(due),
        person_id,
        name,
        sort_name,
        purpose=Purpose(purpose),
        due_time=clock_time(at),
        snoozed_until=day(snoozed),
        snooze_count=snoozes,
        channel=channel,
        starred=bool(starred),
        recurrence=recurrence,
        waits_for_reply=bool(waits),
    )


def rhythm_item(row: tuple[Any, ...]) -> AgendaItem:
    """An item from `RHYTHM_COLUMNS`."""
    (id_, rhythm_on, name, sort_name, days, last, snoozed, snoozes, waits) = row
    return AgendaItem(
        ItemKind.RHYTHM,
        id_,
        "",
        date.fromisoformat(rhythm_on),
        id_,
        name,
        sort_name,
        snoozed_until=day(snoozed),
        snooze_count=snoozes,
        rhythm_days=days,
        last_contact_on=day(last),
        waits_for_reply=bool(waits),
    )
