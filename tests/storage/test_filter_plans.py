"""No filter looks through a whole table of promises, follow-ups or history."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from peer_tui.domain.date_words import Moment
from peer_tui.domain.filter_fields import FIELDS, VIEWS
from peer_tui.domain.filter_query import parse_filter
from peer_tui.storage.driver import READER_PRAGMAS, Parameters, connect
from peer_tui.storage.queries import filters
from peer_tui.storage.queries.filters import Filter
from peer_tui.storage.queries.history import with_person
from peer_tui.storage.queries.ledger import kept_promises
from peer_tui.storage.queries.open_items import due_list
from peer_tui.storage.queries.people import all_people
from peer_tui.storage.queries.promises import open_promises
from peer_tui.storage.queries.week import coming
from peer_tui.storage.reader import Reader
from tests.storage.support import NOW, TODAY, new_store

WHOLE_TABLE = re.compile(r"SCAN (promise|follow_up|interaction|link|interaction_person)$")
MOMENT = Moment(NOW.replace(tzinfo=None))
EXAMPLES = [each.example for each in FIELDS if each.name != "in"]
QUERIES = [
    "oak",
    "-oak",
    *EXAMPLES,
    *(f"-{example}" for example in EXAMPLES),
    *("kept:on-time", "kept:late person:maria", "kept:late moved:2 starred", "firm:someday"),
    *("due:late", "due:none", "snoozed", "snoozed:1", "has:messenger", "has:tag", "tag:zz"),
    *(view.text for view in VIEWS.values()),
]


class PlanReader(Reader):
    """Notes the plan of every query."""

    def __init__(self, path: Path) -> None:
        super().__init__(connect(path, READER_PRAGMAS), path)
        self.steps: list[str] = []

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Any]:
        """Ask how, then run."""
        self.steps += [row[3] for row in super().rows(f"EXPLAIN QUERY PLAN {sql}", parameters)]
        return super().rows(sql, parameters)

    def row(self, sql: str, parameters: Parameters = ()) -> Any:  # noqa: ANN401 - see Reader
        """Ask how, then run."""
        self.steps += [row[3] for row in super().rows(f"EXPLAIN QUERY PLAN {sql}", parameters)]
        return super().row(sql, parameters)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlanReader]:
    store = new_store(tmp_path_factory.mktemp("plans"))
    store.close()
    opened = PlanReader(store.path)
    yield opened
    opened.close()


@pytest.mark.parametrize("few", [filters.FEW, -1])
@pytest.mark.parametrize("text", QUERIES)
def test_no_table_is_looked_through(
    reader: PlanReader, text: str, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filters, "FEW", few)
    reader.steps.clear()
    wanted = Filter(reader, parse_filter(text, MOMENT), NOW)
    due_list(wanted).first(200)
    all_people(reader, wanted).first(200)
    open_promises(reader, wanted=wanted).first(200)
    kept_promises(reader, wanted).first(200)
    with_person(reader, 1, wanted).first(200)
    coming(reader, TODAY, TODAY + timedelta(days=14), 200, wanted)
    assert reader.steps
    assert whole_tables(reader.steps) == []


def test_a_whole_table_would_be_seen(reader: PlanReader) -> None:
    reader.steps.clear()
    reader.rows("SELECT * FROM promise WHERE tags LIKE 'oak'")
    assert whole_tables(reader.steps) == ["SCAN promise"]


def whole_tables(steps: Sequence[str]) -> list[str]:
    return sorted({step for step in steps if WHOLE_TABLE.match(step)})
