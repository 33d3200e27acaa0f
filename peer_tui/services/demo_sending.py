"""In the sample data: something worth sending, and who asked for it, or did not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from peer_tui.domain.preferences import Stance
from peer_tui.storage.journal import Transaction
from peer_tui.storage.models import Message, MessagePerson, Preference

ASKED = (
    ("Tomáš Dvořák", "oak offcuts", Stance.WANTS),
    ("Víctor Peña", "oak", Stance.WANTS),
    ("Yusuf Demir", "oak news", Stance.WANTS),
    ("Dmytro Kovalenko", "oak floors", Stance.WANTS),
    ("Hanna Virtanen", "oak samples", Stance.UNSURE),
)
SAID_DAYS, ACTED_DAYS = 200, 120
PASSED_OVER = "Dmytro Kovalenko"


def write_sending(transaction: Transaction, ids: Mapping[str, int], today: date) -> None:
    """Write it, by the ids of the people by name."""
    for who, topic, stance in ASKED:
        transaction.insert(
            Preference,
            {
                "person_id": ids[who],
                "topic": topic,
                "stance": str(stance),
                "said_on": _ago(today, SAID_DAYS),
                "acted_on": _ago(today, ACTED_DAYS) if stance is Stance.WANTS else None,
            },
        )
    oak = transaction.insert(
        Message,
        {
            "text": "The new oak samples are in; come and touch them.",
            "topics": "oak",
            "begun_on": _ago(today, 2),
        },
    )
    transaction.insert(
        MessagePerson,
        {
            "message_id": oak,
            "person_id": ids[PASSED_OVER],
            "status": "passed over",
            "done_on": _ago(today, 1),
        },
    )
    transaction.insert(
        Message,
        {
            "text": "Workshop day in September: bring something that wobbles.",
            "topics": "workshop days",
            "begun_on": _ago(today, 80),
            "closed_on": _ago(today, 60),
        },
    )


def _ago(today: date, days: int) -> str:
    return (today - timedelta(days=days)).isoformat()
