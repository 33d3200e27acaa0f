"""Entries of the history that several people share, when one of them is to be forgotten."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from peer_tui.domain.introductions import without_names
from peer_tui.storage.journal import Transaction
from peer_tui.storage.models import Interaction


def shared_entries(transaction: Transaction, person_id: int) -> set[int]:
    """The ids of the entries of a person that are in the history of others, too."""
    rows = transaction.query(
        "SELECT DISTINCT mine.interaction_id AS id FROM interaction_person AS mine"
        " JOIN interaction_person AS theirs ON theirs.interaction_id = mine.interaction_id"
        " AND theirs.person_id <> mine.person_id WHERE mine.person_id = ?",
        (person_id,),
    )
    return {row["id"] for row in rows}


def shared_words(entries: Collection[int]) -> str:
    """What is said of them, as a sentence after a blank; empty without any."""
    if not entries:
        return ""
    count = "1 entry" if len(entries) == 1 else f"{len(entries)} entries"
    return f" What is shared with others stays theirs: {count}."


def take_names_out(
    transaction: Transaction, people: Collection[int], entries: Iterable[int]
) -> set[int]:
    """Where Peer itself wrote the names of these people into entries, it says somebody instead.

    Every name they ever had, as far as the journal tells; `people` are one person and the entries
    merged into them. The owner's own words stay. Returns the entries that say something else now.
    """
    names = _names_of(transaction, people)
    reworded = set()
    for entry in sorted(entries):
        text = transaction.get(Interaction, entry)["text"]
        without = without_names(text, names)
        if without != text:
            transaction.update(Interaction, entry, {"text": without})
            reworded.add(entry)
    return reworded


def _names_of(transaction: Transaction, people: Collection[int]) -> set[str]:
    marks = ", ".join("?" * len(people))
    rows = transaction.query(
        "SELECT before ->> 'name' AS before, after ->> 'name' AS after FROM change"
        f" WHERE entity = 'person' AND row_id IN ({marks})"
        f" UNION ALL SELECT '', name FROM person WHERE id IN ({marks})",
        (*people, *people),
    )
    return {name for row in rows for name in row.values() if name}
