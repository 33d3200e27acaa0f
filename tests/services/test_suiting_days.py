"""Every day that is proposed is one on which the person can be reached, by the way it is meant."""

from datetime import date

import pytest

from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.people import Person
from peer_tui.domain.wish_line import read_wish
from peer_tui.services import easing
from peer_tui.services.default_day import SnoozeRules, closed_words, default_day, suiting_days
from peer_tui.services.people import add_person
from peer_tui.services.wishes import add_wish
from peer_tui.storage.models import FollowUp
from peer_tui.storage.queries.items import open_follow_up
from peer_tui.storage.store import Store
from tests.storage.support import TODAY

THURSDAY, FRIDAY, MONDAY = date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 23)
RULES = SnoozeRules()


def person(store: Store, *wishes: str) -> int:
    who = add_person(store, Person("Ann")).ids[0]
    for line in wishes:
        add_wish(store, who, read_wish(line, store.clock.now()))
    return who


def follow_up(store: Store, who: int | None, channel: str = "") -> AgendaItem:
    with store.transaction("test", "test") as transaction:
        values = {"person_id": who, "text": "tea", "due_on": TODAY.isoformat()}
        id_ = transaction.insert(FollowUp, values | {"channel": channel})
    item = open_follow_up(store.reader, id_)
    assert item is not None
    return item


@pytest.mark.parametrize(
    ("channel", "day"), [("phone", FRIDAY), ("email", THURSDAY), ("", THURSDAY)]
)
def test_the_way_it_is_meant_decides(store: Store, channel: str, day: date) -> None:
    item = follow_up(store, person(store, "no calls on thu"), channel)
    assert default_day(store.reader, item, TODAY, RULES) == day


def test_each_row_gets_a_day_of_its_own_person(store: Store) -> None:
    fridays = follow_up(store, person(store, "only on fri"))
    never = follow_up(store, person(store, "no contact"))
    nobody, free = follow_up(store, None), follow_up(store, person(store))
    items = [fridays, never, nobody, free]
    assert suiting_days(store.reader, items, [MONDAY] * 4, RULES) == [
        date(2026, 11, 27), MONDAY, MONDAY, MONDAY
    ]  # fmt: skip


def test_without_any_boundary_nothing_moves(store: Store) -> None:
    item = follow_up(store, person(store, "wants oak"))
    assert suiting_days(store.reader, [item], [MONDAY], RULES) == [MONDAY]


def test_words_of_a_day_that_is_closed(store: Store) -> None:
    who = person(store, "not on fri", "at most 1 a month")
    assert closed_words(store.reader, who, THURSDAY, "", TODAY) == ""
    assert closed_words(store.reader, who, FRIDAY, "", TODAY) == (
        "held that day: not on fri, open Sat 21 Nov"
    )
    never = person(store, "no contact")
    assert closed_words(store.reader, never, FRIDAY, "", TODAY) == "held that day: no contact"


def test_a_month_later_is_a_day_that_suits(store: Store) -> None:
    item = follow_up(store, person(store, "only on mon"))
    easing.loosen(store, [item])
    assert store.reader.value("SELECT due_on FROM follow_up") == "2026-12-21"


def test_a_month_later_is_a_day_the_owner_works(store: Store) -> None:
    item = follow_up(store, person(store, "not on fri"))
    easing.loosen(store, [item], SnoozeRules(working_days=frozenset({1, 4})))
    assert store.reader.value("SELECT due_on FROM follow_up") == "2026-12-22"
