"""Introductions in the queue: what waits for both comes back with a word of either, or a yes."""

from datetime import date, timedelta

import pytest

from peer_tui.domain.introductions import Consent, Introduction
from peer_tui.domain.people import Person
from peer_tui.domain.quick_add import parse
from peer_tui.services import introductions, items
from peer_tui.services.add import known_people, save
from peer_tui.services.people import add_person
from peer_tui.services.undo import undo
from peer_tui.services.waking import wake_replied
from peer_tui.storage.queries.agenda import queue
from peer_tui.storage.queries.around import introductions_of
from peer_tui.storage.store import Store
from tests.services.conftest import NOW, dump

TODAY = NOW.date()


@pytest.fixture
def ana(store: Store) -> int:
    return add_person(store, Person("Ana Ruiz")).ids[0]


@pytest.fixture
def ben(store: Store) -> int:
    return add_person(store, Person("Ben Ito")).ids[0]


def the_introduction(store: Store, who: int) -> Introduction:
    [shown] = introductions_of(store.reader, who)
    return shown.introduction


def say(store: Store, line: str) -> None:
    save(store, parse(line, NOW, known_people(store.reader)), allow_new=False)


def test_once_both_said_yes_it_is_to_be_made_today(store: Store, ana: int, ben: int) -> None:
    introductions.add_introduction(store, ana, ben, "oak")
    items.reschedule(store, queue(store.reader, TODAY).first(9), date(2027, 3, 1))
    for who in (ana, ben):
        assert queue(store.reader, TODAY).first(9) == []
        introductions.answered(store, the_introduction(store, ana), who, Consent.YES)
    [row] = queue(store.reader, TODAY).first(9)
    assert (row.text, row.due_on) == ("introduce to Ben Ito, about oak: both said yes", TODAY)


@pytest.mark.parametrize("speaks", ["ana", "ben"])
def test_a_word_from_either_brings_back_what_waits_for_both(
    store: Store, ana: int, ben: int, speaks: str
) -> None:
    introductions.add_introduction(store, ana, ben, "oak")
    items.done(store, queue(store.reader, TODAY).first(9))
    assert queue(store.reader, TODAY).first(9) == []
    before = dump(store)
    say(store, f"log @{speaks} rang")
    assert [row.person_name for row in queue(store.reader, TODAY).first(9)] == ["Ana Ruiz"]
    undo(store)
    assert dump(store) == before


def test_a_word_from_whom_it_does_not_wait_for_brings_nothing_back(
    store: Store, ana: int, ben: int
) -> None:
    introductions.add_introduction(store, ana, ben, "oak")
    for who, said in ((ben, Consent.YES), (ana, Consent.ASKED)):
        introductions.answered(store, the_introduction(store, ana), who, said)
    say(store, "log @ben rang")
    assert queue(store.reader, TODAY).first(9) == []
    say(store, "log @ana rang")
    assert len(queue(store.reader, TODAY).first(9)) == 1


def test_what_came_of_it_may_be_told_by_either(store: Store, ana: int, ben: int) -> None:
    introductions.add_introduction(store, ana, ben, "oak")
    for who in (ana, ben):
        introductions.answered(store, the_introduction(store, ana), who, Consent.YES)
    introductions.made(store, the_introduction(store, ana))
    in_two_weeks = TODAY + timedelta(days=14)
    items.done(store, queue(store.reader, in_two_weeks).first(9))
    [asking] = store.reader.rows("SELECT snoozed_until FROM follow_up WHERE status = 'open'")
    assert asking != (None,)
    say(store, "log @ben rang")
    [asking] = store.reader.rows("SELECT snoozed_until FROM follow_up WHERE status = 'open'")
    assert asking == (None,)


def test_a_mail_that_was_imported_from_the_other_brings_it_back(
    store: Store, ana: int, ben: int
) -> None:
    introductions.add_introduction(store, ana, ben, "oak")
    items.done(store, queue(store.reader, TODAY).first(9))
    for said, back in ((NOW - timedelta(days=1), 0), (NOW + timedelta(days=1), 1)):
        with store.transaction("import", "Mail") as transaction:
            wake_replied(transaction, {ben: said})
        assert len(queue(store.reader, TODAY).first(9)) == back
