"""Solved-checks: the follow-ups that ask whether a need was solved."""

from __future__ import annotations

from datetime import date, timedelta

from peer_tui.domain.needs import NeedOutcome, check_text
from peer_tui.services.default_day import SnoozeRules, first_suiting_day
from peer_tui.services.tied_follow_ups import Tied, TiedBy
from peer_tui.storage.journal import Transaction, Values
from peer_tui.storage.models import Need

AFTER_PROMISE_DAYS = 3
"""How long after a promise was kept to ask whether that solved it."""
AFTER_SILENCE_DAYS = 14
"""How long after a question without an answer to ask once more."""


def write_check(transaction: Transaction, need: Values, on: date) -> int:
    """Make the follow-up that asks, that day, whether this need (a row with its id) is solved."""
    text = check_text(need["text"])
    return Tied(transaction, TiedBy.NEED, need["id"]).insert(need["person_id"], text, on)


def ask_again(
    transaction: Transaction, need_id: int, today: date, rules: SnoozeRules
) -> date | None:
    """A promise about the need was kept: ask in a few days whether that solved it.

    Returns that day: a working day on which the person can be reached. Where a check waits
    already, or the need is solved, nothing changes and it is None.
    """
    need = transaction.get(Need, need_id)
    if need["outcome"] == NeedOutcome.SOLVED or Tied(transaction, TiedBy.NEED, need_id).waiting():
        return None
    earliest = today + timedelta(days=AFTER_PROMISE_DAYS)
    on = first_suiting_day(transaction.reader, need["person_id"], earliest, rules)
    transaction.update(Need, need_id, {"check_on": on.isoformat(), "closed_on": None})
    write_check(transaction, need, on)
    return on
