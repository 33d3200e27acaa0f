"""Where in a quick-add line a date stands, and which words only look like one.

By, on and due give a date anywhere; bare, it must be the last words. A word that is as likely
something else (`on the 2nd floor`, `for christmas`, `5m`, `twice a week`) stays text, with a note.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from peer_tui.domain.calendar_days import short_day
from peer_tui.domain.date_words import (
    LONGEST_PHRASE,
    MONTHS,
    TODAY,
    TOMORROW,
    WEEKDAYS,
    Contradiction,
    Moment,
)
from peer_tui.domain.dates import Reading, read_words
from peer_tui.domain.quick_add_doubts import (
    BELONGS,
    CLOCK,
    COMMON,
    DECIMAL,
    HALF_DAY,
    PREPOSITIONS,
    ends_well,
    is_claimed,
    is_doubtful,
    is_pure_span,
    repeats_plainly,
    stands_after_at,
)
from peer_tui.domain.quick_add_record import SpanKind
from peer_tui.domain.quick_add_words import Token
from peer_tui.domain.time_phrases import read_clock

_EVERY = frozenset({"every", "every!"})
_PAST_WORDS = frozenset({"yesterday", "ago", "last"})

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}$")
_PUNCTUATION = "!?;:.,()"


class Found(NamedTuple):
    """A date in the line, and the tokens it was read from."""

    reading: Reading
    start: int
    end: int


@dataclass(slots=True)
class Dated:
    """The first date of a part of the line, if any, and what there is to say about it."""

    found: Found | None = None
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Search:
    tokens: Sequence[Token]
    moment: Moment
    past: bool
    repeats: bool
    named: bool
    notes: list[str] = field(default_factory=list)
    bare: bool = True
    """A bare date may still be found: none of the last words was refused as one."""


def find_date(
    tokens: Sequence[Token], moment: Moment, *, past: bool, repeats: bool, named: bool
) -> Dated:
    """Take the first date out of the tokens.

    `past`: the record cannot lie ahead of now; `repeats`: it may recur; `named`: a person is
    mentioned, so that a last word `tom` is tomorrow and not a name.
    """
    search = _Search(tokens, moment._replace(looks_back=past), past, repeats, named)
    found = _first(search)
    if found:
        for token in tokens[found.start : found.end]:
            token.take(SpanKind.RECUR if found.reading.recurrence else SpanKind.DATE)
    left = day_left_over(tokens)
    if found and left:
        search.notes.append("two dates? kept the first")
    elif left and not search.notes:
        hint = f": write by {left}" if left.isalpha() else ""
        search.notes.append(f'no date taken from "{left}"{hint}')
    search.notes.extend(_clock_notes(tokens))
    return Dated(found, search.notes)


def _first(search: _Search) -> Found | None:
    tail = _tail(search.tokens)
    for position, token in enumerate(search.tokens):
        if not token.plain or token.date_words is None:
            continue
        try:
            if token.lower in _EVERY:
                found = _recurring(search, position)
            elif token.lower in PREPOSITIONS:
                found = _after_preposition(search, position)
            elif search.bare and position in tail:
                found = _bare(search, position, tail.stop)
            else:
                continue
        except Contradiction:
            words = " ".join(each.raw for each in search.tokens[position : position + 4])
            search.notes.append(f'weekday and date disagree in "{words}": no date taken')
            return None
        if found:
            return found
    return None


def _tail(tokens: Sequence[Token]) -> range:
    """The last words of the text: plain tokens side by side, whatever sigils follow."""
    stop = len(tokens)
    while stop and not tokens[stop - 1].in_text:
        stop -= 1
    start = stop
    while start and tokens[start - 1].plain:
        start -= 1
    stop = _before_unsure_time(tokens, start, stop)
    return range(max(start, stop - LONGEST_PHRASE), stop)


def _before_unsure_time(tokens: Sequence[Token], start: int, stop: int) -> int:
    """Where the last words end without an `at 3` that may be morning or afternoon."""
    if stop - start < 2:
        return stop
    hour = tokens[stop - 1].date_words
    after_at = tokens[stop - 2].lower == "at"
    clock = read_clock(("at", *hour)) if hour and (after_at or ":" in hour[0]) else None
    unsure = clock is not None and not clock.sure
    return stop - 1 - after_at if unsure else stop


def _spans(tokens: Sequence[Token], start: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The runs of date words from the start on, longest first, each with its end."""
    words: list[tuple[str, ...]] = []
    for token in tokens[start : start + LONGEST_PHRASE]:
        if not token.plain or token.date_words is None:
            break
        words.append(token.date_words)
    for length in range(len(words), 0, -1):
        yield start + length, tuple(word for part in words[:length] for word in part)


def _recurring(search: _Search, start: int) -> Found | None:
    before = search.tokens[start - 1] if start else None
    if before and before.in_text and before.lower in BELONGS:
        return None
    for end, words in _spans(search.tokens, start):
        reading = read_words(words, search.moment)
        if reading and reading.recurrence:
            begun = _from_a_day(search, start, end, reading) if search.repeats else None
            if begun:
                return begun
            if not repeats_plainly(search.tokens, end):
                _refuse(search, " ".join(token.raw for token in search.tokens[start:end]))
                return None
            if not search.repeats:
                raw = " ".join(token.raw for token in search.tokens[start:end])
                search.notes.append(f'only a follow-up repeats: "{raw}" stays text')
                return None
            return Found(reading, start, end)
    return None


def _from_a_day(search: _Search, start: int, end: int, every: Reading) -> Found | None:
    """`every 6 weeks from 2026-12-01`: the next time is that day, written in figures."""
    tokens = search.tokens
    if len(tokens) < end + 2 or tokens[end].lower != "from" or not _ISO.match(tokens[end + 1].raw):
        return None
    for stop, words in _spans(tokens, end + 1):
        reading = read_words(words, search.moment)
        if reading and every.recurrence and not reading.recurrence and reading.other is None:
            begun = replace(every.recurrence, first=reading.day)
            return Found(Reading(reading.day, reading.at, begun), start, stop)
    return None


def _after_preposition(search: _Search, preposition: int) -> Found | None:
    tokens = search.tokens
    start = preposition + 1
    word = tokens[preposition].lower
    if word == "due" and start < len(tokens) and tokens[start].lower in ("by", "on"):
        start += 1
    for end, words in _spans(tokens, start):
        reading = read_words(words, search.moment)
        if reading is None or (reading.recurrence and words[0] not in _EVERY):
            continue
        raw = " ".join(token.raw for token in tokens[start:end])
        doubtful = (
            (search.past and word != "on")
            or (is_pure_span(words) and word != "due")
            or (word == "on" and _looks_back(search, reading, words))
            or DECIMAL.match(raw)
            or not ends_well(tokens, end, words)
            or (reading.recurrence and not search.repeats)
        )
        if doubtful:
            _refuse(search, raw)
            return None
        return _fitting(search, Found(reading, preposition, end))
    return None


def _looks_back(search: _Search, reading: Reading, words: tuple[str, ...]) -> bool:
    """`yesterday` in something still to do: part of the sentence."""
    said = not _PAST_WORDS.isdisjoint(words)
    return said and not search.past and reading.day < search.moment.today


def _bare(search: _Search, start: int, stop: int) -> Found | None:
    tokens = search.tokens
    words: tuple[str, ...] = ()
    for token in tokens[start:stop]:
        if token.date_words is None:
            return None
        words += token.date_words
    reading = read_words(words, search.moment)
    if reading is None and words[0] == "at" and stands_after_at(words[1:]):
        reading = read_words(words[1:], search.moment)
    if reading is None:
        return None
    raw = " ".join(token.raw for token in tokens[start:stop])
    doubtful = (
        is_claimed(tokens, start, words)
        or reading.recurrence
        or is_doubtful(words, raw)
        or (words == ("tom",) and (not search.named or raw != "tom"))
        or _looks_back(search, reading, words)
    )
    found = None if doubtful else _fitting(search, Found(reading, start, stop))
    # Part of a refused phrase would be another date than the one that was written.
    search.bare = False
    if doubtful:
        _refuse(search, raw)
    return found


def _fitting(search: _Search, found: Found) -> Found | None:
    """The date, unless it lies ahead of a record of what happened."""
    reading, moment = found.reading, search.moment
    if not search.past:
        return found
    at = datetime.combine(reading.day, reading.at) if reading.at else None
    if reading.day > moment.today or (at and at > moment.now.replace(tzinfo=None)):
        words = [
            word
            for token in search.tokens[found.start : found.end]
            for word in token.date_words or ()
        ]
        if is_pure_span(tuple(words)):
            return None
        raw = " ".join(token.raw for token in search.tokens[found.start : found.end])
        day = short_day(reading.day, moment.today)
        search.notes.append(f'{day} lies ahead: "{raw}" stays text')
        return None
    return found


def _refuse(search: _Search, raw: str) -> None:
    note = f'no date taken from "{raw}"'
    if note not in search.notes and not any(raw in each for each in search.notes):
        search.notes.append(note)


def day_left_over(tokens: Sequence[Token]) -> str:
    """A word of the text that names a day by itself, or a day or month after by, on or due."""
    for position, token in enumerate(tokens):
        if not token.plain:
            continue
        before = tokens[position - 1] if position else None
        led = before is not None and before.plain and before.lower in PREPOSITIONS | {"in"}
        for word in token.lower.strip(_PUNCTUATION).split("-"):
            sure = word in TOMORROW | TODAY or word == "tonight" or word in WEEKDAYS
            if (sure and (led or word not in COMMON)) or (led and word in MONTHS):
                return token.raw
    return ""


def _clock_notes(tokens: Sequence[Token]) -> Iterator[str]:
    for position, token in enumerate(tokens):
        if not token.plain or not token.raw.isascii():
            continue
        if HALF_DAY.match(token.lower):
            yield f'"{token.raw}" stays text: no time taken'
        clock = CLOCK.match(token.raw)
        if clock and (int(clock[1]) > 23 or int(clock[2]) > 59):
            yield f"{token.raw} is not a time: stays text"
        bare_hour = token.raw.isdigit() and len(token.raw) < 3 and int(token.raw) <= 12
        after_at = position > 0 and tokens[position - 1].lower == "at"
        early = clock and 1 <= int(clock[1]) <= 6 and len(clock[1]) == 1
        if after_at and (bare_hour or early):
            yield f'"at {token.raw}": am or pm? stays text'
