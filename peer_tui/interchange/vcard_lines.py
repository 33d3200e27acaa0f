"""From the bytes of a file to vCards, and from a card to its properties.

Follows RFC 6350, RFC 2426 and vCard 2.1, and forgives what programs get wrong: wrong charsets,
missing ends, unindented continuations, line ends of any kind.
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from peer_tui.interchange.records import plain_label
from peer_tui.interchange.vcard_values import decoded, label_of, own_label, repaired

_BEGIN = re.compile(r"BEGIN[ \t]*:[ \t]*VCARD\s*$", re.IGNORECASE)
_END = re.compile(r"\s*END[ \t]*:[ \t]*VCARD\s*$", re.IGNORECASE)
_AGENT_BEGIN = re.compile(r"(?:[\w-]+\.)?AGENT\b[^:]*:\s*BEGIN\s*:\s*VCARD\s*$", re.IGNORECASE)
_AGENT_OPEN = re.compile(r"(?:[\w-]+\.)?AGENT\b[^:]*:\s*$", re.IGNORECASE)
_ANY_BEGIN = re.compile(r"\s*BEGIN[ \t]*:[ \t]*VCARD\s*$", re.IGNORECASE)
_INDENTED_ONLY = re.compile(r"^([ \t]+)BEGIN[ \t]*:[ \t]*VCARD", re.IGNORECASE | re.MULTILINE)
_HAS_BEGIN = re.compile(r"^BEGIN[ \t]*:[ \t]*VCARD", re.IGNORECASE | re.MULTILINE)
_PROPERTY = re.compile(r"[A-Za-z0-9_.\-]+[ \t]*[;:]")
_BASE64_LINE = re.compile(r"[A-Za-z0-9+/=\s]+")
_CHARSET = re.compile(r"CHARSET=\"?([^;:\"]+)", re.IGNORECASE)
_QUOTED_HEAD = re.compile(r'((?:[^":]|"[^"]*")*):(.*)', re.DOTALL)
_PARAMETER = re.compile(r'(?:[^";]|"[^"]*")+')
_CARET = {"^n": "\n", "^N": "\n", "^'": '"', "^^": "^"}
_CARETS = re.compile(r"\^[nN'^]")

LARGEST_CARD = 24 * 1024 * 1024
"""Of a card in memory, in characters, with what each line costs; lines beyond are left out."""
_COST_OF_LINE = 60
MOST_STRAY = 10_000
"""Lines outside any card that are counted."""
_MOST_NOTES = 20
_BARE_ENCODINGS = {"QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT"}
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the colon of a property."""

    group: str
    """`item1` of `item1.TEL`, in lower case; empty for none."""
    name: str
    """In upper case."""
    types: frozenset[str] = frozenset()
    """TYPE values and bare 2.1 types, in lower case."""
    label: str = ""
    """What the types say a contact point is for: "work", "home fax", "mobile"."""
    encoding: str = ""
    charset: str = ""
    preference: int = 101
    """1 for the most preferred (PREF=1 or the type "pref") to 100; 101 when not said."""
    parameters: dict[str, str] = field(default_factory=dict)
    """The others, by name in upper case."""


@dataclass(slots=True)
class Card:
    """The lines of one card, without those of its ends."""

    line: int
    """Of its BEGIN, counted from 1."""
    lines: list[str] = field(default_factory=list)
    closed: bool = False
    left_out: int = 0
    """Lines beyond what a card may hold."""

    def raw(self, fallback: str = "") -> str:
        """The whole card as text with newlines and both its ends.

        `fallback` is the charset of bytes that are neither UTF-8 nor of a charset named.
        """
        body = "\n".join(self.lines)
        if fallback:
            body = "\n".join(_raw_line(line, fallback) for line in self.lines)
        return f"BEGIN:VCARD\n{body}\nEND:VCARD" if body else "BEGIN:VCARD\nEND:VCARD"


def _raw_line(line: str, fallback: str) -> str:
    charset = _CHARSET.search(line)
    return repaired(line, charset[1] if charset else "", fallback)


def decode_by_nuls(data: bytes) -> str | None:
    """The text of UTF-16 without a mark, known by every other byte being NUL; else None."""
    head = data[:4096]
    odd, even = head[1::2].count(0), head[::2].count(0)
    if max(odd, even) * 8 <= len(head):
        return None
    return data.decode("utf-16-le" if odd >= even else "utf-16-be", "replace")


def decode_file(data: bytes) -> str:
    """The text of a file by its byte order mark, else by its NULs, else as UTF-8.

    Bytes that are not UTF-8 stay as lone surrogates: each property decides by its CHARSET.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, _errors(encoding))
    wide = decode_by_nuls(data)
    return data.decode("utf-8", "surrogateescape") if wide is None else wide


def _errors(encoding: str) -> str:
    return "surrogateescape" if encoding == "utf-8" else "replace"


def file_lines(text: str) -> list[str]:
    """The lines of a file, whichever way they end, without byte order marks.

    A file whose cards are all indented is moved left.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")
    if not _HAS_BEGIN.search(text) and (indented := _INDENTED_ONLY.search(text)):
        margin = indented[1]
        return [line.removeprefix(margin) for line in text.split("\n")]
    return text.split("\n")


def split_cards(lines: Iterable[str], stray: list[int]) -> Iterator[Card]:
    """The cards in order; numbers of lines outside any card are added to `stray`.

    A BEGIN inside an open card closes it, unless it belongs to an AGENT: that card stays
    inside. The end of the file closes the last one.
    """
    card: Card | None = None
    agents = size = 0
    for number, line in enumerate(lines, start=1):
        start = line[:1]
        if start in "bB" and line and _BEGIN.match(line):
            last = card.lines[-1] if card and card.lines else ""
            if card is not None and _AGENT_OPEN.match(last):
                agents += 1
                card.lines.append(line)
                continue
            if card is not None:
                yield card
            card, agents, size = Card(number), 0, 0
        elif card is None:
            if len(stray) < MOST_STRAY and line and not line.isspace():
                stray.append(number)
        elif start in "eE \t" and line and (start in "eE" or agents) and _END.match(line):
            if agents:
                agents -= 1
                card.lines.append(line)
                continue
            card.closed = True
            yield card
            card = None
        else:
            nested = agents and start in " \t" and _ANY_BEGIN.match(line)
            if nested or (start in "aAiI" and _AGENT_BEGIN.match(line)):
                agents += 1
            size += len(line) + _COST_OF_LINE
            if size <= LARGEST_CARD:
                card.lines.append(line)
            else:
                card.left_out += 1
    if card is not None:
        yield card


class Joiner:
    """Puts the physical lines of one card together into whole properties."""

    def __init__(self, card: Card) -> None:
        self._lines = card.lines
        self._first = card.line + 1
        self.notes: list[tuple[int, str]] = []
        """Line in the file, and what was wrong there."""

    def properties(self) -> list[str]:
        """`head:value` of each property, still encoded; those of an AGENT are left out."""
        whole: list[str] = []
        lines = self._lines
        parts: list[str] = []
        position, count, agents = 0, len(lines), 0
        while position < count:
            line = lines[position]
            position += 1
            start = line[:1]
            if agents:
                agents += _agent_change(line)
            elif not start:
                continue
            elif start in " \t":
                if parts:
                    parts.append(line[1:])
            elif not _PROPERTY.match(line) or (
                ":" not in line and not _opens(line, lines[position : position + 1])
            ):
                self._odd_line(parts, line, position)
            elif start in "aAiI" and _AGENT_BEGIN.match(line):
                agents = 1
            elif start in "aAiI" and _opens_agent(lines, position):
                agents, position = 1, position + 1
            else:
                if parts:
                    whole.append(parts[0] if len(parts) == 1 else "".join(parts))
                if line[-1] == "=" and _is_quoted_printable(line):
                    line, position = self._soft_breaks(line, position)
                parts = [line]
        if parts:
            whole.append("".join(parts))
        return whole

    def _soft_breaks(self, line: str, position: int) -> tuple[str, int]:
        """The line with those that its soft line breaks continue on (RFC 2045 section 6.7)."""
        lines, parts = self._lines, [line[:-1]]
        while position < len(lines):
            following = lines[position]
            if not following and position + 1 < len(lines):
                if _PROPERTY.match(lines[position + 1]):
                    break
                position += 1
                continue
            position += 1
            if following[-1:] == "=":
                parts.append(following[:-1])
                continue
            parts.append(following)
            break
        return "".join(parts), position

    def _note(self, line: int, what: str) -> None:
        if len(self.notes) < _MOST_NOTES:
            self.notes.append((line, what))
        elif len(self.notes) == _MOST_NOTES:
            self.notes.append((line, "there are more such lines in this card"))

    def _odd_line(self, parts: list[str], line: str, position: int) -> None:
        """A line that is no property: it belongs to the one put together, or is left out."""
        number = self._first + position - 1
        if line.startswith("#"):
            self._note(number, "a comment was left out")
        elif line.isspace():
            return
        elif not parts:
            self._note(number, "a line that is no property was left out")
        elif _is_base64(parts[0]) and _BASE64_LINE.fullmatch(line):
            parts.append(line)
        else:
            if parts[-1].endswith("\\") and not parts[-1].endswith("\\\\"):
                parts[-1] = parts[-1][:-1]
            parts.append(f"\n{line}")
            self._note(number, "a line without a property was joined to the one before")


def _opens(line: str, following: list[str]) -> bool:
    """Whether a head without a colon goes on, folded, in the next line."""
    return bool(following) and following[0][:1] in (" ", "\t") and ";" in line


def _opens_agent(lines: list[str], position: int) -> bool:
    following = lines[position] if position < len(lines) else ""
    return bool(_AGENT_OPEN.match(lines[position - 1]) and _ANY_BEGIN.match(following))


def _agent_change(line: str) -> int:
    if _END.match(line):
        return -1
    return 1 if _ANY_BEGIN.match(line) or _AGENT_BEGIN.match(line) else 0


def _is_quoted_printable(line: str) -> bool:
    return "QUOTED-PRINTABLE" in line.partition(":")[0].upper()


def _is_base64(line: str) -> bool:
    head = line.partition(":")[0].upper()
    return "BASE64" in head or "ENCODING=B" in head


def split_property(line: str) -> tuple[str, str]:
    """Head and value; a quoted parameter may hold a colon."""
    head, colon, value = line.partition(":")
    if '"' in head and (match := _QUOTED_HEAD.fullmatch(line)):
        return match[1], match[2]
    return (head, value) if colon else (line, "")


def _caret(match: re.Match[str]) -> str:
    return _CARET[match[0]]


def parse_head(text: str) -> Head:
    """The parts of what stands before the colon; what makes no sense is left out."""
    pieces = _PARAMETER.findall(text) if '"' in text else text.split(";")
    group, _, name = (pieces[0] if pieces else "").strip().rpartition(".")
    types: set[str] = set()
    encoding = charset = own = ""
    preference = 101
    others: dict[str, str] = {}
    for piece in pieces[1:]:
        key, equals, value = piece.partition("=")
        key = key.strip().upper()
        if key.startswith("X-CUSTOM("):
            # Samsung: X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,<label>)
            label = piece.strip().rstrip(")").partition("(")[2].rpartition(",")[2]
            quoted = "QUOTED-PRINTABLE" in piece.upper()
            others["X-PEER-LABEL"] = decoded(label, "QUOTED-PRINTABLE", "") if quoted else label
            continue
        if not equals:
            if key in _BARE_ENCODINGS:
                encoding = key
            elif key:
                types.update(part.strip().lower() for part in key.split(","))
                own = own or own_label(piece)
            continue
        value = _CARETS.sub(_caret, value.strip().replace('"', ""))
        if key == "TYPE":
            types.update(part.strip().lower() for part in value.split(","))
            own = own or next(filter(None, map(own_label, value.split(","))), "")
        elif key == "ENCODING":
            encoding = value.upper()
        elif key == "CHARSET":
            charset = value
        elif key == "PREF":
            preference = int(value) if value.isdecimal() and len(value) < 4 else 100
        else:
            others[key] = value
    if "pref" in types:
        preference = min(preference, 1)
    return Head(
        group=group.lower(),
        name=name.upper(),
        types=frozenset(types),
        label=label_of(types) or plain_label(own),
        encoding=encoding,
        charset=charset,
        preference=preference,
        parameters=others,
    )
