"""The rows of a CSV file, one after the other, in little memory and whatever is in them."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from peer_tui.interchange.csv_decoding import Header, encoding_of, find_header, head_of
from peer_tui.interchange.reading_choices import Progress, no_progress
from peer_tui.interchange.text_lines import LONGEST_LINE, as_utf8, byte_lines

_LONGEST_FIELD = LONGEST_LINE
_MOST_COLUMNS = 2000
_LONGEST_ROW = 500
"""Lines after which a row is taken for one whose quote is never closed."""
_OTHER_DELIMITERS = "\t;|,"
_FEWEST = {"\t": 1, ";": 2, "|": 2, ",": LONGEST_LINE}
"""How often one stands in a line that the file's own delimiter does not divide."""
TOO_LONG = f"a line of more than {LONGEST_LINE // 2**20} MB was left out"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file."""

    line: int
    """At which it begins, counted from 1."""
    cells: list[str]
    problem: str = ""
    """What was wrong with it; empty when nothing was."""


@contextmanager
def field_size_limit(size: int) -> Iterator[None]:
    """The limit of the csv module is one for the whole process: it is put back."""
    before = csv.field_size_limit(size)
    try:
        yield
    finally:
        csv.field_size_limit(before)


class _Feed:
    """Lines for a csv reader; those of a row can be taken back."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self.taken: list[str] = []
        """The lines since it was last emptied."""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        if len(self.taken) <= _LONGEST_ROW + 1:
            self.taken.append(line)
        return line

    def take_back(self, lines: Sequence[str]) -> None:
        """Give these lines again, before the rest."""
        self._again.extendleft(reversed(lines))


class _LinesOfRow:
    """Gives a csv reader the lines of one row, and no more than a row can have."""

    def __init__(self, feed: _Feed) -> None:
        self._feed = feed

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self._feed.taken) > _LONGEST_ROW:
            raise _NeverClosed
        return next(self._feed)


class _NeverClosed(Exception):
    """A row goes on for too many lines: its quote is never closed."""


class CsvTable:
    """A CSV file: its header, and its rows as often as they are asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = as_utf8(data)
        self._encoding = encoding_of(self._data)
        head = head_of(self._data).decode(self._encoding, "replace")
        self.head = head.replace("\0", "").removeprefix("\ufeff")
        """The text of the first lines."""
        self.header = find_header(self.head)

    def rows(self, header: Header | None = None, progress: Progress = no_progress) -> Iterator[Row]:
        """The rows after the header. A quote that is never closed spoils only its own line."""
        header = self.header if header is None else header
        long: list[int] = []
        feed = _Feed(self._lines(header.lines, long, progress))
        line, width = header.lines, max(len(header.names), header.width)
        reader = csv.reader(_LinesOfRow(feed), delimiter=header.delimiter)
        while True:
            feed.taken.clear()
            problem = ""
            try:
                cells = next(reader)
            except StopIteration:
                break
            except csv.Error as error:
                line += len(feed.taken)
                yield Row(line - len(feed.taken) + 1, [], f"the row cannot be read ({error})")
                continue
            except _NeverClosed:
                first, *rest = feed.taken
                feed.take_back(rest)
                feed.taken[1:] = []
                cells = next(csv.reader([first], _plain_dialect(header.delimiter)), [])
                problem = "a quote is opened and never closed"
                reader = csv.reader(_LinesOfRow(feed), delimiter=header.delimiter)
            if len(cells) != width and width > 1 and not problem:
                cells = _divided_otherwise(feed.taken, header.delimiter, cells, width)
            begin, line = line + 1, line + len(feed.taken)
            yield Row(begin, cells, problem)
        for number in long:
            yield Row(number, [], TOO_LONG)

    def _lines(self, skipped: int, long: list[int], progress: Progress) -> Iterator[str]:
        lines = byte_lines(self._data, self._encoding, "replace", long=long, progress=progress)
        for number, line in enumerate(lines):
            if number >= skipped:
                yield f"{line.replace(chr(0), '')}\n"

    def first_rows(self, header: Header, count: int) -> list[list[str]]:
        """The cells of the first rows that hold anything."""
        found: list[list[str]] = []
        with field_size_limit(_LONGEST_FIELD):
            for row in self.rows(header):
                if any(cell.strip() for cell in row.cells):
                    found.append(row.cells[:_MOST_COLUMNS])
                if len(found) >= count:
                    break
        return found

    @staticmethod
    @contextmanager
    def limits() -> Iterator[None]:
        """While rows are read: how long a cell may be."""
        with field_size_limit(_LONGEST_FIELD):
            yield


def _divided_otherwise(
    lines: Sequence[str], delimiter: str, cells: list[str], width: int
) -> list[str]:
    """The cells of a line by the delimiter that fits it: some files change it midway.

    Another one is taken when it makes as many cells as the header has and the file's own does
    not, or when the file's own does not occur at all. Commas are common in texts: they divide
    three cells or more.
    """
    if len(lines) != 1:
        return cells
    for other in _OTHER_DELIMITERS:
        count = lines[0].count(other)
        if other == delimiter or not count:
            continue
        exact = count + 1 >= width and (other != "," or width > 2)
        if not exact and (len(cells) > 1 or count < _FEWEST[other]):
            continue
        divided = next(csv.reader([lines[0]], delimiter=other), [])
        if len(divided) == width or not exact:
            return divided
    return cells


def _plain_dialect(delimiter: str) -> type[csv.Dialect]:
    """A dialect that takes quotes as they stand."""

    class Plain(csv.Dialect):
        quoting = csv.QUOTE_NONE
        lineterminator = "\n"

    Plain.delimiter = delimiter
    return Plain
