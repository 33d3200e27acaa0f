"""What planning asks about the people who are there already."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from peer_tui.domain.people import Person
from peer_tui.interchange.phones import phone_digits
from peer_tui.storage.queries.person import person as read_person
from peer_tui.storage.reader import Reader


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
        if card:
            return card[0]
        # A person of ours that comes back in a file of our own has the UID that we wrote.
        found: int | None = self._reader.value("SELECT id FROM person WHERE uid = ?", (uid,))
        return found

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
