"""What the arc is drawn from, as it stands in the tables."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from peer_tui.domain.arc import Arc
from peer_tui.services.items import Entry, write_entry
from peer_tui.storage.queries.arc import arc_with
from peer_tui.storage.store import Store
from tests.storage.support import NOW, TODAY, add, new_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = new_store(tmp_path)
    yield opened
    opened.close()


@pytest.mark.parametrize("met_on", ["18/11/2026", "about 2019", "2026-02-30", "2019", "2019-05"])
def test_a_meeting_on_no_day_is_one_on_an_unknown_day(store: Store, met_on: str) -> None:
    assert arc_with(store.reader, add(store, "Ana", met_on=met_on), TODAY) == Arc(None, (), (), 0)


def test_a_meeting_on_a_day_begins_it(store: Store) -> None:
    arc = arc_with(store.reader, add(store, "Ana", met_on="2019-05-04"), TODAY)
    assert arc.since == date(2019, 5, 4)


def test_on_one_day_the_last_step_is_the_last_of_the_day(store: Store) -> None:
    who = add(store, "Ana")
    with store.transaction("log", "x") as transaction:
        for hour, text, by in ((8, "I wrote", "me"), (10, "she answered", "them")):
            at = NOW.replace(hour=hour)
            write_entry(transaction, Entry(text, at, initiated_by=by), [who])
    arc = arc_with(store.reader, who, TODAY)
    assert arc.last_step == "them"
    assert [pin.text for pin in arc.pins] == ["I wrote"]
