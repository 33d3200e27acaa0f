"""How much was handled today, and what undo would take back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from peer_tui.clock import FixedClock
from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.domain.people import Rhythm, RhythmKind
from peer_tui.domain.quick_add import PersonRef
from peer_tui.services import contact, easing, items, undo
from peer_tui.services.people import set_rhythm
from peer_tui.storage.journal import ChangeRow, hash_of_action, hash_of_payload
from peer_tui.storage.models import FollowUp, Promise
from peer_tui.storage.queries import agenda
from peer_tui.storage.queries.journal import handled_today, head, kept_today, last_action
from peer_tui.storage.store import Store
from tests.storage.support import ME, NOW, TODAY, add, iso, new_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = new_store(tmp_path)
    yield opened
    opened.close()


def fill(store: Store) -> int:
    who = add(store, "Ann", rhythm=Rhythm(RhythmKind.PERIODIC, 7))
    long_ago = NOW - timedelta(days=20)
    with store.transaction("add", "x") as transaction:
        base = {"person_id": who, "text": "call", "due_on": iso(TODAY)}
        transaction.insert(Promise, base | {"side": "mine", "made_on": iso(TODAY)})
        transaction.insert(FollowUp, base | {"recurrence": "FREQ=DAILY"})
        transaction.insert(FollowUp, base | {"person_id": None})
        items.write_entry(transaction, items.Entry("long ago", long_ago), [who])
    return who


def test_each_item_counts_once_and_undone_ones_do_not(store: Store) -> None:
    fill(store)
    rows = agenda.queue(store.reader, TODAY).first(10)
    assert len(rows) == 4
    assert handled_today(store.reader, TODAY) == 0
    items.snooze(store, rows[:1])
    items.snooze(store, rows[:1])
    assert handled_today(store.reader, TODAY) == 1
    # Closing a recurring follow-up adds its next; that one is not handled.
    items.done(store, rows[:1], items.Entry("called", NOW))
    items.done(store, rows[1:2])
    assert handled_today(store.reader, TODAY) == 2
    items.done(store, rows[3:])
    assert handled_today(store.reader, TODAY) == 3
    undo.undo(store)
    assert handled_today(store.reader, TODAY) == 2
    undo.redo(store)
    items.let_go(store, rows[2:3])
    assert handled_today(store.reader, TODAY) == 4


def test_kept_promises_of_both_sides_count_once_on_their_day(store: Store) -> None:
    who = fill(store)
    with store.transaction("add", "x") as transaction:
        for side in ("mine", "theirs"):
            values = {"person_id": who, "side": side, "text": side, "made_on": iso(TODAY)}
            transaction.insert(Promise, values | {"due_on": iso(TODAY - timedelta(days=1))})
        long_kept = {"status": "kept", "closed_on": iso(TODAY - timedelta(days=1))}
        values = {"person_id": who, "side": "mine", "text": "", "made_on": iso(TODAY)}
        transaction.insert(Promise, values | long_kept)
    rows = agenda.queue(store.reader, TODAY).first(10)
    promises = [item for item in rows if item.kind is ItemKind.PROMISE]
    others = [item for item in rows if item.kind is not ItemKind.PROMISE]
    assert len(promises) == 3
    items.done(store, others)
    items.snooze(store, promises[:1])
    assert kept_today(store.reader, TODAY) == 0
    items.done(store, promises[:2])
    assert kept_today(store.reader, TODAY) == 2
    items.let_go(store, promises[2:])
    assert kept_today(store.reader, TODAY) == 2
    undo.undo(store)
    undo.undo(store)
    assert kept_today(store.reader, TODAY) == 0
    undo.redo(store)
    assert kept_today(store.reader, TODAY) == 2
    assert kept_today(store.reader, TODAY + timedelta(days=1)) == 0


def test_an_entry_about_a_promise_is_not_a_second_item(store: Store) -> None:
    fill(store)
    rows = agenda.queue(store.reader, TODAY).first(10)
    items.reschedule(store, rows[:1], TODAY + timedelta(days=3))
    items.done(store, rows[1:2], items.Entry("called", NOW))
    assert handled_today(store.reader, TODAY) == 2


@pytest.mark.parametrize("entry", [None, items.Entry("called", NOW)])
def test_a_quiet_person_and_their_item_closed_in_one_act_are_two(
    entry: items.Entry | None, store: Store
) -> None:
    fill(store)
    both = (ItemKind.RHYTHM, ItemKind.PROMISE)
    rows = [item for item in agenda.queue(store.reader, TODAY).first(10) if item.kind in both]
    assert len(rows) == 2
    items.done(store, rows, entry)
    assert handled_today(store.reader, TODAY) == 2
    undo.undo(store)
    assert handled_today(store.reader, TODAY) == 0


@pytest.mark.parametrize(
    ("act", "number"),
    [
        (lambda store, rows: items.spread(store, rows, [TODAY + timedelta(days=1)] * len(rows)), 4),
        (easing.loosen, 4),
        (lambda store, rows: easing.when_needed(store, rows[:1]), 1),
        (lambda store, rows: contact.not_reached(store, PersonRef(rows[0].person_id, "Maria")), 1),
        (lambda store, rows: set_rhythm(store, [rows[0].person_id], Rhythm()), 0),
    ],
)
def test_every_way_to_deal_with_a_row_counts(
    act: Callable[[Store, Sequence[AgendaItem]], object], number: int, store: Store
) -> None:
    fill(store)
    act(store, agenda.queue(store.reader, TODAY).first(10))
    assert handled_today(store.reader, TODAY) == number


def test_the_day_is_the_local_one(tmp_path: Path) -> None:
    for hour, day in ((0, TODAY), (23, TODAY), (0, TODAY + timedelta(days=1))):
        moment = NOW.replace(hour=hour, minute=30) + (day - TODAY)
        store = new_store(tmp_path / f"{day}-{hour}", now=moment)
        fill(store)
        items.snooze(store, agenda.queue(store.reader, day).first(1))
        assert handled_today(store.reader, day) == 1
        assert handled_today(store.reader, day - timedelta(days=1)) == 0
        assert handled_today(store.reader, day + timedelta(days=1)) == 0
        store.close()


def test_the_last_action_is_what_undo_takes_back(store: Store) -> None:
    assert last_action(store.reader) is None
    add(store, "Ann")
    add(store, "Bea")
    found = last_action(store.reader)
    assert found is not None
    assert (found.label, found.actor, found.seq) == ("Added Bea", "ann", 2)
    undo.undo(store)
    found = last_action(store.reader)
    assert found is not None
    assert found.label == "Added Ann"
    assert head(store.reader).seq == 3


def test_undo_survives_closing(tmp_path: Path) -> None:
    first = new_store(tmp_path)
    add(first, "Ann")
    first.close()
    second = new_store(tmp_path)
    assert isinstance(second.clock, FixedClock)
    assert second.identity == ME
    undo.undo(second)
    assert second.reader.value("SELECT count(*) FROM person") == 0
    second.close()
    third = new_store(tmp_path)
    undo.redo(third)
    assert third.reader.value("SELECT name FROM person") == "Ann"
    third.close()


def test_the_hashes_of_journals_already_written_stay() -> None:
    changes: list[ChangeRow] = [
        (7, 0, "person", 11, "insert", None,
         '{"name":"Maria \\"Mia\\" Łopez","notes":"a\\nb","rhythm_days":null}'),
        (7, 1, "person", 11, "update", '{"name":"x"}', '{"name":"y\u2028"}'),
        (7, 2, "tag", 12, "delete", '{"name":"x"}', None),
    ]  # fmt: skip
    payload = hash_of_payload(changes)
    assert payload == "7bcb70bccf3b72c6ae9247c147e6a8bbb22db1725233b4fec7341450e7def1e5"
    entry = (1, "desk", "ann", "2026-11-18T10:30:00.000Z", "do", "add", "Added Maria Łopez", None)
    expected = "ecddbb5a9d68a026ea1392726f973fea50e974eadd4612c9fdda9c905b518c37"
    assert hash_of_action("", entry, payload) == expected
