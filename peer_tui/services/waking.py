"""What waits for a reply comes back with the first word from the person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from peer_tui.clock import from_utc_text
from peer_tui.domain.history import CONTACT_KINDS, Initiator
from peer_tui.storage.journal import Transaction
from peer_tui.storage.model_base import Row
from peer_tui.storage.models import FollowUp, Person, Promise

AWAKE = {"snoozed_until": None, "waits_for_reply": 0}
_ASKS_OTHER = (
    "follow_up.status = 'open' AND follow_up.person_id = introduction.one_id"
    " AND (introduction.other_consent = 'asked' OR introduction.made_on IS NOT NULL)"
)
"""Where both were asked, the row of their introduction stands with the one alone."""
_WAITING: tuple[tuple[type[Row], str], ...] = (
    (Promise, "SELECT id FROM promise WHERE person_id = ? AND status = 'open'"),
    (FollowUp, "SELECT id FROM follow_up WHERE person_id = ? AND status = 'open'"),
    (Person, "SELECT id FROM person WHERE id = ?"),
    (
        FollowUp,
        "SELECT follow_up.id FROM introduction CROSS JOIN follow_up"
        f" ON follow_up.introduction_id = introduction.id AND {_ASKS_OTHER}"
        " WHERE introduction.other_id = ?",
    ),
)
_ALL_WAITING: tuple[tuple[type[Row], str], ...] = (
    (Promise, "SELECT id, person_id FROM promise WHERE status = 'open' AND waits_for_reply = 1"),
    (FollowUp, "SELECT id, person_id FROM follow_up WHERE status = 'open' AND waits_for_reply = 1"),
    (Person, "SELECT id, id AS person_id FROM person WHERE waits_for_reply = 1"),
    (
        FollowUp,
        "SELECT follow_up.id, introduction.other_id AS person_id FROM follow_up"
        " CROSS JOIN introduction ON introduction.id = follow_up.introduction_id"
        f" AND {_ASKS_OTHER} WHERE waits_for_reply = 1",
    ),
)


def is_word_from_them(kind: str, initiated_by: str) -> bool:
    """Whether such an entry of the history is a sign of the person.

    Not a note, nor what only the owner did: a letter sent, a call that nobody took.
    """
    return kind in CONTACT_KINDS and initiated_by != Initiator.ME


def wake_waiting(transaction: Transaction, person_ids: Sequence[int]) -> None:
    """Bring back every open row that waits for a reply of these people."""
    for person_id in person_ids:
        for model, sql in _WAITING:
            for row in transaction.query(f"{sql} AND waits_for_reply = 1", (person_id,)):
                transaction.update(model, row["id"], AWAKE)


def wake_replied(transaction: Transaction, words: Mapping[int, datetime]) -> None:
    """Bring back what waited for these people before their newest word, by person.

    A word that is older than the waiting is not what was waited for.
    """
    for model, sql in _ALL_WAITING:
        for row in transaction.query(sql):
            said = words.get(row["person_id"])
            began = said and _began_to_wait(transaction, model, row["id"])
            if said and began and said > began:
                transaction.update(model, row["id"], AWAKE)


def _began_to_wait(transaction: Transaction, model: type[Row], row_id: int) -> datetime | None:
    """When a row that waits was last put off; None when the journal does not know."""
    rows = transaction.query(
        "SELECT at FROM change JOIN action ON action.id = action_id"
        " WHERE entity = ? AND row_id = ? AND (after LIKE '%\"snoozed_until\":%'"
        " OR after LIKE '%\"waits_for_reply\":%') ORDER BY action_id DESC LIMIT 1",
        (model._meta.table_name, row_id),
    )
    return from_utc_text(rows[0]["at"]) if rows else None
