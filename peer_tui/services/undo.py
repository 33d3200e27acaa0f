"""Undo and redo over the whole history of acts; both survive a restart."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby

from peer_tui.clock import from_utc_text
from peer_tui.domain.text import fold
from peer_tui.errors import EditConflict, NothingFound
from peer_tui.services.items import next_search_key
from peer_tui.services.outcome import Outcome
from peer_tui.storage.faults import RowRefused, refused_rows
from peer_tui.storage.journal import MODELS, Transaction, Values, columns
from peer_tui.storage.search import DAY_BITS
from peer_tui.storage.store import Store

_SEARCH_KEY = "search_key"
"""A column that may differ after redo: it is a place in the index and not the owner's."""

_SLICE = 4000
"""Changes held in memory at once."""
_TOGETHER = 500
"""Rows taken out by one statement."""
_PAST_ALL = 1 << 62
_MOST_NAME_WORDS = 6
"""Words of a label looked at for a name."""
_PURGED = "something about a person who is purged"
"""An act whose label went with a person."""

Progress = Callable[[int, int], None]

# An act of which everything was erased has nothing left to turn back.
_HAS_CONTENT = (
    "(erased = 0 OR EXISTS (SELECT 1 FROM change WHERE change.action_id = action.id"
    " AND (before IS NOT NULL OR after IS NOT NULL)))"
)
_LAST_DONE = (
    "SELECT id, seq, label FROM action WHERE kind = 'do' AND undone = 0"
    f" AND {_HAS_CONTENT} ORDER BY seq DESC LIMIT 1"
)
_NEXT_REDO = (
    "SELECT done.id, done.seq, done.label FROM action AS reverting"
    " JOIN action AS done ON done.id = reverting.reverts"
    " WHERE reverting.kind = 'undo' AND done.undone = 1"
    f" AND {_HAS_CONTENT.replace('action.id', 'done.id').replace('(erased', '(done.erased')}"
    " AND reverting.seq >"
    " coalesce((SELECT max(seq) FROM action WHERE kind = 'do' AND device = ?), 0)"
    " ORDER BY done.seq LIMIT 1"
)


def undo(store: Store, progress: Progress | None = None) -> Outcome:
    """Take back the last act that is in effect.

    Raises NothingFound when there is none, EditConflict when its rows were changed since by
    somebody else; nothing is written then. `progress` is told how many of how many changes are
    taken back; what it raises stops it, and nothing is written.
    """
    with store.transaction("undo", "Undo", kind="undo") as transaction:
        action = _one(transaction, "Nothing to undo.", _LAST_DONE)
        _apply(transaction, action["id"], progress, backwards=True)
        _finish(transaction, action, undone=True)
        label = action["label"] or _PURGED
        transaction.label = f"Undone: {label}"
        said = _in_a_sentence(transaction, label)
    return Outcome(f"Undone: {said}.")


def redo(store: Store, progress: Progress | None = None) -> Outcome:
    """Do again what was undone last, until something new was done.

    Raises NothingFound when there is nothing to redo, EditConflict as `undo` does; `progress` as
    there.
    """
    with store.transaction("redo", "Redo", kind="redo") as transaction:
        action = _one(transaction, "Nothing to redo.", _NEXT_REDO, store.identity.device)
        _apply(transaction, action["id"], progress, backwards=False)
        _finish(transaction, action, undone=False)
        label = action["label"] or _PURGED
        transaction.label = f"Redone: {label}"
        said = _in_a_sentence(transaction, label)
    return Outcome(f"Redone: {said}.")


def _one(transaction: Transaction, otherwise: str, sql: str, *parameters: str) -> Values:
    found = transaction.query(sql, parameters)
    if not found:
        raise NothingFound(otherwise)
    return found[0]


def _finish(transaction: Transaction, action: Values, *, undone: bool) -> None:
    transaction.reverts = action["id"]
    transaction.database.run(
        "UPDATE action SET undone = ? WHERE id = ?", (int(undone), action["id"])
    )


def _apply(
    transaction: Transaction, action_id: int, progress: Progress | None, *, backwards: bool
) -> None:
    done, of = 0, _number_of_changes(transaction, action_id) if progress else 0
    for changes in _slices(transaction, action_id, backwards=backwards):
        if progress is not None:
            progress(done, of)
        done += len(changes)
        for (entity, op), run in groupby(changes, lambda each: (each["entity"], each["op"])):
            rows = list(run)
            if op == ("insert" if backwards else "delete"):
                rows = _remove(transaction, entity, rows)
            _set_each(transaction, rows, backwards=backwards)
        transaction.flush()


def _number_of_changes(transaction: Transaction, action_id: int) -> int:
    found = transaction.query(
        "SELECT count(*) AS number FROM change WHERE action_id = ?", (action_id,)
    )
    return int(found[0]["number"])


def _slices(transaction: Transaction, action_id: int, *, backwards: bool) -> Iterator[list[Values]]:
    """The changes of an act, a few thousand at a time: an import may have made a million."""
    beyond, order = ("<", "DESC") if backwards else (">", "ASC")
    last = _PAST_ALL if backwards else -1
    while True:
        changes = transaction.query(
            "SELECT position, entity, row_id, op, before, after FROM change"
            f" WHERE action_id = ? AND position {beyond} ?"
            " AND (before IS NOT NULL OR after IS NOT NULL)"
            f" ORDER BY position {order} LIMIT ?",
            (action_id, last, _SLICE),
        )
        if not changes:
            return
        last = changes[-1]["position"]
        yield changes


def _remove(transaction: Transaction, entity: str, changes: list[Values]) -> list[Values]:
    """Take rows out together; gives back those from where one is not as expected, or is needed."""
    model = MODELS[entity]
    for start in range(0, len(changes), _TOGETHER):
        expected = {
            each["row_id"]: json.loads(each["after"] or each["before"])
            for each in changes[start : start + _TOGETHER]
        }
        marks = ", ".join("?" * len(expected))
        found = transaction.query(
            f"SELECT {', '.join(columns(model))} FROM {entity} WHERE id IN ({marks})",
            tuple(expected),
        )
        kept = {row["id"]: row for row in found}
        if len(kept) < len(expected) or not all(
            _is_as_expected(kept[row_id], values) for row_id, values in expected.items()
        ):
            return changes[start:]
        try:
            with refused_rows():
                transaction.delete_many(model, [kept[row_id] for row_id in expected])
        except RowRefused:
            return changes[start:]
    return []


def _is_as_expected(current: Values, expected: Values) -> bool:
    return all(
        current.get(name) == value for name, value in expected.items() if name != _SEARCH_KEY
    )


def _set_each(transaction: Transaction, changes: list[Values], *, backwards: bool) -> None:
    for change in changes:
        before = json.loads(change["before"]) if change["before"] else None
        after = json.loads(change["after"]) if change["after"] else None
        expected, wanted = (after, before) if backwards else (before, after)
        entity, row_id = change["entity"], change["row_id"]
        try:
            with refused_rows():
                fits = _set_row(transaction, entity, row_id, expected, wanted)
        except RowRefused:
            fits = False
        if not fits:
            raise _conflict(transaction, entity, row_id, "undone" if backwards else "redone")


def _set_row(
    transaction: Transaction,
    entity: str,
    row_id: int,
    expected: Values | None,
    wanted: Values | None,
) -> bool:
    """Make the row what is wanted; False when it is not what was expected."""
    model = MODELS[entity]
    current = transaction.find(model, row_id)
    if wanted is not None and _SEARCH_KEY in wanted:
        wanted = wanted | {_SEARCH_KEY: _free_search_key(transaction, row_id, wanted[_SEARCH_KEY])}
    if expected is None or current is None:
        if expected is not None or current is not None or wanted is None:
            return False
        transaction.insert(model, {"id": row_id, **wanted})
        return True
    if not _is_as_expected(current, expected):
        return False
    if wanted is None:
        transaction.delete(model, row_id)
    else:
        transaction.restore(model, row_id, current, {**current, **wanted})
    return True


def _free_search_key(transaction: Transaction, row_id: int, key: int) -> int:
    # While an entry was taken back, another one of that day may have got its place.
    taken = transaction.query(
        "SELECT id FROM interaction WHERE search_key = ? AND id <> ?", (key, row_id)
    )
    return next_search_key(transaction, date.fromordinal(key >> DAY_BITS)) if taken else key


def _conflict(transaction: Transaction, entity: str, row_id: int, done: str) -> EditConflict:
    found = transaction.query(
        "SELECT action.actor, action.device, action.at, action.label FROM change"
        " JOIN action ON action.id = change.action_id"
        " WHERE change.entity = ? AND change.row_id = ? ORDER BY action.seq DESC LIMIT 1",
        (entity, row_id),
    )
    if not found:
        return EditConflict(f"Not {done}: the row is not what it was.")
    by = found[0]
    when = from_utc_text(by["at"]).astimezone().strftime("%d %b %H:%M")
    return EditConflict(
        f"Not {done}: {by['actor']} on {by['device']} changed it on {when}"
        f" ({by['label'] or _PURGED}). Undo that first."
    )


def _in_a_sentence(transaction: Transaction, label: str) -> str:
    """The label with a small first letter, but where it begins with a person's name."""
    words = label.split()[:_MOST_NAME_WORDS]
    names = [fold(" ".join(words[:count]).rstrip(":,")) for count in range(1, len(words) + 1)]
    places = ", ".join("?" for _ in names)
    sql = f"SELECT 1 FROM person WHERE sort_name IN ({places}) LIMIT 1"
    named = transaction.query(sql, names)
    return label if named else label[:1].lower() + label[1:]
