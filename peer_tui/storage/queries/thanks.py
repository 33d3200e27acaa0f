"""The thanks and applause that are owed to a person."""

from __future__ import annotations

from peer_tui.domain.agenda import THANKS_PURPOSES, AgendaItem
from peer_tui.storage.queries.item_sql import SELECT_FOLLOW_UPS, quoted
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import follow_up_item

_PURPOSES = quoted(THANKS_PURPOSES)


def oldest_thanks(reader: Reader, person_id: int) -> AgendaItem | None:
    """The open follow-up to thank or applaud a person that is due first; None if none is owed."""
    row = reader.row(
        f"{SELECT_FOLLOW_UPS} WHERE follow_up.person_id = ? AND follow_up.status = 'open'"
        f" AND +follow_up.purpose IN ({_PURPOSES})"
        " ORDER BY follow_up.due_on, follow_up.id LIMIT 1",
        (person_id,),
    )
    return None if row is None else follow_up_item(row)
