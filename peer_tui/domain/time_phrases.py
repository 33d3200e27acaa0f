"""Times of day, as they are written beside a date."""

import re
from datetime import time
from typing import NamedTuple

from peer_tui.domain.date_words import NUMBERS, PARTS

_CLOCK = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?(am|pm)?$")
_HOURS = {
    "morning": range(0, 12),
    "afternoon": range(12, 19),
    "evening": range(16, 24),
    "night": range(17, 24),
}
_LONGEST = 5


class Clock12(NamedTuple):
    """A time read from words; `sure` is False where it might be morning or afternoon."""

    hour: int
    minute: int
    sure: bool


class Timed(NamedTuple):
    """The words without their time, and the time."""

    rest: tuple[str, ...]
    at: time | None
    part: str = ""
    """`morning`, `afternoon`, `evening` or `night` where the words say so."""


def split_time(words: tuple[str, ...]) -> Timed | None:
    """The words with the time taken from either end.

    None when a time is said that could be before or after noon (`at 3`), that no clock shows
    (`25:00`), or that contradicts the part of the day (`8am tonight`).
    """
    words, part = _take_part(words)
    words, clock = _take_clock(words)
    if clock and not part:
        words, part = _take_part(words)
    if clock is None:
        return Timed(words, None, part)
    at = _settle(clock, part)
    return Timed(words, at, part) if at else None


def _take_part(words: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    if not words:
        return words, ""
    if "tonight" in (words[0], words[-1]) and words.count("tonight") == 1:
        return tuple("today" if word == "tonight" else word for word in words), "night"
    if words[-1] in PARTS and len(words) > 1:
        rest = words[:-1]
        if rest[-2:] == ("in", "the"):
            rest = rest[:-2]
        if rest == ("this",):
            return ("today",), words[-1]
        if words == ("last", "night"):
            return ("yesterday",), "night"
        # "bonfire night" is a day of its own.
        return (words, "") if rest[-1:] == ("bonfire",) else (rest, words[-1])
    return words, ""


def _take_clock(words: tuple[str, ...]) -> tuple[tuple[str, ...], Clock12 | None]:
    for length in range(min(_LONGEST, len(words)), 0, -1):
        clock = read_clock(words[-length:])
        if clock:
            rest = words[:-length]
            if rest or length == len(words):
                return rest, clock
    for length in range(min(_LONGEST, len(words) - 1), 0, -1):
        clock = read_clock(words[:length])
        if clock:
            rest = words[length:]
            return (rest[1:] if rest[0] == "on" else rest), clock
    return words, None


def read_clock(words: tuple[str, ...]) -> Clock12 | None:
    """The time the words say and nothing else; a bare hour needs `at` or `o'clock`."""
    said_at = words[0] == "at"
    if said_at:
        words = words[1:]
    if words in (("noon",), ("midday",), ("12", "noon")):
        return Clock12(12, 0, sure=True)
    if len(words) >= 3 and words[1] in ("past", "to"):
        return _spoken(words)
    if len(words) == 2 and words[1] in ("am", "pm"):
        return _digital(words[0] + words[1], bare=False)
    if len(words) == 2 and words[1] == "o'clock":
        return _digital(words[0], bare=True)
    return _digital(words[0], bare=said_at) if len(words) == 1 else None


def _digital(word: str, *, bare: bool) -> Clock12 | None:
    word = str(NUMBERS.get(word, word)) if bare else word
    found = _CLOCK.match(word)
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if minute > 59:
        return None
    if half:
        return _twelve(hour, minute, half)
    if found[2]:
        # 3:30 is half past three on either side of noon; 03:30, 9:30 and 15:30 are one time.
        sure = len(found[1]) == 2 or hour == 0 or hour >= 7
        return Clock12(hour, minute, sure) if ":" in word and hour <= 23 else None
    return Clock12(hour, 0, sure=False) if bare and 1 <= hour <= 12 else None


def _twelve(hour: int, minute: int, half: str) -> Clock12 | None:
    if not 1 <= hour <= 12:
        return None
    if hour == 12 and half == "am":
        # Midnight belongs to the day before for some, to the day after for others.
        return None
    return Clock12(hour % 12 + 12 * (half == "pm"), minute, sure=True)


def _spoken(words: tuple[str, ...]) -> Clock12 | None:
    minutes = {"half": 30, "quarter": 15}.get(words[0])
    if minutes is None or (words[0], words[1]) == ("half", "to"):
        return None
    hour = read_clock(("at", *words[2:]))
    if hour is None or hour.minute:
        return None
    if words[1] == "past":
        return Clock12(hour.hour, minutes, hour.sure)
    return Clock12((hour.hour - 1) % 24 or 12, 60 - minutes, hour.sure)


def _settle(clock: Clock12, part: str) -> time | None:
    if clock.sure:
        fits = not part or clock.hour in _HOURS[part]
        return time(clock.hour, clock.minute) if fits else None
    if not part:
        return None
    hours = (clock.hour % 12, clock.hour % 12 + 12)
    fitting = [hour for hour in hours if hour in _HOURS[part] and hour]
    return time(fitting[0], clock.minute) if len(fitting) == 1 else None
