"""What is computed from the rows: last contact, rhythm dates, search documents.

One function writes all of it, in the transaction that changes the rows, whatever changes them:
an edit, a deletion, an import, an undo.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from peer_tui.clock import local_day
from peer_tui.domain.history import CONTACT_KINDS
from peer_tui.domain.text import fold
from peer_tui.storage import search

if TYPE_CHECKING:
    from peer_tui.storage.database import PeerDatabase
    from peer_tui.storage.journal import Touched, Transaction

CHUNK = 500
"""Ids per statement; far below every engine's limit."""

_PERSON_PARTS = frozenset({"person", "contact_point", "tag"})
_TEXT_INDEXES = {
    "promise": search.Index.PROMISE,
    "follow_up": search.Index.FOLLOW_UP,
    "interaction": search.Index.INTERACTION,
}
_CONTACT_KINDS_SQL = ", ".join(f"'{kind}'" for kind in sorted(CONTACT_KINDS))


def refresh(transaction: Transaction) -> None:
    """Bring everything computed up to date with the rows this transaction touched."""
    touched = transaction.touched
    documents: set[int] = set()
    contacts: set[int] = set()
    for row in touched:
        if row.entity in _PERSON_PARTS:
            documents |= _people_of(row)
        if row.entity == "interaction_person":
            contacts |= _people_of(row)
        elif row.entity == "person" and row.after is not None:
            contacts.add(row.row_id)
        elif row.entity == "interaction" and row.before is not None:
            contacts |= _participants(transaction.database, row.row_id)
    _refresh_texts(transaction.database, touched)
    refresh_people(transaction.database, sorted(contacts))
    refresh_documents(transaction.database, sorted(documents))


def _people_of(row: Touched) -> set[int]:
    if row.entity == "person":
        return {row.row_id}
    return {values["person_id"] for values in (row.before, row.after) if values is not None}


def _participants(database: PeerDatabase, interaction_id: int) -> set[int]:
    cursor = database.run(
        "SELECT person_id FROM interaction_person WHERE interaction_id = ?", (interaction_id,)
    )
    return {person_id for (person_id,) in cursor}


def document_of(entity: str, row: dict[str, Any]) -> tuple[int, str]:
    """The key and text under which a promise, a follow-up or an interaction is found."""
    key = row["search_key"] if entity == "interaction" else row["id"]
    return key, f"{row['text']} {row['tags']}" if row["tags"] else row["text"]


def _refresh_texts(database: PeerDatabase, touched: Sequence[Touched]) -> None:
    for entity, index in _TEXT_INDEXES.items():
        rows = [row for row in touched if row.entity == entity]
        if all(row.before is None for row in rows):
            search.add(database, index, [document_of(entity, row.after or {}) for row in rows])
            continue
        # A row changed twice must leave the index in the order it was changed.
        for row in rows:
            old = [document_of(entity, row.before)] if row.before is not None else []
            new = [document_of(entity, row.after)] if row.after is not None else []
            if old != new:
                search.remove(database, index, old)
                search.add(database, index, new)


def refresh_people(database: PeerDatabase, person_ids: Sequence[int]) -> None:
    """Recompute last contact and rhythm date of these people."""
    for person_id in person_ids:
        row = database.run(
            "SELECT rhythm_kind, rhythm_days, last_contact_on, rhythm_on FROM person WHERE id = ?",
            (person_id,),
        ).fetchone()
        if row is None:
            continue
        kind, days, *cached = row
        last = last_contact(database, person_id)
        rhythm = last + timedelta(days=days) if last and kind == "periodic" and days else None
        fresh = [value.isoformat() if value else None for value in (last, rhythm)]
        if fresh != cached:
            database.run(
                "UPDATE person SET last_contact_on = ?, rhythm_on = ? WHERE id = ?",
                (*fresh, person_id),
            )


def last_contact(database: PeerDatabase, person_id: int) -> date | None:
    """The day of the last real contact with a person: any channel, either direction."""
    row = database.run(
        "SELECT link.at FROM interaction_person AS link"
        " JOIN interaction ON interaction.id = link.interaction_id"
        f" WHERE link.person_id = ? AND interaction.kind IN ({_CONTACT_KINDS_SQL})"
        " ORDER BY link.at DESC LIMIT 1",
        (person_id,),
    ).fetchone()
    return local_day(row[0]) if row else None


def refresh_documents(database: PeerDatabase, person_ids: Sequence[int]) -> None:
    """Write the search documents of these people anew."""
    for start in range(0, len(person_ids), CHUNK):
        chunk = person_ids[start : start + CHUNK]
        marks = ", ".join("?" * len(chunk))
        old = database.run(
            f"SELECT id, folded FROM person_document WHERE id IN ({marks})", chunk
        ).fetchall()
        new = list(_person_texts(database, chunk, marks))
        search.remove(database, search.Index.PERSON, old)
        database.run(f"DELETE FROM person_document WHERE id IN ({marks})", chunk)
        database.run_many(
            "INSERT INTO person_document (id, folded) VALUES (?, ?)",
            [(key, fold(text)) for key, text in new],
        )
        search.add(database, search.Index.PERSON, new)


def _person_texts(
    database: PeerDatabase, person_ids: Sequence[int], marks: str
) -> Iterable[tuple[int, str]]:
    words: dict[int, list[str]] = {}
    for person_id, *names in database.run(
        f"SELECT id, name, nickname, organisation, job_title FROM person WHERE id IN ({marks})",
        person_ids,
    ):
        words[person_id] = [name for name in names if name]
    for table, column in (("contact_point", "value"), ("tag", "name")):
        for person_id, word in database.run(
            f"SELECT person_id, {column} FROM {table} WHERE person_id IN ({marks})", person_ids
        ):
            if person_id in words:
                words[person_id].append(word)
    return ((person_id, " ".join(parts)) for person_id, parts in words.items())
