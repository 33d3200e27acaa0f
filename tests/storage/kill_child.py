"""Acts on a store without end, saying each act that is saved; is killed by its test."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.services import items, undo
from peer_tui.storage.queries.journal import head
from tests.storage.support import NOW, TODAY, add, new_store

CHECKPOINT_PAGES = 40
"""So few that checkpoints are killed too."""


def main(directory: Path) -> None:
    """Run until killed; a line "seq hash" on the standard output is an acknowledged act."""
    store = new_store(directory, state_directory=directory / "state")
    store.database().run(f"pragma wal_autocheckpoint = {CHECKPOINT_PAGES}")
    number = 0
    print("ready", flush=True)
    while True:
        number += 1
        who = add(store, f"Ann {number}")
        _say(*head(store.reader))
        row = AgendaItem(ItemKind.RHYTHM, who, "", TODAY, who, f"Ann {number}")
        items.done(store, [row], items.Entry(f"rang {number}", NOW + timedelta(hours=number)))
        _say(*head(store.reader))
        if number % 3 == 0:
            undo.undo(store)
            _say(*head(store.reader))


def _say(seq: int, digest: str) -> None:
    sys.stdout.write(f"{seq} {digest}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
