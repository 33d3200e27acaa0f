"""Reads the address books that other programs export as CSV, and any CSV with a header row.

Google Contacts (new and old), Outlook, Thunderbird, Windows Live Mail, LinkedIn, HubSpot,
Pipedrive and Salesforce are known; any other file needs one column name that is.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from peer_tui.domain.text import clean_line
from peer_tui.errors import ImportRefused, UsageError
from peer_tui.interchange.column_mapping import (
    Proposal,
    as_option,
    columns_from,
    fingerprint,
    has_only_numbers,
    is_certain,
    looks_like_data,
    named_alike,
    positions_of,
    propose,
)
from peer_tui.interchange.csv_columns import format_of
from peer_tui.interchange.csv_decoding import Header, decode_csv
from peer_tui.interchange.csv_own import delimiter_of, read_own
from peer_tui.interchange.csv_rows import RowReader
from peer_tui.interchange.csv_table import CsvTable, Row
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
_ROWS_LOOKED_AT = 200
_NO_NAME = "the row has no name, organisation, e-mail address or phone number"
_SLASHED = re.compile(r"\s*(\d{1,2})/\d{1,2}/\d{2,4}\b")
_DATE_KINDS = frozenset({"birthday", "anniversary", "met_on", "event"})
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


def look_at_csv(data: bytes, where: str) -> Sight:
    """The columns of a CSV file with what they probably hold, whether or not it can be read.

    Raises ImportRefused for more than 2000 columns and for a file without any row.
    """
    table = CsvTable(data)
    header = _narrow_header(table.header, where)
    if not header.columns:
        header = _unknown_header(table)
    rows = table.first_rows(header, _ROWS_LOOKED_AT)
    if not rows and not header.names:
        raise ImportRefused(f"{where} holds no address book: it has no rows.")
    names = header.names
    return Sight(names, rows, propose(names, rows), fingerprint(names) if names else "")


def _unknown_header(table: CsvTable) -> Header:
    """The first row as names of columns, unless it is data; never any known column."""
    found = table.header
    if looks_like_data(found.names):
        return Header([], [], found.delimiter, 0)
    return found


def _day_first(table: CsvTable, header: Header) -> bool:
    """Whether some date with slashes can only have its day first."""
    dated = [column.position for column in header.columns if column.kind in _DATE_KINDS]
    if not dated:
        return False
    for row in table.rows(header):
        for position in dated:
            if position < len(row.cells) and (match := _SLASHED.match(row.cells[position])):
                first = int(match[1])
                if first > 12:
                    return True
    return False


def _raw(names: Sequence[str], cells: Sequence[str]) -> str:
    """The cells that are not empty, by column name, as a JSON object."""
    values: dict[str, str] = {}
    for position, cell in enumerate(cells[:_MOST_COLUMNS]):
        if cell:
            name = names[position] if position < len(names) else ""
            key = name.strip() or f"column {position + 1}"
            values[key if key not in values else f"{key} ({position + 1})"] = cell
    return json.dumps(values, ensure_ascii=False)


def _refuse_unknown(where: str, header: Header, proposals: Sequence[Proposal]) -> None:
    seen = [clean_line(name)[:40] for name in header.names[:12] if clean_line(name)]
    if not seen:
        raise ImportRefused(f"{where} holds no address book: its first row is empty.")
    more = ", ..." if len(header.names) > 12 else ""
    option = as_option(proposals[:12]) + (",..." if len(proposals) > 12 else "")
    raise ImportRefused(
        f"No column of {where} has a name that is known; seen: {', '.join(seen)}{more}. "
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
    if has_only_numbers(wanted):
        data = Header([], [], found.delimiter, 0)
        width = max((len(row) for row in table.first_rows(data, _ROWS_LOOKED_AT)), default=0)
        names = [f"column {number}" for number in range(1, width + 1)]
        columns = columns_from(positions_of(wanted, names))
        return Header(names, columns, found.delimiter, 0)
    columns = columns_from(positions_of(wanted, found.names), found.names)
    return Header(found.names, columns, found.delimiter, found.lines)


def _chosen_header(table: CsvTable, where: str, choices: ReadChoices, found: ReadResult) -> Header:
    """The header to read by: the owner's mapping, a remembered one, the known names, or a
    proposal that leaves no doubt.
    """
    names = table.header.names
    if choices.columns:
        header = _mapped(table, where, choices.columns)
        if header.lines:
            found.mappings[fingerprint(names)] = dict(choices.columns)
        return header
    if remembered := choices.remembered.get(fingerprint(names)):
        try:
            return _mapped(table, where, remembered)
        except UsageError:
            # The file of mappings was edited by hand; what is wrong in it is as if forgotten.
            pass
    header = _narrow_header(table.header, where)
    unknown = header if header.columns else _unknown_header(table)
    proposals = propose(unknown.names, table.first_rows(unknown, _ROWS_LOOKED_AT))
    if header.columns:
        more = named_alike(proposals) if format_of(names, header.columns) == _OTHER else {}
        return Header(names, columns_from(more, names), header.delimiter, header.lines)
    if not is_certain(proposals):
        _refuse_unknown(where, header, proposals)
    columns = columns_from({each.position: each.field for each in proposals})
    return Header(unknown.names, columns, unknown.delimiter, unknown.lines)


class _FileReader:
    def __init__(self, header: Header, where: str, day_first: bool) -> None:
        self._header = header
        self._where = where
        self._rows = RowReader(header.columns, day_first)
        self._source = format_of(header.names, header.columns)
        wanted = _UID_COLUMNS.get(self._source, "")
        self._uid_at = next((c.position for c in header.columns if c.kind == wanted), -1)
        self.result = ReadResult(format=self._source)

    def _problem(self, where: str, line: int, what: str) -> None:
        if len(self.result.problems) < _MOST_PROBLEMS:
            self.result.problems.append(Problem(where, line, what))
        elif len(self.result.problems) == _MOST_PROBLEMS:
            self.result.problems.append(Problem(self._where, 0, "there are more problems"))

    def read(self, row: Row) -> None:
        """Adds the row to the records, or to what was left out."""
        if row.problem:
            self._problem(self._where, row.line, row.problem)
        if not any(cell.strip() for cell in row.cells):
            return
        if len(row.cells) > _MOST_COLUMNS:
            what = f"only the first {_MOST_COLUMNS} of {len(row.cells)} cells were read"
            self._problem(self._where, row.line, what)
        person, uid, unreadable = self._rows.read(row.cells)
        if not person.name:
            self.result.skipped.append(Problem(self._where, row.line, _NO_NAME))
            return
        raw = _raw(self._header.names, row.cells)
        if not uid and 0 <= self._uid_at < len(row.cells):
            uid = clean_line(row.cells[self._uid_at]).rstrip("/").lower()
        uid = uid.removeprefix(CONTENT_UID) or content_uid(f"{self._source}\n{raw}")
        self.result.records.append(ContactRecord(self._source, uid, person, raw, row.line))
        for what in unreadable:
            self._problem(f"{self._where}: {person.name}", row.line, what)


def read_csv(data: bytes, where: str, choices: ReadChoices = NO_CHOICES) -> ReadResult:
    """Every row of the file as a contact; `where` names it in problems and sentences.

    Raises ImportRefused when it is not certain what the columns hold, and for more than 2000
    columns; UsageError when the owner's mapping does not fit the file.
    """
    with CsvTable.limits():
        table = CsvTable(data)
        if delimiter_of(table.head):
            return read_own(decode_csv(data), where)
        if is_activities(table.header.names) and not choices.columns:
            return read_activities(table.rows(), table.header.names, where)
        found = ReadResult()
        header = _chosen_header(table, where, choices, found)
        reader = _FileReader(header, where, _day_first(table, header))
        for row in table.rows(header):
            reader.read(row)
    reader.result.mappings.update(found.mappings)
    return reader.result
