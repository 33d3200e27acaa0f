"""In the sample data: somebody who rests, and somebody with whom it ended well."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from peer_tui.domain.people import Standing
from peer_tui.domain.standing import Door
from peer_tui.storage.journal import Transaction
from peer_tui.storage.models import Person

RESTS = "Yusuf Demir"
RESTS_DAYS = 75
ENDED = "Marek Zieliński"


def write_standing(transaction: Transaction, ids: Mapping[str, int], today: date) -> None:
    """Write it, by the ids of the people by name."""
    resting = {
        "standing": str(Standing.RESTING),
        "standing_reason": "busy with his second shop",
        "rests_until": (today + timedelta(days=RESTS_DAYS)).isoformat(),
    }
    ended = {
        "standing": str(Standing.ENDED),
        "standing_reason": "moved to the coast",
        "door": str(Door.OPEN),
    }
    transaction.update(Person, ids[RESTS], resting)
    transaction.update(Person, ids[ENDED], ended)
