"""Days said relative to today, and all other phrases that name one day.

Ambiguous phrases with a settled reading keep the other one beside it: `next fri` is Friday of
the next Monday-Sunday week, `last mon` the latest Monday before today.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from peer_tui.domain.calendar_days import add_months, add_working_days
from peer_tui.domain.date_words import (
    TODAY,
    TOMORROW,
    UNITS,
    WEEKDAYS,
    WORKING,
    Moment,
    count,
)
from peer_tui.domain.holidays import read_holiday
from peer_tui.domain.numeric_dates import read_absolute
from peer_tui.domain.period_phrases import periods, read_in_period


class DayReading(NamedTuple):
    """The day a phrase names, and the other honest reading where there is one."""

    day: date
    other: date | None = None


class Span(NamedTuple):
    """So many units of time."""

    number: int
    unit: str

    def from_day(self, day: date, sign: int, working_days: frozenset[int]) -> date:
        """The day this span later (sign 1) or earlier (sign -1)."""
        number = self.number * sign
        if self.unit == "workday":
            return add_working_days(day, number, working_days)
        months = {"month": 1, "quarter": 3, "half year": 6, "year": 12}.get(self.unit)
        if months:
            return add_months(day, number * months)
        return day + timedelta(days=number * {"day": 1, "week": 7, "fortnight": 14}[self.unit])


_COMPACT = re.compile(r"([+-]?)([0-9]{1,4})([a-z]+)$")
_OF_DAY = (
    *(("eod",), ("cob",), ("end", "of", "day"), ("end", "of", "the", "day")),
    ("close", "of", "business"),
)


def read_day(words: tuple[str, ...], moment: Moment) -> DayReading | None:
    """The one day the words name, or None.

    Raises Contradiction when weekday and date disagree, OverflowError past the calendar.
    """
    if not words:
        return None
    for length in (1, 3, 4):
        if words[:length] in _OF_DAY:
            rest = words[length:]
            return read_day(rest, moment) if rest else DayReading(moment.today)
    reading = _simple(words, moment) or _weekday(words, moment) or _next_or_weekend(words, moment)
    if reading:
        return reading
    day = (
        read_absolute(words, moment) or read_holiday(words, moment) or read_in_period(words, moment)
    )
    return DayReading(day) if day else _counted(words, moment)


def _simple(words: tuple[str, ...], moment: Moment) -> DayReading | None:
    today = moment.today
    if words[0] == "the" and len(words) > 2 and words[1] == "day":
        words = words[1:]
    if len(words) == 1 and words[0] in TODAY:
        return DayReading(today)
    if len(words) == 1 and words[0] in TOMORROW:
        return DayReading(today + timedelta(days=1))
    if words == ("yesterday",):
        return DayReading(today - timedelta(days=1))
    if words[:2] == ("day", "after") and len(words) == 3 and words[2] in TOMORROW:
        return DayReading(today + timedelta(days=2))
    if words == ("day", "before", "yesterday"):
        return DayReading(today - timedelta(days=2))
    if len(words) == 2 and words[1] == "week" and words[0] in TODAY | TOMORROW:
        return DayReading(today + timedelta(days=7 + (words[0] in TOMORROW)))
    return None


def _weekday(words: tuple[str, ...], moment: Moment) -> DayReading | None:
    today = moment.today
    named = [word for word in words if word in WEEKDAYS]
    if len(named) != 1 or len(words) > 4:
        return None
    weekday = WEEKDAYS[named[0]]
    coming = today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    monday = today - timedelta(days=today.weekday())
    of_week = monday + timedelta(days=weekday)
    shape = " ".join("W" if word in WEEKDAYS else word for word in words)
    if shape in ("W", "coming W", "this coming W"):
        return DayReading(coming)
    if shape in ("this W", "W this week", "this week W", "this week on W"):
        return DayReading(of_week) if of_week >= today else None
    following = of_week + timedelta(days=7)
    if shape == "next W":
        return DayReading(following, coming if coming != following else None)
    if shape in ("W next week", "next week W", "next week on W", "W of next week"):
        return DayReading(following)
    if shape == "W after next":
        return DayReading(coming + timedelta(days=7)) if coming == following else None
    if shape in ("W week", "week on W", "a week on W"):
        # Said on the day itself, it may count from today.
        return DayReading(coming + timedelta(days=7), coming if of_week == today else None)
    if shape in ("W last week", "last week W", "last week on W"):
        return DayReading(of_week - timedelta(days=7))
    if shape == "last W":
        latest = today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
        week_before = of_week - timedelta(days=7)
        return DayReading(latest, week_before if week_before != latest else None)
    return None


def _next_or_weekend(words: tuple[str, ...], moment: Moment) -> DayReading | None:
    today = moment.today
    if words[-1] == "weekend":
        return _weekend(words, today)
    if words[0] == "the":
        words = words[1:]
    if words[:1] == ("next",) or words[-2:] == ("after", "next"):
        found = periods(words, today)
        return DayReading(found[0].start) if found else None
    return None


def _weekend(words: tuple[str, ...], today: date) -> DayReading | None:
    saturday = today + timedelta(days=5 - today.weekday())
    at_weekend = today.weekday() >= 5
    if words == ("this", "weekend"):
        return DayReading(today if at_weekend else saturday)
    if words == ("next", "weekend"):
        return DayReading(saturday + timedelta(days=7), None if at_weekend else saturday)
    if words in (("weekend",), ("the", "weekend")):
        return None if at_weekend else DayReading(saturday)
    return None


def _counted(words: tuple[str, ...], moment: Moment) -> DayReading | None:
    """`in 3 weeks`, `3w`, `3 days ago`, `two weeks before christmas`, `a week from friday`."""
    compact = _COMPACT.match(words[0]) if len(words) == 1 else None
    if compact:
        span = _span((compact[2], compact[3]))
        sign = -1 if compact[1] == "-" else 1
        return _moved(moment.today, span, sign, moment) if span else None
    if words[0].startswith("+") and len(words) > 1:
        span = _span((words[0][1:], *words[1:]))
        return _moved(moment.today, span, 1, moment) if span else None
    if words[0] == "in":
        return _in(words[1:], moment)
    for split in range(1, len(words)):
        joint = words[split]
        if joint in ("ago", "hence") and split == len(words) - 1:
            span = _span(words[:split])
            return _moved(moment.today, span, -1 if joint == "ago" else 1, moment) if span else None
        if joint in ("from", "after", "before", "on") or joint in TODAY | TOMORROW:
            return _around(words, split, moment)
        if joint in WEEKDAYS and split == len(words) - 1:
            span = _span(words[:split])
            return _around(words, split, moment) if span and span.unit == "week" else None
    # "a week" alone is as often a rate ("twice a week"), "one day" is any day.
    if (words[0] in ("a", "an") and words[:2] != ("a", "couple")) or words == ("one", "day"):
        return None
    span = _span(words)
    return _moved(moment.today, span, 1, moment) if span else None


def _in(words: tuple[str, ...], moment: Moment) -> DayReading | None:
    if words[-1:] == ("time",) and len(words) > 1:
        unit = words[-2].removesuffix("'s").removesuffix("'")
        words = (*words[:-2], unit)
    span = _span(words)
    return _moved(moment.today, span, 1, moment) if span else None


def _around(words: tuple[str, ...], split: int, moment: Moment) -> DayReading | None:
    joint = words[split]
    head = words[1:split] if words[0] == "the" and words[1] == "day" else words[:split]
    span = Span(1, "day") if head == ("day",) else _span(head)
    if span is None:
        return None
    if joint not in ("from", "after", "before", "on"):
        anchor = read_day(words[split:], moment)
        whole_weeks = span.unit in ("week", "fortnight")
        return _shift(anchor, span, 1, moment) if anchor and whole_weeks else None
    rest = words[split + 1 :]
    if joint == "on" and span.unit not in ("week", "fortnight"):
        return None
    anchor = DayReading(moment.today) if rest in (("now",), ("today",)) else read_day(rest, moment)
    if anchor is None:
        return None
    sign = -1 if joint == "before" else 1
    found = _shift(anchor, span, sign, moment)
    # Two weeks before a christmas that is nearer than that: this one or the next?
    passed = sign < 0 and found and found.day < moment.today <= anchor.day
    return None if passed else found


def _shift(anchor: DayReading, span: Span, sign: int, moment: Moment) -> DayReading:
    other = anchor.other and span.from_day(anchor.other, sign, moment.working_days)
    return DayReading(span.from_day(anchor.day, sign, moment.working_days), other)


def _moved(day: date, span: Span, sign: int, moment: Moment) -> DayReading:
    return DayReading(span.from_day(day, sign, moment.working_days))


def _span(words: tuple[str, ...]) -> Span | None:
    """A number and a unit: `3 weeks`, `3w`, `a month`, `half a year`, `two working days`."""
    if words in (("half", "a", "year"), ("half", "year"), ("a", "half", "year")):
        return Span(1, "half year")
    compact = _COMPACT.match(words[0]) if len(words) == 1 else None
    if compact and not compact[1]:
        words = (compact[2], compact[3])
    if len(words) < 2 or words[-1] not in UNITS:
        return None
    unit, head = UNITS[words[-1]], words[:-1]
    if unit == "day" and head[-1] in WORKING:
        unit, head = "workday", head[:-1]
    number = 1 if head in (("a",), ("an",)) else count(head) if head else None
    return Span(number, unit) if number else None
