"""The gates of storage: first pages, later pages, find, and saving an entry; without a screen.

`python -m tests.bench.storage_gates PANE DATABASE` prints the milliseconds of SQL that the first
page of a pane takes in a process of its own.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from peer_tui.clock import SystemClock, today
from peer_tui.domain.agenda import AgendaItem, ItemKind, Section
from peer_tui.services import items
from peer_tui.storage.driver import READER_PRAGMAS, WRITER_PRAGMAS, Parameters, connect
from peer_tui.storage.opening import create_file
from peer_tui.storage.queries import agenda, history, people, promises
from peer_tui.storage.queries.card import card
from peer_tui.storage.queries.find import find
from peer_tui.storage.queries.keyset import Pages
from peer_tui.storage.reader import Reader
from peer_tui.storage.store import open_store
from tests.bench import data
from tests.bench.figures import Figure, percentile, spread
from tests.paths import REPOSITORY

PAGE = 40
DEEP_PAGES = 20
HISTORIES = 60
SAVES_PER_ROUND = 20
WARM_UP_SAVES = 20
"""Not counted: the first save imports, and finds the copied file still on its way to the disk."""
SEARCHES = (
    "maria lopez",
    "łukasz",
    "schröder",
    "okafor baker",
    "王",
    "delivery",
    "the oak table",
    "invoice late",
    "workshop friday",
    "chairs for the kitchen",
    "quote for the oak table",
    "+4915100",
    "marai lopze",
    "shcröder",
    "okafro",
    "jurgne",
    "amria",
)
"""The last ones with a slip of the fingers."""


class _TimedReader(Reader):
    """Adds up the milliseconds its queries take."""

    spent = 0.0

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Any]:
        """See `Reader`."""
        start = time.perf_counter()
        found = super().rows(sql, parameters)
        self.spent += (time.perf_counter() - start) * 1000
        return found

    def row(self, sql: str, parameters: Parameters = ()) -> Any:  # noqa: ANN401 - see Reader
        """See `Reader`."""
        start = time.perf_counter()
        found = super().row(sql, parameters)
        self.spent += (time.perf_counter() - start) * 1000
        return found

    def time(self, query: Callable[[], object]) -> float:
        """Milliseconds of SQL in this call."""
        self.spent = 0.0
        query()
        return self.spent


def _reader(path: Path) -> _TimedReader:
    reader = _TimedReader(connect(path, READER_PRAGMAS), path)
    reader.value("SELECT count(*) FROM sqlite_master")  # As `open_store` does.
    return reader


def _busiest(reader: Reader) -> int:
    person_id: int = reader.value(
        "SELECT person_id FROM interaction_person WHERE person_id IN"
        " (SELECT id FROM person LIMIT 1000) GROUP BY person_id ORDER BY count(*) DESC LIMIT 1"
    )
    return person_id


def _pages(reader: Reader, day: date) -> dict[str, Pages[Any]]:
    return {
        "due": agenda.queue(reader, day),
        "people": people.all_people(reader),
        "promises": promises.open_promises(reader),
    }


PANES = ("due", "header", "people", "promises", "history")


def first_page(pane: str, path: Path) -> float:
    """Milliseconds of SQL of the first page of a pane, in the process that calls."""
    reader = _reader(path)
    day = today(SystemClock())
    if pane == "header":
        return reader.time(lambda: agenda.due_counts(reader, day))
    if pane == "history":
        person_id = agenda.queue(reader, day).first(1)[0].person_id
        return reader.time(lambda: history.with_person(reader, person_id or 0).first(PAGE))
    pages = _pages(reader, day)[pane]
    return reader.time(lambda: pages.first(PAGE))


def _fresh(pane: str, path: Path) -> float:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.bench.storage_gates", pane, str(path)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    return float(ran.stdout)


def _walk(reader: _TimedReader, pages: Pages[Any]) -> Iterator[float]:
    """Time of each step down from the top, then up from the end."""
    rows: Sequence[Any] = []

    def step(read: Callable[[], Sequence[Any]]) -> float:
        nonlocal rows
        spent = reader.time(lambda: fetched.append(read()))
        rows = fetched.pop()
        return spent

    fetched: list[Sequence[Any]] = []
    step(lambda: pages.first(PAGE))
    for _ in range(DEEP_PAGES):
        if rows:
            yield step(lambda: pages.after(rows[-1], PAGE))
    yield step(lambda: pages.last(PAGE))
    for _ in range(DEEP_PAGES):
        if rows:
            yield step(lambda: pages.before(rows[0], PAGE))


def _later_pages(path: Path, rounds: int) -> dict[str, list[float]]:
    """Times of the pages of every pane, every section of the queue and many histories."""
    times: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, spent in _walks(_reader(path)):
            times.setdefault(name, []).extend(spent)
    return times


def _walks(reader: _TimedReader) -> Iterator[tuple[str, list[float]]]:
    day = today(SystemClock())
    sections = zip(Section, agenda.queue(reader, day).parts, strict=True)
    lists: dict[str, Pages[Any]] = {f"due, {name.name.lower()}": part for name, part in sections}
    for name, pages in (lists | _pages(reader, day)).items():
        yield name, list(_walk(reader, pages))
    person_ids = [id_ for (id_,) in reader.rows("SELECT id FROM person ORDER BY id LIMIT 5000")]
    for person_id in [*Random(1).sample(person_ids, HISTORIES), _busiest(reader)]:
        shared = history.with_person(reader, person_id)
        yield "history", [reader.time(partial(shared.first, PAGE)), *_walk(reader, shared)]
        yield "card", [reader.time(partial(card, reader, person_id))]


def _find_steps(path: Path, times: int) -> list[tuple[float, str]]:
    reader = _reader(path)
    return [
        (reader.time(partial(find, reader, words[:length])), words[:length])
        for _ in range(times)
        for words in SEARCHES
        for length in range(1, len(words) + 1)
    ]


def pages(rounds: int) -> list[Figure]:
    """G7: the first page of each pane in a fresh process, later pages, and steps of find."""
    path = data.database("large")
    figures = []
    for pane in PANES:
        times = [_fresh(pane, path) for _ in range(rounds)]
        middle = statistics.median(times)
        figures.append(
            Figure("G7", f"first page, {pane}", middle, 2, rounds, "ms", detail=spread(times))
        )
    later = _later_pages(path, rounds)
    worst = max(later, key=lambda name: percentile(later[name], 95))
    every = [spent for times in later.values() for spent in times]
    detail = f"{len(every)} pages; slowest list: {worst} {percentile(later[worst], 95):.2f} ms"
    p95 = percentile(every, 95)
    figures.append(Figure("G7", "later pages p95", p95, 1, rounds, "ms", detail=detail))
    steps = _find_steps(path, rounds)
    p95 = percentile([spent for spent, _ in steps], 95)
    slowest, words = max(steps)
    detail = f"{len(steps)} steps; slowest {slowest:.1f} ms: {words!r}"
    figures.append(Figure("G7", "find step p95", p95, 12, rounds, "ms", detail=detail))
    return figures


def saving(rounds: int) -> list[Figure]:
    """G9: an entry with its journal and search, against one row of the same text committed."""
    original = data.database("large")
    with tempfile.TemporaryDirectory(dir=original.parent) as directory:
        path = Path(shutil.copy(original, directory))
        with path.open("rb") as copied:
            os.fsync(copied.fileno())
        ours, bare = _save(
            path, Path(directory) / "bare.db", rounds * SAVES_PER_ROUND + WARM_UP_SAVES
        )
    middle, unit = statistics.median(ours), statistics.median(bare)
    detail = f"{middle:.2f} : {unit:.2f} ms, {len(ours)} entries"
    slow = f"the bare commit {percentile(bare, 99):.2f} ms"
    return [
        Figure("G9", "save an entry : bare commit", middle / unit, 4.5, rounds, detail=detail),
        Figure("G9", "save an entry p99", percentile(ours, 99), 15, rounds, "ms", detail=slow),
    ]


def _save(path: Path, bare_path: Path, count: int) -> tuple[list[float], list[float]]:
    create_file(bare_path)
    bare = connect(bare_path, WRITER_PRAGMAS)
    bare.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, at TEXT, text TEXT)")
    store = open_store(path, SystemClock(), data.IDENTITY)
    found = store.reader.rows(
        "SELECT id, name, sort_name FROM person ORDER BY uid LIMIT ?", (count,)
    )
    ours, theirs = [], []
    for number, (person_id, name, sort_name) in enumerate(found):
        now = store.clock.now()
        item = AgendaItem(ItemKind.RHYTHM, person_id, "", now.date(), person_id, name, sort_name)
        text = f"spoke about the order, the {number}th time, and agreed on the price of the chairs"
        start = time.perf_counter()
        items.done(store, [item], items.Entry(text, now))
        ours.append((time.perf_counter() - start) * 1000)
        start = time.perf_counter()
        bare.execute("INSERT INTO entry (at, text) VALUES (?, ?)", (str(now), text))
        theirs.append((time.perf_counter() - start) * 1000)
    bare.close()
    store.close()
    return ours[WARM_UP_SAVES:], theirs[WARM_UP_SAVES:]


if __name__ == "__main__":
    print(first_page(sys.argv[1], Path(sys.argv[2])))
