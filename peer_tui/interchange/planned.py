"""What is to become of each record, kept in little room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import overload

from peer_tui.domain.people import ContactKind, Person
from peer_tui.interchange.packed import PackedList, pack, unpack
from peer_tui.interchange.phones import normalise_phone
from peer_tui.interchange.records import ContactRecord, ItemRecord


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
class PlannedItem:
    """An entry of the history, a promise or a follow-up to be written, and whom it is about."""

    record: ItemRecord
    person_ids: tuple[int, ...] = ()
    """People who are there already."""
    positions: tuple[int, ...] = ()
    """People whom the plan makes: the positions of their records."""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A record of the plan in the words of a list."""

    position: int
    verdict: Verdict
    name: str
    reason: str


def with_normalised_phones(person: Person, region: str) -> Person:
    """The person with an E.164 form beside every phone number that has a possible one."""
    points = tuple(
        replace(point, normalised=normalise_phone(point.value, region))
        if point.kind is ContactKind.PHONE and not point.normalised
        else point
        for point in person.contact_points
    )
    return replace(person, contact_points=points)


class PlannedRecords(Sequence[Planned]):
    """The records of a plan in order; each is put together when it is asked for."""

    def __init__(self, records: Sequence[ContactRecord], region: str = "") -> None:
        self._records = records
        self._region = region
        self._verdicts: list[Verdict] = []
        self._person_ids: list[int | None] = []
        self._reasons: list[str] = []
        self._names: list[str] = []
        self._uids: dict[int, str] = {}
        """UIDs that are not those of the file."""
        self._into: dict[int, int] = {}
        self._counts: Counter[Verdict] = Counter()
        self._hanging: dict[int, list[int]] = {}
        """Positions of records joined to a new person, by the position of that one."""
        self.possible_duplicates = 0
        """New people who share an address or a number with somebody of another name."""
        self._merged: dict[int, bytes] = {}
        """People to save that are not just their record, packed."""

    def add(self, planned: Planned) -> None:
        """Plan the next record. A new person without `merged` is saved as the record is."""
        position, record = len(self._verdicts), planned.record
        self._verdicts.append(planned.verdict)
        self._person_ids.append(planned.person_id)
        self._reasons.append(planned.reason)
        self._names.append(record.person.name)
        self._counts[planned.verdict] += 1
        self.possible_duplicates += planned.verdict is Verdict.NEW and bool(planned.reason)
        if planned.into is not None:
            self._into[position] = planned.into
            self._hanging.setdefault(planned.into, []).append(position)
        if planned.merged is not None:
            self._merged[position] = pack(planned.merged)

    def rename(self, uid: str) -> None:
        """Keep the next record by this UID and not by the file's."""
        self._uids[len(self._verdicts)] = uid

    def merge(self, position: int, person: Person) -> None:
        """Save this person in the place of what was planned."""
        self._merged[position] = pack(person)

    def merged(self, position: int) -> Person | None:
        """The person to save for the record at this position."""
        if position in self._merged:
            person: Person = unpack(self._merged[position])
            return person
        if self._verdicts[position] is not Verdict.NEW:
            return None
        return with_normalised_phones(self._records[position].person, self._region)

    def count(self, value: object) -> int:
        """How many records have this verdict."""
        return self._counts[value] if isinstance(value, Verdict) else 0

    def without(self, positions: Collection[int]) -> dict[Verdict, int]:
        """How many records of each verdict stay when these and what hangs on them are left out."""
        gone = set(positions)
        for position in positions:
            gone.update(self._hanging.get(position, ()))
        verdicts = Counter(self._verdicts[at] for at in gone)
        return {verdict: self._counts[verdict] - verdicts[verdict] for verdict in Verdict}

    def people(self, leave_out: Collection[int] = ()) -> tuple[dict[Verdict, int], int]:
        """How many people are new, changed or the same, and of how many records that is told.

        `leave_out`: positions of records; what hangs on them is left out too.
        """
        gone = set(leave_out)
        changed: set[int] = set()
        same: set[int] = set()
        new = records = 0
        for position, verdict in enumerate(self._verdicts):
            if position in gone or self._into.get(position) in gone:
                continue
            records += verdict is not Verdict.SKIPPED
            new += verdict is Verdict.NEW
            if (person_id := self._person_ids[position]) is not None:
                (changed if verdict is Verdict.CHANGED else same).add(person_id)
        counts = {
            Verdict.NEW: new,
            Verdict.CHANGED: len(changed),
            Verdict.SAME: len(same - changed),
        }
        return counts, records

    def written(self) -> set[int]:
        """The positions of those who are new or changed."""
        return {
            position
            for position, verdict in enumerate(self._verdicts)
            if verdict is Verdict.NEW or verdict is Verdict.CHANGED
        }

    @property
    def saves_anybody(self) -> bool:
        """Whether some person is new or changed."""
        return bool(self._counts[Verdict.NEW] or self._counts[Verdict.CHANGED])

    def lines(self) -> Iterator[PlanLine]:
        """Every record in words, without unpacking any."""
        rows = zip(self._verdicts, self._names, self._reasons, strict=True)
        for position, (verdict, name, reason) in enumerate(rows):
            yield PlanLine(position, verdict, name, reason)

    def __len__(self) -> int:
        return len(self._verdicts)

    def _planned(self, position: int, record: ContactRecord) -> Planned:
        if position in self._uids:
            record = replace(record, uid=self._uids[position])
        return Planned(
            record,
            self._verdicts[position],
            self._person_ids[position],
            self._reasons[position],
            self.merged(position),
            self._into.get(position),
        )

    def __iter__(self) -> Iterator[Planned]:
        for position, record in zip(range(len(self)), self._records, strict=False):
            yield self._planned(position, record)

    @overload
    def __getitem__(self, at: int) -> Planned: ...
    @overload
    def __getitem__(self, at: slice) -> list[Planned]: ...
    def __getitem__(self, at: int | slice) -> Planned | list[Planned]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        position = at + len(self) if at < 0 else at
        if not 0 <= position < len(self):
            raise IndexError(at)
        return self._planned(position, self._records[position])


@dataclass(slots=True)
class ImportPlan:
    """What an import would do, record by record in the order of the files."""

    planned: PlannedRecords
    items: PackedList[PlannedItem] = field(default_factory=PackedList)
    """What is to be written beside the people."""
    same_items: int = 0
    """Entries, promises and follow-ups that are there already."""
    left_out: dict[str, int] = field(default_factory=dict)
    """Those that are left out: how many, by reason in words."""
    differing: set[int] = field(default_factory=set)
    """People of whom a record says something else than what stands here, and stays."""
    repeated: set[tuple[str, str]] = field(default_factory=set)
    """Source and UID of what stands more than once in the files."""

    def count(self, verdict: Verdict) -> int:
        """How many records have this verdict."""
        return self.planned.count(verdict)

    @property
    def possible_duplicates(self) -> int:
        """How many new people share an address or a number with somebody of another name."""
        return self.planned.possible_duplicates

    def lines(self) -> Iterator[PlanLine]:
        """Every record in words, for a list; fast, however many there are."""
        return self.planned.lines()

    @property
    def is_empty(self) -> bool:
        """Whether the files held nothing that a plan is about."""
        return not (self.planned or self.items or self.same_items)

    @property
    def changes_anything(self) -> bool:
        """Whether applying the plan would create or change anything."""
        return self.planned.saves_anybody or bool(self.items)
