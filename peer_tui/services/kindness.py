"""Kindness in either direction: what was received asks for thanks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from peer_tui.clock import local_day
from peer_tui.domain.follow_ups import Purpose
from peer_tui.domain.history import Initiator, InteractionKind, Side
from peer_tui.domain.stories import thanks_text
from peer_tui.services.items import Entry, write_entry
from peer_tui.storage.journal import Transaction
from peer_tui.storage.models import FollowUp


def write_kindness(
    transaction: Transaction,
    person_ids: Sequence[int],
    text: str,
    *,
    side: Side,
    at: datetime,
    channel: str = "",
    tags: str = "",
) -> int:
    """Write a kindness into the history of these people; returns the id of the entry.

    Theirs asks for thanks: a follow-up with each of them, due today. Mine asks for nothing.
    """
    theirs = side is Side.THEIRS
    entry = Entry(
        text,
        at,
        InteractionKind.KINDNESS,
        channel,
        Initiator.THEM if theirs else Initiator.ME,
        tags,
        side=side,
    )
    entry_id = write_entry(transaction, entry, person_ids)
    if theirs:
        for person_id in person_ids:
            write_owed(transaction, person_id, thanks_text(text), Purpose.THANK, entry_id)
    return entry_id


def write_owed(
    transaction: Transaction,
    person_id: int,
    text: str,
    purpose: Purpose,
    interaction_id: int,
    due_on: str = "",
) -> int:
    """Make the follow-up that an entry of the history asks for, due today unless said otherwise."""
    return transaction.insert(
        FollowUp,
        {
            "person_id": person_id,
            "text": text,
            "purpose": str(purpose),
            "due_on": due_on or local_day(transaction.who.at).isoformat(),
            "interaction_id": interaction_id,
        },
    )
