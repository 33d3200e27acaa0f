"""A busy week in the journal, for the look back on it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from peer_tui.clock import Clock, FixedClock, today
from peer_tui.domain.people import Person as NewPerson
from peer_tui.services.person_rows import insert_person
from peer_tui.storage.journal import Values
from peer_tui.storage.model_base import Row
from peer_tui.storage.models import FollowUp, Need, Person, Promise
from peer_tui.storage.store import Identity, Store, open_store

IMPORTED = 20
"""So many people are added at once for each act of a kind."""
_IDS = {
    Promise: "SELECT id FROM promise WHERE status = 'open' ORDER BY id LIMIT ?",
    FollowUp: (
        "SELECT id FROM follow_up WHERE status = 'open' AND purpose IN ('thank', 'applaud')"
        " AND person_id IS NOT NULL ORDER BY id LIMIT ?"
    ),
    Need: "SELECT id FROM need WHERE closed_on IS NULL ORDER BY id LIMIT ?",
    Person: "SELECT id FROM person WHERE standing = 'active' ORDER BY id LIMIT ?",
}


def live_a_week(path: Path, clock: Clock, identity: Identity, count: int) -> None:
    """In the last seven days keep promises, thank, solve needs and let people rest, `count` each.

    And one import.
    """
    if not count:
        return
    store = open_store(path, clock, identity)
    try:
        _import(store, count * IMPORTED)
        day = today(clock).isoformat()
        _act_on(store, clock, Promise, {"status": "kept", "closed_on": day}, count)
        _act_on(store, clock, FollowUp, {"status": "done", "closed_on": day}, count)
        solved = {"outcome": "solved", "said_by": "theirs", "closed_on": day}
        _act_on(store, clock, Need, solved, count)
        _act_on(store, clock, Person, {"standing": "resting"}, count)
        store.database().run("pragma wal_checkpoint(truncate)")
    finally:
        store.close()


def _import(store: Store, count: int) -> None:
    with store.transaction("import", f"Imported {count} people") as transaction:
        for number in range(count):
            person = NewPerson(f"Imported Person {number}", uid=f"bench-import-{number}")
            insert_person(transaction, person, today(store.clock))


def _act_on(store: Store, clock: Clock, model: type[Row], values: Values, count: int) -> None:
    for number, (row_id,) in enumerate(store.reader.rows(_IDS[model], (count,))):
        store.clock = FixedClock(clock.now() - timedelta(days=6 - number * 7 // count))
        with store.transaction("done", "A thing of the week") as transaction:
            transaction.update(model, row_id, values)
