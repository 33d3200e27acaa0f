"""The days ahead: what comes, or comes back, to the queue on each of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from peer_tui.domain.agenda import AgendaItem
from peer_tui.storage.queries.item_sql import PROMISED, SELECT_FOLLOW_UPS, SELECT_PROMISES
from peer_tui.storage.queries.keyset import narrowed
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import follow_up_item, promise_item

if TYPE_CHECKING:
    from peer_tui.storage.queries.filters import Filter

_PROMISES_DUE = (
    f"{SELECT_PROMISES} WHERE promise.status = 'open' AND promise.side = :side"
    f" AND {PROMISED} BETWEEN :first AND :last"
    f" AND (promise.snoozed_until IS NULL OR promise.snoozed_until <= {PROMISED})"
    f" AND :narrowed ORDER BY {PROMISED}, promise.id LIMIT :limit"
)
_PROMISES_BACK = (
    f"{SELECT_PROMISES} WHERE promise.status = 'open'"
    " AND promise.snoozed_until BETWEEN :first AND :last"
    f" AND promise.snoozed_until > {PROMISED}"
    " AND :narrowed ORDER BY promise.snoozed_until, promise.id LIMIT :limit"
)
_FOLLOW_UPS_DUE = (
    f"{SELECT_FOLLOW_UPS} WHERE follow_up.status = 'open'"
    " AND follow_up.due_on BETWEEN :first AND :last"
    " AND (follow_up.snoozed_until IS NULL OR follow_up.snoozed_until <= follow_up.due_on)"
    " AND :narrowed ORDER BY follow_up.due_on, follow_up.id LIMIT :limit"
)
_FOLLOW_UPS_BACK = (
    f"{SELECT_FOLLOW_UPS} WHERE follow_up.status = 'open'"
    " AND follow_up.snoozed_until BETWEEN :first AND :last"
    " AND follow_up.snoozed_until > follow_up.due_on"
    " AND :narrowed ORDER BY follow_up.snoozed_until, follow_up.id LIMIT :limit"
)

_QUERIES: tuple[tuple[str, str, Callable[[tuple[Any, ...]], AgendaItem]], ...] = (
    (_PROMISES_DUE, "mine", promise_item),
    (_PROMISES_DUE, "theirs", promise_item),
    (_PROMISES_BACK, "", promise_item),
    (_FOLLOW_UPS_DUE, "", follow_up_item),
    (_FOLLOW_UPS_BACK, "", follow_up_item),
)


def coming_day(item: AgendaItem) -> date:
    """The day an open item stands in the queue: due and no longer snoozed."""
    return max(item.due_on, item.snoozed_until or item.due_on)


def coming(
    reader: Reader, first: date, last: date, limit: int = 100, wanted: Filter | None = None
) -> list[tuple[date, AgendaItem]]:
    """The first `limit` items that come to the queue from `first` to `last`, by day.

    Promises of both sides and follow-ups that the filter lets through; within a day by time,
    then name.
    """
    asked = {rows: narrowed("true", rows, wanted) for rows in ("promise", "follow_up")}
    found: list[tuple[date, AgendaItem]] = []
    days = 1
    # Where much comes, the first days are enough; where little does, it is read in a few steps.
    while first <= last and len(found) < limit:
        until = min(last, first + timedelta(days=days - 1))
        found += _coming(reader, first, until, limit, asked)
        first, days = until + timedelta(days=1), days * 2
    return found[:limit]


def _coming(
    reader: Reader,
    first: date,
    last: date,
    limit: int,
    asked: dict[str, tuple[str, dict[str, Any]]],
) -> list[tuple[date, AgendaItem]]:
    days = {"first": first.isoformat(), "last": last.isoformat(), "limit": limit}
    items = []
    for sql, side, make in _QUERIES:
        also, parameters = asked["promise" if make is promise_item else "follow_up"]
        found = reader.rows(sql.replace(":narrowed", also), {**days, **parameters, "side": side})
        items += [make(row) for row in found]
    placed = [(coming_day(item), item) for item in items]
    placed.sort(key=lambda pair: _place(*pair))
    return placed


def _place(day: date, item: AgendaItem) -> tuple[date, str, str, str, int]:
    at = item.due_time.strftime("%H:%M") if item.due_time else ""
    return (day, at, item.sort_name, item.kind, item.id)
