"""Promises with a past, and what became of agreements, in the sample data.

Days count back or forth from today; nothing of it is due today, so that the morning stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from peer_tui.domain.history import Initiator, InteractionKind, Side
from peer_tui.domain.preferences import Preference as Wish
from peer_tui.domain.preferences import Stance
from peer_tui.services.crossings import Answered
from peer_tui.services.items import Entry, write_entry
from peer_tui.services.wishes import write_wish
from peer_tui.storage.journal import Transaction, Values
from peer_tui.storage.models import Promise, PromiseMove

MADE_BEFORE = 9
"""Days between making a promise and its first date."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """A promise with a past."""

    who: str
    text: str
    due: int
    """Days from today."""
    side: Side = Side.MINE
    firmness: str = "hard"
    moves: tuple[tuple[int, str], ...] = ()
    """The dates it had before, in days from today, and why each was moved."""
    ended: tuple[str, int] = ("open", 0)
    """What became of it, and how many days ago."""
    told: str = ""
    """The entry of the history it came from, on the day it was made."""


PROMISES = (
    Ledger("Tomáš Dvořák", "a sound board in spruce to try", 33, firmness="soft",
           moves=((26, "the spruce is still wet"),),
           told="his viola sounds thin; could it be the board?"),
    Ledger("Tomáš Dvořák", "a list of his own offcuts", 20, Side.THEIRS, firmness="soft",
           moves=((-12, "he was ill"), (4, ""))),
    Ledger("Tomáš Dvořák", "the old templates", -60, Side.THEIRS, ended=("kept", 62)),
    Ledger("Tomáš Dvořák", "a stand for the shop window", -90, ended=("withdrawn", 95)),
    Ledger("Chloé Lefèvre", "two chairs to look at", -130, ended=("kept", 128)),
    Ledger("Chloé Lefèvre", "horsehair for the seats", -100, Side.THEIRS, ended=("kept", 101)),
)  # fmt: skip
CROSSING = ("Wren Abbott", 16, Answered.HELD, "not after 19:00", "asked for the rota at ten")
ASK_AGAIN = ("Freya Sørensen", "trays with a rim", 40)
"""Who wants what, and in how many days it is asked again."""


def write_ledger(transaction: Transaction, ids: Mapping[str, int], now: datetime) -> None:
    """Write these promises, a crossing of a boundary, and a wish that is to be confirmed."""
    for promise in PROMISES:
        _write_promise(transaction, ids[promise.who], promise, now)
    who, ago, answered, words, line = CROSSING
    text = f"{answered}: {words}; {line}"
    at = now - timedelta(days=ago)
    kind, them = InteractionKind.BOUNDARY_CROSSING, Initiator.THEM
    crossing = Entry(text, at, kind, initiated_by=them, side=Side.THEIRS, aspect=str(answered))
    write_entry(transaction, crossing, [ids[who]])
    who, topic, days = ASK_AGAIN
    today = now.date()
    wish = Wish(
        topic,
        Stance.WANTS,
        said_on=today - timedelta(days=80),
        reconfirm_on=today + timedelta(days=days),
    )
    write_wish(transaction, ids[who], wish, today)


def _write_promise(transaction: Transaction, who: int, promise: Ledger, now: datetime) -> None:
    first = promise.moves[0][0] if promise.moves else promise.due
    made = min(first - MADE_BEFORE, -MADE_BEFORE)
    status, ago = promise.ended
    values: Values = {
        "person_id": who,
        "side": str(promise.side),
        "text": promise.text,
        "made_on": _day(now, made),
        "due_on": _day(now, promise.due),
        "firmness": promise.firmness,
        "status": status,
        "closed_on": None if status == "open" else _day(now, -ago),
    }
    if promise.told:
        entry = Entry(promise.told, now + timedelta(days=made), initiated_by=Initiator.THEM)
        values["from_interaction_id"] = write_entry(transaction, entry, [who])
    promise_id = transaction.insert(Promise, values)
    dates = [*(day for day, _ in promise.moves), promise.due]
    for (old, why), new in zip(promise.moves, dates[1:], strict=True):
        transaction.insert(
            PromiseMove,
            {
                "promise_id": promise_id,
                "moved_on": _day(now, min(old - 2, -1)),
                "old_due_on": _day(now, old),
                "new_due_on": _day(now, new),
                "why": why,
            },
        )


def _day(now: datetime, days: int) -> str:
    return (now.date() + timedelta(days=days)).isoformat()
