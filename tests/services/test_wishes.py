"""Boundaries and preferences are written down, changed and taken out; each is one undo step."""

from dataclasses import replace
from datetime import date

import pytest

from peer_tui.domain.boundaries import Boundary, BoundaryKind
from peer_tui.domain.history import Side
from peer_tui.domain.people import Person
from peer_tui.domain.preferences import Preference, Stance
from peer_tui.errors import EditConflict, UsageError
from peer_tui.services.people import add_person
from peer_tui.services.undo import redo, undo
from peer_tui.services.wishes import Wish, acted_on, add_wish, change_wish, pass_gate, remove_wish
from peer_tui.storage.queries.reach import boundaries, preferences
from peer_tui.storage.store import Store
from tests.services.conftest import dump

MAIL = Boundary(Side.THEIRS, BoundaryKind.CHANNEL, "mail only", agreed_on=date(2026, 10, 3))
OAK = Preference("oak", Stance.WANTS)


@pytest.fixture
def ann(store: Store) -> int:
    return add_person(store, Person("Ann")).ids[0]


def wishes(store: Store, who: int) -> list[Wish]:
    return [*boundaries(store.reader, who), *preferences(store.reader, who)]


@pytest.mark.parametrize("wish", [MAIL, OAK])
def test_every_act_is_one_step_back_and_forth(store: Store, ann: int, wish: Wish) -> None:
    before = dump(store)
    said = add_wish(store, ann, wish)
    assert said.message.startswith("Written down for Ann: ")
    [kept] = wishes(store, ann)
    assert replace(kept, id=None, person_id=None) == wish
    added = dump(store)
    if isinstance(kept, Boundary):
        change_wish(store, kept, replace(kept, value="not phone"))
    else:
        change_wish(store, kept, replace(kept, topic="pine"))
    assert dump(store) != added
    undo(store)
    assert dump(store) == added
    redo(store)
    [changed] = wishes(store, ann)
    remove_wish(store, changed)
    assert wishes(store, ann) == []
    undo(store)
    undo(store)
    undo(store)
    assert dump(store) == before


def test_a_boundary_may_become_a_preference(store: Store, ann: int) -> None:
    add_wish(store, ann, MAIL)
    [kept] = wishes(store, ann)
    before = dump(store)
    change_wish(store, kept, OAK)
    [changed] = wishes(store, ann)
    assert isinstance(changed, Preference)
    undo(store)
    assert dump(store) == before


def test_what_was_changed_elsewhere_is_not_overwritten(store: Store, ann: int) -> None:
    add_wish(store, ann, MAIL)
    [shown] = wishes(store, ann)
    assert isinstance(shown, Boundary)
    change_wish(store, shown, replace(shown, value="not phone"))
    before = dump(store)
    with pytest.raises(EditConflict):
        change_wish(store, shown, replace(shown, value="not text"))
    with pytest.raises(EditConflict):
        remove_wish(store, shown)
    assert dump(store) == before


def test_what_cannot_be_read_is_refused(store: Store, ann: int) -> None:
    before = dump(store)
    for wish in (replace(MAIL, value="maybe"), replace(OAK, topic=" \x1b ")):
        with pytest.raises(UsageError):
            add_wish(store, ann, wish)
    with pytest.raises(EditConflict):
        add_wish(store, ann + 1, MAIL)
    assert dump(store) == before


def test_hostile_text_is_cleaned(store: Store, ann: int) -> None:
    add_wish(store, ann, replace(OAK, topic="oak\x1b]52;c;x\x07\nnews"))
    [kept] = wishes(store, ann)
    assert isinstance(kept, Preference)
    assert "\x1b" not in kept.topic
    assert "\n" not in kept.topic


def test_a_wish_that_was_answered(store: Store, ann: int) -> None:
    add_wish(store, ann, OAK)
    [kept] = wishes(store, ann)
    assert isinstance(kept, Preference)
    acted_on(store, kept)
    assert store.reader.value("SELECT acted_on FROM preference") == "2026-11-18"


def test_passing_the_gate_is_kept_in_the_history(store: Store, ann: int) -> None:
    before = dump(store)
    with pytest.raises(UsageError):
        pass_gate(store, ann, "mail only", "  ")
    pass_gate(store, ann, "mail only", "the pipe burst")
    kind, text = store.reader.row("SELECT kind, text FROM interaction")
    assert kind == "note"
    assert "the pipe burst" in text
    assert "mail only" in text
    assert store.reader.value("SELECT last_contact_on FROM person") is None
    undo(store)
    assert dump(store) == before


def test_what_says_the_same_is_not_written_twice(store: Store, ann: int) -> None:
    for wish in (MAIL, OAK):
        add_wish(store, ann, wish)
        before = dump(store)
        with pytest.raises(UsageError, match=r"^Kept already: "):
            add_wish(store, ann, wish)
        assert dump(store) == before
    add_wish(store, ann, replace(MAIL, until=date(2027, 3, 1)))
    assert len(wishes(store, ann)) == 3


def test_what_is_said_of_a_topic_anew_takes_the_place_of_what_was_said(
    store: Store, ann: int
) -> None:
    again = date(2027, 3, 1)
    add_wish(store, ann, replace(OAK, acted_on=date(2026, 10, 3), reconfirm_on=again))
    [kept] = preferences(store.reader, ann)
    before = dump(store)
    add_wish(store, ann, replace(OAK, topic="Oak", said_on=date(2026, 11, 18)))
    [said] = preferences(store.reader, ann)
    assert said == replace(kept, said_on=date(2026, 11, 18), version=2)
    add_wish(store, ann, replace(OAK, topic="Oak", stance=Stance.AVOIDS))
    [now] = preferences(store.reader, ann)
    assert now == Preference("Oak", Stance.AVOIDS, id=kept.id, person_id=ann, version=3)
    assert store.reader.rows("SELECT status FROM follow_up") == [("let go",)]
    undo(store)
    undo(store)
    assert dump(store) == before
