"""Saving what a quick-add line says: the whole line is one act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.calendar_days import day_text, relative
from peer_tui.domain.follow_ups import Purpose, RecursFrom, purpose_of
from peer_tui.domain.history import InteractionKind, Side
from peer_tui.domain.people import ContactKind, ContactPoint, Person, Tag
from peer_tui.domain.quick_add import NewPerson, PersonRef, QuickAdd, Record, RecordKind
from peer_tui.domain.text import fold
from peer_tui.errors import UsageError
from peer_tui.services.items import Entry, close_items, done_words, write_entry
from peer_tui.services.outcome import Outcome
from peer_tui.services.person_rows import insert_person
from peer_tui.storage.journal import Transaction, Values
from peer_tui.storage.models import FollowUp, Promise
from peer_tui.storage.queries.people import names_matching
from peer_tui.storage.reader import Reader
from peer_tui.storage.store import Store

NOON = time(12)
"""When something happened of which only the day is known."""
MOST_CANDIDATES = 50
"""How many people one typed name is compared with."""


def known_people(reader: Reader) -> Callable[[str], Sequence[PersonRef]]:
    """Who a typed part of a name may mean, for `domain.quick_add.parse`."""

    def people(fragment: str) -> Sequence[PersonRef]:
        found = names_matching(reader, fragment, MOST_CANDIDATES)
        return [PersonRef(id_, name) for id_, name in found]

    return people


def save(
    store: Store,
    quick_add: QuickAdd,
    *,
    allow_new: bool,
    closes: Sequence[AgendaItem] = (),
) -> Outcome:
    """Save every record of a line, with the people it creates, in one undo step.

    Steps after the first are tied to the entry of the history before them. `closes` are the
    items of the queue that the first entry is done with. Raises UsageError
    when the line is refused, or creates people and `allow_new` is not given.
    """
    if quick_add.refusal is not None:
        raise UsageError(f"Not saved: {quick_add.refusal}")
    if quick_add.new_people and not allow_new:
        names = " and ".join(quick_add.new_people)
        raise UsageError(f"Nobody is called {names} yet, so nothing was saved.")
    now = store.clock.now()
    words = "; ".join(describe(record, now.date()) for record in quick_add.records)
    label = words[:1].upper() + words[1:]
    if closes:
        label = f"{done_words(closes)}; {words}"
    with store.transaction("log" if closes else "add", label) as transaction:
        saved = _Saver(transaction, now).save(quick_add.records)
        close_items(transaction, closes, saved[0], now)
    return Outcome(f"{label}.", ids=saved)


def describe(record: Record, today: date) -> str:
    """The record in words: `promise to Maria Lopez: send quote, Fri 20 Nov`."""
    who = " and ".join(person.name for person in record.people)
    if record.kind is RecordKind.PERSON:
        return f"added {record.text}"
    if record.kind in (RecordKind.INTERACTION, RecordKind.NOTE):
        note = "note on" if record.kind is RecordKind.NOTE else "history with"
        return f"{note} {who}: {record.text}, {_when(record, today)}"
    heads = {
        RecordKind.PROMISE_MINE: f"promise to {who}",
        RecordKind.PROMISE_THEIRS: f"promise from {who}",
        RecordKind.FOLLOW_UP: f"follow-up with {who}" if who else "follow-up",
    }
    return f"{heads[record.kind]}: {record.text}, {_when(record, today)}"


def _when(record: Record, today: date) -> str:
    if record.due is None:
        return "no date"
    near = record.kind in (RecordKind.INTERACTION, RecordKind.NOTE)
    day = relative(record.due, today) if near else day_text(record.due)
    if not near and record.due.year != today.year:
        day += f" {record.due.year}"
    at = f" {record.time:%H:%M}" if record.time else ""
    every = f", {record.recurrence.words}" if record.recurrence else ""
    return f"{day}{at}{every}"


class _Saver:
    """Saves the records of one line, in order."""

    def __init__(self, transaction: Transaction, now: datetime) -> None:
        self._transaction = transaction
        self._now = now
        self._new: dict[str, int] = {}
        self._interaction_id: int | None = None

    def save(self, records: Sequence[Record]) -> tuple[int, ...]:
        return tuple(self._save_one(record) for record in records)

    def _save_one(self, record: Record) -> int:
        if record.kind is RecordKind.PERSON:
            return self._add_person(record)
        people = [self._person_id(person) for person in record.people]
        if record.kind in (RecordKind.INTERACTION, RecordKind.NOTE):
            self._interaction_id = write_entry(self._transaction, self._entry(record), people)
            return self._interaction_id
        if record.kind is RecordKind.FOLLOW_UP:
            return self._transaction.insert(FollowUp, self._follow_up(record, people))
        return self._transaction.insert(Promise, self._promise(record, people[0]))

    def _add_person(self, record: Record) -> int:
        person = Person(
            record.text,
            contact_points=tuple(_normalised(point) for point in record.contact_points),
            tags=tuple(Tag(name) for name in record.tags),
        )
        person_id = insert_person(self._transaction, person, self._now.date())
        self._new[fold(record.text)] = person_id
        return person_id

    def _person_id(self, person: PersonRef | NewPerson) -> int:
        if isinstance(person, PersonRef):
            return person.id
        key = fold(person.name)
        if key not in self._new:
            fresh = Person(person.name)
            self._new[key] = insert_person(self._transaction, fresh, self._now.date())
        return self._new[key]

    def _entry(self, record: Record) -> Entry:
        note = record.kind is RecordKind.NOTE
        kind = InteractionKind.NOTE if note else InteractionKind.CONVERSATION
        tags = " ".join(record.tags)
        return Entry(record.text, self._moment(record), kind, record.channel, tags=tags)

    def _moment(self, record: Record) -> datetime:
        day = record.due or self._now.date()
        if record.time is None and day == self._now.date():
            return self._now
        return datetime.combine(day, record.time or NOON).astimezone()

    def _shared(self, record: Record) -> Values:
        return {
            "text": record.text,
            "due_on": record.due.isoformat() if record.due else None,
            "due_time": record.time.strftime("%H:%M") if record.time else None,
            "channel": str(record.channel),
            "tags": " ".join(record.tags),
            "starred": int(record.starred),
        }

    def _promise(self, record: Record, person_id: int) -> Values:
        mine = record.kind is RecordKind.PROMISE_MINE
        return self._shared(record) | {
            "person_id": person_id,
            "side": str(Side.MINE if mine else Side.THEIRS),
            "made_on": self._now.date().isoformat(),
            "from_interaction_id": self._interaction_id,
        }

    def _follow_up(self, record: Record, people: Sequence[int]) -> Values:
        repeats = record.recurrence
        return self._shared(record) | {
            "person_id": people[0] if people else None,
            "purpose": str(purpose_of(record.text) if people else Purpose.CHECK_IN),
            "recurrence": repeats.rrule if repeats else "",
            "recurs_from": str(repeats.recurs_from if repeats else RecursFrom.DATE),
            "interaction_id": self._interaction_id,
        }


def _normalised(point: ContactPoint) -> ContactPoint:
    if point.kind is ContactKind.EMAIL:
        return replace(point, normalised=point.value.lower())
    return point
