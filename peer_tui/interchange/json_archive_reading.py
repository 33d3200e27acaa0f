"""Reads an archive back: checked whole first, then row by row into an empty database."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO, NamedTuple

from peer_tui.errors import ImportRefused
from peer_tui.interchange.json_archive import (
    END_OF_TABLE,
    END_OF_TABLES,
    ENDING,
    KIND,
    LONGEST_LINE,
    OPENING,
    SCHEMA,
    SEAL,
    TABLES,
    is_archive,
)
from peer_tui.services.outcome import Outcome
from peer_tui.storage.faults import RowRefused
from peer_tui.storage.migrations.versions import VERSION
from peer_tui.storage.store import Store
from peer_tui.storage.whole import CHUNK, Filling, Progress, Table, filling, tables

LONGEST_HEAD = 64 * 1024
MOST, LEAST = 2**63 - 1, -(2**63)
_PIECE = 1 << 20
_END = len(SEAL.format("0" * 64)) + 1 + len(ENDING)
_OPENED = re.compile(r'"([a-z_]+)": \[')

Row = tuple[str | int | None, ...]


class Archive(NamedTuple):
    """What the head of an archive says."""

    tables_schema: int
    """The schema of the database it was written from."""
    rows: dict[str, int]
    """How many rows each table has."""


def check_archive(file: BinaryIO, name: str) -> Archive:
    """Read the head and check the seal, without looking at the rows; the file can be sought in.

    Raises ImportRefused with one sentence when it is no archive, comes from a newer Peer, is cut
    short, or is not as it was written.
    """
    start = file.read(LONGEST_HEAD)
    if not is_archive(start):
        raise ImportRefused(f"{name} is not an archive of Peer. Nothing was written.")
    archive = _head(start, name)
    file.seek(0, 2)
    length = file.tell()
    file.seek(max(0, length - _END))
    ending = file.read()
    file.seek(0)
    digest = hashlib.sha256()
    left = length - _END
    while left > 0 and (piece := file.read(min(_PIECE, left))):
        digest.update(piece)
        left -= len(piece)
    if ending != f"{SEAL.format(digest.hexdigest())}\n".encode() + ENDING:
        raise ImportRefused(
            f"{name} is damaged, cut short, or was changed after Peer wrote it: its last line"
            " does not fit the others. Nothing was written; use another copy."
        )
    return archive


def _head(start: bytes, name: str) -> Archive:
    refused = ImportRefused(f"The head of {name} cannot be understood. Nothing was written.")
    text, opened, _ = start.decode("utf-8", "replace").partition(f"\n{TABLES}\n")
    # A newer form may look different after its number.
    found = re.search(r'"schema": *([0-9]{1,9})\b', text)
    if found is not None and int(found[1]) > SCHEMA:
        raise _newer(name)
    try:
        head = json.loads(f"{text}{TABLES}}}}}") if opened and start.startswith(OPENING) else {}
    except (ValueError, RecursionError) as error:
        raise refused from error
    version, rows = head.get("tables_schema"), head.get("rows")
    if head.get("kind") != KIND or head.get("schema") != SCHEMA or type(version) is not int:
        raise refused
    if version > VERSION:
        raise _newer(name)
    if not isinstance(rows, dict) or not all(type(number) is int for number in rows.values()):
        raise refused
    return Archive(version, rows)


def _newer(name: str) -> ImportRefused:
    return ImportRefused(
        f"{name} was written by a newer Peer. Update Peer to read it. Nothing was written."
    )


def read_archive(
    store: Store, file: BinaryIO, name: str, progress: Progress | None = None
) -> Outcome:
    """Fill an empty database from an archive, ids, history and journal as they were.

    One transaction. Raises ImportRefused when the database holds anything, or the archive cannot
    be relied on; nothing is written then.
    """
    archive = check_archive(file, name)
    file.seek(0)
    reading = _Reading(file, name, progress or (lambda _done, _of: None))
    with filling(store) as work:
        try:
            reading.fill(work, archive)
        except RowRefused as error:
            raise reading.refused(
                "a row points to one that is not there, or comes twice"
            ) from error
    people = archive.rows.get("person", 0)
    counted = "1 person" if people == 1 else f"{people:,} people"
    return Outcome(f"Restored the archive: {counted}, {sum(archive.rows.values()):,} rows.")


class _Reading:
    """One archive on its way into one database."""

    def __init__(self, file: BinaryIO, name: str, progress: Progress) -> None:
        self._file = file
        self._name = name
        self._progress = progress
        self._number = 0
        self._done = 0

    def refused(self, why: str) -> ImportRefused:
        """The sentence for what is wrong where the reading stands."""
        return ImportRefused(f"{self._name}, line {self._number:,}: {why}. Nothing was written.")

    def fill(self, work: Filling, archive: Archive) -> None:
        """Write every row, then what is computed from them."""
        while self._line() != TABLES:
            pass
        of = sum(archive.rows.values())
        waiting = list(tables())
        found: dict[str, int] = {}
        while (line := self._line()) != END_OF_TABLES:
            opened = _OPENED.fullmatch(line)
            name = opened[1] if opened else ""
            table = next((each for each in waiting if each.name == name), None)
            if table is None:
                raise self.refused(f"no table of Peer begins here, or not in its order: {name}")
            # A row comes after those it points to; older archives have an order of their own.
            if archive.tables_schema == VERSION:
                del waiting[: waiting.index(table)]
            waiting.remove(table)
            before = self._done
            rows = self._rows(table)
            while chunk := list(islice(rows, CHUNK)):
                work.insert(table, chunk)
                self._progress(self._done, of)
            found[name] = self._done - before
        if found != archive.rows:
            raise self.refused("the numbers of rows are not those that the head tells")
        if not work.take_head():
            raise self.refused("the head of the journal is not its last act")
        try:
            work.derive(self._progress)
        except (ValueError, OverflowError) as error:
            raise self.refused("a date, or a number of days, is none") from error

    def _line(self) -> str:
        raw = self._file.readline(LONGEST_LINE)
        self._number += 1
        if not raw.endswith(b"\n"):
            raise self.refused("the line is too long, or the file ends here")
        try:
            return raw[:-1].decode()
        except UnicodeDecodeError as error:
            raise self.refused("this is not UTF-8") from error

    def _rows(self, table: Table) -> Iterator[Row]:
        while (line := self._line()).rstrip(",") != END_OF_TABLE:
            self._done += 1
            yield self._row(table, line)

    def _row(self, table: Table, line: str) -> Row:
        try:
            values = json.loads(line.removesuffix(","))
        except (ValueError, RecursionError) as error:
            raise self.refused("this is not a row in JSON") from error
        if not isinstance(values, dict):
            raise self.refused("this is not a row in JSON")
        row = tuple(values.pop(column.name, column.default) for column in table.columns)
        if values:
            raise self.refused(f"{table.name} has no column {min(values)!r}")
        for column, value in zip(table.columns, row, strict=True):
            if not _fits(value, column.is_text) and not (value is None and column.may_be_null):
                raise self.refused(f"{column.name} of {table.name} cannot be this")
        return row


def _fits(value: Any, is_text: bool) -> bool:  # noqa: ANN401 - whatever stood in the JSON
    if is_text:
        return type(value) is str and _is_unicode(value)
    return type(value) is int and LEAST <= value <= MOST


def _is_unicode(text: str) -> bool:
    # JSON can write half of a surrogate pair, which is no character.
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
