"""How some talks of the sample data felt, a win, and one that is for the owner's eyes only."""

from __future__ import annotations

from collections.abc import Mapping

from peer_tui.domain.history import Side
from peer_tui.domain.stories import StoryAspect
from peer_tui.storage.journal import Transaction
from peer_tui.storage.models import Interaction
from peer_tui.storage.queries.kept_about import PRIVATE_TAG

WHO = "Maria Lopez"
FELT = {
    "asked for two more days": 1,
    "wants oak, not pine": 1,
    "measured the kitchen": 1,
    "told her honestly": -1,
    "shelves are up": 1,
    "chose the oiled finish": 0,
    "sent three sketches": -1,
}
"""By the first words of the entry."""
WIN = "won the small-shop prize"
PRIVATE = "wants oak, not pine"


def write_arc(transaction: Transaction, ids: Mapping[str, int]) -> None:
    """Mark entries that are there already."""
    rows = transaction.query(
        "SELECT interaction.id, interaction.text FROM interaction_person AS link"
        " JOIN interaction ON interaction.id = link.interaction_id WHERE link.person_id = ?"
        " ORDER BY link.at",
        (ids[WHO],),
    )
    for row in rows:
        for begins, felt in FELT.items():
            if row["text"].startswith(begins):
                transaction.update(Interaction, row["id"], {"felt": felt})
        if row["text"].startswith(WIN):
            win = {"aspect": str(StoryAspect.WIN), "side": str(Side.THEIRS)}
            transaction.update(Interaction, row["id"], win)
        if row["text"].startswith(PRIVATE):
            transaction.update(Interaction, row["id"], {"tags": PRIVATE_TAG})
