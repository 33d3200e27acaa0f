"""What is computed from the rows: last contact, rhythm dates, search documents.

One function writes all of it, in the transaction that changes the rows, whatever changes them:
an edit, a deletion, an import, an undo.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from peer_tui.clock import local_day
from peer_tui.domain.history import CONTACT_KINDS
from peer_tui.domain.text import fold
from peer_tui.storage import search

if TYPE_CHECKING:
    from peer_tui.storage.database import PeerDatabase
    from peer_tui.storage.driver import Cursor, Parameters
    from peer_tui.storage.journal import Touched, Transaction

CHUNK = 500
"""Ids per statement; far below every engine's limit."""

_PERSON_PARTS = frozenset({"person", "contact_point", "tag"})
TEXT_INDEXES = {
    "promise": search.Index.PROMISE,
    "follow_up": search.Index.FOLLOW_UP,
    "interaction": search.Index.INTERACTION,
}
_INDEXED_TOGETHER = 5000
_CONTACT_KINDS_SQL = ", ".join(f"'{kind}'" for kind in sorted(CONTACT_KINDS))


class Runs(Protocol):
    """Whatever runs a statement: the writing connection, or one of the doctor's own."""

    def run(self, sql: str, parameters: Parameters = ..., /) -> Cursor:
        """Run one statement."""
        ...


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
    for entity, index in TEXT_INDEXES.items():
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


def index_anew(database: PeerDatabase) -> None:
    """Fill the search indexes from the rows.

    An index marks what was taken out and may keep its words for long; a new one holds only words
    of rows that are there.
    """
    database.run(f"INSERT INTO {search.Index.PERSON} ({search.Index.PERSON}) VALUES ('rebuild')")
    for entity, index in TEXT_INDEXES.items():
        database.run(f"INSERT INTO {index} ({index}) VALUES ('delete-all')")
        names = ("id", "text", "tags") + (("search_key",) if entity == "interaction" else ())
        sql = f"SELECT {', '.join(names)} FROM {entity} WHERE id > ? ORDER BY id LIMIT ?"
        last = -1
        while rows := database.run(sql, (last, _INDEXED_TOGETHER)).fetchall():
            last = rows[-1][0]
            documents = (dict(zip(names, row, strict=True)) for row in rows)
            search.add(database, index, [document_of(entity, each) for each in documents])


def refresh_people(database: PeerDatabase, person_ids: Sequence[int]) -> None:
    """Recompute last contact and rhythm date of these people."""
    for person_id in person_ids:
        row = database.run(
            "SELECT rhythm_kind, rhythm_days, standing, rests_until, last_contact_on, rhythm_on"
            " FROM person WHERE id = ?",
            (person_id,),
        ).fetchone()
        if row is None:
            continue
        kind, days, standing, until, *cached = row
        fresh = computed_dates(last_contact(database, person_id), kind, days, standing, until)
        if fresh != tuple(cached):
            database.run(
                "UPDATE person SET last_contact_on = ?, rhythm_on = ? WHERE id = ?",
                (*fresh, person_id),
            )


def computed_dates(
    last: date | None,
    rhythm_kind: str,
    rhythm_days: int | None,
    standing: str,
    rests_until: str | None,
) -> tuple[str | None, str | None]:
    """The values of last_contact_on and rhythm_on.

    A rhythm runs while standing is active. One that rests until a day never runs out before it.
    """
    if last is None:
        return None, None
    if rhythm_kind != "periodic" or not rhythm_days:
        return last.isoformat(), None
    rhythm = (last + timedelta(days=rhythm_days)).isoformat()
    if standing == "active":
        return last.isoformat(), rhythm
    if standing == "resting" and rests_until is not None:
        return last.isoformat(), max(rhythm, rests_until)
    return last.isoformat(), None


def last_contact(source: Runs, person_id: int) -> date | None:
    """The day of the last real contact with a person: any channel, either direction."""
    row = source.run(
        "SELECT link.at FROM interaction_person AS link"
        " JOIN interaction ON interaction.id = link.interaction_id"
        f" WHERE link.person_id = ? AND interaction.kind IN ({_CONTACT_KINDS_SQL})"
        " ORDER BY link.at DESC LIMIT 1",
        (person_id,),
    ).fetchone()
    return local_day(row[0]) if row else None


def refresh_documents(database: PeerDatabase, person_ids: Sequence[int]) -> None:
    """Write the search documents of these people anew, those that changed."""
    for start in range(0, len(person_ids), CHUNK):
        chunk = person_ids[start : start + CHUNK]
        marks = ", ".join("?" * len(chunk))
        old = {
            row[0]: row
            for row in database.run(
                f"SELECT id, names, other FROM person_document WHERE id IN ({marks})", chunk
            )
        }
        new = {row[0]: row for row in person_documents(database, chunk)}
        gone = [row for key, row in old.items() if new.get(key) != row]
        fresh = [row for key, row in new.items() if old.get(key) != row]
        search.remove(database, search.Index.PERSON, gone)
        database.run_many("DELETE FROM person_document WHERE id = ?", [(row[0],) for row in gone])
        database.run_many("INSERT INTO person_document (id, names, other) VALUES (?, ?, ?)", fresh)
        search.add(database, search.Index.PERSON, fresh)


def person_documents(source: Runs, person_ids: Sequence[int]) -> Iterable[tuple[int, str, str]]:
    """The folded words these people are found by, (id, names, other) each; at most `CHUNK`."""
    marks = ", ".join("?" * len(person_ids))
    names: dict[int, str] = {}
    other: dict[int, list[str]] = {}
    for person_id, organisation, job, *called in source.run(
        "SELECT id, organisation, job_title, name, nickname, given, additional, family"
        f" FROM person WHERE id IN ({marks})",
        person_ids,
    ):
        # The parts of a name mostly repeat the name; each word once keeps the index small.
        names[person_id] = " ".join(dict.fromkeys(fold(" ".join(called)).split()))
        other[person_id] = [word for word in (organisation, job) if word]
    for table, column in (
        ("contact_point", "value"),
        ("contact_point", "normalised"),
        ("tag", "name"),
    ):
        for person_id, word in source.run(
            f"SELECT person_id, {column} FROM {table} WHERE person_id IN ({marks}) ORDER BY id",
            person_ids,
        ):
            if person_id in other and word not in other[person_id]:
                other[person_id].append(word)
    return [(key, names[key], fold(" ".join(other[key])).strip()) for key in sorted(names)]
