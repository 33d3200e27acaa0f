"""The questions a person was not asked yet, or has not answered."""

from __future__ import annotations

from collections.abc import Iterable

from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.follow_ups import Purpose
from peer_tui.storage.queries.item_sql import SELECT_FOLLOW_UPS, quoted
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import follow_up_item


def oldest_question(
    reader: Reader, person_id: int, purposes: Iterable[Purpose]
) -> AgendaItem | None:
    """The open follow-up of these purposes with a person that is due first; None without any."""
    row = reader.row(
        f"{SELECT_FOLLOW_UPS} WHERE follow_up.person_id = ? AND follow_up.status = 'open'"
        f" AND +follow_up.purpose IN ({quoted(purposes)})"
        " ORDER BY follow_up.due_on, follow_up.id LIMIT 1",
        (person_id,),
    )
    return None if row is None else follow_up_item(row)
