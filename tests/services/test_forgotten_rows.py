"""What is forgotten is not asked again, not offered, and not named where Peer wrote the name."""

from __future__ import annotations

from datetime import date

import pytest

from peer_tui.domain.introductions import Consent
from peer_tui.domain.invitations import InvitationKind
from peer_tui.domain.people import DateKind, ImportantDate, PartialDate, Person
from peer_tui.domain.preferences import Preference, Stance
from peer_tui.domain.quick_add import parse
from peer_tui.services import add, forgetting, introductions, invitations, undo, wishes
from peer_tui.services.people import add_person
from peer_tui.storage import doctor
from peer_tui.storage.queries.around import introductions_of
from peer_tui.storage.queries.kept_about import kept_about
from peer_tui.storage.queries.needs import open_needs
from peer_tui.storage.queries.stories import shareable
from peer_tui.storage.queries.suggestions import suggestions
from peer_tui.storage.store import Store
from tests.services.conftest import NOW, dump
from tests.storage.support import add as add_somebody

OPEN = "SELECT text FROM follow_up WHERE status = 'open' ORDER BY id"
TEXTS = "SELECT text FROM follow_up ORDER BY id"


def say(store: Store, line: str) -> None:
    add.save(store, parse(line, NOW, add.known_people(store.reader)), allow_new=False)


@pytest.fixture
def ana(store: Store) -> int:
    """Somebody of whom every sort of question stands in the queue."""
    birthday = ImportantDate(DateKind.BIRTHDAY, PartialDate(1980, 12, 3), lead_days=7)
    [who] = add_person(store, Person("Ana Ruiz", dates=(birthday,))).ids
    asked_again = Preference("oak", Stance.WANTS, reconfirm_on=date(2026, 11, 18))
    wishes.add_wish(store, who, asked_again)
    say(store, "need @ana leaking tap, check in 2 weeks")
    invitations.add_invitation(store, who, InvitationKind.STORY, "tell of the divorce")
    return who


def forget_sections(store: Store, who: int, *sections: str) -> None:
    lines = [line for line in kept_about(store.reader, who) if line.section in sections]
    assert {line.section for line in lines} == set(sections)
    forgetting.forget(store, who, lines)


def test_what_is_forgotten_in_parts_is_not_asked_again(store: Store, ana: int) -> None:
    before = dump(store)
    assert len(store.reader.rows(OPEN)) == 4
    forget_sections(store, ana, "Dates", "What they asked for", "Needs", "Invitations")
    assert store.reader.rows(OPEN) == []
    assert set(store.reader.rows(TEXTS)) == {("(forgotten 18 Nov 2026)",)}
    assert open_needs(store.reader).first(9) == []
    assert invitations.blocked(store.reader, ana, "Ana Ruiz", NOW.date()) == ""
    assert doctor.examine(store.path) == []
    undo.undo(store)
    assert dump(store) == before


def test_the_other_one_of_an_introduction_is_not_asked_about_them(store: Store, ana: int) -> None:
    ben = add_somebody(store, "Ben Ito")
    introductions.add_introduction(store, ana, ben, "wholesale")
    shown = introductions_of(store.reader, ana)[0].introduction
    introductions.answered(store, shown, ana, Consent.YES)
    before = dump(store)
    assert ("introduce to Ana Ruiz, about wholesale? ask them",) in store.reader.rows(OPEN)
    forgetting.forget_all(store, ana)
    assert store.reader.rows(OPEN) == []
    for table in ("introduction", "need", "invitation"):
        assert store.reader.value(f"SELECT count(*) FROM {table} WHERE closed_on IS NULL") == 0
    assert not any("Ana" in text for (text,) in store.reader.rows(TEXTS))
    undo.undo(store)
    assert dump(store) == before


def test_a_forgotten_story_is_not_offered_nor_applauded(store: Store) -> None:
    ana = add_somebody(store, "Ana Ruiz")
    say(store, "win @ana opened the second shop, may share")
    [story] = shareable(store.reader)
    assert suggestions(store.reader, NOW)
    lines = [line for line in kept_about(store.reader, ana) if line.row_id == story.interaction_id]
    forgetting.forget(store, ana, lines)
    assert shareable(store.reader) == []
    assert suggestions(store.reader, NOW) == []
    assert store.reader.rows(OPEN) == []


def introduced(store: Store) -> tuple[int, int]:
    ana, ben = add_somebody(store, "Ana Ruiz"), add_somebody(store, "Ben Ito")
    introductions.add_introduction(store, ben, ana, "oak")
    for who in (ana, ben):
        shown = introductions_of(store.reader, ana)[0].introduction
        introductions.answered(store, shown, who, Consent.YES)
    introductions.made(store, introductions_of(store.reader, ana)[0].introduction)
    say(store, "log @ana and @ben talked about the fair")
    return ana, ben


def test_a_purge_takes_the_name_out_of_what_peer_wrote(store: Store) -> None:
    ana, _ = introduced(store)
    forgetting.purge(store, ana, "ana")
    kept = store.reader.rows("SELECT text FROM interaction ORDER BY id")
    assert kept == [("introduced Ben Ito and somebody, about oak",), ("talked about the fair",)]
    journal = store.reader.rows("SELECT coalesce(before, ''), coalesce(after, '') FROM change")
    assert not any("Ana" in before + after for before, after in journal)
    labels = store.reader.rows("SELECT label FROM action WHERE kind <> 'purge'")
    assert not any("Ana" in label for (label,) in labels)
    assert doctor.examine(store.path) == []


def test_what_is_shared_stays_with_the_other_and_is_said(store: Store) -> None:
    ana, ben = introduced(store)
    before = dump(store)
    outcome = forgetting.forget_all(store, ana)
    assert outcome.message.endswith("What is shared with others stays theirs: 2 entries.")
    told = [line.text for line in kept_about(store.reader, ben) if "Shared" in line.section]
    assert any("talked about the fair" in text for text in told)
    assert any("introduced Ben Ito and somebody, about oak" in text for text in told)
    assert not [line for line in kept_about(store.reader, ana) if "Shared" in line.section]
    assert doctor.examine(store.path) == []
    undo.undo(store)
    assert dump(store) == before
