"""Whom a boundary holds now counts for the queue, however many boundaries there are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from peer_tui.services.items import Entry, write_entry
from peer_tui.storage.models import Boundary, FollowUp, Person, Promise
from peer_tui.storage.queries import agenda, held
from peer_tui.storage.queries.held import MOST_AGREED, held_now
from peer_tui.storage.store import Store
from tests.storage.support import NOW, TODAY, iso, new_store
from tests.storage.test_filter_plans import PlanReader, whole_tables

MANY = MOST_AGREED + 4


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = new_store(tmp_path)
    yield opened
    opened.close()


def agreed_with_many(store: Store) -> list[int]:
    """So many with "no contact", each of whom is quiet; their ids, the oldest first."""
    with store.transaction("import", "x") as transaction:
        people = [
            {"uid": str(number), "name": f"P{number:04}", "sort_name": f"p{number:04}"}
            for number in range(MANY)
        ]
        ids = transaction.insert_many(Person, people)
        transaction.insert_many(
            Boundary,
            [{"person_id": who, "side": "theirs", "kind": "no contact"} for who in ids],
        )
        transaction.insert(FollowUp, {"person_id": ids[0], "text": "call", "due_on": iso(TODAY)})
        promise = {"person_id": ids[1], "text": "plan", "made_on": iso(TODAY)}
        transaction.insert(Promise, promise | {"side": "mine", "due_on": iso(TODAY)})
        transaction.insert(
            Promise, promise | {"person_id": ids[2], "side": "theirs", "due_on": iso(TODAY)}
        )
        transaction.update(Person, ids[3], {"rhythm_kind": "periodic", "rhythm_days": 7})
        write_entry(transaction, Entry("met", NOW - timedelta(days=99)), [ids[3]])
    return ids


def test_the_oldest_of_many_boundaries_still_holds(store: Store) -> None:
    ids = agreed_with_many(store)
    people = held_now(store.reader, NOW)
    assert set(ids[:4]) <= set(people)
    counts = agenda.due_counts(store.reader, TODAY, people)
    assert (counts.held, counts.today, counts.late) == (4, 0, 0)
    assert ids[0] not in held_now(store.reader, NOW, {ids[0]})


def test_of_many_only_people_of_due_rows_are_asked_by_index(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held, "MOST_AGREED", 1)
    ids = agreed_with_many(store)
    reader = PlanReader(store.path)
    try:
        assert sorted(held_now(reader, NOW)) == ids[:4]
        steps = reader.steps
    finally:
        reader.close()
    assert whole_tables(steps) == []
    assert not [step for step in steps if step in ("SCAN person", "SCAN boundary")]
    assert any("boundary_person (person_id=?)" in step for step in steps)
    assert any("promise_open_due" in step for step in steps)
    assert any("follow_up_open_due" in step for step in steps)
