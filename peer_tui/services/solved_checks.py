"""Solved-checks: the follow-ups that ask whether a need was solved."""

from __future__ import annotations

from datetime import date, timedelta

from peer_tui.domain.follow_ups import Purpose
from peer_tui.domain.needs import NeedOutcome, check_text
from peer_tui.storage.journal import Transaction, Values
from peer_tui.storage.models import FollowUp, Need

AFTER_PROMISE_DAYS = 3
"""How long after a promise was kept to ask whether that solved it."""
AFTER_SILENCE_DAYS = 14
"""How long after a question without an answer to ask once more."""


def write_check(transaction: Transaction, need: Values, on: date) -> int:
    """Make the follow-up that asks, that day, whether this need (a row with its id) is solved."""
    return transaction.insert(
        FollowUp,
        {
            "person_id": need["person_id"],
            "text": check_text(need["text"]),
            "purpose": str(Purpose.ASK_SOLVED),
            "due_on": on.isoformat(),
            "need_id": need["id"],
        },
    )


def ask_again(transaction: Transaction, need_id: int, today: date) -> None:
    """A promise about the need was kept: ask in a few days whether that solved it.

    Where a check waits already, or the need is solved, nothing changes.
    """
    need = transaction.get(Need, need_id)
    if need["outcome"] == NeedOutcome.SOLVED or open_checks(transaction, need_id):
        return
    on = today + timedelta(days=AFTER_PROMISE_DAYS)
    transaction.update(Need, need_id, {"check_on": on.isoformat(), "closed_on": None})
    write_check(transaction, need, on)


def open_checks(transaction: Transaction, need_id: int) -> list[Values]:
    """The follow-ups about the need that still wait, oldest first."""
    return transaction.query(
        "SELECT id, due_on FROM follow_up WHERE need_id = ? AND status = 'open' ORDER BY id",
        (need_id,),
    )
