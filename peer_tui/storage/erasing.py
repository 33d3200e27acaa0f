"""Erasing a person: the rows, what the journal kept of them, and what the file still holds.

The only act that cannot be taken back. The hashes of the journal stay, so the chain of acts can
still be checked; labels and payloads that named the person are blanked.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from peer_tui.storage import derived
from peer_tui.storage.journal import MODELS, Touched, Transaction, Values, columns
from peer_tui.storage.shared_entries import shared_entries, take_names_out

if TYPE_CHECKING:
    from peer_tui.storage.database import PeerDatabase

ENDS = ("person_id", "one_id", "other_id")
"""The columns that name a person."""
_PARTS = {
    "interaction": (("attachment", "interaction_id"), ("interaction_person", "interaction_id")),
    "promise": (("promise_move", "promise_id"),),
    # What asks the other one of the two names this one.
    "introduction": (("follow_up", "introduction_id"),),
}
"""What goes with a row, by the column that points to it."""
RowKey = tuple[str, int]


def erase_person(transaction: Transaction, person_id: int) -> set[int]:
    """Delete every row about a person and blank what the journal kept of them.

    An entry of the history shared with others stays theirs; only the tie to the person goes, and
    the name where Peer itself wrote it. So does a row that was about the person once and is about
    somebody else now. Returns the ids of such entries. Raises EditConflict when the person is gone.
    """
    rows = _rows_now(transaction, person_id)
    shared = shared_entries(transaction, person_id)
    rows -= {("interaction", entry) for entry in shared}
    rows |= set(_parts_of(transaction, rows))
    known = rows | _rows_of_the_journal(transaction, person_id, shared)
    theirs = _rows_of_others(transaction, known - rows)
    known -= {key for key, began_here in theirs.items() if not began_here}
    people = _everyone_merged(transaction, person_id)
    reworded = {("interaction", each) for each in take_names_out(transaction, people, shared)}
    transaction.erasing |= known - theirs.keys() | reworded
    _release(transaction, rows)
    for table in reversed(MODELS):
        for entity, row_id in sorted(rows):
            if entity == table:
                transaction.delete(MODELS[table], row_id)
    transaction.flush()
    transaction.erasing -= reworded
    _blank(transaction, known | reworded)
    for table, row_id in sorted(theirs.keys() & known | reworded):
        row = transaction.get(MODELS[table], row_id)
        transaction.touched.append(Touched(table, row_id, row, row))
    derived.index_anew(transaction.database)
    return shared


def scrub(database: PeerDatabase) -> bool:
    """Write the file anew, so that no page still holds what was deleted.

    Outside a transaction. False when another program that reads the file keeps old pages in it
    until it is done; raises the engine's error when one is writing.
    """
    database.run("VACUUM")
    busy = database.run("pragma wal_checkpoint(TRUNCATE)").fetchone()[0]
    return not busy


def _rows_now(transaction: Transaction, person_id: int) -> set[RowKey]:
    """The rows there are about the person; entries of the history among them."""
    found: set[RowKey] = {("person", transaction.get(MODELS["person"], person_id)["id"])}
    for table, model in MODELS.items():
        names = [name for name in ENDS if name in columns(model)]
        if names:
            where = " OR ".join(f"{name} = ?" for name in names)
            sql = f"SELECT id FROM {table} WHERE {where}"
            found |= {
                (table, row["id"]) for row in transaction.query(sql, [person_id] * len(names))
            }
    entries = "SELECT interaction_id AS id FROM interaction_person WHERE person_id = ?"
    return found | {("interaction", row["id"]) for row in transaction.query(entries, (person_id,))}


def _parts_of(transaction: Transaction, rows: Iterable[RowKey]) -> Iterator[RowKey]:
    for table, row_id in rows:
        for part, column in _PARTS.get(table, ()):
            sql = f"SELECT id FROM {part} WHERE {column} = ?"
            yield from ((part, row["id"]) for row in transaction.query(sql, (row_id,)))


def _rows_of_the_journal(transaction: Transaction, person_id: int, shared: set[int]) -> set[RowKey]:
    """The rows that ever were about the person, as far as the journal tells."""
    people = _everyone_merged(transaction, person_id)
    marks = ", ".join("?" * len(people))
    ends = [f"{side} ->> '{name}'" for side in ("before", "after") for name in ENDS]
    rows = transaction.query(
        "SELECT DISTINCT entity, row_id, coalesce(after ->> 'interaction_id',"
        " before ->> 'interaction_id') AS entry FROM change WHERE "
        + " OR ".join(f"{end} IN ({marks})" for end in ends),
        [*people] * len(ends),
    )
    found = {(row["entity"], row["row_id"]) for row in rows}
    found |= {("person", each) for each in people}
    entries = {row["entry"] for row in rows if row["entity"] == "interaction_person"} - {None}
    found |= {
        ("interaction", each) for each in entries - shared if not _has_others(transaction, each)
    }
    for table, row_id in tuple(found):
        for part, column in _PARTS.get(table, ()):
            gone = transaction.query(
                "SELECT DISTINCT row_id FROM change WHERE entity = ?"
                f" AND coalesce(after ->> '{column}', before ->> '{column}') = ?",
                (part, row_id),
            )
            found |= {(part, row["row_id"]) for row in gone}
    return found


def _rows_of_others(transaction: Transaction, rows: Iterable[RowKey]) -> dict[RowKey, bool]:
    """Those of the rows that are still there, and whether each began as one about the person."""
    found = {}
    for table, row_id in rows:
        row = transaction.find(MODELS[table], row_id)
        if row is not None:
            first = transaction.query(
                "SELECT after FROM change WHERE entity = ? AND row_id = ?"
                " ORDER BY action_id, position LIMIT 1",
                (table, row_id),
            )
            began = json.loads(first[0]["after"] or "{}") if first else {}
            moved = any(began.get(name) != row.get(name) for name in ENDS)
            found[table, row_id] = moved or table == "interaction"
    return found


def _everyone_merged(transaction: Transaction, person_id: int) -> set[int]:
    """The person, and every entry that was merged into this one, whole chains of them."""
    people = {person_id}
    merges = transaction.query(
        "SELECT gone.row_id AS gone, kept.row_id AS kept FROM action"
        " JOIN change AS gone ON gone.action_id = action.id AND gone.entity = 'person'"
        " AND gone.op = 'delete'"
        " JOIN change AS kept ON kept.action_id = action.id AND kept.entity = 'person'"
        " AND kept.op = 'update' WHERE action.verb = 'merge' AND action.undone = 0"
    )
    while more := {row["gone"] for row in merges if row["kept"] in people} - people:
        people |= more
    return people


def _has_others(transaction: Transaction, entry: int) -> bool:
    """Whether somebody is still tied to an entry of the history that the person is not in now."""
    sql = "SELECT 1 FROM interaction_person WHERE interaction_id = ? LIMIT 1"
    return bool(transaction.query(sql, (entry,)))


def _release(transaction: Transaction, rows: set[RowKey]) -> None:
    """Rows of others that point to what goes point to nothing."""
    for table, model in MODELS.items():
        for field in model._meta.refs:
            if not field.null:
                continue
            pointed = field.rel_model._meta.table_name
            name = field.column_name
            for entity, row_id in sorted(rows):
                if entity != pointed:
                    continue
                sql = f"SELECT id FROM {table} WHERE {name} = ?"
                for row in transaction.query(sql, (row_id,)):
                    if (table, row["id"]) not in rows:
                        values: Values = {name: None}
                        transaction.update(model, row["id"], values)


def _blank(transaction: Transaction, rows: set[RowKey]) -> None:
    run = transaction.database.run
    run("CREATE TEMP TABLE erased_row (entity TEXT, row_id INTEGER, PRIMARY KEY (entity, row_id))")
    transaction.database.run_many("INSERT INTO temp.erased_row VALUES (?, ?)", sorted(rows))
    about = "(entity, row_id) IN (SELECT entity, row_id FROM temp.erased_row)"
    run(
        "UPDATE action SET erased = 1, label = '' WHERE id <> ? AND id IN"
        f" (SELECT action_id FROM change WHERE {about})",
        (transaction.action_id,),
    )
    # Not the changes of this act: the journal takes its hash of what they said when it ends.
    run(
        f"UPDATE change SET before = NULL, after = NULL WHERE {about} AND action_id <> ?",
        (transaction.action_id,),
    )
    run("DROP TABLE temp.erased_row")
