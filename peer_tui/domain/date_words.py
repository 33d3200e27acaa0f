"""The words dates are written with, and how typed text becomes such words."""

import re
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from peer_tui.domain.calendar_days import MON_TO_FRI, MONTH_NAMES, WEEKDAY_NAMES


class DateOrder(StrEnum):
    """How 3/4 is read: 3 April, or March 4th."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


class Moment(NamedTuple):
    """What a phrase is read against: the local date and time, and the owner's settings."""

    now: datetime
    order: DateOrder = DateOrder.DAY_FIRST
    working_days: frozenset[int] = MON_TO_FRI
    looks_back: bool = False
    """A time without a date is one already past today, as in a log."""

    @property
    def today(self) -> date:
        """The local date."""
        return self.now.date()


class Contradiction(Exception):
    """The phrase names a date twice and the two disagree, as in Monday 20 November."""


WEEKDAYS = {name.lower(): number for number, name in enumerate(WEEKDAY_NAMES)}
WEEKDAYS |= {name[:3]: number for name, number in WEEKDAYS.items()}
WEEKDAYS |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}

MONTHS = {name.lower(): number for number, name in enumerate(MONTH_NAMES, start=1)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()}
MONTHS |= {"sept": 9}

_UNITS = {
    "day": ("d", "day", "days"),
    "week": ("w", "wk", "wks", "week", "weeks"),
    "fortnight": ("fortnight", "fortnights"),
    "month": ("m", "mo", "mos", "mth", "mths", "month", "months"),
    "quarter": ("quarter", "quarters"),
    "year": ("y", "yr", "yrs", "year", "years"),
    "workday": ("wd", "workday", "workdays"),
}
UNITS = {word: unit for unit, words in _UNITS.items() for word in words}
WORKING = frozenset({"working", "business", "work"})

_TO_TWENTY = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen", "twenty"),
)
NUMBERS = {word: number for number, word in enumerate(_TO_TWENTY, start=1)}
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
TENS = {word: 10 * tens for tens, word in enumerate(_TENS, start=2)}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}

PARTS = frozenset({"morning", "afternoon", "evening", "night"})
TODAY = frozenset({"today", "tod"})
TOMORROW = frozenset({"tomorrow", "tom", "tmrw", "tmr", "tomo"})

_OTHER_WORDS = frozenset(
    {
        *("&", "a", "after", "ago", "am", "an", "and", "annually", "ash", "at", "before"),
        *(
            "beginning",
            "bonfire",
            "boxing",
            "business",
            "by",
            "christmas",
            "close",
            "cob",
            "coming",
        ),
        *("couple", "daily", "day", "day's", "days'", "due", "each", "easter", "end", "eod"),
        *("eom", "eoq", "eow", "eoy", "eve", "every", "every!", "fortnight's", "fortnightly"),
        *("from", "good", "half", "halloween", "hence", "in", "last", "maundy", "mid"),
        *("midday", "middle", "month's", "monthly", "months'", "new", "next", "noon", "now"),
        *("nye", "o'clock", "of", "on", "other", "palm", "past", "patrick's", "pm", "q1"),
        *("q2", "q3", "q4", "quarter's", "quarterly", "shrove", "st", "start", "the", "this"),
        *("till", "time", "to", "tonight", "until", "valentine's", "valentines", "week's"),
        *("weekday", "weekend", "weekly", "weeks'", "work", "working", "xmas", "year's"),
        *("yearly", "years", "years'", "yesterday"),
    }
)
_VOCABULARY = (
    _OTHER_WORDS
    | WEEKDAYS.keys()
    | MONTHS.keys()
    | UNITS.keys()
    | NUMBERS.keys()
    | TENS.keys()
    | ORDINALS.keys()
    | PARTS
    | TODAY
    | TOMORROW
)
_HYPHENATED = frozenset({"mid", "half", *TENS})
_CLOCK_DOTS = re.compile(r"([ap])\.m\.?$")
_ORDINAL = re.compile(r"([0-9]{1,2})(st|nd|rd|th)$")
LONGEST_PHRASE = 12
"""Words; the longest phrase that is looked at."""


def words_of(text: str) -> tuple[str, ...] | None:
    """The phrase as lower-case words, or None if it holds a word no date is written with.

    Letters and digits of other scripts are refused; commas and full stops that end a word are
    dropped, and mid-january or twenty-one are two words.
    """
    text = text.replace("\u2019", "'")
    if not text.isascii() or len(text) > 200:
        return None
    words: list[str] = []
    for raw in text.lower().split():
        word = _CLOCK_DOTS.sub(r"\1m", raw.rstrip(","))
        if word.endswith(".") and not word[0].isdigit():
            word = word[:-1]
        first, hyphen, _ = word.partition("-")
        parts = word.split("-") if hyphen and first in _HYPHENATED else [word]
        for part in parts:
            if part not in _VOCABULARY and not (part and part[0] in "0123456789+-'"):
                return None
            words.append(part)
    return tuple(words) if 0 < len(words) <= LONGEST_PHRASE else None


def ordinal(word: str) -> int | None:
    """The number of `1st`, `22nd` or `first` to `fifth`; -1 for `last`; else None."""
    if word in ORDINALS:
        return ORDINALS[word]
    return day_ordinal(word)


def day_ordinal(word: str) -> int | None:
    """The number of `1st` or `22nd` with its right ending; None for anything else."""
    found = _ORDINAL.match(word)
    if not found:
        return None
    number = int(found[1])
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    if 11 <= number % 100 <= 13:
        ending = "th"
    return number if ending == found[2] and number else None


def count(words: tuple[str, ...]) -> int | None:
    """A number of up to four digits, or in words up to ninety-nine; None otherwise."""
    if len(words) == 1:
        word = words[0]
        if word.isdigit() and len(word) <= 4:
            return int(word) or None
        return NUMBERS.get(word) or TENS.get(word)
    if len(words) == 2 and words[0] in TENS and NUMBERS.get(words[1], 10) < 10:
        return TENS[words[0]] + NUMBERS[words[1]]
    if words in (("a", "couple", "of"), ("a", "couple")):
        return 2
    return None
