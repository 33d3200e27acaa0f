"""A rest that is over by its day is none: new people count again, and may be asked."""

from datetime import date, datetime, timedelta

import pytest

from peer_tui.clock import FixedClock
from peer_tui.domain.dates import Moment
from peer_tui.domain.filter_query import parse_filter
from peer_tui.domain.needs import NeedDraft, NeedOutcome
from peer_tui.domain.people import Person, Rhythm, RhythmKind
from peer_tui.services import needs, standing
from peer_tui.services.people import add_person
from peer_tui.storage.queries.agenda import due_counts
from peer_tui.storage.queries.filters import Filter
from peer_tui.storage.queries.items import rhythm_of
from peer_tui.storage.queries.needs import need
from peer_tui.storage.queries.people import all_people
from peer_tui.storage.queries.suggestions import suggestions
from peer_tui.storage.store import Store
from tests.services.conftest import NOW

TODAY = NOW.date()
UNTIL = TODAY + timedelta(days=2)


@pytest.fixture
def ann(store: Store) -> int:
    """Never in touch, every four weeks."""
    return add_person(store, Person("Ann", rhythm=Rhythm(RhythmKind.PERIODIC, 28))).ids[0]


def at(store: Store, day: date) -> datetime:
    now = NOW + (day - TODAY)
    store.clock = FixedClock(now)
    return now


@pytest.mark.parametrize(("day", "awake"), [(UNTIL - timedelta(days=1), 0), (UNTIL, 1)])
def test_who_is_new_is_counted_and_found_again(
    store: Store, ann: int, day: date, awake: int
) -> None:
    standing.rest(store, [ann], "moving", UNTIL)
    now = at(store, day)
    assert due_counts(store.reader, day).new == awake
    query = parse_filter("new", Moment(now.replace(tzinfo=None)))
    assert len(all_people(store.reader, Filter(store.reader, query, now)).first(9)) == awake


def test_what_rests_until_a_day_can_be_put_off_until_later(store: Store, ann: int) -> None:
    standing.rest(store, [ann], "moving", UNTIL)
    found = rhythm_of(store.reader, ann)
    assert found is not None
    assert found.rhythm_days == 28
    standing.end_well(store, [ann])
    found = rhythm_of(store.reader, ann)
    assert found is not None
    assert found.rhythm_days == 0


@pytest.mark.parametrize(("day", "awake"), [(UNTIL - timedelta(days=1), 0), (UNTIL, 1)])
def test_who_spoke_well_of_it_may_be_asked_again(
    store: Store, ann: int, day: date, awake: int
) -> None:
    with store.transaction("need", "tap") as transaction:
        tap = needs.write_need(transaction, NeedDraft(ann, "tap"), TODAY)
    shown = need(store.reader, tap)
    assert shown is not None
    needs.answer(store, shown, NeedOutcome.SOLVED, "great")
    standing.rest(store, [ann], "moving", UNTIL)
    assert len(suggestions(store.reader, at(store, day))) == awake
