"""Reads vCard 2.1, 3.0 and 4.0, the way real programs write them (RFC 2426, RFC 6350)."""

from collections.abc import Callable

from peer_tui.domain.people import ContactKind, DateKind
from peer_tui.domain.sameness import name_words
from peer_tui.interchange.reading_choices import Progress, no_progress
from peer_tui.interchange.records import (
    ContactRecord,
    Problem,
    ReadResult,
    content_uid,
    email_address,
    many_lines,
    missing_lines,
    one_line,
    one_line_address,
    plain_label,
)
from peer_tui.interchange.relations import TIE, own_tie
from peer_tui.interchange.text_lines import (
    LIMIT,
    as_utf8,
    byte_lines,
    card_margin,
    charset_of_the_rest,
)
from peer_tui.interchange.vcard_contact import Contact
from peer_tui.interchange.vcard_lines import (
    MOST_STRAY,
    Card,
    Head,
    Joiner,
    parse_head,
    split_cards,
    split_property,
)
from peer_tui.interchange.vcard_names import MESSENGERS, PHONE_TYPES, PHONES, RELATIONS
from peer_tui.interchange.vcard_values import (
    PLACES,
    android_relation,
    apple_label,
    components,
    decoded,
    list_items,
    phone_number,
    read_rhythm,
    repaired,
    unescape,
    without_scheme,
)

SOURCE = "vcard"
NO_NAME = "it has no name, organisation, e-mail address or phone number"

_KNOWN_HEADS = 2048
_GROUP_TAGS = {"mycontacts", "starred"}
_ANDROID_ITEM = "vnd.android.cursor.item/"
_ANDROID_EVENTS = {"1": DateKind.ANNIVERSARY, "3": DateKind.BIRTHDAY}


def _full_name(contact: Contact, head: Head, value: str) -> None:
    name = one_line(unescape(value)).strip(" ;")
    if name and head.preference < contact.full_name[0]:
        contact.full_name = (head.preference, name)


def _name(contact: Contact, head: Head, value: str) -> None:
    if "X-PEER-FROM-NAME" in head.parameters:
        return
    parts = [one_line(part) for part in components(value, 5)]
    for name, part in zip(
        ("family", "given", "additional", "prefix", "suffix"), parts, strict=False
    ):
        contact.fill(name, part)


def _organisation(contact: Contact, head: Head, value: str) -> None:
    parts = [text for part in components(value) if (text := one_line(part))]
    if parts and not contact.fields.get("organisation"):
        contact.fill("organisation", parts[0])
        contact.fill("department", ", ".join(parts[1:]))


def _text_field(name: str) -> Callable[[Contact, Head, str], None]:
    def handle(contact: Contact, head: Head, value: str) -> None:
        contact.fill(name, one_line(unescape(value)))

    return handle


def _phone(contact: Contact, head: Head, value: str) -> None:
    number = one_line(phone_number(unescape(value)))
    label = PHONES.get(head.name, "")
    if head.name in PHONES and not label:
        label = next((PHONE_TYPES[each] for each in sorted(head.types & PHONE_TYPES.keys())), "")
    if any(char.isalnum() for char in number):
        contact.add_point(head, ContactKind.PHONE, number, label)


def _email(contact: Contact, head: Head, value: str) -> None:
    address = without_scheme(unescape(value), "mailto")
    contact.add_point(head, ContactKind.EMAIL, email_address(address))


def _address(contact: Contact, head: Head, value: str) -> None:
    parts = components(value, 7)
    if len(components(value)) == 1:
        text = one_line_address("", "", parts[0], "", "", "", "")
    else:
        box, extended, street, city, region, code = parts[:6]
        text = one_line_address(box, extended, street, city, region, code, parts[6])
        further = " ".join(parts[7:]).strip()
        # Google writes the whole address once more behind its parts.
        if further and not name_words(further) <= name_words(text):
            country = " ".join(parts[6:])
            text = one_line_address(box, extended, street, city, region, code, country)
    if not text and "LABEL" in head.parameters:
        label = unescape(head.parameters["LABEL"])
        text = one_line_address("", "", label, "", "", "", "")
    contact.add_point(head, ContactKind.ADDRESS, text)


def _address_label(contact: Contact, head: Head, value: str) -> None:
    contact.address_labels.append((head, unescape(value)))


def _url(contact: Contact, head: Head, value: str) -> None:
    # Many programs cut a value at a comma, so ours writes it this way.
    text = one_line(unescape(value)).replace("%2C", ",")
    contact.add_point(head, ContactKind.URL, text)


def _social(contact: Contact, head: Head, value: str) -> None:
    text = one_line(unescape(value))
    service = head.parameters.get("X-SERVICE-TYPE", "") or ", ".join(
        sorted(head.types - {"pref", "home", "work"})
    )
    kind = ContactKind.URL if "://" in text else ContactKind.MESSENGER
    if kind is ContactKind.MESSENGER:
        text = without_scheme(text, "x-apple").strip()
    label = one_line(service or head.parameters.get("SERVICE-TYPE", ""))
    contact.add_point(head, kind, text, label)


def _messenger(contact: Contact, head: Head, value: str) -> None:
    text = one_line(unescape(value))
    scheme, colon, rest = text.partition(":")
    service = head.parameters.get("X-SERVICE-TYPE", "") or head.parameters.get("SERVICE-TYPE", "")
    if colon and rest and not rest.startswith("//") and scheme.replace("-", "").isalnum():
        text = without_scheme(text, scheme.lower())
        service = service or (scheme.lower() if scheme.lower() != "x-apple" else "")
    service = service or MESSENGERS.get(head.name, "") or min(head.types - PLACES, default="")
    contact.add_point(head, ContactKind.MESSENGER, text.strip(), one_line(service))


def _note(contact: Contact, head: Head, value: str) -> None:
    if text := many_lines(unescape(value)):
        contact.notes.append(text)


def _categories(contact: Contact, head: Head, value: str) -> None:
    for item in list_items(value):
        name = one_line(item)
        if name and name.lower() not in _GROUP_TAGS:
            contact.tags[name] = None


def _tag(contact: Contact, head: Head, value: str) -> None:
    """X-PEER-TAG:<name>;<since>;<until>: what CATEGORIES has no place for."""
    name, since, until = (one_line(part) for part in components(value, 3)[:3])
    if name:
        contact.tags[name] = None
        contact.tag_years[name] = (since, until)


def _language(contact: Contact, head: Head, value: str) -> None:
    language = one_line(unescape(value))
    if language and head.preference < contact.language[0]:
        contact.language = (head.preference, language)


def _rhythm(contact: Contact, head: Head, value: str) -> None:
    """X-PEER-RHYTHM:periodic;<days>, or another kind alone."""
    if rhythm := read_rhythm(value):
        contact.rhythm = rhythm


def _birthday(contact: Contact, head: Head, value: str) -> None:
    contact.add_date(head, DateKind.BIRTHDAY, one_line(unescape(value)))


def _anniversary(contact: Contact, head: Head, value: str) -> None:
    contact.add_date(head, DateKind.ANNIVERSARY, one_line(unescape(value)))


def _other_date(contact: Contact, head: Head, value: str) -> None:
    label = "died" if head.name == "DEATHDATE" else ""
    contact.add_date(head, DateKind.OTHER, one_line(unescape(value)), label)


def _uid(contact: Contact, head: Head, value: str) -> None:
    uid = one_line(unescape(value))
    contact.uid = contact.uid or uid.removeprefix("urn:uuid:")


def _kind(contact: Contact, head: Head, value: str) -> None:
    contact.is_group = contact.is_group or value.strip().lower() == "group"


def _label(contact: Contact, head: Head, value: str) -> None:
    if head.group and (label := plain_label(apple_label(unescape(value)))):
        contact.labels[head.group] = label


def _relation(contact: Contact, head: Head, value: str) -> None:
    name = one_line(unescape(value))
    if TIE in head.parameters:
        contact.own_ties.append((own_tie(head.parameters), name))
    elif name and not name.lower().startswith(("urn:", "http:", "https:", "data:")):
        kind = RELATIONS.get(head.name) or ", ".join(sorted(head.types - {"pref"}))
        contact.relations.append((head.group, one_line(kind), name))


def _android(contact: Contact, head: Head, value: str) -> None:
    """X-ANDROID-CUSTOM:vnd.android.cursor.item/<what>;<data1>;<data2>;<data3>..."""
    parts = components(value, 4)
    what, data = parts[0].strip().removeprefix(_ANDROID_ITEM), one_line(parts[1])
    if what == "nickname":
        contact.fill("nickname", data)
    elif what == "contact_event":
        kind = _ANDROID_EVENTS.get(parts[2].strip(), DateKind.OTHER)
        contact.add_date(head, kind, data, "" if kind in _ANDROID_EVENTS.values() else parts[3])
    elif what == "group_membership" and data and not data.isdecimal():
        contact.tags[data] = None
    elif what == "relation" and data:
        contact.relations.append(("", one_line(parts[3]) or android_relation(parts[2]), data))


HANDLERS: dict[str, Callable[[Contact, Head, str], None]] = {
    "FN": _full_name,
    "N": _name,
    "NICKNAME": _text_field("nickname"),
    "X-NICKNAME": _text_field("nickname"),
    "ORG": _organisation,
    "TITLE": _text_field("job_title"),
    "ROLE": _text_field("role"),
    "X-KADDRESSBOOK-X-PROFESSION": _text_field("role"),
    "TEL": _phone,
    **dict.fromkeys(PHONES, _phone),
    "EMAIL": _email,
    "ADR": _address,
    "LABEL": _address_label,
    "URL": _url,
    "X-EVOLUTION-BLOG-URL": _url,
    "X-SOCIALPROFILE": _social,
    "SOCIALPROFILE": _social,
    "IMPP": _messenger,
    **dict.fromkeys(MESSENGERS, _messenger),
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
    **dict.fromkeys(RELATIONS, _relation),
    "X-ANDROID-CUSTOM": _android,
    "X-PEER-MET-ON": _text_field("met_on"),
    "X-PEER-MET-THROUGH": _text_field("met_through"),
    "X-PEER-TAG": _tag,
    "X-PEER-RHYTHM": _rhythm,
    "TZ": _text_field("time_zone"),
    "LANG": _language,
    "X-PEER-LANGUAGE": _language,
}
"""What becomes of each property that is understood, by its name in upper case."""


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
        contact = Contact(card.raw(self._fallback))
        heads, handlers = self._heads, HANDLERS
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

    def _finish(self, card: Card, contact: Contact, joiner: Joiner) -> None:
        person = contact.person()
        if contact.is_group or not person.name:
            what = "it is a list of contacts" if contact.is_group else NO_NAME
            where = f"{self._where}: {person.name}" if person.name else self._where
            self.result.skipped.append(Problem(where, card.line, what))
            return
        uid = contact.uid or content_uid(contact.raw)
        record = ContactRecord(SOURCE, uid, person, contact.raw, card.line, contact.ties())
        self.result.records.append(record)
        if not (joiner.notes or contact.unreadable or card.left_out) and card.closed:
            return
        where, problems = f"{self._where}: {person.name}", self.result.problems
        if joiner.notes:
            problems.extend(Problem(where, line, what) for line, what in joiner.notes)
        if contact.unreadable:
            problems.extend(Problem(where, card.line, what) for what in contact.unreadable)
        if card.left_out:
            what = f"the card is too large; {card.left_out:,} lines of it were left out"
            problems.append(Problem(where, card.line, what))
        if not card.closed:
            problems.append(Problem(where, card.line, "the card has no END:VCARD"))


def read_vcards(data: bytes, where: str, progress: Progress = no_progress) -> ReadResult:
    """Every card of the file; `where` names it in problems. Never raises on any bytes.

    A card nested in an AGENT belongs to its card and is no contact of its own. A card without
    a name takes its organisation, e-mail address or phone number as its name.
    """
    # Nothing is to be seen of a NUL, and the raw card cannot be kept with it.
    data = as_utf8(data).replace(b"\0", b"")
    reader = _Reader(where, charset_of_the_rest(data))
    stray: list[int] = []
    long: list[int] = []
    margin = card_margin(data)
    lines = byte_lines(data, long=long, progress=progress)
    if margin:
        lines = (line.removeprefix(margin) for line in lines)
    for card in split_cards(lines, stray):
        reader.read(card)
    reader.result.not_read += missing_lines(where, long, reader.result.records, LIMIT)
    if stray:
        number = (
            f"{MOST_STRAY:,} lines or more" if len(stray) == MOST_STRAY else f"{len(stray)} lines"
        )
        what = f"{number} stand outside any card and were left out"
        if len(stray) == 1:
            what = "1 line stands outside any card and was left out"
        reader.result.problems.append(Problem(where, stray[0], what))
    return reader.result
