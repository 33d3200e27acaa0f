"""Reads LDIF address books as Thunderbird and LDAP servers write them (RFC 2849)."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from peer_tui.interchange.csv_columns import column_of_field
from peer_tui.interchange.csv_rows import RowReader
from peer_tui.interchange.reading_choices import Progress, no_progress
from peer_tui.interchange.records import (
    ContactRecord,
    Problem,
    ReadResult,
    content_uid,
    missing_lines,
    one_line,
)
from peer_tui.interchange.text_lines import LIMIT, as_utf8, byte_lines, is_utf8

SOURCE = "ldif"
LOOKS_LIKE = re.compile(
    rb"\A(?:[ \t]*(?:#[^\r\n]*)?[\r\n])*(?:version:[ \t]*\d|dn::?[ \t])", re.IGNORECASE
)
"""How a file of this kind begins."""

_NO_NAME = "it has no name, organisation, e-mail address or phone number"
_LISTS = frozenset({"groupofnames", "groupofuniquenames", "posixgroup"})
_NOBODY = frozenset(
    {
        *("computer", "group", "organizationalunit", "container", "domain", "dcobject"),
        *("builtindomain", "device", "applicationprocess", "printqueue", "posixgroup"),
    }
)
"""Classes of a directory that are about nobody."""
_CHANGE = "it is a change of an entry, and no entry"
_ADDED = frozenset({"", "add"})
_MOST_VALUES = 500
_COMMON_NAME = re.compile(r"cn=((?:\\.|[^,\\])+)", re.IGNORECASE)
_ESCAPED = re.compile(r"(?:\\[0-9A-Fa-f]{2})+|\\(.)")
_LONGEST_ENTRY = 50_000
"""Lines; more of one entry are left out."""
_FIELDS = {
    "cn": "name",
    "displayname": "name",
    "givenname": "given",
    "gn": "given",
    "sn": "family",
    "surname": "family",
    "personaltitle": "prefix",
    "generationqualifier": "suffix",
    "mozillanickname": "nickname",
    "xmozillanickname": "nickname",
    "mail": "email",
    "mozillasecondemail": "email",
    "xmozillasecondemail": "email",
    "telephonenumber": "phone.work",
    "homephone": "phone.home",
    "mobile": "phone.mobile",
    "mobiletelephonenumber": "phone.mobile",
    "cellphone": "phone.mobile",
    "carphone": "phone.car",
    "fax": "phone.work fax",
    "facsimiletelephonenumber": "phone.work fax",
    "pager": "phone.pager",
    "pagerphone": "phone.pager",
    "street": "address.work.street",
    "streetaddress": "address.work.street",
    "postofficebox": "address.work.po_box",
    "mozillaworkstreet2": "address.work.extended",
    "l": "address.work.city",
    "locality": "address.work.city",
    "localityname": "address.work.city",
    "st": "address.work.region",
    "region": "address.work.region",
    "stateorprovincename": "address.work.region",
    "postalcode": "address.work.postal_code",
    "c": "address.work.country",
    "co": "address.work.country",
    "countryname": "address.work.country",
    "mozillahomestreet": "address.home.street",
    "homestreet": "address.home.street",
    "mozillahomestreet2": "address.home.extended",
    "mozillahomelocalityname": "address.home.city",
    "mozillahomestate": "address.home.region",
    "mozillahomepostalcode": "address.home.postal_code",
    "mozillahomecountryname": "address.home.country",
    "postaladdress": "address.other.whole",
    "homepostaladdress": "address.home.whole",
    "title": "job_title",
    "ou": "department",
    "department": "department",
    "orgunit": "department",
    "o": "organisation",
    "company": "organisation",
    "organizationname": "organisation",
    "mozillaworkurl": "url.work",
    "workurl": "url.work",
    "mozillahomeurl": "url.home",
    "homeurl": "url.home",
    "labeleduri": "url",
    "url": "url",
    "birthyear": "birth_year",
    "birthmonth": "birth_month",
    "birthday": "birth_day",
    "dateofbirth": "birthday",
    "nsaimid": "messenger.AIM",
    "nsaim": "messenger.AIM",
    "description": "notes",
    "notes": "notes",
    "info": "notes",
    "othertelephone": "phone.work",
    "othermobile": "phone.mobile",
    "otherhomephone": "phone.home",
    "ipphone": "phone.work",
    "wwwhomepage": "url.work",
    "physicaldeliveryofficename": "note.Office",
    "comment": "notes",
    "preferredlanguage": "language",
    "vcardcategories": "tags",
    "manager": "note.Manager",
    "secretary": "note.Assistant",
    "uid": "uid",
    "entryuuid": "uid",
    **{f"mozillacustom{n}": f"note.Custom {n}" for n in "1234"},
    **{f"custom{n}": f"note.Custom {n}" for n in "1234"},
}


@dataclass(slots=True)
class _Entry:
    line: int
    lines: list[str] = field(default_factory=list)


def _entries(data: bytes, encoding: str, long: list[int], progress: Progress) -> Iterator[_Entry]:
    """The entries with their folded lines joined; comments left out."""
    entry: _Entry | None = None
    comment = False
    lines = byte_lines(data, encoding, "replace", long=long, progress=progress)
    for number, line in enumerate(lines, start=1):
        if long and long[-1] == number:
            continue
        if line.startswith(" ") and ((entry is not None and entry.lines) or comment):
            if entry is not None and entry.lines and not comment:
                entry.lines.append(line)
            continue
        comment = line.startswith("#")
        if comment:
            continue
        begins = line[:3].lower() == "dn:"
        if entry is not None and (begins or not line.strip()):
            yield entry
            entry = None
        if not line.strip() or (entry is None and line.lower().startswith("version:")):
            continue
        entry = entry or _Entry(number)
        if len(entry.lines) < _LONGEST_ENTRY:
            entry.lines.append(line)
    if entry is not None:
        yield entry


def _unfolded(lines: list[str]) -> Iterator[str]:
    parts: list[str] = []
    for line in lines:
        if line.startswith(" ") and parts:
            parts.append(line[1:])
            continue
        if parts:
            yield "".join(parts)
        parts = [line]
    if parts:
        yield "".join(parts)


def _decoded(text: str) -> str | None:
    """The text of a base64 value; None when it is none."""
    try:
        raw = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    try:
        return raw.decode("utf-8").replace("\0", "")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace").replace("\0", "")


class _Reader:
    def __init__(self, where: str) -> None:
        self._where = where
        self.result = ReadResult(format=SOURCE)

    def read(self, entry: _Entry) -> None:
        """Add an entry to the records, or to what was left out."""
        values: list[tuple[str, str]] = []
        problems: list[str] = []
        for line in _unfolded(entry.lines):
            name, colon, text = line.partition(":")
            key = name.strip().lower().partition(";")[0]
            if not colon:
                problems.append("a line that is no attribute was left out")
                continue
            if text.startswith(":"):
                value = _decoded(text[1:])
                if value is None and key in _FIELDS:
                    problems.append(f"the {name.strip()[:40]} cannot be decoded")
            else:
                # `<` names a file of the machine that wrote this one.
                value = None if text.startswith("<") else text.strip()
            if value and len(values) < _MOST_VALUES:
                values.append((key, value.replace("\r\n", "\n").replace("\r", "\n")))
        self._finish(entry, values, problems)

    def _finish(self, entry: _Entry, values: list[tuple[str, str]], problems: list[str]) -> None:
        kinds = {value.lower() for key, value in values if key == "objectclass"}
        name = one_line(next((value for key, value in values if key in ("cn", "dn")), ""))[:80]
        where = f"{self._where}: {name}" if name else self._where
        if not {value.lower() for key, value in values if key == "changetype"} <= _ADDED:
            self.result.skipped.append(Problem(where, entry.line, _CHANGE))
            return
        if kinds & _LISTS:
            self.result.skipped.append(Problem(where, entry.line, "it is a list of contacts"))
            return
        if kinds & _NOBODY:
            self.result.skipped.append(Problem(where, entry.line, "it is about no person"))
            return
        # Active Directory says the country as a word and once more as a code.
        codes = {"c", "countryname"} if any(key == "co" for key, _ in values) else set()
        fields = [
            (_FIELDS[key], _plain(key, text))
            for key, text in sorted(values, key=lambda pair: pair[0] != "displayname")
            if key in _FIELDS and key not in codes
        ]
        columns = [column_of_field(at, kind) for at, (kind, _) in enumerate(fields)]
        person, uid, unreadable = RowReader(columns, False).read([text for _, text in fields])
        if not person.name:
            self.result.skipped.append(Problem(where, entry.line, _NO_NAME))
            return
        if shown := one_line(next((text for kind, text in fields if kind == "name"), "")):
            person = replace(person, name=shown)
        raw = "\n".join(entry.lines).replace("\0", "")
        dn = next((value for key, value in values if key == "dn"), "")
        uid = uid or one_line(dn).lower() or content_uid(raw)
        self.result.records.append(ContactRecord(SOURCE, uid, person, raw, entry.line))
        for what in dict.fromkeys([*problems, *unreadable]):
            self.result.problems.append(Problem(where, entry.line, what))


def _unescaped(match: re.Match[str]) -> str:
    """A character of a name of the directory (RFC 4514): itself or its bytes in hexadecimal."""
    return match[1] or bytes.fromhex(match[0].replace("\\", "")).decode("utf-8", "replace")


def _plain(key: str, text: str) -> str:
    if key == "labeleduri":
        return text.split()[0] if text.split() else ""
    if key in ("manager", "secretary"):
        match = _COMMON_NAME.match(text)
        return _ESCAPED.sub(_unescaped, match[1]) if match else text
    return text.replace("$", "\n") if key.endswith("postaladdress") else text


def read_ldif(data: bytes, where: str, progress: Progress = no_progress) -> ReadResult:
    """Every entry of the file as a contact; lists are left out. Never raises on any bytes."""
    data = as_utf8(data)
    reader = _Reader(where)
    encoding = "utf-8" if is_utf8(data) else "cp1252"
    long: list[int] = []
    for entry in _entries(data, encoding, long, progress):
        reader.read(entry)
    reader.result.not_read += missing_lines(where, long, reader.result.records, LIMIT)
    return reader.result
