"""Nothing is kept that the page about a person does not say, but for what others said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from peer_tui.domain.introductions import Consent
from peer_tui.domain.quick_add import parse
from peer_tui.services import add, introductions
from peer_tui.storage.queries import around
from peer_tui.storage.queries.kept_about import kept_about
from peer_tui.storage.store import Store
from tests.storage.support import NOW, new_store
from tests.storage.support import add as add_somebody


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = new_store(tmp_path)
    yield opened
    opened.close()


def told(store: Store, person_id: int, section: str) -> list[str]:
    lines = kept_about(store.reader, person_id)
    return [each.text for each in lines if each.section == section]


def say(store: Store, line: str) -> None:
    add.save(store, parse(line, NOW, add.known_people(store.reader)), allow_new=False)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Consent.ASKED, ", they were asked"),
        (Consent.YES, ", they said yes"),
        (Consent.NO, ", they would rather not"),
    ],
)
def test_each_reads_their_own_answer_alone(store: Store, said: Consent, words: str) -> None:
    ana, ben = add_somebody(store, "Ana"), add_somebody(store, "Ben")
    say(store, "intro @ana to @ben about oak")
    [shown] = around.introductions_of(store.reader, ben)
    introductions.answered(store, shown.introduction, ben, said)
    pair = "Introduction of Ana and Ben about oak"
    assert told(store, ben, "People around them") == [f"{pair}{words}"]
    assert told(store, ana, "People around them") == [pair]


def test_the_day_to_ask_about_a_need(store: Store) -> None:
    ana = add_somebody(store, "Ana")
    say(store, "need @ana tap, check in 2 weeks")
    assert told(store, ana, "Needs") == ["tap, came 18 Nov 2026, to be asked about 2 Dec 2026"]


def test_both_ends_of_a_tie(store: Store) -> None:
    ana, ben = add_somebody(store, "Ana"), add_somebody(store, "Ben")
    say(store, "relation @ana godmother of / godchild of @ben")
    for who in (ana, ben):
        assert told(store, who, "People around them") == ["Ana godmother of / godchild of Ben"]
