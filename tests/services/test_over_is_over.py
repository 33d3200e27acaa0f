"""What is over stays over: introductions, invitations and stories that are no question any more."""

from __future__ import annotations

import pytest

from peer_tui.domain.history import InteractionKind
from peer_tui.domain.introductions import Consent, Introduction
from peer_tui.domain.invitations import Answer, Invitation, InvitationKind, state_words
from peer_tui.domain.quick_add import parse
from peer_tui.errors import EditConflict, UsageError
from peer_tui.services import add, contact, introductions, invitations, stories
from peer_tui.services.items import Entry, write_entry
from peer_tui.storage.queries import around
from peer_tui.storage.queries.agenda import queue
from peer_tui.storage.store import Store
from tests.services.conftest import NOW, dump
from tests.storage.support import add as add_somebody


def the_invitation(store: Store, who: int) -> Invitation:
    return around.invitations_of(store.reader, who)[0]


def the_introduction(store: Store, who: int) -> Introduction:
    return around.introductions_of(store.reader, who)[0].introduction


@pytest.mark.parametrize("answer", [Answer.YES, Answer.LATER])
def test_an_answered_invitation_that_is_left_did_not_come(store: Store, answer: Answer) -> None:
    ana = add_somebody(store, "Ana Ruiz")
    invitations.add_invitation(store, ana, InvitationKind.STORY, "tell")
    invitations.answered(store, the_invitation(store, ana), answer)
    invitations.left(store, the_invitation(store, ana))
    assert state_words(the_invitation(store, ana)) == "left at that"
    assert (f"said {answer}: tell",) in store.reader.rows("SELECT text FROM interaction")


def test_a_closed_invitation_is_not_left_or_asked_again(store: Store) -> None:
    ana = add_somebody(store, "Ana Ruiz")
    invitations.add_invitation(store, ana, InvitationKind.STORY, "tell")
    invitations.answered(store, the_invitation(store, ana), Answer.NO)
    before = dump(store)
    for act in (invitations.left, invitations.asked):
        with pytest.raises(UsageError, match="already"):
            act(store, the_invitation(store, ana))
    assert dump(store) == before


def test_what_they_said_yes_to_is_not_asked_once_more(store: Store) -> None:
    ana = add_somebody(store, "Ana Ruiz")
    invitations.add_invitation(store, ana, InvitationKind.STORY, "tell")
    said = invitations.blocked(store.reader, ana, "Ana Ruiz", NOW.date())
    assert said.endswith("“tell”, since Wed 18 Nov.")
    invitations.answered(store, the_invitation(store, ana), Answer.YES)
    before = dump(store)
    with pytest.raises(UsageError, match="answered by Ana Ruiz already"):
        invitations.asked(store, the_invitation(store, ana))
    assert dump(store) == before


def test_an_introduction_that_is_over_has_no_other_outcome(store: Store) -> None:
    ana, ben = add_somebody(store, "Ana Ruiz"), add_somebody(store, "Ben Ito")
    introductions.add_introduction(store, ana, ben, "")
    for who in (ana, ben):
        introductions.answered(store, the_introduction(store, ana), who, Consent.YES)
    introductions.made(store, the_introduction(store, ana))
    introductions.outcome(store, the_introduction(store, ana), "they trade")
    before = dump(store)
    with pytest.raises(UsageError, match="over already"):
        introductions.outcome(store, the_introduction(store, ana), "nothing")
    with pytest.raises(UsageError, match="over already"):
        introductions.left(store, the_introduction(store, ana))
    assert dump(store) == before


def test_my_applause_is_no_story_of_theirs(store: Store) -> None:
    add_somebody(store, "Ana Ruiz")
    line = parse("win @ana opened the shop", NOW, add.known_people(store.reader))
    add.save(store, line, allow_new=False)
    [item] = queue(store.reader, NOW.date()).first(9)
    [applause] = contact.thank(store, [item], "bravo!").ids
    with pytest.raises(UsageError, match="they told"):
        stories.turn_sharing(store, applause)


def test_an_entry_about_somebody_who_is_gone_is_no_broken_file(store: Store) -> None:
    entry = Entry("talked", NOW, InteractionKind.CONVERSATION)
    with (
        pytest.raises(EditConflict, match="is no longer there"),
        store.transaction("log", "Logged") as transaction,
    ):
        write_entry(transaction, entry, [7])
