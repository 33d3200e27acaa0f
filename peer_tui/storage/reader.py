"""The reading connection: bounded queries for the screen, without Peewee and without writing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from peer_tui.storage.driver import READER_PRAGMAS, Connection, Parameters, connect


class Reader:
    """Reads over one connection; belongs to the thread that made it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Any]:
        """All rows, as tuples. For bounded queries only."""
        result: list[Any] = self._connection.execute(sql, parameters).fetchall()
        return result

    def row(self, sql: str, parameters: Parameters = ()) -> Any:  # noqa: ANN401 - the columns asked for
        """The first row as a tuple, or None."""
        return self._connection.execute(sql, parameters).fetchone()

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


def open_reader(path: Path) -> Reader:
    """A connection of its own that cannot write."""
    return Reader(connect(path, READER_PRAGMAS))
