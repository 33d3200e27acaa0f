"""Every table of a database, whole: read out in one moment, and written into an empty file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peer_tui.errors import ImportRefused
from peer_tui.storage import derived, faults, search
from peer_tui.storage.driver import READER_PRAGMAS, Connection, connect
from peer_tui.storage.journal_models import JOURNAL_MODELS
from peer_tui.storage.models import CACHED_COLUMNS, DOMAIN_MODELS
from peer_tui.storage.opening import is_writable
from peer_tui.storage.queries.journal import Head

if TYPE_CHECKING:
    from peewee import Model

    from peer_tui.storage.database import PeerDatabase
    from peer_tui.storage.store import Store

CHUNK = 500
"""Rows written between two reports of progress."""

Progress = Callable[[int, int], None]
"""Told how many of how many rows are done."""

_ORDERS = {"action": "seq", "change": "action_id, position"}
_SEARCH_KEYS = {"interaction": "search_key", "promise": "id", "follow_up": "id"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is kept; what is computed from others is not."""

    name: str
    is_text: bool
    """Else a whole number of at most 64 bits."""
    may_be_null: bool
    default: str | int | None
    """What a row holds that was written before there was such a column."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is kept whole."""

    name: str
    columns: tuple[Column, ...]
    order: str
    """The columns its rows are ordered by, as SQL."""


@cache
def tables() -> tuple[Table, ...]:
    """Every table, each after those it points to; the search indexes are made from them."""
    return tuple(_table(model) for model in (*DOMAIN_MODELS, *JOURNAL_MODELS))


def _table(model: type[Model]) -> Table:
    name = model._meta.table_name
    columns = tuple(
        Column(
            field.column_name,
            field.field_type == "TEXT",
            field.null,
            int(field.default) if isinstance(field.default, bool) else field.default,
        )
        for field in model._meta.sorted_fields
        if field.column_name not in CACHED_COLUMNS
    )
    return Table(name, columns, _ORDERS.get(name, "id"))


class Snapshot:
    """Every row as it was at one moment; others may write meanwhile."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count(self, table: Table) -> int:
        """How many rows the table has."""
        row = self._connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()
        return int(row[0])

    def rows(self, table: Table) -> Iterator[tuple[Any, ...]]:
        """The rows, in the order of the table."""
        names = ", ".join(column.name for column in table.columns)
        yield from self._connection.execute(
            f"SELECT {names} FROM {table.name} ORDER BY {table.order}"
        )


@contextmanager
def snapshot(path: Path) -> Iterator[Snapshot]:
    """Look at a database over a connection of its own. Raises DataError when it cannot be read."""
    log = path.with_name(f"{path.name}-wal")
    alone = not is_writable(path) and not log.exists()
    with faults.translated(path):
        options = "mode=ro&immutable=1" if alone else "mode=rw"
        connection = connect(path, READER_PRAGMAS, options=options)
        try:
            connection.execute("BEGIN")
            yield Snapshot(connection)
        finally:
            connection.close()


def holds_anything(first: Callable[[str], Any]) -> bool:
    """Whether there is a row of the owner, or a history of rows that were there.

    `first` gives the first row of a query, or None.
    """
    named = (table.name for table in tables() if table.name != "head")
    return any(first(f"SELECT 1 FROM {name} LIMIT 1") for name in named)


def check_empty(first: Callable[[str], Any], path: Path) -> None:
    """Raise ImportRefused when the database holds anything; `first` as in `holds_anything`."""
    if holds_anything(first):
        raise ImportRefused(
            f"{path} already holds something, and an archive only goes into an empty database."
            " Name a new one: `peer import --db NEW FILE`. Nothing was written."
        )


class Filling:
    """An empty database being filled; given by `filling`."""

    def __init__(self, database: PeerDatabase) -> None:
        self._database = database
        self._indexes = self._drop_indexes()
        database.run("DELETE FROM head")
        self.head: Head | None = None
        """Where the journal stands once this is committed."""

    def _drop_indexes(self) -> list[str]:
        # Made at the end, an index costs a fraction of what it costs row by row.
        made = self._database.run(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        ).fetchall()
        for name, _ in made:
            self._database.run(f"DROP INDEX {name}")
        return [sql for _, sql in made]

    def insert(self, table: Table, rows: Iterable[Sequence[Any]]) -> None:
        """Write rows, each with the values of all columns of the table in order.

        Raises RowRefused when one points nowhere or repeats what must be unique.
        """
        names = ", ".join(column.name for column in table.columns)
        marks = ", ".join("?" * len(table.columns))
        with faults.refused_rows():
            self._database.run_many(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", rows)

    def derive(self, progress: Progress) -> None:
        """Make the indexes and what is computed from the rows: dates of contact, words to find.

        Raises RowRefused when what must be unique comes twice.
        """
        database = self._database
        with faults.refused_rows():
            for sql in self._indexes:
                database.run(sql)
        people = [row[0] for row in database.run("SELECT id FROM person ORDER BY id")]
        counts = {
            entity: database.run(f"SELECT count(*) FROM {entity}").fetchone()[0]
            for entity in _SEARCH_KEYS
        }
        done, of = 0, len(people) + sum(counts.values())
        for start in range(0, len(people), CHUNK):
            chunk = people[start : start + CHUNK]
            derived.refresh_people(database, chunk)
            derived.refresh_documents(database, chunk)
            done += len(chunk)
            progress(done, of)
        for entity, key in _SEARCH_KEYS.items():
            # In the order of the index: it would be written anew for every step back.
            rows = iter(database.run(f"SELECT {key}, text, tags FROM {entity} ORDER BY {key}"))
            while found := list(islice(rows, CHUNK)):
                documents = [
                    derived.document_of(entity, {key: at, "text": text, "tags": tags})
                    for at, text, tags in found
                ]
                search.add(database, derived.TEXT_INDEXES[entity], documents)
                done += len(found)
                progress(done, of)

    def take_head(self) -> bool:
        """Read where the journal stands now; False when that is not its last act."""
        found = self._database.run("SELECT seq, hash FROM head").fetchall()
        acts = self._database.run("SELECT count(*), coalesce(max(seq), 0) FROM action").fetchone()
        if len(found) != 1 or tuple(acts) != (found[0][0], found[0][0]):
            return False
        self.head = Head(*found[0])
        return True


@contextmanager
def filling(store: Store) -> Iterator[Filling]:
    """One transaction that fills an empty database: all of it is committed, or nothing.

    Raises ImportRefused when the database holds anything, DataError when it cannot be written.
    """
    store.check_writable()
    with faults.translated(store.path):
        database = store.database()
        with database.atomic("IMMEDIATE"):
            check_empty(lambda sql: database.run(sql).fetchone(), store.path)
            work = Filling(database)
            yield work
    if work.head is not None:
        store.remember(work.head)
