"""The verbs of the queue: what each leaves in the tables, and that one undo takes it back."""

from collections.abc import Callable
from datetime import date, time

import pytest

from peer_tui.clock import FixedClock
from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.domain.people import Person, Rhythm, RhythmKind
from peer_tui.domain.quick_add import parse
from peer_tui.errors import EditConflict, NothingFound
from peer_tui.services.add import known_people, save
from peer_tui.services.items import Entry, done, let_go, reschedule, snooze
from peer_tui.services.outcome import Outcome
from peer_tui.services.people import add_person, set_rhythm
from peer_tui.services.undo import redo, undo
from peer_tui.storage.queries.agenda import queue
from peer_tui.storage.queries.journal import head
from peer_tui.storage.store import Store
from tests.services.conftest import NOW, dump

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def people(store: Store) -> None:
    for name in ("Maria Lopez", "Ben Okafor"):
        add_person(store, Person(name))


def add(store: Store, line: str) -> Outcome:
    return save(store, parse(line, NOW, known_people(store.reader)), allow_new=False)


def due(store: Store) -> list[AgendaItem]:
    return list(queue(store.reader, TODAY).first(50))


def only(store: Store) -> AgendaItem:
    [item] = due(store)
    return item


def quiet(store: Store) -> AgendaItem:
    add(store, "log @ben met 2026-09-01")
    [(id_,)] = store.reader.rows("SELECT id FROM person WHERE name = 'Ben Okafor'")
    set_rhythm(store, [id_], Rhythm(RhythmKind.PERIODIC, 28))
    return next(item for item in due(store) if item.kind is ItemKind.RHYTHM)


Verb = Callable[[Store, list[AgendaItem]], Outcome]
VERBS: dict[str, Verb] = {
    "done": done,
    "log": lambda store, items: done(store, items, Entry("all said", NOW)),
    "let go": let_go,
    "snooze": snooze,
    "snooze until": lambda store, items: snooze(store, items, date(2026, 12, 24)),
    "reschedule": lambda store, items: reschedule(store, items, date(2026, 12, 1), time(9)),
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_without_items_is_refused_before_anything_is_opened(verb: str, store: Store) -> None:
    before, newest = dump(store), head(store.reader)
    # A write would be refused in other words.
    store.read_only = True
    with pytest.raises(NothingFound, match=r"^Nothing to act on\.$"):
        VERBS[verb](store, [])
    assert (dump(store), head(store.reader)) == (before, newest)


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_empties_the_queue_and_one_undo_fills_it(verb: str, store: Store) -> None:
    quiet(store)
    for line in (
        "promise @maria quote by 2026-11-10",
        "they owe @maria plan by 2026-11-16",
        "@maria coffee by 2026-11-18",
        "tidy the shelf by 2026-11-17",
    ):
        add(store, line)
    before, shown = dump(store), due(store)
    assert len(shown) == 5
    VERBS[verb](store, shown)
    after = dump(store)
    assert due(store) == []
    undo(store)
    assert dump(store) == before
    assert due(store) == shown
    redo(store)
    assert dump(store) == after


def test_a_kept_promise_knows_the_entry_that_closed_it(store: Store) -> None:
    add(store, "promise @maria quote by 2026-11-10")
    said = done(store, [only(store)], Entry("sent it", NOW, channel="email"))
    assert said.message == "Kept: quote (Maria Lopez)."
    [(status, closed_on, closed_by)] = store.reader.rows(
        "SELECT status, closed_on, closed_by_interaction_id FROM promise"
    )
    assert (status, closed_on) == ("kept", "2026-11-18")
    assert store.reader.rows("SELECT id, text, channel FROM interaction") == [
        (closed_by, "sent it", "email")
    ]


@pytest.mark.parametrize(
    ("line", "returns"),
    [
        ("@maria coffee every 2 weeks", "2026-12-16"),
        ("@maria coffee every! 2 weeks", "2026-12-17"),
    ],
)
def test_a_recurring_follow_up_returns(line: str, returns: str, store: Store) -> None:
    """First due on 2 December; done a day late."""
    add(store, line)
    store.clock = FixedClock(NOW.replace(month=12, day=3))
    [item] = queue(store.reader, date(2026, 12, 3)).first(5)
    done(store, [item])
    rows = store.reader.rows("SELECT status, due_on FROM follow_up ORDER BY id")
    assert rows == [("done", "2026-12-02"), ("open", returns)]


def test_snoozes_in_a_row_reach_further(store: Store) -> None:
    add(store, "@maria tea by 2026-11-18")
    item = only(store)
    days = []
    for _ in range(4):
        snooze(store, [item])
        [(until, count)] = store.reader.rows("SELECT snoozed_until, snooze_count FROM follow_up")
        item = item._replace(snooze_count=count)
        days.append(until)
    assert days == ["2026-11-19", "2026-11-23", "2026-11-27", "2026-11-27"]
    assert store.reader.value("SELECT due_on FROM follow_up") == "2026-11-18"


def test_a_renegotiated_promise_keeps_its_old_date(store: Store) -> None:
    add(store, "promise @maria quote by 2026-11-10")
    said = reschedule(store, [only(store)], date(2026, 11, 25))
    assert said.message == "Re-agreed with Maria Lopez: Wed 25 Nov (was Tue 10 Nov)."
    assert store.reader.rows("SELECT old_due_on, new_due_on FROM promise_move") == [
        ("2026-11-10", "2026-11-25")
    ]
    [(kind, text)] = store.reader.rows("SELECT kind, text FROM interaction")
    assert kind == "note"
    assert "Tue 10 Nov" in text
    last = store.reader.value("SELECT last_contact_on FROM person WHERE name = 'Maria Lopez'")
    assert last is None, "renegotiating on paper is not being in touch"


def test_putting_a_rhythm_off_is_not_contact(store: Store) -> None:
    item = quiet(store)
    snooze(store, [item])
    found = store.reader.value("SELECT last_contact_on FROM person WHERE name = 'Ben Okafor'")
    assert found == "2026-09-01"


def test_letting_a_rhythm_go_deletes_nothing(store: Store) -> None:
    item = quiet(store)
    let_go(store, [item])
    assert store.reader.rows(
        "SELECT rhythm_kind, rhythm_days FROM person WHERE name LIKE 'Ben%'"
    ) == [("ambient", None)]
    assert store.reader.value("SELECT count(*) FROM interaction") == 1


def test_one_missing_row_stops_the_whole_act(store: Store) -> None:
    add(store, "@maria tea by 2026-11-17")
    add(store, "@maria cake by 2026-11-18")
    shown = due(store)
    gone = [shown[0], shown[1]._replace(id=1)]
    before = dump(store)
    with pytest.raises(EditConflict):
        done(store, gone)
    assert dump(store) == before
