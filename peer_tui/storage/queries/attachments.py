"""What entries of the history point to."""

from __future__ import annotations

from peer_tui.domain.attachments import Attachment
from peer_tui.storage.reader import Reader

MOST = 100
"""Of one entry; nobody looks through more."""


def attachments_of(reader: Reader, interaction_id: int) -> list[Attachment]:
    """The files and pages of an entry, in the order they were added."""
    rows = reader.rows(
        "SELECT interaction_id, location, label, id, version FROM attachment"
        " WHERE interaction_id = ? ORDER BY id LIMIT ?",
        (interaction_id, MOST),
    )
    return [Attachment(*row) for row in rows]
