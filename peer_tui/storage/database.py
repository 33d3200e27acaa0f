"""The writing connection: Peewee over SQLite, with the two edges filed off that lose errors."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import cast

from peewee import Query, SqliteDatabase

from peer_tui.storage.driver import WRITER_PRAGMAS, Connection, Cursor, Parameters, connect


class PeerDatabase(SqliteDatabase):
    """A `SqliteDatabase` on the driver of this house, which keeps the first error.

    SQLite rolls back by itself on a full disk or a read fault; Peewee's own rollback then fails
    with "no transaction is active" and hides the cause. A transaction left open by an
    interrupted COMMIT would make every later one fail.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(str(path), autoconnect=False, lock_type="IMMEDIATE")
        self.path = path

    def _connect(self) -> Connection:
        return connect(self.path, WRITER_PRAGMAS)

    def begin(self, lock_type: str | None = None) -> None:
        """Begin, after clearing what an interrupted commit may have left."""
        if self.connection().in_transaction:
            self.connection().rollback()
        super().begin(lock_type)

    def rollback(self) -> None:
        """Roll back, unless SQLite already did."""
        if self.connection().in_transaction:
            super().rollback()

    def connection(self) -> Connection:
        """The connection of this thread."""
        return cast(Connection, super().connection())  # type: ignore[no-untyped-call]

    def run(self, sql: str, parameters: Parameters = ()) -> Cursor:
        """Run one statement; errors come as Peewee's."""
        return cast(Cursor, self.execute_sql(sql, parameters))  # type: ignore[no-untyped-call]

    def run_many(self, sql: str, rows: Iterable[Parameters]) -> None:
        """Run one statement for every row."""
        self.connection().executemany(sql, rows)

    def compile(self, query: Query) -> tuple[str, list[object]]:
        """The SQL text and parameters of a Peewee query."""
        compiled: tuple[str, list[object]] = self.get_sql_context().sql(query).query()
        return compiled
