"""How often to be in touch: when a rhythm runs out, and calm words for how long it has been quiet.

A rhythm restarts from the last real contact, of any channel and in either direction; deferring
is not contact. All counts are whole local calendar days.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peer_tui.domain.people import Rhythm

LONGEST_RHYTHM_DAYS = 3650
"""A rhythm is 1 to 3650 days."""

_WEEKS_FROM_DAYS = 14
_MONTHS_FROM_DAYS = 17 * 7
_YEARS_FROM_DAYS = 731
_DAYS_OF_MONTH = 30.4375
_DAYS_OF_YEAR = 365.25


def next_rhythm_on(last_contact_on: date | None, days: int | None) -> date | None:
    """The day the rhythm runs out; None without a contact or a periodic rhythm
    (no days, or 0).

    Someone never contacted is new, not overdue. Raises ValueError for a rhythm outside 1 to
    3650 days, OverflowError past the year 9999.
    """
    if days and not 1 <= days <= LONGEST_RHYTHM_DAYS:
        raise ValueError(f"a rhythm is 1 to {LONGEST_RHYTHM_DAYS} days, not {days}")
    if last_contact_on is None or not days:
        return None
    return last_contact_on + timedelta(days=days)


def days_late(last_contact_on: date | None, days: int | None, today: date) -> int:
    """Days past the day the rhythm ran out; 0 when it has not."""
    due = next_rhythm_on(last_contact_on, days)
    return max((today - due).days, 0) if due else 0


def lateness(last_contact_on: date | None, days: int | None, today: date) -> float:
    """Days late divided by the rhythm: 1.0 is one whole rhythm late, 0.0 is not late."""
    late = days_late(last_contact_on, days, today)
    return late / days if late and days else 0.0


def is_quiet(last_contact_on: date | None, days: int | None, today: date) -> bool:
    """The rhythm has run out today or earlier."""
    due = next_rhythm_on(last_contact_on, days)
    return due is not None and due <= today


def length_words(days: int) -> str:
    """A length of time, rounded down: `5 days`, `9 weeks`, `5 months`, `3 years`.

    Days up to 13, weeks up to 16, months up to 23, then years. A negative length is 0 days.
    """
    if days < _WEEKS_FROM_DAYS:
        return _counted(max(days, 0), "day")
    if days < _MONTHS_FROM_DAYS:
        return _counted(days // 7, "week")
    if days < _YEARS_FROM_DAYS:
        return _counted(int(days / _DAYS_OF_MONTH), "month")
    return _counted(int(days / _DAYS_OF_YEAR), "year")


def quiet_words(last_contact_on: date | None, today: date, days: int | None = None) -> str:
    """`9 weeks since last contact`, or with a rhythm `9 weeks; you usually talk every 4`.

    The unit of the rhythm is said when it is not that of the time passed. Without a contact
    `no contact yet`, and on the day itself `in touch today`.
    """
    if last_contact_on is None:
        return "no contact yet"
    if today <= last_contact_on:
        return "in touch today"
    passed = length_words((today - last_contact_on).days)
    if not days:
        return f"{passed} since last contact"
    every = every_words(days)
    number, _, unit = every.partition(" ")
    same_unit = number.isdigit() and passed.partition(" ")[2].startswith(unit.removesuffix("s"))
    return f"{passed}; you usually talk every {number if same_unit else every}"


def every_words(days: int) -> str:
    """A rhythm exactly: `4 weeks`, `day`, `10 days`, `year`; never rounded."""
    if days % 365 == 0:
        number, unit = days // 365, "year"
    elif days % 7 == 0:
        number, unit = days // 7, "week"
    else:
        number, unit = days, "day"
    return unit if number == 1 else _counted(number, unit)


def rhythm_words(rhythm: Rhythm) -> str:
    """A rhythm in words: "every 4 weeks", "whenever paths cross", "only when something happens"."""
    from peer_tui.domain.people import RhythmKind

    if rhythm.kind is RhythmKind.PERIODIC and rhythm.days:
        return f"every {every_words(rhythm.days)}"
    if rhythm.kind is RhythmKind.TRIGGERED:
        return "only when something happens"
    return "whenever paths cross"


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
