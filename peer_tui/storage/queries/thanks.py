"""The thanks and applause that are owed to a person."""

from __future__ import annotations

from peer_tui.domain.agenda import THANKS_PURPOSES, AgendaItem
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import FOLLOW_UP_COLUMNS, follow_up_item

_PURPOSES = ", ".join(f"'{purpose}'" for purpose in sorted(THANKS_PURPOSES))


def oldest_thanks(reader: Reader, person_id: int) -> AgendaItem | None:
    """The open follow-up to thank or applaud a person that is due first; None if none is owed."""
    row = reader.row(
        f"SELECT {FOLLOW_UP_COLUMNS} FROM follow_up JOIN person ON person.id = follow_up.person_id"
        " WHERE follow_up.person_id = ? AND follow_up.status = 'open'"
        f" AND +follow_up.purpose IN ({_PURPOSES})"
        " ORDER BY follow_up.due_on, follow_up.id LIMIT 1",
        (person_id,),
    )
    return None if row is None else follow_up_item(row)
