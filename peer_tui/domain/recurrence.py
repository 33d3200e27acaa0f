"""Recurring dates as RRULE values (RFC 5545 section 3.3.10), in days or longer.

Month ends clamp: "every month on the 31st" falls on the last day of a shorter month, and
29 February on the 28th of a common year. Where RFC 5545 would skip such a month, the rules built
here say the clamping themselves (BYMONTHDAY=28,29,30,31;BYSETPOS=-1), so that other calendars
show the same dates, and rules from elsewhere are read the same way.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from peer_tui.domain.calendar_days import MONTH_NAMES, WEEKDAY_NAMES
from peer_tui.domain.follow_ups import RecursFrom

DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""RRULE weekdays; the index is Python's weekday number."""

_UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_EVERY_ONE = {"DAILY": "daily", "WEEKLY": "weekly", "MONTHLY": "monthly", "YEARLY": "yearly"}
_LAST_YEAR = 2199
_LONGEST_INTERVAL = 9999


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A recurring date."""

    rrule: str
    """An RRULE value such as FREQ=WEEKLY;INTERVAL=6."""
    recurs_from: RecursFrom
    first: date
    """The first date it falls on."""

    def __str__(self) -> str:
        """The RRULE value."""
        return self.rrule

    @property
    def words(self) -> str:
        """The rule in plain words, such as "monthly on 2nd Tuesday"."""
        return describe(self.rrule, self.recurs_from)


def clamped_day(day: int) -> str:
    """RRULE parts for a day of the month, 1 to 31, that clamps in shorter months."""
    if day <= 28:
        return f"BYMONTHDAY={day}"
    days = ",".join(str(number) for number in range(28, day + 1))
    return f"BYMONTHDAY={days};BYSETPOS=-1"


def next_occurrence(rrule: str, anchor: date, after: date) -> date:
    """The first date of the rule strictly after `after`.

    The anchor is a date of the series (RFC 5545 calls it DTSTART): it gives the weekday or day
    of the month the rule leaves open and the phase of longer intervals. Raises ValueError when
    the rule is malformed, is finer than days, or has no date left up to the year 2199.
    """
    from dateutil.rrule import rrulestr

    parts = _parts(rrule)
    text = ";".join(f"{key}={value}" for key, value in _clamp(parts, anchor).items())
    start = datetime.combine(anchor, time())
    try:
        rule = rrulestr(text, dtstart=start, ignoretz=True)
        found = rule.after(datetime.combine(after, time()))
    except (ValueError, TypeError, AttributeError, IndexError, OverflowError) as error:
        raise ValueError(f"not a recurrence: {rrule[:80]}") from error
    if found is None or found.year > _LAST_YEAR:
        raise ValueError(f"the recurrence has no date after {after.isoformat()}")
    occurrence: date = found.date()
    return occurrence


def doubled(rrule: str) -> str:
    """The rule at half the pace: every 2 weeks becomes every 4 weeks.

    Raises ValueError when the rule is malformed.
    """
    parts = _parts(rrule)
    interval = min(2 * int(parts.get("INTERVAL", "1")), _LONGEST_INTERVAL)
    return ";".join(f"{key}={value}" for key, value in {**parts, "INTERVAL": interval}.items())


def clamped(rrule: str, anchor: date) -> str:
    """The rule with its clamping said, so that other calendars show the same dates.

    The anchor is a date of the series. Raises ValueError when the rule is malformed.
    """
    parts = _clamp(_parts(rrule), anchor)
    return ";".join(f"{key}={value}" for key, value in parts.items())


def describe(rrule: str, recurs_from: RecursFrom = RecursFrom.DATE) -> str:
    """The rule in plain words; the RRULE value itself where there are no plain words for it."""
    try:
        parts = _parts(rrule)
    except ValueError:
        return rrule
    words = _words(parts)
    if words is None:
        return rrule
    if recurs_from is RecursFrom.DATE:
        return words
    if words.startswith("every ") and not parts.keys() - {"FREQ", "INTERVAL"}:
        number = int(parts.get("INTERVAL", "1"))
        return f"{number} {_plural(_UNITS[parts['FREQ']], number)} after done"
    return f"{words}, counted from done"


def _parts(rrule: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for item in rrule.upper().removeprefix("RRULE:").split(";"):
        key, equals, value = item.partition("=")
        if not equals or not key.isalpha() or not value or key in parts or " " in value:
            raise ValueError(f"not a recurrence: {rrule[:80]}")
        parts[key] = value
    interval = parts.get("INTERVAL", "1")
    known = parts.get("FREQ") in _UNITS and interval.isascii() and interval.isdigit()
    if not known or not 1 <= int(interval) <= _LONGEST_INTERVAL or not rrule.isprintable():
        raise ValueError(f"not a recurrence: {rrule[:80]}")
    return parts


def _clamp(parts: dict[str, str], anchor: date) -> dict[str, str]:
    """The rule with the days that short months do not have made to clamp."""
    fixed = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"}
    by = parts.keys() - fixed
    day = parts.get("BYMONTHDAY", str(anchor.day))
    if parts["FREQ"] == "MONTHLY" and by <= {"BYMONTHDAY"}:
        return _with_day(parts, day)
    if parts["FREQ"] == "YEARLY" and by <= {"BYMONTH", "BYMONTHDAY"}:
        month = parts.get("BYMONTH", str(anchor.month))
        return _with_day({**parts, "BYMONTH": month}, day)
    return parts


def _with_day(parts: dict[str, str], day: str) -> dict[str, str]:
    if not day.isdigit() or not 1 <= int(day) <= 31:
        return parts
    clamped = dict(item.split("=") for item in clamped_day(int(day)).split(";"))
    return {**parts, **clamped}


def _words(parts: dict[str, str]) -> str | None:
    frequency, interval = parts["FREQ"], int(parts.get("INTERVAL", "1"))
    keys = parts.keys() - {"FREQ", "INTERVAL"}
    every = f"every {interval} {_UNITS[frequency]}s"
    if not keys:
        return every if interval > 1 else f"every {_UNITS[frequency]}"
    head = _EVERY_ONE[frequency] if interval == 1 else every
    if frequency == "WEEKLY" and keys == {"BYDAY"}:
        return _weekly(parts["BYDAY"], interval)
    if frequency == "MONTHLY" and keys == {"BYDAY"}:
        day = _nth_weekday(parts["BYDAY"])
        return f"{head} on {day}" if day else None
    number = _day_of_month(parts)
    if frequency == "MONTHLY" and number and keys <= {"BYMONTHDAY", "BYSETPOS"}:
        return f"{head} on the {number if number == 'last day' else ordinal_words(int(number))}"
    month = parts.get("BYMONTH", "")
    yearly = frequency == "YEARLY" and keys <= {"BYMONTH", "BYMONTHDAY", "BYSETPOS"}
    if yearly and number and number.isdigit() and month.isdigit() and 1 <= int(month) <= 12:
        return f"{head} on {number} {MONTH_NAMES[int(month) - 1]}"
    return None


def _weekly(days: str, interval: int) -> str | None:
    codes = days.split(",")
    if any(code not in DAY_CODES for code in codes):
        return None
    if codes == list(DAY_CODES[:5]):
        return "every working day" if interval == 1 else f"every {interval} weeks on working days"
    names = [WEEKDAY_NAMES[DAY_CODES.index(code)] for code in codes]
    text = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    if interval == 1:
        return f"every {text}"
    if interval == 2 and len(names) == 1:
        return f"every other {text}"
    return f"every {interval} weeks on {text}"


def _nth_weekday(value: str) -> str | None:
    nth, code = value[:-2], value[-2:]
    if code not in DAY_CODES or nth not in ("1", "2", "3", "4", "5", "-1", "+1", "+2", "+3"):
        return None
    name = WEEKDAY_NAMES[DAY_CODES.index(code)]
    return f"last {name}" if nth == "-1" else f"{ordinal_words(int(nth))} {name}"


def _day_of_month(parts: dict[str, str]) -> str:
    """`15`, `last day`, or nothing where the parts name no single day."""
    days = parts.get("BYMONTHDAY", "").split(",")
    if parts.get("BYSETPOS", "") == "-1" and days[0] == "28":
        expected = [str(number) for number in range(28, 28 + len(days))]
        return days[-1] if days == expected and len(days) <= 4 else ""
    if "BYSETPOS" in parts or len(days) != 1:
        return ""
    if days == ["-1"]:
        return "last day"
    return days[0] if days[0].isdigit() and 1 <= int(days[0]) <= 31 else ""


def ordinal_words(number: int) -> str:
    """`1st`, `2nd`, `3rd`, `11th`."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if 11 <= number % 100 <= 13 else ending}"


def _plural(unit: str, number: int) -> str:
    return unit if number == 1 else f"{unit}s"
