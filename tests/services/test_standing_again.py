"""A standing that is changed once more: a shorter rest, a rhythm, an end and a welcome."""

from __future__ import annotations

from datetime import date

import pytest

from peer_tui.domain.introductions import Consent
from peer_tui.domain.people import (
    DateKind,
    ImportantDate,
    PartialDate,
    Person,
    Rhythm,
    RhythmKind,
)
from peer_tui.domain.quick_add import parse
from peer_tui.services import add, introductions
from peer_tui.services.people import add_person, set_rhythm
from peer_tui.services.standing import end_well, make_active, rest
from peer_tui.services.undo import undo
from peer_tui.storage.models import FollowUp
from peer_tui.storage.queries.around import introductions_of
from peer_tui.storage.store import Store
from tests.services.conftest import NOW, dump

JUNE, JANUARY, DECEMBER = date(2027, 6, 1), date(2027, 1, 1), date(2026, 12, 1)
WAITS = "SELECT snoozed_until, waits_for_reply FROM follow_up"
REMINDERS = "SELECT due_on FROM follow_up WHERE status = 'open'"


@pytest.fixture
def ana(store: Store) -> int:
    """Somebody with a check-in that is due."""
    [who] = add_person(store, Person("Ana Ruiz")).ids
    line = parse("follow up @ana ask about the move today", NOW, add.known_people(store.reader))
    add.save(store, line, allow_new=False)
    return who


@pytest.mark.parametrize(("first", "then"), [(JUNE, JANUARY), (None, DECEMBER), (JANUARY, JUNE)])
def test_check_ins_wait_as_long_as_the_last_rest(
    store: Store, ana: int, first: date | None, then: date
) -> None:
    rest(store, [ana], "", first)
    before = dump(store)
    rest(store, [ana], "", then)
    assert store.reader.rows(WAITS) == [(then.isoformat(), 1)]
    undo(store)
    assert dump(store) == before


def test_a_check_in_after_the_end_of_a_shorter_rest_waits_no_more(store: Store, ana: int) -> None:
    with store.transaction("test", "later") as transaction:
        [(row,)] = store.reader.rows("SELECT id FROM follow_up")
        transaction.update(FollowUp, row, {"due_on": "2027-03-01"})
    rest(store, [ana], "", JUNE)
    assert store.reader.rows(WAITS) == [("2027-06-01", 1)]
    rest(store, [ana], "", JANUARY)
    assert store.reader.rows(WAITS) == [(None, 0)]


def test_a_rhythm_ends_a_rest_with_what_waited(store: Store, ana: int) -> None:
    rest(store, [ana], "", JUNE)
    set_rhythm(store, [ana], Rhythm(RhythmKind.PERIODIC, 30))
    assert store.reader.value("SELECT standing FROM person") == "active"
    assert store.reader.rows(WAITS) == [(None, 0)]


@pytest.mark.parametrize("welcomed_by", ["a welcome", "a rhythm"])
def test_after_an_end_and_a_welcome_the_birthday_is_reminded_of(
    store: Store, welcomed_by: str
) -> None:
    birthday = ImportantDate(DateKind.BIRTHDAY, PartialDate(1980, 12, 3), lead_days=7)
    [who] = add_person(store, Person("Ana Ruiz", dates=(birthday,))).ids
    assert store.reader.rows(REMINDERS) == [("2026-11-26",)]
    end_well(store, [who])
    assert store.reader.rows(REMINDERS) == []
    before = dump(store)
    if welcomed_by == "a welcome":
        make_active(store, [who])
    else:
        set_rhythm(store, [who], Rhythm(RhythmKind.PERIODIC, 30))
    assert store.reader.rows(REMINDERS) == [("2026-11-26",)]
    undo(store)
    assert dump(store) == before


def test_an_end_leaves_introductions_that_stand_with_the_other(store: Store, ana: int) -> None:
    [ben] = add_person(store, Person("Ben Ito")).ids
    introductions.add_introduction(store, ana, ben, "oak")
    shown = introductions_of(store.reader, ana)[0].introduction
    introductions.answered(store, shown, ana, Consent.YES)
    end_well(store, [ana])
    assert store.reader.value("SELECT count(*) FROM introduction WHERE closed_on IS NULL") == 0
    assert store.reader.rows(REMINDERS) == []
