"""Reads the address books that other programs export as CSV, and any CSV with a header row.

Google Contacts (new and old), Outlook, Thunderbird, Windows Live Mail, LinkedIn, HubSpot,
Pipedrive and Salesforce are known; any other file needs one column name that is.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from peer_tui.domain.text import clean_line
from peer_tui.errors import ImportRefused
from peer_tui.interchange.csv_columns import format_of
from peer_tui.interchange.csv_decoding import Header, decode_csv, find_header
from peer_tui.interchange.csv_own import delimiter_of, read_own
from peer_tui.interchange.csv_rows import RowReader
from peer_tui.interchange.records import (
    CONTENT_UID,
    ContactRecord,
    Problem,
    ReadResult,
    content_uid,
)

_MOST_COLUMNS = 2000
_MOST_PROBLEMS = 200
_LONGEST_FIELD = 16 * 1024 * 1024
_LONGEST_ROW = 500
"""Lines after which a row is taken for one whose quote is never closed."""
_NO_NAME = "the row has no name, organisation, e-mail address or phone number"
_SLASHED = re.compile(r"\s*(\d{1,2})/\d{1,2}/\d{2,4}\b")
_DATE_KINDS = frozenset({"birthday", "anniversary", "met_on", "event"})
_UID_COLUMNS = {"csv:linkedin": "url"}


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: list[str]
    problem: str = ""


@contextmanager
def _field_size_limit(size: int) -> Iterator[None]:
    """The limit of the csv module is one for the whole process: it is put back."""
    before = csv.field_size_limit(size)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _rows(text: str, header: Header) -> Iterator[_Row]:
    """The rows after the header. A quote that is never closed spoils only its own line."""
    stream = io.StringIO(text, newline="")
    for _ in range(header.lines):
        stream.readline()
    line = header.lines
    reader = csv.reader(stream, delimiter=header.delimiter)
    base = line
    while True:
        position, line = stream.tell(), base + reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _Row(line + 1, [], f"the row cannot be read ({error})")
            continue
        if base + reader.line_num - line > _LONGEST_ROW:
            stream.seek(position)
            alone = csv.reader([stream.readline()], _plain_dialect(header.delimiter))
            cells = next(alone, [])
            yield _Row(line + 1, cells, "a quote is opened and never closed")
            base, reader = line + 1, csv.reader(stream, delimiter=header.delimiter)
            continue
        yield _Row(line + 1, cells)


def _plain_dialect(delimiter: str) -> type[csv.Dialect]:
    """A dialect that takes quotes as they stand."""

    class Plain(csv.Dialect):
        quoting = csv.QUOTE_NONE
        lineterminator = "\n"

    Plain.delimiter = delimiter
    return Plain


def _day_first(text: str, header: Header) -> bool:
    """Whether some date with slashes can only have its day first."""
    dated = [column.position for column in header.columns if column.kind in _DATE_KINDS]
    if not dated:
        return False
    for row in _rows(text, header):
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


def _refuse_unknown(where: str, header: Header) -> None:
    seen = [clean_line(name)[:40] for name in header.names[:12] if clean_line(name)]
    if not seen:
        raise ImportRefused(f"{where} holds no address book: its first row is empty.")
    more = ", ..." if len(header.names) > 12 else ""
    raise ImportRefused(
        f"No column of {where} has a name that is known; seen: {', '.join(seen)}{more}. "
        "Give its first row names such as Name, Email, Phone and Company, and try again."
    )


def _checked_header(text: str, where: str) -> Header:
    header = find_header(text)
    if len(header.names) > _MOST_COLUMNS:
        raise ImportRefused(
            f"{where} has more than {_MOST_COLUMNS} columns: that is no address book. "
            "Export it again with one row for each person."
        )
    if not header.columns:
        _refuse_unknown(where, header)
    return header


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

    def read(self, row: _Row) -> None:
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


def read_csv(data: bytes, where: str) -> ReadResult:
    """Every row of the file as a contact; `where` names it in problems and sentences.

    Raises ImportRefused when no column has a known name, and for more than 2000 columns.
    """
    text = decode_csv(data)
    with _field_size_limit(_LONGEST_FIELD):
        if delimiter_of(text):
            return read_own(text, where)
        header = _checked_header(text, where)
        reader = _FileReader(header, where, _day_first(text, header))
        for row in _rows(text, header):
            reader.read(row)
    return reader.result
