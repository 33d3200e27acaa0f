"""The ledger of promises: what was kept, with everybody or between the owner and one person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from peer_tui.clock import local_day
from peer_tui.domain.history import Side
from peer_tui.domain.promise_words import KeptRecord
from peer_tui.storage.queries.item_sql import PROMISED, PROMISES
from peer_tui.storage.queries.keyset import Keyset, narrowed
from peer_tui.storage.queries.promises import kept_records
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import PromiseRow, day

if TYPE_CHECKING:
    from peer_tui.storage.queries.filters import Filter

MOST = 500
"""Promises of one person that are read, open ones and closed ones each."""
_COLUMNS = (
    "promise.id, promise.person_id, person.name, promise.side, promise.text, promise.made_on,"
    " promise.due_on, promise.firmness, promise.status, promise.closed_on,"
    " (SELECT count(*) FROM promise_move WHERE promise_move.promise_id = promise.id)"
)
_OF_PERSON = f"SELECT {_COLUMNS} FROM {PROMISES} WHERE promise.person_id = ?"


class Move(NamedTuple):
    """One renegotiation; None stands for no date."""

    moved_on: date
    old_due_on: date | None
    new_due_on: date | None
    why: str


class Origin(NamedTuple):
    """The entry of the history a promise came from."""

    interaction_id: int
    on: date
    text: str


class Record(NamedTuple):
    """Every promise between the owner and a person."""

    mine: KeptRecord
    theirs: KeptRecord
    open: tuple[PromiseRow, ...]
    """By due date, those without one last."""
    closed: tuple[PromiseRow, ...]
    """The one closed last comes first."""
    moves: dict[int, list[Move]]
    """By the id of the promise, in the order they were made."""
    origins: dict[int, Origin]
    """By the id of the promise."""


def kept_promises(reader: Reader, wanted: Filter | None = None) -> Keyset[PromiseRow]:
    """Every promise that was kept and that the filter lets through, the one kept last first."""
    where, parameters = narrowed("promise.status = 'kept'", "promise", wanted)
    return Keyset(
        reader,
        columns=_COLUMNS,
        tables=PROMISES,
        where=where,
        order=("promise.closed_on", "promise.id"),
        make=_row,
        place=lambda row: (row.closed_on.isoformat() if row.closed_on else "", row.id),
        name="promise",
        identify=lambda row: row.id,
        id_column="promise.id",
        parameters=parameters,
        newest_first=True,
    )


def record_of(reader: Reader, person_id: int) -> Record:
    """Every promise between the owner and a person, with what became of it."""
    open_ = reader.rows(
        f"{_OF_PERSON} AND promise.status = 'open' ORDER BY {PROMISED}, promise.id LIMIT ?",
        (person_id, MOST),
    )
    closed = reader.rows(
        f"{_OF_PERSON} AND promise.status IN ('kept', 'released', 'withdrawn')"
        " ORDER BY promise.closed_on DESC, promise.id DESC LIMIT ?",
        (person_id, MOST),
    )
    kept = kept_records(reader, person_id)
    return Record(
        kept[Side.MINE],
        kept[Side.THEIRS],
        tuple(map(_row, open_)),
        tuple(map(_row, closed)),
        _moves(reader, person_id),
        _origins(reader, person_id),
    )


def everybodys(reader: Reader, *, closed: bool) -> Iterator[PromiseRow]:
    """Every open promise with anybody, by due date; with `closed`, those that ended, too."""
    select = f"SELECT {_COLUMNS} FROM {PROMISES} WHERE promise.status"
    yield from map(_row, reader.rows(f"{select} = 'open' ORDER BY {PROMISED}, promise.id"))
    if closed:
        order = "ORDER BY promise.closed_on DESC, promise.id DESC"
        yield from map(_row, reader.rows(f"{select} <> 'open' {order}"))


def _row(columns: tuple[Any, ...]) -> PromiseRow:
    id_, who, name, side, text, made, due, firmness, status, closed, moves = columns
    made_on = date.fromisoformat(made)
    return PromiseRow(
        id_, who, name, Side(side), text, made_on, day(due), firmness, status, day(closed), moves
    )


def _moves(reader: Reader, person_id: int) -> dict[int, list[Move]]:
    found: dict[int, list[Move]] = {}
    rows = reader.rows(
        "SELECT promise.id, move.moved_on, move.old_due_on, move.new_due_on, move.why"
        " FROM promise CROSS JOIN promise_move AS move ON move.promise_id = promise.id"
        " WHERE promise.person_id = ? ORDER BY move.id",
        (person_id,),
    )
    for id_, moved, old, new, why in rows:
        move = Move(date.fromisoformat(moved), day(old), day(new), why)
        found.setdefault(id_, []).append(move)
    return found


def _origins(reader: Reader, person_id: int) -> dict[int, Origin]:
    rows = reader.rows(
        "SELECT promise.id, entry.id, entry.at, entry.text FROM promise"
        " CROSS JOIN interaction AS entry ON entry.id = promise.from_interaction_id"
        " WHERE promise.person_id = ?",
        (person_id,),
    )
    return {id_: Origin(entry_id, local_day(at), text) for id_, entry_id, at, text in rows}
