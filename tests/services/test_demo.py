"""The sample data: right on any day, harmless, and never taken for the owner's own."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peer_tui.clock import FixedClock
from peer_tui.domain.people import Person
from peer_tui.errors import DataError, NothingFound
from peer_tui.services.add import known_people
from peer_tui.services.briefing import brief
from peer_tui.services.demo import fill, prepare
from peer_tui.services.people import add_person
from peer_tui.services.undo import undo
from peer_tui.storage.queries.agenda import due_counts, queue
from peer_tui.storage.store import Identity, Store, open_store
from tests.services.conftest import NOW, dump

OWNER = Identity("bench", "owner")


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dates(date(2024, 1, 1), date(2035, 12, 31)))
def test_the_morning_looks_the_same_on_any_day(
    tmp_path_factory: pytest.TempPathFactory, day: date
) -> None:
    now = datetime.combine(day, NOW.time()).astimezone()
    store = open_store(tmp_path_factory.mktemp("demo") / "demo.db", FixedClock(now), OWNER)
    fill(store)
    rows = queue(store.reader, day).first(100)
    assert [item.person_name for item in rows] == [
        *("Maria Lopez", "Sunil Rao", "Kaspar Lind", "Ana Ruiz", "Zoë Müller", "May Chen"),
        "Ben Okafor",
    ]
    counts = due_counts(store.reader, day)
    assert (counts.late, counts.new) == (4, 1)
    future = store.reader.value(
        "SELECT count(*) FROM interaction WHERE at > ?",
        ((now + timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M:%SZ"),),
    )
    assert future == 0
    store.close()


def test_the_sample_is_rich_and_reserved(store: Store) -> None:
    fill(store)
    reader = store.reader
    assert reader.value("SELECT count(*) FROM person") >= 40
    assert reader.value("SELECT count(*) FROM interaction") > 200
    values = [value for (value,) in reader.rows("SELECT value FROM contact_point")]
    assert all(v.endswith(".example") or v.startswith("+44 20 7946 0") for v in values)
    assert len(set(values)) == len(values)
    for name in ("山田 太郎", "Łukasz Nowak", "Zoë Müller"):
        assert [person.name for person in known_people(reader)(name)] == [name]


def test_the_briefing_of_the_picture(store: Store) -> None:
    fill(store)
    maria = known_people(store.reader)("maria")[0]
    found = brief(store.reader, maria.id)
    assert found is not None
    assert [(item.text, item.moves) for item in found.mine] == [("send quote for oak table", 1)]
    assert found.theirs == ()
    assert (found.kept_mine, found.kept_theirs) == ((7, 8), (3, 3))
    assert [item.text for item in found.next_steps] == ["ask about the hallway", "birthday card"]
    assert found.history_count == 15
    assert brief(store.reader, 1) is None


def test_undo_takes_back_the_morning_but_never_the_sample(store: Store) -> None:
    fill(store)
    for _ in range(4):
        undo(store)
    with pytest.raises(NothingFound):
        undo(store)
    assert store.reader.value("SELECT count(*) FROM person") >= 40


def test_the_same_day_gives_the_same_sample(tmp_path: Path) -> None:
    texts = []
    for name in ("one", "two"):
        path = prepare(tmp_path / name, FixedClock(NOW), OWNER)
        store = open_store(path, FixedClock(NOW), OWNER)
        texts.append(store.reader.rows("SELECT at, text FROM interaction ORDER BY id"))
        store.close()
    assert texts[0] == texts[1]


def test_a_reset_makes_it_anew_but_never_touches_other_data(tmp_path: Path) -> None:
    clock = FixedClock(NOW)
    path = prepare(tmp_path / "demo.db", clock, OWNER)
    store = open_store(path, clock, OWNER)
    add_person(store, Person("Extra"))
    store.close()
    for reset, extra in ((False, 1), (True, 0)):
        prepare(path, clock, OWNER, reset=reset)
        store = open_store(path, clock, OWNER)
        assert store.reader.value("SELECT count(*) FROM person WHERE name = 'Extra'") == extra
        store.close()

    own = tmp_path / "own.db"
    store = open_store(own, clock, OWNER)
    add_person(store, Person("Real"))
    before = dump(store)
    store.close()
    with pytest.raises(DataError, match="not sample data"):
        prepare(own, clock, OWNER, reset=True)
    store = open_store(own, clock, OWNER)
    assert dump(store) == before
    store.close()
