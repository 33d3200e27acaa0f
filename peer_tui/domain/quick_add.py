"""Quick add: one typed line becomes promises, follow-ups, entries of the history or a person.

The grammar is closed: what is not surely a date, a person or a sigil stays in the text, word for
word, and a note says so where it looks like one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import pairwise

from peer_tui.domain.calendar_days import MON_TO_FRI, next_working_day, short_day
from peer_tui.domain.date_words import DateOrder, Moment
from peer_tui.domain.dates import Reading
from peer_tui.domain.history import Channel
from peer_tui.domain.quick_add_contacts import take_contact_points
from peer_tui.domain.quick_add_dates import find_date
from peer_tui.domain.quick_add_people import Mentioned, find_people, match_people
from peer_tui.domain.quick_add_record import (
    PAST_KINDS,
    NewPerson,
    PersonRef,
    QuickAdd,
    Record,
    RecordKind,
    Span,
    SpanKind,
)
from peer_tui.domain.quick_add_words import (
    CHANNELS,
    EMPTY_TEXT,
    KIND_WORDS,
    NEXT_STEP,
    NO_PERSON,
    ONE_PERSON,
    SIGILS,
    Token,
    tag_of,
    tokens_of,
)
from peer_tui.domain.text import clean, fold

__all__ = [
    "NewPerson",
    "PersonRef",
    "QuickAdd",
    "Record",
    "RecordKind",
    "Span",
    "SpanKind",
    "match_people",
    "parse",
]

_AMBIGUOUS_SHOWN = 9
_OF_SEVERAL_WORDS = (SpanKind.DATE, SpanKind.RECUR, SpanKind.PERSON)
_Persons = tuple[PersonRef | NewPerson, ...]


@dataclass(slots=True)
class _Reader:
    """What is gathered while the steps of a line are read."""

    moment: Moment
    people: Callable[[str], Sequence[PersonRef]]
    other_reading: bool
    inherited: _Persons
    notes: list[str] = field(default_factory=list)
    refusal: str | None = None
    choices: tuple[PersonRef, ...] = ()
    choice_span: Span | None = None
    new_people: list[str] = field(default_factory=list)
    created: dict[str, NewPerson] = field(default_factory=dict)
    """By folded name; those of `person` lines too."""
    alternative: str | None = None

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)

    def known(self, person: PersonRef | NewPerson) -> PersonRef | NewPerson:
        """The person, in the first spelling where the line names someone new twice."""
        if isinstance(person, PersonRef):
            return person
        first = self.created.setdefault(fold(person.name), person)
        if first is person:
            self.new_people.append(person.name)
            self.note(f"creates {person.name}")
        return first

    def refuse(self, sentence: str) -> None:
        self.refusal = self.refusal or sentence


def parse(
    line: str,
    now: datetime,
    people: Callable[[str], Sequence[PersonRef]],
    *,
    row_person: PersonRef | None = None,
    order: DateOrder = DateOrder.DAY_FIRST,
    working_days: frozenset[int] = MON_TO_FRI,
    other_reading: bool = False,
) -> QuickAdd:
    """Read a line as it is typed; never raises, whatever the line.

    `people` gives those whose name holds a typed fragment, accents ignored. The person of the
    row stands in where the line names none. `other_reading` takes the other honest reading of
    an ambiguous date, the one `QuickAdd.alternative` names. Working days: 0 is Monday.
    """
    tokens = tokens_of(line)
    inherited: _Persons = (row_person,) if row_person else ()
    reader = _Reader(Moment(now, order, working_days), people, other_reading, inherited)
    records: list[Record] = []
    for step in _steps(tokens):
        record = _read_step(line, step, reader)
        records.append(record)
        reader.inherited = record.people
    spans = [Span(each.start, each.end, each.role) for each in tokens if each.role]
    return QuickAdd(
        records=tuple(records),
        notes=tuple(reader.notes),
        refusal=reader.refusal,
        choices=reader.choices,
        choice_span=reader.choice_span,
        new_people=tuple(reader.new_people),
        spans=tuple(_joined(line, spans)),
        alternative=reader.alternative,
    )


def _steps(tokens: Sequence[Token]) -> list[list[Token]]:
    steps: list[list[Token]] = [[]]
    for token in tokens:
        if token.raw == NEXT_STEP:
            token.take(SpanKind.KIND)
            steps.append([])
        else:
            steps[-1].append(token)
    return steps


def _joined(line: str, spans: Sequence[Span]) -> list[Span]:
    """Dates, recurrences and names of several words as one span."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        same = last and last.kind is span.kind and span.kind in _OF_SEVERAL_WORDS
        adjoining = last and not line[last.end : span.start].strip()
        if last and same and adjoining and line[span.start] != "@":
            joined[-1] = Span(last.start, span.end, span.kind)
        else:
            joined.append(span)
    return joined


def _read_step(line: str, tokens: list[Token], reader: _Reader) -> Record:
    if tokens and _word(tokens[0]) == "person":
        return _read_person(line, tokens, reader)
    mentioned = find_people(tokens, reader.people)
    tags = _take_tags(tokens)
    starred = _take_star(tokens)
    channel = _take_via(tokens)
    sigil = _take_sigil(tokens)
    kind, verb = _take_opening(tokens, sigil)
    if any(token.plain and token.lower in SIGILS for token in tokens):
        reader.note("two kinds? kept the first")
    past = kind in PAST_KINDS
    dated = find_date(
        tokens,
        reader.moment,
        past=past,
        repeats=kind is RecordKind.FOLLOW_UP,
        named=bool(mentioned.people or mentioned.choices),
    )
    reading = dated.found.reading if dated.found else None
    reading = _chosen(reading, reader) if reading else None
    record = Record(
        kind=kind,
        text=_text(line, tokens),
        people=_who(kind, mentioned, reader),
        due=reading.day if reading else None,
        time=reading.at if reading else None,
        recurrence=reading.recurrence if reading else None,
        channel=channel or verb,
        tags=tags,
        starred=starred,
    )
    if not record.text:
        reader.refuse(EMPTY_TEXT[kind])
    return _with_default_day(record, dated.notes, reader)


def _word(token: Token) -> str:
    return token.lower.removesuffix(":") if token.plain else ""


def _take_tags(tokens: Sequence[Token]) -> tuple[str, ...]:
    tags: dict[str, None] = {}
    for token in tokens:
        tag = tag_of(token.raw) if token.plain else None
        if tag:
            token.take(SpanKind.TAG)
            tags[clean(tag)] = None
    return tuple(tag for tag in tags if tag)


def _take_star(tokens: Sequence[Token]) -> bool:
    stars = [token for token in tokens if token.plain and token.raw == "!"]
    for token in stars:
        token.take(SpanKind.STAR)
    return bool(stars)


def _take_via(tokens: Sequence[Token]) -> Channel:
    for via, name in pairwise(tokens):
        if via.plain and name.plain and via.lower == "via" and name.lower in CHANNELS:
            via.take(SpanKind.CHANNEL)
            name.take(SpanKind.CHANNEL)
            return CHANNELS[name.lower]
    return Channel.NONE


def _take_sigil(tokens: Sequence[Token]) -> RecordKind | None:
    """The kind of the first sigil, unless the first words name one already."""
    for position, token in enumerate(tokens):
        if token.plain and token.lower in SIGILS:
            if position and _kind_words(tokens):
                return None
            token.take(SpanKind.KIND)
            return SIGILS[token.lower]
    return None


def _first_words(tokens: Sequence[Token]) -> int:
    """Where the line starts after its people and sigils."""
    position = 0
    while position < len(tokens) and tokens[position].role in (SpanKind.PERSON, SpanKind.KIND):
        position += 1
    return position


def _kind_words(tokens: Sequence[Token]) -> tuple[RecordKind, int, int] | None:
    """The kind the first words name, and where those words start and end."""
    start = _first_words(tokens)
    after_person = start > 0
    for length in (2, 1):
        words = tuple(_word(token) for token in tokens[start : start + length])
        kind = KIND_WORDS.get(words)
        if after_person and words == ("promised",):
            kind = RecordKind.PROMISE_THEIRS
        if kind and not (after_person and kind is RecordKind.PERSON):
            return kind, start, start + length
    return None


def _take_opening(tokens: Sequence[Token], sigil: RecordKind | None) -> tuple[RecordKind, Channel]:
    """The kind of the record, and the channel its first word names."""
    named = None if sigil else _kind_words(tokens)
    if named:
        kind, start, end = named
        joined_by_with = (
            kind is RecordKind.FOLLOW_UP
            and end + 1 < len(tokens)
            and tokens[end].lower == "with"
            and tokens[end + 1].role is SpanKind.PERSON
        )
        for token in tokens[start : end + joined_by_with]:
            token.take(SpanKind.KIND)
        return kind, Channel.NONE
    start = _first_words(tokens)
    channel = CHANNELS.get(_word(tokens[start])) if start < len(tokens) else None
    if channel:
        tokens[start].take(SpanKind.CHANNEL, in_text=True)
    return sigil or RecordKind.FOLLOW_UP, channel or Channel.NONE


def _chosen(reading: Reading, reader: _Reader) -> Reading:
    """The reading asked for, with the other one said."""
    if reading.other is None:
        return reading
    if reader.other_reading:
        reading = reading._replace(day=reading.other, other=reading.day)
    if reading.other and reader.alternative is None:
        reader.alternative = short_day(reading.other, reader.moment.today)
        reader.note(f"Tab: {reader.alternative}")
    return reading


def _who(kind: RecordKind, mentioned: Mentioned, reader: _Reader) -> _Persons:
    if mentioned.choices:
        if not reader.choices:
            reader.choices = mentioned.choices
            reader.choice_span = mentioned.choice_span
        # Asked before anything else: without the person the rest may not be known.
        reader.refusal = _which(reader.choices)
        return ()
    people = tuple(reader.known(person) for person in mentioned.people) or reader.inherited
    if len(people) > 1 and kind not in PAST_KINDS:
        reader.refuse(ONE_PERSON[kind])
    if not people and kind in NO_PERSON and not reader.choices:
        reader.refuse(NO_PERSON[kind])
    return people


def _which(choices: Sequence[PersonRef]) -> str:
    names = ", ".join(person.name for person in choices[:_AMBIGUOUS_SHOWN])
    more = len(choices) - _AMBIGUOUS_SHOWN
    return f"which person? {names}" + (f" and {more} more" if more > 0 else "")


def _text(line: str, tokens: Sequence[Token]) -> str:
    """The words that were not read as anything else; line breaks between them stay."""
    text = ""
    end = 0
    for token in tokens:
        gap = "\n" if "\n" in line[end : token.start] else " "
        end = token.end
        if token.in_text:
            text += (gap if text else "") + token.text
    return clean(text).strip()


def _with_default_day(record: Record, notes: Sequence[str], reader: _Reader) -> Record:
    today, working_days = reader.moment.today, reader.moment.working_days
    if record.due is not None:
        if record.kind not in PAST_KINDS and record.recurrence is None:
            for text in _day_notes(record.due, today, working_days):
                reader.note(text)
    elif record.kind in PAST_KINDS:
        record = replace(record, due=today)
    elif record.kind is RecordKind.FOLLOW_UP:
        due = next_working_day(today, working_days)
        record = replace(record, due=due)
        reader.note(f"default date: {short_day(due, today)}")
    else:
        reader.note("no date")
    for text in notes:
        reader.note(text)
    return record


def _day_notes(due: date, today: date, working_days: frozenset[int]) -> list[str]:
    notes: list[str] = []
    late = (today - due).days
    if late > 0:
        notes.append(f"{late} {'day' if late == 1 else 'days'} overdue")
    if late == -7:
        notes.append("a week today")
    if due.year > today.year:
        notes.append("next year" if due.year == today.year + 1 else str(due.year))
    if late <= 0 and due.weekday() not in working_days:
        notes.append("weekend" if due.weekday() >= 5 else "not a working day")
    return notes


def _read_person(line: str, tokens: list[Token], reader: _Reader) -> Record:
    """`person Maria Lopez #customer maria@lopez.example +44 20 7946 0101`."""
    tokens[0].take(SpanKind.KIND)
    tags = _take_tags(tokens)
    starred = _take_star(tokens)
    points = take_contact_points(tokens)
    name = _text(line, tokens)
    name = " ".join(name.split())
    if not name:
        reader.refuse(EMPTY_TEXT[RecordKind.PERSON])
    known = reader.people(name) if name else ()
    for person in known:
        if fold(person.name) == fold(name):
            reader.note(f"{person.name} is already kept: this makes a second one")
    return Record(
        kind=RecordKind.PERSON,
        text=name,
        people=(reader.created.setdefault(fold(name), NewPerson(name)),) if name else (),
        tags=tags,
        starred=starred,
        contact_points=points,
    )
