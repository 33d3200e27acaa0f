"""What the weekly review looks at."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.quick_add import parse
from peer_tui.services.add import known_people, save
from peer_tui.services.items import done, let_go, reschedule, snooze
from peer_tui.services.undo import undo
from peer_tui.storage.models import FollowUp, Preference
from peer_tui.storage.queries import review
from peer_tui.storage.queries.agenda import queue
from peer_tui.storage.queries.promises import open_promises
from peer_tui.storage.store import Store
from tests.storage.support import NOW, TODAY, add, new_store

MONDAY = TODAY - timedelta(days=TODAY.weekday())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Maria and Ben, nothing between them and the owner yet."""
    opened = new_store(tmp_path)
    for name in ("Maria Lopez", "Ben Okafor"):
        add(opened, name)
    yield opened
    opened.close()


def write(store: Store, line: str) -> None:
    save(store, parse(line, NOW, known_people(store.reader)), allow_new=False)


def texts(items: list[AgendaItem]) -> list[str]:
    return [item.text for item in items]


def test_a_promise_without_a_date_or_moved_twice(store: Store) -> None:
    write(store, "promise @maria show the workshop")
    write(store, "promise @ben quote by fri")
    write(store, "they owe @ben photos")
    assert texts(review.undated_or_moved(store.reader, TODAY)) == ["show the workshop"]
    for day in (date(2026, 11, 25), date(2026, 11, 30)):
        item = next(i for i in open_promises(store.reader).first(9) if i.text == "quote")
        reschedule(store, [item], day)
    assert texts(review.undated_or_moved(store.reader, TODAY)) == ["quote", "show the workshop"]
    undo(store)
    assert texts(review.undated_or_moved(store.reader, TODAY)) == ["show the workshop"]


def test_what_they_owe_is_late_only_after_its_day(store: Store) -> None:
    write(store, "they owe @ben photos by 2026-11-17")
    write(store, "they owe @ben keys by today")
    assert texts(review.they_are_late(store.reader, TODAY)) == ["photos"]


def test_put_off_three_times_in_a_row(store: Store) -> None:
    write(store, "@maria ask about the oak today")
    for times in range(3):
        assert len(review.often_snoozed(store.reader, TODAY)) == 0, times
        [(id_,)] = store.reader.rows("SELECT id FROM follow_up")
        with store.transaction("wake", "wake") as transaction:
            transaction.update(FollowUp, id_, {"snoozed_until": None})
        snooze(store, queue(store.reader, TODAY).first(1), date(2026, 12, 1))
    assert texts(review.often_snoozed(store.reader, TODAY)) == ["ask about the oak"]


def test_wishes_wait_until_they_are_acted_on(store: Store) -> None:
    [(maria,)] = store.reader.rows("SELECT id FROM person WHERE name = 'Maria Lopez'")
    wanted = {"person_id": maria, "topic": "oak", "stance": "wants", "said_on": "2026-10-03"}
    with store.transaction("wish", "wish") as transaction:
        transaction.insert(Preference, wanted)
        transaction.insert(Preference, wanted | {"topic": "news", "stance": "avoids"})
        transaction.insert(Preference, wanted | {"topic": "pine", "acted_on": "2026-10-04"})
    [wish] = review.wishes_waiting(store.reader)
    assert (wish.person_name, wish.topic, wish.said_on) == ("Maria Lopez", "oak", date(2026, 10, 3))


def test_the_load_of_each_day_ahead_also_of_the_empty_ones(store: Store) -> None:
    write(store, "@maria one tomorrow")
    write(store, "@maria two tomorrow")
    load = review.load_ahead(store.reader, TODAY)
    assert list(load) == [TODAY + timedelta(days=n) for n in range(1, 8)]
    assert list(load.values()) == [2, 0, 0, 0, 0, 0, 0]


def test_the_week_counts_what_stands(store: Store) -> None:
    for line in ("promise @maria a by today", "promise @ben b by today", "@ben c today"):
        write(store, line)
    items = {item.text: item for item in queue(store.reader, TODAY).first(9)}
    done(store, [items["a"]])
    reschedule(store, [items["b"]], date(2026, 12, 1))
    let_go(store, [items["c"]])
    assert review.week_so_far(store.reader, MONDAY) == review.Week(kept=1, moved=1, let_go=1)
    undo(store)
    assert review.week_so_far(store.reader, MONDAY) == review.Week(kept=1, moved=1, let_go=0)
    assert review.week_so_far(store.reader, TODAY + timedelta(days=1)) == review.Week(0, 0, 0)
