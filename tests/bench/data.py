"""The databases under measure: made once, seeded, kept outside the repository.

`python -m tests.bench.data` builds what is missing and prints sizes and times. The files lie in
the platform's cache directory for "peer-bench", or where PEER_BENCH_CACHE says. Dates are relative
to the day of building, so a file older than a week is made anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from platformdirs import user_cache_path

from peer_tui.clock import Clock, FixedClock, SystemClock, today
from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.domain.follow_ups import Purpose
from peer_tui.domain.history import InteractionKind, Side
from peer_tui.domain.text import fold
from peer_tui.services import items
from peer_tui.services.safekeeping import backup, backup_directory
from peer_tui.storage import derived, search
from peer_tui.storage.database import PeerDatabase
from peer_tui.storage.driver import Connection, connect
from peer_tui.storage.ids import LOW_BITS
from peer_tui.storage.migrations.runner import STEPS
from peer_tui.storage.migrations.versions import VERSION
from peer_tui.storage.store import Identity, open_store
from tests.bench.words import Names, Prose

SEED = 20261118
KEPT_DAYS = 7
YEARS = 8
IDENTITY = Identity("bench", "owner")
CHUNK = 20_000
ACTS = 200
"""Logged entries made through the program itself, so that the journal is not empty; fewer with
fewer than a thousand people."""
ACTS_PER_DAY = 8

_FILLING_PRAGMAS: tuple[tuple[str, int | str], ...] = (
    ("journal_mode", "off"),
    ("synchronous", "off"),
    ("locking_mode", "exclusive"),
    ("cache_size", -512 * 1024),
    ("foreign_keys", 0),
    ("temp_store", "memory"),
)
_DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Size:
    """How many rows of each kind."""

    people: int
    interactions: int
    promises: int
    follow_ups: int


SIZES = {
    "empty": Size(0, 0, 0, 0),
    "small": Size(1_000, 10_000, 2_000, 2_000),
    "large": Size(100_000, 1_000_000, 200_000, 200_000),
}


class _FillingDatabase(PeerDatabase):
    """The writing connection without its safety, for a file nobody needs if the power fails."""

    def _connect(self) -> Connection:
        return connect(self.path, _FILLING_PRAGMAS)


def cache_directory() -> Path:
    """Where the databases are kept."""
    named = os.environ.get("PEER_BENCH_CACHE")
    return Path(named) if named else user_cache_path("peer-bench")


def state_directory() -> Path:
    """Where the program under measure remembers what it remembers between two starts."""
    return cache_directory() / "state"


def database(name: str, clock: Clock | None = None) -> Path:
    """The path of a database of `SIZES`, built now where it is missing or too old."""
    clock = clock or SystemClock()
    steps = hashlib.sha256(repr(STEPS).encode()).hexdigest()[:8]
    path = cache_directory() / f"{name}-{VERSION}-{steps}-{SEED}.db"
    stamp = path.with_suffix(".json")
    if path.exists() and stamp.exists():
        built = date.fromisoformat(json.loads(stamp.read_text())["built_on"])
        if timedelta(0) <= today(clock) - built <= timedelta(days=KEPT_DAYS):
            return path
    for folder in (path.parent, backup_directory(path)):
        # Also those of an older schema, or another seed: each is most of a gigabyte.
        for leftover in folder.glob(f"{name}-*"):
            leftover.unlink()
    start = time.perf_counter()
    build(path, SIZES[name], clock)
    _back_up(path, clock)
    seconds = time.perf_counter() - start
    stamp.write_text(json.dumps({"built_on": today(clock).isoformat(), **asdict(SIZES[name])}))
    print(f"{name}: {path.stat().st_size / 1e6:.0f} MB in {seconds:.1f} s, {path}")
    return path


def _back_up(path: Path, clock: Clock) -> None:
    """Keep a backup, as an owner has one: else each run would begin and end with making it."""
    store = open_store(path, clock, IDENTITY)
    try:
        if store.reader.value("SELECT seq FROM head"):
            backup(store, backup_directory(path))
    finally:
        store.close()


def build(path: Path, size: Size, clock: Clock, seed: int = SEED) -> None:
    """Make a database of that size at `path`, where nothing is yet."""
    open_store(path, clock, IDENTITY).close()
    filling = _FillingDatabase(path)
    filling.connect()
    try:
        _fill(filling, size, _Maker(Random(seed), today(clock), size))
    finally:
        filling.close()
    _act(path, clock, min(ACTS, size.people // 5))


def _fill(filling: PeerDatabase, size: Size, maker: _Maker) -> None:
    indexes = filling.connection().execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    )
    created = indexes.fetchall()
    with filling.atomic():
        for name, _ in created:
            filling.run(f"DROP INDEX {name}")
        _insert(filling, "person", maker.people())
        _insert(filling, "contact_point", maker.contact_points())
        _insert(filling, "tag", maker.tags())
        interactions = maker.interactions()
        while chunk := list(islice(interactions, CHUNK)):
            _insert(filling, "interaction", (entry for entry, _ in chunk))
            _insert(filling, "interaction_person", (link for _, links in chunk for link in links))
        _insert(filling, "promise", maker.promises())
        _insert(filling, "follow_up", maker.follow_ups())
        for _, sql in created:
            filling.run(sql)
        derived.refresh_people(filling, maker.person_ids)
        derived.refresh_documents(filling, maker.person_ids)
        _index_texts(filling, "interaction", search.Index.INTERACTION, "search_key")
        _index_texts(filling, "promise", search.Index.PROMISE, "id")
        _index_texts(filling, "follow_up", search.Index.FOLLOW_UP, "id")


def _insert(filling: PeerDatabase, table: str, rows: Iterable[dict[str, Any]]) -> None:
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    marks = ", ".join("?" * len(first))
    sql = f"INSERT INTO {table} ({', '.join(first)}) VALUES ({marks})"
    filling.run_many(sql, [tuple(first.values())])
    filling.run_many(sql, (tuple(row.values()) for row in rows))


def _index_texts(filling: PeerDatabase, entity: str, index: search.Index, key: str) -> None:
    cursor = filling.connection().execute(f"SELECT {key}, text, tags FROM {entity} ORDER BY {key}")
    search.add(
        filling,
        index,
        (
            derived.document_of(entity, {key: row_key, "text": text, "tags": tags})
            for row_key, text, tags in cursor
        ),
    )


def _act(path: Path, clock: Clock, count: int) -> None:
    """Log `count` conversations as the program does; leaves the file in its everyday mode."""
    store = open_store(path, clock, IDENTITY)
    try:
        rows = store.reader.rows(
            "SELECT id, name, sort_name FROM person ORDER BY id LIMIT ?", (count,)
        )
        for number, (person_id, name, sort_name) in enumerate(rows):
            days = (count - number) // ACTS_PER_DAY
            moment = clock.now() - timedelta(days=days)
            store.clock = FixedClock(moment)
            day = moment.date()
            item = AgendaItem(ItemKind.RHYTHM, person_id, "", day, person_id, name, sort_name)
            items.done(store, [item], items.Entry(f"spoke on the phone, {number}", moment))
        store.database().run("pragma wal_checkpoint(truncate)")
    finally:
        store.close()


class _Maker:
    """Makes rows, oldest first, as dictionaries with the same keys for every row of a table."""

    def __init__(self, random: Random, day: date, size: Size) -> None:
        self._random = random
        self._today = day
        self._size = size
        self._names = Names(random)
        self._prose = Prose(random)
        self._first = day.toordinal() - YEARS * 365
        self.person_ids: Sequence[int] = []
        self._by_favour: Sequence[int] = []

    def _ids(self, count: int, kind: int) -> Iterator[int]:
        """Ids as the program gives them, spread over the years; one `kind` never meets another."""
        start = (self._first - date(1970, 1, 1).toordinal()) * _DAY * 1000
        step = YEARS * 365 * _DAY * 1000 // max(count, 1)
        return (((start + n * step) << LOW_BITS) + kind for n in range(count))

    def _someone(self) -> int:
        """A person; some meet the owner a thousand times, most a few times."""
        return self._by_favour[int(len(self._by_favour) * self._random.random() ** 2)]

    def _text(self, mean: int = 122) -> str:
        length = 4 + round(mean * (0.15 + self._random.gammavariate(1.6, 0.53)))
        return self._prose.passage(length)

    def _tags(self) -> str:
        return self._random.choice(("order", "complaint", "fair", "garden")) * (
            self._random.random() < 0.1
        )

    def people(self) -> Iterator[dict[str, Any]]:
        """Everybody, half of them with a rhythm."""
        random = self._random
        self.person_ids = list(self._ids(self._size.people, 1))
        self._by_favour = random.sample(self.person_ids, len(self.person_ids))
        for number, person_id in enumerate(self.person_ids):
            name, given, family = self._names.next()
            periodic = random.random() < 0.5
            yield {
                "id": person_id,
                "uid": f"bench-{number}",
                "name": name,
                "sort_name": fold(name),
                "given": given,
                "family": family,
                "organisation": self._names.business(family) if random.random() < 0.4 else "",
                "job_title": self._names.job(),
                "rhythm_kind": "periodic" if periodic else "ambient",
                "rhythm_days": random.choice((30, 60, 90, 180, 365)) if periodic else None,
            }

    def contact_points(self) -> Iterator[dict[str, Any]]:
        """A telephone number for most, an address of mail for many."""
        random = self._random
        number = 0
        for position, person_id in enumerate(self.person_ids):
            wanted = [("phone", f"+49151{position:08}")] * (random.random() < 0.8)
            wanted += [("email", f"person{position}@mail.example")] * (random.random() < 0.7)
            for place, (kind, value) in enumerate(wanted):
                number += 1
                yield {
                    "id": person_id + 1 + number,
                    "person_id": person_id,
                    "position": place,
                    "kind": kind,
                    "label": "work",
                    "value": value,
                    "normalised": value,
                }

    def tags(self) -> Iterator[dict[str, Any]]:
        """A role for every second person."""
        for number, person_id in enumerate(self.person_ids[::2]):
            name = self._random.choice(("customer", "vendor", "neighbour", "partner", "press"))
            yield {"id": person_id + number, "person_id": person_id, "name": name}

    def interactions(self) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
        """The shared history, oldest first: each entry with the people it is shared with."""
        random, count = self._random, self._size.interactions
        days = YEARS * 365
        ids = self._ids(count, 2)
        per_day: dict[int, int] = {}
        for number, interaction_id in enumerate(ids):
            ordinal = self._first + number * days // count
            day = date.fromordinal(ordinal)
            hour = 7 + (number * days % count) * 12 // count
            at = f"{day}T{hour:02}:{random.randrange(60):02}:{random.randrange(60):02}Z"
            running = per_day[ordinal] = per_day.get(ordinal, -1) + 1
            links = {self._someone() for _ in range(random.choices((1, 2, 3), (95, 4, 1))[0])}
            kinds = (InteractionKind.CONVERSATION, InteractionKind.NOTE, InteractionKind.STORY)
            yield (
                {
                    "id": interaction_id,
                    "at": at,
                    "kind": str(random.choices(kinds, (80, 15, 5))[0]),
                    "channel": random.choice(("phone", "email", "visit", "text", "")),
                    "initiated_by": random.choice(("me", "them", "both")),
                    "text": self._text(),
                    "tags": self._tags(),
                    "search_key": (ordinal << search.DAY_BITS) + running,
                },
                [
                    {
                        "id": interaction_id + 1 + place,
                        "interaction_id": interaction_id,
                        "person_id": person_id,
                        "at": at,
                    }
                    for place, person_id in enumerate(sorted(links))
                ],
            )

    def _span(self, number: int, count: int, open_: bool) -> tuple[date, date]:
        """When a thing was made and when it is due: open ones around today, others over years."""
        if open_:
            due = self._today + timedelta(days=round(self._random.gauss(25, 45)))
            return min(due, self._today) - timedelta(days=self._random.randrange(1, 60)), due
        made = date.fromordinal(self._first + number * YEARS * 365 // count)
        return made, made + timedelta(days=self._random.randrange(1, 60))

    def promises(self) -> Iterator[dict[str, Any]]:
        """Promises of both sides, 15 in 100 still open, one in six of those without a date."""
        random, count = self._random, self._size.promises
        for number, promise_id in enumerate(self._ids(count, 3)):
            open_ = random.random() < 0.15
            made, due = self._span(number, count, open_)
            dated = random.random() < 0.83
            closed = min(due + timedelta(days=random.randrange(-10, 10)), self._today)
            yield {
                "id": promise_id,
                "person_id": self._someone(),
                "side": str(Side.MINE if random.random() < 0.55 else Side.THEIRS),
                "text": self._text(40),
                "made_on": made.isoformat(),
                "due_on": due.isoformat() if dated else None,
                "due_time": "10:00" if dated and random.random() < 0.1 else None,
                "status": "open" if open_ else random.choice(("kept", "kept", "released")),
                "tags": self._tags(),
                "snoozed_until": self._snoozed(open_),
                "closed_on": None if open_ else closed.isoformat(),
            }

    def follow_ups(self) -> Iterator[dict[str, Any]]:
        """Follow-ups of every purpose, 15 in 100 still open, some past and some to come."""
        random, count = self._random, self._size.follow_ups
        purposes = list(Purpose)
        weights = [60] + [6] * (len(purposes) - 1)
        for number, follow_up_id in enumerate(self._ids(count, 4)):
            open_ = random.random() < 0.15
            _, due = self._span(number, count, open_)
            yield {
                "id": follow_up_id,
                "person_id": self._someone() if random.random() < 0.97 else None,
                "text": self._text(40),
                "purpose": str(random.choices(purposes, weights)[0]),
                "due_on": due.isoformat(),
                "due_time": "15:30" if random.random() < 0.1 else None,
                "recurrence": "FREQ=WEEKLY;INTERVAL=6" if random.random() < 0.05 else "",
                "status": "open" if open_ else random.choice(("done", "done", "let go")),
                "tags": self._tags(),
                "snoozed_until": self._snoozed(open_),
                "closed_on": None if open_ else min(due, self._today).isoformat(),
            }

    def _snoozed(self, open_: bool) -> str | None:
        if not open_ or self._random.random() > 0.08:
            return None
        return (self._today + timedelta(days=self._random.randrange(-5, 12))).isoformat()


if __name__ == "__main__":
    for each in SIZES:
        database(each)
