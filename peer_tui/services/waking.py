"""What waits for a reply comes back with the first word from the person."""

from __future__ import annotations

from collections.abc import Sequence

from peer_tui.domain.history import CONTACT_KINDS, Initiator
from peer_tui.storage.journal import Transaction
from peer_tui.storage.model_base import Row
from peer_tui.storage.models import FollowUp, Person, Promise

AWAKE = {"snoozed_until": None, "waits_for_reply": 0}
_WAITING: tuple[tuple[type[Row], str], ...] = (
    (Promise, "SELECT id FROM promise WHERE person_id = ? AND status = 'open'"),
    (FollowUp, "SELECT id FROM follow_up WHERE person_id = ? AND status = 'open'"),
    (Person, "SELECT id FROM person WHERE id = ?"),
)


def is_word_from_them(kind: str, initiated_by: str) -> bool:
    """Whether such an entry of the history is a sign of the person.

    Not a note, nor what only the owner did: a letter sent, a call that nobody took.
    """
    return kind in CONTACT_KINDS and initiated_by != Initiator.ME


def wake_waiting(transaction: Transaction, person_ids: Sequence[int]) -> None:
    """Bring back every open row of these people that waits for their reply."""
    for person_id in person_ids:
        for model, sql in _WAITING:
            for row in transaction.query(f"{sql} AND waits_for_reply = 1", (person_id,)):
                transaction.update(model, row["id"], AWAKE)
