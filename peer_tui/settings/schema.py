"""What the owner can choose, declared once: defaults, checks, help and file come from here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import Any, NamedTuple

from peer_tui.domain.date_words import DateOrder
from peer_tui.settings.values import MOST_DAILY as MOST_DAILY
from peer_tui.settings.values import THEMES as THEMES
from peer_tui.settings.values import Settings as Settings

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Weekdays as they stand in the file; the index is Python's weekday number."""
WEEK_STARTS = ("mon", "sun", "sat")
LONGEST_SNOOZE = 365
VIEWS_OF_PEER = "loqzhs"
"""The letters after F that are Peer's own."""


class Refused(ValueError):
    """A value that cannot be taken; holds the nearest one that can, or nothing."""


class Setting(NamedTuple):
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
    choices: tuple[str, ...] = ()
    """Every value as it stands in the file, if they are few."""


class Table(NamedTuple):
    """One table of the file, with names the owner gives."""

    key: str
    """The name in the file and in `Settings`."""
    help: str
    """One sentence, without a full stop."""
    allowed: str
    """The allowed entries, in words."""
    takes: Callable[[str, str], bool]
    """Whether such a name and value can be kept."""


def _one_of(names: tuple[str, ...]) -> Callable[[Any], str]:
    def read(value: object) -> str:
        if not isinstance(value, str) or value not in names:
            raise Refused(nearest(str(value), names))
        return value

    return read


def _weekday(value: object) -> int:
    return DAYS.index(_one_of(DAYS)(value))


def _working_days(value: object) -> frozenset[int]:
    if not isinstance(value, list) or not value:
        raise Refused("")
    return frozenset(_weekday(each) for each in value)


def _whole(value: object, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
        raise Refused("")
    return value


def _snoozes(value: object) -> tuple[int, int, int]:
    if not isinstance(value, list) or len(value) != 3:
        raise Refused("")
    first, second, later = (_whole(each, LONGEST_SNOOZE) for each in value)
    return first, second, later


def _country(value: object) -> str:
    if value == "":
        return ""
    # The list is needed only by owners who chose a country.
    from peer_tui.settings.countries import COUNTRIES

    if not isinstance(value, str) or value.upper() not in COUNTRIES:
        raise Refused("GB" if value in ("UK", "uk") else "")
    return value.upper()


def _quiet_hours(value: object) -> tuple[time, time] | None:
    if value == "":
        return None
    if not isinstance(value, str):
        raise Refused("")
    begin, dash, end = (part.strip() for part in value.partition("-"))
    hours = (_clock_time(begin), _clock_time(end))
    if not dash or hours[0] == hours[1]:
        raise Refused("")
    return hours


def _clock_time(text: str) -> time:
    hour, _, minute = text.partition(":")
    if not (text.isascii() and hour.isdigit() and minute.isdigit() and len(minute) == 2):
        raise Refused("")
    if len(hour) > 2 or int(hour) > 23 or int(minute) > 59:
        raise Refused("")
    return time(int(hour), int(minute))


def _hours_text(hours: tuple[time, time] | None) -> str:
    return "" if hours is None else "-".join(f"{hour:%H:%M}" for hour in hours)


def _addresses(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise Refused("")
    found = [_address(each) for each in value]
    return tuple(dict.fromkeys(found))


def _address(value: object) -> str:
    text = value.strip().lower() if isinstance(value, str) else ""
    name, at, host = text.partition("@")
    if not (name and at and host) or "@" in host or text.split() != [text]:
        raise Refused("")
    return text


def _is_view(letter: str, text: str) -> bool:
    plain = len(letter) == 1 and letter.isascii() and letter.isalnum() and not letter.isupper()
    return plain and letter not in VIEWS_OF_PEER and bool(text.strip())


def _is_rhythm(role: str, text: str) -> bool:
    from peer_tui.domain.rhythm_phrases import read_rhythm

    return bool(role.strip() and text.strip()) and read_rhythm(text) is not None


def _same(value: object) -> object:
    return value


def nearest(word: str, names: tuple[str, ...]) -> str:
    """The name that looks most like the word, or nothing."""
    from difflib import get_close_matches

    found = get_close_matches(word, names, 1, 0.5)
    return found[0] if found else ""


SCHEMA: tuple[Setting, ...] = (
    Setting(
        "theme", "Colours of the screen", ", ".join(THEMES), _one_of(THEMES), _same, choices=THEMES
    ),
    Setting(
        "date_order",
        "How 3/4 is read: 3 April or March 4th",
        ", ".join(f'"{order}"' for order in DateOrder),
        lambda value: DateOrder(_one_of(tuple(DateOrder))(value)),
        str,
        choices=tuple(map(str, DateOrder)),
    ),
    Setting(
        "week_start",
        "The day a week begins with",
        ", ".join(WEEK_STARTS),
        lambda value: DAYS.index(_one_of(WEEK_STARTS)(value)),
        lambda day: DAYS[day],
        choices=WEEK_STARTS,
    ),
    Setting(
        "working_days",
        "Days a follow-up may be put off to",
        f"a list of {', '.join(DAYS)}, at least one",
        _working_days,
        lambda days: [DAYS[day] for day in sorted(days)],
    ),
    Setting(
        "country",
        "The country whose public holidays are no working days; empty: none",
        'two letters such as "GB", "DE" or "US", or ""',
        _country,
        _same,
    ),
    Setting(
        "default_snoozes",
        "Working days a row is put off by s: the first, the second and every later time",
        f"three whole numbers from 1 to {LONGEST_SNOOZE}",
        _snoozes,
        list,
    ),
    Setting(
        "daily_number",
        "How many rows of the queue are today's; the rest waits",
        f"a whole number from 1 to {MOST_DAILY}",
        lambda value: _whole(value, MOST_DAILY),
        _same,
    ),
    Setting(
        "quiet_hours",
        "Your own quiet hours, in which no contact is proposed; empty: none",
        'two times such as "18:30-08:00", or ""',
        _quiet_hours,
        _hours_text,
    ),
    Setting(
        "my_addresses",
        "Your own e-mail addresses: mail from them is yours when it is imported; empty: none",
        'a list of addresses such as ["me@shop.example"]',
        _addresses,
        list,
    ),
)
TABLES: tuple[Table, ...] = (
    Table(
        "keys",
        "Your own keys, by the name of the action",
        'the name of an action (peer keys) and its keys in quotes, as in "item.done" = "D"',
        lambda name, text: True,
    ),
    Table(
        "rhythms",
        "How often to be in touch with somebody who gets a role or tag by hand",
        'the name of a tag and a rhythm in quotes, as in customer = "60 days"',
        _is_rhythm,
    ),
    Table(
        "views",
        "Your own views, after F",
        "a small letter or digit, but not one of "
        f'{", ".join(VIEWS_OF_PEER)}, and a filter in quotes, as in k = "tag:oak due:late"',
        _is_view,
    ),
)
KEYS = (*(setting.key for setting in SCHEMA), *(table.key for table in TABLES))
"""Every key of the file."""
