"""What a reader found in a file: contacts, what could not be read, what was left out."""

import hashlib
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from peer_tui.domain.follow_ups import FollowUp
from peer_tui.domain.history import Interaction
from peer_tui.domain.people import ContactKind, Person
from peer_tui.domain.promises import Promise
from peer_tui.domain.relations import Tie
from peer_tui.domain.text import clean, clean_line
from peer_tui.errors import ImportRefused
from peer_tui.interchange.packed import PackedList

CONTENT_UID = "content:"
"""Begins the UID of a record whose file gives it none: the rest is a hash of the raw text."""

_MOST_MISSING = 20
_PLAIN_LABELS = frozenset(
    {
        *("home", "work", "mobile", "main", "other", "pager", "car"),
        *("home fax", "work fax", "home page", "anniversary", "birthday"),
    }
)
_LABEL_WORDS = {
    "workfax": "work fax",
    "homefax": "home fax",
    "otherfax": "other fax",
    "homepage": "home page",
    "cell": "mobile",
    "iphone": "mobile",
    "custom": "",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that could not be read as it stands; never the end of the reading."""

    where: str
    """The file's name, and the name of the contact where there is one."""
    line: int
    """Line in the file, counted from 1; 0 when it is about the whole file."""
    what: str
    """A plain sentence without a full stop."""


@dataclass(frozen=True, slots=True)
class ContactRecord:
    """One contact as another program wrote it."""

    source: str
    """The kind of file: "vcard", "csv:google", "csv:outlook"..."""
    uid: str
    """What the other program calls this contact; stable from one export to the next."""
    person: Person
    raw: str
    """The whole card, or the row as a JSON object; kept so that nothing is lost."""
    line: int
    """Line of the file at which it begins, counted from 1."""
    ties: tuple[tuple[Tie, str], ...] = ()
    """What the contact is to whom, by name."""


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """An entry of the history, a promise or a follow-up as another program wrote it."""

    source: str
    """The kind of file: "monica", "mail"..."""
    uid: str
    """What the other program calls it; stable from one export to the next."""
    item: Interaction | Promise | FollowUp
    """Without the ids of people: those stand below in the file's own terms."""
    uids: tuple[str, ...] = ()
    """Whom it is about: UIDs of contacts of the same source."""
    emails: tuple[str, ...] = ()
    """Whom it is about: e-mail addresses in lower case."""
    raw: str = ""
    line: int = 0
    """Line of the file at which it begins, counted from 1; 0 when it has none."""


@dataclass(slots=True)
class ReadResult:
    """All that one file, or several, held. Contacts in the file = records + skipped."""

    records: PackedList[ContactRecord] = field(default_factory=PackedList)
    problems: list[Problem] = field(default_factory=list)
    format: str = ""
    """The `source` of the records; "mixed" for several kinds of files; empty for none."""
    skipped: list[Problem] = field(default_factory=list)
    """Contacts without a name, an organisation, an e-mail address or a phone number."""
    items: PackedList[ItemRecord] = field(default_factory=PackedList)
    """History, promises and follow-ups."""
    left_out: dict[str, int] = field(default_factory=dict)
    """What is left out on purpose: how many, by reason in words."""

    mappings: dict[str, dict[str, str]] = field(default_factory=dict)
    """Columns the owner named, by the fingerprint of the header: to be remembered."""
    not_taken: list[str] = field(default_factory=list)
    """Names of columns that hold something and of which nobody knows what."""
    not_read: list[Problem] = field(default_factory=list)
    """Files and lines of which nothing was taken: what they held is missing."""
    hints: list[str] = field(default_factory=list)
    """What the owner can do to get more out of the files, in whole sentences."""
    refusal: str = ""
    """Why nothing was taken and what to do, in whole sentences; empty when the file was read."""

    def or_refused(self) -> Self:
        """The result itself. Raises ImportRefused with the refusal when there is one."""
        if self.refusal:
            raise ImportRefused(self.refusal)
        return self

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found, not even something to complain about."""
        found = (self.records, self.problems, self.skipped, self.items, self.left_out)
        return not (any(found) or self.not_read)

    def leave_out(self, reason: str, count: int = 1) -> None:
        """Count something that is left out on purpose."""
        self.left_out[reason] = self.left_out.get(reason, 0) + count

    def take_in(self, other: Self) -> None:
        """Add all that another file held behind what is here."""
        kind = self.format or other.format
        self.format = "mixed" if other.format and other.format != kind else kind
        self.records.extend(other.records)
        self.problems.extend(other.problems)
        self.skipped.extend(other.skipped)
        self.items.extend(other.items)
        self.mappings.update(other.mappings)
        self.not_read.extend(other.not_read)
        self.hints.extend(other.hints)
        self.not_taken += [name for name in other.not_taken if name not in self.not_taken]
        for reason, count in other.left_out.items():
            self.leave_out(reason, count)


def missing_lines(
    where: str, lines: Sequence[int], records: Sequence[ContactRecord], limit: str
) -> list[Problem]:
    """What to say of lines that were too long to be read: in whose record they stood.

    The records are in the order of the file; so are the lines.
    """
    starts = [record.line for record in records] if lines else []
    found: list[Problem] = []
    for line in lines[:_MOST_MISSING]:
        at = bisect_right(starts, line) - 1
        name = records[at].person.name if at >= 0 else ""
        what = f"a line of more than {limit} is missing"
        found.append(Problem(f"{where}: {name}" if name else where, line, what))
    return found


def one_line(text: str) -> str:
    """`clean_line`, without the walk over each character where nothing can need cleaning."""
    if not text:
        return text
    if text.isprintable() and (text.isascii() or unicodedata.is_normalized("NFC", text)):
        return " ".join(text.split()) if "  " in text else text.strip(" ")
    return clean_line(text)


def many_lines(text: str) -> str:
    """`clean`, stripped, without the walk where nothing can need cleaning."""
    if text.replace("\n", "").isprintable() and unicodedata.is_normalized("NFC", text):
        return text.strip()
    return clean(text).strip()


def content_uid(raw: str) -> str:
    """A UID for a contact without one: the same text has the same UID."""
    return CONTENT_UID + hashlib.sha256(raw.encode("utf-8", "replace")).hexdigest()[:32]


def plain_label(label: str) -> str:
    """A label without Google's `* `; the usual ones in lower case, the owner's as they are."""
    label = one_line(label.strip().removeprefix("* "))
    label = "" if label == "*" else label
    lower = label.lower()
    if lower in _LABEL_WORDS:
        return _LABEL_WORDS[lower]
    return lower if lower in _PLAIN_LABELS else label


def email_address(value: str) -> str:
    """The bare address: `Name <address>` loses the name."""
    start, end = value.find("<"), value.rfind(">")
    if -1 < start < end and "@" in value[start:end]:
        value = value[start + 1 : end]
    return one_line(value)


def one_line_address(
    po_box: str, extended: str, street: str, city: str, region: str, postal_code: str, country: str
) -> str:
    """A postal address on one line: what is empty is left out, the rest divided by commas."""
    town = f"{one_line(postal_code)} {one_line(city)}"
    parts = []
    for text in (street, extended, po_box, town, region, country):
        if text:
            parts += [one_line(part).strip(", ") for part in text.split("\n")]
    return ", ".join(filter(None, parts))


def display_name(person: Person) -> str:
    """The name to show for a person read without a full name; empty when there is nothing.

    Name parts, then nickname, organisation, first e-mail address, first phone number.
    """
    parts = (person.prefix, person.given, person.additional, person.family, person.suffix)
    joined = " ".join(part for part in parts if part)
    if joined:
        return joined
    if person.nickname or person.organisation:
        return person.nickname or person.organisation
    for kind in (ContactKind.EMAIL, ContactKind.PHONE):
        for point in person.contact_points:
            if point.kind is kind:
                return point.value
    return ""
