"""What the weekly review looks at: short lists, and what the week was like so far."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from peer_tui.clock import to_utc_text
from peer_tui.domain.agenda import THANKS_PURPOSES, AgendaItem
from peer_tui.storage.queries.agenda import due_counts
from peer_tui.storage.queries.item_sql import (
    AWAKE,
    PROMISED,
    SELECT_FOLLOW_UPS,
    SELECT_PROMISES,
    quoted,
)
from peer_tui.storage.queries.promises import due_load
from peer_tui.storage.queries.rhythms import RhythmPages
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import (
    RHYTHM_COLUMNS,
    WishRow,
    day,
    follow_up_item,
    promise_item,
    rhythm_item,
)

MOST = 100
"""Rows of a list at most: a review is short."""
OFTEN_MOVED = 2
OFTEN_SNOOZED = 3

_THANKS = quoted(THANKS_PURPOSES)


def undated_or_moved(reader: Reader, today: date) -> list[AgendaItem]:
    """My open promises without a date, or renegotiated `OFTEN_MOVED` times or more."""
    rows = reader.rows(
        f"{SELECT_PROMISES} WHERE promise.status = 'open' AND promise.side = 'mine'"
        f" AND {AWAKE.format('promise')} AND promise.id IN ("
        "SELECT id FROM promise WHERE status = 'open' AND due_on IS NULL UNION"
        " SELECT promise_id FROM promise_move GROUP BY promise_id"
        f" HAVING count(*) >= {OFTEN_MOVED})"
        " ORDER BY promise.due_on IS NULL, promise.due_on, promise.id LIMIT :most",
        _parameters(today),
    )
    return [promise_item(row) for row in rows]


def they_are_late(reader: Reader, today: date) -> list[AgendaItem]:
    """Open promises of theirs whose date is past, the oldest first."""
    rows = reader.rows(
        f"{SELECT_PROMISES} WHERE promise.status = 'open' AND promise.side = 'theirs'"
        f" AND {AWAKE.format('promise')}"
        f" AND {PROMISED} < :today"
        f" ORDER BY {PROMISED}, promise.id LIMIT :most",
        _parameters(today),
    )
    return [promise_item(row) for row in rows]


def often_snoozed(reader: Reader, today: date) -> list[AgendaItem]:
    """Whatever was put off `OFTEN_SNOOZED` times or more in a row, asleep or awake."""
    parameters = _parameters(today)
    of_table = "{0}.status = 'open' AND {0}.snooze_count >= 3 ORDER BY {0}.id LIMIT :most"
    promises = reader.rows(f"{SELECT_PROMISES} WHERE {of_table.format('promise')}", parameters)
    follow_ups = reader.rows(
        f"{SELECT_FOLLOW_UPS} WHERE {of_table.format('follow_up')}", parameters
    )
    rhythms = reader.rows(
        f"SELECT {RHYTHM_COLUMNS} FROM person WHERE snooze_count >= 3 AND rhythm_on IS NOT NULL"
        " ORDER BY id LIMIT :most",
        parameters,
    )
    items = [
        *map(promise_item, promises),
        *map(follow_up_item, follow_ups),
        *map(rhythm_item, rhythms),
    ]
    items.sort(key=lambda item: (-item.snooze_count, item.due_on, item.id))
    return items[:MOST]


def thanks_waiting(reader: Reader, today: date) -> list[AgendaItem]:
    """Thanks and applause still owed, the oldest first."""
    rows = reader.rows(
        f"{SELECT_FOLLOW_UPS} WHERE follow_up.status = 'open' AND follow_up.purpose IN ({_THANKS})"
        f" AND {AWAKE.format('follow_up')}"
        " ORDER BY follow_up.due_on, follow_up.id LIMIT :most",
        _parameters(today),
    )
    return [follow_up_item(row) for row in rows]


def wishes_waiting(reader: Reader) -> list[WishRow]:
    """What people asked for and nobody has acted on, the oldest first."""
    rows = reader.rows(
        "SELECT preference.id, person.id, person.name, preference.topic, preference.said_on"
        " FROM preference JOIN person ON person.id = preference.person_id"
        " WHERE preference.stance = 'wants' AND preference.acted_on IS NULL"
        " ORDER BY preference.said_on, preference.id LIMIT ?",
        (MOST,),
    )
    return [WishRow(id_, who, name, topic, day(said)) for id_, who, name, topic, said in rows]


def gone_quiet(reader: Reader, today: date) -> list[AgendaItem]:
    """People quiet past their rhythm, the quietest first."""
    return list(RhythmPages(reader, today).first(MOST))


def load_ahead(reader: Reader, today: date, days: int = 7) -> Mapping[date, int]:
    """How much is due on each of the coming days, from tomorrow on."""
    first, last = today + timedelta(days=1), today + timedelta(days=days)
    found = due_load(reader, first, last)
    return {each: found.get(each, 0) for each in (first + timedelta(n) for n in range(days))}


class Week(NamedTuple):
    """What was done since the week began."""

    kept: int
    """Promises kept, of either side."""
    moved: int
    """Promises renegotiated."""
    let_go: int
    """Promises released and follow-ups let go."""


_CHANGES_SINCE = (
    "SELECT {what} FROM action CROSS JOIN change ON change.action_id = action.id"
    " WHERE action.at >= ? AND action.kind = 'do' AND action.undone = 0"
)


def week_so_far(reader: Reader, first_day: date) -> Week:
    """What was done since the morning of that day and not undone, by way of the journal."""
    since = to_utc_text(datetime.combine(first_day, time.min).astimezone())
    row = reader.row(
        _CHANGES_SINCE.format(
            what="count(DISTINCT CASE WHEN entity = 'promise' AND op = 'update'"
            " AND after ->> 'status' = 'kept' THEN row_id END),"
            " count(CASE WHEN entity = 'promise_move' AND op = 'insert' THEN 1 END),"
            " count(DISTINCT CASE WHEN op = 'update' AND"
            " after ->> 'status' IN ('released', 'let go') THEN row_id END)"
        ),
        (since,),
    )
    return Week(*row)


def due_on(reader: Reader, on: date) -> int:
    """How much will be in the queue on a day if nothing is done before."""
    counts = due_counts(reader, on)
    return counts.late + counts.today


def _parameters(today: date) -> dict[str, Any]:
    return {"today": today.isoformat(), "most": MOST}
