"""Saving what a quick-add line says: the whole line is one act."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.follow_ups import Purpose, RecursFrom, purpose_of
from peer_tui.domain.history import InteractionKind, Side
from peer_tui.domain.needs import NeedDraft
from peer_tui.domain.people import ContactKind, ContactPoint, Person, Tag
from peer_tui.domain.quick_add import NewPerson, PersonRef, QuickAdd, Record, RecordKind
from peer_tui.domain.quick_add_record import TOLD_KINDS, WISH_KINDS
from peer_tui.domain.rhythm import rhythm_words
from peer_tui.domain.rhythm_phrases import NO_RHYTHMS, with_role_rhythm
from peer_tui.domain.text import fold
from peer_tui.errors import UsageError
from peer_tui.services import introductions, invitations
from peer_tui.services.add_words import describe
from peer_tui.services.default_day import SnoozeRules
from peer_tui.services.item_words import done_words
from peer_tui.services.items import DEFAULT_RULES, Entry, close_items, write_entry
from peer_tui.services.kindness import write_kindness
from peer_tui.services.needs import write_need
from peer_tui.services.outcome import Outcome
from peer_tui.services.person_rows import insert_person
from peer_tui.services.relations import write_relation
from peer_tui.services.stories import write_story
from peer_tui.services.wishes import write_wish
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
    rhythms: Mapping[str, str] = NO_RHYTHMS,
    rules: SnoozeRules = DEFAULT_RULES,
) -> Outcome:
    """Save every record of a line, with the people it creates, in one undo step.

    Steps after the first are tied to the entry of the history before them, and a promise of mine
    to the need before it. `closes` are the items of the queue that the first entry is done with.
    `rhythms`: those that come with a role, by the name of a tag. `rules`: which days suit, for what
    is asked after a promise was kept. Raises UsageError when the line
    is refused, or creates people and `allow_new` is not given.
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
        saver = _Saver(transaction, now, rhythms)
        saved = saver.save(quick_add.records)
        comes_next = close_items(transaction, closes, saved[0], now, rules)
        is_new = transaction.has_changes
    if not is_new:
        return Outcome(f"Kept already: {words}.", frozenset(), saved)
    said = f"{'; '.join([label, *saver.given])}.{comes_next}"
    return Outcome(said, ids=saved)


def refusal_of(reader: Reader, quick_add: QuickAdd, today: date) -> str:
    """Why a line would not be saved, in a sentence: as it reads, or as things stand; "" if it is.

    Whom a line creates has nothing open yet.
    """
    if quick_add.refusal is not None:
        return quick_add.refusal
    for record in quick_add.records:
        people = [each for each in record.people if isinstance(each, PersonRef)]
        why_not = ""
        if record.kind is RecordKind.INVITATION and people:
            why_not = invitations.blocked(reader, people[0].id, people[0].name, today)
        elif record.kind is RecordKind.INTRODUCTION and len(people) > 1:
            one, other = people
            pair = f"{one.name} and {other.name}"
            why_not = introductions.blocked(reader, one.id, other.id, pair)
        if why_not:
            return why_not
    return ""


class _Saver:
    """Saves the records of one line, in order."""

    def __init__(self, transaction: Transaction, now: datetime, rhythms: Mapping[str, str]) -> None:
        self._transaction = transaction
        self._now = now
        self._rhythms = rhythms
        self.given: list[str] = []
        """The rhythms that came with a role, in words."""
        self._new: dict[str, int] = {}
        self._interaction_id: int | None = None
        self._needs: dict[int, int] = {}
        """The last need of a person on this line."""

    def save(self, records: Sequence[Record]) -> tuple[int, ...]:
        # Whoever is described on this line is not made by name alone before.
        described = {
            number: self._add_person(record)
            for number, record in enumerate(records)
            if record.kind is RecordKind.PERSON
        }
        return tuple(
            described[number] if number in described else self._save_one(record)
            for number, record in enumerate(records)
        )

    def _save_one(self, record: Record) -> int:
        people = [self._person_id(person) for person in record.people]
        if record.kind in (RecordKind.INTERACTION, RecordKind.NOTE):
            self._interaction_id = write_entry(self._transaction, self._entry(record), people)
            return self._interaction_id
        if record.kind in TOLD_KINDS:
            self._interaction_id = self._told(record, people)
            return self._interaction_id
        if record.kind is RecordKind.FOLLOW_UP:
            return self._transaction.insert(FollowUp, self._follow_up(record, people))
        if record.kind in (RecordKind.PROMISE_MINE, RecordKind.PROMISE_THEIRS):
            return self._transaction.insert(Promise, self._promise(record, people[0]))
        return self._other(record, people)

    def _told(self, record: Record, people: Sequence[int]) -> int:
        at, tags = self._moment(record), " ".join(record.tags)
        if record.kind is RecordKind.STORY:
            return write_story(
                self._transaction,
                people,
                record.text,
                aspect=record.aspect,
                at=at,
                ask_on=record.ask_on,
                may_share=record.may_share,
                channel=str(record.channel),
                tags=tags,
            )
        side = Side.THEIRS if record.kind is RecordKind.THANKS else Side.MINE
        return write_kindness(
            self._transaction,
            people,
            record.text,
            side=side,
            at=at,
            channel=str(record.channel),
            tags=tags,
        )

    def _other(self, record: Record, people: Sequence[int]) -> int:
        transaction, today = self._transaction, self._now.date()
        if record.kind in WISH_KINDS and record.wish is not None:
            return write_wish(transaction, people[0], record.wish, today)
        if record.kind is RecordKind.NEED:
            draft = NeedDraft(
                people[0],
                record.text,
                record.due,
                record.i_give,
                record.they_give,
                self._interaction_id,
            )
            need_id = write_need(transaction, draft, today)
            self._needs[people[0]] = need_id
            return need_id
        if record.kind is RecordKind.INVITATION and record.invitation is not None:
            kind = record.invitation
            return invitations.write_invitation(transaction, people[0], kind, record.text, today)
        one, other = people
        if record.kind is RecordKind.RELATION and record.tie is not None:
            return write_relation(transaction, one, other, *record.tie)
        return introductions.write_introduction(transaction, one, other, record.text, today)

    def _add_person(self, record: Record) -> int:
        person = Person(
            record.text,
            contact_points=tuple(_normalised(point) for point in record.contact_points),
            tags=tuple(Tag(name) for name in record.tags),
        )
        plain, person = person, with_role_rhythm(person, person.tags, self._rhythms)
        if person.rhythm != plain.rhythm:
            self.given.append(f"in touch {rhythm_words(person.rhythm)}")
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
            "need_id": self._needs.get(person_id) if mine else None,
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
