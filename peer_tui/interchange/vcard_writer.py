"""Writes people as vCard 3.0 (RFC 2426) or 4.0 (RFC 6350).

A card that another program wrote is the base: only lines whose value changed are written anew,
and what is not understood stays. What was written is read again; where that gives another
person, everything that is understood is written anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from peer_tui.domain.people import ContactKind, DateKind, ImportantDate, Person
from peer_tui.interchange.exported_people import ExportedPerson
from peer_tui.interchange.records import email_address, many_lines, one_line, one_line_address
from peer_tui.interchange.relations import put_relations, relation_lines
from peer_tui.interchange.vcard import HANDLERS
from peer_tui.interchange.vcard_writer_base import (
    BaseCard,
    BaseLine,
    new_line,
    point_key,
    read_base,
    read_lines,
)
from peer_tui.interchange.vcard_writer_changes import change_fields
from peer_tui.interchange.vcard_writer_lines import card_text, fold_line, property_line
from peer_tui.interchange.vcard_writer_properties import (
    NOT_FOR_TALKING,
    Groups,
    uid_line,
    whole_lines,
)
from peer_tui.interchange.vcard_writer_version import converted

VERSIONS = ("3.0", "4.0")
_RELATIONS = frozenset({"RELATED", "X-ABRELATEDNAMES"}) | {
    name for name, handler in HANDLERS.items() if handler is HANDLERS["X-SPOUSE"]
}
_KEPT = frozenset({"KIND", "X-ADDRESSBOOKSERVER-KIND", "UID"}) | _RELATIONS


def write_cards(people: Iterable[ExportedPerson], version: str = "3.0") -> Iterator[str]:
    """Each person as a card with CRLF line ends; the version is one of `VERSIONS`."""
    for exported in people:
        yield write_card(exported, version)


def write_card(exported: ExportedPerson, version: str = "3.0") -> str:
    """One person as a card with CRLF line ends; the version is one of `VERSIONS`.

    The UID is that of the base, else the person's own.
    """
    person = exported.person
    if not exported.card:
        return _whole(exported, version)
    base = read_base(exported.card)
    groups = Groups(base.groups())
    wanted = seen(person)
    change_fields(base, person, version, groups)
    put_relations(base, exported.ties, version, groups)
    lines = _lines(base, person, version)
    if seen(_read_again(lines)) != wanted:
        lines = _rewritten(exported, version)
    return card_text(line.folded or fold_line(line.text) for line in lines)


def seen(person: Person) -> Person:
    """The person as a vCard can say it, in one form for all ways to say the same."""
    points = []
    known = set()
    for point in person.contact_points:
        value = _plain_value(point.kind, point.value)
        key = point_key(point.kind, value)
        if value and key not in known:
            known.add(key)
            points.append(replace(point, value=value, normalised="", id=None))
    points.sort(key=lambda point: point.kind in NOT_FOR_TALKING)
    return Person(
        name=one_line(person.name).strip(" ;"),
        prefix=one_line(person.prefix),
        given=one_line(person.given),
        additional=one_line(person.additional),
        family=one_line(person.family),
        suffix=one_line(person.suffix),
        nickname=one_line(person.nickname),
        organisation=one_line(person.organisation),
        job_title=one_line(person.job_title),
        met_on=one_line(person.met_on),
        met_through=one_line(person.met_through),
        time_zone=one_line(person.time_zone),
        language=one_line(person.language),
        rhythm=person.rhythm,
        notes=many_lines(person.notes),
        contact_points=tuple(points),
        tags=tuple({tag.name: replace(tag, id=None) for tag in person.tags}.values()),
        dates=_seen_dates(person.dates),
    )


def _plain_value(kind: ContactKind, value: str) -> str:
    if kind is ContactKind.ADDRESS:
        return one_line_address("", "", value, "", "", "", "")
    if kind is ContactKind.EMAIL:
        return email_address(value)
    return one_line(value).replace("%2C", ",") if kind is ContactKind.URL else one_line(value)


def _seen_dates(dates: Iterable[ImportantDate]) -> tuple[ImportantDate, ...]:
    found: dict[object, ImportantDate] = {}
    for date in dates:
        key = date.kind if date.kind is DateKind.BIRTHDAY else (date.kind, str(date.on))
        found.setdefault(key, replace(date, id=None))
    return tuple(sorted(found.values(), key=lambda date: (date.kind, str(date.on))))


@dataclass(frozen=True, slots=True)
class _OutLine:
    text: str
    folded: str = ""
    """As it came, where it stays as it is."""


def _lines(base: BaseCard, person: Person, version: str) -> list[_OutLine]:
    """VERSION, UID where the base has none, and every line of the base."""
    out = [_OutLine(property_line("VERSION", version))]
    has_uid = any(line.name == "UID" and line.value.strip() for line in base.lines)
    if not has_uid:
        out.append(_OutLine(uid_line(person.uid, version)))
    for line in base.lines:
        if line.name == "VERSION" or (line.name == "UID" and not has_uid):
            continue
        text = converted(line, base, version)
        if line.name == "UID" and version == "4.0" and base.version != "4.0":
            text = uid_line(base.contact.uid, version)
        out.append(_OutLine(text, base.folded.get(text, "")))
    return out


def _read_again(lines: Iterable[_OutLine]) -> Person:
    return read_lines(new_line(line.text) for line in lines).person()


def _whole(exported: ExportedPerson, version: str) -> str:
    person, groups = exported.person, Groups()
    lines = [property_line("VERSION", version), uid_line(person.uid, version)]
    lines += whole_lines(person, version, groups)
    lines += relation_lines(exported.ties, version, groups)
    return card_text(map(fold_line, lines))


def _rewritten(exported: ExportedPerson, version: str) -> list[_OutLine]:
    """Everything that is understood written anew, behind it what is not."""
    person = exported.person
    base = read_base(exported.card)
    written = set(person.notes.split("\n"))
    gone = [line for line in base.lines if _is_rewritten(line, base, written)]
    base.remove(gone)
    groups = Groups(base.groups())
    lines = whole_lines(person, version, groups)
    others = [line for line in base.lines if line.name not in ("UID", "VERSION")]
    base.lines = [
        *(line for line in base.lines if line.name == "UID"),
        *(new_line(text) for text in lines),
        *others,
    ]
    put_relations(base, exported.ties, version, groups)
    return _lines(base, person, version)


def _is_rewritten(line: BaseLine, base: BaseCard, written: set[str]) -> bool:
    """Whether our own lines take the place of this one; a relation stays that the notes tell."""
    if line.name in _RELATIONS:
        return relation_note(line, base) not in written
    if line.name == "X-ABLABEL":
        return False
    return line.name in HANDLERS and line.name not in _KEPT


def relation_note(line: BaseLine, base: BaseCard) -> str:
    """The line of the notes that the reader makes of a relation."""
    contact = read_lines([line, *base.named("X-ABLABEL")])
    return contact.all_notes()
