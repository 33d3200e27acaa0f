"""The check-up: does everything in the file agree with everything else?

The journal is replayed and compared with the tables, which finds what a check of the pages
cannot; what is computed from the rows is computed again. Reads only.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from peer_tui.storage import derived, faults, search
from peer_tui.storage.driver import (
    BUSY_TIMEOUT_MS,
    Connection,
    Cursor,
    Parameters,
    connect,
    driver,
)
from peer_tui.storage.journal import (
    MODELS,
    ChangeRow,
    Values,
    columns,
    defaults,
    hash_of_action,
    hash_of_payload,
    journalled,
)
from peer_tui.storage.migrations.versions import VERSION
from peer_tui.storage.opening import check_before_opening
from peer_tui.storage.queries.journal import NOTHING

ERASES_FROM = 3
"""The schema from which on acts may be erased."""
FINDINGS_PER_CHECK = 10
"""A check that finds more says so once instead of naming every row."""


class Examination:
    """One connection of its own, and one moment of the file; writes nothing, beside it neither."""

    def __init__(self, path: Path) -> None:
        # A file without a log is open nowhere; with one, what stands in the log is read too.
        log = path.with_name(f"{path.name}-wal")
        self.connection: Connection = connect(
            path,
            (("busy_timeout", BUSY_TIMEOUT_MS), ("temp_store", "memory")),
            options="mode=ro" if log.exists() else "mode=ro&immutable=1",
        )

    def run(self, sql: str, parameters: Parameters = (), /) -> Cursor:
        """Run one statement."""
        return self.connection.execute(sql, parameters)


Check = Callable[[Examination], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Checked:
    """One check and what it found."""

    what: str
    """What is looked at, in plain words."""
    findings: tuple[str, ...]
    """One sentence each; none when all is well."""


def check_up(path: Path, begins: Callable[[str], object] | None = None) -> list[Checked]:
    """Make every check, also of a damaged file, as far as it can be read.

    `begins` is told what is looked at next. A file of an older schema is not looked at beyond its
    pages and journal; an empty one not at all. Raises DataError when it is not a database of this
    Peer.
    """
    check_before_opening(path)
    if path.stat().st_size == 0:
        return []
    with faults.translated(path):
        examination = Examination(path)
        try:
            examination.run("BEGIN")
            older = _schema_of(examination) not in (None, VERSION)
            made = []
            for what, check in CHECKS:
                if begins is not None:
                    begins(what)
                if older and check not in OF_ANY_SCHEMA:
                    made.append(Checked(what, (OLDER,)))
                else:
                    made.append(Checked(what, tuple(_findings(examination, check, path))))
            return made
        finally:
            examination.connection.close()


def _schema_of(examination: Examination) -> int | None:
    try:
        return int(examination.run("pragma user_version").fetchone()[0])
    except driver().Error:
        return None


def _findings(examination: Examination, check: Check, path: Path) -> Iterator[str]:
    found = check(examination)
    try:
        for number, finding in enumerate(found):
            if number == FINDINGS_PER_CHECK:
                yield "... and more of this kind."
                return
            yield finding
    except driver().Error as error:
        yield f"This check could not be finished. {faults.as_sentence(error, path)}"
    except (ValueError, TypeError, LookupError) as error:
        # A damaged page can give rows that no row could ever be.
        yield f"This check could not be finished: a row cannot be read ({type(error).__name__})."


def examine(path: Path) -> list[str]:
    """Every disagreement found, one sentence each; empty when all is well.

    Raises DataError as `check_up` does.
    """
    return [finding for checked in check_up(path) for finding in checked.findings]


def _pages(examination: Examination) -> Iterator[str]:
    for (finding,) in examination.run(f"pragma integrity_check({FINDINGS_PER_CHECK})"):
        if finding != "ok":
            yield f"Damaged page: {finding}."


def _references(examination: Examination) -> Iterator[str]:
    for table, row_id, parent, _number in examination.run("pragma foreign_key_check"):
        yield f"Row {row_id} of {table} points to a row of {parent} that is not there."


def _chain(examination: Examination) -> Iterator[str]:
    """Every act follows the one before, and its hashes are those of its content."""
    at, expected = NOTHING
    erased = False
    older = (_schema_of(examination) or 0) < ERASES_FROM
    for row in examination.run(
        "SELECT id, seq, device, actor, at, kind, verb, label, reverts, payload_hash,"
        f" previous_hash, {'0' if older else 'erased'} FROM action ORDER BY seq"
    ):
        action_id, *entry, payload_hash, previous, gone = row
        seq = entry[0]
        if seq != at + 1:
            yield f"The journal misses the acts between {at} and {seq}."
        # What was erased has no hash of its own any more; the act after it keeps the old one.
        if previous != expected and not erased:
            yield f"Act {seq} does not follow the one before it."
        if not gone and hash_of_payload(_changes(examination, action_id)) != payload_hash:
            yield f"The changes of act {seq} are not those that were saved."
        at, expected = seq, hash_of_action(previous, tuple(entry), payload_hash)
        erased = bool(gone)
    head = examination.run("SELECT seq, hash FROM head WHERE id = 1").fetchone()
    if head is None or head[0] != at or (head[1] != expected and not erased):
        yield "The head of the journal is not its last act."


def _changes(examination: Examination, action_id: int) -> Iterator[ChangeRow]:
    yield from examination.run(
        "SELECT action_id, position, entity, row_id, op, before, after FROM change"
        " WHERE action_id = ? ORDER BY position",
        (action_id,),
    )


def _replay(examination: Examination) -> Iterator[str]:
    """The journal, played from its beginning, gives the tables."""
    for entity, model in MODELS.items():
        names = columns(model)
        rows = iter(examination.run(f"SELECT {', '.join(names)} FROM {entity} ORDER BY id"))
        kept = next(rows, None)
        for row_id, wanted in _replayed(examination, entity):
            while kept is not None and kept[0] < row_id:
                yield f"Row {kept[0]} of {entity} is not in the journal."
                kept = next(rows, None)
            found = None
            if kept is not None and kept[0] == row_id:
                found = journalled(dict(zip(names, kept, strict=True)))
                kept = next(rows, None)
            if wanted is not None and found is None:
                yield f"Row {row_id} of {entity} is in the journal and not in the table."
            elif found != wanted:
                yield f"Row {row_id} of {entity} is not as the journal says."
        while kept is not None:
            yield f"Row {kept[0]} of {entity} is not in the journal."
            kept = next(rows, None)


def _replayed(examination: Examination, entity: str) -> Iterator[tuple[int, Values | None]]:
    cursor = examination.run(
        "SELECT change.row_id, change.op, change.after FROM change"
        " JOIN action ON action.id = change.action_id WHERE change.entity = ?"
        " ORDER BY change.row_id, action.seq, change.position",
        (entity,),
    )
    for row_id, changes in groupby(cursor, key=lambda row: int(row[0])):
        values: Values | None = None
        for _id, op, after in changes:
            if op == "delete":
                values = None
            elif op == "insert":
                # Rows of an older schema lack the columns added since; of erased ones nothing
                # is left, and they end in a deletion.
                values = {**journalled(defaults(MODELS[entity])), **json.loads(after or "{}")}
            else:
                values = {**(values or {}), **json.loads(after or "{}")}
        yield row_id, values


def _computed(examination: Examination) -> Iterator[str]:
    """Last contact and rhythm dates are those of the history."""
    for person_id, kind, days, standing, until, *cached in examination.run(
        "SELECT id, rhythm_kind, rhythm_days, standing, rests_until, last_contact_on, rhythm_on"
        " FROM person"
    ):
        last = derived.last_contact(examination, person_id)
        if derived.computed_dates(last, kind, days, standing, until) != tuple(cached):
            yield f"The last contact or rhythm date of person {person_id} is not up to date."


def _documents(examination: Examination) -> Iterator[str]:
    """People are found by the words they have now."""
    ids = [row[0] for row in examination.run("SELECT id FROM person ORDER BY id")]
    for start in range(0, len(ids), derived.CHUNK):
        chunk = ids[start : start + derived.CHUNK]
        marks = ", ".join("?" * len(chunk))
        kept = examination.run(
            f"SELECT id, names, other FROM person_document WHERE id IN ({marks}) ORDER BY id",
            chunk,
        ).fetchall()
        wanted = list(derived.person_documents(examination, chunk))
        for row in set(map(tuple, kept)) ^ set(wanted):
            yield f"Person {row[0]} is not found by the words they have now."
    for (row_id,) in examination.run(
        "SELECT id FROM person_document WHERE id NOT IN (SELECT id FROM person)"
    ):
        yield f"Person {row_id} is found and no longer there."


def _search(examination: Examination) -> Iterator[str]:
    """Every search index holds exactly the words of its rows."""
    people = examination.run("SELECT id, names, other FROM person_document")
    yield from _same_words(examination, search.Index.PERSON, iter(people))
    for entity, index in derived.TEXT_INDEXES.items():
        names = columns(MODELS[entity])
        rows = examination.run(f"SELECT {', '.join(names)} FROM {entity}")
        documents = (
            derived.document_of(entity, dict(zip(names, row, strict=True))) for row in rows
        )
        yield from _same_words(examination, index, documents)


def _same_words(
    examination: Examination, index: search.Index, documents: Iterator[Any]
) -> Iterator[str]:
    fields = "names, other" if index is search.Index.PERSON else "folded"
    marks = ", ".join("?" * (len(fields.split(", ")) + 1))
    examination.run(
        f"CREATE VIRTUAL TABLE temp.wanted USING fts5 ({fields}, content='',"
        f" tokenize='{search.TOKENIZER}')"
    )
    examination.connection.executemany(
        f"INSERT INTO temp.wanted (rowid, {fields}) VALUES ({marks})",
        map(search.folded, documents),
    )
    examination.run("CREATE VIRTUAL TABLE temp.wanted_word USING fts5vocab (wanted, 'instance')")
    examination.run(
        f"CREATE VIRTUAL TABLE temp.kept_word USING fts5vocab (main, {index}, 'instance')"
    )
    different = _differing(
        iter(examination.run("SELECT term, doc, col, offset FROM temp.wanted_word")),
        iter(examination.run("SELECT term, doc, col, offset FROM temp.kept_word")),
    )
    for table in ("kept_word", "wanted_word", "wanted"):
        examination.run(f"DROP TABLE temp.{table}")
    for key in different:
        yield f"The search index {index} does not hold the words of row {key}."


def _differing(wanted: Iterator[Any], kept: Iterator[Any]) -> list[int]:
    """The first documents that differ; both come in the order of the index, so neither is held."""
    found: dict[int, None] = {}
    left, right = next(wanted, None), next(kept, None)
    while (left is not None or right is not None) and len(found) <= FINDINGS_PER_CHECK:
        if left == right:
            left, right = next(wanted, None), next(kept, None)
        elif left is not None and (right is None or left < right):
            found[left[1]] = None
            left = next(wanted, None)
        elif right is not None:
            found[right[1]] = None
            right = next(kept, None)
    return list(found)


CHECKS: tuple[tuple[str, Check], ...] = (
    ("the pages of the file", _pages),
    ("rows that point to other rows", _references),
    ("the journal: every act follows the one before", _chain),
    ("the tables against the journal", _replay),
    ("last contacts and rhythms", _computed),
    ("the words people are found by", _documents),
    ("the search indexes", _search),
)
"""Every check and what it looks at."""

OF_ANY_SCHEMA = frozenset({_pages, _references, _chain})
OLDER = "Not looked at: an older Peer made the file. Open it once with this one, then check again."
