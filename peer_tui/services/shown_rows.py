"""A row is changed, or closed, only as it was shown."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Protocol

from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.errors import EditConflict, UsageError
from peer_tui.storage.journal import Transaction, Values
from peer_tui.storage.model_base import Row

_TABLES: Mapping[ItemKind, str] = {ItemKind.PROMISE: "promise", ItemKind.FOLLOW_UP: "follow_up"}


class Shown(Protocol):
    """What was shown of a row."""

    @property
    def id(self) -> int | None:
        """Its id; None where it was never saved."""

    @property
    def version(self) -> int:
        """Its version then."""


def as_shown(transaction: Transaction, model: type[Row], shown: Shown) -> Values:
    """The row that was shown, unchanged since.

    Raises UsageError where it was never saved, EditConflict when it was changed elsewhere or is
    gone.
    """
    if shown.id is None:
        raise UsageError("This is not saved yet.")
    current = transaction.get(model, shown.id)
    if current["version"] != shown.version:
        raise EditConflict("This was changed elsewhere meanwhile. Nothing was saved.")
    return current


def check_open(transaction: Transaction, items: Sequence[AgendaItem]) -> None:
    """Let an act go on only where its promises and follow-ups are as they were shown.

    Each is still open, says the same and is about the same person; asked before the act changes
    anything, as closing one row may close another. Raises EditConflict otherwise.
    """
    stale: list[str] = []
    for kind, table in _TABLES.items():
        shown = {item.id: item for item in items if item.kind is kind}
        if not shown:
            continue
        found = transaction.query(
            f"SELECT id, status, text, person_id FROM {table}"
            " WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(shown)),),
        )
        rows = {row["id"]: row for row in found}
        stale += filter(None, (_became(item, rows.get(id_)) for id_, item in shown.items()))
    if not stale:
        return
    what = f"This was {stale[0]}"
    if len(items) > 1:
        were = "was" if len(stale) == 1 else "were"
        what = f"{len(stale)} of these {len(items)} rows {were} {' or '.join(sorted({*stale}))}"
    raise EditConflict(f"{what} elsewhere meanwhile. Nothing was saved.")


def _became(item: AgendaItem, row: Values | None) -> str:
    """What happened to a row since it was shown; "" where it is as it was."""
    if row is None:
        return "removed"
    if row["status"] != "open":
        return "closed"
    same = (row["text"], row["person_id"]) == (item.text, item.person_id)
    return "" if same else "changed"
