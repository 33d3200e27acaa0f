"""Open follow-ups with one person, by date."""

from __future__ import annotations

from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.storage.queries.keyset import Keyset
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import FOLLOW_UP_COLUMNS, follow_up_item


def open_follow_ups(reader: Reader, person_id: int) -> Keyset[AgendaItem]:
    """What the owner wants to come back to with a person."""
    return Keyset(
        reader,
        columns=FOLLOW_UP_COLUMNS,
        tables="follow_up JOIN person ON person.id = follow_up.person_id",
        where="follow_up.person_id = :person_id AND follow_up.status = 'open'",
        order=("follow_up.due_on", "follow_up.id"),
        make=follow_up_item,
        place=lambda item: (item.due_on.isoformat(), item.id),
        name=ItemKind.FOLLOW_UP,
        identify=lambda item: item.id,
        id_column="follow_up.id",
        parameters={"person_id": person_id},
    )
