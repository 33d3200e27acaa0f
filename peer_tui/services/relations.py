"""What people are to each other: written down, changed, taken out."""

from __future__ import annotations

from dataclasses import dataclass

from peer_tui.domain import relations
from peer_tui.domain.relations import Relation, RelationKind, Tie, joined_label
from peer_tui.domain.text import clean
from peer_tui.errors import UsageError
from peer_tui.services.outcome import Outcome, Topic
from peer_tui.services.shown_rows import as_shown
from peer_tui.storage.journal import Transaction, Values
from peer_tui.storage.models import Person
from peer_tui.storage.models import Relation as RelationRow
from peer_tui.storage.store import Store

TOPICS = frozenset({Topic.PEOPLE})


@dataclass(frozen=True, slots=True)
class RelationDraft:
    """The first person is `tie` to the second."""

    one_id: int
    other_id: int
    tie: Tie


def write_relation(
    transaction: Transaction, one_id: int, other_id: int, kind: RelationKind, label: str = ""
) -> int:
    """Keep what the one is to the other inside an act; returns the id of the row.

    One that says the same, from whichever end, is not written twice: its id is given. Raises
    UsageError for one and the same person, EditConflict when one of them is gone.
    """
    wanted = _wanted(transaction, one_id, other_id, Tie(kind, joined_label(*_ends(label))))
    same = _same(transaction, wanted)
    if same is not None:
        return int(same["id"])
    return transaction.insert(RelationRow, _values(wanted))


def add_relation(store: Store, draft: RelationDraft) -> Outcome:
    """Keep what one person is to another.

    Raises UsageError for one and the same person and where it is kept already, EditConflict when
    one of them is gone.
    """
    with store.transaction("relation", "Relation") as transaction:
        words = _sentence(transaction, draft)
        wanted = _wanted(transaction, draft.one_id, draft.other_id, draft.tie)
        if _same(transaction, wanted) is not None:
            raise UsageError(f"Kept already: {words}.")
        transaction.label = f"Kept: {words}"
        relation_id = transaction.insert(RelationRow, _values(wanted))
    return Outcome(f"{transaction.label}.", TOPICS, (relation_id,))


def change_relation(store: Store, shown: Relation, draft: RelationDraft) -> Outcome:
    """Put another relation in the place of the one shown.

    Raises UsageError as `add_relation`, EditConflict when it was changed elsewhere.
    """
    with store.transaction("relation", "Relation") as transaction:
        current = as_shown(transaction, RelationRow, shown)
        words = _sentence(transaction, draft)
        wanted = _wanted(transaction, draft.one_id, draft.other_id, draft.tie)
        same = _same(transaction, wanted)
        if same is not None and same["id"] != current["id"]:
            raise UsageError(f"Kept already: {words}.")
        transaction.label = f"Changed: {words}"
        transaction.update(RelationRow, current["id"], _values(wanted))
    return Outcome(f"{transaction.label}.", TOPICS, (current["id"],))


def remove_relation(store: Store, shown: Relation) -> Outcome:
    """Take a relation out. Raises EditConflict when it was changed elsewhere."""
    with store.transaction("relation", "Relation") as transaction:
        current = as_shown(transaction, RelationRow, shown)
        draft = RelationDraft(shown.one_id, shown.other_id, Tie(shown.kind, shown.label))
        transaction.label = f"Taken out: {_sentence(transaction, draft)}"
        transaction.delete(RelationRow, current["id"])
    return Outcome(f"{transaction.label}.", TOPICS)


def _ends(label: str) -> tuple[str, str]:
    return relations.ends_of(clean(label))


def _wanted(transaction: Transaction, one_id: int, other_id: int, tie: Tie) -> Relation:
    if one_id == other_id:
        raise UsageError("A relation ties two people; name another one.")
    for person_id in (one_id, other_id):
        transaction.get(Person, person_id)
    return relations.relation(one_id, other_id, tie)


def _same(transaction: Transaction, wanted: Relation) -> Values | None:
    ends = (wanted.one_id, wanted.other_id)
    sql = "SELECT * FROM relation WHERE one_id = ? AND other_id = ? ORDER BY id"
    for row in (*transaction.query(sql, ends), *transaction.query(sql, ends[::-1])):
        kept = Relation(row["one_id"], row["other_id"], RelationKind(row["kind"]), row["label"])
        if relations.sameness(kept) == relations.sameness(wanted):
            return row
    return None


def _values(wanted: Relation) -> Values:
    return {
        "one_id": wanted.one_id,
        "other_id": wanted.other_id,
        "kind": str(wanted.kind),
        "label": wanted.label,
    }


def _sentence(transaction: Transaction, draft: RelationDraft) -> str:
    """ "Ana Ruiz works with Ben Ito"."""
    one, other = (
        transaction.get(Person, person_id)["name"] for person_id in (draft.one_id, draft.other_id)
    )
    return f"{one} {draft.tie.words} {other}"
