"""A store in a file of its own, on Wednesday 18 November 2026, 10:30."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from peer_tui.clock import FixedClock
from peer_tui.storage.store import Identity, Store, open_store

NOW = datetime(2026, 11, 18, 10, 30).astimezone()
TABLES = (
    *("person", "contact_point", "tag", "important_date", "source_card", "interaction"),
    *("interaction_person", "promise", "promise_move", "follow_up", "person_document"),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty database."""
    opened = open_store(tmp_path / "peer.db", FixedClock(NOW), Identity("bench", "owner"))
    yield opened
    opened.close()


def dump(store: Store) -> dict[str, list[Any]]:
    """Every row of every table the owner's data is in."""
    return {table: store.reader.rows(f"SELECT * FROM {table} ORDER BY id") for table in TABLES}
