"""People in memory, to plan imports against."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from peer_tui.domain.people import ContactKind, Person
from peer_tui.interchange.kept_cards import KeptCard, read_hash
from peer_tui.interchange.phones import phone_digits
from peer_tui.interchange.plan import ImportPlan


@dataclass
class People:
    """Implements `KnownPeople`, and applies a plan as the program would."""

    people: dict[int, Person] = field(default_factory=dict)
    cards: dict[tuple[str, str], dict[int, tuple[str, str]]] = field(default_factory=dict)
    """By source and UID, then by person: hash and content."""

    def add(self, person: Person) -> int:
        number = len(self.people) + 1
        self.people[number] = replace(person, id=number)
        return number

    def by_uid(self, source: str, uid: str) -> int | None:
        return next(reversed(self.cards.get((source, uid), {})), None)

    def by_email(self, email: str) -> Sequence[int]:
        return [
            number
            for number, person in self.people.items()
            if any(p.kind is ContactKind.EMAIL and p.normalised == email
                   for p in person.contact_points)
        ]  # fmt: skip

    def by_phone_digits(self, digits: str) -> Sequence[int]:
        return [
            number
            for number, person in self.people.items()
            if any(p.kind is ContactKind.PHONE and phone_digits(p.value) == digits
                   for p in person.contact_points)
        ]  # fmt: skip

    def cards_of(self, source: str, uid: str) -> Sequence[KeptCard]:
        cards = self.cards.get((source, uid), {})
        return [KeptCard(number, content_hash) for number, (content_hash, _) in cards.items()]

    def card_of(self, raw: str) -> KeptCard | None:
        every = (KeptCard(number, one[0]) for cards in self.cards.values()
                 for number, one in cards.items())  # fmt: skip
        return next((card for card in every if card.content_hash.startswith(raw)), None)

    def contents(self, source: str, uid: str, person_id: int) -> Sequence[str]:
        return [self.cards[source, uid][person_id][1]]

    def person(self, person_id: int) -> Person:
        return self.people[person_id]

    def apply(self, plan: ImportPlan) -> None:
        created: dict[int, int] = {}
        for position, item in enumerate(plan.planned):
            person_id = item.person_id
            if item.into is not None:
                person_id = created[item.into]
            elif person_id is None and item.merged is not None:
                person_id = created[position] = self.add(item.merged)
            elif person_id is not None and item.merged is not None:
                self.people[person_id] = item.merged
            if person_id is not None:
                key = item.record.source, item.record.uid
                kept = (read_hash(item.record), item.record.raw)
                self.cards.setdefault(key, {})[person_id] = kept
