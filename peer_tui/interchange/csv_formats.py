"""Reads the address books that other programs export as CSV, and any CSV with a header row.

Google Contacts (new and old), Outlook, Thunderbird, Windows Live Mail, LinkedIn, HubSpot,
Pipedrive and Salesforce are known; any other file needs one column name that is.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from peer_tui.domain.text import clean_line
from peer_tui.errors import ImportRefused, UsageError
from peer_tui.interchange.column_contents import (
    is_certain_without_header,
    left_aside,
    settled_by_contents,
)
from peer_tui.interchange.column_mapping import (
    Proposal,
    as_option,
    columns_from,
    fingerprint,
    has_only_numbers,
    is_certain,
    named_alike,
    positions_of,
    propose,
    told_by_values,
)
from peer_tui.interchange.column_shape import proposed_again, shape_of
from peer_tui.interchange.column_values import looks_like_data
from peer_tui.interchange.csv_columns import format_of
from peer_tui.interchange.csv_day_first import is_day_first
from peer_tui.interchange.csv_decoding import Header, decode_csv
from peer_tui.interchange.csv_own import delimiter_of, read_own
from peer_tui.interchange.csv_refusals import why_no_address_book, why_nothing_was_taken
from peer_tui.interchange.csv_rows import RowReader
from peer_tui.interchange.csv_table import TOO_LONG, CsvTable, Row
from peer_tui.interchange.pipedrive import is_activities, read_activities
from peer_tui.interchange.reading_choices import NO_CHOICES, ReadChoices
from peer_tui.interchange.records import (
    CONTENT_UID,
    ContactRecord,
    Problem,
    ReadResult,
    content_uid,
)

_OTHER = "csv:other"
_MOST_COLUMNS = 2000
_MOST_PROBLEMS = 200
_MOST_ROWS_LISTED = 1000
_ROWS_LOOKED_AT = 200
_NO_NAME = "the row has no name, organisation, e-mail address or phone number"
_NOT_TAKEN = "nothing says for certain what the columns of the row hold"
_NAMING = frozenset(
    {
        *("name", "given", "family", "additional", "prefix", "suffix", "nickname"),
        *("organisation", "email", "phone"),
    }
)
"""Columns that say who somebody is; without one of them every row is nobody."""
_UID_COLUMNS = {"csv:linkedin": "url"}


@dataclass(frozen=True, slots=True)
class Sight:
    """A CSV file as it looks before it is read: for the owner to say what is in it."""

    names: list[str]
    """Of the header row; empty without one."""
    rows: list[list[str]]
    """The first rows."""
    proposals: list[Proposal]
    fingerprint: str
    """What a mapping of it is remembered by; empty without a header row."""

    @property
    def option(self) -> str:
        """The proposals as `--map` takes them."""
        return as_option(self.proposals)


def look_at_csv(
    data: bytes, where: str, remembered: Mapping[str, Mapping[str, str]] = NO_CHOICES.remembered
) -> Sight:
    """The columns of a CSV file with what they probably hold, whether or not it can be read.

    `remembered`: as in `ReadChoices`; what was said of a file of this shape is proposed again.
    Raises ImportRefused for more than 2000 columns and for a file without any row.
    """
    table = CsvTable(data)
    header = _narrow_header(table.header, where)
    if not header.columns:
        bare_rows = table.first_rows(_bare(header), _ROWS_LOOKED_AT)
        if again := proposed_again(bare_rows, remembered):
            return Sight([], bare_rows, again, "")
        header = _unknown_header(table)
    rows = table.first_rows(header, _ROWS_LOOKED_AT)
    if not rows and not header.names:
        raise ImportRefused(f"{where} holds no address book: it has no rows.")
    names = header.names
    return Sight(names, rows, _proposals(names, rows), fingerprint(names) if names else "")


def first_row_otherwise(sight: Sight) -> Sight:
    """The same file with its first row read the other way: as data, or as names of columns."""
    names, rows = (sight.rows[0], sight.rows[1:]) if not sight.names else ([], sight.rows)
    if sight.names:
        rows = [sight.names, *rows]
    return Sight(names, rows, _proposals(names, rows), fingerprint(names) if names else "")


def _proposals(names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Proposal]:
    found = propose(names, rows)
    return found if names else settled_by_contents(found, rows)


def _unknown_header(table: CsvTable) -> Header:
    """The first row as names of columns, unless it is data; never any known column."""
    found = table.header
    return _bare(found) if looks_like_data(found.names) else found


def _bare(header: Header) -> Header:
    """The same for a file without a header row: its first line is data."""
    return Header([], [], header.delimiter, 0, header.width)


def _raw(names: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """The cells that are not empty, by column name."""
    values: dict[str, str] = {}
    for position, cell in enumerate(cells[:_MOST_COLUMNS]):
        if cell:
            name = names[position] if position < len(names) else ""
            key = name.strip() or f"column {position + 1}"
            values[key if key not in values else f"{key} ({position + 1})"] = cell
    return values


def _refusal(where: str, header: Header, proposals: Sequence[Proposal]) -> str:
    """Why a table is not taken as it stands, and how the owner says what is in it."""
    seen = [clean_line(name)[:40] for name in header.names[:12] if clean_line(name)]
    if not seen:
        return f"{where} holds no address book: its first row is empty."
    more = ", ..." if len(header.names) > 12 else ""
    option = as_option(proposals[:12]) + (",..." if len(proposals) > 12 else "")
    reason = f"No column of {where} has a known name that says who somebody is"
    if looks_like_data(header.names):
        reason = f"{where} has no header row, and its cells do not say for certain what they are"
    return (
        f"{reason}; seen: {', '.join(seen)}{more}. "
        f"Say what each column holds and try again, such as --map '{option}'; "
        "--map '?' shows every column."
    )


def _narrow_header(header: Header, where: str) -> Header:
    if len(header.names) > _MOST_COLUMNS:
        raise ImportRefused(
            f"{where} has more than {_MOST_COLUMNS} columns: that is no address book. "
            "Export it again with one row for each person."
        )
    return header


def _mapped(table: CsvTable, where: str, wanted: Mapping[str, str]) -> Header:
    """The header with the columns that the owner named. Raises UsageError for one not there."""
    found = _narrow_header(table.header, where)
    rows = table.first_rows(_bare(found), _ROWS_LOOKED_AT)
    width = min(max(map(len, rows), default=1), _MOST_COLUMNS)
    if has_only_numbers(wanted):
        names = [f"column {number}" for number in range(1, width + 1)]
        columns = columns_from(positions_of(wanted, names))
        return Header(names, columns, found.delimiter, 0, found.width)
    columns = columns_from(positions_of(wanted, found.names, width), found.names)
    return replace(found, columns=columns)


def _chosen_header(table: CsvTable, where: str, choices: ReadChoices, found: ReadResult) -> Header:
    """The header to read by: the owner's mapping, a remembered one, the known names, or a
    proposal that leaves no doubt.
    """
    names = table.header.names
    if choices.columns:
        header = _mapped(table, where, choices.columns)
        # Without a header row, the first row of data tells this file from others of its shape.
        found.mappings[fingerprint(names)] = dict(choices.columns)
        if not header.lines:
            rows = table.first_rows(header, _ROWS_LOOKED_AT)
            found.mappings[shape_of(rows)] = dict(choices.columns)
        return header
    if remembered := choices.remembered.get(fingerprint(names)):
        try:
            return _mapped(table, where, remembered)
        except UsageError:
            # The file of mappings was edited by hand; what is wrong in it is as if forgotten.
            pass
    header = _narrow_header(table.header, where)
    if not header.columns and _is_said_otherwise(table, where, choices, found):
        return header
    unknown = header if header.columns else _unknown_header(table)
    proposals = _proposals(unknown.names, table.first_rows(unknown, _ROWS_LOOKED_AT))
    if header.columns:
        more: dict[int, str] = {}
        if format_of(names, header.columns) == _OTHER:
            more = told_by_values(proposals) | named_alike(proposals)
        columns = columns_from(more, names)
        if _NAMING & {column.kind for column in columns}:
            return replace(header, columns=columns)
    if not (_is_header(proposals) if unknown.names else is_certain_without_header(proposals)):
        found.refusal = _refusal(where, header, proposals)
        return unknown
    if not unknown.names and (aside := left_aside(proposals)):
        found.problems.append(Problem(where, 0, _aside_words(aside)))
    return replace(unknown, columns=columns_from({p.position: p.field for p in proposals}))


def _is_said_otherwise(
    table: CsvTable, where: str, choices: ReadChoices, found: ReadResult
) -> bool:
    """Whether a file of this shape held something else than this one seems to, by its owner."""
    rows = table.first_rows(_bare(table.header), _ROWS_LOOKED_AT)
    again = proposed_again(rows, choices.remembered)
    seems = {each.position: each.field for each in _proposals([], rows)}
    agrees = all(seems[each.position] == each.field for each in again)
    if not again or (agrees and looks_like_data(table.header.names)):
        return False
    found.refusal = (
        f"{where} has no header row and looks like a file whose columns you named before. If they "
        f"hold the same, try again with --map '{as_option(again)}'; --map '?' shows every column."
    )
    return True


def _is_header(proposals: Sequence[Proposal]) -> bool:
    """Whether an unknown first row can be taken for names: each column with values has one."""
    return is_certain(proposals) and all(each.name for each in proposals if each.samples)


def _aside_words(numbers: Sequence[int]) -> str:
    some = ", ".join(map(str, numbers[:12])) + (", ..." if len(numbers) > 12 else "")
    which = f"column {some} does" if len(numbers) == 1 else f"columns {some} do"
    return (
        f"there is no header row, and the {which} not say what they hold: they are kept as they "
        "came; --map says what they are"
    )


def _not_taken(table: CsvTable, header: Header, where: str, found: ReadResult) -> ReadResult:
    """A refused table, with its rows as left out; at most a thousand of them are listed."""
    found.format = _OTHER
    for row in table.rows(header):
        if any(cell.strip() for cell in row.cells):
            found.skipped.append(Problem(where, row.line, _NOT_TAKEN))
        if len(found.skipped) >= _MOST_ROWS_LISTED:
            break
    return found


class _FileReader:
    def __init__(self, header: Header, where: str, day_first: bool) -> None:
        self._header = header
        self._where = where
        self._rows = RowReader(header.columns, day_first)
        self._source = format_of(header.names, header.columns)
        wanted = _UID_COLUMNS.get(self._source, "")
        self._uid_at = next((c.position for c in header.columns if c.kind == wanted), -1)
        taken = {column.position for column in header.columns}
        names = (name.strip() for at, name in enumerate(header.names) if at not in taken)
        self._unknown = list(filter(None, names))
        self._seen: set[str] = set()
        self.has_rows = False
        """Whether any row held anything, readable or not."""
        self.result = ReadResult(format=self._source)

    def not_taken(self) -> list[str]:
        """The names of the columns that hold something and of which nothing was taken."""
        return [name for each in self._unknown if each in self._seen and (name := clean_line(each))]

    def _problem(self, where: str, line: int, what: str) -> None:
        if len(self.result.problems) < _MOST_PROBLEMS:
            self.result.problems.append(Problem(where, line, what))
        elif len(self.result.problems) == _MOST_PROBLEMS:
            self.result.problems.append(Problem(self._where, 0, "there are more problems"))

    def read(self, row: Row) -> None:
        """Adds the row to the records, or to what was left out."""
        if row.problem:
            self.has_rows = True
            if row.problem == TOO_LONG:
                self.result.not_read.append(Problem(self._where, row.line, row.problem))
            else:
                self._problem(self._where, row.line, row.problem)
        if not any(cell.strip() for cell in row.cells):
            return
        self.has_rows = True
        if len(row.cells) > _MOST_COLUMNS:
            what = f"only the first {_MOST_COLUMNS} of {len(row.cells)} cells were read"
            self._problem(self._where, row.line, what)
        person, uid, unreadable = self._rows.read(row.cells)
        if not person.name:
            self.result.skipped.append(Problem(self._where, row.line, _NO_NAME))
            return
        values = _raw(self._header.names, row.cells)
        if self._unknown:
            self._seen.update(values)
        raw = json.dumps(values, ensure_ascii=False)
        if not uid and 0 <= self._uid_at < len(row.cells):
            uid = clean_line(row.cells[self._uid_at]).rstrip("/").lower()
        uid = uid.removeprefix(CONTENT_UID) or content_uid(f"{self._source}\n{raw}")
        self.result.records.append(ContactRecord(self._source, uid, person, raw, row.line))
        for what in unreadable:
            self._problem(f"{self._where}: {person.name}", row.line, what)


def read_csv(data: bytes, where: str, choices: ReadChoices = NO_CHOICES) -> ReadResult:
    """Every row of the file as a contact; `where` names it in problems and sentences.

    When it is not certain what the columns hold, nothing is taken: the result is a refusal with
    the rows as left out. Raises ImportRefused for more than 2000 columns, UsageError when the
    owner's mapping does not fit the file.
    """
    with CsvTable.limits():
        table = CsvTable(data)
        if delimiter_of(table.head):
            return read_own(decode_csv(data), where, choices.progress)
        if is_activities(table.header.names) and not choices.columns:
            return read_activities(table.rows(), table.header.names, where)
        found = ReadResult()
        if not choices.columns and (why := why_no_address_book(table.header.names, where)):
            raise ImportRefused(why)
        header = _chosen_header(table, where, choices, found)
        if found.refusal:
            return _not_taken(table, header, where, found)
        reader = _FileReader(header, where, is_day_first(table.rows(header), header))
        for row in table.rows(header, choices.progress):
            reader.read(row)
        if not reader.has_rows:
            raise ImportRefused(why_nothing_was_taken(where))
    reader.result.not_taken = reader.not_taken()
    reader.result.mappings.update(found.mappings)
    reader.result.problems[:0] = found.problems
    return reader.result
