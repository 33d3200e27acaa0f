"""One row of a CSV file as a person."""

import re
from collections.abc import Sequence
from typing import Any

from peer_tui.domain.people import (
    ContactKind,
    ContactPoint,
    DateKind,
    ImportantDate,
    PartialDate,
    Person,
    Tag,
)
from peer_tui.interchange.csv_columns import Column
from peer_tui.interchange.csv_guard import unguarded
from peer_tui.interchange.csv_person_name import named
from peer_tui.interchange.csv_values import labelled_phones, phones_of, plain_cell, spreadsheet_day
from peer_tui.interchange.dates import parse_date
from peer_tui.interchange.records import (
    email_address,
    many_lines,
    one_line,
    one_line_address,
    plain_label,
)

_JOINED = ":::"
"""How Google puts several values into one cell."""
_BETWEEN_ADDRESSES = re.compile(r"(?<=[^\s;,])[;,]\s*(?=[^;,]*@)")
_POINT_KINDS = {
    "phone": ContactKind.PHONE,
    "email": ContactKind.EMAIL,
    "url": ContactKind.URL,
    "messenger": ContactKind.MESSENGER,
}
_PERSON_FIELDS = (
    "prefix",
    "given",
    "additional",
    "family",
    "suffix",
    "nickname",
    "organisation",
    "job_title",
    "time_zone",
    "language",
)
_TEXT_FIELDS = frozenset(
    (
        *_PERSON_FIELDS,
        *("name", "department", "birthday", "anniversary", "met_on", "uid"),
        *("birth_year", "birth_month", "birth_day"),
        *("academic", "infix", "buyer"),
    )
)
_GROUP_TAGS = {"mycontacts", "my contacts", "starred", "other contacts", "starred in android"}
_MARKED = "'="
"""Begins what a spreadsheet must not calculate with."""
_ZEROS = frozenset("0 -./:T")
"""What a date is written with where there is none."""
_ADDRESS_PARTS = ("po_box", "extended", "street", "city", "region", "postal_code", "country")


def _items(kind: ContactKind, value: str) -> list[str]:
    """The values of a cell: by Google's mark, and e-mail addresses by any."""
    if kind is ContactKind.EMAIL and value.count("@") > 1 and _JOINED not in value:
        return _BETWEEN_ADDRESSES.split(value)
    if kind is ContactKind.PHONE and _JOINED not in value:
        return phones_of(value)
    return value.split(_JOINED)


class RowReader:
    """Turns rows of one file into people."""

    def __init__(self, columns: Sequence[Column], day_first: bool) -> None:
        self._columns = columns
        self._day_first = day_first

    def read(self, row: Sequence[str]) -> tuple[Person, str, list[str]]:
        """The person, the UID that the file gives (or nothing), and what could not be read.

        The person's name is empty when the row holds nothing that could stand for it.
        """
        gathered = _Row(self._day_first)
        width = len(row)
        for column in self._columns:
            if column.position < width and (value := row[column.position].strip()):
                if value[0] in _MARKED:
                    value = plain_cell(unguarded(value))
                gathered.add(column, value)
        person = gathered.person()
        return person, gathered.uid(), gathered.unreadable


class _Row:
    def __init__(self, day_first: bool) -> None:
        self._day_first = day_first
        self._texts: dict[str, str] = {}
        self._points: list[tuple[bool, ContactKind, str, str]] = []
        """Is not the preferred one, kind, value, label."""
        self._groups: dict[str, dict[str, str]] = {}
        self._group_kinds: dict[str, str] = {}
        self._group_labels: dict[str, str] = {}
        self._tags: dict[str, None] = {}
        self._notes: list[str] = []
        self._lines: list[str] = []
        self.unreadable: list[str] = []

    def uid(self) -> str:
        """What the file calls this contact; empty when it does not say."""
        return self._texts.get("uid", "")

    def add(self, column: Column, value: str) -> None:
        """Keeps the value of one cell that is not empty."""
        kind = column.kind
        if column.group:
            parts = self._groups.setdefault(column.group, {})
            part = column.part
            parts[part] = f"{parts[part]}\n{value}" if part in parts else value
            self._group_kinds[column.group] = kind
            self._group_labels[column.group] = column.label
        elif kind in _TEXT_FIELDS:
            is_bare = value.isdecimal() and len(value) <= 2
            if kind == "birthday" and is_bare:
                kind = "birth_day"
            elif kind == "birth_day" and not is_bare:
                kind = "birthday"
            self._texts.setdefault(kind, one_line(value))
        elif kind in _POINT_KINDS:
            self._add_points(_POINT_KINDS[kind], value, column.label)
        elif kind == "tags":
            self._add_tags(value)
        elif kind == "notes":
            self._notes.append(many_lines(value))
        elif kind == "note":
            self._lines.append(f"{column.label}: {one_line(value)}")

    def _add_points(self, kind: ContactKind, value: str, label: str) -> None:
        if kind is ContactKind.PHONE and ":" in value and (phones := labelled_phones(value)):
            self._points += [(True, kind, one_line(text), own or label) for own, text in phones]
            return
        preferred = label.startswith("* ")
        labels = label.split(_JOINED)
        for at, item in enumerate(_items(kind, value)):
            text = email_address(item) if kind is ContactKind.EMAIL else one_line(item)
            if text:
                own = labels[at] if at < len(labels) else labels[-1]
                self._points.append((not preferred, kind, text, plain_label(own)))

    def _add_tags(self, value: str) -> None:
        divider = next((mark for mark in (_JOINED, ";", ",") if mark in value), "\n")
        for item in value.split(divider):
            name = one_line(one_line(item).strip('"').removeprefix("* "))
            if name and name.lower() not in _GROUP_TAGS:
                self._tags[name] = None

    def _add_group(self, kind: str, parts: dict[str, str], label: str) -> None:
        label = parts.get("label", label)
        value = parts.get("value", "")
        if kind == "address":
            self._add_address(parts, plain_label(label.split(_JOINED)[0]))
        elif kind == "organisation":
            for part, field in (
                ("name", "organisation"),
                ("title", "job_title"),
                ("department", "department"),
            ):
                if text := one_line(parts.get(part, "").split(_JOINED)[0]):
                    self._texts.setdefault(field, text)
        elif kind == "messenger":
            self._add_points(ContactKind.MESSENGER, value, parts.get("service") or label)
        elif kind in _POINT_KINDS:
            self._add_points(_POINT_KINDS[kind], value, label)
        elif kind == "event":
            self._texts.setdefault(f"event {plain_label(label)}", one_line(value))
        elif value:
            what = one_line(label.removeprefix("* ")) or "Other"
            self._lines.append(f"{what}: {one_line(value)}")

    def _add_address(self, parts: dict[str, str], label: str) -> None:
        pieces = {part: parts.get(part, "").split(_JOINED)[0] for part in _ADDRESS_PARTS}
        whole = parts.get("whole", "").split(_JOINED)[0]
        if whole and not pieces["street"] and (pieces["city"] or pieces["postal_code"]):
            # "Address" beside "City" is the street.
            pieces["street"], whole = whole, ""
        if house := parts.get("house_number") or parts.get("house_first"):
            street = pieces["street"]
            words = (street, house) if "house_number" in parts else (house, street)
            pieces["street"] = " ".join(filter(None, words))
        text = one_line_address(**pieces)
        if whole and not (pieces["street"] or pieces["city"]):
            rest = {part: "" if pieces[part].lower() in whole.lower() else pieces[part]
                    for part in ("region", "country")}  # fmt: skip
            text = one_line_address("", "", whole, "", postal_code="", **rest)
        if text:
            self._points.append((True, ContactKind.ADDRESS, text, label))

    def _dates(self) -> tuple[ImportantDate, ...]:
        dates: list[ImportantDate] = []
        texts = self._texts
        parts = [texts.get(f"birth_{part}", "") for part in ("year", "month", "day")]
        birthday = texts.get("birthday", "")
        if not birthday and any(parts):
            year, month, day = parts
            birthday = f"{year.zfill(4) if year else '-'}-{month.zfill(2)}-{day.zfill(2)}"
            if not (month and day):
                birthday = year
        found = [(DateKind.BIRTHDAY, "", birthday)]
        found.append((DateKind.ANNIVERSARY, "", texts.get("anniversary", "")))
        for key, value in texts.items():
            if key.startswith("event "):
                label = key.removeprefix("event ")
                kind = DateKind.ANNIVERSARY if label == "anniversary" else DateKind.OTHER
                found.append((kind, "" if kind is DateKind.ANNIVERSARY else label, value))
        for kind, label, value in found:
            if on := self._date(value, label or kind.value):
                dates.append(ImportantDate(kind, on, label))
        return tuple(dates)

    def _date(self, text: str, what: str) -> PartialDate | None:
        if not text or _ZEROS.issuperset(text):
            return None
        on = spreadsheet_day(text) or parse_date(text, self._day_first)
        if on is None:
            self.unreadable.append(f"the {what} {text[:40]!r} is not a date")
        return on

    def _contact_points(self) -> tuple[ContactPoint, ...]:
        known: dict[tuple[ContactKind, str], ContactPoint] = {}
        for _, kind, value, label in sorted(self._points, key=lambda row: row[0]):
            normalised = value.lower() if kind is ContactKind.EMAIL else ""
            point = ContactPoint(kind, value, label, normalised)
            known.setdefault((kind, normalised or value), point)
        last = (ContactKind.ADDRESS, ContactKind.URL)
        return tuple(sorted(known.values(), key=lambda point: point.kind in last))

    def person(self) -> Person:
        """Everything that was gathered; the name may be empty."""
        for group, parts in self._groups.items():
            self._add_group(self._group_kinds[group], parts, self._group_labels[group])
        texts = self._texts
        met_on = self._date(texts.get("met_on", ""), "day of meeting")
        if department := texts.get("department"):
            self._lines.append(f"Department: {department}")
        lines = ["\n".join(self._lines)] if self._lines else []
        fields: dict[str, Any] = {field: texts.get(field, "") for field in _PERSON_FIELDS}
        person = Person(
            name="",
            **fields,
            met_on=str(met_on) if met_on else "",
            notes="\n\n".join([*self._notes, *lines]),
            contact_points=self._contact_points(),
            tags=tuple(Tag(name) for name in self._tags),
            dates=self._dates(),
        )
        return named(person, texts)
