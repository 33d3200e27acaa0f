"""The generator gives a database that Peer itself would have written."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from peer_tui.clock import FixedClock, today
from peer_tui.domain.boundaries import BoundaryKind, read_rule
from peer_tui.services import items
from peer_tui.storage import derived, search
from peer_tui.storage.queries.agenda import queue
from peer_tui.storage.queries.find import find
from peer_tui.storage.rows import HitKind
from peer_tui.storage.store import Store, open_store
from tests.bench import data
from tests.bench.rows import Size

CLOCK = FixedClock(datetime(2026, 11, 18, 12, tzinfo=ZoneInfo("Europe/Berlin")))
SIZE = Size(people=50, interactions=500, promises=200, follow_ups=200)
WIDE = Size(people=1_000, interactions=3_000, promises=300, follow_ups=300)
"""Enough people for something of every kind that follows from their number."""
ACTS = 10
"""Entries made through the program at this size."""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("bench") / "tiny.db"
    data.build(made, SIZE, CLOCK)
    return made


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = tmp_path_factory.mktemp("bench") / "wide.db"
    data.build(made, WIDE, CLOCK)
    opened = open_store(made, CLOCK, data.IDENTITY)
    yield opened
    opened.close()


@pytest.fixture
def store(path: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy, which a test may change."""
    opened = open_store(Path(shutil.copyfile(path, tmp_path / path.name)), CLOCK, data.IDENTITY)
    yield opened
    opened.close()


def test_every_row_asked_for_is_there_and_points_somewhere(store: Store) -> None:
    for rows, count in (
        ("person", SIZE.people),
        ("interaction", SIZE.interactions + ACTS),
        ("promise WHERE need_id IS NULL", SIZE.promises),
        (
            "follow_up WHERE coalesce(need_id, preference_id, introduction_id, invitation_id)"
            " IS NULL",
            SIZE.follow_ups,
        ),
    ):
        assert store.reader.value(f"SELECT count(*) FROM {rows}") == count
    assert store.reader.rows("pragma foreign_key_check") == []
    assert store.reader.value("pragma integrity_check") == "ok"


def test_the_indexes_dropped_while_filling_are_back(store: Store, tmp_path: Path) -> None:
    names = "SELECT name FROM sqlite_master ORDER BY name"
    fresh = open_store(tmp_path / "fresh.db", CLOCK, data.IDENTITY)
    assert store.reader.rows(names) == fresh.reader.rows(names)
    fresh.close()


def test_caches_are_as_the_program_computes_them(store: Store) -> None:
    columns = "SELECT id, last_contact_on, rhythm_on FROM person ORDER BY id"
    before = store.reader.rows(columns)
    database = store.database()
    with database.atomic():
        derived.refresh_people(database, [row[0] for row in before])
    assert store.reader.rows(columns) == before
    assert any(rhythm_on for _, _, rhythm_on in before)


def test_the_queue_has_something_of_every_kind(store: Store) -> None:
    kinds = {item.kind for item in queue(store.reader, today(CLOCK)).first(1000)}
    assert len(kinds) == 3


def test_every_text_is_found_by_its_words(store: Store) -> None:
    texts = store.reader.rows("SELECT id, text FROM interaction ORDER BY id DESC LIMIT 30")
    for row_id, text in texts:
        limit = SIZE.interactions + ACTS
        groups = find(store.reader, text, limit).groups
        found = {hit.id for group in groups for hit in group.hits}
        assert row_id in found, text


def test_a_person_is_found_by_the_name(store: Store) -> None:
    person_id, name = store.reader.row("SELECT id, name FROM person ORDER BY id LIMIT 1")
    groups = find(store.reader, name, SIZE.people).groups
    people = {hit.id for group in groups if group.kind is HitKind.PERSON for hit in group.hits}
    assert person_id in people


def test_what_is_in_the_search_can_be_taken_out_again(store: Store) -> None:
    item = next(item for item in queue(store.reader, today(CLOCK)).first(1000) if item.text)
    items.done(store, [item], items.Entry("settled", CLOCK.now()))
    database = store.database()
    for index in search.Index:
        database.run(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")


def test_the_journal_stands_at_the_last_act(store: Store) -> None:
    head = store.reader.row("SELECT seq FROM head")[0]
    assert head == store.reader.value("SELECT max(seq) FROM action") >= ACTS
    assert store.reader.value("SELECT count(*) FROM change") > ACTS


def test_the_same_seed_gives_the_same_people(path: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.db"
    data.build(again, SIZE, CLOCK)
    names = "SELECT id, name, organisation, rhythm_days FROM person ORDER BY id"
    first, second = (open_store(each, CLOCK, data.IDENTITY) for each in (path, again))
    assert first.reader.rows(names) == second.reader.rows(names)
    first.close()
    second.close()


@pytest.mark.parametrize(
    ("rows", "least"),
    [
        ("need WHERE closed_on IS NULL", 20),
        ("need WHERE outcome = 'solved' AND said_by = 'mine'", 20),
        ("follow_up WHERE need_id IS NOT NULL AND status = 'open'", 20),
        ("promise WHERE need_id IS NOT NULL", 20),
        ("preference WHERE stance = 'wants'", 300),
        ("boundary WHERE side = 'mine'", 10),
        ("relation WHERE kind = 'referred by'", 30),
        ("introduction", 30),
        ("invitation WHERE closed_on IS NULL", 2),
        ("message", 2),
        ("message_person", 40),
        ("promise_move", 20),
        ("promise WHERE status = 'withdrawn'", 20),
        ("promise WHERE firmness = 'soft'", 10),
        ("interaction WHERE kind = 'kindness' AND side = 'theirs'", 20),
        ("interaction WHERE may_share = 1", 5),
        ("interaction WHERE felt = -1", 50),
        ("person WHERE standing = 'ended'", 3),
        ("person WHERE time_zone <> ''", 50),
        ("person WHERE name LIKE 'Imported%'", 20),
        ("action WHERE verb = 'import'", 1),
    ],
)
def test_the_five_ideas_have_rows_too(wide: Store, rows: str, least: int) -> None:
    assert wide.reader.value(f"SELECT count(*) FROM {rows}") >= least
    assert wide.reader.rows("pragma foreign_key_check") == []


def test_every_agreement_can_be_read(wide: Store) -> None:
    for kind, value in wide.reader.rows("SELECT DISTINCT kind, value FROM boundary"):
        read_rule(BoundaryKind(kind), value)


def test_another_recipe_is_another_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEER_BENCH_CACHE", str(tmp_path))
    first = data.database("empty", CLOCK)
    assert data.database("empty", CLOCK) == first
    monkeypatch.setattr(data, "RECIPE", data.RECIPE[1:])
    second = data.database("empty", CLOCK)
    assert second != first
    assert not first.exists()
