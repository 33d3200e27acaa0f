"""The days that one letter stands for in the date panel, and how they are worded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from peer_tui.domain.calendar_days import add_months, month_end, short_day
from peer_tui.domain.dates import DateOrder, parse_phrase

_WEEKDAYS = (("m", "Monday"), ("t", "Tuesday"), ("w", "Wednesday"), ("h", "Thursday"))
SOMEDAY_KEY = "z"


@dataclass(frozen=True, slots=True)
class DateChoice:
    """The answer of the date panel."""

    on: date | None
    """The day; None only for someday."""
    at: time | None = None
    """The local time, if one was typed."""
    someday: bool = False


@dataclass(frozen=True, slots=True)
class KeyedDay:
    """One line of the panel: what a single key stands for."""

    key: str
    words: str
    """In full: "next Monday"."""
    short: str
    """For narrow panels, at most three cells."""
    on: date | None
    """None: someday."""


def keyed_days(today: date, allow_someday: bool) -> tuple[tuple[KeyedDay, ...], ...]:
    """Both columns of the panel: weekdays and spans, then one to nine days.

    A weekday is the next one, never today; the end of the month, on its last day, is that of
    the month after.
    """
    left = [
        KeyedDay(key, f"next {name}", "", _next_weekday(today, number))
        for number, (key, name) in enumerate((*_WEEKDAYS, ("f", "Friday")))
    ]
    end = month_end(today)
    if end == today:
        end = month_end(today + timedelta(days=1))
    left += [
        KeyedDay("n", "in a week", "+1w", today + timedelta(days=7)),
        KeyedDay("o", "in a month", "+1m", add_months(today, 1)),
        KeyedDay("e", "end of the month", "end", end),
    ]
    if allow_someday:
        left.append(KeyedDay(SOMEDAY_KEY, "someday, no date", "", None))
    right = [
        KeyedDay(
            str(days),
            "tomorrow" if days == 1 else f"in {days} days",
            f"+{days}d",
            today + timedelta(days=days),
        )
        for days in range(1, 10)
    ]
    return tuple(left), tuple(right)


def choice_for(key: str, columns: tuple[tuple[KeyedDay, ...], ...]) -> DateChoice | None:
    """What the key stands for, or None."""
    for day in _every(columns):
        if day.key == key:
            return DateChoice(day.on, someday=day.on is None)
    return None


def load_words(count: int) -> str:
    """How much is due that day already: "3 due", or nothing."""
    return f"{count} due" if count else ""


def distance(day: date, today: date) -> str:
    """ "in 6 days", "tomorrow", "today", "3 days ago"."""
    days = (day - today).days
    if days < -1:
        return f"{-days} days ago"
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    return near.get(days) or f"in {days} days"


def read_date(text: str, now: datetime, order: DateOrder) -> tuple[DateChoice | None, str]:
    """What a typed phrase means, and the line that says so ("Tue 24 Nov, in 6 days").

    None with the reason where it is no single date, or one that is past.
    """
    if not text.strip():
        return None, "Any date: 24 nov, next fri 10:00, in 3 weeks"
    found = parse_phrase(text, now, order)
    today = now.date()
    if isinstance(found, datetime):
        day, at = found.date(), found.time()
    elif isinstance(found, date):
        day, at = found, None
    else:
        return None, "No single date in that"
    said = f"{short_day(day, today)}{f' {at:%H:%M}' if at else ''}, {distance(day, today)}"
    if day < today:
        return None, f"{said}: that is past"
    return DateChoice(day, at), said


def _every(columns: tuple[tuple[KeyedDay, ...], ...]) -> Iterator[KeyedDay]:
    for column in columns:
        yield from column


def _next_weekday(today: date, weekday: int) -> date:
    """The first such day after today; 0 is Monday."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
