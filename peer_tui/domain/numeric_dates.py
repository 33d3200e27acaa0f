"""Dates written with digits and month names: 1 dec 2026, dec 1st, 1/12/26, 2026-12-01, 15th."""

import re
from collections.abc import Iterable
from datetime import date

from peer_tui.domain.calendar_days import add_months, month_day
from peer_tui.domain.date_words import (
    MONTHS,
    WEEKDAYS,
    Contradiction,
    DateOrder,
    Moment,
    day_ordinal,
)

_ISO = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})$")
_PAIR = re.compile(r"([0-9]{1,2})([/.])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2})?)?$")
_DASHED = re.compile(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})$")
_DASHED_NAME = re.compile(r"([0-9]{1,2})-([a-z]{3,9})-([0-9]{4})$")
_DAY = re.compile(r"[0-9]{1,2}$")
_YEAR = re.compile(r"[0-9]{4}$")
_SHORT_YEAR = re.compile(r"'?([0-9]{2})$")
_YEARS_AHEAD_OF_SHORT_YEAR = 30


def read_absolute(words: tuple[str, ...], moment: Moment) -> date | None:
    """A day of the calendar, with or without its weekday and its year.

    Without a year it is the next such day, today included; without a month likewise. Raises
    Contradiction when the weekday said is not the weekday of the day.
    """
    weekday = WEEKDAYS.get(words[0])
    if weekday is None or len(words) == 1:
        return _read_day(words, moment)
    day = _read_day(words[1:], moment)
    if day is not None and day.weekday() != weekday:
        raise Contradiction
    return day


def next_such(month: int, day: int, today: date) -> date | None:
    """The first date from today on with this month and day; None where no year has one."""
    for year in range(today.year, min(today.year + 9, date.max.year)):
        found = month_day(year, month, day)
        if found and found >= today:
            return found
    return None


def _read_day(words: tuple[str, ...], moment: Moment) -> date | None:
    if words[0] == "the" and len(words) > 1 and day_ordinal(words[1]):
        words = words[1:]
    if len(words) == 1:
        return _one_word(words[0], moment)
    if len(words) > 5:
        return None
    words = tuple(word for word in words if word not in ("of", "the"))
    return _with_month_name(words, moment)


def _one_word(word: str, moment: Moment) -> date | None:
    number = day_ordinal(word)
    if number:
        return _next_day_of_month(number, moment.today)
    # "24/7" is said of what never closes.
    if not word[0].isdigit() or word == "24/7":
        return None
    iso = _ISO.match(word)
    if iso:
        return month_day(int(iso[1]), int(iso[3]), int(iso[4]))
    named = _DASHED_NAME.match(word)
    if named and named[2] in MONTHS:
        return month_day(int(named[3]), MONTHS[named[2]], int(named[1]))
    found = _PAIR.match(word) or _DASHED.match(word)
    if not found:
        return None
    numbers = [part for part in found.groups() if part and part.isdigit()]
    if word.endswith((".", "/")) and (word.endswith("/") or len(numbers) == 3):
        return None
    first, second = int(numbers[0]), int(numbers[1])
    day, month = (first, second) if moment.order is DateOrder.DAY_FIRST else (second, first)
    return _with_year(day, month, numbers[2:], moment)


def _with_month_name(words: tuple[str, ...], moment: Moment) -> date | None:
    if len(words) not in (2, 3):
        return None
    first, second = words[0], words[1]
    if first in MONTHS:
        month, day = MONTHS[first], _day_number(second)
    elif second in MONTHS:
        month, day = MONTHS[second], _day_number(first)
    else:
        return None
    return _with_year(day, month, words[2:], moment) if day else None


def _day_number(word: str) -> int | None:
    if _DAY.match(word):
        return int(word)
    return 1 if word == "first" else day_ordinal(word)


def _with_year(day: int, month: int, year: Iterable[str], moment: Moment) -> date | None:
    for word in year:
        number = _year(word, moment.today)
        return month_day(number, month, day) if number else None
    return next_such(month, day, moment.today) if 1 <= month <= 12 else None


def _year(word: str, today: date) -> int | None:
    if _YEAR.match(word):
        return int(word)
    short = _SHORT_YEAR.match(word)
    if not short:
        return None
    year = today.year - today.year % 100 + int(short[1])
    # A year of two digits far off is as likely a birth year, a time or a number of things.
    return year if today.year - 1 <= year <= today.year + _YEARS_AHEAD_OF_SHORT_YEAR else None


def _next_day_of_month(number: int, today: date) -> date | None:
    for months in range(3):
        month = add_months(today.replace(day=1), months)
        found = month_day(month.year, month.month, number)
        if found and found >= today:
            return found
    return None
