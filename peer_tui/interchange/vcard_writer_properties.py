"""A person's fields as new lines of a vCard 3.0 (RFC 2426) or 4.0 (RFC 6350)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from peer_tui.domain.people import (
    ContactKind,
    ContactPoint,
    DateKind,
    ImportantDate,
    PartialDate,
    Person,
    Rhythm,
    Tag,
)
from peer_tui.interchange.dates import NO_YEAR
from peer_tui.interchange.records import plain_label
from peer_tui.interchange.vcard_writer_lines import (
    escape,
    parameter_value,
    property_line,
)

NOT_FOR_TALKING = (ContactKind.ADDRESS, ContactKind.URL)
_NAMES = {
    ContactKind.PHONE: "TEL",
    ContactKind.EMAIL: "EMAIL",
    ContactKind.ADDRESS: "ADR",
    ContactKind.URL: "URL",
    ContactKind.MESSENGER: "IMPP",
}
_PHONE_TYPES = {
    "mobile": "cell",
    "work mobile": "work,cell",
    "home mobile": "home,cell",
    "fax": "fax",
    "work fax": "work,fax",
    "home fax": "home,fax",
    "pager": "pager",
    "work pager": "work,pager",
    "home pager": "home,pager",
}
_OLD_PHONE_TYPES = {"car": "car", "isdn": "isdn"}
_SCHEMES = {
    "skype": "skype",
    "jabber": "xmpp",
    "xmpp": "xmpp",
    "google talk": "xmpp",
    "aim": "aim",
    "icq": "icq",
    "msn": "msnim",
    "yahoo": "ymsgr",
    "sip": "sip",
    "matrix": "matrix",
}
_INTERNATIONAL = re.compile(r"\+[0-9][0-9.-]{3,}")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_OFFSET = re.compile(r"[+-]\d{2}:?\d{2}")
_URI = re.compile(r"[a-z][a-z0-9+.-]*:\S+", re.IGNORECASE)


@dataclass
class Groups:
    """Gives out group names that the card does not use yet."""

    used: set[str] = field(default_factory=set)
    """In lower case."""

    def new(self) -> str:
        """`item1`, `item2`..."""
        number = 1
        while f"item{number}" in self.used:
            number += 1
        self.used.add(f"item{number}")
        return f"item{number}"


def uid_line(uid: str, version: str) -> str:
    """UID: in 4.0 a URI, or marked as text."""
    if version != "4.0":
        return property_line("UID", escape(uid))
    if _UUID.fullmatch(uid):
        return property_line("UID", f"urn:uuid:{uid}")
    if _URI.fullmatch(uid) and "," not in uid and ";" not in uid:
        return property_line("UID", uid)
    return property_line("UID", escape(uid), [("VALUE", "text")])


def name_line(person: Person) -> str:
    """FN."""
    return property_line("FN", escape(person.name))


def parts_line(person: Person) -> str:
    """N, with all its five parts.

    Some programs show nothing else: without any part it is made of the name, and says so.
    """
    parts = (person.family, person.given, person.additional, person.prefix, person.suffix)
    if any(parts) or person.name == person.organisation:
        return property_line("N", ";".join(map(escape, parts)))
    given, _, family = person.name.rpartition(" ")
    value = f"{escape(family)};{escape(given)};;;" if given else f";{escape(family)};;;"
    return property_line("N", value, [("X-PEER-FROM-NAME", "1")])


def text_line(name: str, text: str) -> list[str]:
    """A property of a plain text; nothing for an empty one."""
    return [property_line(name, escape(text))] if text else []


def tag_lines(tags: Iterable[Tag], others: Iterable[str] = ()) -> list[str]:
    """CATEGORIES of the tags and of other words, and what it has no place for."""
    tags = list(tags)
    names = [escape(name) for name in (*dict.fromkeys(tag.name for tag in tags), *others)]
    lines = [property_line("CATEGORIES", ",".join(names))] if names else []
    for tag in tags:
        if tag.since or tag.until:
            value = ";".join(map(escape, (tag.name, tag.since, tag.until)))
            lines.append(property_line("X-PEER-TAG", value))
    return lines


def date_text(on: PartialDate, version: str) -> tuple[list[tuple[str, str]], str]:
    """The parameters and the value of a date of which any part may be unknown."""
    year, month, day = on.year, on.month, on.day
    if year is not None and month is None and day is not None:
        return [("VALUE", "text")] if version == "4.0" else [], f"{year:04}-00-{day:02}"
    if month is None or day is None:
        return [], str(on)
    if version == "4.0":
        return [], f"{'--' if year is None else f'{year:04}'}{month:02}{day:02}"
    if year is None:
        return [("X-APPLE-OMIT-YEAR", str(NO_YEAR))], f"{NO_YEAR}-{month:02}-{day:02}"
    return [], str(on)


def date_line_name(kind: DateKind, version: str) -> str:
    """The property that holds the date."""
    if kind is DateKind.BIRTHDAY:
        return "BDAY"
    if kind is DateKind.ANNIVERSARY:
        return "ANNIVERSARY" if version == "4.0" else "X-ANNIVERSARY"
    return "X-ABDATE"


def date_lines(date: ImportantDate, version: str, groups: Groups) -> list[str]:
    """The property of a date, and that of its label."""
    parameters, value = date_text(date.on, version)
    name, group, label = date_line_name(date.kind, version), "", []
    if date.label:
        known = date.label in ("anniversary", "birthday")
        if date.kind is DateKind.OTHER and plain_label(date.label) == date.label and not known:
            group = groups.new()
            label = [property_line("X-ABLabel", escape(date.label), group=group)]
        else:
            parameters = [*parameters, ("X-PEER-LABEL", parameter_value(date.label))]
    if date.lead_days is not None:
        parameters = [*parameters, ("X-PEER-DAYS-BEFORE", str(date.lead_days))]
    return [property_line(name, value, parameters, group), *label]


def types_of(kind: ContactKind, label: str, version: str) -> str:
    """The TYPE that says the label; empty when there is none for it."""
    if label in ("work", "home"):
        return label
    if kind is not ContactKind.PHONE:
        return ""
    old = "" if version == "4.0" else _OLD_PHONE_TYPES.get(label, "")
    return _PHONE_TYPES.get(label, old)


def point_value(point: ContactPoint, version: str) -> tuple[list[tuple[str, str]], str]:
    """The value of a contact point as it is written, and the parameters that it asks for."""
    if point.kind is ContactKind.PHONE:
        if version == "4.0" and _INTERNATIONAL.fullmatch(point.value):
            return [("VALUE", "uri")], f"tel:{point.value}"
        return [], escape(point.value)
    if point.kind is ContactKind.ADDRESS:
        return [], f";;{escape(point.value)};;;;"
    if point.kind is ContactKind.URL:
        return [], escape(point.value.replace(",", "%2C"))
    if point.kind is ContactKind.MESSENGER:
        scheme = _SCHEMES.get(point.label.lower(), "x-apple")
        return [], f"{scheme}:{quote(point.value, safe='@+._-!')}"
    return [], escape(point.value)


def point_lines(
    point: ContactPoint, version: str, groups: Groups, *, preferred: bool = False
) -> list[str]:
    """The property of a contact point, and that of its label."""
    parameters, value = point_value(point, version)
    types, group, lines = [], "", []
    if point.kind is ContactKind.EMAIL and version != "4.0":
        types.append("INTERNET")
    if point.kind is ContactKind.MESSENGER:
        if point.label:
            parameters.append(("X-SERVICE-TYPE", parameter_value(point.label)))
    elif point.label:
        own = types_of(point.kind, plain_label(point.label), version)
        if own:
            types.append(own)
        if plain_label(point.label) != point.label:
            parameters.append(("X-PEER-LABEL", parameter_value(point.label)))
        elif not own:
            group = groups.new()
            lines = [property_line("X-ABLabel", escape(point.label), group=group)]
    if point.kind is ContactKind.PHONE and not {"fax", "pager", "cell"} & set(
        ",".join(types).split(",")
    ):
        types.append("voice")
    if preferred and version != "4.0":
        types.append("pref")
    if types:
        parameters.insert(0, ("TYPE", ",".join(types)))
    if preferred and version == "4.0":
        parameters.append(("PREF", "1"))
    if point.do_not_use:
        parameters.append(("X-PEER-DO-NOT-USE", "1"))
    return [property_line(_NAMES[point.kind], value, parameters, group), *lines]


def all_point_lines(person: Person, version: str, groups: Groups) -> Iterator[str]:
    """All contact points in their order; the first one talks through is the preferred one."""
    points = person.contact_points
    talking = [point for point in points if point.kind not in NOT_FOR_TALKING]
    for point in points:
        preferred = len(talking) > 1 and point is talking[0]
        yield from point_lines(point, version, groups, preferred=preferred)


def all_date_lines(person: Person, version: str, groups: Groups) -> Iterator[str]:
    """All dates; a card has one birthday."""
    kinds: set[DateKind] = set()
    for date in person.dates:
        if date.kind is not DateKind.BIRTHDAY or date.kind not in kinds:
            first, *label = date_lines(date, version, groups)
            again = date.kind is DateKind.ANNIVERSARY and date.kind in kinds
            # RFC 6350 section 6.2.6: a card has one ANNIVERSARY.
            yield from (f"X-{first}" if again and version == "4.0" else first, *label)
        kinds.add(date.kind)


def time_zone_line(time_zone: str, version: str) -> list[str]:
    """TZ with the name of a time zone, marked as text where that is not the rule."""
    plain = version == "4.0" or _OFFSET.fullmatch(time_zone)
    parameters = [] if plain else [("VALUE", "text")]
    return [property_line("TZ", escape(time_zone), parameters)] if time_zone else []


def language_line(language: str, version: str) -> list[str]:
    """LANG, which 3.0 has no property for."""
    return text_line("LANG" if version == "4.0" else "X-PEER-LANGUAGE", language)


def rhythm_line(rhythm: Rhythm) -> list[str]:
    """X-PEER-RHYTHM; nothing for whenever paths cross, which needs no word."""
    if rhythm == Rhythm():
        return []
    days = f";{rhythm.days}" if rhythm.days else ""
    return [property_line("X-PEER-RHYTHM", f"{rhythm.kind}{days}")]


def whole_lines(person: Person, version: str, groups: Groups) -> list[str]:
    """Everything but VERSION and UID."""
    return [
        name_line(person),
        parts_line(person),
        *text_line("NICKNAME", person.nickname),
        *text_line("ORG", person.organisation),
        *text_line("TITLE", person.job_title),
        *all_point_lines(person, version, groups),
        *all_date_lines(person, version, groups),
        *time_zone_line(person.time_zone, version),
        *language_line(person.language, version),
        *tag_lines(person.tags),
        *text_line("X-PEER-MET-ON", person.met_on),
        *text_line("X-PEER-MET-THROUGH", person.met_through),
        *rhythm_line(person.rhythm),
        *text_line("NOTE", person.notes),
    ]
