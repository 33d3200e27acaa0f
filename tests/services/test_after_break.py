"""After a break: some rows stay, the rest waits, and one undo brings all back."""

from collections import Counter
from datetime import date

import pytest

from peer_tui.domain.people import Person
from peer_tui.domain.quick_add import parse
from peer_tui.services.add import known_people, save
from peer_tui.services.after_break import Backlog, backlog, days_ahead, next_day, rest_of
from peer_tui.services.default_day import SnoozeRules
from peer_tui.services.items import spread
from peer_tui.services.people import add_person
from peer_tui.services.undo import undo
from peer_tui.storage.queries.agenda import queue
from peer_tui.storage.store import Store
from tests.storage.support import NOW, TODAY, dump

KEEP = 15


@pytest.fixture(autouse=True)
def much(store: Store) -> None:
    """43 things late since 2 November, every fourth one a promise of mine."""
    add_person(store, Person("Maria Lopez"))
    for number in range(43):
        lead = "promise " if number % 4 == 0 else ""
        line = f"{lead}@maria thing {number} by 2026-11-{2 + number % 9:02}"
        save(store, parse(line, NOW, known_people(store.reader)), allow_new=False)


def test_the_backlog_is_counted_with_its_oldest_day(store: Store) -> None:
    assert backlog(store.reader, TODAY) == Backlog(43, date(2026, 11, 2))


def test_the_first_stay_and_the_rest_comes_back_next_day(store: Store) -> None:
    before = dump(store)
    first = [item.id for item in queue(store.reader, TODAY).first(KEEP)]
    rest = rest_of(store.reader, TODAY, KEEP)
    outcome = spread(store, rest, next_day(TODAY, len(rest), SnoozeRules()))
    assert outcome.message == "28 items over Thu 19 Nov."
    assert [item.id for item in queue(store.reader, TODAY).first(99)] == first
    assert len(queue(store.reader, date(2026, 11, 19)).first(99)) == 43
    undo(store)
    assert dump(store) == before


def test_the_rest_is_spread_evenly_over_working_days_and_no_due_date_moves(store: Store) -> None:
    due = store.reader.rows("SELECT id, due_on, snooze_count FROM follow_up ORDER BY id")
    rest = rest_of(store.reader, TODAY, KEEP)
    spread(store, rest, days_ahead(store.reader, TODAY, len(rest), KEEP, SnoozeRules()))
    rows = store.reader.rows(
        "SELECT snoozed_until FROM promise WHERE snoozed_until IS NOT NULL UNION ALL"
        " SELECT snoozed_until FROM follow_up WHERE snoozed_until IS NOT NULL"
    )
    days = Counter(date.fromisoformat(day) for (day,) in rows)
    assert sum(days.values()) == 28
    assert len(days) == 10
    assert max(days.values()) - min(days.values()) <= 1
    assert all(day.weekday() < 5 and day > TODAY for day in days)
    assert store.reader.rows("SELECT id, due_on, snooze_count FROM follow_up ORDER BY id") == due


def test_nothing_is_left_when_all_fits(store: Store) -> None:
    assert rest_of(store.reader, TODAY, 43) == []
