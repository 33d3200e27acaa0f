"""Find, and names as quick-add looks them up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from peer_tui.domain.people import Person
from peer_tui.domain.text import clean_line, fold
from peer_tui.services import items, undo
from peer_tui.services.people import add_person, edit_person
from peer_tui.storage.journal import Transaction
from peer_tui.storage.models import FollowUp, Promise
from peer_tui.storage.queries.find import find
from peer_tui.storage.queries.people import names_matching
from peer_tui.storage.queries.person import person as read_person
from peer_tui.storage.rows import HitKind
from peer_tui.storage.store import Store
from tests.storage.support import NOW, TODAY, add, iso, maria, new_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = new_store(tmp_path)
    yield opened
    opened.close()


def names(store: Store, fragment: str) -> list[str]:
    return [name for _id, name in names_matching(store.reader, fragment)]


def write(store: Store, person_id: int, text: str, at: datetime = NOW) -> None:
    with store.transaction("log", text) as transaction:
        items.write_entry(transaction, items.Entry(text, at), [person_id])


def promise(transaction: Transaction, person_id: int, text: str) -> int:
    values = {"person_id": person_id, "side": "mine", "text": text, "made_on": iso(TODAY)}
    return transaction.insert(Promise, values)


def test_every_typed_word_is_the_start_of_a_word_of_the_name(store: Store) -> None:
    for name in ("Łukasz Nowak", "Lukas Neumann", "Nowa Huta GmbH", "Anna-Lena O'Brien"):
        add(store, name)
    assert names(store, "now l") == ["Łukasz Nowak"]
    assert names(store, "luk") == ["Lukas Neumann", "Łukasz Nowak"]
    assert names(store, "NOWA") == ["Łukasz Nowak", "Nowa Huta GmbH"]
    assert names(store, "lena brien") == ["Anna-Lena O'Brien"]
    assert names(store, "o'b") == ["Anna-Lena O'Brien"]
    assert names(store, "ukasz") == []
    assert names(store, "  ") == names(store, "'") == names(store, "*") == []


def test_the_whole_name_stands_alone(store: Store) -> None:
    add(store, "Ann")
    add(store, "Ann Lee")
    add(store, "Anna")
    assert names(store, "ann") == ["Ann"]
    assert names(store, "ann ") == ["Ann"]
    add(store, "ANN")
    assert names(store, "Ann") == ["Ann", "ANN"]


def test_only_names_are_looked_in(store: Store) -> None:
    add_person(store, maria())
    assert names(store, "mia") == ["Maria Łopez"]
    assert names(store, "bäckerei") == names(store, "customer") == []


def test_people_are_found_by_all_their_words_names_first(store: Store) -> None:
    add_person(store, maria())
    add(store, "Kim Backer")
    for query in ("maria", "lop mar", "+44 20 7946", "442079", "7946 0000", "custom", "MARIA@EX"):
        hits = find(store.reader, query).hits
        assert [hit.person_name for hit in hits] == ["Maria Łopez"], query
    assert [hit.person_name for hit in find(store.reader, "back").hits] == [
        "Kim Backer",
        "Maria Łopez",
    ]


def test_groups_come_in_order_and_history_newest_first(store: Store) -> None:
    who = add(store, "Quentin Quote")
    with store.transaction("add", "x") as transaction:
        promise(transaction, who, "send the quote")
        transaction.insert(
            FollowUp, {"person_id": None, "text": "ask about quotes", "due_on": iso(TODAY)}
        )
    for days, text in ((3, "first quote"), (1, "third quote"), (2, "second quote")):
        write(store, who, text, NOW - timedelta(days=days))
    write(store, who, "fourth quote", NOW - timedelta(days=1))
    result = find(store.reader, "quo")
    assert [group.kind for group in result.groups] == list(HitKind)
    history = result.groups[-1].hits
    assert [hit.text.split()[0] for hit in history] == ["fourth", "third", "second", "first"]
    assert {hit.person_name for hit in history} == {"Quentin Quote"}
    assert history[0].on == TODAY - timedelta(days=1)
    assert result.groups[2].hits[0].person_id is None


def test_groups_are_cut_off_and_say_so(store: Store) -> None:
    for number in range(4):
        add(store, f"Ann {number}")
    (group,) = find(store.reader, "ann", 3).groups
    assert (len(group.hits), group.more) == (3, True)
    (group,) = find(store.reader, "ann", 4).groups
    assert (len(group.hits), group.more) == (4, False)


def test_only_the_last_word_of_other_texts_may_be_unfinished(store: Store) -> None:
    write(store, add(store, "Ann"), "the delivery is late")
    assert find(store.reader, "delivery la").hits
    assert not find(store.reader, "deli late").hits
    assert not find(store.reader, "la ").hits


def test_an_edited_or_undone_text_is_found_as_it_is_now(store: Store) -> None:
    who = add(store, "Ann")
    shown = read_person(store.reader, who)
    assert shown is not None
    edit_person(store, shown, Person("Berta", id=who, uid=shown.uid))
    assert not find(store.reader, "ann").hits
    assert find(store.reader, "berta").hits
    undo.undo(store)
    assert find(store.reader, "ann").hits
    assert not find(store.reader, "berta").hits
    undo.undo(store)
    assert find(store.reader, "ann").groups == ()


@given(st.text(max_size=30))
@settings(max_examples=300, deadline=None)
def test_nothing_typed_is_syntax(shared: Store, query: str) -> None:
    find(shared.reader, query)
    names_matching(shared.reader, query)


@pytest.mark.parametrize(
    "query", ["AND", "a OR", "NEAR(a b)", "names : a", "^a", "a*", '"a', "c++"]
)
def test_operators_are_words(shared: Store, query: str) -> None:
    find(shared.reader, query)
    names_matching(shared.reader, query)


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=20))
@settings(max_examples=100, deadline=None)
def test_whoever_was_added_is_found_by_the_name(shared: Store, name: str) -> None:
    assume(any(char.isalnum() and char.isascii() for char in name))
    assume(fold(clean_line(name)) == " ".join(fold(clean_line(name)).split()))
    who = add(shared, name)
    stored = shared.reader.value("SELECT name FROM person WHERE id = ?", (who,))
    assert (who, stored) in names_matching(shared.reader, stored, 1000)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = new_store(tmp_path_factory.mktemp("find"))
    opened.database().run("pragma synchronous = 0")
    yield opened
    opened.close()
