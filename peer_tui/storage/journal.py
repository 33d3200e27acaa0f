"""Writing: one act of the owner is one transaction, one journal entry and one undo step."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from peer_tui.errors import EditConflict
from peer_tui.storage import derived
from peer_tui.storage.hashing import RunningHash, sha256_hex
from peer_tui.storage.model_base import Row
from peer_tui.storage.models import CACHED_COLUMNS, DOMAIN_MODELS
from peer_tui.storage.queries.journal import Head
from peer_tui.storage.reader import Reader

if TYPE_CHECKING:
    from peewee import Query

    from peer_tui.storage.database import PeerDatabase
    from peer_tui.storage.ids import IdSource

Values = dict[str, Any]
MODELS: dict[str, type[Row]] = {model._meta.table_name: model for model in DOMAIN_MODELS}
"""Every journalled table by its name."""


@dataclass(frozen=True, slots=True)
class Touched:
    """A row changed in this transaction, whole, before and after."""

    entity: str
    row_id: int
    before: Values | None
    after: Values | None


@dataclass(frozen=True, slots=True)
class Who:
    """Who acts, from where, and when."""

    device: str
    actor: str
    at: str
    """UTC text."""


@cache
def columns(model: type[Row]) -> tuple[str, ...]:
    """The column names of a table, in order."""
    return tuple(model._meta.columns)


@cache
def defaults(model: type[Row]) -> Values:
    """What a new row holds where nothing is said."""
    return {
        field.column_name: None if callable(field.default) else field.default
        for field in model._meta.sorted_fields
    }


# Made once: json.dumps makes an encoder for every row whenever an option is given.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def to_json(values: Mapping[str, Any]) -> str:
    """A row as the journal keeps it."""
    return _ENCODER.encode(values)


class Transaction:
    """The rows being changed by one act; given by `Store.transaction`."""

    def __init__(self, database: PeerDatabase, ids: IdSource, who: Who) -> None:
        self.database = database
        self.ids = ids
        self.who = who
        self.touched: list[Touched] = []
        """The rows changed since the last `flush`."""
        self.reverts: int | None = None
        """For an undo or redo: the action it is about."""
        self.label = ""
        """What was done, in words; set where it is only known inside the transaction."""
        self.head: Head | None = None
        """Where the journal stands once this is committed; None before `close`."""
        self.erasing: set[tuple[str, int]] = set()
        """Rows, by table and id, of which the journal is not to keep what they held."""
        self.action_id = ids.next()
        self._seq, self._previous_hash = self._take_number()
        self._written = 0
        """Rows of the journal that are written already."""
        self._payload = RunningHash()

    def _take_number(self) -> tuple[int, str]:
        # Updating the head first makes the order gapless and lets writers queue here.
        self.database.run("UPDATE head SET seq = seq + 1 WHERE id = 1")
        seq, last_hash = self.database.run("SELECT seq, hash FROM head WHERE id = 1").fetchone()
        return seq, last_hash

    @property
    def has_changes(self) -> bool:
        """Whether any row was changed."""
        return bool(self.touched or self._written)

    @property
    def reader(self) -> Reader:
        """The prepared queries, as they are inside this transaction."""
        return Reader(self.database.connection(), self.database.path)

    def select(self, query: Query) -> list[Values]:
        """The rows of a Peewee query, as dictionaries by column name."""
        sql, parameters = self.database.compile(query)
        return self.query(sql, parameters)

    def query(self, sql: str, parameters: Iterable[Any] = ()) -> list[Values]:
        """The rows of an SQL text, as dictionaries by column name."""
        cursor = self.database.run(sql, tuple(parameters))
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def find(self, model: type[Row], row_id: int) -> Values | None:
        """The row, or None."""
        names = ", ".join(columns(model))
        cursor = self.database.run(
            f"SELECT {names} FROM {model._meta.table_name} WHERE id = ?", (row_id,)
        )
        row = cursor.fetchone()
        return None if row is None else dict(zip(columns(model), row, strict=True))

    def get(self, model: type[Row], row_id: int) -> Values:
        """The row.

        Raises EditConflict when it is gone: the screen showed something that no longer is.
        """
        row = self.find(model, row_id)
        if row is None:
            table = model._meta.table_name.replace("_", "-")
            raise EditConflict(f"This {table} is no longer there; it was removed elsewhere.")
        return row

    def insert(self, model: type[Row], values: Mapping[str, Any]) -> int:
        """Add a row and return its id."""
        return self.insert_many(model, [values])[0]

    def insert_many(self, model: type[Row], rows: Iterable[Mapping[str, Any]]) -> list[int]:
        """Add rows in one statement and return their ids."""
        names = columns(model)
        initial = defaults(model)
        full = [{**initial, "id": self.ids.next(), **row} for row in rows]
        for row in full:
            if row["id"] is None:
                row["id"] = self.ids.next()
        marks = ", ".join("?" * len(names))
        self.database.run_many(
            f"INSERT INTO {model._meta.table_name} ({', '.join(names)}) VALUES ({marks})",
            [tuple(row[name] for name in names) for row in full],
        )
        entity = model._meta.table_name
        self.touched.extend(Touched(entity, row["id"], None, row) for row in full)
        return [row["id"] for row in full]

    def update(self, model: type[Row], row_id: int, values: Mapping[str, Any]) -> Values:
        """Change columns of a row, raise its version, and return the row as it is now.

        Nothing is written when every value is as it was. Raises EditConflict when the row is gone.
        """
        before = self.get(model, row_id)
        after = {**before, **values}
        if after == before:
            return before
        if "version" in before and "version" not in values:
            after["version"] = before["version"] + 1
        self._write(model, row_id, before, after)
        return after

    def _write(self, model: type[Row], row_id: int, before: Values, after: Values) -> None:
        changed = [name for name in after if after[name] != before[name]]
        assignments = ", ".join(f"{name} = ?" for name in changed)
        self.database.run(
            f"UPDATE {model._meta.table_name} SET {assignments} WHERE id = ?",
            (*(after[name] for name in changed), row_id),
        )
        self.touched.append(Touched(model._meta.table_name, row_id, before, after))

    def delete(self, model: type[Row], row_id: int) -> None:
        """Take a row out; what points to it must be gone first. Raises EditConflict if gone."""
        before = self.get(model, row_id)
        self.database.run(f"DELETE FROM {model._meta.table_name} WHERE id = ?", (row_id,))
        self.touched.append(Touched(model._meta.table_name, row_id, before, None))

    def delete_many(self, model: type[Row], befores: Sequence[Values]) -> None:
        """Take rows out that were just read; at most as many as an engine takes parameters."""
        marks = ", ".join("?" * len(befores))
        entity = model._meta.table_name
        self.database.run(
            f"DELETE FROM {entity} WHERE id IN ({marks})", tuple(row["id"] for row in befores)
        )
        self.touched.extend(Touched(entity, row["id"], row, None) for row in befores)

    def restore(self, model: type[Row], row_id: int, before: Values, after: Values) -> None:
        """Write back exact values, version included: what undo and redo do."""
        self._write(model, row_id, before, after)

    def flush(self) -> None:
        """Write the journal of the rows changed so far; keeps long acts in little memory.

        What is computed from these rows is computed now, and again where they change later.
        """
        if not self.touched:
            return
        if not self._written:
            # The changes point to their act, so that has to be there first.
            self._insert_action()
        derived.refresh(self)
        rows = [
            _change_row(self.action_id, number, row, self.erasing)
            for number, row in enumerate(self.touched, start=self._written)
        ]
        for row in rows:
            self._payload.add(_hashed(row))
        self.database.run_many(
            "INSERT INTO change (action_id, position, entity, row_id, op, before, after)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
        self._written += len(rows)
        self.touched.clear()

    def _insert_action(self) -> None:
        who = self.who
        self.database.run(
            "INSERT INTO action (id, seq, device, actor, at, kind, verb, label, reverts, undone,"
            " payload_hash, previous_hash) VALUES (?, ?, ?, ?, ?, '', '', '', NULL, 0, '', ?)",
            (self.action_id, self._seq, who.device, who.actor, who.at, self._previous_hash),
        )

    def close(self, kind: str, verb: str, label: str) -> None:
        """Write what is computed from the rows, then the journal; the caller commits."""
        self.flush()
        payload_hash = self._payload.hexdigest()
        who = self.who
        entry = (self._seq, who.device, who.actor, who.at, kind, verb, label, self.reverts)
        new_hash = hash_of_action(self._previous_hash, entry, payload_hash)
        self.database.run(
            "UPDATE action SET kind = ?, verb = ?, label = ?, reverts = ?, payload_hash = ?"
            " WHERE id = ?",
            (kind, verb, label, self.reverts, payload_hash, self.action_id),
        )
        self.database.run("UPDATE head SET hash = ? WHERE id = 1", (new_hash,))
        self.head = Head(self._seq, new_hash)


def hash_of_payload(changes: Iterable[ChangeRow]) -> str:
    """The hash over the changes of an act, without its id."""
    running = RunningHash()
    for change in changes:
        running.add(_hashed(change))
    return running.hexdigest()


def _hashed(change: ChangeRow) -> bytes:
    return to_json({"change": change[1:]}).encode()


def hash_of_action(previous: str, entry: tuple[object, ...], payload_hash: str) -> str:
    """The hash of an act: over the one before it, its own columns and its changes."""
    link = {"previous": previous, "entry": entry, "payload": payload_hash}
    return sha256_hex(to_json(link).encode())


def journalled(values: Values) -> Values:
    """The row without the columns that are computed from others."""
    return {name: value for name, value in values.items() if name not in CACHED_COLUMNS}


ChangeRow = tuple[int, int, str, int, str, str | None, str | None]


def _change_row(
    action_id: int, position: int, row: Touched, erasing: set[tuple[str, int]]
) -> ChangeRow:
    before, after = row.before, row.after
    if (row.entity, row.row_id) in erasing:
        op = "delete" if after is None else "update"
        return (action_id, position, row.entity, row.row_id, op, None, None)
    if before is not None and before == after:
        # Nothing was changed: what the journal kept of the row was erased, and it starts anew.
        content = to_json(journalled(after))
        return (action_id, position, row.entity, row.row_id, "insert", None, content)
    if before is not None and after is not None:
        changed = [name for name in after if after[name] != before[name]]
        old = {name: before[name] for name in changed}
        new = {name: after[name] for name in changed}
        return (
            action_id, position, row.entity, row.row_id, "update", to_json(old), to_json(new)
        )  # fmt: skip
    if after is not None:
        content = to_json(journalled(after))
        return (action_id, position, row.entity, row.row_id, "insert", None, content)
    content = to_json(journalled(before or {}))
    return (action_id, position, row.entity, row.row_id, "delete", content, None)
