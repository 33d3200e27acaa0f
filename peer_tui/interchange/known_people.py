"""What planning asks about the people who are there already."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from peer_tui.domain.people import Person
from peer_tui.interchange.kept_cards import KeptCard, raw_part
from peer_tui.interchange.phones import phone_digits
from peer_tui.storage.queries.person import person as read_person
from peer_tui.storage.reader import Reader


class StoredPeople:
    """What planning asks about the people who are there, fetched in three queries."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._cards: dict[tuple[str, str], list[KeptCard]] = {}
        for source, uid, *card in reader.rows(
            "SELECT source, uid, person_id, content_hash FROM source_card ORDER BY id"
        ):
            self._cards.setdefault((source, uid), []).append(KeptCard(*card))
        self._by_raw: dict[str, KeptCard] | None = None
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
        if cards := self._cards.get((source, uid)):
            return cards[-1].person_id
        # A person of ours that comes back in a file of our own has the UID that we wrote.
        found: int | None = self._reader.value("SELECT id FROM person WHERE uid = ?", (uid,))
        return found

    def by_email(self, email: str) -> Sequence[int]:
        """See `KnownPeople`."""
        return self._emails.get(email, ())

    def by_phone_digits(self, digits: str) -> Sequence[int]:
        """See `KnownPeople`."""
        return self._phones.get(digits, ())

    def cards_of(self, source: str, uid: str) -> Sequence[KeptCard]:
        """See `KnownPeople`."""
        return self._cards.get((source, uid), ())

    def card_of(self, raw: str) -> KeptCard | None:
        """See `KnownPeople`."""
        if self._by_raw is None:
            every = (card for cards in self._cards.values() for card in cards)
            self._by_raw = {raw_part(card.content_hash): card for card in every}
        return self._by_raw.get(raw)

    def contents(self, source: str, uid: str, person_id: int) -> Sequence[str]:
        """See `KnownPeople`."""
        rows = self._reader.rows(
            "SELECT content FROM source_card WHERE source = ? AND uid = ? AND person_id = ?",
            (source, uid, person_id),
        )
        return [content for (content,) in rows]

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

    def cards_of(self, source: str, uid: str) -> Sequence[KeptCard]:
        """See `KnownPeople`."""
        return ()

    def card_of(self, raw: str) -> KeptCard | None:
        """See `KnownPeople`."""
        return None

    def contents(self, source: str, uid: str, person_id: int) -> Sequence[str]:
        """See `KnownPeople`."""
        return ()

    def person(self, person_id: int) -> Person:
        """See `KnownPeople`."""
        raise LookupError(person_id)
