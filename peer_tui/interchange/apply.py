"""Carries out an import plan: one transaction, one undo step.

Stands here and not among the services because it needs the plan, and the services know nothing
of other programs' files.
"""

from __future__ import annotations

import uuid
from array import array
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from peer_tui.clock import today as today_of
from peer_tui.domain.people import Person
from peer_tui.domain.people import Tag as TagValue
from peer_tui.domain.text import fold
from peer_tui.interchange.apply_items import ItemWriter
from peer_tui.interchange.kept_cards import read_hash
from peer_tui.interchange.known_people import NoPeople as NoPeople
from peer_tui.interchange.known_people import StoredPeople as StoredPeople
from peer_tui.interchange.plan import ImportPlan, Planned, Progress, Verdict
from peer_tui.interchange.planned import PlannedItem
from peer_tui.interchange.relations import TieWriter
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
from peer_tui.storage.store import Store

CHUNK = 500
"""Records that are written between two reports of progress."""
TOPICS = frozenset(Topic)
NOBODY = 0
"""The person of a record that makes none."""

Key = tuple[str, str, int]
"""Source and UID of a record, and whom it is about: programs share their numbers."""


def apply(
    store: Store,
    plan: ImportPlan,
    progress: Progress | None = None,
    *,
    leave_out: Collection[int] = (),
    tags: Sequence[str] = (),
) -> Outcome:
    """Save the plan. A plan that changes nothing writes nothing, not even a journal entry.

    `leave_out` are positions of the plan that the owner does not want; what hangs on a new
    person left out is left out too. `tags` are given to everybody new or changed.

    Raises EditConflict when a person of the plan was removed meanwhile; nothing is written then.
    What `progress` raises stops the import, and nothing is written.
    """
    unwanted = frozenset(leave_out)
    with store.transaction("import", "") as transaction:
        importer = _Importer(store, transaction, plan, progress or (lambda *_: None))
        importer.unwanted, importer.tags = unwanted, tuple(TagValue(name) for name in tags)
        importer.save()
        items = importer.save_items()
        transaction.label = label = _label(plan, unwanted, items)
        written = transaction.has_changes
    nothing = "" if written else " Nothing was written."
    return Outcome(f"{label}.{nothing}", TOPICS)


def imported_words(plan: ImportPlan, leave_out: Collection[int] = ()) -> str:
    """`Imported 312 people from 314 records: 310 new, 2 changed, 0 same`."""
    counts, records = plan.planned.people(leave_out)
    number = sum(counts.values())
    people = "1 person" if number == 1 else f"{number:,} people"
    if records > number:
        people = f"{people} from {records:,} records"
    new, changed, same = (counts[each] for each in (Verdict.NEW, Verdict.CHANGED, Verdict.SAME))
    words = f"Imported {people}: {new:,} new, {changed:,} changed, {same:,} same"
    if other := len(plan.differing):
        many = f"{other:,} differ and stay as they were"
        words += " (1 differs and stays as it was)" if other == 1 else f" ({many})"
    return words


def _label(plan: ImportPlan, unwanted: Collection[int], counts: dict[str, int]) -> str:
    """What was imported: people first, unless the files were not about any."""
    words = {
        "history": ("entry of the history", "entries of the history"),
        "promises": ("promise", "promises"),
        "follow_ups": ("follow-up", "follow-ups"),
    }
    items = ", ".join(
        f"{counts[kind]:,} {names[counts[kind] != 1]}"
        for kind, names in words.items()
        if counts[kind]
    )
    if items and not plan.planned:
        return f"Imported {items}"
    if plan.same_items and not plan.planned:
        there = "entry was" if plan.same_items == 1 else "entries were"
        return f"{plan.same_items:,} {there} here already"
    if not plan.planned:
        return "Imported nothing"
    people = imported_words(plan, unwanted)
    return f"{people}; {items}" if items else people


class _Importer:
    """Writes a plan inside a transaction, slice by slice, so that memory stays flat."""

    def __init__(
        self, store: Store, transaction: Transaction, plan: ImportPlan, progress: Progress
    ) -> None:
        self._transaction = transaction
        self._plan = plan
        self._progress = progress
        self._today = today_of(store.clock)
        self._ids = array("q")
        """The person of each position of the plan; NOBODY for none."""
        self._held: dict[Key, dict[str, Values]] = {}
        """Cards of one UID that stands more than once in the files, by content."""
        self._ties = TieWriter(transaction)
        self.unwanted: frozenset[int] = frozenset()
        self.tags: tuple[TagValue, ...] = ()

    def save(self) -> None:
        """Write the people and their cards."""
        of = len(self._plan.planned)
        records = iter(self._plan.planned)
        while chunk := list(islice(records, CHUNK)):
            done = len(self._ids)
            self._progress(done, of)
            self._ids.extend([NOBODY] * len(chunk))
            wanted = [
                (position, item)
                for position, item in enumerate(chunk, start=done)
                if self._is_wanted(position, item)
            ]
            self._insert([each for each in wanted if each[1].verdict is Verdict.NEW])
            for position, item in wanted:
                self._find(position, item)
                if item.record.ties and item.verdict in (Verdict.NEW, Verdict.CHANGED):
                    self._ties.note(self._ids[position], item.record.ties)
            self._keep_cards(wanted)
            self._transaction.flush()
        self._keep_rows(self._held)
        self._ties.write()
        self._progress(of, of)

    def save_items(self) -> dict[str, int]:
        """Write history, promises and follow-ups; how many of each."""
        writer = ItemWriter(self._transaction, self._today)
        items = iter(self._plan.items)
        done = 0
        while chunk := list(islice(items, CHUNK)):
            self._progress(done, len(self._plan.items))
            for item in chunk:
                if people := self._people_of(item):
                    writer.write(item.record, people)
            writer.finish_chunk()
            self._transaction.flush()
            done += len(chunk)
        writer.wake()
        return writer.counts

    def _is_wanted(self, position: int, item: Planned) -> bool:
        return (
            item.verdict is not Verdict.SKIPPED
            and position not in self.unwanted
            and item.into not in self.unwanted
        )

    def _people_of(self, item: PlannedItem) -> list[int]:
        made = (self._ids[position] for position in item.positions)
        found = (*item.person_ids, *(id_ for id_ in made if id_ != NOBODY))
        return list(dict.fromkeys(found))

    def _find(self, position: int, item: Planned) -> None:
        if item.verdict is Verdict.CHANGED:
            self._change(item)
        if item.person_id is not None:
            self._ids[position] = item.person_id
        elif item.into is not None:
            self._ids[position] = self._ids[item.into]

    def _saved(self, item: Planned) -> Person:
        """The person to save, with the tags of this import."""
        person = item.merged or item.record.person
        known = {fold(tag.name) for tag in person.tags}
        more = tuple(tag for tag in self.tags if fold(tag.name) not in known)
        return replace(person, tags=person.tags + more) if more else person

    def _insert(self, chunk: Sequence[tuple[int, Planned]]) -> None:
        people = [(position, self._saved(item)) for position, item in chunk]
        ids = self._transaction.insert_many(
            PersonModel,
            [
                person_values(person) | {"uid": person.uid or str(uuid.uuid4())}
                for _, person in people
            ],
        )
        pairs = [(id_, person) for id_, (_, person) in zip(ids, people, strict=True)]
        for id_, (position, _) in zip(ids, people, strict=True):
            self._ids[position] = id_
        parts = self._transaction.insert_many
        parts(ContactPoint, [row for id_, one in pairs for row in contact_point_rows(id_, one)])
        parts(Tag, [row for id_, one in pairs for row in tag_rows(id_, one)])
        parts(
            ImportantDate,
            [important_date_row(id_, day) for id_, one in pairs for day in one.dates],
        )

    def _change(self, item: Planned) -> None:
        person, person_id = self._saved(item), item.person_id or 0
        transaction = self._transaction
        transaction.update(PersonModel, person_id, person_values(person))
        replace_parts(transaction, ContactPoint, person_id, contact_point_rows(person_id, person))
        replace_parts(transaction, Tag, person_id, tag_rows(person_id, person))
        for day in person.dates:
            if day.id is None:
                row = important_date_row(person_id, day)
                date_id = transaction.insert(ImportantDate, row)
                keep_date_follow_up(transaction, person_id, date_id, day, self._today)

    def _keep_cards(self, chunk: Sequence[tuple[int, Planned]]) -> None:
        """Keep each record as it came; a newer export of a record takes the place of the older."""
        wanted: dict[Key, dict[str, Values]] = {}
        for position, item in chunk:
            row = card_row(item, self._ids[position])
            key = (row["source"], row["uid"], row["person_id"])
            # All cards of one UID have to be known before an older one may go.
            rows = self._held if key[:2] in self._plan.repeated else wanted
            rows.setdefault(key, {})[row["content_hash"]] = row
        self._keep_rows(wanted)

    def _keep_rows(self, wanted: dict[Key, dict[str, Values]]) -> None:
        fresh: list[Values] = []
        kept = self._kept_cards(list(wanted))
        for key, rows in wanted.items():
            there = kept.get(key, {})
            missing = [row for content_hash, row in rows.items() if content_hash not in there]
            outdated = [id_ for content_hash, id_ in there.items() if content_hash not in rows]
            for row in missing:
                if outdated:
                    self._transaction.update(SourceCard, outdated.pop(), row)
                else:
                    fresh.append(row)
        self._transaction.insert_many(SourceCard, fresh)

    def _kept_cards(self, keys: Sequence[Key]) -> dict[Key, dict[str, int]]:
        kept: dict[Key, dict[str, int]] = {}
        for source, uids in _by_source(keys):
            marks = ", ".join("?" * len(uids))
            for row in self._transaction.query(
                "SELECT id, source, uid, person_id, content_hash FROM source_card"
                f" WHERE source = ? AND uid IN ({marks}) ORDER BY id",
                (source, *uids),
            ):
                key = (row["source"], row["uid"], row["person_id"])
                kept.setdefault(key, {})[row["content_hash"]] = row["id"]
        return kept


def _by_source(keys: Sequence[Key]) -> Iterator[tuple[str, list[str]]]:
    """The UIDs of each source, at most `CHUNK` at a time."""
    sources: dict[str, dict[str, None]] = {}
    for source, uid, _person_id in keys:
        sources.setdefault(source, {})[uid] = None
    for source, found in sources.items():
        uids = list(found)
        for start in range(0, len(uids), CHUNK):
            yield source, uids[start : start + CHUNK]


def card_row(item: Planned, person_id: int) -> Values:
    """The record as it is kept beside the person."""
    record = item.record
    content = record.raw.encode("utf-8", "replace").decode()
    return {
        "person_id": person_id,
        "source": record.source,
        "uid": record.uid,
        "content": content,
        "content_hash": read_hash(record),
    }
