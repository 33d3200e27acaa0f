"""How an entry of the history felt, for me: good, hard, or neither."""

from __future__ import annotations

from peer_tui.errors import UsageError
from peer_tui.services.outcome import Outcome, Topic
from peer_tui.storage.models import Interaction
from peer_tui.storage.store import Store

FELT_WORDS = {1: "felt good", 0: "felt neither good nor hard", -1: "felt hard"}


def set_felt(store: Store, interaction_id: int, felt: int) -> Outcome:
    """Say how an entry felt: -1, 0 or 1; said twice, it is taken off again.

    Raises UsageError for another number, EditConflict when the entry is gone.
    """
    if felt not in FELT_WORDS:
        raise UsageError("How it felt is -1, 0 or 1.")
    with store.transaction("felt", "") as transaction:
        before = transaction.get(Interaction, interaction_id)["felt"]
        value = None if before == felt else felt
        transaction.update(Interaction, interaction_id, {"felt": value})
        words = "no word about how it felt" if value is None else FELT_WORDS[felt]
        transaction.label = f"Noted: {words}"
    return Outcome(f"{transaction.label}.", frozenset({Topic.HISTORY}))
