"""How firm a promise is, why it was moved, taken back: each is one undo step."""

from datetime import date

import pytest

from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.history import Side
from peer_tui.domain.people import Person
from peer_tui.domain.promise_words import (
    KeptRecord,
    ending_words,
    how_words,
    kept_words,
    moves_words,
)
from peer_tui.errors import NothingFound, UsageError
from peer_tui.services.items import done, let_go, reschedule
from peer_tui.services.people import add_person
from peer_tui.services.promises import say_why, set_firmness, withdraw
from peer_tui.services.undo import redo, undo
from peer_tui.storage.models import Promise
from peer_tui.storage.queries.items import open_promise, rhythm_of
from peer_tui.storage.queries.ledger import kept_promises, record_of
from peer_tui.storage.queries.promises import kept_record
from peer_tui.storage.store import Store
from tests.services.conftest import dump
from tests.storage.support import TODAY

QUOTE, PHOTOS = "send the quote", "photos of the room"


@pytest.fixture
def ann(store: Store) -> int:
    return add_person(store, Person("Ann")).ids[0]


def promise(store: Store, who: int, text: str, side: Side, due: str | None) -> AgendaItem:
    with store.transaction("test", "test") as transaction:
        values = {"person_id": who, "side": str(side), "text": text, "made_on": "2026-11-01"}
        id_ = transaction.insert(Promise, values | {"due_on": due})
    item = open_promise(store.reader, id_)
    assert item is not None
    return item


@pytest.fixture
def mine(store: Store, ann: int) -> AgendaItem:
    return promise(store, ann, QUOTE, Side.MINE, "2026-11-20")


@pytest.fixture
def theirs(store: Store, ann: int) -> AgendaItem:
    return promise(store, ann, PHOTOS, Side.THEIRS, None)


def now(store: Store, item: AgendaItem) -> AgendaItem:
    found = open_promise(store.reader, item.id)
    assert found is not None
    return found


def test_firm_soft_someday_firm(store: Store, mine: AgendaItem) -> None:
    before = dump(store)
    said = []
    for word in ("soft", "someday", "hard"):
        said.append(set_firmness(store, [now(store, mine)]).message)
        assert now(store, mine).firmness == word
        assert now(store, mine).due_on == date(2026, 11, 20)
    assert said[0] == f"Soft now: {QUOTE} (Ann), still by Fri 20 Nov."
    for _ in said:
        undo(store)
    assert dump(store) == before


def test_several_become_as_firm_as_the_first(
    store: Store, mine: AgendaItem, theirs: AgendaItem
) -> None:
    set_firmness(store, [theirs])
    set_firmness(store, [mine, now(store, theirs)])
    assert now(store, mine).firmness == now(store, theirs).firmness == "soft"


@pytest.mark.parametrize("side", Side)
def test_taken_back_is_told_in_the_history_and_counts_neither_way(
    store: Store, ann: int, side: Side
) -> None:
    item = promise(store, ann, QUOTE, side, "2026-11-01")
    before = dump(store)
    head = {Side.MINE: "Taken back", Side.THEIRS: "They took back"}[side]
    assert withdraw(store, [item]).message == f"{head}: {QUOTE} (Ann)."
    status, closed, entry = store.reader.row(
        "SELECT status, closed_on, closed_by_interaction_id FROM promise"
    )
    assert (status, closed) == ("withdrawn", TODAY.isoformat())
    told = store.reader.row("SELECT id, kind, initiated_by, text FROM interaction")
    assert told == (
        entry,
        "note",
        "me" if side is Side.MINE else "them",
        f"{head.lower()}: {QUOTE}",
    )
    assert store.reader.value("SELECT last_contact_on FROM person") is None
    assert kept_record(store.reader, ann, side) == (0, 0)
    after = dump(store)
    undo(store)
    assert dump(store) == before
    redo(store)
    assert dump(store) == after


def test_a_promise_let_go_counts_neither_way(store: Store, ann: int, mine: AgendaItem) -> None:
    let_go(store, [mine])
    assert kept_record(store.reader, ann, Side.MINE) == (0, 0)


def test_nothing_but_promises(store: Store, ann: int) -> None:
    person = rhythm_of(store.reader, ann)
    assert person is not None
    for act in (set_firmness, withdraw):
        with pytest.raises(NothingFound):
            act(store, [person])


def test_why_it_was_moved(store: Store, ann: int, mine: AgendaItem) -> None:
    moved = reschedule(store, [mine], date(2026, 11, 25))
    move_id, entry_id = moved.ids
    before = dump(store)
    with pytest.raises(UsageError):
        say_why(store, move_id, entry_id, " ")
    assert dump(store) == before
    say_why(store, move_id, entry_id, "waiting for the oak")
    [(move,)] = [tuple(moves) for moves in record_of(store.reader, ann).moves.values()]
    assert move.why == "waiting for the oak"
    text = store.reader.value("SELECT text FROM interaction")
    assert text == f"re-agreed: {QUOTE}, Fri 20 Nov to Wed 25 Nov; waiting for the oak"
    said = dump(store)
    say_why(store, move_id, entry_id, "no oak to be had")
    text = store.reader.value("SELECT text FROM interaction")
    assert text == f"re-agreed: {QUOTE}, Fri 20 Nov to Wed 25 Nov; no oak to be had"
    undo(store)
    assert dump(store) == said
    undo(store)
    assert dump(store) == before


def test_on_time_is_by_the_date_last_agreed(store: Store, ann: int) -> None:
    late = promise(store, ann, QUOTE, Side.MINE, "2026-11-10")
    moved = promise(store, ann, PHOTOS, Side.MINE, "2026-11-10")
    dateless = promise(store, ann, "tea", Side.MINE, None)
    reschedule(store, [moved], date(2026, 11, 20))
    done(store, [late, now(store, moved), dateless])
    assert kept_record(store.reader, ann, Side.MINE) == (2, 3)
    record = record_of(store.reader, ann)
    assert {row.text for row in record.closed} == {QUOTE, PHOTOS, "tea"}
    assert [row.text for row in kept_promises(store.reader).first(9)] == ["tea", PHOTOS, QUOTE]


def test_words() -> None:
    today, friday = date(2026, 11, 18), date(2026, 11, 13)
    wednesday = date(2026, 11, 18)
    told = {
        ("kept", wednesday, wednesday): "kept on time Wed 18 Nov",
        ("kept", wednesday, friday): "kept 5 days late, Wed 18 Nov",
        ("kept", wednesday, None): "kept Wed 18 Nov",
        ("released", wednesday, friday): "let go Wed 18 Nov",
        ("withdrawn", wednesday, friday): "taken back Wed 18 Nov",
        ("open", None, friday): "by Fri 13 Nov",
        ("open", None, None): "no date",
    }
    for (status, closed, due), words in told.items():
        assert ending_words(Side.MINE, status, closed, due, today) == words
    assert ending_words(Side.THEIRS, "withdrawn", wednesday, None, today).startswith("they took")
    assert moves_words([(friday, ""), (None, "the oak")], today) == (
        "was Fri 13 Nov, then no date (the oak)"
    )
    assert how_words("soft", 2) == "soft, moved twice"
    assert how_words("hard", 0) == ""
    assert kept_words(Side.THEIRS, KeptRecord(3, 3)) == "they kept 3 of 3 on time"
