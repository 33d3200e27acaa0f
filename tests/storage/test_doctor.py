"""The check-up finds what does not agree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from peer_tui.domain.people import Rhythm, RhythmKind
from peer_tui.services import items, undo
from peer_tui.services.people import add_person, set_rhythm
from peer_tui.storage.doctor import examine
from peer_tui.storage.journal import MODELS
from peer_tui.storage.models import FollowUp, Promise
from peer_tui.storage.queries import agenda
from peer_tui.storage.store import Store
from tests.storage.support import NOW, TODAY, iso, maria, new_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = new_store(tmp_path)
    who = add_person(opened, maria()).ids[0]
    with opened.transaction("add", "x") as transaction:
        base = {"person_id": who, "text": "send the quote", "due_on": iso(TODAY)}
        transaction.insert(Promise, base | {"side": "mine", "made_on": iso(TODAY)})
        transaction.insert(FollowUp, base | {"recurrence": "FREQ=DAILY"})
    items.done(opened, agenda.queue(opened.reader, TODAY).first(5), items.Entry("rang", NOW))
    set_rhythm(opened, [who], Rhythm(RhythmKind.PERIODIC, 14))
    undo.undo(opened)
    undo.redo(opened)
    yield opened
    opened.close()


def test_all_is_well(store: Store) -> None:
    assert examine(store.path) == []


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        ("UPDATE person SET notes = 'x'", "not as the journal says"),
        ("UPDATE promise SET version = 9", "not as the journal says"),
        ("DELETE FROM tag", "not in the table"),
        (
            "INSERT INTO tag (id, person_id, name) SELECT 1, id, 'x' FROM person",
            "not in the journal",
        ),
        ("UPDATE person SET last_contact_on = '2020-01-01'", "not up to date"),
        ("UPDATE person SET rhythm_on = NULL", "not up to date"),
        ("UPDATE person_document SET other = 'x'", "not found by the words"),
        ("INSERT INTO person_document VALUES (5, 'x', '')", "no longer there"),
        ("INSERT INTO search_promise (rowid, folded) VALUES (77, 'x')", "search_promise"),
        ("INSERT INTO search_interaction (rowid, folded) VALUES (77, 'x')", "search_interaction"),
        ("UPDATE action SET label = 'y' WHERE seq = 2", "does not follow"),
        ("UPDATE action SET at = '2020-01-01T00:00:00Z' WHERE seq = 6", "not its last act"),
        ("UPDATE change SET after = '{}' WHERE after IS NOT NULL", "not those that were saved"),
        ("UPDATE head SET hash = 'x'", "not its last act"),
        ("DELETE FROM change WHERE action_id = (SELECT id FROM action WHERE seq = 4)", "not those"),
        ("UPDATE action SET seq = 60 WHERE seq = 6", "misses the acts"),
        ("UPDATE tag SET person_id = 5", "points to a row of person"),
    ],
)
def test_each_disagreement_is_named(store: Store, harm: str, words: str) -> None:
    store.database().run("pragma foreign_keys = 0")
    store.database().run(harm)
    findings = examine(store.path)
    assert any(words in finding for finding in findings), findings


def test_many_findings_are_cut_short(store: Store) -> None:
    database = store.database()
    for number in range(1, 40):
        database.run(f"INSERT INTO search_promise (rowid, folded) VALUES ({number}, 'x')")
    findings = examine(store.path)
    assert len(findings) == 11
    assert "more" in findings[-1]


def test_every_table_of_the_owner_is_replayed(store: Store) -> None:
    tables = {name for (name,) in store.reader.rows("SELECT DISTINCT entity FROM change")}
    assert tables <= set(MODELS)
