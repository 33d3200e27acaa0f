"""Writes people as CSV: our own format, which is read back whole, or that of Google Contacts.

What a spreadsheet would calculate is guarded. The people are gone through twice: once to know
how many columns there are.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from peer_tui.domain.people import ContactKind, DateKind, ImportantDate, Person, RhythmKind
from peer_tui.interchange import csv_own as own
from peer_tui.interchange.csv_guard import guarded, guarded_but_numbers
from peer_tui.interchange.exported_people import ExportedPerson
from peer_tui.interchange.records import display_name

People = Callable[[], Iterable[ExportedPerson]]
"""Gives the people from the first on, each time it is called."""

_JOINED = " ::: "
_GOOGLE_FIELDS = {
    "First Name": "given",
    "Middle Name": "additional",
    "Last Name": "family",
    "Name Prefix": "prefix",
    "Name Suffix": "suffix",
    "Nickname": "nickname",
    "File As": "",
    "Organization Name": "organisation",
    "Organization Title": "job_title",
    "Birthday": "",
    "Notes": "notes",
    "Labels": "",
}
_GOOGLE_KINDS = {
    "E-mail": ContactKind.EMAIL,
    "Phone": ContactKind.PHONE,
    "Address": ContactKind.ADDRESS,
    "Website": ContactKind.URL,
    "Custom Field": ContactKind.MESSENGER,
}


@dataclass
class _Widths:
    """How many columns of each kind there must be."""

    points: Counter[ContactKind] = field(default_factory=Counter)
    unused: set[ContactKind] = field(default_factory=set)
    """Kinds of which somebody has one that must not be used."""
    dates: int = 0

    def see(self, person: Person) -> None:
        """Make room for a person."""
        counts = Counter(point.kind for point in person.contact_points)
        self.points |= counts
        self.unused |= {point.kind for point in person.contact_points if point.do_not_use}
        self.dates = max(self.dates, len(_numbered_dates(person)))


def write_csv(people: People) -> Iterator[str]:
    """The header and a row for each person, in our own format, with CRLF line ends."""
    widths = _measured(people)
    names = _own_header(widths)
    yield _row(names)
    for exported in people():
        cells = _own_cells(exported, widths)
        yield _row(guarded(cells.get(name, "")) for name in names)


def write_google_csv(people: People) -> Iterator[str]:
    """The header and a row for each person, as Google Contacts writes and reads them."""
    widths = _measured(people)
    names = list(_GOOGLE_FIELDS)
    for name, kind in _GOOGLE_KINDS.items():
        value = "Street" if kind is ContactKind.ADDRESS else "Value"
        for number in range(1, widths.points[kind] + 1):
            names += [f"{name} {number} - Label", f"{name} {number} - {value}"]
    for number in range(1, widths.dates + 1):
        names += [f"Event {number} - Label", f"Event {number} - Value"]
    yield _row(names)
    for exported in people():
        cells = _google_cells(exported.person)
        yield _row(guarded_but_numbers(cells.get(name, "")) for name in names)


def _measured(people: People) -> _Widths:
    widths = _Widths()
    for exported in people():
        widths.see(exported.person)
    return widths


def _row(cells: Iterable[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerow(cells)
    return stream.getvalue()


def _is_plain_birthday(date: ImportantDate) -> bool:
    return date.kind is DateKind.BIRTHDAY and not date.label and date.lead_days is None


def _birthday(person: Person) -> ImportantDate | None:
    """The birthday that has a column of its own."""
    return next(filter(_is_plain_birthday, person.dates), None)


def _numbered_dates(person: Person) -> list[ImportantDate]:
    birthday = _birthday(person)
    return [date for date in person.dates if date is not birthday]


def _own_header(widths: _Widths) -> list[str]:
    names = [own.UID, *own.FIELDS, own.TAGS, own.SINCE, own.UNTIL, own.RHYTHM]
    for name, kind in own.KINDS.items():
        for number in range(1, widths.points[kind] + 1):
            names += [f"{name} {number} - Label", f"{name} {number} - Value"]
            if kind in widths.unused:
                names.append(f"{name} {number} - {own.UNUSED}")
    names.append(own.BIRTHDAY)
    for number in range(1, widths.dates + 1):
        parts = ("Kind", "Label", "Value", own.DAYS_BEFORE)
        names += [f"{own.DATE} {number} - {part}" for part in parts]
    return [*names, own.ORDER, own.NOTES]


def _own_cells(exported: ExportedPerson, widths: _Widths) -> dict[str, str]:
    person = exported.person
    cells = {name: str(getattr(person, attribute)) for name, attribute in own.FIELDS.items()}
    cells |= {
        own.UID: person.uid,
        own.TAGS: own.joined([tag.name for tag in person.tags]),
        own.SINCE: own.joined([tag.since for tag in person.tags]),
        own.UNTIL: own.joined([tag.until for tag in person.tags]),
        own.RHYTHM: _rhythm(person),
        own.NOTES: person.notes,
    }
    for name, kind in own.KINDS.items():
        of_kind = [point for point in person.contact_points if point.kind is kind]
        for number, point in enumerate(of_kind, start=1):
            cells[f"{name} {number} - Label"] = point.label
            cells[f"{name} {number} - Value"] = point.value
            cells[f"{name} {number} - {own.UNUSED}"] = "yes" if point.do_not_use else ""
    order = [point.kind for point in person.contact_points]
    if order != sorted(order, key=list(own.KINDS.values()).index):
        cells[own.ORDER] = " ".join(order)
    if birthday := _birthday(person):
        cells[own.BIRTHDAY] = str(birthday.on)
    for number, date in enumerate(_numbered_dates(person), start=1):
        head = f"{own.DATE} {number} -"
        cells[f"{head} Kind"] = str(date.kind)
        cells[f"{head} Label"] = date.label
        cells[f"{head} Value"] = str(date.on)
        days = date.lead_days
        cells[f"{head} {own.DAYS_BEFORE}"] = "" if days is None else str(days)
    return cells


def _rhythm(person: Person) -> str:
    rhythm = person.rhythm
    if rhythm.kind is RhythmKind.PERIODIC and rhythm.days:
        return str(rhythm.days)
    return "" if rhythm.kind is RhythmKind.AMBIENT else str(rhythm.kind)


def _google_cells(person: Person) -> dict[str, str]:
    cells = {
        name: str(getattr(person, attribute))
        for name, attribute in _GOOGLE_FIELDS.items()
        if attribute
    }
    has_parts = any(cells[name] for name in ("First Name", "Middle Name", "Last Name"))
    stands_elsewhere = person.name in (
        person.organisation,
        person.nickname,
        *(point.value for point in person.contact_points),
    )
    if not has_parts and not stands_elsewhere:
        cells["First Name"] = person.name
    if person.name != display_name(person):
        cells["File As"] = person.name
    cells["Labels"] = _JOINED.join([*(tag.name for tag in person.tags), "* myContacts"])
    if birthday := _birthday(person):
        cells["Birthday"] = str(birthday.on)
    for name, kind in _GOOGLE_KINDS.items():
        of_kind = [point for point in person.contact_points if point.kind is kind]
        value = "Street" if kind is ContactKind.ADDRESS else "Value"
        for number, point in enumerate(of_kind, start=1):
            cells[f"{name} {number} - Label"] = point.label
            cells[f"{name} {number} - {value}"] = point.value
    for number, date in enumerate(_numbered_dates(person), start=1):
        cells[f"Event {number} - Label"] = date.label or str(date.kind).capitalize()
        cells[f"Event {number} - Value"] = str(date.on)
    return cells
