"""Whom one means can be purged, and nothing that stays is hurt by it."""

from __future__ import annotations

import pytest

from peer_tui.domain.needs import NeedDraft
from peer_tui.domain.quick_add import parse
from peer_tui.services import add, forgetting, undo
from peer_tui.services.needs import write_need
from peer_tui.storage import doctor
from peer_tui.storage.models import FollowUp, Need
from peer_tui.storage.queries.kept_about import kept_about
from peer_tui.storage.store import Store
from tests.services.conftest import NOW, dump
from tests.storage.support import add as add_somebody


def say(store: Store, line: str) -> None:
    add.save(store, parse(line, NOW, add.known_people(store.reader)), allow_new=True)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("İpek Yıldız", "İpe"),
        ("İpek Yıldız", "İpek Yıldız"),
        ("Bo Lind", "Bo "),
        ("Bo Lind", "bol"),
        ("山田 太郎", "山田 "),
        ("Zoë Müller", "zoë"),
        ("X", "x"),
    ],
)
def test_every_name_can_be_typed(name: str, typed: str) -> None:
    assert forgetting.is_meant(name, typed)


@pytest.mark.parametrize(
    ("name", "typed"), [("Bo Lind", "B"), ("Bo Lind", ""), ("Zoë", "zo"), ("  ", ""), (" ", " ")]
)
def test_another_name_or_too_little_is_not_meant(name: str, typed: str) -> None:
    assert not forgetting.is_meant(name, typed)


def test_a_row_that_went_to_somebody_else_leaves_the_journal_whole(store: Store) -> None:
    ana, ben = add_somebody(store, "Ana Lima"), add_somebody(store, "Ben Oak")
    say(store, "thanks @ana for the cake")
    row = store.reader.value("SELECT id FROM follow_up")
    with store.transaction("edit", "Changed: the bench") as transaction:
        transaction.update(FollowUp, row, {"person_id": ben, "text": "the bench"})
    forgetting.purge(store, ana, "ana")
    rows = store.reader.rows("SELECT person_id, interaction_id, text FROM follow_up")
    assert rows == [(ben, None, "the bench")]
    assert doctor.examine(store.path) == []


def test_undo_says_what_it_takes_back_of_a_purged_person(store: Store) -> None:
    ana = add_somebody(store, "Ana Lima")
    add_somebody(store, "Ben Oak")
    say(store, "log @ana @ben had lunch")
    forgetting.purge(store, ana, "ana")
    assert undo.undo(store).message == "Undone: something about a person who is purged."
    assert undo.redo(store).message == "Redone: something about a person who is purged."
    assert doctor.examine(store.path) == []


def test_what_a_forgotten_row_was_like_is_forgotten_too(store: Store) -> None:
    ana = add_somebody(store, "Ana Lima")
    say(store, "story @ana win: the fair")
    with store.transaction("need", "x") as transaction:
        need = write_need(transaction, NeedDraft(ana, "tap", NOW.date()), NOW.date())
        closed = {"outcome": "solved", "said_by": "mine", "closed_on": "2026-11-18"}
        transaction.update(Need, need, closed)
    before = dump(store)
    chosen = [each for each in kept_about(store.reader, ana) if each.entity != "person"]
    forgetting.forget(store, ana, chosen)
    assert store.reader.rows("SELECT outcome, said_by FROM need") == [("", "")]
    assert set(store.reader.rows("SELECT aspect FROM interaction")) == {("",)}
    undo.undo(store)
    assert dump(store) == before
