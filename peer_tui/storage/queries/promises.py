"""Open promises: mine first, each side by due date, those without a date last."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.history import Side
from peer_tui.domain.promise_words import KeptRecord
from peer_tui.storage.queries.item_sql import PROMISED, PROMISES
from peer_tui.storage.queries.keyset import Keyset, count_to, narrowed
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import PROMISE_COLUMNS, promise_item

if TYPE_CHECKING:
    from peer_tui.storage.queries.filters import Filter

_DUE_LOAD = (
    "SELECT day, count(*) FROM ("
    "SELECT due_on AS day FROM follow_up WHERE status = 'open' AND due_on BETWEEN :first AND :last"
    " AND (snoozed_until IS NULL OR snoozed_until <= due_on)"
    " UNION ALL SELECT snoozed_until FROM follow_up WHERE status = 'open'"
    " AND snoozed_until BETWEEN :first AND :last AND snoozed_until > due_on"
    f" UNION ALL SELECT {PROMISED} FROM promise WHERE status = 'open' AND side = 'mine'"
    f" AND {PROMISED} BETWEEN :first AND :last"
    f" AND (snoozed_until IS NULL OR snoozed_until <= {PROMISED})"
    # The plus keeps the search on the index of what is put off.
    " UNION ALL SELECT snoozed_until FROM promise WHERE status = 'open' AND +side = 'mine'"
    " AND snoozed_until BETWEEN :first AND :last"
    " AND (due_on IS NULL OR snoozed_until > due_on)) GROUP BY day"
)


def open_promises(
    reader: Reader, person_id: int | None = None, wanted: Filter | None = None
) -> Keyset[AgendaItem]:
    """Every open promise that the filter lets through, or those of them with one person."""
    where, parameters = narrowed("promise.status = 'open'", "promise", wanted)
    if person_id is not None:
        where += " AND promise.person_id = :person_id"
        parameters["person_id"] = person_id
    return Keyset(
        reader,
        columns=PROMISE_COLUMNS,
        tables=PROMISES,
        where=where,
        order=("promise.side", PROMISED, "promise.id"),
        make=promise_item,
        place=lambda item: (item.side, item.due_on.isoformat(), item.id),
        name="promise",
        identify=lambda item: item.id,
        id_column="promise.id",
        parameters=parameters,
    )


def count_open(reader: Reader, side: Side, limit: int = 1000) -> int:
    """How many promises of a side are open, counting no further than `limit`."""
    return count_to(reader, limit, "promise", "status = 'open' AND side = ?", (side,))


def kept_record(reader: Reader, person_id: int, side: Side) -> KeptRecord:
    """How many promises of a side were kept between the owner and a person, and how many on time.

    On time is by the date last agreed, as `domain.promise_words.is_on_time` says.
    """
    return kept_records(reader, person_id)[side]


def kept_records(reader: Reader, person_id: int) -> dict[Side, KeptRecord]:
    """What `kept_record` says, of both sides at once."""
    rows = reader.rows(
        "SELECT side, sum(due_on IS NULL OR closed_on <= due_on), count(*) FROM promise"
        " WHERE person_id = ? AND status = 'kept' GROUP BY side",
        (person_id,),
    )
    found = {Side(side): KeptRecord(on_time, kept) for side, on_time, kept in rows}
    return {side: found.get(side, KeptRecord(0, 0)) for side in Side}


def due_load(reader: Reader, first: date, last: date) -> dict[date, int]:
    """How many open items (my promises and follow-ups) wait for each day from first to last.

    What is put off counts on the day it comes back.
    """
    rows = reader.rows(_DUE_LOAD, {"first": first.isoformat(), "last": last.isoformat()})
    return {date.fromisoformat(day): number for day, number in rows}
