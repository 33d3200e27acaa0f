"""The time of an entry is that of its own day, whichever side of a clock change it is read from."""

import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from peer_tui.clock import FixedClock, from_utc_text
from peer_tui.domain.people import Person
from peer_tui.domain.quick_add import parse
from peer_tui.interchange.markdown_page import page
from peer_tui.services.add import known_people, save
from peer_tui.services.editing import change, read
from peer_tui.services.people import add_person
from peer_tui.storage.rows import HitKind
from peer_tui.storage.store import Store
from tests.storage.support import new_store

pytestmark = pytest.mark.skipif(
    not hasattr(time, "tzset"), reason="the time zone of a process is fixed here"
)
AT = "SELECT at FROM interaction"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """In London, in winter."""
    monkeypatch.setenv("TZ", "Europe/London")
    time.tzset()
    try:
        opened = new_store(tmp_path, now=datetime(2026, 11, 18, 10, 30).astimezone())
        add_person(opened, Person("Ann"))
        yield opened
        opened.close()
    finally:
        monkeypatch.undo()
        time.tzset()


def say(store: Store, line: str) -> int:
    read_line = parse(line, store.clock.now(), known_people(store.reader))
    return save(store, read_line, allow_new=False).ids[0]


def local(store: Store) -> str:
    return from_utc_text(store.reader.value(AT)).astimezone().strftime("%d %b %H:%M")


def test_another_day_keeps_the_time_in_summer(store: Store) -> None:
    entry = say(store, "log @ann late party 1 jul 2026 00:30")
    for day, shown in (("2 jul", "02 Jul 00:30"), ("30 jun", "30 Jun 00:30")):
        before = read(store.reader, HitKind.INTERACTION, entry)
        assert before is not None
        line = f"log @ann late party {day} 2026"
        change(store, before, parse(line, store.clock.now(), known_people(store.reader)))
        assert local(store) == shown


def test_another_day_keeps_the_time_across_the_change(store: Store) -> None:
    entry = say(store, "log @ann late party 1 jul 2026 00:30")
    before = read(store.reader, HitKind.INTERACTION, entry)
    assert before is not None
    line = "log @ann late party 10 nov 2026"
    change(store, before, parse(line, store.clock.now(), known_people(store.reader)))
    assert local(store) == "10 Nov 00:30"


def test_the_page_tells_the_day_it_was(store: Store) -> None:
    say(store, "log @ann late party 1 jul 2026 00:30")
    who = store.reader.value("SELECT id FROM person")
    assert "1 Jul 2026: late party" in "".join(page(store.reader, who, store.clock.now()))


def test_the_page_of_a_day_in_winter_read_in_summer(store: Store) -> None:
    say(store, "log @ann late supper 10 nov 2026 23:30")
    store.clock = FixedClock(datetime(2027, 7, 1, 10, 30).astimezone())
    who = store.reader.value("SELECT id FROM person")
    assert "10 Nov 2026: late supper" in "".join(page(store.reader, who, store.clock.now()))
