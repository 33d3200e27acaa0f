"""The databases under measure: made once, seeded, kept outside the repository.

`python -m tests.bench.data` builds what is missing and prints sizes and times. The files lie in
the platform's cache directory for "peer-bench", or where PEER_BENCH_CACHE says. Dates are relative
to the day of building, so a file older than a week is made anew, and so is one of another recipe.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from peer_tui.clock import Clock, FixedClock, SystemClock, today
from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.services import items
from peer_tui.services.safekeeping import backup, backup_directory
from peer_tui.storage import derived, search
from peer_tui.storage.database import PeerDatabase
from peer_tui.storage.driver import Connection, connect
from peer_tui.storage.migrations.runner import STEPS
from peer_tui.storage.migrations.versions import VERSION
from peer_tui.storage.store import Identity, open_store
from tests.bench.peer_rows import PeerRows
from tests.bench.rows import Rows, Size
from tests.bench.week import live_a_week

SEED = 20261118
KEPT_DAYS = 7
RECIPE = ("data.py", "rows.py", "peer_rows.py", "week.py", "words.py")
"""The modules that a database is made by: when one is changed, the databases are made anew."""
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
    path = cache_directory() / f"{name}-{VERSION}-{_recipe()}-{SEED}.db"
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


def _recipe() -> str:
    """What a database is made of: the steps of the schema, and the modules of `RECIPE`."""
    made_of = hashlib.sha256(repr(STEPS).encode())
    for module in RECIPE:
        made_of.update(Path(__file__).with_name(module).read_bytes())
    return made_of.hexdigest()[:8]


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
        _fill(filling, Rows(seed, today(clock), size), seed)
    finally:
        filling.close()
    _act(path, clock, min(ACTS, size.people // 5))
    live_a_week(path, clock, IDENTITY, size.people // 1000)


def _fill(filling: PeerDatabase, maker: Rows, seed: int) -> None:
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
        _insert(filling, "promise_move", maker.promise_moves())
        _insert(filling, "follow_up", maker.follow_ups())
        peers = PeerRows(seed, maker)
        # What is tied to needs, wishes, introductions and invitations comes after them.
        for table, rows in (
            ("need", peers.needs()),
            ("preference", peers.wishes()),
            ("boundary", peers.boundaries()),
            ("relation", peers.relations()),
            ("introduction", peers.introductions()),
            ("invitation", peers.invitations()),
            ("message", peers.messages()),
            ("message_person", peers.message_people()),
            ("follow_up", peers.follow_ups()),
            ("promise", peers.promises()),
        ):
            _insert(filling, table, rows)
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


if __name__ == "__main__":
    for each in SIZES:
        database(each)
