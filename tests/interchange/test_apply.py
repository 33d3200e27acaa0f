"""Carrying out import plans: nothing lost, nothing overwritten, nothing twice."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from peer_tui.clock import FixedClock
from peer_tui.domain.people import Person
from peer_tui.interchange.apply import StoredPeople, apply
from peer_tui.interchange.plan import make_plan
from peer_tui.interchange.reading import read_bytes, read_many
from peer_tui.interchange.records import ReadResult
from peer_tui.services.outcome import Outcome
from peer_tui.services.people import add_person
from peer_tui.services.undo import redo, undo
from peer_tui.storage.queries.agenda import due_counts
from peer_tui.storage.queries.people import names_matching
from peer_tui.storage.queries.person import person
from peer_tui.storage.store import Identity, Store, open_store
from tests.paths import SHARED

NOW = datetime(2026, 11, 18, 10, 30).astimezone()
TABLES = ("person", "contact_point", "tag", "important_date", "source_card", "person_document")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty database."""
    opened = open_store(tmp_path / "peer.db", FixedClock(NOW), Identity("bench", "owner"))
    yield opened
    opened.close()


def card(uid: str, name: str, *lines: str) -> str:
    return "\r\n".join(
        ["BEGIN:VCARD", "VERSION:3.0", f"UID:{uid}", f"FN:{name}", *lines, "END:VCARD", ""]
    )


def take_in(store: Store, *cards: str) -> Outcome:
    return bring(store, read_bytes("".join(cards).encode(), "cards.vcf"))


def bring(store: Store, read: ReadResult) -> Outcome:
    return apply(store, make_plan(read.records, StoredPeople(store.reader)))


def dump(store: Store) -> dict[str, list[Any]]:
    return {table: store.reader.rows(f"SELECT * FROM {table} ORDER BY id") for table in TABLES}


def actions(store: Store) -> int:
    number: int = store.reader.value("SELECT count(*) FROM action")
    return number


def found(store: Store, name: str) -> Person:
    [(id_, _)] = names_matching(store.reader, name)
    someone = person(store.reader, id_)
    assert someone is not None
    return someone


FULL = card(
    "1",
    "Zoë Müller",
    "TEL;TYPE=CELL:+44 20 7946 0101",
    "EMAIL:Zoe@feinkost.example",
    "ORG:Müller Feinkost",
    "BDAY:1980-03-04",
    "NOTE:likes mornings",
    "CATEGORIES:customer,neighbour",
)


def test_a_new_person_has_everything_and_is_not_due(store: Store) -> None:
    said = take_in(store, FULL)
    assert said.message == "Imported 1 person: 1 new, 0 changed, 0 same."
    zoe = found(store, "zoe")
    assert [point.value for point in zoe.contact_points] == [
        *("+44 20 7946 0101", "Zoe@feinkost.example"),
    ]
    assert [tag.name for tag in zoe.tags] == ["customer", "neighbour"]
    assert [str(day.on) for day in zoe.dates] == ["1980-03-04"]
    assert (zoe.organisation, zoe.notes) == ("Müller Feinkost", "likes mornings")
    assert set(due_counts(store.reader, NOW.date())) == {0}
    assert store.reader.rows("SELECT source, uid, content FROM source_card") == [
        ("vcard", "1", store.reader.value("SELECT content FROM source_card"))
    ]
    assert "FN:Zoë Müller" in store.reader.value("SELECT content FROM source_card")


def test_a_second_import_changes_nothing(store: Store) -> None:
    take_in(store, FULL)
    before = dump(store), actions(store)
    said = take_in(store, FULL)
    assert said.message == ("Imported 1 person: 0 new, 0 changed, 1 same. Nothing was written.")
    assert (dump(store), actions(store)) == before


def test_one_undo_takes_it_back_and_redo_brings_it_again(store: Store) -> None:
    take_in(store, card("9", "Before"))
    empty = dump(store)
    take_in(store, FULL, card("2", "Ann"), card("9", "Before", "TEL:+44 20 7946 0109"))
    full = dump(store)
    undo(store)
    assert dump(store) == empty
    redo(store)
    assert dump(store) == full


def test_what_the_owner_wrote_stays(store: Store) -> None:
    own = Person("Zoë Müller", organisation="Own words", notes="mine")
    add_person(store, own)
    take_in(store, card("7", "Zoë Müller", "TEL:+44 20 7946 0777"))
    assert store.reader.value("SELECT count(*) FROM person") == 2, "a name alone joins nobody"
    take_in(store, FULL)
    newer = FULL.replace("Müller Feinkost", "Other").replace(
        "END:", "URL:https://zoe.example\r\nEND:"
    )
    said = take_in(store, newer)
    assert "1 changed" in said.message
    people = store.reader.rows("SELECT organisation, notes FROM person ORDER BY id")
    assert people[0] == ("Own words", "mine")
    assert people[-1] == ("Müller Feinkost", "likes mornings")
    assert store.reader.value("SELECT count(*) FROM contact_point WHERE kind = 'url'") == 1


def test_the_newest_card_takes_the_place_of_the_older(store: Store) -> None:
    take_in(store, FULL)
    newer = FULL.replace("likes mornings", "likes mornings\\nand tea")
    take_in(store, newer)
    assert store.reader.value("SELECT count(*) FROM source_card") == 1
    assert "and tea" in store.reader.value("SELECT content FROM source_card")
    before = dump(store)
    take_in(store, newer)
    assert dump(store) == before


def test_two_cards_of_one_person_are_both_kept(store: Store) -> None:
    second = card("2", "Zoë Müller", "EMAIL:zoe@feinkost.example", "TEL:+44 20 7946 0202")
    take_in(store, FULL, second)
    assert store.reader.value("SELECT count(*) FROM person") == 1
    assert store.reader.value("SELECT count(*) FROM source_card") == 2
    assert len(found(store, "zoe").contact_points) == 3
    before = dump(store)
    take_in(store, FULL, second)
    assert dump(store) == before


def test_a_failure_in_the_middle_leaves_nothing(store: Store) -> None:
    read = read_bytes((FULL + card("2", "Ann")).encode(), "cards.vcf")
    plan = make_plan(read.records, StoredPeople(store.reader))

    def stop(done: int, of: int) -> None:
        if done == of:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        apply(store, plan, stop)
    assert store.reader.value("SELECT count(*) FROM person") == 0
    assert apply(store, plan).message.startswith("Imported 2 people: 2 new")


@pytest.mark.parametrize("folder", ["vcard", "csv"])
def test_the_corpus_twice_and_back(folder: str, store: Store) -> None:
    files = SHARED / "corpus" / folder
    if not files.is_dir():
        pytest.skip("the files of other programs are not on this machine")
    empty = dump(store)
    bring(store, read_many([files]))
    full = dump(store)
    assert len(full["person"]) > 10
    bring(store, read_many([files]))
    assert dump(store) == full
    undo(store)
    assert dump(store) == empty


def test_single_people_can_be_left_out_with_all_that_hangs_on_them(store: Store) -> None:
    second = card("2", "Zoë Müller", "EMAIL:zoe@feinkost.example")
    read = read_bytes((FULL + second + card("3", "Ann")).encode(), "cards.vcf")
    plan = make_plan(read.records, StoredPeople(store.reader))
    assert [(line.verdict, line.name) for line in plan.lines()] == [
        *(("new", "Zoë Müller"), ("same", "Zoë Müller"), ("new", "Ann")),
    ]
    said = apply(store, plan, leave_out={0})
    assert said.message.startswith("Imported 1 person: 1 new, 0 changed, 0 same")
    assert store.reader.rows("SELECT name FROM person") == [("Ann",)]
    assert store.reader.value("SELECT count(*) FROM source_card") == 1


def test_tags_are_given_to_everybody_new_or_changed(store: Store) -> None:
    take_in(store, card("9", "Before"))
    read = read_bytes((FULL + card("9", "Before", "TEL:+44 20 7946 0109")).encode(), "cards.vcf")
    apply(store, make_plan(read.records, StoredPeople(store.reader)), tags=("fair", "Customer"))
    tags = store.reader.rows("SELECT person.name, tag.name FROM tag JOIN person ON person.id ="
                             " tag.person_id ORDER BY tag.id")  # fmt: skip
    assert [tuple(row) for row in tags] == [
        *(("Zoë Müller", "customer"), ("Zoë Müller", "neighbour"), ("Zoë Müller", "fair")),
        *(("Before", "fair"), ("Before", "Customer")),
    ]


def test_cards_of_one_uid_far_apart_are_all_kept_and_stay(store: Store) -> None:
    filler = [card(f"f{n}", f"Person {n}") for n in range(1200)]
    cards = [FULL, *filler, FULL.replace("likes mornings", "likes tea")]
    take_in(store, *cards)
    assert store.reader.value("SELECT count(*) FROM source_card WHERE uid = '1'") == 2
    before = dump(store), actions(store)
    take_in(store, *cards)
    assert (dump(store), actions(store)) == before
