"""A store in a file of its own, on Wednesday 18 November 2026, 10:30."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from peer_tui.clock import FixedClock
from peer_tui.storage.store import Identity, Store, open_store
from tests.storage.support import NOW, TABLES, dump

__all__ = ["NOW", "TABLES", "dump", "store"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty database."""
    opened = open_store(tmp_path / "peer.db", FixedClock(NOW), Identity("bench", "owner"))
    yield opened
    opened.close()
