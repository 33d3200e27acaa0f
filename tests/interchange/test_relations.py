"""Relations in vCards: tied where one person has the name, written so that they come in again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peer_tui.domain.relations import RelationKind, Tie, joined_label
from peer_tui.interchange.apply import StoredPeople, apply
from peer_tui.interchange.exported_people import exported_people, ids_by_name
from peer_tui.interchange.plan import make_plan
from peer_tui.interchange.reading import read_bytes
from peer_tui.interchange.relations import tie_called
from peer_tui.interchange.vcard_writer import VERSIONS, write_cards
from peer_tui.services import relations
from peer_tui.services.relations import RelationDraft
from peer_tui.services.undo import undo
from peer_tui.storage.queries import around
from peer_tui.storage.store import Store
from tests.storage.support import add, dump, new_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = new_store(tmp_path)
    yield opened
    opened.close()


def card(name: str, *lines: str) -> str:
    return "\r\n".join(
        ["BEGIN:VCARD", "VERSION:3.0", f"UID:{name}", f"FN:{name}", *lines, "END:VCARD", ""]
    )


ANN = card(
    "Ann Doe",
    "item1.X-ABRELATEDNAMES:Jon Doe",
    "item1.X-ABLabel:_$!<Spouse>!$_",
    "item2.X-ABRELATEDNAMES:May Doe",
    "item2.X-ABLabel:daughter",
    "X-MANAGER:Zed Boss",
    "item3.X-ABRELATEDNAMES:Kim",
    "item3.X-ABLabel:sails with",
)


def take_in(store: Store, text: str) -> str:
    read = read_bytes(text.encode(), "cards.vcf")
    return apply(store, make_plan(read.records, StoredPeople(store.reader))).message


def exported(store: Store, version: str = "3.0") -> str:
    return "".join(write_cards(exported_people(store.reader, ids_by_name(store.reader)), version))


def ties(store: Store) -> set[tuple[str, str, str]]:
    """Who is what to whom, by names, from both ends."""
    return {
        (name, each.tie.words, each.name)
        for id_, name in store.reader.rows("SELECT id, name FROM person")
        for each in around.related(store.reader, id_)
    }


def test_whoever_is_there_under_just_that_name_is_tied(store: Store) -> None:
    before = dump(store)
    take_in(store, ANN + card("Jon Doe") + card("May Doe") + card("Kim"))
    assert ties(store) == {
        ("Ann Doe", "spouse of", "Jon Doe"),
        ("Jon Doe", "spouse of", "Ann Doe"),
        ("Ann Doe", "parent of", "May Doe"),
        ("May Doe", "daughter of", "Ann Doe"),
    }
    notes = store.reader.value("SELECT notes FROM person WHERE name = 'Ann Doe'")
    for line in ("Spouse: Jon Doe", "Daughter: May Doe", "Manager: Zed Boss"):
        assert line in notes
    assert "Nothing was written" in take_in(store, ANN + card("Jon Doe"))
    undo(store)
    assert dump(store) == before


def test_two_of_one_name_are_not_guessed_between(store: Store) -> None:
    add(store, "Jon Doe")
    add(store, "jon doe")
    take_in(store, ANN)
    assert ties(store) == set()


def test_what_another_program_wrote_stays_and_is_written_once(store: Store) -> None:
    take_in(store, ANN + card("Jon Doe"))
    for version in VERSIONS:
        [mine] = [
            each for each in exported(store, version).split("BEGIN:VCARD") if "FN:Ann" in each
        ]
        assert mine.count("Jon Doe") == 1
        assert "X-PEER-TIE" not in mine
        assert "Zed Boss" in mine


def test_one_that_was_taken_out_leaves_the_card(store: Store) -> None:
    ann, jon = add(store, "Ann"), add(store, "Jon")
    relations.add_relation(store, RelationDraft(ann, jon, Tie(RelationKind.EMPLOYER)))
    text = exported(store)
    assert "X-ABRELATEDNAMES;X-PEER-TIE=employer:Jon" in text
    assert "X-ABLabel:employee" in text
    with closing(new_store(store.path.parent / "other")) as other:
        take_in(other, text)
        assert ties(other) == ties(store)
        ann = other.reader.value("SELECT id FROM person WHERE name = 'Ann'")
        [kept] = around.related(other.reader, ann)
        relations.remove_relation(other, kept.relation)
        assert "X-PEER-TIE" not in exported(other)
        assert "employee" not in exported(other)


OWN = st.sampled_from(["", "mother of", "sails with; often", 'says "no" to', "learned, from"])
TIES = st.builds(
    lambda kind, own, theirs: Tie(kind, joined_label(own, theirs)),
    st.sampled_from(RelationKind),
    OWN,
    OWN,
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(TIES, st.sampled_from(VERSIONS))
def test_every_tie_goes_out_and_comes_in(tie: Tie, version: str) -> None:
    with TemporaryDirectory() as folder:
        (Path(folder) / "a").mkdir()
        (Path(folder) / "b").mkdir()
        with (
            closing(new_store(Path(folder) / "a")) as here,
            closing(new_store(Path(folder) / "b")) as there,
        ):
            relations.add_relation(
                here, RelationDraft(add(here, "Ann, Smith"), add(here, "Jón; Doe"), tie)
            )
            text = exported(here, version)
            take_in(there, text)
            assert ties(there) == ties(here)
            assert [row[0] for row in there.reader.rows("SELECT notes FROM person")] == ["", ""]
            assert "Nothing was written" in take_in(there, text)
            assert exported(there, version).count("X-PEER-TIE=") == 2


@pytest.mark.parametrize(
    ("noun", "words"),
    [
        ("spouse", "spouse of"),
        ("Mother", "child of"),
        ("son", "parent of"),
        ("kin", "related to"),
        ("co-worker", "works with"),
        ("manager", "works for"),
        ("assistant", "assisted by"),
        ("referred by", "referred by"),
    ],
)
def test_what_other_programs_call_them(noun: str, words: str) -> None:
    tie = tie_called(noun)
    assert tie is not None
    assert tie.words == words


@pytest.mark.parametrize("noun", ["", "sails with", "x", "acquaintance"])
def test_what_is_not_known_stays_as_it_came(noun: str) -> None:
    assert tie_called(noun) is None
