"""The other way round: a record written as the quick-add line that reads back to exactly it.

Nothing is guessed: every line is read before it is handed out, and words that would be read as a
date, a person or a sigil are put between quotation marks until the reading is right.
"""

import re
from collections.abc import Callable, Iterator
from itertools import product

from peer_tui.domain.follow_ups import RecursFrom
from peer_tui.domain.history import Channel
from peer_tui.domain.quick_add_record import (
    PAST_KINDS,
    PersonRef,
    QuickAdd,
    Record,
    RecordKind,
    Span,
    SpanKind,
)
from peer_tui.domain.quick_add_words import OPENINGS
from peer_tui.domain.recurrence import describe
from peer_tui.domain.text import clean

Read = Callable[[str], QuickAdd]
"""Reads a line as it will be read when it is saved."""

LONGEST_TEXT = 2000
"""Characters; a longer text is no line any more."""

_LEADS = {
    RecordKind.PROMISE_MINE: ("promise",),
    RecordKind.PROMISE_THEIRS: ("they owe",),
    RecordKind.FOLLOW_UP: ("", "follow up"),
    RecordKind.INTERACTION: ("log",),
    RecordKind.NOTE: ("note",),
    RecordKind.THANKS: ("thanks",),
    RecordKind.KINDNESS: ("kindness",),
    RecordKind.STORY: ("story",),
}
_VIA = {
    Channel.PHONE: "phone",
    Channel.EMAIL: "mail",
    Channel.TEXT: "text",
    Channel.WHATSAPP: "whatsapp",
    Channel.VISIT: "visit",
    Channel.POST: "post",
}
_EVERY = {
    "daily": "every day",
    "weekly": "every week",
    "monthly": "every month",
    "yearly": "every year",
}
_QUOTES = (('"', '"'), ("“", "”"))
_GAP = re.compile(r"(\s+)")
_PLAIN_GAPS = frozenset({"", " ", "\n"})


def write_line(record: Record, read: Read) -> str | None:
    """The line that `read` reads back to exactly this record; None where no line can carry it."""
    text = record.text
    if record.kind not in _LEADS or not text or len(text) > LONGEST_TEXT:
        return None
    if clean(text).strip() != text:
        return None
    words = _Words(text)
    for lead, mention, via in product(_leads(record), _mentions(record), _vias(record)):
        for when in _whens(record):
            before = " ".join(part for part in (lead, mention) if part)
            share = "(may share)" if record.may_share else ""
            tags = " ".join(f"#{tag}" for tag in record.tags)
            star = "!" if record.starred else ""
            after = " ".join(part for part in (share, when, via, tags, star) if part)
            line = _fitted(words, before, after, record, read)
            if line is not None:
                return line
    return None


def same_record(one: Record, other: Record) -> bool:
    """Whether both say the same: how a recurrence was first counted is not part of it."""
    return _said(one) == _said(other)


def _said(record: Record) -> tuple[object, ...]:
    repeats = record.recurrence
    return (
        record.kind,
        record.text,
        tuple(who.id if isinstance(who, PersonRef) else who for who in record.people),
        record.due,
        record.time,
        (repeats.rrule, repeats.recurs_from) if repeats else None,
        record.channel,
        record.tags,
        record.starred,
        record.aspect,
        record.ask_on,
        record.may_share,
    )


def _fitted(words: "_Words", before: str, after: str, record: Record, read: Read) -> str | None:
    """The line with as few words between quotation marks as make it read right."""
    quoted = words.must_be_quoted()
    while True:
        text = words.written(quoted)
        if text is None:
            return None
        start = len(before) + 1 if before else 0
        line = " ".join(part for part in (before, text, after) if part)
        found = read(line)
        if _reads_as(found, record):
            return line
        doubtful = words.touched_by(found.spans, start, quoted)
        if not doubtful - quoted:
            doubtful = set(range(len(words.words)))
        if not doubtful - quoted:
            return None
        quoted = quoted | doubtful


def _reads_as(found: QuickAdd, record: Record) -> bool:
    if found.refusal or found.choices or found.new_people or len(found.records) != 1:
        return False
    return same_record(found.records[0], record)


class _Words:
    """A text cut at its white space, and written again with some words quoted."""

    def __init__(self, text: str) -> None:
        parts = _GAP.split(text)
        self.words = parts[::2]
        self._gaps = ["", *parts[1::2]]
        self._starts: list[int] = []

    def must_be_quoted(self) -> set[int]:
        """Words beside white space that a line does not keep, and words that look quoted."""
        quoted: set[int] = set()
        for index, (gap, word) in enumerate(zip(self._gaps, self.words, strict=True)):
            if gap not in _PLAIN_GAPS:
                quoted |= {index - 1, index}
            if word[0] in '"“' or word.startswith(('@"', "@“")):
                quoted.add(index)
        return quoted

    def written(self, quoted: set[int]) -> str | None:
        """The text with runs of those words quoted; None where no quotation marks are left."""
        text, index = "", 0
        self._starts = []
        while index < len(self.words):
            end = index + 1
            if index in quoted:
                while end in quoted:
                    end += 1
                pieces = self._quoted(index, end)
                if pieces is None:
                    return None
            else:
                pieces = [(index, end, self.words[index])]
            for first, stop, piece in pieces:
                text += self._gaps[first]
                self._starts += [len(text), *[-1] * (stop - first - 1)]
                text += piece
            index = end
        return text

    def _quoted(self, first: int, end: int) -> list[tuple[int, int, str]] | None:
        """The run in one pair of quotation marks, or in several where it holds some itself."""
        inside = self._joined(first, end)
        for opening, closing in _QUOTES:
            if opening not in inside and closing not in inside:
                return [(first, end, f"{opening}{inside}{closing}")]
        for cut in range(end - 1, first, -1):
            if self._gaps[cut] in _PLAIN_GAPS:
                head, tail = self._quoted(first, cut), self._quoted(cut, end)
                return None if head is None or tail is None else [*head, *tail]
        return None

    def _joined(self, first: int, end: int) -> str:
        parts = [self.words[first]]
        for index in range(first + 1, end):
            parts += [self._gaps[index], self.words[index]]
        return "".join(parts)

    def touched_by(self, spans: tuple[Span, ...], start: int, quoted: set[int]) -> set[int]:
        """The words that were read as something else than text."""
        touched = set()
        for index, begin in enumerate(self._starts):
            if begin < 0 or index in quoted:
                continue
            at, end = start + begin, start + begin + len(self.words[index])
            if any(
                span.kind is not SpanKind.LITERAL and span.start < end and at < span.end
                for span in spans
            ):
                touched.add(index)
        return touched


def _leads(record: Record) -> tuple[str, ...]:
    """The words that say the kind: `hope` and the like where a story has an aspect."""
    if record.aspect:
        return (str(record.aspect),)
    first = tuple(word.lower().removesuffix(":") for word in record.text.split(maxsplit=2)[:2])
    if record.kind is RecordKind.FOLLOW_UP and (first in OPENINGS or first[:1] in OPENINGS):
        # Without these words it would be a follow-up only as long as its day lies ahead.
        return ("follow up",)
    return _LEADS[record.kind]


def _mentions(record: Record) -> Iterator[str]:
    """How the people may be written: bare, quoted, or (if they stand in anyway) not at all."""
    names = [person.name for person in record.people]
    if names:
        yield " ".join(f"@{name}" for name in names)
    for opening, closing in _QUOTES:
        if names and not any(opening in name or closing in name for name in names):
            yield " ".join(f"@{opening}{name}{closing}" for name in names)
    yield ""


def _vias(record: Record) -> tuple[str, ...]:
    """Nothing where the first word says it, else `via mail`."""
    return ("", f"via {_VIA[record.channel]}") if record.channel else ("",)


def _whens(record: Record) -> tuple[str, ...]:
    """The day in figures, so that it reads the same tomorrow."""
    at = f" {record.time:%H:%M}" if record.time else ""
    if record.due is None:
        return ("",)
    day = f"{record.due.isoformat()}{at}"
    if record.recurrence is not None:
        every = _every(record.recurrence.rrule, record.recurrence.recurs_from)
        return (f"{every} from {day}",)
    if record.kind in PAST_KINDS or record.kind is RecordKind.FOLLOW_UP:
        return (f"on {day}",)
    return (f"by {day}",)


def _every(rrule: str, recurs_from: RecursFrom) -> str:
    words = describe(rrule)
    first, _, rest = words.partition(" ")
    words = f"{_EVERY.get(first, first)} {rest}".strip().lower()
    return words.replace("every", "every!", 1) if recurs_from is RecursFrom.COMPLETION else words
