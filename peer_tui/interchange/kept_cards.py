"""What is kept of a record from one import to the next, to know it again and see what changed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from peer_tui.domain.people import ContactKind, Person
from peer_tui.domain.sameness import is_real_name, name_words
from peer_tui.domain.text import fold
from peer_tui.interchange.merging import names_agree
from peer_tui.interchange.phones import phone_digits
from peer_tui.interchange.records import CONTENT_UID, ContactRecord

SHARED_NUMBERS = frozenset({"csv:other", "csv:hubspot", "csv:pipedrive", "ldif"})
"""Sources of which several programs or servers count their contacts from one."""
_TABLES = ("csv:", "ldif")
_OWN_TABLE = "csv:peer"
_BETWEEN = ":"

_PERSON = attrgetter(
    *("name", "prefix", "given", "additional", "family", "suffix", "nickname", "organisation"),
    *("job_title", "met_on", "met_through", "time_zone", "language", "notes"),
)


class KeptCard(NamedTuple):
    """A record of an earlier import."""

    person_id: int
    content_hash: str
    """See `read_hash`; only the `raw_hash` where an earlier version of the program wrote it."""


def raw_hash(raw: str) -> str:
    """What to keep of a record to see that it is unchanged: SHA-256 in hexadecimal."""
    return hashlib.sha256(raw.encode("utf-8", "replace")).hexdigest()


def _person_hash(person: Person) -> str:
    said = (
        _PERSON(person),
        [(str(each.kind), each.label, each.value) for each in person.contact_points],
        [each.name for each in person.tags],
        [(str(each.kind), each.label, str(each.on)) for each in person.dates],
        str(person.rhythm.kind),
        person.rhythm.days,
    )
    return hashlib.sha256(repr(said).encode("utf-8", "replace")).hexdigest()[:16]


def read_hash(record: ContactRecord) -> str:
    """Two hashes, of what stood in the file and of the person that was read from it."""
    return f"{raw_hash(record.raw)}{_BETWEEN}{_person_hash(record.person)}"


def raw_part(content_hash: str) -> str:
    """The `raw_hash` within what is kept."""
    return content_hash.partition(_BETWEEN)[0]


def is_table(source: str) -> bool:
    """Whether records of this source are rows of which the owner or a program names the cells."""
    return source.startswith(_TABLES) and source != _OWN_TABLE


def is_unchanged(content_hash: str, record: ContactRecord) -> bool:
    """Whether the record says what it said, read as it was read.

    Of a row that an earlier version kept nobody knows as what it was read, so it counts as
    changed.
    """
    raw, _, person = content_hash.partition(_BETWEEN)
    if raw != raw_hash(record.raw):
        return False
    return person == _person_hash(record.person) if person else not is_table(record.source)


def has_shared_number(record: ContactRecord) -> bool:
    """Whether another program may have given this UID to somebody else."""
    return record.source in SHARED_NUMBERS and not record.uid.startswith(CONTENT_UID)


def keys_of(person: Person) -> list[tuple[str, str]]:
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


def have_in_common(one: Person, other: Person) -> bool:
    """Whether a name, an e-mail address or a phone number of both is the same."""
    if is_real_name(one.name) and is_real_name(other.name) and names_agree(one, other):
        return True
    keys = {key for key, _ in keys_of(one)}
    return any(key in keys for key, _ in keys_of(other))


def stands_in(person: Person, contents: Sequence[str]) -> bool:
    """Whether one of these kept cards has the name in full, or an e-mail address, of the person."""
    emails = [key[1:] for key, _ in keys_of(person) if key[0] == "@"]
    words = name_words(person.name)
    for content in contents:
        if any(email in fold(content) for email in emails):
            return True
        if len(words) > 1 and words <= name_words(content):
            return True
    return False
