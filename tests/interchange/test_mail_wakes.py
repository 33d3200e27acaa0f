"""Imported mail brings back what waits for a reply, when it is the reply that was waited for."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from peer_tui.clock import FixedClock
from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.people import ContactKind, ContactPoint, Person
from peer_tui.domain.quick_add import parse
from peer_tui.interchange.apply import StoredPeople, apply
from peer_tui.interchange.plan import make_plan
from peer_tui.interchange.reading import read_bytes
from peer_tui.interchange.reading_choices import ReadChoices
from peer_tui.services.add import known_people, save
from peer_tui.services.items import snooze
from peer_tui.services.people import add_person
from peer_tui.services.undo import undo
from peer_tui.storage.queries.items import open_follow_up, open_promise
from peer_tui.storage.store import Identity, Store, open_store

NOW = datetime(2026, 11, 18, 10, 30).astimezone()
ME = ReadChoices(me=frozenset({"me@shop.example"}))
WAITING = (
    "SELECT 'promise', text, waits_for_reply, snoozed_until FROM promise UNION ALL"
    " SELECT 'follow_up', text, waits_for_reply, snoozed_until FROM follow_up"
)


@pytest.fixture
def clock() -> FixedClock:
    """Moved by hand."""
    return FixedClock(NOW)


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    """Ann, who has promised a plan and is asked about a hallway; both wait for her reply."""
    opened = open_store(tmp_path / "peer.db", clock, Identity("bench", "owner"))
    mail = ContactPoint(ContactKind.EMAIL, "ann@x.example", "", "ann@x.example")
    add_person(opened, Person("Ann", contact_points=(mail,)))
    for line in ("@ann owes floor plan by fri", "@ann ask about the hallway tomorrow"):
        save(opened, parse(line, NOW, known_people(opened.reader)), allow_new=False)
    snooze(opened, rows(opened), date(2026, 12, 24), waits_for_reply=True)
    yield opened
    opened.close()


def rows(store: Store) -> list[AgendaItem]:
    """The promise and the follow-up."""
    found = [
        open_promise(store.reader, store.reader.value("SELECT id FROM promise")),
        open_follow_up(store.reader, store.reader.value("SELECT id FROM follow_up")),
    ]
    return [item for item in found if item is not None]


def mail(store: Store, after: timedelta, sender: str = "ann@x.example") -> None:
    at = format_datetime(NOW + after)
    to = "ann@x.example" if sender.startswith("me@") else "me@shop.example"
    text = f"From: {sender}\r\nTo: {to}\r\nDate: {at}\r\nSubject: Hi\r\nMessage-ID: <{at}>\r\n\r\n"
    read = read_bytes(text.encode(), "one.eml", ME)
    plan = make_plan(read.records, StoredPeople(store.reader), items=read.items)
    assert len(plan.items) == 1
    apply(store, plan)


def waits(store: Store) -> list[int]:
    return [row[2] for row in store.reader.rows(WAITING)]


def test_a_reply_brings_the_rows_back_and_one_undo_puts_them_off_again(store: Store) -> None:
    before = store.reader.rows(WAITING)
    assert waits(store) == [1, 1]
    mail(store, timedelta(minutes=1))
    assert [row[2:] for row in store.reader.rows(WAITING)] == [(0, None), (0, None)]
    undo(store)
    assert store.reader.rows(WAITING) == before


def test_mail_from_before_the_waiting_wakes_nothing(store: Store) -> None:
    mail(store, timedelta(minutes=-1))
    mail(store, timedelta(days=-400))
    assert waits(store) == [1, 1]


def test_mail_of_my_own_wakes_nothing(store: Store) -> None:
    mail(store, timedelta(days=1), "me@shop.example")
    assert waits(store) == [1, 1]


def test_only_the_last_time_it_was_put_off_counts(store: Store, clock: FixedClock) -> None:
    clock.moment = NOW + timedelta(days=2)
    snooze(store, rows(store)[:1], date(2027, 1, 4), waits_for_reply=True)
    mail(store, timedelta(days=1))
    assert sorted(waits(store)) == [0, 1]
    mail(store, timedelta(days=3))
    assert waits(store) == [0, 0]
