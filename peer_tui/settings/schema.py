"""What the owner can choose, declared once: defaults, checks, help and file come from here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from peer_tui.domain.calendar_days import MON_TO_FRI
from peer_tui.domain.date_words import DateOrder

THEMES = ("peer-dark", "peer-light", "peer-contrast", "ansi-dark", "ansi-light")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Weekdays as they stand in the file; the index is Python's weekday number."""
MOST_DAILY = 999


@dataclass(frozen=True, slots=True)
class Settings:
    """The owner's choices, each with its default."""

    theme: str = THEMES[0]
    """Name of a colour theme."""
    date_order: DateOrder = DateOrder.DAY_FIRST
    """How 3/4 is read."""
    working_days: frozenset[int] = MON_TO_FRI
    """0 is Monday; never empty."""
    daily_number: int = 15
    """How many rows of the queue are today's; 1 to 999."""


class Refused(ValueError):
    """A value that cannot be taken; says which values can."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One key of the file."""

    key: str
    """The name in the file and in `Settings`."""
    help: str
    """One sentence, without a full stop."""
    allowed: str
    """The allowed values, in words."""
    read: Callable[[Any], Any]
    """From the value in the file; raises Refused."""
    write: Callable[[Any], Any]
    """To the value in the file."""


def _one_of(names: tuple[str, ...]) -> Callable[[Any], str]:
    def read(value: object) -> str:
        if not isinstance(value, str) or value not in names:
            raise Refused(nearest(str(value), names))
        return value

    return read


def _working_days(value: object) -> frozenset[int]:
    if not isinstance(value, list) or not value:
        raise Refused("")
    return frozenset(_weekday(each) for each in value)


def _weekday(value: object) -> int:
    return DAYS.index(_one_of(DAYS)(value))


def _daily_number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST_DAILY:
        raise Refused("")
    return value


def _same(value: object) -> object:
    return value


def nearest(word: str, names: tuple[str, ...]) -> str:
    """The name that looks most like the word, or nothing."""
    from difflib import get_close_matches

    found = get_close_matches(word, names, 1, 0.5)
    return found[0] if found else ""


SCHEMA: tuple[Setting, ...] = (
    Setting("theme", "Colours of the screen", ", ".join(THEMES), _one_of(THEMES), _same),
    Setting(
        "date_order",
        "How 3/4 is read: 3 April or March 4th",
        ", ".join(f'"{order}"' for order in DateOrder),
        lambda value: DateOrder(_one_of(tuple(DateOrder))(value)),
        str,
    ),
    Setting(
        "working_days",
        "Days a follow-up may be put off to",
        f"a list of {', '.join(DAYS)}, at least one",
        _working_days,
        lambda days: [DAYS[day] for day in sorted(days)],
    ),
    Setting(
        "daily_number",
        "How many rows of the queue are today's; the rest waits",
        f"a whole number from 1 to {MOST_DAILY}",
        _daily_number,
        _same,
    ),
)
KEYS = tuple(setting.key for setting in SCHEMA)
"""Every key of the file."""
