"""Reads the JSON export of Monica 4: people, history, promises and reminders.

Follows the export classes of Monica 4.x (`version` 1.0-preview.1): collections are
`{"count": ..., "type": ..., "values": [...]}`, most of a record stands in its `properties`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from peer_tui.domain.people import (
    ContactKind,
    ContactPoint,
    DateKind,
    ImportantDate,
    Person,
    Rhythm,
    RhythmKind,
    Tag,
)
from peer_tui.domain.rhythm import LONGEST_RHYTHM_DAYS
from peer_tui.domain.text import fold
from peer_tui.errors import ImportRefused
from peer_tui.interchange.dates import parse_date
from peer_tui.interchange.monica_items import activity_of, items_of
from peer_tui.interchange.monica_json import Json, collection, objects, properties, text, uuids
from peer_tui.interchange.records import (
    ContactRecord,
    Problem,
    ReadResult,
    display_name,
    email_address,
    many_lines,
    one_line,
    one_line_address,
)

SOURCE = "monica"
LARGEST = 32 * 1024 * 1024
"""Bytes; the whole document has to be in memory at once."""
_MOST_MEMORY = 200 * 1024 * 1024
"""Bytes that the values of a document may take, as far as its marks tell."""

_NO_NAME = "it has no name, organisation, e-mail address or phone number"
_KINDS = {
    "email": ContactKind.EMAIL,
    "phone": ContactKind.PHONE,
    "website": ContactKind.URL,
    "facebook": ContactKind.URL,
    "twitter": ContactKind.URL,
    "linkedin": ContactKind.URL,
}
_NOT_READ = ("gift", "pet", "life_event", "lifeevent")
_OTHERS = "gifts, pets and life events (kept with the person as they came)"


class _Account:
    def __init__(self, account: Json, where: str) -> None:
        self._where = where
        self._contacts = collection(account, "contact")
        instance = account.get("instance")
        types = objects(instance.get("contact_field_types")) if isinstance(instance, dict) else []
        self._types = {text(each.get("uuid")): properties(each) for each in types}
        self._names = {
            text(each.get("uuid")): _shown_name(properties(each)) for each in self._contacts
        }
        self._relations = self._related(collection(account, "relationship"))
        self._account = account
        self.result = ReadResult(format=SOURCE)

    def _related(self, relationships: list[Json]) -> dict[str, list[str]]:
        lines: dict[str, list[str]] = {}
        for each in relationships:
            said = properties(each)
            other = self._names.get(text(said.get("contact_is")), "")
            kind = one_line(text(said.get("type"))).replace("_", " ")
            if other and kind:
                line = f"{kind.capitalize()}: {other}"
                lines.setdefault(text(said.get("of_contact")), []).append(line)
        return lines

    def read(self) -> None:
        """Read the people, then all that happened with them."""
        activities: dict[str, list[str]] = {}
        for number, contact in enumerate(self._contacts, start=1):
            uuid = text(contact.get("uuid"))
            person = self._person(contact, uuid)
            where = f"{self._where}: {person.name}" if person.name else self._where
            if not person.name:
                self.result.skipped.append(Problem(where, number, _NO_NAME))
                continue
            raw = json.dumps(contact, ensure_ascii=False, sort_keys=True)
            raw = raw.encode("utf-8", "replace").decode()
            uid = uuid or f"contact:{number}"
            self.result.records.append(ContactRecord(SOURCE, uid, person, raw, number))
            self.result.items.extend(items_of(contact, uid, person.name))
            for kind in _NOT_READ:
                if count := len(collection(contact, kind)):
                    self.result.leave_out(_OTHERS, count)
            for activity in uuids(contact, "activity"):
                activities.setdefault(activity, []).append(uid)
        for each in collection(self._account, "activity"):
            about = activities.get(text(each.get("uuid")), [])
            item = activity_of(each, about)
            if item is not None and about:
                self.result.items.append(item)

    def _person(self, contact: Json, uuid: str) -> Person:
        said = properties(contact)
        tags = said.get("tags")
        names = [text(tag) for tag in tags] if isinstance(tags, list) else []
        person = Person(
            name=_shown_name(said),
            given=one_line(text(said.get("first_name"))),
            additional=one_line(text(said.get("middle_name"))),
            family=one_line(text(said.get("last_name"))),
            nickname=one_line(text(said.get("nickname"))),
            organisation=one_line(text(said.get("company"))),
            job_title=one_line(text(said.get("job"))),
            met_on=_date_text(said.get("first_met_date")),
            met_through=self._names.get(text(said.get("first_met_through")), ""),
            notes=self._notes(said, uuid),
            contact_points=tuple(self._points(contact)),
            tags=tuple({fold(name): Tag(one_line(name)) for name in names if one_line(name)}
                       .values()),
            dates=_dates(said),
            rhythm=_rhythm(said),
        )  # fmt: skip
        return person if person.name else _named(person)

    def _notes(self, said: Json, uuid: str) -> str:
        parts = [many_lines(text(said.get("description")))]
        if food := one_line(text(said.get("food_preferences"))):
            parts.append(f"Food: {food}")
        if met := one_line(text(said.get("first_met_additional_info"))):
            parts.append(f"Met: {met}")
        if relations := self._relations.get(uuid):
            parts.append("\n".join(relations))
        return "\n\n".join(part for part in parts if part)

    def _points(self, contact: Json) -> Iterator[ContactPoint]:
        seen: set[tuple[ContactKind, str]] = set()
        for each in collection(contact, "contact_field"):
            said = properties(each)
            kind, label = self._kind(text(said.get("type")))
            value = one_line(text(said.get("data")))
            if kind is ContactKind.EMAIL:
                value = email_address(value)
            if value and (kind, value.lower()) not in seen:
                seen.add((kind, value.lower()))
                normalised = value.lower() if kind is ContactKind.EMAIL else ""
                yield ContactPoint(kind, value, label, normalised)
        for each in collection(contact, "address"):
            said = properties(each)
            value = one_line_address(
                "", "",
                *(text(said.get(name)) for name in
                  ("street", "city", "province", "postal_code", "country")),
            )  # fmt: skip
            if value:
                yield ContactPoint(ContactKind.ADDRESS, value, one_line(text(said.get("name"))))

    def _kind(self, uuid: str) -> tuple[ContactKind, str]:
        said = self._types.get(uuid, {})
        name = one_line(text(said.get("name")))
        kind = text(said.get("type")).lower() or name.lower()
        protocol = text(said.get("protocol")).lower()
        found = _KINDS.get(kind) or _KINDS.get(name.lower())
        if found is None and protocol:
            by_protocol = {"mailto:": ContactKind.EMAIL, "tel:": ContactKind.PHONE}
            found = by_protocol.get(protocol)
        plain = found in (ContactKind.EMAIL, ContactKind.PHONE)
        return found or ContactKind.MESSENGER, "" if plain else name


def _shown_name(said: Json) -> str:
    parts = (text(said.get(name)) for name in ("first_name", "middle_name", "last_name"))
    return " ".join(one_line(part) for part in parts if one_line(part))


def _rhythm(said: Json) -> Rhythm:
    """The days of "stay in touch"; nobody writes to the dead."""
    days = said.get("stay_in_touch_frequency")
    plain = type(days) is int and 0 < days <= LONGEST_RHYTHM_DAYS
    return Rhythm(RhythmKind.PERIODIC, days) if plain and not said.get("is_dead") else Rhythm()


def _named(person: Person) -> Person:
    return replace(person, name=display_name(person))


def _date_text(value: object) -> str:
    """A special date; `--05-04` where the year is not known, nothing where it is a guess."""
    if not isinstance(value, dict) or value.get("is_age_based") is True:
        return ""
    day = text(value.get("date"))[:10]
    on = parse_date(f"-{day[4:]}" if value.get("is_year_unknown") is True else day)
    return str(on) if on else ""


def _dates(said: Json) -> tuple[ImportantDate, ...]:
    found = [
        (DateKind.BIRTHDAY, "", _date_text(said.get("birthdate"))),
        (DateKind.OTHER, "died", _date_text(said.get("deceased_date"))),
    ]
    return tuple(
        ImportantDate(kind, on, label)
        for kind, label, day in found
        if day and (on := parse_date(day)) is not None
    )


def _estimated(data: bytes) -> int:
    return 300 * data.count(b"{") + 90 * data.count(b"[") + 70 * data.count(b",")


def read_monica(data: bytes, where: str) -> ReadResult:
    """The people of an account and all that happened with them.

    Debts become promises on either side, tasks promises of mine, reminders follow-ups. Raises
    ImportRefused when the file is no JSON, or that of another program.
    """
    if len(data) > LARGEST or _estimated(data) > _MOST_MEMORY:
        raise ImportRefused(
            f"{where} holds too much JSON at once ({len(data) / 2**20:.1f} MB; at most "
            f"{LARGEST // 2**20} MB are read). Export fewer contacts and try again."
        )
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        reason = "it is nested too deeply"
        if not isinstance(error, RecursionError):
            reason = error.msg if isinstance(error, json.JSONDecodeError) else "it is not UTF-8"
        raise ImportRefused(f"{where} is not whole JSON ({reason}). Export it again.") from error
    account = document.get("account") if isinstance(document, dict) else None
    if not isinstance(account, dict) or not collection(account, "contact"):
        raise ImportRefused(
            f"{where} is JSON, but not an export of Monica 4 with contacts in it. Export the "
            "contacts as vCard (.vcf) or CSV and try again."
        )
    reader = _Account(account, where)
    reader.read()
    return reader.result
