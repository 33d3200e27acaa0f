"""Carries out an import plan: one transaction, one undo step.

Stands here and not among the services because it needs the plan, and the services know nothing
of other programs' files.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from peer_tui.clock import today as today_of
from peer_tui.domain.people import Person
from peer_tui.interchange.phones import phone_digits
from peer_tui.interchange.plan import ImportPlan, Planned, Verdict, raw_hash
from peer_tui.services.outcome import Outcome, Topic
from peer_tui.services.person_rows import (
    contact_point_rows,
    important_date_row,
    keep_date_follow_up,
    person_values,
    replace_parts,
    tag_rows,
)
from peer_tui.storage.journal import Transaction, Values
from peer_tui.storage.models import ContactPoint, ImportantDate, SourceCard, Tag
from peer_tui.storage.models import Person as PersonModel
from peer_tui.storage.queries.person import person as read_person
from peer_tui.storage.reader import Reader
from peer_tui.storage.store import Store

CHUNK = 500
"""Rows that are written between two reports of progress."""
TOPICS = frozenset({Topic.PEOPLE, Topic.FOLLOW_UPS})

Progress = Callable[[int, int], None]
"""Told how many of how many records are done."""


class StoredPeople:
    """What planning asks about the people who are there, fetched in three queries."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._cards: dict[tuple[str, str], tuple[int, str]] = {
            (source, uid): (person_id, content_hash)
            for source, uid, person_id, content_hash in reader.rows(
                "SELECT source, uid, person_id, content_hash FROM source_card ORDER BY id"
            )
        }
        self._emails = self._by("email", str.lower)
        self._phones = self._by("phone", phone_digits)

    def _by(self, kind: str, key: Callable[[str], str]) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for person_id, value, normalised in self._reader.rows(
            "SELECT person_id, value, normalised FROM contact_point WHERE kind = ? ORDER BY id",
            (kind,),
        ):
            text = key(normalised if kind == "email" and normalised else value)
            people = found.setdefault(text, [])
            if text and person_id not in people:
                people.append(person_id)
        return found

    def by_uid(self, source: str, uid: str) -> int | None:
        """See `KnownPeople`."""
        card = self._cards.get((source, uid))
        return card[0] if card else None

    def by_email(self, email: str) -> Sequence[int]:
        """See `KnownPeople`."""
        return self._emails.get(email, ())

    def by_phone_digits(self, digits: str) -> Sequence[int]:
        """See `KnownPeople`."""
        return self._phones.get(digits, ())

    def raw_hash(self, source: str, uid: str) -> str | None:
        """See `KnownPeople`."""
        card = self._cards.get((source, uid))
        return card[1] if card else None

    def person(self, person_id: int) -> Person:
        """See `KnownPeople`."""
        found = read_person(self._reader, person_id)
        if found is None:
            raise LookupError(person_id)
        return found


class NoPeople:
    """The people of a database that is not there yet."""

    def by_uid(self, source: str, uid: str) -> int | None:
        """See `KnownPeople`."""
        return None

    def by_email(self, email: str) -> Sequence[int]:
        """See `KnownPeople`."""
        return ()

    def by_phone_digits(self, digits: str) -> Sequence[int]:
        """See `KnownPeople`."""
        return ()

    def raw_hash(self, source: str, uid: str) -> str | None:
        """See `KnownPeople`."""
        return None

    def person(self, person_id: int) -> Person:
        """See `KnownPeople`."""
        raise LookupError(person_id)


def apply(store: Store, plan: ImportPlan, progress: Progress | None = None) -> Outcome:
    """Save the plan. A plan that changes nothing writes nothing, not even a journal entry.

    Raises EditConflict when a person of the plan was removed meanwhile; nothing is written then.
    """
    label = imported_words(plan)
    with store.transaction("import", label) as transaction:
        _Importer(store, transaction, progress or (lambda *_: None)).save(plan.planned)
        written = bool(transaction.touched)
    undo = " u undoes it." if written else " Nothing was written."
    return Outcome(f"{label}.{undo}", TOPICS)


def imported_words(plan: ImportPlan) -> str:
    """`Imported 312 people: 310 new, 2 changed, 0 same`."""
    new, changed, same = (
        plan.count(verdict) for verdict in (Verdict.NEW, Verdict.CHANGED, Verdict.SAME)
    )
    number = new + changed + same
    people = "1 person" if number == 1 else f"{number:,} people"
    return f"Imported {people}: {new:,} new, {changed:,} changed, {same:,} same"


class _Importer:
    """Writes the records of a plan inside a transaction."""

    def __init__(self, store: Store, transaction: Transaction, progress: Progress) -> None:
        self._transaction = transaction
        self._progress = progress
        self._today = today_of(store.clock)
        self._ids: dict[int, int] = {}
        """The person of each position of the plan."""

    def save(self, planned: Sequence[Planned]) -> None:
        new = [(n, item) for n, item in enumerate(planned) if item.verdict is Verdict.NEW]
        for done, chunk in _chunks(new):
            self._progress(done, len(planned))
            self._insert(chunk)
        for position, item in enumerate(planned):
            if item.verdict is Verdict.CHANGED:
                self._change(item)
            if item.person_id is not None:
                self._ids[position] = item.person_id
            elif item.into is not None:
                self._ids[position] = self._ids[item.into]
        self._keep_cards(planned)
        self._progress(len(planned), len(planned))

    def _insert(self, chunk: Sequence[tuple[int, Planned]]) -> None:
        people = [(position, _saved(item)) for position, item in chunk]
        ids = self._transaction.insert_many(
            PersonModel,
            [
                person_values(person) | {"uid": person.uid or str(uuid.uuid4())}
                for _, person in people
            ],
        )
        pairs = [(id_, person) for id_, (_, person) in zip(ids, people, strict=True)]
        self._ids |= {position: id_ for id_, (position, _) in zip(ids, people, strict=True)}
        parts = self._transaction.insert_many
        parts(ContactPoint, [row for id_, one in pairs for row in contact_point_rows(id_, one)])
        parts(Tag, [row for id_, one in pairs for row in tag_rows(id_, one)])
        parts(
            ImportantDate,
            [important_date_row(id_, day) for id_, one in pairs for day in one.dates],
        )

    def _change(self, item: Planned) -> None:
        person, person_id = _saved(item), item.person_id or 0
        transaction = self._transaction
        transaction.update(PersonModel, person_id, person_values(person))
        replace_parts(transaction, ContactPoint, person_id, contact_point_rows(person_id, person))
        replace_parts(transaction, Tag, person_id, tag_rows(person_id, person))
        for day in person.dates:
            if day.id is None:
                row = important_date_row(person_id, day)
                date_id = transaction.insert(ImportantDate, row)
                keep_date_follow_up(transaction, person_id, date_id, day, self._today)

    def _keep_cards(self, planned: Sequence[Planned]) -> None:
        """Keep each record as it came; a newer export of a record takes the place of the older."""
        wanted: dict[tuple[str, str], dict[str, Values]] = {}
        for position, item in enumerate(planned):
            if item.verdict is not Verdict.SKIPPED:
                row = _card(item, self._ids[position])
                wanted.setdefault((row["source"], row["uid"]), {})[row["content_hash"]] = row
        fresh: list[Values] = []
        kept = self._kept_cards()
        for key, rows in wanted.items():
            there = kept.get(key, {})
            missing = [row for content_hash, row in rows.items() if content_hash not in there]
            outdated = [id_ for content_hash, id_ in there.items() if content_hash not in rows]
            for row in missing:
                if outdated:
                    self._transaction.update(SourceCard, outdated.pop(), row)
                else:
                    fresh.append(row)
        for _, chunk in _chunks(fresh):
            self._transaction.insert_many(SourceCard, chunk)

    def _kept_cards(self) -> dict[tuple[str, str], dict[str, int]]:
        kept: dict[tuple[str, str], dict[str, int]] = {}
        for row in self._transaction.query(
            "SELECT id, source, uid, content_hash FROM source_card ORDER BY id"
        ):
            kept.setdefault((row["source"], row["uid"]), {})[row["content_hash"]] = row["id"]
        return kept


def _saved(item: Planned) -> Person:
    return item.merged or item.record.person


def _card(item: Planned, person_id: int) -> Values:
    record = item.record
    content = record.raw.encode("utf-8", "replace").decode()
    return {
        "person_id": person_id,
        "source": record.source,
        "uid": record.uid,
        "content": content,
        "content_hash": raw_hash(record.raw),
    }


def _chunks(rows: Sequence[Any]) -> Iterator[tuple[int, Sequence[Any]]]:
    for start in range(0, len(rows), CHUNK):
        yield start, rows[start : start + CHUNK]
