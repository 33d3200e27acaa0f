"""The record of promises and the counts of what is held look at no whole table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from peer_tui.domain.history import Side
from peer_tui.storage.queries import agenda
from peer_tui.storage.queries.held import held_now
from peer_tui.storage.queries.ledger import kept_promises, record_of
from peer_tui.storage.queries.promises import kept_record
from tests.storage.support import NOW, TODAY, new_store
from tests.storage.test_filter_plans import PlanReader, whole_tables


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[PlanReader]:
    store = new_store(tmp_path)
    store.close()
    opened = PlanReader(store.path)
    yield opened
    opened.close()


def test_the_record_of_a_person(reader: PlanReader) -> None:
    record_of(reader, 1)
    kept_record(reader, 1, Side.MINE)
    assert whole_tables(reader.steps) == []
    assert not any("person_id>" in step for step in reader.steps)


def test_what_was_kept_is_a_walk_along_its_index(reader: PlanReader) -> None:
    kept_promises(reader).first(50)
    assert any("promise_kept" in step for step in reader.steps)
    assert whole_tables(reader.steps) == []
    assert not any("TEMP B-TREE" in step for step in reader.steps)


def test_the_counts_of_what_is_held(reader: PlanReader) -> None:
    held_now(reader, NOW)
    reader.steps.clear()
    agenda.due_counts(reader, TODAY, [1, 2])
    assert whole_tables(reader.steps) == []
    assert any("promise_person" in step for step in reader.steps)
    assert any("follow_up_person" in step for step in reader.steps)
