"""Find, and names as quick-add looks them up."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import closing
from datetime import datetime, timedelta
from itertools import chain, repeat
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from peer_tui.domain.people import Person
from peer_tui.domain.text import clean_line, fold
from peer_tui.errors import DataError
from peer_tui.services import items, undo
from peer_tui.services.people import add_person, edit_person
from peer_tui.storage.journal import Transaction
from peer_tui.storage.late_find import LateFind
from peer_tui.storage.models import FollowUp, Promise
from peer_tui.storage.queries import find as find_module
from peer_tui.storage.queries.find import FindResult, HitGroup, find, finished_within, search_for
from peer_tui.storage.queries.near import allowed_edits, near_people
from peer_tui.storage.queries.people import names_matching
from peer_tui.storage.queries.person import person as read_person
from peer_tui.storage.reader import Interrupted, Reader, open_reader
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


# names with a slip

SUNDES = ("katharina", "lindqvist", "okafor")
TYPED_SLIPS = {
    "lopze": "Maria Łopez",
    "lpoez": "Maria Łopez",
    "olpez": "Maria Łopez",
    "lopz": "Maria Łopez",
    "opez": "Maria Łopez",
    "kopez": "Maria Łopez",
    "loooopez": "",
    "loppez": "Maria Łopez",
    "mraia lopze": "Maria Łopez",
    "maria lopze": "Maria Łopez",
    "lop": "",
    "lzp": "",
    "þorstiensdotir": "Þóra Þorsteinsdóttir",
    "thorsteinsdttri": "Þóra Þorsteinsdóttir",
    "кузнецво": "Алексей Кузнецов",
    "shcroder": "Käthe Schröder-Weiß",
    "schörd": "Käthe Schröder-Weiß",
    "wesis": "Käthe Schröder-Weiß",
    "customre": "",
    "4420794": "",
}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = new_store(tmp_path_factory.mktemp("town"))
    add_person(opened, maria())
    for name in ("Þóra Þorsteinsdóttir", "Алексей Кузнецов", "Käthe Schröder-Weiß", "Bo Li"):
        add(opened, name)
    yield opened
    opened.close()


@pytest.mark.parametrize(("typed", "name"), TYPED_SLIPS.items())
def test_a_slip_in_a_name_is_forgiven(town: Store, typed: str, name: str) -> None:
    groups = [group for group in find(town.reader, typed).groups if group.near]
    assert [hit.person_name for group in groups for hit in group.hits] == ([name] if name else [])


def test_near_names_come_after_the_exact_ones_the_nearest_first(store: Store) -> None:
    for name in ("Martin Zell", "Martina Abel", "Marten Ott", "Merten Ott", "Mia Martinez"):
        add(store, name)
    exact, near = find(store.reader, "martina").groups
    assert [hit.person_name for hit in exact.hits] == ["Martina Abel"]
    assert (exact.near, near.near, near.more) == (False, True, False)
    assert [hit.person_name for hit in near.hits] == ["Martin Zell", "Marten Ott", "Mia Martinez"]


def test_with_enough_people_found_no_near_names_are_looked_for(store: Store) -> None:
    add(store, "Marten Ott")
    for number in range(3):
        add(store, f"Martin {number}")
    assert [group.near for group in find(store.reader, "martin").groups] == [False]


def test_promises_and_history_are_found_by_no_slip_and_stand_before_near_names(
    store: Store,
) -> None:
    who = add(store, "Grace Okafor")
    write(store, who, "asked for a better grade")
    assert not find(store.reader, "garde to").groups
    history, near = find(store.reader, "grade").groups
    assert (history.kind, history.near) == (HitKind.INTERACTION, False)
    assert [hit.person_name for hit in near.hits] == ["Grace Okafor"]
    assert near.near


def test_words_of_which_the_texts_are_full_are_no_slips(store: Store) -> None:
    who = add(store, "Grace Okafor")
    for _ in range(3):
        write(store, who, "asked for a better grade")
    assert [group.near for group in find(store.reader, "grade", 3).groups] == [False, True]
    assert [group.near for group in find(store.reader, "grade", 2).groups] == [False]


def test_words_of_nobody_s_name_are_not_near(store: Store) -> None:
    """What stands beside a name in the index, as an organisation, is no name."""
    add_person(store, maria())
    assert not find(store.reader, "backerie").groups


def test_numbers_by_the_thousand_do_not_hide_a_name(store: Store) -> None:
    add(store, "Per Persson")
    database = store.database()
    with database.atomic():
        for number in range(9_000):
            database.run(
                "INSERT INTO search_person (rowid, names, other) VALUES (?, '', ?)",
                (number + 1, f"pers{number}"),
            )
    assert [row[1] for row in near_people(store.reader, "perssno", 5)] == ["Per Persson"]


@pytest.fixture(scope="module")
def sundes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Read only: whom a slip finds depends on who else is there."""
    opened = new_store(tmp_path_factory.mktemp("sundes"))
    for name in SUNDES:
        add(opened, f"{name.capitalize()} Sunde")
    yield opened
    opened.close()


@given(st.sampled_from(SUNDES), st.data())
@settings(max_examples=200, deadline=None)
def test_any_one_slip_finds_the_name(sundes: Store, name: str, data: st.DataObject) -> None:
    meant = f"{name.capitalize()} Sunde"
    at = data.draw(st.integers(0, len(name) - 2))
    letter = data.draw(st.sampled_from("aeiouxnt"))
    swapped = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    typed = data.draw(
        st.sampled_from(
            [
                swapped,
                name[:at] + name[at + 1 :],
                name[:at] + letter + name[at:],
                name[:at] + letter + name[at + 1 :],
            ]
        )
    )
    assume(allowed_edits(typed))
    found = {hit.person_name for hit in find(sundes.reader, typed).hits}
    assert meant in found, typed


def test_a_reader_that_knows_the_words_still_cannot_write(store: Store) -> None:
    add_person(store, maria())
    assert near_people(store.reader, "lopze", 5)
    with pytest.raises(DataError):
        store.reader.rows("DELETE FROM person")


def test_the_words_are_read_where_nobody_can_write(store: Store) -> None:
    add_person(store, maria())
    store.database().run("pragma wal_checkpoint(truncate)")
    reader = open_reader(store.path, immutable=True)
    assert [row[1] for row in near_people(reader, "lopze", 5)] == ["Maria Łopez"]
    reader.close()


# within a time


def counting_to(last: int) -> str:
    """A query that takes its time; without an end for -1."""
    return (
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
        f" LIMIT {last}) SELECT max(i) FROM n"
    )


ENDLESS = counting_to(-1)
SECONDS_LATE = 20
"""How late a busy machine may stop what would go on for ever."""


def endless(reader: Reader, _result: FindResult, _limit: int) -> HitGroup | None:
    """A step that ends only when it is stopped."""
    reader.rows(ENDLESS)
    return None


def slow(reader: Reader, _result: FindResult, _limit: int) -> HitGroup | None:
    """A step that takes at least some tenths of a second."""
    end = time.perf_counter() + 0.3
    while time.perf_counter() < end:
        reader.rows(counting_to(100_000))
    return None


def put_in(monkeypatch: pytest.MonkeyPatch, step: find_module.Step) -> None:
    """Let the search for people be followed by that step."""
    first, *others = find_module._STEPS
    monkeypatch.setattr(find_module, "_STEPS", (first, step, *others))


def test_a_search_stops_in_time_with_the_groups_that_are_whole(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(store, add(store, "Ann"), "ann called")
    put_in(monkeypatch, endless)
    # The first step needs a moment; on a busy machine that may be a long one.
    for milliseconds in (30, 300, 3_000, 30_000):
        start = time.perf_counter()
        result = finished_within(store.reader, search_for("ann"), 50, milliseconds)
        assert time.perf_counter() - start < milliseconds / 1000 + SECONDS_LATE
        if result.groups:
            break
    assert not result.is_whole
    assert [group.kind for group in result.groups] == [HitKind.PERSON]
    # The connection is not stopped any more.
    assert store.reader.value(counting_to(100_000)) == 100_000


def test_a_search_that_is_quick_is_whole(store: Store) -> None:
    write(store, add(store, "Ann"), "ann called")
    result = finished_within(store.reader, search_for("ann"), 50, 10_000)
    assert result.is_whole
    assert result == find(store.reader, "ann")


@pytest.fixture
def late(store: Store) -> Iterator[LateFind]:
    made = LateFind(store.path, 50)
    yield made
    made.close()


def test_what_was_begun_is_finished_beside(
    store: Store, late: LateFind, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(store, add(store, "Ann"), "ann called")
    expected = find(store.reader, "ann")
    put_in(monkeypatch, slow)
    begun = finished_within(store.reader, search_for("ann"), 50, 10)
    assert not begun.is_whole
    whole = late.finish(begun).result(20)
    assert whole is not None
    assert whole.is_whole
    assert whole.groups == expected.groups


def test_only_the_newest_search_has_a_result(
    store: Store, late: LateFind, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(store, "Ann")
    first, *others = find_module._STEPS

    def endless_for_an(reader: Reader, result: FindResult, limit: int) -> HitGroup | None:
        return endless(reader, result, limit) if result.query != "ann" else None

    monkeypatch.setattr(find_module, "_STEPS", (first, endless_for_an, *others))
    futures: list[Future[FindResult | None]] = []
    for query in ("a", "an", "ann"):
        futures.append(late.finish(search_for(query)))
        time.sleep(0.05)
    found = [future.result(20) for future in futures]
    assert found[:2] == [None, None]
    assert found[2] is not None
    assert [hit.person_name for hit in found[2].hits] == ["Ann"]


def test_a_search_that_was_given_up_ends(
    store: Store, late: LateFind, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in(monkeypatch, endless)
    future = late.finish(search_for("ann"))
    time.sleep(0.05)
    late.give_up()
    assert future.result(20) is None


def test_an_interrupted_query_says_so(store: Store) -> None:
    with pytest.raises(Interrupted), store.reader.within(5):
        store.reader.rows(ENDLESS)


def test_a_query_stopped_while_it_opens_a_search_index_says_so(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite says then that the index cannot be used, and not that it was interrupted."""
    monkeypatch.setattr("peer_tui.storage.reader.STEPS_BETWEEN_LOOKS", 1)
    query = "SELECT rowid FROM search_person WHERE search_person MATCH 'x'"
    for steps in range(30):
        fresh = open_reader(store.path)
        looks = chain(repeat(False, steps), repeat(True))
        with closing(fresh), pytest.raises(Interrupted), fresh.stopped_when(looks.__next__):
            fresh.rows(query)
