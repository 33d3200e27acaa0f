"""Dates as an owner writes them: a closed grammar that refuses rather than guesses.

Two honest readings of a phrase are refused, or settled as documented where it is read: a
weekday is the next one and never today, `next fri` is Friday of the next Monday-Sunday week,
`next week` its Monday, `eow` Friday, `last mon` the latest Monday before today, a missing year
the next such date (today included), a two-digit year lies from last year to 30 years ahead.
Times are 24-hour or carry am or pm; `at 3`, `3:30` and midnight are refused.
"""

from datetime import date, datetime, time
from typing import NamedTuple

from peer_tui.domain.calendar_days import (
    MON_TO_FRI,
    add_months,
    add_working_days,
    next_working_day,
    relative,
    short_day,
)
from peer_tui.domain.date_words import Contradiction, DateOrder, Moment, words_of
from peer_tui.domain.day_phrases import DayReading, read_day
from peer_tui.domain.recurrence import Recurrence
from peer_tui.domain.recurrence_phrases import read_recurrence
from peer_tui.domain.time_phrases import split_time

__all__ = [
    "MON_TO_FRI",
    "Contradiction",
    "DateOrder",
    "Moment",
    "Reading",
    "add_months",
    "add_working_days",
    "next_working_day",
    "parse_phrase",
    "read_words",
    "relative",
    "short_day",
]

_YEARS = range(1900, 2200)
_PREPOSITIONS = (("due", "by"), ("due", "on"), ("by",), ("on",), ("due",), ("until",), ("till",))


class Reading(NamedTuple):
    """What a phrase says: a day, or a recurrence with its first day, and perhaps a time."""

    day: date
    at: time | None = None
    recurrence: Recurrence | None = None
    other: date | None = None
    """The other honest reading of the day, where there is one."""


def parse_phrase(
    text: str,
    now: datetime,
    order: DateOrder = DateOrder.DAY_FIRST,
    working_days: frozenset[int] = MON_TO_FRI,
) -> date | datetime | Recurrence | None:
    """The date a phrase names; None when it names none, or more than one.

    A plain date when no time is said, else a naive datetime: the wall time where the owner is.
    A repeating phrase gives a Recurrence, and None with a time, which a recurrence does not
    carry. Only the local date and time of `now` are used, whatever its zone.
    """
    words = words_of(text)
    if words is None:
        return None
    for before in _PREPOSITIONS:
        if words[: len(before)] == before:
            words = words[len(before) :]
            break
    try:
        reading = read_words(words, Moment(now, order, working_days))
    except Contradiction:
        return None
    if reading is None:
        return None
    if reading.recurrence:
        return None if reading.at else reading.recurrence
    return datetime.combine(reading.day, reading.at) if reading.at else reading.day


def read_words(words: tuple[str, ...], moment: Moment) -> Reading | None:
    """The reading of a phrase in normalised words (`words_of`), without any by, on or due.

    Raises Contradiction when a weekday and a date are said that do not agree.
    """
    timed = split_time(words) if words else None
    if timed is None:
        return None
    if not timed.rest:
        return _time_alone(timed.at, moment) if timed.at else None
    try:
        recurrence = None if timed.part else read_recurrence(timed.rest, moment)
        if recurrence:
            found = DayReading(recurrence.first)
        else:
            day = read_day(timed.rest, moment)
            if day is None:
                return None
            found = day
    except OverflowError:
        return None
    if found.day.year not in _YEARS:
        return None
    return Reading(found.day, timed.at, recurrence, found.other)


def _time_alone(at: time, moment: Moment) -> Reading | None:
    """A time alone is today's, if it is still to come (in a log: already past)."""
    now = moment.now.time()
    fits = at <= now if moment.looks_back else at > now
    return Reading(moment.today, at) if fits else None
