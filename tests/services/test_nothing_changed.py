"""An act that changes nothing says so, and undo does not name it."""

from collections.abc import Callable
from datetime import date, time

import pytest

from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.people import Person
from peer_tui.domain.quick_add import parse
from peer_tui.domain.standing import Door
from peer_tui.errors import NothingFound
from peer_tui.services import easing, editing, items, promises
from peer_tui.services.add import known_people, save
from peer_tui.services.outcome import Outcome
from peer_tui.services.people import add_person
from peer_tui.services.standing import end_well, rest
from peer_tui.storage.queries.agenda import queue
from peer_tui.storage.queries.items import open_follow_up, open_promise
from peer_tui.storage.queries.journal import head
from peer_tui.storage.rows import HitKind
from peer_tui.storage.store import Store
from tests.services.conftest import NOW, dump

TODAY, MARCH = NOW.date(), date(2027, 3, 1)
MOVES = "SELECT count(*) FROM promise_move"


@pytest.fixture
def ann(store: Store) -> int:
    return add_person(store, Person("Ann")).ids[0]


def say(store: Store, line: str) -> Outcome:
    return save(store, parse(line, NOW, known_people(store.reader)), allow_new=False)


def row(store: Store, line: str) -> AgendaItem:
    return fresh(store, say(store, line).ids[0])


def fresh(store: Store, id_: int) -> AgendaItem:
    found = open_promise(store.reader, id_) or open_follow_up(store.reader, id_)
    assert found is not None
    return found


def check_refused(store: Store, act: Callable[[], object], words: str) -> None:
    before, newest = dump(store), head(store.reader)
    with pytest.raises(NothingFound) as refused:
        act()
    assert str(refused.value) == words
    assert (dump(store), head(store.reader)) == (before, newest)


def test_a_rest_and_an_end_that_stand_already(store: Store, ann: int) -> None:
    so = "It stands so with Ann already."
    rest(store, [ann], "moving", MARCH)
    check_refused(store, lambda: rest(store, [ann], "moving", MARCH), so)
    rest(store, [ann], "moving", date(2027, 4, 1))
    end_well(store, [ann], "moved", Door.CLOSED_BY_ME)
    check_refused(store, lambda: end_well(store, [ann], "moved", Door.CLOSED_BY_ME), so)
    ben = add_person(store, Person("Ben")).ids[0]
    end_well(store, [ann, ben], "moved", Door.CLOSED_BY_ME)


def test_the_date_it_has(store: Store, ann: int) -> None:
    tea = row(store, "follow up @ann tea today")
    words = "The date is Wed 18 Nov already."
    check_refused(store, lambda: items.reschedule(store, [tea], TODAY), words)
    items.snooze(store, [tea], MARCH)
    items.reschedule(store, [tea], TODAY)
    assert queue(store.reader, TODAY).first(9) == [tea], "no longer put off"


def test_a_promise_that_has_the_date_is_not_moved(store: Store, ann: int) -> None:
    quote = row(store, "promise @ann quote by 2026-11-20")
    friday = date(2026, 11, 20)
    words = "The date is Fri 20 Nov already."
    check_refused(store, lambda: items.reschedule(store, [quote], friday), words)
    items.snooze(store, [quote], MARCH)
    assert items.reschedule(store, [quote], friday).ids == ()
    assert store.reader.value(MOVES) == 0
    assert fresh(store, quote.id).snoozed_until is None
    assert len(items.reschedule(store, [quote], friday, time(9)).ids) == 2
    assert store.reader.value(MOVES) == 1


def test_someday_already(store: Store, ann: int) -> None:
    quote = row(store, "promise @ann quote by 2026-11-20")
    items.reschedule(store, [quote], None)
    check_refused(
        store, lambda: items.reschedule(store, [quote], None), "The date is someday already."
    )
    check_refused(store, lambda: easing.when_needed(store, [quote]), "That is so already.")
    check_refused(
        store,
        lambda: easing.loosen(store, [fresh(store, quote.id)]),
        "quote (Ann) has no date to loosen.",
    )


def test_as_firm_as_it_became_elsewhere(store: Store, ann: int) -> None:
    quote = row(store, "promise @ann quote by 2026-11-20")
    promises.set_firmness(store, [quote])
    words = "Soft already: quote (Ann)."
    check_refused(store, lambda: promises.set_firmness(store, [quote]), words)


def test_spread_over_the_same_days(store: Store, ann: int) -> None:
    tea = row(store, "follow up @ann tea today")
    items.spread(store, [tea], [MARCH])
    check_refused(store, lambda: items.spread(store, [tea], [MARCH]), "That is so already.")


def test_what_is_kept_already_offers_nothing_to_take_back(store: Store, ann: int) -> None:
    add_person(store, Person("Ben"))
    assert say(store, "@ann works with @ben").changed
    assert not say(store, "@ann works with @ben").changed
    tea = row(store, "follow up @ann tea today")
    assert not editing.change_text(store, HitKind.FOLLOW_UP, tea.id, "tea", "tea").changed
    assert editing.change_text(store, HitKind.FOLLOW_UP, tea.id, "tea", "cake").changed


def test_someday_with_a_date_is_firm_again(store: Store, ann: int) -> None:
    quote = row(store, "promise @ann quote by 2026-11-20")
    items.reschedule(store, [quote], None)
    assert fresh(store, quote.id).firmness == "someday"
    items.reschedule(store, [quote], MARCH)
    assert fresh(store, quote.id).firmness == "hard"


def test_a_date_that_is_only_meant_for_someday_stays_so(store: Store, ann: int) -> None:
    quote = row(store, "promise @ann quote by 2026-11-20")
    for _ in range(2):
        promises.set_firmness(store, [fresh(store, quote.id)])
    items.reschedule(store, [quote], MARCH)
    assert fresh(store, quote.id).firmness == "someday"


def test_someday_corrected_to_a_date_is_firm_again(store: Store, ann: int) -> None:
    quote = row(store, "promise @ann quote by 2026-11-20")
    items.reschedule(store, [quote], None)
    shown = editing.read(store.reader, HitKind.PROMISE, quote.id)
    assert shown is not None
    said = "promise @ann quote by 2026-11-27"
    editing.change(store, shown, parse(said, NOW, known_people(store.reader)))
    assert fresh(store, quote.id).firmness == "hard"
