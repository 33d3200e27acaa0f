"""The complete archive: every row of every table as JSON, history and journal included.

One JSON document with a row on each line, in a stable order: the same data gives the same bytes,
two archives can be compared line by line, and neither writing nor reading holds more than a few
rows. The last line seals the lines before it. What each table holds is told in the manual page
"archive".
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from peer_tui.errors import DataError
from peer_tui.storage.migrations.versions import VERSION
from peer_tui.storage.whole import Progress, Snapshot, Table, snapshot, tables

KIND = "peer archive"
SCHEMA = 1
"""The version of the form; that of the tables is the schema of the database."""
LONGEST_LINE = 64 * 1024 * 1024
"""Bytes. A row is held whole while it is written or read, so it has to end somewhere."""

OPENING = b"{\n"
TABLES = '"tables": {'
END_OF_TABLE = "]"
END_OF_TABLES = "},"
SEAL = '"sha256": "{}"'
ENDING = b"}\n"

# Allowed as they are inside a JSON string, but a terminal may act on them.
_ACTED_ON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_FLUSHED = 1 << 20


class Sink(Protocol):
    """Where the bytes go: a file, or standard output."""

    def write(self, data: bytes, /) -> object:
        """Take these bytes."""
        ...


def is_archive(start: bytes) -> bool:
    """Whether a file that starts so is an archive, or means to be one."""
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and KIND.encode() in start[:200]


class _Sealed:
    """Collects lines, passes them on in large pieces, and computes the seal over them."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._digest = hashlib.sha256()
        self._lines: list[str] = []
        self._length = 0

    def line(self, text: str) -> None:
        """Write one line."""
        self._lines.append(text)
        self._length += len(text)
        if self._length > _FLUSHED:
            self._pass_on()

    def _pass_on(self) -> None:
        piece = "".join(f"{line}\n" for line in self._lines).encode()
        self._lines, self._length = [], 0
        self._digest.update(piece)
        self._sink.write(piece)

    def seal(self) -> None:
        """Write the seal and the end."""
        self._pass_on()
        self._sink.write(f"{SEAL.format(self._digest.hexdigest())}\n".encode() + ENDING)


def write_archive(database: Path, sink: Sink, progress: Progress | None = None) -> int:
    """Write everything a database holds; returns the number of rows.

    Raises DataError when the database cannot be read.
    """
    with snapshot(database) as source:
        counts = {table.name: source.count(table) for table in tables()}
        of = sum(counts.values())
        out = _Sealed(sink)
        for line in _head(counts):
            out.line(line)
        done = 0
        last = tables()[-1]
        for table in tables():
            out.line(f'"{table.name}": [')
            start = done

            def written(number: int, start: int = start) -> None:
                if progress is not None:
                    progress(start + number, of)

            done += _write_rows(source, table, out, written)
            out.line(END_OF_TABLE + ("" if table is last else ","))
        out.line(END_OF_TABLES)
        out.seal()
    return done


def _head(counts: dict[str, int]) -> list[str]:
    return [
        "{",
        f'"kind": "{KIND}",',
        f'"schema": {SCHEMA},',
        f'"tables_schema": {VERSION},',
        f'"rows": {json.dumps(counts)},',
        TABLES,
    ]


def _write_rows(
    source: Snapshot, table: Table, out: _Sealed, progress: Callable[[int], None]
) -> int:
    names = [column.name for column in table.columns]
    number, held = 0, ""
    for row in source.rows(table):
        if held:
            out.line(f"{held},")
        held = _row(dict(zip(names, row, strict=True)), table)
        number += 1
        if number % 1000 == 0:
            progress(number)
    if held:
        out.line(held)
    return number


def _row(values: dict[str, str | int | None], table: Table) -> str:
    text = _ENCODER.encode(values)
    if not text.isascii():
        text = _ACTED_ON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    # A character takes up to four bytes.
    if len(text) > LONGEST_LINE // 4 and len(text.encode()) >= LONGEST_LINE:
        raise DataError(
            f"Row {values.get('id')} of {table.name} is too long for an archive. Use `peer backup`."
        )
    return text
