"""Which column of an unknown CSV file holds what: proposals, and what the owner says. Pure.

A proposal is certain when its name is known, or when the values leave no doubt: e-mail addresses,
web pages, international phone numbers, a full name that is two other columns put together.
Everything else is a guess for the owner to confirm.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from peer_tui.domain.text import clean_line, fold
from peer_tui.errors import UsageError
from peer_tui.interchange.column_fields import FIELDS as FIELDS
from peer_tui.interchange.column_fields import IGNORED as IGNORED
from peer_tui.interchange.column_fields import checked_field, field_as_written
from peer_tui.interchange.column_values import MOST, kind_of_values, share
from peer_tui.interchange.csv_columns import (
    Column,
    column_key,
    column_of,
    column_of_field,
)
from peer_tui.interchange.csv_header import columns_of
from peer_tui.storage.hashing import sha256_hex

_SAMPLES = 200
_LONGEST_KEY = 40
_SHOWN_SAMPLES = 3
_MOST_COLUMNS = 2000
_LONGEST_NUMBER = len(str(_MOST_COLUMNS))
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=\bX)(?=[A-Z])")
_HONORIFIC = re.compile(r"(?:(?:prof|dr|mr|mrs|ms|miss|mx|sir|herr|frau|ing)\.? ?)+", re.IGNORECASE)
_ENDS_IN = "its name ends in"
_VALUES_ARE = "its values "
_OF_OTHERS = frozenset(
    {
        *("user", "owner", "owned", "host", "assigned", "assignee", "agent", "created", "creator"),
        *("added", "updated", "modified", "changed", "staff", "seller", "sender", "order"),
        *("ordered", "start", "end", "last", "next", "shipped", "sale", "sold", "due", "paid"),
        *("joined", "sent", "photo", "image", "avatar", "picture", "thumbnail", "file", "invoice"),
        *("payment", "signup", "imported", "exported"),
    }
)
"""Words of a column that is about somebody or something else than the contact."""
_FEWEST_ROWS = 4
_ONE_EACH = frozenset({"email", "phone", "url", "birthday"})


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
    is_first: bool = True
    """Whether no column before it has the same name."""

    @property
    def key(self) -> str:
        """How `--map` names this column, in single quotes: by its name, or its number from 1."""
        usable = (
            0 < len(self.name) <= _LONGEST_KEY
            and not set("=,'") & set(self.name)
            and not self.name.isdecimal()
        )
        return self.name if usable and self.is_first else str(self.position + 1)


def fingerprint(names: Sequence[str]) -> str:
    """What a mapping is remembered by: the same names in the same order, however written."""
    return sha256_hex("\n".join(column_key(name) for name in names).encode())[:32]


def propose(names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Proposal]:
    """A proposal for each column that is not empty. `names` is empty without a header row."""
    known = {column.position: column for column in columns_of(names)}
    width = max([len(names), *(len(row) for row in rows[:_SAMPLES])], default=0)
    width = min(width, _MOST_COLUMNS)
    places = _places(names)
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
            field, certain, why = _by_words(name, values[at]) or _by_values(name, values[at])
        samples = tuple(clean_line(value)[:60] for value in values[at][:_SHOWN_SAMPLES])
        is_first = not name or places[_key(name)] == at
        found.append(Proposal(at, name, field, certain, why, samples, is_first))
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
        settled.append(replace(each, certain=certain, why=why))
    return settled


def _repeated(rows: Sequence[Sequence[str]], name_at: int, email_at: int) -> bool:
    pairs = [
        (fold(row[name_at]).split(), fold(row[email_at]).partition("@")[0])
        for row in rows
        if max(name_at, email_at) < len(row) and row[name_at].strip() and row[email_at].strip()
    ]
    hits = sum(1 for words, local in pairs if any(len(w) > 2 and w in local for w in words))
    return len(pairs) > 1 and hits >= MOST * len(pairs)


def _field_of(column: Column) -> str:
    part = column.part if column.group and column.part != "value" else ""
    words = [column.kind, column.label, part] if part else [column.kind, column.label]
    return ".".join(words) if part or column.label else column.kind


def _by_words(name: str, values: Sequence[str]) -> tuple[str, bool, str] | None:
    """By the words of the name without what some program put before them: `XFirst Name`."""
    words = _CAMEL.sub(" ", name).split()
    for start in range(1, len(words)):
        rest = " ".join(words[start:])
        column = column_of(0, rest)
        if column is not None and column.kind != "ignored" and _stands_alone(column):
            field, certain = _field_of(column), True
            if column.kind == "title":
                certain = bool(values) and share(values, _HONORIFIC) == 1
                field = "prefix" if certain else "job_title"
            return field, certain and words[:start] == ["X"], f"{_ENDS_IN} {rest}"
    return None


def _is_of_the_contact(name: str, values: Sequence[str]) -> bool:
    """Whether a column can be about the contact: not the owner's address in every row."""
    if not _OF_OTHERS.isdisjoint(column_key(_CAMEL.sub(" ", name)).split()):
        return False
    return len(values) < _FEWEST_ROWS or len(set(values)) * 2 > len(values)


def _stands_alone(column: Column) -> bool:
    """Whether the column says something without the others of its number, as a label does not."""
    return not column.group or column.kind == "address" or column.part == "value"


def _by_values(name: str, values: Sequence[str]) -> tuple[str, bool, str]:
    if not values:
        return "ignored", True, "it is empty"
    field, certain, why = kind_of_values(values)
    if name and field in _ONE_EACH and not _is_of_the_contact(name, values):
        return "", False, ""
    return field, certain, why


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


def is_certain(proposals: Sequence[Proposal]) -> bool:
    """Whether the proposals can be taken without asking: everything is certain, and names are."""
    fields = {each.field for each in proposals if each.certain}
    return all(each.certain for each in proposals) and bool(fields & {"name", "given", "family"})


def as_option(proposals: Sequence[Proposal]) -> str:
    """The proposals as `--map` takes them: `Name=name,Tel=phone`; `?` where there is no idea.

    A column whose name says what only a name can, such as "Event 1 - Label", is not listed.
    """
    return ",".join(
        f"{each.key}={each.field or '?'}"
        for each in proposals
        if not each.field or field_as_written(each.field) == each.field
    )


def named_alike(proposals: Sequence[Proposal]) -> dict[int, str]:
    """Columns that are certain by what their names end in (`XFirst Name`), by position."""
    return {
        each.position: each.field
        for each in proposals
        if each.certain and each.why.startswith(_ENDS_IN)
    }


def told_by_values(proposals: Sequence[Proposal]) -> dict[int, str]:
    """Columns of unknown names whose values leave no doubt, by position."""
    return {
        each.position: each.field
        for each in proposals
        if each.certain and each.samples and each.why.startswith(_VALUES_ARE)
    }


def columns_from(mapping: Mapping[int, str], names: Sequence[str] = ()) -> list[Column]:
    """The columns of a mapping by position, and the known ones that it leaves as they are.

    A column of which the mapping says what its name says keeps the number of its name.
    """
    known = {column.position: column for column in columns_of(names)}
    for position, field in mapping.items():
        if position not in known or _field_of(known[position]) != field:
            known[position] = column_of_field(position, field)
    return [known[position] for position in sorted(known)]


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


def positions_of(wanted: Mapping[str, str], names: Sequence[str], width: int = 1) -> dict[int, str]:
    """Fields by position. A column may be given by its number from 1 or by its name.

    Of several columns with one name that is the first. `width` is how many cells rows have where
    they have more than names. Raises UsageError for a column that is not there.
    """
    places = _places(names)
    found: dict[int, str] = {}
    for name, field in wanted.items():
        at = int(name) - 1 if name.isdecimal() and len(name) <= _LONGEST_NUMBER else -1
        if not 0 <= at < max(len(names), width):
            at = places.get(_key(name), -1)
        if at < 0:
            seen = ", ".join(clean_line(each)[:40] for each in names[:12])
            raise UsageError(f"There is no column {clean_line(name)!r}; there are: {seen}.")
        found[at] = field
    return found


def _places(names: Sequence[str]) -> dict[str, int]:
    """Where each name stands first."""
    return {_key(name): at for at, name in reversed(list(enumerate(names)))}


def _key(name: str) -> str:
    """A name as it is shown to the owner, and typed by them, is looked up like that of the file."""
    return column_key(clean_line(name))
