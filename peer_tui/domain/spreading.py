"""Spreading much over several days, so that no day has more than it can bear."""

from collections.abc import Callable, Mapping
from datetime import date
from heapq import heapify, heappop, heappush

from peer_tui.domain.agenda import next_open_day
from peer_tui.domain.calendar_days import short_day

LEAST_DAYS = 5
"""A working week: fewer days are not used where there are more items than that."""
MOST_DAYS = 250
"""A year of working days: past it the daily number no longer holds."""


def spread(
    count: int,
    today: date,
    loads: Mapping[date, int],
    daily_number: int,
    *,
    working_days: frozenset[int],
    is_free: Callable[[date], bool],
    least_days: int = LEAST_DAYS,
) -> list[date]:
    """A day for each of `count` items, in order: earlier items never later than later ones.

    The items go over the next `least_days` working days, or as many more as it takes to keep every
    day within `daily_number`; `loads` counts what a day has already. The emptier day gets the
    next item, the earlier one of equals.
    """
    days: list[date] = []
    room, day = 0, today
    while len(days) < least_days or (room < count and len(days) < MOST_DAYS):
        day = next_open_day(day, working_days, is_free)
        days.append(day)
        room += max(0, daily_number - loads.get(day, 0))
    bounded = room >= count
    queue = [
        (loads.get(day, 0), day) for day in days if not bounded or loads.get(day, 0) < daily_number
    ]
    heapify(queue)
    found = []
    for _ in range(count):
        load, day = heappop(queue)
        found.append(day)
        if not bounded or load + 1 < daily_number:
            heappush(queue, (load + 1, day))
    return sorted(found)


def span_words(first: date, last: date, today: date) -> str:
    """ "Thu 19 to Wed 25 Nov", "Mon 30 Nov to Wed 2 Dec"; one day stands alone."""
    if first == last:
        return short_day(first, today)
    same_month = (first.year, first.month) == (last.year, last.month)
    began = short_day(first, first).rsplit(" ", 1)[0] if same_month else short_day(first, today)
    return f"{began} to {short_day(last, today)}"
