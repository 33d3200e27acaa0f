"""Needs, kindness and stories are read by their indexes, and kindness by a bounded look back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from peer_tui.domain.follow_ups import Purpose
from peer_tui.domain.history import Side
from peer_tui.domain.needs import NeedDraft
from peer_tui.domain.stories import StoryAspect
from peer_tui.services.kindness import write_kindness
from peer_tui.services.needs import write_need
from peer_tui.services.standing import end_well
from peer_tui.services.stories import turn_sharing, write_story
from peer_tui.services.undo import undo
from peer_tui.storage.queries.card import LOOK_BACK
from peer_tui.storage.queries.needs import needs_of, open_needs, open_needs_of, unplanned
from peer_tui.storage.queries.questions import oldest_question
from peer_tui.storage.queries.stories import last_kindness, shareable
from peer_tui.storage.reader import Reader
from peer_tui.storage.store import Store
from tests.storage.support import NOW, TODAY, add, dump, new_store
from tests.storage.test_filter_plans import PlanReader

Read = Callable[[Reader, int], object]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = new_store(tmp_path)
    yield opened
    opened.close()


def kind(store: Store, who: int, side: Side, text: str, days_ago: int) -> None:
    with store.transaction("add", text) as transaction:
        at = NOW - timedelta(days=days_ago)
        write_kindness(transaction, [who], text, side=side, at=at)


@pytest.mark.parametrize(
    "read",
    [
        lambda reader, who: needs_of(reader, who),
        lambda reader, who: open_needs_of(reader, who),
        lambda reader, who: open_needs(reader).first(20),
        lambda reader, who: unplanned(reader, 20),
        lambda reader, who: last_kindness(reader, who),
        lambda reader, who: shareable(reader),
        lambda reader, who: shareable(reader, who),
        lambda reader, who: oldest_question(reader, who, [Purpose.ASK_SOLVED]),
    ],
)
def test_nothing_looks_through_a_whole_table(read: Read, store: Store, tmp_path: Path) -> None:
    who = add(store, "Ann")
    with store.transaction("add", "need") as transaction:
        write_need(transaction, NeedDraft(who, "tap", TODAY), TODAY)
    reader = PlanReader(store.path)
    read(reader, who)
    reader.close()
    assert reader.steps
    for step in reader.steps:
        # Of needs and shared stories only what is open or shared, by an index of just those.
        assert not step.startswith("SCAN") or "USING INDEX" in step or "newest" in step, step
    pages = [step for step in reader.steps if "USE TEMP B-TREE FOR ORDER BY" in step]
    assert not pages or read(store.reader, who) is not None


def test_nothing_is_to_be_planned_with_those_with_whom_it_ended(store: Store) -> None:
    who, other = add(store, "Ann"), add(store, "Ben")
    with store.transaction("add", "needs") as transaction:
        for person_id in (who, other):
            write_need(transaction, NeedDraft(person_id, "tap"), TODAY)
    end_well(store, [who])
    assert [need.person_name for need in unplanned(store.reader, 9)] == ["Ben"]


def test_the_last_kindness_of_each_side(store: Store) -> None:
    who, other = add(store, "Ann"), add(store, "Ben")
    kind(store, who, Side.MINE, "lent our van", 98)
    kind(store, who, Side.THEIRS, "pears", 60)
    kind(store, who, Side.THEIRS, "the referral", 46)
    kind(store, other, Side.MINE, "drove him home", 1)
    found = last_kindness(store.reader, who)
    assert [(each.side, each.text) for each in found] == [
        (Side.THEIRS, "the referral"),
        (Side.MINE, "lent our van"),
    ]
    assert found[0].on == TODAY - timedelta(days=46)


def test_only_the_newest_entries_are_looked_through(store: Store) -> None:
    who = add(store, "Ann")
    kind(store, who, Side.MINE, "long ago", 900)
    with store.transaction("add", "much") as transaction:
        for number in range(LOOK_BACK):
            at = NOW - timedelta(hours=number)
            write_story(transaction, [who], "talked", aspect=None, at=at)
    assert last_kindness(store.reader, who) == []


def test_stories_to_share_newest_first_with_the_first_who_told(store: Store) -> None:
    who, other = add(store, "Ann"), add(store, "Ben")
    before = dump(store)
    with store.transaction("add", "stories") as transaction:
        for number, share in ((3, True), (2, False), (1, True)):
            write_story(
                transaction,
                [who, other] if number == 1 else [who],
                f"story {number}",
                aspect=StoryAspect.WIN,
                at=NOW - timedelta(days=number),
                may_share=share,
            )
    assert [(each.text, each.person_id) for each in shareable(store.reader)] == [
        ("story 1", who),
        ("story 3", who),
    ]
    assert [each.text for each in shareable(store.reader, other)] == ["story 1"]
    assert [each.text for each in shareable(store.reader, most=1)] == ["story 1"]
    turn_sharing(store, shareable(store.reader)[0].interaction_id)
    assert [each.text for each in shareable(store.reader)] == ["story 3"]
    undo(store)
    undo(store)
    assert dump(store) == before
