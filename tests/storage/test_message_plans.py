"""Who gets a message is found by indexes, however many people there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from peer_tui.domain.people import ContactKind, ContactPoint, Person
from peer_tui.domain.quick_add import parse
from peer_tui.domain.wish_line import read_wish
from peer_tui.services import add, sending, standing, wishes
from peer_tui.services.people import add_person
from peer_tui.storage.driver import READER_PRAGMAS, Parameters, connect
from peer_tui.storage.queries.messages import known_topics, message, messages, recipients, wanting
from peer_tui.storage.queries.standing import came_back, standing_of
from peer_tui.storage.queries.unanswered import unanswered
from peer_tui.storage.reader import Reader
from tests.storage.support import NOW, TODAY, new_store

SORTED_ANEW = re.compile(r"USE TEMP B-TREE FOR ORDER BY")


class PlanReader(Reader):
    """Notes the plan of every query."""

    def __init__(self, path: Path) -> None:
        super().__init__(connect(path, READER_PRAGMAS), path)
        self.steps: list[str] = []

    def rows(self, sql: str, parameters: Parameters = ()) -> list[tuple[object, ...]]:
        """Ask how, then run."""
        self.steps += [row[3] for row in super().rows(f"EXPLAIN QUERY PLAN {sql}", parameters)]
        return super().rows(sql, parameters)

    def scans(self) -> set[str]:
        """Tables that would be looked through."""
        tables = "person|preference|contact_point|interaction|link|message_person|change|boundary"
        return {step for step in self.steps if re.match(rf"SCAN ({tables})\b", step)}


@pytest.fixture
def reader(tmp_path: Path) -> PlanReader:
    store = new_store(tmp_path)
    point = ContactPoint(ContactKind.EMAIL, "a@b.example")
    for name in ("Ana", "Ben"):
        [who] = add_person(store, Person(name, contact_points=(point,))).ids
        wishes.add_wish(store, who, read_wish("wants oak", NOW))
    standing.rest(store, [who])
    sending.begin(store, "New oak", "oak")
    line = parse("log @ben rang", NOW, add.known_people(store.reader))
    add.save(store, line, allow_new=False)
    store.close()
    return PlanReader(store.path)


def test_no_table_of_people_is_looked_through(reader: PlanReader) -> None:
    [shown] = messages(reader)
    assert recipients(reader, shown, NOW).rows
    assert wanting(reader, known_topics(reader), 3) == (2, ["oak"])
    assert message(reader, shown.id) == shown
    [back] = came_back(reader, TODAY)
    assert standing_of(reader, back.id).reason == ""
    assert unanswered(reader, back.id) == 0
    assert reader.scans() == set()


def test_the_newest_messages_come_in_the_order_of_the_index(reader: PlanReader) -> None:
    messages(reader)
    assert not any(SORTED_ANEW.search(step) for step in reader.steps)


def test_a_whole_table_would_be_seen(reader: PlanReader) -> None:
    reader.rows("SELECT count(*) FROM preference WHERE said_on > ''")
    assert reader.scans()
