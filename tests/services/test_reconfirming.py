"""A wish that is to be confirmed asks by itself on its day, and the answer is kept."""

from dataclasses import replace
from datetime import date

import pytest

from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.boundaries import Boundary, BoundaryKind
from peer_tui.domain.follow_ups import Purpose
from peer_tui.domain.history import Side
from peer_tui.domain.people import Person
from peer_tui.domain.preferences import Preference, Stance
from peer_tui.errors import NothingFound
from peer_tui.services.items import done
from peer_tui.services.merging import merge, read_merge
from peer_tui.services.people import add_person
from peer_tui.services.reconfirming import Answer, answer
from peer_tui.services.undo import undo
from peer_tui.services.wishes import add_wish, change_wish, remove_wish
from peer_tui.storage.models import FollowUp
from peer_tui.storage.queries.agenda import queue
from peer_tui.storage.queries.journal import handled_today
from peer_tui.storage.queries.reach import preferences
from peer_tui.storage.store import Store
from tests.services.conftest import dump
from tests.storage.support import TODAY

OAK = Preference("oak", Stance.WANTS, reconfirm_on=TODAY)
ASKING = "SELECT text, due_on, status, preference_id FROM follow_up ORDER BY id"


@pytest.fixture
def ann(store: Store) -> int:
    who = add_person(store, Person("Ann")).ids[0]
    add_wish(store, who, OAK)
    return who


def wish(store: Store, who: int) -> Preference:
    [found] = preferences(store.reader, who)
    return found


def row(store: Store) -> AgendaItem:
    [found] = queue(store.reader, TODAY).first(9)
    assert found.purpose is Purpose.RECONFIRM
    return found


def test_it_asks_on_its_day(store: Store, ann: int) -> None:
    assert row(store).text == "still wants oak?"
    assert store.reader.rows(ASKING) == [
        ("still wants oak?", TODAY.isoformat(), "open", wish(store, ann).id)
    ]


@pytest.mark.parametrize("said", [Answer.WANTS, Answer.AVOIDS])
def test_an_answer_closes_it_and_is_told(store: Store, ann: int, said: Answer) -> None:
    before = dump(store)
    words = "still wants oak" if said is Answer.WANTS else "now avoids oak"
    assert answer(store, row(store), said).message == f"Ann {words}."
    now = wish(store, ann)
    assert (str(now.stance), now.said_on, now.reconfirm_on) == (str(said), TODAY, None)
    assert store.reader.value("SELECT status FROM follow_up") == "done"
    told = store.reader.row("SELECT kind, initiated_by, text FROM interaction")
    assert told == ("note", "them", words)
    undo(store)
    assert dump(store) == before


@pytest.mark.parametrize("said", list(Answer))
def test_every_answer_counts_as_handled_today(store: Store, ann: int, said: Answer) -> None:
    assert handled_today(store.reader, TODAY) == 0
    answer(store, row(store), said)
    assert handled_today(store.reader, TODAY) == 1


def test_unsure_is_asked_again(store: Store, ann: int) -> None:
    answer(store, row(store), Answer.UNSURE)
    assert wish(store, ann).reconfirm_on == date(2027, 2, 18)
    asked = [(text, due, status) for text, due, status, _ in store.reader.rows(ASKING)]
    assert asked == [
        ("still wants oak?", "2026-11-18", "done"),
        ("still unsure about oak?", "2027-02-18", "open"),
    ]


def test_unsure_is_asked_again_even_on_the_day_it_was_to_be_asked(store: Store, ann: int) -> None:
    """Answered three months early: the day stays, and its row was closed by the answer."""
    change_wish(store, wish(store, ann), replace(OAK, reconfirm_on=date(2027, 2, 18)))
    [asking] = queue(store.reader, date(2027, 2, 18)).first(9)
    assert answer(store, asking, Answer.UNSURE).message.endswith("; asked again Thu 18 Feb 2027.")
    asked = [(text, due, status) for text, due, status, _ in store.reader.rows(ASKING)]
    assert asked == [
        ("still wants oak?", "2027-02-18", "done"),
        ("still unsure about oak?", "2027-02-18", "open"),
    ]


def test_no_answer_yet_only_moves_it(store: Store, ann: int) -> None:
    before = dump(store)
    answer(store, row(store), Answer.LATER)
    assert wish(store, ann) == replace(OAK, id=wish(store, ann).id, person_id=ann, version=2,
                                       reconfirm_on=date(2027, 2, 18))  # fmt: skip
    [(text, due, status, _)] = store.reader.rows(ASKING)
    assert (text, due, status) == ("still wants oak?", "2027-02-18", "open")
    assert store.reader.value("SELECT count(*) FROM interaction") == 0
    undo(store)
    assert dump(store) == before


def test_the_day_follows_the_wish(store: Store, ann: int) -> None:
    before = dump(store)
    change_wish(store, wish(store, ann), replace(OAK, topic="ash", reconfirm_on=date(2027, 1, 4)))
    [(text, due, status, _)] = store.reader.rows(ASKING)
    assert (text, due, status) == ("still wants ash?", "2027-01-04", "open")
    change_wish(store, wish(store, ann), replace(OAK, reconfirm_on=None))
    assert store.reader.value("SELECT status FROM follow_up") == "let go"
    undo(store)
    undo(store)
    assert dump(store) == before


@pytest.mark.parametrize("closed", [False, True])
def test_a_wish_that_is_taken_out_asks_no_more(store: Store, ann: int, closed: bool) -> None:
    if closed:
        done(store, [row(store)])
    before = dump(store)
    remove_wish(store, wish(store, ann))
    assert store.reader.value("SELECT count(*) FROM follow_up") == int(closed)
    undo(store)
    no_calls = Boundary(Side.THEIRS, BoundaryKind.CHANNEL, "not phone")
    change_wish(store, wish(store, ann), no_calls)
    undo(store)
    assert dump(store) == before


def test_done_by_hand_is_not_asked_again(store: Store, ann: int) -> None:
    done(store, [row(store)])
    change_wish(store, wish(store, ann), replace(OAK, topic="ash"))
    assert [status for _, _, status, _ in store.reader.rows(ASKING)] == ["done"]


def test_a_row_without_a_wish(store: Store, ann: int) -> None:
    with store.transaction("test", "test") as transaction:
        transaction.update(FollowUp, row(store).id, {"preference_id": None})
    with pytest.raises(NothingFound):
        answer(store, row(store), Answer.WANTS)


@pytest.mark.parametrize("both_want_it", [False, True])
def test_it_goes_along_when_two_become_one(store: Store, ann: int, both_want_it: bool) -> None:
    bea = add_person(store, Person("Bea")).ids[0]
    if both_want_it:
        add_wish(store, bea, OAK)
    before = dump(store)
    merge(store, read_merge(store.reader, bea, ann))
    [(_, _, status, preference)] = store.reader.rows(ASKING)
    assert status == "open"
    assert wish(store, bea).id == preference
    assert row(store).person_id == bea
    undo(store)
    assert dump(store) == before
