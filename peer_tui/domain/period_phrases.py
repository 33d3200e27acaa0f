"""Days named by the period they stand in: end of month, first monday of december, mid january."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from peer_tui.domain.calendar_days import (
    add_months,
    add_working_days,
    month_day,
    month_end,
    nth_weekday,
)
from peer_tui.domain.date_words import (
    MONTHS,
    WEEKDAYS,
    WORKING,
    Moment,
    day_ordinal,
    ordinal,
)

_ENDS = {"eom": "month", "eoy": "year", "eoq": "quarter", "eow": "week"}
_POSSESSIVES = {f"{unit}'s": unit for unit in ("week", "month", "quarter", "year")}


class Period(NamedTuple):
    """A week, month, quarter or year, first and last day included."""

    unit: str
    start: date
    end: date
    said_year: bool = False


_Pick = Callable[[Period], date | None]


def read_in_period(words: tuple[str, ...], moment: Moment) -> date | None:
    """The day the words name within a period, from today on unless the year is said.

    A day of the running period that has passed is refused; the end of a week is its Friday and
    is refused at a weekend, where it may be the day before or the week to come.
    """
    if len(words) == 1:
        unit = _ENDS.get(words[0])
        return _ahead(_end, (unit,), moment) if unit else None
    if words[0] == "the":
        words = words[1:]
    if len(words) == 2 and words[1] == "end":
        unit = _POSSESSIVES.get(words[0], words[0])
        return _ahead(_end, (unit,), moment) if unit in ("month", "quarter", "year") else None
    if words[0] == "end":
        return _ahead(_end, _after_of(words[1:]), moment)
    if words[0] in ("start", "beginning"):
        return _ahead(_start, _after_of(words[1:]), moment)
    if words[0] in ("mid", "middle"):
        return _ahead(_middle, _after_of(words[1:]), moment)
    return _nth(words, moment)


def _after_of(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[1:] if words[:1] == ("of",) else words


def _nth(words: tuple[str, ...], moment: Moment) -> date | None:
    """`last day of`, `first working day of`, `2nd tuesday of`, `15th of` a period."""
    split = next((i for i, word in enumerate(words) if word in ("of", "in")), 0)
    if not split:
        return None
    head, tail = words[:split], words[split + 1 :]
    nth = ordinal(head[0])
    if nth is None:
        return None
    if len(head) == 1:
        number = 1 if head[0] == "first" else day_ordinal(head[0])
        return _ahead(lambda p: _numbered(p, number), tail, moment) if number else None
    if head[1:] == ("day",):
        pick = {1: _start, -1: _last_day}.get(nth)
        return _ahead(pick, tail, moment) if pick else None
    if len(head) == 3 and head[1] in WORKING and head[2] == "day":
        return _ahead(lambda p: _working_day(p, nth, moment), tail, moment)
    if len(head) == 2 and head[1] in WEEKDAYS:
        weekday = WEEKDAYS[head[1]]
        return _ahead(lambda p: _weekday(p, nth, weekday), tail, moment)
    return None


def _ahead(pick: _Pick, words: tuple[str, ...], moment: Moment) -> date | None:
    for period in periods(words, moment.today):
        if period.unit == "week" and pick is _end and moment.today > _friday(period):
            return None
        day = pick(period)
        if day and (day >= moment.today or period.said_year):
            return day
    return None


def _start(period: Period) -> date:
    return period.start


def _last_day(period: Period) -> date:
    return period.end


def _end(period: Period) -> date:
    return _friday(period) if period.unit == "week" else period.end


def _friday(period: Period) -> date:
    return period.start + timedelta(days=4)


def _middle(period: Period) -> date | None:
    return period.start.replace(day=15) if period.unit == "month" else None


def _numbered(period: Period, number: int) -> date | None:
    if period.unit != "month":
        return None
    return month_day(period.start.year, period.start.month, number)


def _weekday(period: Period, nth: int, weekday: int) -> date | None:
    return nth_weekday(period.start, nth, weekday) if period.unit == "month" else None


def _working_day(period: Period, nth: int, moment: Moment) -> date | None:
    edge = period.end + timedelta(days=1) if nth < 0 else period.start - timedelta(days=1)
    return add_working_days(edge, nth, moment.working_days)


def periods(words: tuple[str, ...], today: date) -> tuple[Period, ...]:
    """The periods the words may mean, nearest first; only a named one has more than one."""
    if not words:
        return ()
    steps = 0
    if words[-2:] == ("after", "next"):
        words, steps = words[:-2], 2
    elif words[0] in ("this", "the", "next"):
        words, steps = words[1:], int(words[0] == "next")
    if len(words) == 1 and words[0] in ("week", "month", "quarter", "year"):
        return (_running(words[0], today, steps),)
    if steps:
        return ()
    return _named(words, today)


def _running(unit: str, today: date, steps: int) -> Period:
    if unit == "week":
        start = today + timedelta(days=7 * steps - today.weekday())
        return Period(unit, start, start + timedelta(days=6))
    length = {"month": 1, "quarter": 3, "year": 12}[unit]
    first = (today.month - 1) // length * length + 1
    return _months(unit, add_months(today.replace(month=first, day=1), steps * length), length)


def _months(unit: str, start: date, length: int, *, said_year: bool = False) -> Period:
    return Period(unit, start, month_end(add_months(start, length - 1)), said_year)


def _named(words: tuple[str, ...], today: date) -> tuple[Period, ...]:
    """A month or quarter by its name, or a year by its number."""
    last = words[-1]
    year = int(last) if len(last) == 4 and last.isdigit() and "1900" <= last <= "2199" else None
    name = words if year is None else words[:-1]
    if not name:
        return (_months("year", date(year or 0, 1, 1), 12, said_year=True),)
    if len(name) != 1:
        return ()
    if name[0] in MONTHS:
        unit, month, length = "month", MONTHS[name[0]], 1
    elif name[0] in ("q1", "q2", "q3", "q4"):
        unit, month, length = "quarter", int(name[0][1]) * 3 - 2, 3
    else:
        return ()
    if year is not None:
        return (_months(unit, date(year, month, 1), length, said_year=True),)
    years = range(today.year, today.year + 2)
    return tuple(_months(unit, date(each, month, 1), length) for each in years)
