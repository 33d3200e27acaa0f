"""What people came with, and whether it was solved."""

from __future__ import annotations

from datetime import date
from typing import Any

from peer_tui.domain.history import Side
from peer_tui.domain.needs import Need, NeedOutcome
from peer_tui.storage.queries.keyset import Keyset
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import NeedRow, day

MOST_OF_ONE = 50
"""Needs of one person that are shown at most."""
SHOWN_ON_CARD = 3
_SELECT_WHOLE = (
    "SELECT id, person_id, text, came_on, i_give, they_give, check_on, outcome, answer,"
    " said_by, closed_on, version FROM need"
)
_COLUMNS = (
    "need.id, need.person_id, person.name, need.text, need.came_on, need.check_on,"
    " need.outcome, need.said_by, need.closed_on, need.i_give, need.they_give, need.answer,"
    " need.version"
)
# The order of the tables is fixed: the page is a walk along the index of open needs.
_TABLES = "need CROSS JOIN person ON person.id = need.person_id"
_UNPLANNED = (
    "person.standing <> 'ended' AND NOT EXISTS (SELECT 1 FROM follow_up"
    " WHERE follow_up.need_id = need.id AND follow_up.status = 'open')"
    " AND NOT EXISTS (SELECT 1 FROM promise WHERE promise.need_id = need.id"
    " AND promise.status = 'open')"
)


def need(reader: Reader, need_id: int) -> Need | None:
    """The need; None when it is gone."""
    row = reader.row(f"{_SELECT_WHOLE} WHERE id = ?", (need_id,))
    return None if row is None else _need(row)


def open_needs_of(reader: Reader, person_id: int, most: int = SHOWN_ON_CARD) -> list[Need]:
    """What a person came with that is still open, the oldest first."""
    rows = reader.rows(
        f"{_SELECT_WHOLE} WHERE person_id = ? AND closed_on IS NULL ORDER BY came_on, id LIMIT ?",
        (person_id, most),
    )
    return [_need(row) for row in rows]


def _need(row: tuple[Any, ...]) -> Need:
    (id_, person_id, text, came, mine, theirs, check, outcome, answer, by, closed, version) = row
    return Need(
        id_,
        person_id,
        text,
        date.fromisoformat(came),
        mine,
        theirs,
        day(check),
        NeedOutcome(outcome),
        answer,
        Side(by) if by else None,
        day(closed),
        version,
    )


def need_row(reader: Reader, need_id: int) -> NeedRow | None:
    """The need with the name of its person; None when it is gone."""
    row = reader.row(f"SELECT {_COLUMNS} FROM {_TABLES} WHERE need.id = ?", (need_id,))
    return None if row is None else _need_row(row)


def needs_of(reader: Reader, person_id: int, most: int = MOST_OF_ONE) -> list[NeedRow]:
    """What a person came with: what is open first, oldest first; then what is closed, newest."""
    rows = reader.rows(
        f"SELECT {_COLUMNS} FROM {_TABLES} WHERE need.person_id = ?"
        " ORDER BY need.closed_on IS NOT NULL, need.closed_on DESC, need.came_on, need.id LIMIT ?",
        (person_id, most),
    )
    return [_need_row(row) for row in rows]


def open_needs(reader: Reader) -> Keyset[NeedRow]:
    """Every need for which a next step is meant to follow, the oldest first."""
    return Keyset(
        reader,
        columns=_COLUMNS,
        tables=_TABLES,
        where="need.closed_on IS NULL",
        order=("need.came_on", "need.id"),
        make=_need_row,
        place=lambda row: (row.came_on.isoformat(), row.id),
        name="need",
        identify=lambda row: row.id,
        id_column="need.id",
    )


def unplanned(reader: Reader, most: int) -> list[NeedRow]:
    """Open needs about which nothing is planned: no check waits, and no promise; oldest first.

    Nothing is to be planned with those with whom it ended.
    """
    rows = reader.rows(
        f"SELECT {_COLUMNS} FROM {_TABLES} WHERE need.closed_on IS NULL AND {_UNPLANNED}"
        " ORDER BY need.came_on, need.id LIMIT ?",
        (most,),
    )
    return [_need_row(row) for row in rows]


def need_of_follow_up(reader: Reader, follow_up_id: int) -> int | None:
    """The need a follow-up asks about; None where it asks about none."""
    found: int | None = reader.value("SELECT need_id FROM follow_up WHERE id = ?", (follow_up_id,))
    return found


def _need_row(row: tuple[Any, ...]) -> NeedRow:
    (id_, person_id, name, text, came, check, outcome, said_by, closed, *words) = row
    came_on = date.fromisoformat(came)
    return NeedRow(
        id_, person_id, name, text, came_on, day(check), outcome, said_by, day(closed), *words
    )
