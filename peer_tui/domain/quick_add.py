"""Quick add: one typed line becomes promises, follow-ups, entries of the history or a person.

The grammar is closed: what is not surely a date, a person or a sigil stays in the text, word for
word, and a note says so where it looks like one.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from peer_tui.domain.calendar_days import MON_TO_FRI
from peer_tui.domain.date_words import DateOrder, Moment
from peer_tui.domain.quick_add_contacts import take_contact_points
from peer_tui.domain.quick_add_dates import find_date
from peer_tui.domain.quick_add_openings import find_opening, take_opening, take_sigil
from peer_tui.domain.quick_add_people import find_people, match_people
from peer_tui.domain.quick_add_reader import (
    Persons,
    Reader,
    chosen,
    text_of,
    who,
    with_default_day,
)
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
from peer_tui.domain.quick_add_takes import take_star, take_tags, take_via
from peer_tui.domain.quick_add_told import read_opened
from peer_tui.domain.quick_add_words import EMPTY_TEXT, NEXT_STEP, SIGILS, Token, tokens_of
from peer_tui.domain.text import fold

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

_OF_SEVERAL_WORDS = (SpanKind.DATE, SpanKind.RECUR, SpanKind.PERSON)


def parse(
    line: str,
    now: datetime,
    people: Callable[[str], Sequence[PersonRef]],
    *,
    row_person: PersonRef | None = None,
    order: DateOrder = DateOrder.DAY_FIRST,
    working_days: frozenset[int] = MON_TO_FRI,
    other_reading: bool = False,
    surely_opened: bool = False,
) -> QuickAdd:
    """Read a line as it is typed; never raises, whatever the line.

    `people` gives those whose name holds a typed fragment, accents ignored. The person of the
    row stands in where the line names none. `other_reading` takes the other honest reading of
    an ambiguous date or kind, the one `QuickAdd.alternative` names. `surely_opened`: the first
    words stand for a key that was pressed, so no other kind is read. Working days: 0 is Monday.
    """
    tokens = tokens_of(line)
    inherited: Persons = (row_person,) if row_person else ()
    moment = Moment(now, order, working_days)
    reader = Reader(moment, people, other_reading, inherited, surely_opened)
    records: list[Record] = []
    for step in _steps(tokens):
        record = _read_step(line, step, reader)
        records.append(record)
        reader.inherited, reader.surely_opened = record.people, False
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


def _read_step(line: str, tokens: list[Token], reader: Reader) -> Record:
    if tokens and tokens[0].word == "person":
        return _read_person(line, tokens, reader)
    mentioned = find_people(tokens, reader.people)
    opening = find_opening(tokens, mentioned, reader)
    if opening is not None:
        return read_opened(line, tokens, opening, mentioned, reader)
    tags = take_tags(tokens)
    starred = take_star(tokens)
    channel = take_via(tokens)
    sigil = take_sigil(tokens)
    kind, verb = take_opening(tokens, sigil)
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
    reading = chosen(reading, reader) if reading else None
    record = Record(
        kind=kind,
        text=text_of(line, tokens),
        people=who(kind, mentioned, reader),
        due=reading.day if reading else None,
        time=reading.at if reading else None,
        recurrence=reading.recurrence if reading else None,
        channel=channel or verb,
        tags=tags,
        starred=starred,
    )
    if not record.text:
        reader.refuse(EMPTY_TEXT[kind])
    return with_default_day(record, dated.notes, reader)


def _read_person(line: str, tokens: list[Token], reader: Reader) -> Record:
    """`person Maria Lopez #customer maria@lopez.example +44 20 7946 0101`."""
    tokens[0].take(SpanKind.KIND)
    tags = take_tags(tokens)
    starred = take_star(tokens)
    points = take_contact_points(tokens)
    name = text_of(line, tokens)
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
