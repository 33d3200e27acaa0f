"""The people of a vdir: vCards on one side, people on the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from peer_tui.clock import today as today_of
from peer_tui.domain.people import ContactPoint, DateKind, ImportantDate, Person, Tag
from peer_tui.interchange.apply import card_row
from peer_tui.interchange.exported_people import exported_people
from peer_tui.interchange.kept_cards import KeptCard
from peer_tui.interchange.known_people import StoredPeople
from peer_tui.interchange.plan import Planned, Verdict, make_plan
from peer_tui.interchange.planned import with_normalised_phones
from peer_tui.interchange.records import CONTENT_UID, ContactRecord
from peer_tui.interchange.vcard import SOURCE, read_vcards
from peer_tui.interchange.vcard_writer import seen, write_card
from peer_tui.interchange.vcard_writer_properties import rhythm_line
from peer_tui.interchange.vdir_fields import (
    Digests,
    Merge,
    digest_of,
    digests,
    merged_parts,
    packed_digests,
)
from peer_tui.interchange.vdir_folder import PEOPLE
from peer_tui.interchange.vdir_removal import remove_person
from peer_tui.interchange.vdir_side import Ours, Theirs, Unreadable
from peer_tui.services.people import save_person
from peer_tui.services.person_rows import insert_person
from peer_tui.storage.models import SourceCard
from peer_tui.storage.queries.person import person as read_person

if TYPE_CHECKING:
    from peer_tui.storage.journal import Transaction
    from peer_tui.storage.reader import Reader
    from peer_tui.storage.store import Store

_TEXTS = (
    *("name", "prefix", "given", "additional", "family", "suffix", "nickname", "organisation"),
    *("job_title", "met_on", "met_through", "time_zone", "language", "notes"),
)
_VERSION = re.compile(r"^VERSION[^:\n]*:[ \t]*([0-9.]+)", re.IGNORECASE | re.MULTILINE)
_OFTEN_DROPPED = frozenset({"language", "time_zone"})
Part = ContactPoint | Tag | ImportantDate


def person_digests(person: Person) -> Digests:
    """What a vCard can say of the person."""
    said = seen(person)
    values: dict[str, Iterable[str]] = {name: [getattr(said, name)] for name in _TEXTS}
    for name in ("contact_points", "tags", "dates"):
        values[name] = [_words(part) for part in getattr(said, name)]
    return digests(values | {"rhythm": rhythm_line(person.rhythm)})


def _words(part: Part) -> str:
    return repr(replace(part, id=None))


def _part_digest(part: Part) -> str:
    """The digest of a part as a vCard says it."""
    if isinstance(part, ContactPoint):
        points = seen(Person("x", contact_points=(part,))).contact_points
        return digest_of(_words(points[0])) if points else ""
    return digest_of(_words(part))


def _id_of(ref: str) -> int:
    return int(ref.partition(":")[2])


class KnownByUid(StoredPeople):
    """The people who are there, found by the UID we gave them as well."""

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader)
        self._own: dict[str, int] = dict(reader.rows("SELECT uid, id FROM person"))

    def by_uid(self, source: str, uid: str) -> int | None:
        """See `KnownPeople`."""
        found = self._own.get(uid) if source == SOURCE else None
        return super().by_uid(source, uid) if found is None else found

    def cards_of(self, source: str, uid: str) -> Sequence[KeptCard]:
        """Unknown: a file is compared field by field."""
        return ()


class PeopleSide:
    """See `vdir_side.Side`."""

    collection = PEOPLE
    lists = frozenset({"contact_points", "tags", "dates"})
    one_way = frozenset({"rhythm"})
    needed = one_way

    def __init__(self, store: Store, region: str = "") -> None:
        self._store = store
        self._region = region
        self.rows: dict[str, Ours] = {}
        self.settled_by: dict[str, str] = {}

    def load(self) -> None:
        """See `Side`."""
        reader = self._store.reader
        ids = [row[0] for row in reader.rows("SELECT id FROM person ORDER BY id")]
        self.rows = {}
        for each in exported_people(reader, ids):
            person = each.person
            ref = f"person:{person.id}"
            revision = packed_digests(person_digests(person))
            self.rows[ref] = Ours(ref, person.name, person.uid, revision)

    def is_over(self, ref: str) -> bool:
        """See `Side`: a person is never over."""
        return False

    def is_obsolete(self, ref: str) -> bool:
        """See `Side`: a person always has a card."""
        return False

    def read(self, data: bytes, key: str) -> Theirs:
        """See `Side`."""
        found = read_vcards(data, key)
        if len(found.records) + len(found.skipped) > 1:
            raise Unreadable("it holds several contacts, and a file of a vdir holds one")
        if found.skipped:
            raise Unreadable(found.skipped[0].what)
        if not found.records:
            raise Unreadable("it holds no contact")
        record = found.records[0]
        problems = tuple(problem.what for problem in found.problems)
        return Theirs(key, record.uid, record.person.name, record, problems)

    def digests(self, theirs: Theirs, ref: str, base: Digests) -> Digests:
        """See `Side`."""
        found = person_digests(_record(theirs).person)
        # Many programs drop what they have no field for: that is no change.
        return {name: base[name] for name in _OFTEN_DROPPED & set(base)} | found

    def find(self, new: list[Theirs], bound: frozenset[str]) -> Iterator[tuple[Theirs, str, str]]:
        """See `Side`: by UID, else by e-mail address or phone number where the names agree."""
        known = KnownByUid(self._store.reader)
        plan = make_plan([_record(each) for each in new], known, self._region)
        taken = set(bound)
        for each, planned in zip(new, plan.planned, strict=True):
            ref = "" if planned.person_id is None else f"person:{planned.person_id}"
            if planned.verdict is Verdict.SKIPPED:
                yield each, "", planned.reason
            elif planned.into is not None or ref in taken:
                other = plan.planned[planned.into].record.person.name if planned.into is not None \
                    else self.rows[ref].name  # fmt: skip
                yield each, "", f"{other} has a file already, and this is about the same person"
            else:
                taken |= {ref} - {""}
                yield each, ref, ""

    def check(self, theirs: Theirs, ref: str, found: Merge, base: Digests) -> None:
        """See `Side`: a person has one birthday."""
        if "dates" not in found.joins:
            return
        known = set(base.get("dates", ()))
        mine = _birthdays(self._person(ref)) - known
        other = _birthdays(_record(theirs).person) - known
        if mine and other and mine != other:
            found.joins.remove("dates")
            found.conflicts.append("dates")

    def add(self, transaction: Transaction, theirs: Theirs) -> str:
        """See `Side`."""
        record = _record(theirs)
        person = with_normalised_phones(record.person, self._region)
        person_id = insert_person(transaction, person, today_of(self._store.clock))
        self._keep_card(transaction, record, person_id)
        return f"person:{person_id}"

    def change(
        self, transaction: Transaction, theirs: Theirs, ref: str, found: Merge, base: Digests
    ) -> None:
        """See `Side`."""
        record, person_id = _record(theirs), _id_of(ref)
        current = read_person(transaction.reader, person_id)
        if current is None:
            return
        person = _followed(current, record.person, found, base)
        person = with_normalised_phones(person, self._region)
        save_person(transaction, person_id, person, today_of(self._store.clock))
        self._keep_card(transaction, record, person_id)

    def claims(self, theirs: Theirs, ref: str, found: Merge) -> dict[tuple[str, str], object]:
        """See `Side`: a person has one file."""
        return {}

    def take_out(self, transaction: Transaction, ref: str) -> str:
        """See `Side`."""
        return remove_person(transaction, _id_of(ref))

    def text(self, ref: str, theirs: Theirs | None, names: Iterable[str], used: set[str]) -> bytes:
        """See `Side`: the writer compares line by line itself, so it needs no names."""
        exported = next(iter(exported_people(self._store.reader, [_id_of(ref)])))
        version = "4.0"
        if theirs is not None:
            exported = replace(exported, card=_record(theirs).raw)
            found = _VERSION.search(exported.card)
            version = "4.0" if found and found[1] == "4.0" else "3.0"
        elif exported.card and self.read(exported.card.encode(), "").uid in used:
            exported = replace(exported, card="")
        return write_card(exported, version).encode("utf-8", "replace")

    def _person(self, ref: str) -> Person:
        return read_person(self._store.reader, _id_of(ref)) or Person("")

    def _keep_card(self, transaction: Transaction, record: ContactRecord, person_id: int) -> None:
        row = card_row(Planned(record, Verdict.SAME), person_id)
        there = transaction.query(
            "SELECT id FROM source_card WHERE source = ? AND uid = ? AND person_id = ?",
            (SOURCE, record.uid, person_id),
        )
        if there and not record.uid.startswith(CONTENT_UID):
            transaction.update(SourceCard, there[-1]["id"], row)
        else:
            transaction.insert(SourceCard, row)


def _record(theirs: Theirs) -> ContactRecord:
    assert isinstance(theirs.content, ContactRecord)
    return theirs.content


def _birthdays(person: Person) -> set[str]:
    return {_part_digest(replace(each, id=None)) for each in person.dates
            if each.kind is DateKind.BIRTHDAY}  # fmt: skip


def _followed(current: Person, theirs: Person, found: Merge, base: Digests) -> Person:
    """The person, following the file in the fields of the merge; what no file can say stays."""
    changes: dict[str, Any] = {}
    for name in (*found.takes, *found.joins):
        if name in _TEXTS:
            changes[name] = getattr(theirs, name)
    for name in PeopleSide.lists & {*found.takes, *found.joins}:
        parts: tuple[Part, ...] = merged_parts(
            getattr(current, name),
            getattr(theirs, name),
            base.get(name, ()),
            lambda part: _part_digest(replace(part, id=None)),
            in_their_order=name in found.takes,
        )
        if name == "dates" and _birthdays(theirs):
            wanted = _birthdays(theirs) if name in found.takes else None
            parts = tuple(each for each in parts if wanted is None or _stays(each, wanted))
        changes[name] = parts
    return replace(current, **changes)


def _stays(part: Part, birthdays: set[str]) -> bool:
    is_birthday = isinstance(part, ImportantDate) and part.kind is DateKind.BIRTHDAY
    return not is_birthday or _part_digest(replace(part, id=None)) in birthdays
