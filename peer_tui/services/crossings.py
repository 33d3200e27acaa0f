"""A boundary of mine that was crossed: what I did is kept in the history, and is no contact."""

from __future__ import annotations

from enum import StrEnum

from peer_tui.domain.boundaries import Boundary, rule_words
from peer_tui.domain.history import Initiator, InteractionKind, Side
from peer_tui.domain.text import clean_line
from peer_tui.services.items import Entry, write_entry
from peer_tui.services.outcome import Outcome, Topic
from peer_tui.storage.models import Person
from peer_tui.storage.store import Store


class Answered(StrEnum):
    """What I did when my boundary was crossed."""

    HELD = "held"
    GAVE_IN = "gave in"
    EMERGENCY = "emergency"


def crossed(
    store: Store, person_id: int, boundary: Boundary, answered: Answered, line: str = ""
) -> Outcome:
    """Write down that a person crossed a boundary of mine, and what I did.

    Raises EditConflict when the person is gone.
    """
    words, line = rule_words(boundary), clean_line(line)
    text = f"{answered}: {words}" + (f"; {line}" if line else "")
    entry = Entry(
        text,
        store.clock.now(),
        InteractionKind.BOUNDARY_CROSSING,
        initiated_by=Initiator.THEM,
        side=Side.THEIRS,
        aspect=str(answered),
    )
    with store.transaction("boundary crossed", text) as transaction:
        name = transaction.get(Person, person_id)["name"]
        transaction.label = f"{str(answered).capitalize()}, {name}: {words}"
        entry_id = write_entry(transaction, entry, [person_id])
    return Outcome(f"{transaction.label}, written down.", frozenset({Topic.HISTORY}), (entry_id,))
