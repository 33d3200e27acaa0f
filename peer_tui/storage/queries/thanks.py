"""The thanks and applause that are owed to a person."""

from __future__ import annotations

from peer_tui.domain.agenda import THANKS_PURPOSES, AgendaItem
from peer_tui.storage.queries.questions import oldest_question
from peer_tui.storage.reader import Reader


def oldest_thanks(reader: Reader, person_id: int) -> AgendaItem | None:
    """The open follow-up to thank or applaud a person that is due first; None if none is owed."""
    return oldest_question(reader, person_id, THANKS_PURPOSES)
