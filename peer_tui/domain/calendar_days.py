"""Arithmetic with local calendar dates, in whole days, months and working days."""

from datetime import date, datetime, timedelta

MON_TO_FRI = frozenset(range(5))
"""The working days of most shops; 0 is Monday."""


def next_working_day(day: date, working_days: frozenset[int] = MON_TO_FRI) -> date:
    """The first working day strictly after the day; 0 is Monday.

    Without any working day every day counts as one.
    """
    return add_working_days(day, 1, working_days)


def add_working_days(day: date, n: int, working_days: frozenset[int] = MON_TO_FRI) -> date:
    """The n-th working day strictly after the day, strictly before it for a negative n.

    Raises OverflowError past the years 1 to 9999.
    """
    days = working_days & frozenset(range(7)) or frozenset(range(7))
    step = 1 if n > 0 else -1
    weeks, left = divmod(abs(n), len(days))
    if left == 0 and weeks:
        weeks, left = weeks - 1, len(days)
    found = day + timedelta(days=7 * weeks * step)
    while left:
        found += timedelta(days=step)
        if found.weekday() in days:
            left -= 1
    return found


def _month_length(year: int, month: int) -> int:
    # For this alone every start of the program would import `calendar`, and `locale` with it.
    if month == 12:
        return 31
    return (date(year, month + 1, 1) - timedelta(days=1)).day


def month_end(day: date) -> date:
    """The last day of the month of the day."""
    return day.replace(day=_month_length(day.year, day.month))


def add_months(day: date, n: int) -> date:
    """The same day n months later (earlier for a negative n); month ends clamp.

    31 January plus one month is 28 or 29 February. Raises OverflowError past the years 1 to 9999.
    """
    months = day.year * 12 + day.month - 1 + n
    year, month = divmod(months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError("date value out of range")
    return date(year, month + 1, min(day.day, _month_length(year, month + 1)))


def month_day(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def nth_weekday(month: date, nth: int, weekday: int) -> date | None:
    """The nth weekday (0 is Monday) of the month of the date; -1 is the last; None if absent."""
    first = month.replace(day=1)
    last = month_end(month)
    if nth < 0:
        found = last - timedelta(days=(last.weekday() - weekday) % 7 - 7 * (nth + 1))
        return found if found >= first else None
    offset = (weekday - first.weekday()) % 7 + 7 * (nth - 1)
    return first + timedelta(days=offset) if offset < last.day else None


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian computus)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap_centuries, century_rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon + 15) % 30
    leaps, leap_rest = divmod(rest, 4)
    weekday = (32 + 2 * century_rest + 2 * leaps - epact - leap_rest) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def short_day(day: date, today: date) -> str:
    """`Thu 19 Nov`, with the year when it is not this year's; always in English."""
    return day_text(day) + ("" if day.year == today.year else f" {day.year}")


def relative(day: date, today: date) -> str:
    """Words near, exact far: `today`, `tomorrow`, `yesterday`, else the short day."""
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    return near.get((day - today).days) or short_day(day, today)


def day_text(day: date) -> str:
    """`Thu 19 Nov`, whatever the locale of the process."""
    return f"{WEEKDAY_NAMES[day.weekday()][:3]} {day.day} {MONTH_NAMES[day.month - 1][:3]}"


WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def until_words(moment: datetime | None, today: date) -> str:
    """ " until tomorrow 09:00", the local time left out at midnight; empty without a moment."""
    if moment is None:
        return ""
    local = moment.astimezone()
    at = "" if (local.hour, local.minute) == (0, 0) else f" {local.hour:02}:{local.minute:02}"
    return f" until {relative(local.date(), today)}{at}"
