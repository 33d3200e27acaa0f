"""Reads the address books of mail in the terminal: abook's, and the aliases of mutt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from peer_tui.interchange.csv_columns import column_of_field
from peer_tui.interchange.csv_rows import RowReader
from peer_tui.interchange.records import ContactRecord, Problem, ReadResult, content_uid
from peer_tui.interchange.text_lines import as_utf8, byte_lines, is_utf8

ABOOK, MUTT = "abook", "mutt"
_COMMENTS = rb"\A(?:[ \t]*(?:#[^\r\n]*)?[\r\n])*[ \t]*"
LOOKS_LIKE_ABOOK = re.compile(
    _COMMENTS + rb"\[format\][ \t]*[\r\n]+[ \t]*program[ \t]*=[ \t]*abook"
)
"""How an address book of abook begins."""
LOOKS_LIKE_ALIASES = re.compile(_COMMENTS + rb"alias[ \t]+[^\r\n@]+[ \t<][^\s<>@]+@[^\s<>@]+")
"""How a file of aliases of mutt begins."""

_NO_NAME = "it has no name, organisation, e-mail address or phone number"
_IS_LIST = "it is a list of others"
_MOST_FIELDS = 200
_FIELDS = {
    "name": "name",
    "email": "email",
    "nick": "nickname",
    "address": "address.home.street",
    "address2": "address.home.extended",
    "city": "address.home.city",
    "state": "address.home.region",
    "zip": "address.home.postal_code",
    "country": "address.home.country",
    "phone": "phone.home",
    "workphone": "phone.work",
    "mobile": "phone.mobile",
    "fax": "phone.fax",
    "url": "url",
    "notes": "notes",
    "anniversary": "anniversary",
    "groups": "tags",
    **{f"custom{number}": f"note.Custom {number}" for number in range(1, 6)},
}
_SECTION = re.compile(r"\[([^\]]*)\]")
_ALIAS = re.compile(r"alias\s+((?:-group\s+\S+\s+)*)(\S+)\s+(.*)")
_ADDRESS = re.compile(r"(.*?)<?([^\s<>@,\"()]+@[^\s<>@,\"()]+)>?\s*(?:\((.*)\))?")

Pair = tuple[str, str]


def read_abook(data: bytes, where: str) -> ReadResult:
    """Every entry of abook's file as a contact. Never raises on any bytes."""
    result = ReadResult(format=ABOOK)
    line, fields = 0, list[Pair]()
    for number, text in enumerate(_lines(data), start=1):
        section = _SECTION.fullmatch(text.strip())
        if section is not None:
            _keep(result, ABOOK, where, line, fields)
            # The section [format] tells the version of the program.
            line, fields = (number if section[1].strip().isdecimal() else 0), []
            continue
        key, equals, value = text.partition("=")
        field = _FIELDS.get(key.strip().lower(), "")
        if line and equals and field and len(fields) < _MOST_FIELDS:
            values = value.split(",") if field == "email" else [value]
            fields += [(field, each.strip()) for each in values]
    _keep(result, ABOOK, where, line, fields)
    return result


def read_aliases(data: bytes, where: str) -> ReadResult:
    """Every alias of one address as a contact with the alias as nickname. Never raises."""
    result = ReadResult(format=MUTT)
    for number, text in _commands(data):
        alias = _ALIAS.fullmatch(text)
        if alias is None:
            continue
        groups, short, rest = alias.groups()
        found = _ADDRESS.fullmatch(rest.partition(" #")[0].strip())
        if found is None:
            result.skipped.append(Problem(f"{where}: {short[:60]}", number, _IS_LIST))
            continue
        name = (found[1].strip().strip('"') or found[3] or "").replace('\\"', '"')
        tags = [word for word in groups.split() if word != "-group"]
        fields = [("name", name), ("email", found[2]), ("nickname", short)]
        _keep(result, MUTT, where, number, [*fields, ("tags", ";".join(tags))])
    return result


def _lines(data: bytes) -> Iterator[str]:
    data = as_utf8(data)
    yield from byte_lines(data, "utf-8" if is_utf8(data) else "cp1252", "replace")


def _commands(data: bytes) -> Iterator[tuple[int, str]]:
    """The lines with those joined that end in a backslash, at most a hundred of them."""
    begin, parts = 0, list[str]()
    for number, line in enumerate(_lines(data), start=1):
        begin = begin or number
        parts.append(line.strip().removesuffix("\\"))
        if not line.rstrip().endswith("\\") or len(parts) >= 100:
            yield begin, " ".join(parts).strip()
            begin, parts = 0, []
    if parts:
        yield begin, " ".join(parts).strip()


def _keep(result: ReadResult, source: str, where: str, line: int, fields: list[Pair]) -> None:
    """Add an entry to the records, or to what was left out."""
    fields = [pair for pair in fields if pair[1]]
    if not line or not fields:
        return
    columns = [column_of_field(at, field) for at, (field, _) in enumerate(fields)]
    person, _, unreadable = RowReader(columns, False).read([value for _, value in fields])
    if not person.name:
        result.skipped.append(Problem(where, line, _NO_NAME))
        return
    raw = "\n".join(f"{field}={value}" for field, value in fields).replace("\0", "")
    uid = content_uid(f"{source}\n{raw}")
    result.records.append(ContactRecord(source, uid, person, raw, line))
    result.problems += [Problem(f"{where}: {person.name}", line, what) for what in unreadable]
