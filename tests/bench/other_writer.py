"""Another process at the same database.

`python -m tests.bench.other_writer DATABASE write` logs conversations, twenty a second, until it
is ended; `hold` takes the write lock for two seconds. Both print a line when they have begun.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from peer_tui.clock import SystemClock
from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.services import items
from peer_tui.storage.driver import WRITER_PRAGMAS, connect
from peer_tui.storage.store import Identity, open_store

PAUSE_SECONDS = 0.05
HELD_SECONDS = 2.0
PEOPLE = 2_000


def write(path: Path) -> None:
    """Log conversations until ended."""
    store = open_store(path, SystemClock(), Identity("other", "other"))
    people = store.reader.rows(
        "SELECT id, name, sort_name FROM person ORDER BY uid LIMIT ?", (PEOPLE,)
    )
    print("writing", flush=True)
    for number, (person_id, name, sort_name) in enumerate(people):
        now = store.clock.now()
        item = AgendaItem(ItemKind.RHYTHM, person_id, "", now.date(), person_id, name, sort_name)
        items.done(store, [item], items.Entry(f"spoke about the order, {number}", now))
        time.sleep(PAUSE_SECONDS)


def hold(path: Path) -> None:
    """Take the write lock for a while."""
    connection = connect(path, WRITER_PRAGMAS)
    connection.execute("BEGIN IMMEDIATE")
    print("holding", flush=True)
    time.sleep(HELD_SECONDS)
    connection.rollback()
    connection.close()


if __name__ == "__main__":
    {"write": write, "hold": hold}[sys.argv[2]](Path(sys.argv[1]))
