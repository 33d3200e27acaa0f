"""Reads vCard 2.1, 3.0 and 4.0, the way real programs write them (RFC 2426, RFC 6350)."""

from collections.abc import Callable
from dataclasses import replace

from peer_tui.domain.people import (
    ContactKind,
    ContactPoint,
    DateKind,
    ImportantDate,
    Person,
    Tag,
)
from peer_tui.interchange.dates import parse_date
from peer_tui.interchange.records import (
    ContactRecord,
    Problem,
    ReadResult,
    content_uid,
    display_name,
    email_address,
    many_lines,
    one_line,
    one_line_address,
)
from peer_tui.interchange.vcard_lines import (
    Card,
    Head,
    Joiner,
    decode_file,
    fallback_charset,
    file_lines,
    parse_head,
    split_cards,
    split_property,
)
from peer_tui.interchange.vcard_values import (
    apple_label,
    components,
    decoded,
    list_items,
    phone_number,
    repaired,
    unescape,
    without_scheme,
)

SOURCE = "vcard"
NO_NAME = "it has no name, organisation, e-mail address or phone number"

_KNOWN_HEADS = 2048
_NOT_FOR_TALKING = (ContactKind.ADDRESS, ContactKind.URL)
_GROUP_TAGS = {"mycontacts", "starred"}
_MESSENGERS = {
    "X-AIM": "AIM",
    "X-GADUGADU": "Gadu-Gadu",
    "X-GOOGLE-TALK": "Google Talk",
    "X-GROUPWISE": "GroupWise",
    "X-GTALK": "Google Talk",
    "X-ICQ": "ICQ",
    "X-JABBER": "Jabber",
    "X-KADDRESSBOOK-X-IMADDRESS": "",
    "X-MATRIX": "Matrix",
    "X-MS-IMADDRESS": "",
    "X-MSN": "MSN",
    "X-QQ": "QQ",
    "X-SIGNAL": "Signal",
    "X-SIP": "SIP",
    "X-SKYPE": "Skype",
    "X-SKYPE-USERNAME": "Skype",
    "X-TELEGRAM": "Telegram",
    "X-TWITTER": "Twitter",
    "X-WHATSAPP": "WhatsApp",
    "X-YAHOO": "Yahoo",
}
_RELATIONS = {
    "X-SPOUSE": "spouse",
    "X-EVOLUTION-SPOUSE": "spouse",
    "X-KADDRESSBOOK-X-SPOUSESNAME": "spouse",
    "X-MS-SPOUSE": "spouse",
    "X-ASSISTANT": "assistant",
    "X-EVOLUTION-ASSISTANT": "assistant",
    "X-MS-ASSISTANT": "assistant",
    "X-KADDRESSBOOK-X-ASSISTANTSNAME": "assistant",
    "X-MANAGER": "manager",
    "X-EVOLUTION-MANAGER": "manager",
    "X-MS-MANAGER": "manager",
    "X-KADDRESSBOOK-X-MANAGERSNAME": "manager",
    "X-MS-CHILD": "child",
}
_ANDROID_ITEM = "vnd.android.cursor.item/"
_ANDROID_EVENTS = {"1": DateKind.ANNIVERSARY, "3": DateKind.BIRTHDAY}


class _Contact:
    """Gathers one card's properties into a person."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.uid = ""
        self.is_group = False
        self.full_name: tuple[int, str] = (999, "")
        self.fields: dict[str, str] = {}
        self.notes: list[str] = []
        self.tags: dict[str, None] = {}
        self.points: list[tuple[bool, int, int, str, ContactKind, str, str]] = []
        """Is not for talking, preference, order in the card, group, kind, value, label."""
        self.dates: list[tuple[str, ImportantDate]] = []
        self.relations: list[tuple[str, str, str]] = []
        """Group, kind and name."""
        self.labels: dict[str, str] = {}
        self.address_labels: list[tuple[Head, str]] = []
        self.unreadable: list[str] = []

    def add_point(self, head: Head, kind: ContactKind, value: str, label: str = "") -> None:
        """Keeps a contact point; what one talks through comes before addresses and pages."""
        if value:
            place = kind in _NOT_FOR_TALKING, head.preference, len(self.points)
            self.points.append((*place, head.group, kind, value, label or head.label))

    def fill(self, name: str, value: str) -> None:
        """Sets a single-value field unless an earlier property did."""
        if value and not self.fields.get(name):
            self.fields[name] = value

    def add_date(self, head: Head, kind: DateKind, value: str, label: str = "") -> None:
        if head.parameters.get("X-APPLE-OMIT-YEAR") == value[:4]:
            value = "-" + value[4:] if value[4:5] == "-" else "--" + value[4:]
        on = parse_date(value)
        if on is None:
            if value:
                self.unreadable.append(f"the {label or kind.value} {value[:40]!r} is not a date")
            return
        self.dates.append((head.group, ImportantDate(kind, on, label)))

    def contact_points(self) -> tuple[ContactPoint, ...]:
        """The preferred first, labels filled in, each only once."""
        known: dict[tuple[ContactKind, str], ContactPoint] = {}
        for _, _, _, group, kind, value, label in sorted(self.points):
            normalised = value.lower() if kind is ContactKind.EMAIL else ""
            key = (kind, normalised or value)
            if key not in known:
                label = self.labels.get(group, label) if group else label
                known[key] = ContactPoint(kind, value, label, normalised)
        return tuple(known.values())

    def important_dates(self) -> tuple[ImportantDate, ...]:
        """The dates with the labels of their groups; only one birthday."""
        found: dict[tuple[object, ...], ImportantDate] = {}
        for group, date in self.dates:
            label = self.labels.get(group, "") if group else ""
            if label and date.kind is DateKind.OTHER:
                kinds = {"anniversary": DateKind.ANNIVERSARY, "birthday": DateKind.BIRTHDAY}
                kind = kinds.get(label, DateKind.OTHER)
                date = replace(date, kind=kind, label="" if kind is not DateKind.OTHER else label)
            key = (date.kind,) if date.kind is DateKind.BIRTHDAY else (date.kind, date.on)
            found.setdefault(key, date)
        return tuple(found.values())

    def all_notes(self) -> str:
        """The notes, then what has no field of its own, a line each."""
        lines = [
            f"{(self.labels.get(group, '') or kind or 'relation').capitalize()}: {name}"
            for group, kind, name in self.relations
        ]
        if department := self.fields.get("department"):
            lines.append(f"Department: {department}")
        role = self.fields.get("role", "")
        if role and self.fields.get("job_title") and role != self.fields["job_title"]:
            lines.append(f"Role: {role}")
        return "\n\n".join([*self.notes, *(["\n".join(lines)] if lines else [])])

    def person(self) -> Person:
        """Everything that was gathered; the name may be empty."""
        fields = self.fields
        for head, text in self.address_labels:
            if not any(row[4] is ContactKind.ADDRESS for row in self.points):
                value = ", ".join(filter(None, map(one_line, text.split("\n"))))
                self.add_point(head, ContactKind.ADDRESS, value)
        person = Person(
            name=self.full_name[1],
            prefix=fields.get("prefix", ""),
            given=fields.get("given", ""),
            additional=fields.get("additional", ""),
            family=fields.get("family", ""),
            suffix=fields.get("suffix", ""),
            nickname=fields.get("nickname", ""),
            organisation=fields.get("organisation", ""),
            job_title=fields.get("job_title") or fields.get("role", ""),
            notes=self.all_notes(),
            contact_points=self.contact_points(),
            tags=tuple(Tag(name) for name in self.tags),
            dates=self.important_dates(),
        )
        return person if person.name else replace(person, name=display_name(person))


def _full_name(contact: _Contact, head: Head, value: str) -> None:
    name = one_line(unescape(value)).strip(" ;")
    if name and head.preference < contact.full_name[0]:
        contact.full_name = (head.preference, name)


def _name(contact: _Contact, head: Head, value: str) -> None:
    parts = [one_line(part) for part in components(value, 5)]
    for name, part in zip(
        ("family", "given", "additional", "prefix", "suffix"), parts, strict=False
    ):
        contact.fill(name, part)


def _organisation(contact: _Contact, head: Head, value: str) -> None:
    parts = [text for part in components(value) if (text := one_line(part))]
    if parts and not contact.fields.get("organisation"):
        contact.fill("organisation", parts[0])
        contact.fill("department", ", ".join(parts[1:]))


def _text_field(name: str) -> Callable[[_Contact, Head, str], None]:
    def handle(contact: _Contact, head: Head, value: str) -> None:
        contact.fill(name, one_line(unescape(value)))

    return handle


def _phone(contact: _Contact, head: Head, value: str) -> None:
    number = one_line(phone_number(unescape(value)))
    if any(char.isalnum() for char in number):
        contact.add_point(head, ContactKind.PHONE, number)


def _email(contact: _Contact, head: Head, value: str) -> None:
    address = without_scheme(unescape(value), "mailto")
    contact.add_point(head, ContactKind.EMAIL, email_address(address))


def _address(contact: _Contact, head: Head, value: str) -> None:
    parts = components(value, 7)
    if len(components(value)) == 1:
        text = one_line_address("", "", parts[0], "", "", "", "")
    else:
        box, extended, street, city, region, code = parts[:6]
        text = one_line_address(box, extended, street, city, region, code, " ".join(parts[6:]))
    if not text and "LABEL" in head.parameters:
        text = one_line(unescape(head.parameters["LABEL"]))
    contact.add_point(head, ContactKind.ADDRESS, text)


def _address_label(contact: _Contact, head: Head, value: str) -> None:
    contact.address_labels.append((head, unescape(value)))


def _url(contact: _Contact, head: Head, value: str) -> None:
    text = one_line(unescape(value))
    contact.add_point(head, ContactKind.URL, text)


def _social(contact: _Contact, head: Head, value: str) -> None:
    text = one_line(unescape(value))
    service = head.parameters.get("X-SERVICE-TYPE", "") or ", ".join(
        sorted(head.types - {"pref", "home", "work"})
    )
    kind = ContactKind.URL if "://" in text else ContactKind.MESSENGER
    if kind is ContactKind.MESSENGER:
        text = without_scheme(text, "x-apple")
    label = one_line(service or head.parameters.get("SERVICE-TYPE", ""))
    contact.add_point(head, kind, text, label)


def _messenger(contact: _Contact, head: Head, value: str) -> None:
    text = one_line(unescape(value))
    scheme, colon, rest = text.partition(":")
    service = head.parameters.get("X-SERVICE-TYPE", "") or head.parameters.get("SERVICE-TYPE", "")
    if colon and rest and not rest.startswith("//") and scheme.replace("-", "").isalnum():
        text = without_scheme(text, scheme.lower())
        service = service or (scheme.lower() if scheme.lower() != "x-apple" else "")
    label = one_line(service or _MESSENGERS.get(head.name, ""))
    contact.add_point(head, ContactKind.MESSENGER, text, label)


def _note(contact: _Contact, head: Head, value: str) -> None:
    if text := many_lines(unescape(value)):
        contact.notes.append(text)


def _categories(contact: _Contact, head: Head, value: str) -> None:
    for item in list_items(value):
        name = one_line(item)
        if name and name.lower() not in _GROUP_TAGS:
            contact.tags[name] = None


def _birthday(contact: _Contact, head: Head, value: str) -> None:
    contact.add_date(head, DateKind.BIRTHDAY, one_line(unescape(value)))


def _anniversary(contact: _Contact, head: Head, value: str) -> None:
    contact.add_date(head, DateKind.ANNIVERSARY, one_line(unescape(value)))


def _other_date(contact: _Contact, head: Head, value: str) -> None:
    label = "died" if head.name == "DEATHDATE" else ""
    contact.add_date(head, DateKind.OTHER, one_line(unescape(value)), label)


def _uid(contact: _Contact, head: Head, value: str) -> None:
    uid = one_line(unescape(value))
    contact.uid = contact.uid or uid.removeprefix("urn:uuid:")


def _kind(contact: _Contact, head: Head, value: str) -> None:
    contact.is_group = contact.is_group or value.strip().lower() == "group"


def _label(contact: _Contact, head: Head, value: str) -> None:
    if head.group and (label := one_line(apple_label(unescape(value)))):
        contact.labels[head.group] = label


def _relation(contact: _Contact, head: Head, value: str) -> None:
    name = one_line(unescape(value))
    if name and not name.lower().startswith(("urn:", "http:", "https:", "data:")):
        kind = _RELATIONS.get(head.name) or ", ".join(sorted(head.types - {"pref"}))
        contact.relations.append((head.group, one_line(kind), name))


def _android(contact: _Contact, head: Head, value: str) -> None:
    """X-ANDROID-CUSTOM:vnd.android.cursor.item/<what>;<data1>;<data2>;<data3>..."""
    parts = components(value, 4)
    what, data = parts[0].strip().removeprefix(_ANDROID_ITEM), one_line(parts[1])
    if what == "nickname":
        contact.fill("nickname", data)
    elif what == "contact_event":
        kind = _ANDROID_EVENTS.get(parts[2].strip(), DateKind.OTHER)
        contact.add_date(head, kind, data, "" if kind in _ANDROID_EVENTS.values() else parts[3])
    elif what == "relation" and data:
        contact.relations.append(("", one_line(parts[3]), data))


_HANDLERS: dict[str, Callable[[_Contact, Head, str], None]] = {
    "FN": _full_name,
    "N": _name,
    "NICKNAME": _text_field("nickname"),
    "X-NICKNAME": _text_field("nickname"),
    "ORG": _organisation,
    "TITLE": _text_field("job_title"),
    "ROLE": _text_field("role"),
    "TEL": _phone,
    "EMAIL": _email,
    "ADR": _address,
    "LABEL": _address_label,
    "URL": _url,
    "X-EVOLUTION-BLOG-URL": _url,
    "X-SOCIALPROFILE": _social,
    "SOCIALPROFILE": _social,
    "IMPP": _messenger,
    **dict.fromkeys(_MESSENGERS, _messenger),
    "NOTE": _note,
    "CATEGORIES": _categories,
    "BDAY": _birthday,
    "ANNIVERSARY": _anniversary,
    "X-ANNIVERSARY": _anniversary,
    "X-EVOLUTION-ANNIVERSARY": _anniversary,
    "X-KADDRESSBOOK-X-ANNIVERSARY": _anniversary,
    "X-MS-ANNIVERSARY": _anniversary,
    "X-WAB-WEDDING_ANNIVERSARY": _anniversary,
    "X-ABDATE": _other_date,
    "DEATHDATE": _other_date,
    "UID": _uid,
    "KIND": _kind,
    "X-ADDRESSBOOKSERVER-KIND": _kind,
    "X-ABLABEL": _label,
    "RELATED": _relation,
    "X-ABRELATEDNAMES": _relation,
    **dict.fromkeys(_RELATIONS, _relation),
    "X-ANDROID-CUSTOM": _android,
}


class _Reader:
    """Reads the cards of one file; remembers the heads it has seen, for speed."""

    def __init__(self, where: str, fallback: str) -> None:
        self._where = where
        self._fallback = fallback
        self._heads: dict[str, Head] = {}
        self.result = ReadResult(format=SOURCE)

    def _new_head(self, text: str) -> Head:
        head = parse_head(repaired(text, fallback=self._fallback))
        if len(self._heads) < _KNOWN_HEADS:
            self._heads[text] = head
        return head

    def read(self, card: Card) -> None:
        """Adds the card to the records, or to what was left out."""
        joiner = Joiner(card)
        contact = _Contact(card.raw(self._fallback))
        heads, handlers = self._heads, _HANDLERS
        for line in joiner.properties():
            text, value = split_property(line)
            head = heads.get(text) or self._new_head(text)
            handler = handlers.get(head.name)
            if handler is None or not value:
                continue
            if head.encoding or self._fallback:
                value = decoded(value, head.encoding, head.charset, self._fallback)
            handler(contact, head, value)
        self._finish(card, contact, joiner)

    def _finish(self, card: Card, contact: _Contact, joiner: Joiner) -> None:
        person = contact.person()
        where = f"{self._where}: {person.name}" if person.name else self._where
        if contact.is_group or not person.name:
            what = "it is a list of contacts" if contact.is_group else NO_NAME
            self.result.skipped.append(Problem(where, card.line, what))
            return
        uid = contact.uid or content_uid(contact.raw)
        self.result.records.append(ContactRecord(SOURCE, uid, person, contact.raw, card.line))
        problems = self.result.problems
        problems.extend(Problem(where, line, what) for line, what in joiner.notes)
        problems.extend(Problem(where, card.line, what) for what in contact.unreadable)
        if not card.closed:
            problems.append(Problem(where, card.line, "the card has no END:VCARD"))


def read_vcards(data: bytes, where: str) -> ReadResult:
    """Every card of the file; `where` names it in problems. Never raises on any bytes.

    A card nested in an AGENT belongs to its card and is no contact of its own. A card without
    a name takes its organisation, e-mail address or phone number as its name.
    """
    text = decode_file(data)
    reader = _Reader(where, fallback_charset(text))
    stray: list[int] = []
    for card in split_cards(file_lines(text), stray):
        reader.read(card)
    if stray:
        lines = "1 line stands" if len(stray) == 1 else f"{len(stray)} lines stand"
        what = f"{lines} outside any card and were left out"
        if len(stray) == 1:
            what = f"{lines} outside any card and was left out"
        reader.result.problems.append(Problem(where, stray[0], what))
    return reader.result
