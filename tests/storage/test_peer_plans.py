"""At a hundred thousand people nothing of the five ideas starts from the wrong end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest

from peer_tui.domain.date_words import Moment
from peer_tui.domain.filter_query import parse_filter
from peer_tui.domain.gate import is_open
from peer_tui.domain.history import Side
from peer_tui.services.kindness import write_kindness
from peer_tui.storage.models import Boundary, Person
from peer_tui.storage.queries import filters
from peer_tui.storage.queries.filters import Filter
from peer_tui.storage.queries.held import held_people
from peer_tui.storage.queries.look_back import look_back, monday_of
from peer_tui.storage.queries.open_items import due_list
from peer_tui.storage.queries.people import all_people
from peer_tui.storage.queries.promises import open_promises
from peer_tui.storage.queries.reach import boundaries_of
from peer_tui.storage.queries.stories import last_kindness, shareable
from peer_tui.storage.store import Store
from tests.storage.support import NOW, TODAY, add, new_store
from tests.storage.test_filter_plans import PlanReader

MOMENT = Moment(NOW.replace(tzinfo=None))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = new_store(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def reader(store: Store) -> Iterator[PlanReader]:
    opened = PlanReader(store.path)
    yield opened
    opened.close()


@pytest.mark.parametrize("text", ["need:solved", "need:open", "solved:mine", "need:not"])
def test_each_row_asks_for_the_needs_of_its_own_person(
    reader: PlanReader, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filters, "FEW", -1)
    wanted = Filter(reader, parse_filter(text, MOMENT), NOW)
    for pages in (
        due_list(wanted),
        all_people(reader, wanted),
        open_promises(reader, None, wanted),
    ):
        reader.steps.clear()
        pages.first(40)
        assert any("need_person (person_id=?)" in step for step in reader.steps)


def test_who_rests_is_looked_up_and_not_each_row_asked(
    reader: PlanReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filters, "FEW", -1)
    wanted = Filter(reader, parse_filter("standing:resting", MOMENT), NOW)
    for pages in (all_people(reader, wanted), open_promises(reader, None, wanted)):
        reader.steps.clear()
        pages.first(40)
        assert any("USING INDEX person_standing" in step for step in reader.steps)


def test_a_week_is_looked_back_on_from_what_changed(reader: PlanReader) -> None:
    look_back(reader, monday_of(TODAY))
    for step in reader.steps:
        assert "AUTOMATIC" not in step, step
        for table in ("need", "promise", "follow_up", "person"):
            if step.startswith(f"SEARCH {table} "):
                assert "PRIMARY KEY" in step, step


def test_kindness_and_stories_of_one_are_read_by_their_entries(reader: PlanReader) -> None:
    last_kindness(reader, 1)
    assert any("INDEX interaction_kindness" in step for step in reader.steps)
    reader.steps.clear()
    shareable(reader, 1)
    assert not any(step.startswith("SCAN") for step in reader.steps)


ZONES = ("", "Pacific/Kiritimati", "-12:00", "Europe/Berlin")
AGREED = (
    ("no contact", ""),
    ("days", "mon-fri"),
    ("hours", "09:00-17:30"),
    ("at most", "1 a week"),
    ("at most", "2 a year by phone"),
    ("at most", "nonsense"),
    ("channel", "mail only"),
)
UNTIL = (None, *range(-4, 4))


def test_who_is_held_is_what_the_gate_says_of_each(store: Store) -> None:
    people = [
        agreed_with(store, zone, kind, value, until)
        for zone, (kind, value), until in product(ZONES, AGREED, UNTIL)
    ]
    for hours in range(0, 72, 5):
        at = NOW + timedelta(hours=hours)
        held = held_people(store.reader, at)
        expected = [who for who in people if not is_open(boundaries_of(store.reader, who), at)]
        assert sorted(held) == sorted(expected), at
    assert held


def agreed_with(store: Store, zone: str, kind: str, value: str, until: int | None) -> int:
    who = add(store, f"{zone} {kind} {value} {until}")
    last = None if until is None else (TODAY + timedelta(days=until)).isoformat()
    with store.transaction("add", "agreed") as transaction:
        transaction.update(Person, who, {"time_zone": zone})
        transaction.insert(
            Boundary,
            {"person_id": who, "side": "theirs", "kind": kind, "value": value, "until": last},
        )
        for days in (1, 3, 30, 90, 400):
            at = NOW - timedelta(days=days)
            write_kindness(transaction, [who], "a lift", side=Side.MINE, at=at)
    return who
