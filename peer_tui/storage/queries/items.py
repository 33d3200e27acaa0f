"""One open item by its id, wherever it was found."""

from __future__ import annotations

from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.storage.queries.item_sql import SELECT_FOLLOW_UPS, SELECT_PROMISES
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import (
    NO_DATE,
    RHYTHM_COLUMNS,
    follow_up_item,
    promise_item,
    rhythm_item,
)


def open_promise(reader: Reader, promise_id: int) -> AgendaItem | None:
    """The promise, unless it is closed or gone."""
    row = reader.row(
        f"{SELECT_PROMISES} WHERE promise.id = ? AND promise.status = 'open'",
        (promise_id,),
    )
    return None if row is None else promise_item(row)


def open_follow_up(reader: Reader, follow_up_id: int) -> AgendaItem | None:
    """The follow-up, unless it is closed or gone."""
    row = reader.row(
        f"{SELECT_FOLLOW_UPS} WHERE follow_up.id = ? AND follow_up.status = 'open'",
        (follow_up_id,),
    )
    return None if row is None else follow_up_item(row)


def rhythm_of(reader: Reader, person_id: int) -> AgendaItem | None:
    """The person as an item; without a rhythm that runs, its `rhythm_days` is 0.

    One that rests until a day runs on by itself.
    """
    row = reader.row(
        f"SELECT {RHYTHM_COLUMNS},"
        " person.rhythm_kind = 'periodic' AND (person.standing = 'active'"
        " OR person.standing = 'resting' AND person.rests_until IS NOT NULL)"
        " FROM person WHERE person.id = ?",
        (person_id,),
    )
    if row is None:
        return None
    *columns, runs = row
    if columns[1] is not None:
        return rhythm_item(tuple(columns))
    id_, _, name, sort_name, days = columns[:5]
    return AgendaItem(
        ItemKind.RHYTHM,
        id_,
        "",
        NO_DATE,
        id_,
        name,
        sort_name,
        rhythm_days=days if runs and days else 0,
    )
