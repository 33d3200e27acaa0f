"""The raw card that a person came with, as the base of the card that goes out.

Each line is read with the handlers of the reader, so that it is known which field it fills.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from peer_tui.domain.people import ContactKind
from peer_tui.interchange.vcard import HANDLERS
from peer_tui.interchange.vcard_contact import Contact
from peer_tui.interchange.vcard_lines import (
    Card,
    Head,
    Joiner,
    file_lines,
    parse_head,
    split_cards,
    split_property,
)
from peer_tui.interchange.vcard_values import decoded, repaired
from peer_tui.interchange.vcard_writer_lines import escape

_LONGEST = 75
_KNOWN_HEADS = 2048
_AGENT = re.compile(r"((?:[\w-]+\.)?AGENT\b[^:]*:)\s*(BEGIN\s*:\s*VCARD)?\s*$", re.IGNORECASE)
_BEGIN = re.compile(r"\s*BEGIN[ \t]*:[ \t]*VCARD\s*$", re.IGNORECASE)
_END = re.compile(r"\s*END[ \t]*:[ \t]*VCARD\s*$", re.IGNORECASE)


@dataclass
class BaseLine:
    """One property of the raw card."""

    text: str
    """Head and value, unfolded, as they came; or as they are to be written, see `is_new`."""
    head: Head
    value: str
    """Decoded from quoted-printable, still escaped."""
    point: int = -1
    """Position of the contact point it holds in `Contact.points`; -1 for none."""
    date: int = -1
    """Position of the date it holds in `Contact.dates`; -1 for none."""
    is_new: bool = False
    """Whether the text was written by us."""

    @property
    def name(self) -> str:
        """In upper case."""
        return self.head.name


@dataclass
class BaseCard:
    """A raw card, line by line."""

    lines: list[BaseLine]
    contact: Contact
    """What the reader makes of it."""
    version: str
    """As the card says; empty when it does not."""
    folded: dict[str, str] = field(default_factory=dict)
    """How a line was folded, for those that were folded well."""

    def groups(self) -> set[str]:
        """The names of groups in use, in lower case."""
        return {line.head.group for line in self.lines if line.head.group}

    def named(self, *names: str) -> list[BaseLine]:
        """The lines of these properties."""
        return [line for line in self.lines if line.name in names]

    def remove(self, gone: Iterable[BaseLine]) -> None:
        """Take lines out, and labels of groups that name nothing any more."""
        numbers = {id(line) for line in gone}
        groups = {line.head.group for line in self.lines if id(line) in numbers}
        self.lines = [line for line in self.lines if id(line) not in numbers]
        left = {line.head.group for line in self.lines if not _is_of_group(line)}
        self.lines = [
            line
            for line in self.lines
            if not (_is_of_group(line) and line.head.group in groups - left - {""})
        ]

    def replace(self, line: BaseLine, texts: Iterable[str]) -> list[BaseLine]:
        """Put our own lines in the place of one."""
        new = [new_line(text) for text in texts]
        position = next(at for at, each in enumerate(self.lines) if each is line)
        self.lines[position : position + 1] = new
        return new

    def insert(self, texts: Iterable[str], *after: str) -> list[BaseLine]:
        """Put our own lines behind the last of the named properties, else at the end."""
        new = [new_line(text) for text in texts]
        positions = [at for at, line in enumerate(self.lines) if line.name in after]
        position = positions[-1] + 1 if positions else len(self.lines)
        self.lines[position:position] = new
        return new


def _is_of_group(line: BaseLine) -> bool:
    """Whether the line only says something about the others of its group."""
    return line.name in ("X-ABLABEL", "X-ABADR")


def new_line(text: str) -> BaseLine:
    """A line of ours."""
    head, value = split_property(text)
    return BaseLine(text, _head(head), value, is_new=True)


@lru_cache(_KNOWN_HEADS)
def _head(text: str) -> Head:
    """`parse_head`, remembered: the cards of a file have few different heads."""
    return parse_head(repaired(text))


def read_base(raw: str) -> BaseCard:
    """The card line by line. Nested cards of an AGENT become one escaped line each."""
    card = next(split_cards(file_lines(raw), []), None) or Card(1)
    card.lines = list(_without_agents(card.lines))
    contact = Contact(raw)
    lines = [_read(text, contact) for text in Joiner(card).properties()]
    versions = [line.value.strip() for line in lines if line.name == "VERSION"]
    version = versions[0] if versions else ""
    return BaseCard(lines, contact, version, dict(_well_folded(card.lines)))


def read_lines(lines: Iterable[BaseLine]) -> Contact:
    """What the reader makes of these lines."""
    contact = Contact("")
    for line in lines:
        handler = HANDLERS.get(line.name)
        if handler is not None and line.value:
            handler(contact, line.head, line.value)
    return contact


def _read(text: str, contact: Contact) -> BaseLine:
    head_text, value = split_property(text)
    head = _head(head_text)
    handler = HANDLERS.get(head.name)
    if head.encoding == "QUOTED-PRINTABLE" or (head.encoding and handler):
        value = decoded(value, head.encoding, head.charset)
    points, dates = len(contact.points), len(contact.dates)
    if handler is not None and value:
        handler(contact, head, value)
    point = points if len(contact.points) > points else -1
    return BaseLine(text, head, value, point, dates if len(contact.dates) > dates else -1)


def _without_agents(lines: list[str]) -> Iterator[str]:
    position = 0
    while position < len(lines):
        line = lines[position]
        position += 1
        match = _AGENT.match(line) if line[:1] in "aAiI" and line else None
        following = lines[position] if position < len(lines) else ""
        if match is None or not (match[2] or _BEGIN.match(following)):
            yield line
            continue
        nested, depth = ["BEGIN:VCARD"], 1
        position += 0 if match[2] else 1
        while position < len(lines) and depth:
            inner = lines[position].strip()
            position += 1
            opens = _BEGIN.match(inner) or (_AGENT.match(inner) and inner.upper().endswith("VCARD"))
            depth += 1 if opens else -1 if _END.match(inner) else 0
            nested.append(inner)
        yield match[1] + escape("\n".join(nested))


def _well_folded(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Each line that is folded as the rules say, unfolded and as it came."""
    group: list[str] = []
    for line in [*lines, "END"]:
        if line[:1] in (" ", "\t") and group:
            group.append(line)
            continue
        if len(group) > 1 and all(
            len(part.encode("utf-8", "replace")) <= _LONGEST for part in group
        ):
            yield group[0] + "".join(part[1:] for part in group[1:]), "\r\n".join(group)
        group = [line] if line else []


def points_of(base: BaseCard) -> dict[tuple[ContactKind, str], list[BaseLine]]:
    """The lines of each contact point, by its kind and value as they are compared."""
    found: dict[tuple[ContactKind, str], list[BaseLine]] = {}
    for line in base.lines:
        if line.point >= 0:
            kind, value = base.contact.points[line.point][4:6]
            found.setdefault(point_key(kind, value), []).append(line)
    return found


def point_key(kind: ContactKind, value: str) -> tuple[ContactKind, str]:
    """What makes two contact points the same one."""
    return kind, value.lower() if kind is ContactKind.EMAIL else value
