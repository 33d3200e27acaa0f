"""From the bytes of a CSV file to its text, its delimiter and its header row."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from peer_tui.interchange.column_values import looks_like_data
from peer_tui.interchange.csv_columns import Column
from peer_tui.interchange.csv_header import columns_of
from peer_tui.interchange.text_lines import as_utf8, is_utf8

_LINES_TRIED = 12
_HEAD_BYTES = 256 * 1024
_MOST_COLUMNS_TRIED = 2000
_DELIMITERS = ",;\t|"
_OLD_CODECS = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254")


@dataclass(frozen=True, slots=True)
class Header:
    """The row that names the columns, and how the file is divided."""

    names: list[str] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    delimiter: str = ","
    lines: int = 0
    """Lines of the file up to and with the header row."""
    width: int = 0
    """Cells of the row by which the delimiter was told; 0 when no row was seen."""


def _is_japanese(data: bytes) -> bool:
    """Whether bytes that are not UTF-8 make Japanese text in cp932, and not by chance."""
    try:
        text = data.decode("cp932")
    except UnicodeDecodeError:
        return False
    foreign = [char for char in text if char > "\x7f"]
    likely = sum(
        1 for char in foreign if "\u3000" <= char <= "\u30ff" or "\u4e00" <= char <= "\u9fff"
    )
    high = [byte > 0x7F for byte in data]
    runs = sum(1 for here, after in pairwise(high) if here and after)
    return bool(foreign) and likely * 10 >= len(foreign) * 9 and runs * 2 >= sum(high)


def encoding_of(data: bytes) -> str:
    """How to read bytes without a byte order mark: UTF-8, else an old code page.

    Of the code pages the one that makes the most column names known is taken; cp1252 first.
    """
    if is_utf8(data):
        return "utf-8"
    head = head_of(data)
    if _is_japanese(head):
        return "cp932"
    votes = {
        codec: len(find_header(head.decode(codec, "replace")).columns) for codec in _OLD_CODECS
    }
    return max(_OLD_CODECS, key=lambda name: votes[name])


def head_of(data: bytes) -> bytes:
    """The first lines of a file, whole ones where it can be."""
    head = data[:_HEAD_BYTES]
    if len(data) > len(head):
        head = head[: head.rfind(b"\n") + 1] or head
    return head


def decode_csv(data: bytes) -> str:
    """The text of a whole file, as a `CsvTable` reads it line by line. Never raises."""
    data = as_utf8(data)
    return data.decode(encoding_of(data), "replace").replace("\0", "")


def _first_rows(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """The first rows, each with the number of its last line."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[tuple[int, list[str]]] = []
    while len(rows) < _LINES_TRIED:
        try:
            rows.append((0, next(reader)))
            rows[-1] = (reader.line_num, rows[-1][1])
        except StopIteration:
            break
        except csv.Error:
            continue
    return rows


def _is_data(row: Sequence[str], known: int) -> bool:
    """Whether a row is about somebody, whatever else it says: a header names no address."""
    cells = [cell for cell in row[:_MOST_COLUMNS_TRIED] if cell.strip()]
    if known < 2:
        return looks_like_data(cells)
    return looks_like_data([cell for cell in cells if not cell.strip().isdecimal()])


def _widest(rows: Sequence[tuple[int, list[str]]]) -> int:
    return max((len(row) for _, row in rows), default=0)


def find_header(text: str) -> Header:
    """The first of the first twelve rows with a known column name.

    A later row takes its place when it is wider and has more of them: some programs write a
    few words first. The delimiter is the one of `,`, `;`, tab and `|` that makes most names
    known. Without a known name the header has no columns, and its names are the cells of the
    first row.
    """
    head = text[:_HEAD_BYTES]
    best = Header()
    fallback: tuple[int, Header] = (0, best)
    for delimiter in _DELIMITERS:
        rows = _first_rows(head, delimiter)
        found = Header()
        for line, row in rows:
            columns = columns_of(row[:_MOST_COLUMNS_TRIED])
            if _is_data(row, len(columns)):
                continue
            if len(columns) > len(found.columns) and len(row) > len(found.names):
                found = Header(row, columns, delimiter, line, len(row))
        if len(found.columns) > len(best.columns):
            best = found
        if rows and _widest(rows) > fallback[0]:
            line, row = rows[0]
            fallback = (_widest(rows), Header(row, [], delimiter, line, len(row)))
    return best if best.columns else fallback[1]
