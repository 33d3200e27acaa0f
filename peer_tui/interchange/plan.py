"""What an import would do, decided before anything is written."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from peer_tui.domain.people import ContactKind, ContactPoint, Person
from peer_tui.domain.text import fold
from peer_tui.interchange.kept_cards import (
    KeptCard,
    has_shared_number,
    have_in_common,
    is_table,
    is_unchanged,
    keys_of,
    raw_part,
    stands_in,
)
from peer_tui.interchange.kept_cards import raw_hash as raw_hash
from peer_tui.interchange.merging import add_missing, differing, same_name
from peer_tui.interchange.packed import PackedList
from peer_tui.interchange.phones import normalise_phone
from peer_tui.interchange.planned import ImportPlan as ImportPlan
from peer_tui.interchange.planned import Planned as Planned
from peer_tui.interchange.planned import PlannedItem as PlannedItem
from peer_tui.interchange.planned import PlannedRecords
from peer_tui.interchange.planned import Verdict as Verdict
from peer_tui.interchange.records import ContactRecord, ItemRecord, content_uid

NOBODY = "about nobody you have"
"""Why an entry, a promise or a follow-up is left out."""
_MOST_CANDIDATES = 20
"""People of one address or number that are looked at; the rest differ as these do."""

Progress = Callable[[int, int], None]
"""Told how many of how many records are done."""


class KnownPeople(Protocol):
    """What planning asks about the people who are there already."""

    def by_uid(self, source: str, uid: str) -> int | None:
        """Whose record this UID of this source is."""

    def by_email(self, email: str) -> Sequence[int]:
        """Everybody with this e-mail address, given in lower case."""

    def by_phone_digits(self, digits: str) -> Sequence[int]:
        """Everybody with a phone number of these `phone_digits`."""

    def cards_of(self, source: str, uid: str) -> Sequence[KeptCard]:
        """The records of this UID of this source as last imported, the newest last."""

    def card_of(self, raw: str) -> KeptCard | None:
        """The newest record with this `raw_hash`, whatever its source and UID."""

    def contents(self, source: str, uid: str, person_id: int) -> Sequence[str]:
        """The records of this UID that are kept beside the person, as they came."""

    def person(self, person_id: int) -> Person:
        """The whole person."""


@dataclass(slots=True, eq=False)
class _Someone:
    """A person while the plan is made: a name to compare, and where to find the rest."""

    person_id: int | None
    position: int
    """In the plan, of the record that first named them."""
    line: int = 0
    shown: str | None = None
    """The name; None until it is needed."""
    name: str = ""
    """The name, folded."""
    merged_at: int = -1
    """Position in the plan of the person with all that was added so far; -1: nothing yet."""


class _Planner:
    def __init__(
        self, records: Sequence[ContactRecord], known: KnownPeople, region: str, progress: Progress
    ) -> None:
        self._records = records
        self._known = known
        self._region = region
        self._progress = progress
        self._planned = PlannedRecords(records, region)
        self.outcome = ImportPlan(self._planned)
        self._by_id: dict[int, _Someone] = {}
        self._by_uid: dict[tuple[str, str], _Someone] = {}
        self._by_key: dict[str, list[_Someone]] = {}
        self._by_key_and_name: dict[tuple[str, str], _Someone] = {}

    def plan(self) -> None:
        for done, record in enumerate(self._records):
            if done % 1000 == 0:
                self._progress(done, len(self._records))
            if not record.person.name:
                self._planned.add(Planned(record, Verdict.SKIPPED, reason="it has no name"))
                continue
            self._add(record)

    def _prepared(self, point: ContactPoint) -> ContactPoint:
        if point.kind is not ContactKind.PHONE or point.normalised:
            return point
        return replace(point, normalised=normalise_phone(point.value, self._region))

    def _someone(self, person_id: int) -> _Someone:
        if person_id not in self._by_id:
            self._by_id[person_id] = _Someone(person_id, len(self._planned))
        return self._by_id[person_id]

    def _person(self, someone: _Someone) -> Person:
        """The person with all that was added so far."""
        if someone.merged_at >= 0 and (merged := self._planned.merged(someone.merged_at)):
            return merged
        if someone.person_id is not None:
            return self._known.person(someone.person_id)
        return self._planned.merged(someone.position) or self._records[someone.position].person

    def _shown(self, someone: _Someone) -> str:
        if someone.shown is None:
            someone.shown = self._person(someone).name
            someone.name = fold(someone.shown)
        return someone.shown

    def _agrees(self, someone: _Someone, person: Person) -> bool:
        return same_name(self._shown(someone), person.name)

    def _add(self, record: ContactRecord) -> None:
        name = fold(record.person.name)
        earlier = self._by_uid.get((record.source, record.uid))
        kept = None
        if earlier is None:
            kept = self._kept_card(record)
        elif not self._is_that_of(earlier, record):
            kept = self._kept_card(record) if has_shared_number(record) else None
            if kept is None:
                # Some programs give every contact one UID: the content has to tell them apart.
                record = replace(record, uid=content_uid(f"{record.uid}\n{record.raw}"))
                self._planned.rename(record.uid)
            earlier = None if kept else self._by_uid.get((record.source, record.uid))
            kept = kept or (self._kept_card(record) if earlier is None else None)
        if earlier is not None:
            self.outcome.repeated.add((record.source, record.uid))
            self._join(record, earlier, name)
        elif kept is not None and is_unchanged(kept.content_hash, record):
            self._remember(record, self._someone(kept.person_id), name)
            reason = "unchanged since the last import"
            self._planned.add(Planned(record, Verdict.SAME, kept.person_id, reason))
        elif kept is not None:
            self._join(record, self._someone(kept.person_id), name)
        else:
            someone, shared = self._by_contact_point(record.person, name)
            if someone is None:
                self._create(record, shared, name)
            else:
                self._join(record, someone, name)

    def _is_that_of(self, someone: _Someone, record: ContactRecord) -> bool:
        """Whether the record of this UID can be about whom an earlier one of the UID was."""
        if has_shared_number(record):
            return have_in_common(self._person(someone), record.person)
        return self._agrees(someone, record.person)

    def _kept_card(self, record: ContactRecord) -> KeptCard | None:
        """The record as an earlier import kept it, beside whom it belongs to."""
        cards = self._known.cards_of(record.source, record.uid)
        raw = raw_hash(record.raw) if cards or is_table(record.source) else ""
        for card in reversed(cards):
            if raw_part(card.content_hash) == raw:
                return card
        whose = self._known.by_uid(record.source, record.uid)
        found = [*reversed(cards), *([] if whose is None else [KeptCard(whose, "")])]
        for card in found:
            if not has_shared_number(record) or self._is_theirs(card.person_id, record):
                return card
        # The owner may have said since what the columns hold, and so changed source and UID.
        return self._known.card_of(raw) if is_table(record.source) else None

    def _is_theirs(self, person_id: int, record: ContactRecord) -> bool:
        """Whether a number that programs share is that of this person."""
        if have_in_common(self._person(self._someone(person_id)), record.person):
            return True
        contents = self._known.contents(record.source, record.uid, person_id)
        return stands_in(record.person, contents)

    def _by_contact_point(self, person: Person, name: str) -> tuple[_Someone | None, str]:
        """Who has the same e-mail address or phone and may be the same; else who shares it."""
        shared = ""
        for key, shown in keys_of(person):
            here = self._by_key.get(key, [])
            exact = next((each for each in here if each.name == name), None)
            exact = exact or self._by_key_and_name.get((key, name))
            if exact is not None:
                return exact, ""
            lookup = self._known.by_email if key[0] == "@" else self._known.by_phone_digits
            known = [self._someone(found) for found in lookup(key[1:])[:_MOST_CANDIDATES]]
            for someone in [*here, *known]:
                if self._agrees(someone, person):
                    return someone, ""
                shared = shared or f"shares {shown} with {self._shown(someone)}"
        return None, shared

    def _remember(self, record: ContactRecord, someone: _Someone, name: str) -> None:
        self._by_uid[record.source, record.uid] = someone
        for key, _ in keys_of(record.person):
            candidates = self._by_key.setdefault(key, [])
            if someone not in candidates:
                if len(candidates) < _MOST_CANDIDATES:
                    candidates.append(someone)
                else:
                    self._by_key_and_name.setdefault((key, name), someone)
            if someone.name != name:
                self._by_key_and_name.setdefault((key, name), someone)

    def _create(self, record: ContactRecord, reason: str, name: str) -> None:
        someone = _Someone(None, len(self._planned), record.line, record.person.name, name)
        self._remember(record, someone, name)
        self._planned.add(Planned(record, Verdict.NEW, None, reason))

    def _join(self, record: ContactRecord, someone: _Someone, name: str) -> None:
        """Adds what the record knows to someone of the database or of an earlier record."""
        person = self._person(someone)
        merged, words = add_missing(person, record.person, self._prepared)
        self._remember(record, someone, name)
        if someone.person_id is not None:
            verdict = Verdict.CHANGED if words else Verdict.SAME
            reason = words or "nothing new"
            if other := differing(merged, record.person):
                self.outcome.differing.add(someone.person_id)
                reason = f"{reason}; another {other} in the file: yours stays"
            if words:
                someone.merged_at = len(self._planned)
            saved = merged if words else None
            self._planned.add(Planned(record, verdict, someone.person_id, reason, saved))
        else:
            if words:
                self._planned.merge(someone.position, merged)
                someone.merged_at = someone.position
            where = f"joined to {merged.name} of line {someone.line}"
            reason = f"{where}: {words}" if words else f"{where}: nothing new"
            self._planned.add(Planned(record, Verdict.SAME, None, reason, into=someone.position))
        someone.shown, someone.name = merged.name, fold(merged.name)

    def plan_items(self, items: Iterable[ItemRecord]) -> None:
        """What is written beside the people: whatever is about somebody, once."""
        seen: set[tuple[str, str]] = set()
        plan = self.outcome
        for record in items:
            key = (record.source, record.uid)
            if key in seen or self._known.by_uid(*key) is not None:
                plan.same_items += 1
                continue
            person_ids, positions = self._people_of(record)
            if person_ids or positions:
                seen.add(key)
                plan.items.append(PlannedItem(record, person_ids, positions))
            else:
                plan.left_out[NOBODY] = plan.left_out.get(NOBODY, 0) + 1

    def _people_of(self, record: ItemRecord) -> tuple[tuple[int, ...], tuple[int, ...]]:
        person_ids: dict[int, None] = {}
        positions: dict[int, None] = {}
        found = [self._by_uid.get((record.source, uid)) for uid in record.uids]
        for uid, someone in zip(record.uids, found, strict=True):
            known = None if someone else self._known.by_uid(record.source, uid)
            person_ids |= {} if known is None else {known: None}
        for email in record.emails:
            person_ids |= dict.fromkeys(self._known.by_email(email)[:_MOST_CANDIDATES])
            found += self._by_key.get(f"@{email}", [])
        for someone in found:
            if someone is not None and someone.person_id is not None:
                person_ids[someone.person_id] = None
            elif someone is not None:
                positions[someone.position] = None
        return tuple(person_ids), tuple(positions)


def make_plan(
    records: Iterable[ContactRecord],
    known: KnownPeople,
    region: str = "",
    *,
    items: Iterable[ItemRecord] = (),
    progress: Progress | None = None,
) -> ImportPlan:
    """What becomes of each record: new, changed, same or skipped; and of each item.

    A record belongs to the person of its (source, UID), else of its e-mail address, else of
    its phone number; the last two only where the names agree. Where programs share their UIDs,
    a name, an address or a number has to agree as well. A name alone never joins two.
    What is known already stays as it is. `region` is the ISO 3166 country code for phone
    numbers without one. An item is written once, for everybody it is about who is there or
    comes with the records; about nobody, it is left out. Planning the same on the outcome
    changes nothing.
    """
    kept = records if isinstance(records, Sequence) else PackedList(records)
    planner = _Planner(kept, known, region, progress or (lambda *_: None))
    planner.plan()
    planner.plan_items(items)
    return planner.outcome
