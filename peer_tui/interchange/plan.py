"""What an import would do, decided before anything is written."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol

from peer_tui.domain.people import ContactKind, ContactPoint, Person
from peer_tui.domain.text import fold
from peer_tui.interchange.merging import add_missing, names_agree
from peer_tui.interchange.phones import normalise_phone, phone_digits
from peer_tui.interchange.records import ContactRecord, content_uid

_MOST_CANDIDATES = 20
"""People of one address or number that are looked at; the rest differ as these do."""


class Verdict(StrEnum):
    """What becomes of a record."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Planned:
    """One record and what is to become of it."""

    record: ContactRecord
    """With the UID to keep it by."""
    verdict: Verdict
    person_id: int | None = None
    """Whom it belongs to; None for a new person."""
    reason: str = ""
    """In plain words, such as "adds 1 phone, fills organisation"; may be empty for a new one."""
    merged: Person | None = None
    """The person to save; None when nothing is to be saved."""
    into: int | None = None
    """Position in the plan of the new person that this record was joined to; else None."""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do, record by record in the order of the files."""

    planned: list[Planned] = field(default_factory=list)

    def count(self, verdict: Verdict) -> int:
        """How many records have this verdict."""
        return sum(1 for item in self.planned if item.verdict is verdict)

    @property
    def changes_anything(self) -> bool:
        """Whether applying the plan would create or change a person."""
        return any(item.merged is not None for item in self.planned)


class KnownPeople(Protocol):
    """What planning asks about the people who are there already."""

    def by_uid(self, source: str, uid: str) -> int | None:
        """Whose record this UID of this source is."""

    def by_email(self, email: str) -> Sequence[int]:
        """Everybody with this e-mail address, given in lower case."""

    def by_phone_digits(self, digits: str) -> Sequence[int]:
        """Everybody with a phone number of these `phone_digits`."""

    def raw_hash(self, source: str, uid: str) -> str | None:
        """The `raw_hash` of the record as last imported."""

    def person(self, person_id: int) -> Person:
        """The whole person."""


def raw_hash(raw: str) -> str:
    """What to keep of a record to see that it is unchanged: SHA-256 in hexadecimal."""
    return hashlib.sha256(raw.encode("utf-8", "replace")).hexdigest()


@dataclass(slots=True, eq=False)
class _Someone:
    """A person while the plan is made, with all that was added so far."""

    person: Person
    person_id: int | None
    position: int
    """In the plan, of the record that first named them."""
    line: int = 0


class _Planner:
    def __init__(self, known: KnownPeople, region: str) -> None:
        self._known = known
        self._region = region
        self._planned: list[Planned] = []
        self._by_id: dict[int, _Someone] = {}
        self._by_uid: dict[tuple[str, str], _Someone] = {}
        self._by_key: dict[str, list[_Someone]] = {}
        self._by_key_and_name: dict[tuple[str, str], _Someone] = {}

    def plan(self, records: Iterable[ContactRecord]) -> ImportPlan:
        for record in records:
            if not record.person.name:
                self._planned.append(Planned(record, Verdict.SKIPPED, reason="it has no name"))
                continue
            self._add(record)
        return ImportPlan(self._planned)

    def _prepared(self, point: ContactPoint) -> ContactPoint:
        if point.kind is not ContactKind.PHONE or point.normalised:
            return point
        return replace(point, normalised=normalise_phone(point.value, self._region))

    def _someone(self, person_id: int) -> _Someone:
        if person_id not in self._by_id:
            person = self._known.person(person_id)
            self._by_id[person_id] = _Someone(person, person_id, len(self._planned))
        return self._by_id[person_id]

    def _add(self, record: ContactRecord) -> None:
        earlier = self._by_uid.get((record.source, record.uid))
        if earlier is not None and not names_agree(earlier.person, record.person):
            # Some programs give every contact one UID: the content has to tell them apart.
            record = replace(record, uid=content_uid(f"{record.uid}\n{record.raw}"))
            earlier = self._by_uid.get((record.source, record.uid))
        someone, shared = earlier, ""
        if someone is None:
            person_id = self._known.by_uid(record.source, record.uid)
            if person_id is not None:
                someone = self._someone(person_id)
                if self._known.raw_hash(record.source, record.uid) == raw_hash(record.raw):
                    self._remember(record, someone)
                    reason = "unchanged since the last import"
                    self._planned.append(Planned(record, Verdict.SAME, person_id, reason))
                    return
        if someone is None:
            someone, shared = self._by_contact_point(record.person)
        if someone is None:
            self._create(record, shared)
        else:
            self._join(record, someone)

    def _by_contact_point(self, person: Person) -> tuple[_Someone | None, str]:
        """Who has the same e-mail address or phone and may be the same; else who shares it."""
        shared = ""
        name = fold(person.name)
        for key, shown in _keys(person):
            exact = self._by_key_and_name.get((key, name))
            if exact is not None:
                return exact, ""
            lookup = self._known.by_email if key[0] == "@" else self._known.by_phone_digits
            known = [self._someone(found) for found in lookup(key[1:])[:_MOST_CANDIDATES]]
            for someone in [*self._by_key.get(key, []), *known]:
                if names_agree(someone.person, person):
                    return someone, ""
                shared = shared or f"shares {shown} with {someone.person.name}"
        return None, shared

    def _remember(self, record: ContactRecord, someone: _Someone) -> None:
        self._by_uid[record.source, record.uid] = someone
        name = fold(record.person.name)
        for key, _ in _keys(record.person):
            candidates = self._by_key.setdefault(key, [])
            if len(candidates) < _MOST_CANDIDATES and someone not in candidates:
                candidates.append(someone)
            self._by_key_and_name.setdefault((key, name), someone)

    def _create(self, record: ContactRecord, reason: str) -> None:
        points = tuple(self._prepared(point) for point in record.person.contact_points)
        person = replace(record.person, contact_points=points)
        someone = _Someone(person, None, len(self._planned), record.line)
        self._remember(record, someone)
        self._planned.append(Planned(record, Verdict.NEW, None, reason, person))

    def _join(self, record: ContactRecord, someone: _Someone) -> None:
        """Adds what the record knows to someone of the database or of an earlier record."""
        merged, words = add_missing(someone.person, record.person, self._prepared)
        someone.person = merged
        self._remember(record, someone)
        if someone.person_id is not None:
            verdict = Verdict.CHANGED if words else Verdict.SAME
            saved = merged if words else None
            reason = words or "nothing new"
            self._planned.append(Planned(record, verdict, someone.person_id, reason, saved))
            return
        first = self._planned[someone.position]
        if words:
            self._planned[someone.position] = replace(first, merged=merged)
        where = f"joined to {merged.name} of line {someone.line}"
        reason = f"{where}: {words}" if words else f"{where}: nothing new"
        self._planned.append(Planned(record, Verdict.SAME, None, reason, into=someone.position))


def _keys(person: Person) -> list[tuple[str, str]]:
    """E-mail addresses (after `@`), then phone digits (after `#`), each with how it is typed."""
    emails = [
        (f"@{point.normalised or point.value.lower()}", point.value)
        for point in person.contact_points
        if point.kind is ContactKind.EMAIL
    ]
    phones = [
        (f"#{digits}", point.value)
        for point in person.contact_points
        if point.kind is ContactKind.PHONE and (digits := phone_digits(point.value))
    ]
    return emails + phones


def make_plan(records: Iterable[ContactRecord], known: KnownPeople, region: str = "") -> ImportPlan:
    """What becomes of each record: new, changed, same or skipped.

    A record belongs to the person of its (source, UID), else of its e-mail address, else of
    its phone number; the last two only where the names agree. A name alone never joins two.
    What is known already stays as it is. `region` is the ISO 3166 country code for phone
    numbers without one. Planning the same records on the outcome changes nothing.
    """
    return _Planner(known, region).plan(records)
