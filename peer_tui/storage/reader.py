"""The reading connection: bounded queries for the screen, without Peewee and without writing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from peer_tui.errors import DataError
from peer_tui.storage import faults
from peer_tui.storage.driver import READER_PRAGMAS, Connection, Parameters, connect, driver

STEPS_BETWEEN_LOOKS = 1000
"""Steps of SQLite's machine, about 0.1 ms, between two looks at whether it is enough."""


class Interrupted(Exception):
    """A query was stopped, or its time was up; it has no rows."""


class Reader:
    """Reads over one connection; belongs to the thread that made it.

    Raises DataError with a plain sentence when the file cannot be read, Interrupted after
    `interrupt`.
    """

    def __init__(self, connection: Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._is_stopping = False

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Any]:
        """All rows, as tuples. For bounded queries only."""
        self._is_stopping = False
        try:
            result: list[Any] = self._connection.execute(sql, parameters).fetchall()
        except driver().Error as error:
            raise self._fault(error) from error
        return result

    def records(self, sql: str, parameters: Parameters = ()) -> list[dict[str, Any]]:
        """All rows, as dictionaries by column name. For bounded queries only."""
        self._is_stopping = False
        try:
            cursor = self._connection.execute(sql, parameters)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]
        except driver().Error as error:
            raise self._fault(error) from error

    def row(self, sql: str, parameters: Parameters = ()) -> Any:  # noqa: ANN401 - the columns asked for
        """The first row as a tuple, or None."""
        self._is_stopping = False
        try:
            return self._connection.execute(sql, parameters).fetchone()
        except driver().Error as error:
            raise self._fault(error) from error

    def value(self, sql: str, parameters: Parameters = ()) -> Any:  # noqa: ANN401 - see row
        """The first column of the first row, or None."""
        row = self.row(sql, parameters)
        return None if row is None else row[0]

    @contextmanager
    def stopped_when(self, is_enough: Callable[[], bool]) -> Iterator[None]:
        """Stop the query during which that becomes true: Interrupted is raised.

        A single step of a search in the index is not divided; on a large file it may take 15 ms.
        """

        def look() -> bool:
            self._is_stopping = self._is_stopping or is_enough()
            return self._is_stopping

        self._connection.set_progress_handler(look, STEPS_BETWEEN_LOOKS)
        try:
            yield
        finally:
            self._connection.set_progress_handler(None, 0)

    @contextmanager
    def within(self, milliseconds: float) -> Iterator[None]:
        """Stop the query that still runs after that time; see `stopped_when`."""
        end = time.perf_counter() + milliseconds / 1000
        with self.stopped_when(lambda: time.perf_counter() > end):
            yield

    def let_read_words(self, index: str, table: str) -> None:
        """Let queries of this connection read the words of a search index, as temp.`table`."""
        made = f"CREATE VIRTUAL TABLE temp.{table} USING fts5vocab(main, {index}, row)"
        if self.value("SELECT 1 FROM temp.sqlite_schema WHERE name = ?", (table,)):
            return
        # It is a view, kept by the connection alone; making it counts as writing all the same.
        self.value("pragma query_only = 0")
        try:
            self.value(made)
        finally:
            self.value("pragma query_only = 1")

    def let_call(self, name: str, function: Callable[..., object], arguments: int) -> None:
        """Let queries of this connection call a function without side effects."""
        self._connection.create_function(name, arguments, function, deterministic=True)

    def data_version(self) -> int:
        """A number that differs after another connection has committed."""
        version: int = self.value("pragma data_version")
        return version

    def interrupt(self) -> None:
        """Stop the query that runs now; safe from another thread."""
        self._is_stopping = True
        self._connection.interrupt()

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

    def _fault(self, error: Exception) -> Exception:
        # A query stopped while it opens a search index fails as if the index were broken.
        if self._is_stopping or "interrupted" in str(error):
            return Interrupted()
        return DataError(faults.as_sentence(error, self._path))


def open_reader(path: Path, *, immutable: bool = False) -> Reader:
    """A connection of its own that cannot write.

    `immutable` is for a file in a place where nobody can write: it is read without files beside
    it.
    """
    options = "mode=ro&immutable=1" if immutable else "mode=rw"
    return Reader(connect(path, READER_PRAGMAS, options=options), path)
