"""What `peer undo` and `peer redo` share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peer_tui.cli import output
from peer_tui.cli.importing_words import bar
from peer_tui.errors import NothingFound

if TYPE_CHECKING:
    from collections.abc import Callable

    from peer_tui.cli.options import Run
    from peer_tui.services.outcome import Outcome
    from peer_tui.storage.store import Store

    Turn = Callable[[Store, Callable[[int, int], None]], Outcome]


def turn(run: Run, call: Turn, verb: str, doing: str) -> int:
    """Undo or redo once, showing how far it is. Raises NothingFound where nothing is there."""
    with run.existing_store() as store:
        if store is None:
            raise NothingFound(f"Nothing to {verb}.")
        try:
            outcome = call(store, lambda done, of: bar(doing, done, of))
        finally:
            output.progress("")
        output.data(outcome.message)
    return 0
