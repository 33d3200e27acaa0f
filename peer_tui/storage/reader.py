"""The reading connection: bounded queries for the screen, without Peewee and without writing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from peer_tui.errors import DataError
from peer_tui.storage import faults
from peer_tui.storage.driver import READER_PRAGMAS, Connection, Parameters, connect, driver


class Interrupted(Exception):
    """A query was stopped by `Reader.interrupt`; its rows are no longer wanted."""


class Reader:
    """Reads over one connection; belongs to the thread that made it.

    Raises DataError with a plain sentence when the file cannot be read, Interrupted after
    `interrupt`.
    """

    def __init__(self, connection: Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Any]:
        """All rows, as tuples. For bounded queries only."""
        try:
            result: list[Any] = self._connection.execute(sql, parameters).fetchall()
        except driver().Error as error:
            raise self._fault(error) from error
        return result

    def row(self, sql: str, parameters: Parameters = ()) -> Any:  # noqa: ANN401 - the columns asked for
        """The first row as a tuple, or None."""
        try:
            return self._connection.execute(sql, parameters).fetchone()
        except driver().Error as error:
            raise self._fault(error) from error

    def value(self, sql: str, parameters: Parameters = ()) -> Any:  # noqa: ANN401 - see row
        """The first column of the first row, or None."""
        row = self.row(sql, parameters)
        return None if row is None else row[0]

    def data_version(self) -> int:
        """A number that differs after another connection has committed."""
        version: int = self.value("pragma data_version")
        return version

    def interrupt(self) -> None:
        """Stop the query that runs now; safe from another thread."""
        self._connection.interrupt()

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

    def _fault(self, error: Exception) -> Exception:
        if "interrupted" in str(error):
            return Interrupted()
        return DataError(faults.as_sentence(error, self._path))


def open_reader(path: Path, *, immutable: bool = False) -> Reader:
    """A connection of its own that cannot write.

    `immutable` is for a file in a place where nobody can write: it is read without files beside
    it.
    """
    options = "mode=ro&immutable=1" if immutable else "mode=rw"
    return Reader(connect(path, READER_PRAGMAS, options=options), path)
