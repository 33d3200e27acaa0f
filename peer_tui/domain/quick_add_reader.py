"""What is gathered while the steps of a quick-add line are read, and what every kind shares."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from peer_tui.domain.calendar_days import next_working_day, short_day
from peer_tui.domain.date_words import Moment
from peer_tui.domain.dates import Reading
from peer_tui.domain.quick_add_people import Mentioned
from peer_tui.domain.quick_add_record import (
    PAIR_KINDS,
    PAST_KINDS,
    NewPerson,
    PersonRef,
    Record,
    RecordKind,
    Span,
)
from peer_tui.domain.quick_add_words import NO_PERSON, ONE_PERSON, TWO_PEOPLE, Token
from peer_tui.domain.text import clean, fold

_AMBIGUOUS_SHOWN = 9
Persons = tuple[PersonRef | NewPerson, ...]


@dataclass(slots=True)
class Reader:
    """What is gathered while the steps of a line are read."""

    moment: Moment
    people: Callable[[str], Sequence[PersonRef]]
    other_reading: bool
    inherited: Persons
    surely_opened: bool
    """The first words were chosen by a key, so they say the kind whatever follows."""
    notes: list[str] = field(default_factory=list)
    refusal: str | None = None
    choices: tuple[PersonRef, ...] = ()
    choice_span: Span | None = None
    new_people: list[str] = field(default_factory=list)
    created: dict[str, NewPerson] = field(default_factory=dict)
    """By folded name; those of `person` lines too."""
    alternative: str | None = None
    kind_doubted: bool = False
    """The other reading is that of a kind, not that of a date."""

    def note(self, text: str) -> None:
        """Say something about the line, once."""
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
        """Keep the line from being saved; the first sentence stands."""
        self.refusal = self.refusal or sentence

    def doubt_kind(self, first: str, second: str) -> bool:
        """Whether the second reading of the kind is taken; the one not taken is offered."""
        if self.alternative is not None:
            return False
        self.kind_doubted = True
        self.alternative = first if self.other_reading else second
        self.note(f"Tab: {self.alternative}")
        return self.other_reading


def chosen(reading: Reading, reader: Reader) -> Reading:
    """The reading of a date asked for, with the other one said."""
    if reading.other is None:
        return reading
    if reader.other_reading and not reader.kind_doubted:
        reading = reading._replace(day=reading.other, other=reading.day)
    if reading.other and reader.alternative is None:
        reader.alternative = short_day(reading.other, reader.moment.today)
        reader.note(f"Tab: {reader.alternative}")
    return reading


def who(kind: RecordKind, mentioned: Mentioned, reader: Reader) -> Persons:
    """The people of a record of this kind; a refusal where they do not fit."""
    if mentioned.choices:
        if not reader.choices:
            reader.choices = mentioned.choices
            reader.choice_span = mentioned.choice_span
        # Asked before anything else: without the person the rest may not be known.
        reader.refusal = _which(reader.choices)
        return ()
    people = tuple(reader.known(person) for person in mentioned.people)
    if kind in PAIR_KINDS:
        return _pair(kind, people, reader)
    people = people or reader.inherited
    if len(people) > 1 and kind not in PAST_KINDS:
        reader.refuse(ONE_PERSON[kind])
    if not people and kind in NO_PERSON and not reader.choices:
        reader.refuse(NO_PERSON[kind])
    return people


def _pair(kind: RecordKind, people: Persons, reader: Reader) -> Persons:
    """Two people; the one of the row stands before the one that is named."""
    if len(people) < 2 and len(reader.inherited) == 1 and reader.inherited != people:
        people = reader.inherited + people
    if not people and len(reader.inherited) == 2:
        people = reader.inherited
    if len(people) != 2:
        reader.refuse(TWO_PEOPLE[kind])
    return people


def _which(choices: Sequence[PersonRef]) -> str:
    names = ", ".join(person.name for person in choices[:_AMBIGUOUS_SHOWN])
    more = len(choices) - _AMBIGUOUS_SHOWN
    return f"which person? {names}" + (f" and {more} more" if more > 0 else "")


def text_of(line: str, tokens: Sequence[Token]) -> str:
    """The words that were not read as anything else; line breaks between them stay."""
    text = ""
    end = tokens[0].start if tokens else 0
    for token in tokens:
        gap = "\n" if "\n" in line[end : token.start] else " "
        end = token.end
        if token.in_text:
            text += (gap if text else "") + token.text
    return clean(text).strip()


def with_default_day(record: Record, notes: Sequence[str], reader: Reader) -> Record:
    """The record with the day it has where the line says none, and with notes on its day."""
    today, working_days = reader.moment.today, reader.moment.working_days
    if record.due is not None:
        if record.kind not in PAST_KINDS and record.recurrence is None:
            note_day(record.due, reader)
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


def note_day(due: date, reader: Reader) -> None:
    """Say what is odd about the day."""
    today, working_days = reader.moment.today, reader.moment.working_days
    late = (today - due).days
    if late > 0:
        reader.note(f"{late} {'day' if late == 1 else 'days'} overdue")
    if late == -7:
        reader.note("a week today")
    if due.year > today.year:
        reader.note("next year" if due.year == today.year + 1 else str(due.year))
    if late <= 0 and due.weekday() not in working_days:
        reader.note("weekend" if due.weekday() >= 5 else "not a working day")
