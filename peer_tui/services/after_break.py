"""Mercy after a break: much is overdue, and the day is finite."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from peer_tui.domain.agenda import AgendaItem, next_open_day
from peer_tui.domain.spreading import MOST_DAYS, spread
from peer_tui.services.default_day import SnoozeRules
from peer_tui.storage.queries.agenda import due_counts, queue
from peer_tui.storage.queries.promises import due_load
from peer_tui.storage.reader import Reader

SPREAD_DAYS = 10
"""Working days over which what can wait is spread; more where a day would be too full."""
MOST = 5000
"""Rows that are moved in one act; what is beyond waits for the next."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits after a break."""

    count: int
    """Rows of the queue that are late."""
    since: date
    """The day the oldest of them was due."""


def backlog(reader: Reader, today: date, held: Sequence[int] = ()) -> Backlog | None:
    """What is late; None when nothing is. `held`: people who may not be reached now."""
    late = due_counts(reader, today, held).late
    if not late:
        return None
    oldest = min((item.due_on for item in queue(reader, today).first(MOST)), default=today)
    return Backlog(late, oldest)


def rest_of(reader: Reader, today: date, keep: int) -> list[AgendaItem]:
    """What stands in the queue behind the first `keep` rows."""
    return queue(reader, today).first(keep + MOST)[keep:]


def days_ahead(
    reader: Reader, today: date, count: int, keep: int, rules: SnoozeRules
) -> list[date]:
    """A working day for each of `count` rows, in order; none gets more than `keep`, if possible.

    What is due on those days already is counted.
    """
    return spread(
        count,
        today,
        due_load(reader, today, today + timedelta(days=2 * MOST_DAYS)),
        keep,
        working_days=rules.working_days,
        is_free=rules.is_holiday,
        least_days=SPREAD_DAYS,
    )


def next_day(today: date, count: int, rules: SnoozeRules) -> list[date]:
    """The next working day, `count` times."""
    return [next_open_day(today, rules.working_days, rules.is_holiday)] * count
