"""The people around one person are read by index; who is suggested follows from what was said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from peer_tui.domain.boundaries import BoundaryKind
from peer_tui.domain.date_words import Moment
from peer_tui.domain.filter_query import parse_filter
from peer_tui.domain.relations import RelationKind, Tie
from peer_tui.services import relations
from peer_tui.services.relations import RelationDraft
from peer_tui.storage.queries import around
from peer_tui.storage.queries.filters import Filter
from peer_tui.storage.queries.people import all_people
from peer_tui.storage.queries.suggestions import MOST, suggestions
from peer_tui.storage.store import Store
from peer_tui.tui.panes.card import HAS
from peer_tui.tui.panes.card_ties import tie_words
from tests.storage.support import NOW, TODAY, add, iso, new_store, put
from tests.storage.test_filter_plans import PlanReader

WHOLE_TABLE = re.compile(
    r"SCAN (relation|introduction|invitation|person|follow_up|need|interaction|link|one|other)$"
)
SORTS = re.compile("USE TEMP B-TREE FOR ORDER BY")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = new_store(tmp_path)
    yield opened
    opened.close()


def solved(store: Store, who: int, answer: str = "no more drips", said_by: str = "theirs") -> None:
    put(
        store, "need", id=who, person_id=who, text="leaking tap", came_on="2026-09-01",
        outcome="solved", answer=answer, said_by=said_by, closed_on="2026-10-03",
    )  # fmt: skip


def told(store: Store, who: int, *, may_share: bool) -> None:
    at = "2026-10-04T10:00:00Z"
    put(
        store, "interaction", id=who, at=at, kind="story", text="won the fair", side="theirs",
        may_share=int(may_share), search_key=who,
    )  # fmt: skip
    put(store, "interaction_person", id=who, interaction_id=who, person_id=who, at=at)


def asked(store: Store, who: int, days_ago: int, **values: object) -> None:
    on = iso(TODAY - timedelta(days=days_ago))
    closed = {"answer": "yes", "closed_on": on} | values
    put(store, "invitation", id=who, person_id=who, kind="story", asked_on=on, **closed)


def names(store: Store) -> list[str]:
    return [each.name for each in suggestions(store.reader, NOW)]


def test_everything_around_a_person_is_read_by_index(store: Store) -> None:
    ana = add(store, "Ana")
    for number in range(30):
        ben = add(store, f"Ben {number}")
        draft = RelationDraft(ben, ana, Tie(RelationKind.REFERRED_BY))
        relations.add_relation(store, draft)
        solved(store, ben)
        told(store, ben, may_share=True)
    reader = PlanReader(store.path)
    try:
        assert len(around.around(reader, ana).related) == 30
        around.one_ask(reader, ana, TODAY)
        around.asks_about(reader, 1)
        around.invitation(reader, 1)
        around.introduction(reader, 1)
        assert tie_words(reader, ana)[-1] == ("and more", False)
        assert reader.row(HAS, {"who": ana, "look_back": 10})[3] == 1
        assert not [step for step in reader.steps if WHOLE_TABLE.search(step)]
        # Only the few of one person's introductions and invitations may be sorted.
        assert not [step for step in reader.steps if SORTS.search(step) and "relation" in step]
        reader.steps.clear()
        assert len(suggestions(reader, NOW)) == MOST
        assert any("INDEX need_outcome (outcome=? AND said_by=?)" in step for step in reader.steps)
        assert "SCAN interaction USING COVERING INDEX interaction_shared" in reader.steps
        assert not [step for step in reader.steps if WHOLE_TABLE.search(step)]
    finally:
        reader.close()


def test_people_stand_by_name_whatever_its_accents(store: Store) -> None:
    ana = add(store, "Ana")
    for name in ("Zoe", "Ömer", "anton", "Éva"):
        draft = RelationDraft(ana, add(store, name), Tie(RelationKind.COLLEAGUE))
        relations.add_relation(store, draft)
    found = around.related(store.reader, ana)
    assert [each.name for each in found] == ["anton", "Éva", "Ömer", "Zoe"]


def test_whoever_spoke_well_of_it_comes_to_mind(store: Store) -> None:
    zoe, ana, ben, cem, may = (add(store, name) for name in ("Zoe", "Ana", "Ben", "Cem", "May"))
    solved(store, zoe)
    solved(store, ben, said_by="mine")
    told(store, cem, may_share=False)
    told(store, may, may_share=True)
    solved(store, ana, answer="")
    told(store, ana, may_share=True)
    found = {each.name: each.why for each in suggestions(store.reader, NOW)}
    assert list(found) == ["Ana", "May", "Zoe"]
    assert found["Zoe"] == "solved by their word on Sat 3 Oct: “no more drips”"
    assert found["May"] == "they let you tell: “won the fair”"


def test_not_asked_for_longest_comes_first_then_the_name(store: Store) -> None:
    people = {name: add(store, name) for name in ("Dan", "Ann", "Cem", "Ben", "Eve", "Flo")}
    for who in people.values():
        solved(store, who)
    asked(store, people["Ann"], 91)
    asked(store, people["Ben"], 200)
    asked(store, people["Eve"], 89)
    assert names(store) == ["Cem", "Dan", "Flo", "Ben", "Ann"]


def test_nobody_is_suggested_who_is_asked_resting_ended_or_held(store: Store) -> None:
    people = {name: add(store, name) for name in "ABCDEF"}
    for who in people.values():
        solved(store, who)
    assert names(store) == ["A", "B", "C", "D", "E"]
    asked(store, people["A"], 300, answer="", closed_on=None)
    asked(store, people["B"], 100, answer="no", rests_until=iso(TODAY + timedelta(days=80)))
    store.database().run("UPDATE person SET standing = 'resting' WHERE name = 'C'")
    store.database().run("UPDATE person SET door = 'closed by them' WHERE name = 'D'")
    put(store, "boundary", id=1, person_id=people["E"], side="theirs", kind=BoundaryKind.NO_CONTACT)
    assert names(store) == ["F"]


def test_the_filter_finds_whom_somebody_referred(store: Store) -> None:
    zoe, ana, ben = (add(store, name) for name in ("Zoë Müller", "Ana", "Ben"))
    relations.add_relation(store, RelationDraft(ana, zoe, Tie(RelationKind.REFERRED_BY)))
    relations.add_relation(store, RelationDraft(zoe, ben, Tie(RelationKind.COLLEAGUE)))

    def found(text: str) -> list[str]:
        query = parse_filter(text, Moment(NOW.replace(tzinfo=None)))
        return [
            row.name for row in all_people(store.reader, Filter(store.reader, query, NOW)).first(9)
        ]

    assert found("referred:zoe") == ["Ana"]
    assert found("referred:mul") == ["Ana"]
    assert found("-referred:zoe") == ["Ben", "Zoë Müller"]
    assert found("referred:ana") == []
