"""Which column of an unknown CSV file holds what: proposals, and what the owner says. Pure.

A proposal is certain when its name is known, or when the values leave no doubt: e-mail addresses,
web pages, international phone numbers, a full name that is two other columns put together.
Everything else is a guess for the owner to confirm.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from peer_tui.domain.text import clean_line, fold
from peer_tui.errors import UsageError
from peer_tui.interchange.csv_columns import (
    Column,
    column_key,
    column_of,
    column_of_field,
    columns_of,
    known_names,
)
from peer_tui.interchange.dates import parse_date
from peer_tui.storage.hashing import sha256_hex

FIELDS = {
    "name": "full name",
    "given": "first name",
    "family": "last name",
    "additional": "middle name",
    "prefix": "title before the name",
    "suffix": "what follows the name",
    "nickname": "nickname",
    "organisation": "company",
    "department": "department",
    "job_title": "job title",
    "email": "e-mail address",
    "phone": "phone",
    "phone.mobile": "mobile phone",
    "phone.work": "work phone",
    "phone.home": "home phone",
    "url": "web page",
    "messenger": "messenger",
    "address..whole": "whole address",
    "address..street": "street",
    "address..city": "town",
    "address..region": "region",
    "address..postal_code": "postal code",
    "address..country": "country",
    "birthday": "birthday",
    "anniversary": "anniversary",
    "met_on": "day of meeting",
    "time_zone": "time zone",
    "language": "language",
    "notes": "notes",
    "tags": "tags",
    "uid": "number of the contact in the other program",
    "ignored": "left out",
}
"""What a column can be mapped to, and what that is called. Labels of the owner's own are allowed
after a dot: `email.office`, `phone.shop`, `note.Birthday cake`."""
IGNORED = "ignored"

_KINDS_WITH_LABEL = frozenset({"email", "phone", "url", "messenger", "note"})
_SAMPLES = 200
_SHOWN_SAMPLES = 3
_MOST_COLUMNS = 2000
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]{2,}")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_PHONE = re.compile(r"(?P<start>\+|00|0|\()?[\d ()./-]{6,24}(?:(?:ext|x)\.? ?\d+)?", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,4}")
_COMPANY = re.compile(
    r"\b(?:ltd|llc|inc|gmbh|ag|corp|co|s\.?a|b\.?v|kg|plc|oy|ab)\b\.?$", re.IGNORECASE
)
_DATE = re.compile(r"\d[-/.]\d")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=\bX)(?=[A-Z])")
_HONORIFIC = re.compile(r"(?:(?:prof|dr|mr|mrs|ms|miss|mx|sir|herr|frau|ing)\.? ?)+", re.IGNORECASE)
_ENDS_IN = "its name ends in"
_MOST = 0.9


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one column probably holds."""

    position: int
    """Counted from 0."""
    name: str
    """Of the header row, cleaned; empty in a file without one."""
    field: str
    """As in `FIELDS`; empty when there is no idea."""
    certain: bool
    why: str
    """In plain words; empty when there is no idea."""
    samples: tuple[str, ...] = ()
    """The first values that are not empty, cleaned."""

    @property
    def key(self) -> str:
        """How `--map` names this column: by its name, else by its number from 1."""
        usable = self.name and not set("=,") & set(self.name) and not self.name.isdecimal()
        return self.name if usable else str(self.position + 1)


def fingerprint(names: Sequence[str]) -> str:
    """What a mapping is remembered by: the same names in the same order, however written."""
    return sha256_hex("\n".join(column_key(name) for name in names).encode())[:32]


def propose(names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Proposal]:
    """A proposal for each column that is not empty. `names` is empty without a header row."""
    known = {column.position: column for column in columns_of(names)}
    width = max([len(names), *(len(row) for row in rows[:_SAMPLES])], default=0)
    width = min(width, _MOST_COLUMNS)
    values = [
        [cell for row in rows[:_SAMPLES] if at < len(row) and (cell := row[at].strip())]
        for at in range(width)
    ]
    joined = _joined_names(rows[:_SAMPLES], width) if not known else {}
    found: list[Proposal] = []
    for at in range(width):
        name = clean_line(names[at]) if at < len(names) else ""
        if not name and not values[at]:
            continue
        if at in known:
            field, certain, why = _field_of(known[at]), True, "its name is known"
        elif at in joined:
            field, certain, why = joined[at], True, "one column is the others put together"
        else:
            field, certain, why = _by_words(name, values[at]) or _by_values(values[at])
        samples = tuple(clean_line(value)[:60] for value in values[at][:_SHOWN_SAMPLES])
        found.append(Proposal(at, name, field, certain, why, samples))
    return _settled(found, rows)


def _settled(found: list[Proposal], rows: Sequence[Sequence[str]]) -> list[Proposal]:
    """A second column of a name is only a guess; a name that its e-mail repeats is none."""
    emails = [each.position for each in found if each.field == "email" and each.certain]
    taken: set[str] = set()
    settled: list[Proposal] = []
    for each in found:
        certain, why = each.certain, each.why
        if each.field == "name" and not certain and emails and "name" not in taken:
            certain = _repeated(rows[:_SAMPLES], each.position, emails[0])
            why = "the e-mail addresses repeat these names" if certain else why
        single = each.field in ("name", "given", "family", "organisation", "birthday", "uid")
        if single and each.field in taken and why != "its name is known":
            certain = False
        taken |= {each.field} if certain else set()
        settled.append(Proposal(each.position, each.name, each.field, certain, why, each.samples))
    return settled


def _repeated(rows: Sequence[Sequence[str]], name_at: int, email_at: int) -> bool:
    pairs = [
        (fold(row[name_at]).split(), fold(row[email_at]).partition("@")[0])
        for row in rows
        if max(name_at, email_at) < len(row) and row[name_at].strip() and row[email_at].strip()
    ]
    hits = sum(1 for words, local in pairs if any(len(w) > 2 and w in local for w in words))
    return len(pairs) > 1 and hits >= _MOST * len(pairs)


def _field_of(column: Column) -> str:
    parts = [column.kind]
    if column.label or (column.group and column.part):
        parts.append(column.label)
    if column.group and column.part:
        parts.append(column.part)
    return ".".join(parts)


def _by_words(name: str, values: Sequence[str]) -> tuple[str, bool, str] | None:
    """By the words of the name without what some program put before them: `XFirst Name`."""
    words = _CAMEL.sub(" ", name).split()
    for start in range(1, len(words)):
        rest = " ".join(words[start:])
        column = column_of(0, rest)
        if column is not None and column.kind != "ignored":
            field, certain = _field_of(column), True
            if column.kind == "title":
                certain = bool(values) and _share(values, _HONORIFIC) == 1
                field = "prefix" if certain else "job_title"
            return field, certain and words[:start] == ["X"], f"{_ENDS_IN} {rest}"
    return None


def _share(values: Sequence[str], pattern: re.Pattern[str]) -> float:
    return sum(1 for value in values if pattern.fullmatch(value)) / len(values)


def _by_values(values: Sequence[str]) -> tuple[str, bool, str]:
    if not values:
        return "ignored", True, "it is empty"
    if _share(values, _EMAIL) >= _MOST:
        return "email", True, "its values are e-mail addresses"
    if _share(values, _URL) >= _MOST:
        return "url", True, "its values are web addresses"
    phones = [match for value in values if (match := _PHONE.fullmatch(value))]
    dates = [value for value in values if _DATE.search(value) and parse_date(value) is not None]
    if len(dates) >= _MOST * len(values):
        return "birthday", False, "its values are dates"
    if len(phones) >= _MOST * len(values):
        sure = sum(1 for match in phones if match["start"] in ("+", "00"))
        return "phone", sure >= _MOST * len(values), "its values look like phone numbers"
    companies = sum(1 for value in values if _COMPANY.search(value))
    if companies * 2 >= len(values):
        return "organisation", False, "its values look like companies"
    if _share(values, _NAME) >= _MOST:
        several = sum(1 for value in values if " " in value)
        field = "name" if several * 2 >= len(values) else "given"
        return field, False, "its values look like names"
    if max(len(value) for value in values) > 60:
        return "notes", False, "its values are long"
    return "", False, ""


def _joined_names(rows: Sequence[Sequence[str]], width: int) -> dict[int, str]:
    """A full name column, and the two whose words it is made of, in every row."""
    looked_at = range(min(width, 12))
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if not rows:
        return {}
    for full in looked_at:
        for given in looked_at:
            for family in looked_at:
                if len({full, given, family}) == 3 and all(
                    _is_joined(row, full, given, family) for row in rows
                ):
                    return {full: "name", given: "given", family: "family"}
    return {}


def _is_joined(row: Sequence[str], full: int, given: int, family: int) -> bool:
    if max(full, given, family) >= len(row):
        return False
    parts = (row[given].strip(), row[family].strip())
    return all(parts) and row[full].strip() == " ".join(parts) and not parts[0][0].isdigit()


def looks_like_data(row: Sequence[str]) -> bool:
    """Whether a first row cannot be the names of columns: an address, a number, a date."""
    cells = [cell.strip() for cell in row if cell.strip()]
    return any(
        _EMAIL.fullmatch(cell) or cell.lstrip("+-").isdecimal() or _PHONE.fullmatch(cell)
        or _URL.fullmatch(cell)
        for cell in cells
    )  # fmt: skip


def is_certain(proposals: Sequence[Proposal]) -> bool:
    """Whether the proposals can be taken without asking: everything is certain, and names are."""
    fields = {each.field for each in proposals if each.certain}
    return all(each.certain for each in proposals) and bool(fields & {"name", "given", "family"})


def as_option(proposals: Sequence[Proposal]) -> str:
    """The proposals as `--map` takes them: `Name=name,Tel=phone`; `?` where there is no idea."""
    return ",".join(f"{each.key}={each.field or '?'}" for each in proposals)


def named_alike(proposals: Sequence[Proposal]) -> dict[int, str]:
    """Columns that are certain by what their names end in (`XFirst Name`), by position."""
    return {
        each.position: each.field
        for each in proposals
        if each.certain and each.why.startswith(_ENDS_IN)
    }


def columns_from(mapping: Mapping[int, str], names: Sequence[str] = ()) -> list[Column]:
    """The columns of a mapping by position, and the known ones that it leaves as they are."""
    known = {column.position: column for column in columns_of(names)}
    for position, field in mapping.items():
        known[position] = column_of_field(position, field)
    return [known[position] for position in sorted(known)]


def checked_field(text: str) -> str:
    """A field as the owner writes it: `email`, `phone.shop`, `Last Name`, or nothing to leave out.

    Raises UsageError for one that is not known.
    """
    text = text.strip()
    kind, dot, label = text.partition(".")
    if not text:
        return IGNORED
    if text in FIELDS or (dot and kind in _KINDS_WITH_LABEL):
        return f"{kind}.{clean_line(label)}" if kind in _KINDS_WITH_LABEL and dot else text
    by_name = known_names().get(column_key(text))
    if by_name is None:
        raise UsageError(
            f"{clean_line(text)!r} is nothing that a column can hold; there are "
            f"{', '.join(FIELDS)}."
        )
    return by_name


def read_option(text: str) -> dict[str, str]:
    """`Name=name,Tel=phone` as fields by column name or number. Raises UsageError."""
    wanted: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        name, equals, field = pair.partition("=")
        if not equals or not name.strip():
            raise UsageError(
                f"{clean_line(pair)!r} does not say what a column holds; write it as "
                "--map 'Name=name,Tel=phone'."
            )
        wanted[name.strip()] = checked_field(field)
    return wanted


def has_only_numbers(wanted: Mapping[str, str]) -> bool:
    """Whether every column is given by number: the file then has no header row."""
    return bool(wanted) and all(name.isdecimal() for name in wanted)


def positions_of(wanted: Mapping[str, str], names: Sequence[str]) -> dict[int, str]:
    """Fields by position. A column may be given by its name or its number from 1.

    Raises UsageError for a column that is not there.
    """
    keys = {column_key(name): at for at, name in reversed(list(enumerate(names)))}
    found: dict[int, str] = {}
    for name, field in wanted.items():
        at = keys.get(column_key(name))
        if at is None and name.isdecimal():
            at = int(name) - 1
        if at is None or not 0 <= at < max(len(names), 1):
            seen = ", ".join(clean_line(each)[:40] for each in names[:12])
            raise UsageError(f"There is no column {clean_line(name)!r}; there are: {seen}.")
        found[at] = field
    return found
