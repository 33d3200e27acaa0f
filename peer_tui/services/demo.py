"""Sample data to look around in: always in a file of its own, always relative to today."""

from __future__ import annotations

import random
import uuid
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path

from peer_tui.clock import Clock
from peer_tui.clock import today as today_of
from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.history import Channel, Initiator
from peer_tui.domain.people import (
    ContactKind,
    ContactPoint,
    DateKind,
    ImportantDate,
    PartialDate,
    Person,
    Rhythm,
    RhythmKind,
    Tag,
)
from peer_tui.domain.recurrence import next_occurrence
from peer_tui.domain.text import fold
from peer_tui.errors import DataError
from peer_tui.services.demo_arc import write_arc
from peer_tui.services.demo_connection import write_connection
from peer_tui.services.demo_events import (
    COMING,
    HANDLED,
    HISTORY,
    PROMISES,
    PUT_OFF,
    TALK,
    TODAY,
    Next,
    Owed,
    Told,
)
from peer_tui.services.demo_ledger import write_ledger
from peer_tui.services.demo_people import MAIN, OTHERS, Face
from peer_tui.services.demo_sending import write_sending
from peer_tui.services.demo_standing import write_standing
from peer_tui.services.demo_told import write_told
from peer_tui.services.demo_wishes import BOUNDARIES, PREFERENCES, TIME_ZONES
from peer_tui.services.items import Entry, done, snooze, write_entry
from peer_tui.services.person_rows import insert_person
from peer_tui.storage.journal import Transaction
from peer_tui.storage.models import Boundary, FollowUp, Preference, Promise, PromiseMove
from peer_tui.storage.models import Person as PersonRow
from peer_tui.storage.queries.agenda import queue
from peer_tui.storage.store import Identity, Store, open_store

SEED = 20261118
SAMPLE = "sample"
"""The kind of action that made the sample: undo does not take it back."""
MADE_BEFORE = 6
"""Days between making a promise and its date, in the sample."""


def prepare(
    path: Path,
    clock: Clock,
    identity: Identity,
    *,
    reset: bool = False,
    state_directory: Path | None = None,
) -> Path:
    """The file of the sample data, made when it is not there or when `reset` asks for it anew.

    With the state directory, what this machine remembers of an earlier sample is forgotten.

    Raises DataError when the file at that path is not sample data; it is untouched then.
    """
    if reset and path.exists():
        _remove(path, clock, identity)
    if not path.exists():
        store = open_store(path, clock, identity, state_directory=state_directory)
        try:
            fill(store)
        finally:
            store.close()
    return path


def fill(store: Store) -> None:
    """Write the sample data into an empty database, with a morning's work already done."""
    handled: list[int] = []
    with store.transaction(SAMPLE, "Sample data", kind=SAMPLE) as transaction:
        sample = _Sample(transaction, store.clock.now())
        sample.write_people()
        sample.write_wishes()
        sample.write_history()
        for promise in PROMISES:
            sample.write_promise(promise)
        for follow_up in (*TODAY, *COMING):
            sample.write_follow_up(follow_up)
        handled = [sample.write_follow_up(each) for each in (*HANDLED, PUT_OFF)]
        write_arc(transaction, sample.ids)
        write_ledger(transaction, sample.ids, store.clock.now())
        write_told(transaction, sample.ids, store.clock.now())
        write_connection(transaction, sample.ids, today_of(store.clock))
        write_standing(transaction, sample.ids, today_of(store.clock))
        write_sending(transaction, sample.ids, today_of(store.clock))
    today = today_of(store.clock)
    items = {item.id: item for item in queue(store.reader, today).first(100)}
    morning: list[AgendaItem] = [items[id_] for id_ in handled]
    for item in morning[:-1]:
        done(store, [item])
    snooze(store, morning[-1:])


def _remove(path: Path, clock: Clock, identity: Identity) -> None:
    store = open_store(path, clock, identity)
    try:
        is_sample = store.reader.value("SELECT 1 FROM action WHERE kind = ? LIMIT 1", (SAMPLE,))
        is_empty = not store.reader.value("SELECT 1 FROM action LIMIT 1")
    finally:
        store.close()
    if not (is_sample or is_empty):
        raise DataError(f"{path} is not sample data. Nothing was changed.")
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


class _Sample:
    """Writes the sample inside a transaction."""

    def __init__(self, transaction: Transaction, now: datetime) -> None:
        self._transaction = transaction
        self._today = now.date()
        self._random = random.Random(SEED)
        self._ids: dict[str, int] = {}

    @property
    def ids(self) -> Mapping[str, int]:
        """The ids of the people by name."""
        return self._ids

    def write_people(self) -> None:
        for number, face in enumerate((*MAIN, *OTHERS)):
            person = _person(face, number, self._today, self._random)
            self._ids[face.name] = insert_person(self._transaction, person, self._today)

    def write_wishes(self) -> None:
        for who, zone in TIME_ZONES:
            self._transaction.update(PersonRow, self._ids[who], {"time_zone": zone})
        for agreed in BOUNDARIES:
            self._transaction.insert(
                Boundary,
                {
                    "person_id": self._ids[agreed.who],
                    "side": str(agreed.side),
                    "kind": str(agreed.kind),
                    "value": agreed.value,
                    "agreed_on": self._day_text(-agreed.agreed or None),
                    "until": self._day_text(agreed.until),
                    "sentence": agreed.sentence,
                },
            )
        for asked in PREFERENCES:
            self._transaction.insert(
                Preference,
                {
                    "person_id": self._ids[asked.who],
                    "topic": asked.topic,
                    "stance": str(asked.stance),
                    "said_on": self._day_text(-asked.said or None),
                    "acted_on": None if asked.acted is None else self._day_text(-asked.acted),
                },
            )

    def _day_text(self, days: int | None) -> str | None:
        return None if days is None else self._day(days).isoformat()

    def write_history(self) -> None:
        told = [*HISTORY, *(entry for face in OTHERS for entry in self._small_talk(face))]
        for entry in sorted(told, key=lambda each: -each.days_ago):
            at = datetime.combine(self._day(-entry.days_ago), self._hour()).astimezone()
            written = Entry(entry.text, at, entry.kind, entry.channel, entry.by)
            write_entry(self._transaction, written, [self._ids[entry.who]])

    def _small_talk(self, face: Face) -> list[Told]:
        """Some entries for one of the others, the newest on the day of the last contact."""
        pick = self._random
        days = [face.last]
        for _ in range(pick.randint(2, 11)):
            days.append(days[-1] + pick.randint(9, 140))
        talk = pick.sample(TALK, len(days))
        return [
            Told(face.name, ago, text, Channel(channel), Initiator(by))
            for ago, (text, channel, by) in zip(days, talk, strict=True)
        ]

    def _hour(self) -> time:
        return time(self._random.randint(8, 17), self._random.choice((0, 10, 20, 30, 45)))

    def _day(self, days: int) -> date:
        return self._today + timedelta(days=days)

    def write_promise(self, promise: Owed) -> None:
        due = None if promise.due is None else self._day(promise.due)
        made = self._day((promise.due or 0) - MADE_BEFORE - 3)
        kept = promise.kept
        promise_id = self._transaction.insert(
            Promise,
            {
                "person_id": self._ids[promise.who],
                "side": str(promise.side),
                "text": promise.text,
                "made_on": min(made, self._today).isoformat(),
                "due_on": due.isoformat() if due else None,
                "firmness": "hard" if due else "someday",
                "status": "open" if kept is None else "kept",
                "closed_on": None if kept is None else self._day(-kept).isoformat(),
                "snooze_count": promise.snoozes,
            },
        )
        if promise.moved_from is not None and due is not None:
            old = self._day(promise.moved_from).isoformat()
            self._transaction.insert(
                PromiseMove,
                {
                    "promise_id": promise_id,
                    "moved_on": old,
                    "old_due_on": old,
                    "new_due_on": due.isoformat(),
                    "why": "waiting for the price of the oak",
                },
            )

    def write_follow_up(self, step: Next) -> int:
        due = self._day(step.due)
        if "YEARLY" in step.every:
            due = next_occurrence(step.every, date(2024, 3, 4), self._today)
        return self._transaction.insert(
            FollowUp,
            {
                "person_id": self._ids[step.who],
                "text": step.text,
                "purpose": str(step.purpose),
                "due_on": due.isoformat(),
                "due_time": step.at.strftime("%H:%M") if step.at else None,
                "channel": str(step.channel),
                "recurrence": step.every,
                "snooze_count": step.snoozes,
            },
        )


def _person(face: Face, number: int, today: date, pick: random.Random) -> Person:
    word = fold(face.nickname or face.name.split()[0]).replace("'", "")
    host = "".join(char for char in fold(face.organisation or face.name) if char.isalnum())
    mail = face.mail or f"{word}@{host[:24]}.example"
    phone = f"+44 20 7946 0{101 + number}"
    rhythm = Rhythm(RhythmKind.PERIODIC, face.rhythm) if face.rhythm else Rhythm()
    birthday = face.birthday
    return Person(
        face.name,
        uid=str(uuid.UUID(int=pick.getrandbits(128), version=4)),
        nickname=face.nickname,
        organisation=face.organisation,
        job_title=face.job_title,
        notes=face.notes,
        rhythm=rhythm,
        contact_points=(
            ContactPoint(ContactKind.PHONE, phone, "work", phone.replace(" ", "")),
            ContactPoint(ContactKind.EMAIL, mail, "", mail),
        ),
        tags=tuple(_tag(tag, today) for tag in face.tags),
        dates=(ImportantDate(DateKind.BIRTHDAY, PartialDate(None, *birthday)),) if birthday else (),
    )


def _tag(text: str, today: date) -> Tag:
    name, _, years = text.partition(" since ")
    return Tag(name, str(today.year - int(years)) if years else "")
