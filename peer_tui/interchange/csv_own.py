"""Our own CSV format: the names of its columns, and how it is read back.

Every field of a person has a column, or several that are numbered; what stands in a cell is as
`csv_guard` leaves it.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from peer_tui.domain.people import (
    ContactKind,
    ContactPoint,
    DateKind,
    ImportantDate,
    PartialDate,
    Person,
    Rhythm,
    RhythmKind,
    Tag,
)
from peer_tui.interchange.csv_guard import unguarded
from peer_tui.interchange.dates import parse_date
from peer_tui.interchange.reading_choices import Progress, no_progress
from peer_tui.interchange.records import (
    ContactRecord,
    Problem,
    ReadResult,
    content_uid,
    display_name,
    many_lines,
    one_line,
)

SOURCE = "csv:peer"
UID = "Peer UID"
"""The first column; a file that begins with it is ours."""
FIELDS = {
    "Name": "name",
    "Name Prefix": "prefix",
    "Given Name": "given",
    "Additional Name": "additional",
    "Family Name": "family",
    "Name Suffix": "suffix",
    "Nickname": "nickname",
    "Organisation": "organisation",
    "Job Title": "job_title",
    "Met On": "met_on",
    "Met Through": "met_through",
    "Time Zone": "time_zone",
    "Language": "language",
}
"""Columns of one line of text each."""
KINDS = {
    "E-mail": ContactKind.EMAIL,
    "Phone": ContactKind.PHONE,
    "Messenger": ContactKind.MESSENGER,
    "Address": ContactKind.ADDRESS,
    "Website": ContactKind.URL,
}
"""The numbered columns of contact points, in the order in which they stand."""
UNUSED = "Do Not Use"
ORDER = "Preferred Order"
"""The kinds of the contact points in their order, where it is not that of the columns."""
BIRTHDAY, DATE, DAYS_BEFORE = "Birthday", "Date", "Days Before"
TAGS, SINCE, UNTIL = "Tags", "Tags - Since", "Tags - Until"
RHYTHM, NOTES = "Rhythm", "Notes"

_NO_NAME = "the row has no name, organisation, e-mail address or phone number"
_BEGINS = re.compile(rf'\ufeff?"?{UID}"?([,;\t])')
_ODD_DATE = re.compile(r"(\d{4})---(\d{2})")
_MOST_DAYS = 3650
_TOLD_EVERY = 500
"""Rows between two reports of progress."""


def delimiter_of(text: str) -> str:
    """What divides the cells of a file of ours; empty when the file is not ours."""
    match = _BEGINS.match(text[:40])
    return match[1] if match else ""


def joined(items: list[str]) -> str:
    """Several texts in one cell, as a line of CSV; empty when none says anything."""
    if not any(items):
        return ""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="").writerow(items)
    return stream.getvalue()


def parted(cell: str) -> list[str]:
    """The texts that `joined` put into a cell."""
    return next(csv.reader([cell]), []) if cell else []


def read_own(text: str, where: str, progress: Progress = no_progress) -> ReadResult:
    """Every row of a file of ours as a contact; `where` names it in problems."""
    stream = io.StringIO(text.removeprefix("\ufeff"), newline="")
    rows = csv.reader(stream, delimiter=delimiter_of(text) or ",")
    names = next(rows, [])
    result = ReadResult(format=SOURCE)
    line = rows.line_num + 1
    try:
        for number, cells in enumerate(rows):
            if number % _TOLD_EVERY == 0:
                progress(stream.tell(), len(text))
            row = {
                name: unguarded(cell)
                for name, cell in zip(names, cells, strict=False)
                if name and cell
            }
            if row:
                _read_row(_Row(row), result, where, line)
            line = rows.line_num + 1
    except csv.Error as error:
        result.problems.append(Problem(where, line, f"the row cannot be read ({error})"))
    return result


def _read_row(row: "_Row", result: ReadResult, where: str, line: int) -> None:
    person = row.person()
    if not person.name:
        result.skipped.append(Problem(where, line, _NO_NAME))
        return
    raw = json.dumps(row.cells, ensure_ascii=False)
    uid = one_line(row.cells.get(UID, "")) or content_uid(f"{SOURCE}\n{raw}")
    result.records.append(ContactRecord(SOURCE, uid, person, raw, line))
    for what in row.unreadable:
        result.problems.append(Problem(f"{where}: {person.name}", line, what))


@dataclass
class _Row:
    """The cells of one row that are not empty, by the name of their column."""

    cells: dict[str, str]
    unreadable: list[str] = field(default_factory=list)

    def person(self) -> Person:
        """The person; the name is empty when nothing can stand for it."""
        texts = {name: one_line(self.cells.get(column, "")) for column, name in FIELDS.items()}
        person = Person(
            name=texts["name"],
            prefix=texts["prefix"],
            given=texts["given"],
            additional=texts["additional"],
            family=texts["family"],
            suffix=texts["suffix"],
            nickname=texts["nickname"],
            organisation=texts["organisation"],
            job_title=texts["job_title"],
            met_on=texts["met_on"],
            met_through=texts["met_through"],
            time_zone=texts["time_zone"],
            language=texts["language"],
            notes=many_lines(self.cells.get(NOTES, "")),
            rhythm=self._rhythm(),
            contact_points=self._points(),
            tags=self._tags(),
            dates=tuple(self._dates()),
        )
        return person if person.name else replace(person, name=display_name(person))

    def _numbered(self, name: str, parts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """The cells of the numbered columns, up to the highest number in use."""
        pattern = re.compile(rf"{name} (\d{{1,4}}) - ")
        numbers = [int(match[1]) for column in self.cells if (match := pattern.match(column))]
        for number in sorted(set(numbers)):
            yield tuple(self.cells.get(f"{name} {number} - {part}", "") for part in parts)

    def _points(self) -> tuple[ContactPoint, ...]:
        found: dict[ContactKind, list[ContactPoint]] = {kind: [] for kind in ContactKind}
        for name, kind in KINDS.items():
            for label, value, unused in self._numbered(name, ("Label", "Value", UNUSED)):
                value = value.strip() if "\n" in value else one_line(value)
                normalised = value.lower() if kind is ContactKind.EMAIL else ""
                if value:
                    label = one_line(label)
                    found[kind].append(ContactPoint(kind, value, label, normalised, bool(unused)))
        points = [point for kind in KINDS.values() for point in found[kind]]
        order = [ContactKind(kind) for kind in self._order()]
        if sorted(order) != sorted(point.kind for point in points):
            return tuple(points)
        left = {kind: iter(of_kind) for kind, of_kind in found.items()}
        return tuple(next(left[kind]) for kind in order)

    def _order(self) -> list[str]:
        words = self.cells.get(ORDER, "").split()
        return words if set(words) <= set(ContactKind) else []

    def _tags(self) -> tuple[Tag, ...]:
        names, since, until = (parted(self.cells.get(name, "")) for name in (TAGS, SINCE, UNTIL))
        years = [part + [""] * (len(names) - len(part)) for part in (since, until)]
        return tuple(
            Tag(one_line(name), start, end)
            for name, start, end in zip(names, *years, strict=False)
            if one_line(name)
        )

    def _dates(self) -> Iterator[ImportantDate]:
        if on := self._date(self.cells.get(BIRTHDAY, ""), "birthday"):
            yield ImportantDate(DateKind.BIRTHDAY, on)
        for kind, label, value, days in self._numbered(
            DATE, ("Kind", "Label", "Value", DAYS_BEFORE)
        ):
            known = DateKind(kind) if kind in set(DateKind) else DateKind.OTHER
            before = int(days) if days.isdecimal() and len(days) < 5 else None
            if on := self._date(value, label or known.value):
                yield ImportantDate(known, on, one_line(label), before)

    def _date(self, text: str, what: str) -> PartialDate | None:
        if not text:
            return None
        if match := _ODD_DATE.fullmatch(text):
            return PartialDate(int(match[1]), None, int(match[2]))
        on = parse_date(text)
        if on is None:
            self.unreadable.append(f"the {what} {text[:40]!r} is not a date")
        return on

    def _rhythm(self) -> Rhythm:
        text = self.cells.get(RHYTHM, "")
        if text.isdecimal() and len(text) < 5 and 0 < int(text) <= _MOST_DAYS:
            return Rhythm(RhythmKind.PERIODIC, int(text))
        return Rhythm(RhythmKind(text)) if text in ("ambient", "triggered") else Rhythm()
