"""Takes a person out whom no history, no promise and no wish holds."""

from __future__ import annotations

from peer_tui.storage.journal import MODELS, Transaction
from peer_tui.storage.models import FollowUp, NotSame, Person

_PARTS = ("contact_point", "tag", "source_card", "important_date")
"""Tables that say nothing of what happened; each after those that point to it."""


def remove_person(transaction: Transaction, person_id: int) -> str:
    """Delete a person with the parts of their card; returns why not, empty when done.

    Nobody with a history, a promise, a follow-up, a preference or a boundary is deleted; the
    reminder of a date belongs to the card.
    """
    tables = [name for name, model in MODELS.items() if "person_id" in model._meta.columns]
    for table in tables:
        if table in _PARTS:
            continue
        own = " AND important_date_id IS NULL" if table == "follow_up" else ""
        sql = f"SELECT id FROM {table} WHERE person_id = ?{own} LIMIT 1"
        if transaction.query(sql, (person_id,)):
            return "they have a history with you, so they stay"
    sql = "SELECT id, status FROM follow_up WHERE person_id = ?"
    reminders = transaction.query(sql, (person_id,))
    if any(row["status"] != "open" for row in reminders):
        return "they have a history with you, so they stay"
    if any(
        transaction.query(
            f"SELECT 1 FROM {table} WHERE one_id = ? OR other_id = ?", (person_id, person_id)
        )
        for table in ("relation", "introduction")
    ):
        return "they have a history with you, so they stay"
    for row in reminders:
        transaction.delete(FollowUp, row["id"])
    for table in _PARTS:
        for row in transaction.query(f"SELECT id FROM {table} WHERE person_id = ?", (person_id,)):
            transaction.delete(MODELS[table], row["id"])
    pairs = "SELECT id FROM not_same WHERE one_id = ? OR other_id = ?"
    for row in transaction.query(pairs, (person_id, person_id)):
        transaction.delete(NotSame, row["id"])
    transaction.delete(Person, person_id)
    return ""
