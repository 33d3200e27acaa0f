"""When words that could be a date belong to the sentence instead.

Each rule errs on the side of text: a date not taken is seen in the preview, one made up is not.
"""

import re
from collections.abc import Sequence

from peer_tui.domain.date_words import (
    MONTHS,
    NUMBERS,
    TENS,
    TODAY,
    TOMORROW,
    UNITS,
    WEEKDAYS,
    day_ordinal,
)
from peer_tui.domain.holidays import FIXED
from peer_tui.domain.quick_add_words import Token

PREPOSITIONS = frozenset({"by", "on", "due"})
_ANCHORS = frozenset(
    {"from", "after", "before", "ago", "hence", "on", *TODAY, *TOMORROW, *WEEKDAYS}
)
# Before a bare date: the date then belongs to the sentence, not to the record.
BELONGS = frozenset(
    {
        *(
            "a",
            "about",
            "after",
            "ago",
            "due",
            "hence",
            "an",
            "and",
            "any",
            "as",
            "ash",
            "at",
            "before",
            "between",
        ),
        *("black", "by", "cyber", "during", "each", "easter", "every", "except", "following"),
        *("for", "from", "good", "happy", "holy", "if", "into", "its", "last", "maundy", "merry"),
        *("my", "next", "no", "not", "of", "on", "only", "or", "our", "palm", "past", "per"),
        *("previous", "shrove", "since", "spy", "starting", "super", "than", "the", "their"),
        *("through", "thru", "till", "to", "toward", "towards", "until", "versus", "vs", "via"),
        *("whit", "with", "within", "without", "your", "&", "/"),
    }
)
_BEFORE_ORDINAL = frozenset(
    {"came", "finished", "her", "his", "in", "placed", "ranked", "was", "were", "is", "turns"}
)
_VAGUE = frozenset({"early", "late", "later", "mid", "sometime", "around", "about"})
_SPANS_OF_DAYS = frozenset({"days", "week", "weeks", "fortnight", "month", "months", "years"})
_BEFORE_SPAN = frozenset(
    {
        *("all", "another", "around", "first", "further", "in", "just", "least", "maximum"),
        *("minimum", "most", "over", "roughly", "takes", "these", "those", "took", "up"),
    }
)
_LIMITS = frozenset(
    {
        *("after", "before", "between", "but", "except", "from", "of", "or", "starting"),
        *("till", "until", "unless"),
    }
)
_BEFORE_COMMON = frozenset(
    {
        *("he", "i", "she", "they", "we", "you", "who", "it", "that", "great", "long", "lovely"),
        *("nice", "whole", "holiday", "bank", "in", "this", "over", "during"),
    }
)
_RATES = frozenset({"every", "every!", "each", "once", "twice", "thrice"})
_MOMENTS = frozenset({"easter", "weekend", "end", "start", "beginning"})
_DASHES = frozenset({"-", "–", "—", "+", "="})
# After a date in the middle: the words go on with the sentence, not with the date.
_GOES_ON = frozenset(
    {
        *("about", "and", "as", "because", "but", "for", "from", "if", "in", "or", "re"),
        *("regarding", "so", "then", "to", "unless", "when", "with", "-", "–"),
    }
)
_OTHER_END = frozenset({"or", "and", "to", "-", "–", "/", "&", "until", "till", "through"})
COMMON = frozenset({"sun", "sat", "mon", "wed", "tom", "weekend"})
_FRACTION = re.compile(r"([0-9]{1,2})/([0-9]{1,2})$")
DECIMAL = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}$")
_COMPACT_UNIT = re.compile(r"[0-9]+([mwy])$")
_DENOMINATORS = frozenset({2, 3, 4, 5, 6, 7, 8, 16})
_LONG_YEAR = re.compile(r"[0-9]{4}")
CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})$")
HALF_DAY = re.compile(r"[0-9]{1,2}([:.][0-9]{2})?(am|pm)$")
_MOST_WEEKS = 52


def repeats_plainly(tokens: Sequence[Token], end: int) -> bool:
    """No end, exception or second day follows, which a recurrence here cannot hold."""
    following = tokens[end : end + 2]
    if not following or not following[0].plain:
        return True
    after = following[0].lower
    dated_next = len(following) > 1 and _looks_dated(following[1])
    if after in _OTHER_END | {"in", "for"} and dated_next:
        return False
    return after not in _LIMITS and not _looks_dated(following[0])


def ends_well(tokens: Sequence[Token], end: int, words: tuple[str, ...]) -> bool:
    """What follows a date after by, on or due does not make it doubtful."""
    following = tokens[end : end + 2]
    if not following or not following[0].plain:
        return True
    after = following[0].lower
    if after in _OTHER_END and len(following) > 1 and _looks_dated(following[1]):
        return False
    if is_day_name(after.rstrip(".,")):
        return False
    if after[0].isdigit() and (len(following) == 1 or not following[1].plain):
        return False
    if after in _GOES_ON or after in PREPOSITIONS or after == "at":
        return True
    # "on 1 dec 26 chairs": the year 2026, or 26 chairs?
    short_year = len(words) >= 3 and words[-1].isdigit() and len(words[-1]) == 2
    return not short_year and not _is_weak(words)


def _is_weak(words: tuple[str, ...]) -> bool:
    """As likely part of what follows: `on sun deck`, `on the 2nd floor`, `on christmas cards`."""
    if words[0] == "the":
        words = words[1:]
    if words in FIXED or words[0] == "easter" or words[-1] == "end":
        return True
    if len(words) == 2 and words[0] == "next" and words[1] in UNITS:
        return True
    if len(words) > 1:
        return False
    word = words[0]
    with_year = bool(_LONG_YEAR.search(word)) or word.count("/") == 2
    return word in COMMON or (not word.isalpha() and not with_year)


def _looks_dated(token: Token) -> bool:
    words = token.date_words
    return words is not None and (words[0][0].isdigit() or is_day_name(words[0]))


def is_day_name(word: str) -> bool:
    """Whether the word names a day or a month."""
    return word in WEEKDAYS or word in MONTHS or word in TODAY or word in TOMORROW


def stands_after_at(words: tuple[str, ...]) -> bool:
    """What stands after at: christmas, the weekend, the end of the month."""
    return words in FIXED or not _MOMENTS.isdisjoint(words)


def is_claimed(tokens: Sequence[Token], start: int, words: tuple[str, ...]) -> bool:
    """The word before a bare date makes it part of the sentence."""
    if start == 0 or not tokens[start - 1].plain:
        return False
    before = tokens[start - 1].lower
    if not _RATES.isdisjoint(token.lower for token in tokens[max(start - 5, 0) : start]):
        return True
    if before == "holiday" and words[0] in ("mon", "monday"):
        return True
    if before in _DASHES:
        return start > 1 and _looks_dated(tokens[start - 2])
    if before in BELONGS or is_day_name(before.rstrip(".,")):
        return True
    if words[0] == "the":
        words = words[1:]
    number = before.rstrip(",")
    if number.isdigit() and (number != before or words[0] in MONTHS):
        return True
    if len(words) == 1 and not words[0].isalpha() and _is_clock(number):
        return True
    if before in _SPANS_OF_DAYS and is_day_name(words[0]):
        return True
    if words[0] == "next" and before in _VAGUE:
        return True
    if len(words) == 1 and words[0] in COMMON:
        return before in _BEFORE_COMMON
    if len(words) == 1 and day_ordinal(words[0]):
        return before in _BEFORE_ORDINAL
    return is_pure_span(words) and before in _BEFORE_SPAN


def _is_clock(word: str) -> bool:
    return bool(HALF_DAY.match(word) or CLOCK.match(word))


def is_doubtful(words: tuple[str, ...], raw: str) -> bool:
    """A bare date that is as likely a fraction, a length, a feast to prepare, a train time."""
    fraction = _FRACTION.match(raw)
    if fraction:
        first, second = int(fraction[1]), int(fraction[2])
        return first < second and second in _DENOMINATORS
    if DECIMAL.match(raw) or CLOCK.match(raw):
        return True
    compact = _COMPACT_UNIT.match(raw)
    if compact and (compact[1] == "m" or int(raw[:-1]) > _MOST_WEEKS):
        return True
    if len(words) == 2 and words[0].isdigit() and len(words[1]) == 1:
        return True
    if words[-1] == "end" and words[0] != "at":
        return True
    return words in FIXED or words in (("easter",), ("good", "friday"), ("easter", "sunday"))


def is_pure_span(words: tuple[str, ...]) -> bool:
    """`2 weeks`, as in "delayed by 2 weeks"."""
    counted = words[0] in NUMBERS or words[0] in TENS or words[0] in ("a", "an", "half")
    if not counted and not words[0][0].isdigit():
        return False
    compact = words[0].lstrip("0123456789")
    in_units = words[-1] in UNITS or (len(words) == 1 and compact in UNITS)
    return in_units and _ANCHORS.isdisjoint(words)
