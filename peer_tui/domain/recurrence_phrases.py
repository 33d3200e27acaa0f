"""Repeating dates in words: every 6 weeks, every 2nd tuesday, every year on 4 march, quarterly."""

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from peer_tui.domain.calendar_days import add_months, month_day, nth_weekday
from peer_tui.domain.date_words import (
    MONTHS,
    UNITS,
    WEEKDAYS,
    WORKING,
    Moment,
    count,
    day_ordinal,
    ordinal,
)
from peer_tui.domain.follow_ups import RecursFrom
from peer_tui.domain.holidays import FIXED
from peer_tui.domain.numeric_dates import next_such
from peer_tui.domain.recurrence import DAY_CODES, Recurrence, clamped_day

_ADVERBS = {
    "daily": ("day", 1),
    "weekly": ("week", 1),
    "fortnightly": ("week", 2),
    "monthly": ("month", 1),
    "quarterly": ("month", 3),
    "yearly": ("year", 1),
    "annually": ("year", 1),
}
_SIMPLE = {
    "day": ("day", 1),
    "week": ("week", 1),
    "fortnight": ("week", 2),
    "month": ("month", 1),
    "quarter": ("month", 3),
    "year": ("year", 1),
}
_FREQUENCIES = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}
_MOST = 999
_Pick = Callable[[date], date | None]


class _Rule(NamedTuple):
    """An RRULE value and the first date from today on."""

    rrule: str
    first: date
    from_done: str = ""
    """The value where dates are counted from the day it is done, if another one."""


def read_recurrence(words: tuple[str, ...], moment: Moment) -> Recurrence | None:
    """The recurrence the words name and nothing else, or None.

    The first date lies ahead of today: an interval is counted from today, a named day is the
    next such day. Twice a week, biweekly and every second tuesday mean different things to
    different people and are refused.
    """
    if not words:
        return None
    recurs_from = RecursFrom.COMPLETION if words[0] == "every!" else RecursFrom.DATE
    if words[0] in ("every", "every!"):
        rule = _every(words[1:], moment.today)
    elif words[0] in _ADVERBS:
        unit, number = _ADVERBS[words[0]]
        rule = _interval(number, unit, words[1:], moment.today)
    else:
        return None
    if rule is None:
        return None
    counted_from_done = recurs_from is RecursFrom.COMPLETION and rule.from_done
    return Recurrence(counted_from_done or rule.rrule, recurs_from, rule.first)


def _every(words: tuple[str, ...], today: date) -> _Rule | None:
    if not words:
        return None
    if words in (("weekday",), ("workday",), ("working", "day"), ("business", "day")):
        return _weekly(range(5), 1, today)
    if words[0] == "other":
        return _every_other(words[1:], today)
    weekdays = _weekday_list(words)
    if weekdays:
        return _weekly(weekdays, 1, today)
    if words[0] == "second" and len(words) == 2 and words[1] in WEEKDAYS:
        return None
    return (
        _every_number(words, today)
        or _monthly(_without_month(words), 1, today)
        or _yearly(words, 1, today)
    )


def _every_other(words: tuple[str, ...], today: date) -> _Rule | None:
    if len(words) == 1 and words[0] in WEEKDAYS:
        return _weekly([WEEKDAYS[words[0]]], 2, today)
    if words and words[0] in _SIMPLE:
        unit, number = _SIMPLE[words[0]]
        return _interval(2 * number, unit, words[1:], today)
    return None


def _every_number(words: tuple[str, ...], today: date) -> _Rule | None:
    """`6 weeks`, `week`, `second week`, `half year`, each with its `on ...`."""
    if words in (("half", "year"), ("half", "a", "year"), ("six", "months")):
        return _interval(6, "month", (), today)
    for length in (1, 2, 3):
        unit = UNITS.get(words[length - 1]) if len(words) >= length else None
        if unit is None or (len(words[length - 1]) == 1 and length == 1):
            continue
        head = words[: length - 1]
        if unit == "workday" or (head[-1:] and head[-1] in WORKING):
            return None
        number = count(head) if head else 1
        if number is None and len(head) == 1 and head[0] != "last":
            # "every 2nd day" is every other day, though "every 2nd tuesday" is monthly.
            number = ordinal(head[0]) or {"second": 2}.get(head[0])
        if number is None or number < 1:
            return None
        name, times = _SIMPLE[unit]
        return _interval(number * times, name, words[length:], today)
    return _compact(words, today)


def _compact(words: tuple[str, ...], today: date) -> _Rule | None:
    """`6w` and the like."""
    letters = words[0].lstrip("0123456789")
    digits = words[0][: len(words[0]) - len(letters)]
    unit = UNITS.get(letters)
    number = count((digits,)) if digits else None
    if unit is None or unit == "workday" or number is None:
        return None
    name, times = _SIMPLE[unit]
    return _interval(number * times, name, words[1:], today)


def _interval(number: int, unit: str, on: tuple[str, ...], today: date) -> _Rule | None:
    if number > _MOST:
        return None
    if on:
        return _interval_on(number, unit, on[1:], today) if on[0] == "on" else None
    head = _head(_FREQUENCIES[unit], number)
    if unit in ("day", "week"):
        return _Rule(head, today + timedelta(days=number * (7 if unit == "week" else 1)))
    first = add_months(today, number * (12 if unit == "year" else 1))
    if unit == "month" and today.day > 28:
        return _Rule(f"{head};{clamped_day(today.day)}", first, head)
    if unit == "year" and (today.month, today.day) == (2, 29):
        return _Rule(f"{head};BYMONTH=2;{clamped_day(29)}", first, head)
    return _Rule(head, first)


def _interval_on(number: int, unit: str, words: tuple[str, ...], today: date) -> _Rule | None:
    if unit == "week":
        weekdays = _weekday_list(words)
        return _weekly(weekdays, number, today) if weekdays else None
    if unit == "month":
        return _monthly(words, number, today)
    return _yearly(words, number, today) if unit == "year" else None


def _weekly(weekdays: Sequence[int], number: int, today: date) -> _Rule:
    days = sorted(weekdays)
    first = min(today + timedelta(days=(day - today.weekday() - 1) % 7 + 1) for day in days)
    codes = ",".join(DAY_CODES[day] for day in days)
    return _Rule(f"{_head('WEEKLY', number)};BYDAY={codes}", first)


def _weekday_list(words: tuple[str, ...]) -> list[int]:
    """`mon`, `mon wed and fri`; empty for anything else."""
    found: list[int] = []
    for position, word in enumerate(words):
        joint = word in ("and", "&") and 0 < position < len(words) - 1
        if joint and words[position - 1] in WEEKDAYS:
            continue
        weekday = WEEKDAYS.get(word)
        if weekday is None or weekday in found:
            return []
        found.append(weekday)
    return found


def _without_month(words: tuple[str, ...]) -> tuple[str, ...]:
    for end in (("of", "the", "month"), ("of", "each", "month"), ("of", "every", "month")):
        if words[-3:] == end:
            return words[:-3]
    return words


def _monthly(words: tuple[str, ...], number: int, today: date) -> _Rule | None:
    """`15th`, `the last day`, `2nd tuesday`."""
    if words[:1] == ("the",):
        words = words[1:]
    head = _head("MONTHLY", number)
    if words == ("last", "day"):
        return _first_of(f"{head};BYMONTHDAY=-1", today, lambda month: _clamped(month, 31))
    nth = ordinal(words[0]) if words else None
    if nth is None:
        return None
    day = day_ordinal(words[0])
    if len(words) == 1:
        if day is None or not 1 <= day <= 31:
            return None
        return _first_of(f"{head};{clamped_day(day)}", today, lambda month: _clamped(month, day))
    if len(words) == 2 and words[1] in WEEKDAYS and nth <= 5:
        weekday = WEEKDAYS[words[1]]
        rrule = f"{head};BYDAY={nth}{DAY_CODES[weekday]}"
        return _first_of(rrule, today, lambda month: nth_weekday(month, nth, weekday))
    return None


def _clamped(month: date, day: int) -> date:
    return month.replace(day=min(day, monthrange(month.year, month.month)[1]))


def _first_of(rrule: str, today: date, pick: _Pick) -> _Rule | None:
    for months in range(13):
        found = pick(add_months(today.replace(day=1), months))
        if found and found > today:
            return _Rule(rrule, found)
    return None


def _yearly(words: tuple[str, ...], number: int, today: date) -> _Rule | None:
    """`4 march`, `march 4th`, `the 4th of march`, `christmas`."""
    if words in FIXED:
        month, day = FIXED[words]
    else:
        named = [word for word in words if word not in ("the", "of")]
        if len(named) != 2 or len(words) > 4:
            return None
        name = next((word for word in named if word in MONTHS), "")
        other = named[1] if name == named[0] else named[0]
        number_said = int(other) if other.isdigit() and len(other) <= 2 else day_ordinal(other)
        if not name or not number_said:
            return None
        month, day = MONTHS[name], number_said
    if month_day(2000, month, day) is None:
        return None
    rrule = f"{_head('YEARLY', number)};BYMONTH={month};{_yearly_day(month, day)}"
    tomorrow = today + timedelta(days=1)
    if (month, day) == (2, 29):
        end = _clamped(date(tomorrow.year, 2, 1), 29)
        return _Rule(rrule, end if end >= tomorrow else _clamped(date(today.year + 1, 2, 1), 29))
    first = next_such(month, day, tomorrow)
    return _Rule(rrule, first) if first else None


def _yearly_day(month: int, day: int) -> str:
    return clamped_day(day) if (month, day) == (2, 29) else f"BYMONTHDAY={day}"


def _head(frequency: str, number: int) -> str:
    return f"FREQ={frequency}" + (f";INTERVAL={number}" if number > 1 else "")
