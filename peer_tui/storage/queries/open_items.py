"""What is open beyond today's queue: what is put off, and what comes due on chosen days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.domain.history import Side
from peer_tui.storage.queries.agenda import queue
from peer_tui.storage.queries.filter_rows import Target
from peer_tui.storage.queries.filters import Filter
from peer_tui.storage.queries.item_sql import AWAKE, FOLLOW_UPS, PROMISED, PROMISES
from peer_tui.storage.queries.keyset import Keyset, Merged, Pages, narrowed
from peer_tui.storage.rows import (
    FOLLOW_UP_COLUMNS,
    NO_DATE,
    PROMISE_COLUMNS,
    RHYTHM_COLUMNS,
    follow_up_item,
    promise_item,
    rhythm_item,
)

_TABLES = {
    Target.PROMISE: PROMISES,
    Target.FOLLOW_UP: FOLLOW_UPS,
    Target.RHYTHM: "person",
}
_COLUMNS = {
    Target.PROMISE: PROMISE_COLUMNS,
    Target.FOLLOW_UP: FOLLOW_UP_COLUMNS,
    Target.RHYTHM: RHYTHM_COLUMNS,
}
_MAKE: dict[Target, Callable[[tuple[Any, ...]], AgendaItem]] = {
    Target.PROMISE: promise_item,
    Target.FOLLOW_UP: follow_up_item,
    Target.RHYTHM: rhythm_item,
}
_KIND = {
    Target.PROMISE: ItemKind.PROMISE,
    Target.FOLLOW_UP: ItemKind.FOLLOW_UP,
    Target.RHYTHM: ItemKind.RHYTHM,
}
_DUE = {
    Target.PROMISE: PROMISED,
    Target.FOLLOW_UP: "follow_up.due_on",
}


def due_list(wanted: Filter) -> Pages[AgendaItem]:
    """The list of what is due, as the filter asks for it.

    Asked for what is snoozed, it is every open item put off past today, by the day it comes back;
    asked for due dates, every open item of these days that is not put off, by date; else the
    queue of today.
    """
    if wanted.query.asks("snoozed"):
        return snoozed(wanted)
    if wanted.query.asks("due"):
        return coming_due(wanted)
    return queue(wanted.reader, wanted.today, wanted)


def snoozed(wanted: Filter) -> Merged[AgendaItem]:
    """Everything put off past today that the filter lets through, by the day it comes back."""
    parts = []
    for target, table in ((Target.PROMISE, "promise"), (Target.FOLLOW_UP, "follow_up")):
        own = f"{table}.status = 'open' AND {table}.snoozed_until > :today"
        parts.append(_part(wanted, target, own, f"{table}.snoozed_until", _wakes_on))
    own = "person.rhythm_on IS NOT NULL AND person.snoozed_until > :today"
    parts.append(_part(wanted, Target.RHYTHM, own, "person.snoozed_until", _wakes_on))
    return Merged(parts)


def coming_due(wanted: Filter) -> Merged[AgendaItem]:
    """Every open promise and follow-up that the filter lets through, by due date."""
    first, last = _days(wanted)
    bounds = {"first": first.isoformat(), "last": last.isoformat()}
    parts = []
    for side in Side:
        own = f"promise.status = 'open' AND promise.side = '{side}' AND {AWAKE.format('promise')}"
        parts.append(_due_part(wanted, Target.PROMISE, own, bounds))
    own = f"follow_up.status = 'open' AND {AWAKE.format('follow_up')}"
    parts.append(_due_part(wanted, Target.FOLLOW_UP, own, bounds))
    return Merged(parts)


def _days(wanted: Filter) -> tuple[date, date]:
    """The days that the first date asked for leaves: the stretch of the index to look at."""
    term = next(t for t in wanted.query.terms if t.field == "due" and not t.negated)
    if term.value == "none":
        return NO_DATE, NO_DATE
    return term.first or date.min, term.last or NO_DATE


def _due_part(
    wanted: Filter, target: Target, own: str, bounds: dict[str, str]
) -> Keyset[AgendaItem]:
    day = _DUE[target]
    own += f" AND {day} BETWEEN :first AND :last"
    return _part(wanted, target, own, day, lambda item: item.due_on, bounds)


def _part(
    wanted: Filter,
    target: Target,
    own: str,
    day: str,
    day_of: Callable[[AgendaItem], date],
    bounds: dict[str, str] | None = None,
) -> Keyset[AgendaItem]:
    kind = _KIND[target]
    id_column = "person.id" if target is Target.RHYTHM else f"{target}.id"
    where, parameters = narrowed(own, target, wanted)

    def place(item: AgendaItem) -> tuple[Any, ...]:
        return (day_of(item).isoformat(), item.sort_name, str(item.kind), item.id)

    return Keyset(
        wanted.reader,
        columns=_COLUMNS[target],
        tables=_TABLES[target],
        where=where,
        order=(day, "coalesce(person.sort_name, '')", f"'{kind}'", id_column),
        make=_MAKE[target],
        place=place,
        name=str(kind),
        identify=lambda item: item.id,
        id_column=id_column,
        parameters=parameters | {"today": wanted.today.isoformat()} | (bounds or {}),
    )


def _wakes_on(item: AgendaItem) -> date:
    return item.snoozed_until or item.due_on
