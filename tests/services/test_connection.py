"""Relations, introductions, invitations: each act is one undo step, both consents come first."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peer_tui.clock import FixedClock
from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.introductions import Consent, Introduction, IntroductionState
from peer_tui.domain.invitations import (
    LATER_DAYS,
    RECEIVE_DAYS,
    REST_DAYS,
    Answer,
    Invitation,
    InvitationKind,
)
from peer_tui.domain.quick_add import PersonRef
from peer_tui.domain.referrals import MOST_PEOPLE, tree_lines
from peer_tui.domain.relations import Relation, RelationKind, Tie, sameness
from peer_tui.errors import EditConflict, UsageError
from peer_tui.interchange.json_archive import write_archive
from peer_tui.interchange.json_archive_reading import read_archive
from peer_tui.services import introductions, invitations, items, relations, standing
from peer_tui.services.contact import mail_sent
from peer_tui.services.merging import merge, read_merge
from peer_tui.services.relations import RelationDraft
from peer_tui.services.undo import redo, undo
from peer_tui.storage.doctor import examine
from peer_tui.storage.models import FollowUp
from peer_tui.storage.queries import around
from peer_tui.storage.queries.items import open_follow_up
from peer_tui.storage.store import Store
from tests.services.conftest import NOW, dump
from tests.storage.support import add, new_store

TODAY = NOW.date()
WORKS_WITH = Tie(RelationKind.COLLEAGUE)
REFERRED_BY = Tie(RelationKind.REFERRED_BY)
OPEN_ROWS = (
    "SELECT person_id, text, due_on, purpose, snoozed_until, waits_for_reply FROM follow_up"
    " WHERE status = 'open' ORDER BY id"
)
INTRODUCED = "introduced Ana Ruiz and Ben Ito, about oak"
STORIES = "SELECT kind, text FROM interaction ORDER BY id"


@pytest.fixture
def three(store: Store) -> tuple[int, int, int]:
    return add(store, "Ana Ruiz"), add(store, "Ben Ito"), add(store, "Cem Kaya")


def tie(store: Store, one: int, other: int, tied: Tie = WORKS_WITH) -> int:
    return relations.add_relation(store, RelationDraft(one, other, tied)).ids[0]


def around_words(store: Store, who: int) -> list[str]:
    return [f"{each.tie.words} {each.name}" for each in around.related(store.reader, who)]


def the_introduction(store: Store, who: int) -> Introduction:
    [shown] = around.introductions_of(store.reader, who)
    return shown.introduction


def the_invitation(store: Store, who: int) -> Invitation:
    return around.invitations_of(store.reader, who)[0]


def later(store: Store, days: int) -> None:
    store.clock = FixedClock(store.clock.now() + timedelta(days=days))


# relations


def test_a_relation_reads_from_both_ends(store: Store, three: tuple[int, int, int]) -> None:
    ana, ben, cem = three
    said = relations.add_relation(store, RelationDraft(ana, ben, Tie(RelationKind.EMPLOYER)))
    assert said.message == "Kept: Ana Ruiz employs Ben Ito."
    tie(store, ana, cem, Tie(RelationKind.OTHER, "godmother of / godchild of"))
    assert around_words(store, ana) == ["employs Ben Ito", "godmother of Cem Kaya"]
    assert around_words(store, ben) == ["works for Ana Ruiz"]
    assert around_words(store, cem) == ["godchild of Ana Ruiz"]


def test_the_same_is_not_kept_twice_from_either_end(
    store: Store, three: tuple[int, int, int]
) -> None:
    ana, ben, _ = three
    first = tie(store, ana, ben)
    with pytest.raises(UsageError, match="Kept already: Ben Ito works with Ana Ruiz"):
        tie(store, ben, ana)
    with store.transaction("add", "line") as transaction:
        same = relations.write_relation(transaction, ben, ana, RelationKind.COLLEAGUE)
    assert same == first
    with pytest.raises(UsageError, match="two people"):
        tie(store, ana, ana)


def test_a_relation_is_changed_taken_out_and_back(
    store: Store, three: tuple[int, int, int]
) -> None:
    ana, ben, _ = three
    empty = dump(store)
    tie(store, ana, ben)
    added = dump(store)
    [shown] = around.related(store.reader, ben)
    relations.change_relation(store, shown.relation, RelationDraft(ben, ana, REFERRED_BY))
    assert around_words(store, ana) == ["referred Ben Ito"]
    changed = dump(store)
    with pytest.raises(EditConflict, match="changed elsewhere"):
        relations.remove_relation(store, shown.relation)
    [shown] = around.related(store.reader, ana)
    relations.remove_relation(store, shown.relation)
    assert around_words(store, ana) == []
    for expected in (changed, added, empty):
        undo(store)
        assert dump(store) == expected
    redo(store)
    assert dump(store) == added


def test_referrals_are_a_small_tree_whatever_was_written(
    store: Store, three: tuple[int, int, int]
) -> None:
    ana, ben, cem = three
    tie(store, ben, ana, REFERRED_BY)
    tie(store, cem, ben, REFERRED_BY)
    drawn = [
        [f"{line.lines}{line.name}" for line in tree_lines(tree)]
        for who in three
        if (tree := around.referrals(store.reader, who)) is not None
    ]
    assert drawn == [["Ana Ruiz", "└ Ben Ito", "  └ Cem Kaya"]] * 3
    tie(store, ana, cem, REFERRED_BY)
    for who in three:
        tree = around.referrals(store.reader, who)
        assert tree is not None
        names = [line.name for line in tree_lines(tree)]
        assert sorted(names) == ["Ana Ruiz", "Ben Ito", "Cem Kaya"]


def test_of_many_referred_some_are_drawn(store: Store, three: tuple[int, int, int]) -> None:
    ana, _, _ = three
    for number in range(25):
        tie(store, add(store, f"Friend {number:02}"), ana, REFERRED_BY)
    tree = around.referrals(store.reader, ana)
    assert tree is not None
    lines = tree_lines(tree)
    assert [lines[1].name, lines[20].name, lines[21].name] == ["Friend 00", "Friend 19", "and more"]
    assert len(lines) == 22
    for number in range(20):
        for _ in range(20):
            friend = store.reader.value(
                "SELECT id FROM person WHERE name = ?", (f"Friend {number:02}",)
            )
            tie(store, add(store, "Somebody"), friend, REFERRED_BY)
    tree = around.referrals(store.reader, ana)
    assert tree is not None
    people = [line for line in tree_lines(tree) if line.person_id is not None]
    assert len(people) == MOST_PEOPLE
    assert len({line.person_id for line in people}) == MOST_PEOPLE


# introductions


def test_an_introduction_is_made_once_both_said_yes(
    store: Store, three: tuple[int, int, int]
) -> None:
    ana, ben, _ = three
    introductions.add_introduction(store, ana, ben, "wholesale")
    ask = "introduce to Ben Ito, about wholesale? ask both"
    assert store.reader.rows(OPEN_ROWS) == [(ana, ask, "2026-11-18", "introduction", None, 0)]
    with pytest.raises(UsageError, match="once both said yes"):
        introductions.made(store, the_introduction(store, ana))
    introductions.answered(store, the_introduction(store, ana), ana, Consent.YES)
    [(who, text, *_)] = store.reader.rows(OPEN_ROWS)
    assert (who, text) == (ben, "introduce to Ana Ruiz, about wholesale? ask them")
    with pytest.raises(UsageError, match="once both said yes"):
        introductions.made(store, the_introduction(store, ana))
    introductions.answered(store, the_introduction(store, ben), ben, Consent.YES)
    assert the_introduction(store, ana).state is IntroductionState.READY
    said = introductions.made(store, the_introduction(store, ben))
    assert "in two weeks I ask" in said.message
    [(who, text, due, *_)] = store.reader.rows(OPEN_ROWS)
    assert (who, text, due) == (ana, "ask what came of meeting Ben Ito", "2026-12-02")
    assert store.reader.rows(STORIES) == [
        ("introduction", "introduced Ana Ruiz and Ben Ito, about wholesale")
    ]
    assert store.reader.value("SELECT count(*) FROM interaction_person") == 2
    introductions.outcome(store, the_introduction(store, ana), "they share a van now")
    assert the_introduction(store, ben).state is IntroductionState.OVER
    assert store.reader.rows(OPEN_ROWS) == []


def test_a_no_ends_it_kindly_and_nobody_is_told_whose(
    store: Store, three: tuple[int, int, int]
) -> None:
    ana, ben, _ = three
    introductions.add_introduction(store, ana, ben, "")
    introductions.answered(store, the_introduction(store, ana), ana, Consent.YES)
    said = introductions.answered(store, the_introduction(store, ana), ben, Consent.NO)
    assert the_introduction(store, ana).state is IntroductionState.LEFT_BE
    assert store.reader.rows(OPEN_ROWS) == []
    [(kind, text)] = store.reader.rows(STORIES)
    assert (kind, text) == ("note", "left be: introducing Ana Ruiz and Ben Ito")
    assert "no" not in text.split()
    assert "Ben Ito" not in said.message.replace("Ana Ruiz and Ben Ito", "")


def test_who_was_asked_waits_for_the_answer(store: Store, three: tuple[int, int, int]) -> None:
    ana, ben, _ = three
    introductions.add_introduction(store, ana, ben, "")
    introductions.answered(store, the_introduction(store, ana), ana, Consent.ASKED)
    [(who, *_, snoozed, waits)] = store.reader.rows(OPEN_ROWS)
    assert (who, snoozed, waits) == (ben, None, 0)
    introductions.answered(store, the_introduction(store, ana), ben, Consent.ASKED)
    [(who, *_, snoozed, waits)] = store.reader.rows(OPEN_ROWS)
    assert (who, snoozed, waits) == (ana, "2026-11-25", 1)


def test_one_introduction_of_two_at_a_time(store: Store, three: tuple[int, int, int]) -> None:
    ana, ben, cem = three
    introductions.add_introduction(store, ana, ben, "")
    with pytest.raises(UsageError, match="under way already"):
        introductions.add_introduction(store, ben, ana, "again")
    with pytest.raises(UsageError, match="two people"):
        introductions.add_introduction(store, ana, ana, "")
    introductions.add_introduction(store, cem, ana, "")
    introductions.left(
        store, next(each.introduction for each in around.introductions_of(store.reader, ben))
    )
    introductions.add_introduction(store, ben, ana, "now")


# invitations


def test_a_yes_is_received_and_thanked_for(store: Store, three: tuple[int, int, int]) -> None:
    ana, _, _ = three
    story = InvitationKind.STORY
    invitations.add_invitation(store, ana, story, "tell the story of the oak table")
    assert store.reader.rows(OPEN_ROWS) == [
        (ana, "ask to tell the story of the oak table", "2026-11-18", "invitation", None, 0)
    ]
    invitations.asked(store, the_invitation(store, ana))
    [(*_, snoozed, waits)] = store.reader.rows(OPEN_ROWS)
    assert (snoozed, waits) == ("2026-11-25", 1)
    invitations.answered(store, the_invitation(store, ana), Answer.YES)
    [(_, text, due, _, snoozed, _)] = store.reader.rows(OPEN_ROWS)
    assert text == "said yes, receive it: tell the story of the oak table"
    assert due == (TODAY + timedelta(days=RECEIVE_DAYS)).isoformat()
    assert snoozed is None
    with pytest.raises(UsageError, match="One ask at a time: what they said yes to is open"):
        invitations.add_invitation(store, ana, story, "")
    invitations.received(store, the_invitation(store, ana))
    [(_, text, due, purpose, *_)] = store.reader.rows(OPEN_ROWS)
    assert (text, due, purpose) == (
        "thank for: tell the story of the oak table",
        "2026-11-18",
        "thank",
    )
    with pytest.raises(UsageError, match="answered"):
        invitations.answered(store, the_invitation(store, ana), Answer.NO)


def test_a_no_rests(store: Store, three: tuple[int, int, int]) -> None:
    ana, _, _ = three
    invitations.add_invitation(store, ana, InvitationKind.ADVICE, "")
    invitations.answered(store, the_invitation(store, ana), Answer.NO)
    assert the_invitation(store, ana).rests_until == TODAY + timedelta(days=REST_DAYS)
    with pytest.raises(UsageError, match="nothing is asked before"):
        invitations.add_invitation(store, ana, InvitationKind.STORY, "")
    later(store, REST_DAYS)
    invitations.add_invitation(store, ana, InvitationKind.STORY, "")


def test_later_asks_again_and_blocks_another(store: Store, three: tuple[int, int, int]) -> None:
    ana, _, _ = three
    invitations.add_invitation(store, ana, InvitationKind.HELP, "help Ben with the saw")
    invitations.answered(store, the_invitation(store, ana), Answer.LATER)
    [(_, text, due, *_)] = store.reader.rows(OPEN_ROWS)
    assert text == "ask to help Ben with the saw"
    assert due == (TODAY + timedelta(days=LATER_DAYS)).isoformat()
    with pytest.raises(UsageError, match="One ask at a time: one is open"):
        invitations.add_invitation(store, ana, InvitationKind.STORY, "")
    invitations.left(store, the_invitation(store, ana))
    assert store.reader.rows(OPEN_ROWS) == []
    invitations.add_invitation(store, ana, InvitationKind.STORY, "")


def test_an_answer_after_the_row_was_done_makes_the_next_row_anew(
    store: Store, three: tuple[int, int, int]
) -> None:
    ana, ben, _ = three
    introductions.add_introduction(store, ana, ben, "")
    invitations.add_invitation(store, ana, InvitationKind.HELP, "")
    with store.transaction("done", "by hand") as transaction:
        for row in transaction.query("SELECT id FROM follow_up"):
            transaction.update(FollowUp, row["id"], {"status": "done"})
    introductions.answered(store, the_introduction(store, ana), ana, Consent.YES)
    invitations.answered(store, the_invitation(store, ana), Answer.YES)
    assert [row[3] for row in store.reader.rows(OPEN_ROWS)] == ["introduction", "invitation"]


# the verbs of the queue


def row_of(store: Store, purpose: str) -> AgendaItem:
    [follow_up_id] = store.reader.row(
        "SELECT id FROM follow_up WHERE status = 'open' AND purpose = ?", (purpose,)
    )
    found = open_follow_up(store.reader, follow_up_id)
    assert found is not None
    return found


def taken_back(store: Store, act: Callable[[], object]) -> None:
    """Do it, take it back, do it again: every row as before."""
    before = dump(store)
    act()
    after = dump(store)
    undo(store)
    assert dump(store) == before
    redo(store)
    assert dump(store) == after


def test_done_goes_on_with_the_introduction(store: Store, three: tuple[int, int, int]) -> None:
    ana, ben, _ = three
    introductions.add_introduction(store, ana, ben, "oak")
    said = items.done(store, [row_of(store, "introduction")])
    assert said.message.endswith("ask both (Ana Ruiz). Waits till Wed 25 Nov.")
    assert the_introduction(store, ana).one_consent is Consent.ASKED
    assert the_introduction(store, ana).other_consent is Consent.ASKED
    [(who, text, due, _, snoozed, waits)] = store.reader.rows(OPEN_ROWS)
    assert (who, due, snoozed, waits) == (ana, "2026-11-18", "2026-11-25", 1)
    _consent(store, ana, ben)
    said = items.done(store, [row_of(store, "introduction")])
    assert said.message.endswith("In two weeks I ask what came of it.")
    assert the_introduction(store, ana).state is IntroductionState.MADE
    assert (INTRODUCED,) in store.reader.rows("SELECT text FROM interaction")
    later(store, 14)
    taken_back(store, lambda: items.done(store, [row_of(store, "introduction")]))
    assert the_introduction(store, ana).state is IntroductionState.MADE
    [(who, text, *_, snoozed, waits)] = store.reader.rows(OPEN_ROWS)
    assert (text, snoozed, waits) == ("ask what came of meeting Ben Ito", "2026-12-09", 1)


def test_of_two_only_whom_was_spoken_to_was_asked(
    store: Store, three: tuple[int, int, int]
) -> None:
    ana, ben, _ = three
    introductions.add_introduction(store, ana, ben, "")
    entry = items.Entry("told her of Ben", NOW)
    said = items.done(store, [row_of(store, "introduction")], entry)
    assert said.message.endswith(" Next Ben Ito is asked.")
    shown = the_introduction(store, ana)
    assert (shown.one_consent, shown.other_consent) == (Consent.ASKED, Consent.NOT_ASKED)
    [(who, text, *_, snoozed, waits)] = store.reader.rows(OPEN_ROWS)
    assert (who, text, snoozed, waits) == (ben, "introduce to Ana Ruiz? ask them", None, 0)
    mail_sent(store, PersonRef(ben, "Ben Ito"), "", [row_of(store, "introduction")])
    [(*_, snoozed, waits)] = store.reader.rows(OPEN_ROWS)
    assert (snoozed, waits) == ("2026-11-25", 1)


def test_done_goes_on_with_the_invitation(store: Store, three: tuple[int, int, int]) -> None:
    ana, _, _ = three
    invitations.add_invitation(store, ana, InvitationKind.STORY, "tell of the table")
    taken_back(store, lambda: items.done(store, [row_of(store, "invitation")]))
    [(_, text, *_, snoozed, waits)] = store.reader.rows(OPEN_ROWS)
    assert (text, snoozed, waits) == ("ask to tell of the table", "2026-11-25", 1)
    assert store.reader.rows(STORIES) == [("invitation", "asked: tell of the table")]
    invitations.answered(store, the_invitation(store, ana), Answer.YES)
    said = items.done(store, [row_of(store, "invitation")])
    assert said.message.endswith(" Thanks are due.")
    assert the_invitation(store, ana).closed_on == TODAY
    thanks = row_of(store, "thank")
    items.done(store, [thanks])
    assert store.reader.rows(OPEN_ROWS) == []


@pytest.mark.parametrize("end", ["let go", "end well"])
def test_what_is_let_go_is_left(store: Store, three: tuple[int, int, int], end: str) -> None:
    ana, ben, _ = three
    introductions.add_introduction(store, ana, ben, "")
    invitations.add_invitation(store, ana, InvitationKind.HELP, "")
    rows = [row_of(store, "introduction"), row_of(store, "invitation")]

    def act() -> None:
        if end == "let go":
            said = items.let_go(store, rows)
            assert said.message == (
                "Let go 2 items. The introduction is left at that. The invitation is left at that."
            )
        else:
            standing.end_well(store, [ana])

    taken_back(store, act)
    assert the_introduction(store, ana).state is IntroductionState.LEFT_BE
    assert the_invitation(store, ana).closed_on == TODAY
    introductions.add_introduction(store, ana, ben, "again")
    invitations.add_invitation(store, ana, InvitationKind.HELP, "")


def test_a_row_without_an_introduction_is_only_done(
    store: Store, three: tuple[int, int, int]
) -> None:
    ana, *_ = three
    with store.transaction("add", "by hand") as transaction:
        values = {"person_id": ana, "text": "introduce her", "due_on": TODAY.isoformat()}
        transaction.insert(FollowUp, values | {"purpose": "introduction"})
    said = items.done(store, [row_of(store, "introduction")])
    assert said.message == "Done: introduce her (Ana Ruiz)."
    assert store.reader.rows(OPEN_ROWS) == []


# all of them

Act = Callable[[Store, int, int], object]


def _intro(store: Store, ana: int, ben: int) -> None:
    introductions.add_introduction(store, ana, ben, "oak")


def _consent(store: Store, ana: int, ben: int) -> None:
    introductions.answered(store, the_introduction(store, ana), ana, Consent.YES)
    introductions.answered(store, the_introduction(store, ana), ben, Consent.YES)


STEPS: list[Act] = [
    lambda store, ana, ben: tie(store, ana, ben),
    _intro,
    lambda store, ana, ben: introductions.answered(
        store, the_introduction(store, ana), ana, Consent.YES
    ),
    lambda store, ana, ben: introductions.answered(
        store, the_introduction(store, ana), ben, Consent.YES
    ),
    lambda store, ana, ben: introductions.made(store, the_introduction(store, ana)),
    lambda store, ana, ben: introductions.outcome(store, the_introduction(store, ana), "well"),
    lambda store, ana, ben: invitations.add_invitation(store, ben, InvitationKind.STORY, "tell"),
    lambda store, ana, ben: invitations.asked(store, the_invitation(store, ben)),
    lambda store, ana, ben: invitations.answered(store, the_invitation(store, ben), Answer.YES),
    lambda store, ana, ben: invitations.received(store, the_invitation(store, ben)),
]


def test_every_act_is_one_step_back_and_forth(store: Store, three: tuple[int, int, int]) -> None:
    ana, ben, _ = three
    states = [dump(store)]
    for step in STEPS:
        step(store, ana, ben)
        states.append(dump(store))
    for expected in reversed(states[:-1]):
        undo(store)
        assert dump(store) == expected
    for expected in states[1:]:
        redo(store)
        assert dump(store) == expected


def test_merging_keeps_what_ties_them_to_others_and_drops_what_tied_them(
    store: Store, three: tuple[int, int, int]
) -> None:
    ana, ben, cem = three
    tie(store, ana, ben)
    tie(store, ana, cem)
    tie(store, cem, ben)
    tie(store, ben, cem, Tie(RelationKind.OTHER, "sails with"))
    tie(store, cem, ben, REFERRED_BY)
    introductions.add_introduction(store, ana, ben, "each other")
    introductions.add_introduction(store, ben, cem, "wholesale")
    invitations.add_invitation(store, ben, InvitationKind.STORY, "tell")
    before = dump(store)
    merge(store, read_merge(store.reader, ana, ben))
    assert around_words(store, ana) == [
        "referred Cem Kaya",
        "sails with Cem Kaya",
        "works with Cem Kaya",
    ]
    [shown] = around.introductions_of(store.reader, ana)
    assert {shown.introduction.one_id, shown.introduction.other_id} == {ana, cem}
    assert len(around.invitations_of(store.reader, ana)) == 1
    open_texts = "SELECT text FROM follow_up WHERE status = 'open' ORDER BY id"
    assert store.reader.rows(open_texts) == [
        ("introduce to Cem Kaya, about wholesale? ask both",),
        ("ask to tell",),
    ]
    undo(store)
    assert dump(store) == before


def test_the_owner_is_told_when_it_was_changed_elsewhere(
    store: Store, three: tuple[int, int, int]
) -> None:
    ana, ben, _ = three
    _intro(store, ana, ben)
    shown = the_introduction(store, ana)
    _consent(store, ana, ben)
    before = dump(store)
    for call in (introductions.made, introductions.left):
        with pytest.raises(EditConflict, match="changed elsewhere"):
            call(store, shown)
    with pytest.raises(UsageError, match="not saved"):
        introductions.made(store, replace(shown, id=None))
    assert dump(store) == before


TIES = st.tuples(
    st.integers(0, 3),
    st.integers(0, 3),
    st.sampled_from([Tie(kind) for kind in RelationKind] + [Tie(RelationKind.OTHER, "a / b")]),
).filter(lambda drawn: drawn[0] != drawn[1])


def ties_between(store: Store, who: int) -> set[tuple[str, int]]:
    """What a person is to whom, as the page says it."""
    return {(each.tie.words, each.person_id) for each in around.related(store.reader, who)}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(TIES, max_size=12))
def test_no_tie_to_others_is_lost_by_a_merge(drawn: list[tuple[int, int, Tie]]) -> None:
    with TemporaryDirectory() as folder, closing(new_store(Path(folder))) as store:
        people = [add(store, name) for name in ("Ana", "Anna", "Cem", "May")]
        for one, other, tied in drawn:
            with store.transaction("tie", "tie") as transaction:
                relations.write_relation(
                    transaction, people[one], people[other], tied.kind, tied.label
                )
        ana, anna, *others = people
        wanted = {
            (words, who)
            for words, who in ties_between(store, ana) | ties_between(store, anna)
            if who in others
        }
        between = {who: ties_between(store, who) for who in others}
        before = dump(store)
        merge(store, read_merge(store.reader, ana, anna))
        assert ties_between(store, ana) == wanted
        for who, ties in between.items():
            there = {(words, ana if other == anna else other) for words, other in ties}
            assert ties_between(store, who) == there
        rows = [
            relations_of(row)
            for row in store.reader.rows("SELECT one_id, other_id, kind, label FROM relation")
        ]
        assert len(rows) == len(set(rows))
        undo(store)
        assert dump(store) == before


def relations_of(row: tuple[int, int, str, str]) -> tuple[int, int, RelationKind, str]:
    one_id, other_id, kind, label = row
    return sameness(Relation(one_id, other_id, RelationKind(kind), label))


def test_an_archive_keeps_all_of_it(store: Store, three: tuple[int, int, int]) -> None:
    ana, ben, _ = three
    for step in STEPS:
        step(store, ana, ben)
    kept = dump(store)
    out = io.BytesIO()
    write_archive(store.path, out)
    with TemporaryDirectory() as folder, closing(new_store(Path(folder))) as fresh:
        read_archive(fresh, io.BytesIO(out.getvalue()), "kept.json")
        assert dump(fresh) == kept
    assert examine(store.path) == []
