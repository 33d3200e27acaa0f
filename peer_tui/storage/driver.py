"""Which SQLite library serves this process, and how a connection to it is made.

sqlcipher3 carries a current SQLite; the standard library's may be years old (on 3.40 closing a
second handle to the live file lost acknowledged writes). One library per process opens the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol, cast
from urllib.parse import quote

Parameters = Sequence[object] | Mapping[str, object]


class Cursor(Protocol):
    """What a query gives back (PEP 249)."""

    description: Sequence[Sequence[Any]]

    def fetchone(self) -> Any:  # noqa: ANN401 - a row is a tuple of the columns asked for
        """The next row, or None."""
        ...

    def fetchall(self) -> list[Any]:
        """All rows left."""
        ...

    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """What this house uses of a SQLite connection."""

    in_transaction: bool

    def execute(self, sql: str, parameters: Parameters = ..., /) -> Cursor:
        """Run one statement."""
        ...

    def executemany(self, sql: str, rows: Iterable[Parameters], /) -> Cursor:
        """Run one statement for every row."""
        ...

    def rollback(self) -> None:
        """Give up the open transaction."""
        ...

    def backup(self, target: Connection, *, progress: Callable[[int, int, int], None]) -> None:
        """Copy everything into the database of another connection, in one step.

        `progress` gets the result code of the step and the pages left and in all.
        """
        ...

    def create_function(
        self, name: str, arguments: int, function: Callable[..., object], *, deterministic: bool
    ) -> None:
        """Let SQL call a function of ours."""
        ...

    def set_progress_handler(self, handler: Callable[[], bool] | None, steps: int, /) -> None:
        """Have a query ask from time to time whether it is to stop."""
        ...

    def interrupt(self) -> None:
        """Stop the query that runs now."""
        ...

    def close(self) -> None:
        """Give the file back."""
        ...


class Driver(Protocol):
    """What this house uses of the DB-API module."""

    Error: type[Exception]

    def connect(
        self, database: str, *, uri: bool, isolation_level: None, check_same_thread: bool
    ) -> Connection:
        """Open a file."""
        ...


BUSY_TIMEOUT_MS = 5000
WRITER_CACHE_KIB = 16 * 1024
READER_CACHE_KIB = 256
"""Pages are read and finds are made as fast as with 16 MiB: the system caches the file too."""
JOURNAL_SIZE_LIMIT = 64 * 1024 * 1024

WRITER_PRAGMAS: tuple[tuple[str, int | str], ...] = (
    ("busy_timeout", BUSY_TIMEOUT_MS),
    ("journal_mode", "wal"),
    ("synchronous", "full"),
    ("foreign_keys", 1),
    ("cache_size", -WRITER_CACHE_KIB),
    ("mmap_size", 0),
    ("journal_size_limit", JOURNAL_SIZE_LIMIT),
)
READER_PRAGMAS: tuple[tuple[str, int | str], ...] = (
    ("busy_timeout", BUSY_TIMEOUT_MS),
    ("query_only", 1),
    ("cache_size", -READER_CACHE_KIB),
    ("mmap_size", 0),
    ("wal_autocheckpoint", 0),
)


@cache
def driver() -> Driver:
    """The DB-API module in use: sqlcipher3 where it is installed, else the standard library."""
    try:
        from sqlcipher3 import dbapi2
    except ImportError:
        import sqlite3

        return cast(Driver, sqlite3)
    return cast(Driver, dbapi2)


def connect(
    path: Path, pragmas: tuple[tuple[str, int | str], ...] = (), *, options: str = "mode=rw"
) -> Connection:
    """A connection in autocommit mode with its pragmas set; never creates a file by accident.

    `options` are SQLite's URI parameters: `mode=ro`, `mode=rw`, and `immutable=1` for a file that
    nobody writes, which is then read without locks and without files beside it.
    """
    uri = f"file:{quote(str(path))}?{options}"
    connection = driver().connect(uri, uri=True, isolation_level=None, check_same_thread=True)
    try:
        for name, value in pragmas:
            connection.execute(f"pragma {name} = {value}")
    except driver().Error:
        connection.close()
        raise
    return connection
