"""Peer itself in a real terminal, on a copy of the sample data, with its database to look into."""

import os
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from peer_tui.clock import FixedClock
from peer_tui.services.demo import prepare
from peer_tui.storage.reader import open_reader
from peer_tui.storage.store import Identity
from peer_tui.tui.app import morning_of
from tests.openers import fake_openers, with_openers
from tests.storage.support import TABLES, TODAY
from tests.terminal.pty_session import KEYS, PtySession

ROOT = Path(__file__).resolve().parents[2]
SIZES = ((80, 24), (140, 40))
LEAD_TABLES = ("action", *TABLES)
QUIET = 0.1
"""Seconds without a byte after which the screen counts as painted: the card rests 30 ms, the
gate 20 ms."""
STEP = 0.03
"""The same between two keys of which only what comes after the last one is looked at."""
LONGER = 0.2
LONGEST_KEYS = 4
MASKED = ("uid", "device", "payload_hash", "previous_hash", "hash")
"""Columns that differ by chance between two equal runs."""

Dump = dict[str, list[tuple[Any, ...]]]


def make_sample(folder: Path) -> Path:
    """The file of the sample data, closed and ready to be copied."""
    clock: FixedClock = morning_of(TODAY)
    return prepare(folder / "demo.db", clock, Identity("desk", "ann"))


def copy_database(source: Path, target: Path) -> Path:
    """Copy a database that nobody has open."""
    target.parent.mkdir(parents=True, exist_ok=True)
    for ending in ("", "-wal"):
        part = source.with_name(source.name + ending)
        if part.exists():
            shutil.copyfile(part, target.with_name(target.name + ending))
    return target


def home_environment(home: Path) -> dict[str, str]:
    """Folders of its own for everything the program keeps."""
    return {
        "PYTHONPATH": os.pathsep.join((str(ROOT), *filter(None, sys.path))),
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "PEER_DB": "",
        "PEER_DATA": str(home / "data"),
        "PEER_CONFIG": "",
        **with_openers(home / "bin", os.environ),
    }


class PeerTerminal(PtySession):
    """The program on the sample data; every byte sent is counted."""

    def __init__(
        self,
        home: Path,
        size: tuple[int, int] = (80, 24),
        *,
        args: tuple[str, ...] = ("demo", "--today", TODAY.isoformat()),
        database: Path | None = None,
        env: Mapping[str, str] | None = None,
        ready: str = "Follow-ups due",
        ahead: str = "",
        module: str = "peer_tui",
    ) -> None:
        """`ready` stands on the first screen; `ahead` is typed before it does."""
        self.pressed = 0
        """Bytes sent since the last `count_from_here`; a key of the core tasks is one byte."""
        self.quiet = QUIET
        self.database = database or home / "data" / "demo.db"
        self.opened = fake_openers(home / "bin")
        """The file in which the links stand that the program opened."""
        super().__init__(
            [sys.executable, "-m", module, *args],
            *size,
            env={**home_environment(home), **(env or {})},
        )
        self.send(ahead)
        self.wait_for(ready, timeout=60)
        self.settle()

    def __enter__(self) -> "PeerTerminal":
        """The terminal itself."""
        return self

    def press(self, *keys: str) -> str:
        """Press keys one after the other, slowly; the screen afterwards.

        A key is a name of `KEYS` or up to four characters, each of which is a key; more of them
        are a text and typed in one go.
        """
        waits = False
        for key in keys:
            named = key in KEYS and len(key) > 1
            for one in [KEYS[key]] if named else [key] if len(key) > LONGEST_KEYS else key:
                if waits:
                    self.settle(STEP)
                self.send(one)
                waits = True
        return self.settle()

    def send(self, text: str) -> None:
        """Type the characters, in one write."""
        self.pressed += len(text.encode())
        super().send(text)

    def burst(self, *keys: str) -> str:
        """Press keys in one write; the screen when all is over."""
        text = "".join(KEYS[key] if key in KEYS and len(key) > 1 else key for key in keys)
        self.send(text)
        return self.settle(LONGER)

    def send_and_save(self, key: str) -> None:
        """Press one key and wait for the act that it saves."""
        count = "SELECT count(*) FROM action"
        acts = self.value(count)
        self.send(KEYS[key] if len(key) > 1 else key)
        assert self.wait_until(lambda: self.value(count) > acts), (key, self.screen_now())

    def settle(self, quiet: float | None = None) -> str:
        """Wait until nothing is painted any more; the screen."""
        return self.screen(self.quiet if quiet is None else quiet)

    def count_from_here(self) -> None:
        """Begin counting anew."""
        self.pressed = 0

    def says(self, words: str) -> bool:
        """Wait until the message line begins with these words; whether it came to."""
        return self.wait_until(lambda: self.message.startswith(words))

    def stands_on(self, words: str) -> bool:
        """Wait until the cursor is on a row that begins with these words; whether it came to."""
        return self.wait_until(lambda: self.cursor_line.startswith(words))

    def holds_cursor(self, words: str) -> bool:
        """Wait until these words stand in the row under the cursor; whether they came to."""
        return self.wait_until(lambda: words in self.cursor_line)

    def leave(self) -> None:
        """Quit from anywhere."""
        self.send(KEYS["ctrl+q"])
        assert self.wait_end() == 0

    # what stands on the screen

    @property
    def cursor_line(self) -> str:
        """The words of the row under the cursor, one space apart."""
        for line in self.screen_now().split("\n"):
            if "▌" in line:
                return " ".join(re.split("▌", line)[1].split("│")[0].split())
        return ""

    @property
    def is_narrow(self) -> bool:
        """Whether one list is shown at a time."""
        return len(self.screen_now().split("\n")[0]) < 120

    @property
    def message(self) -> str:
        """The message line."""
        return self.screen_now().split("\n")[-2].strip()

    # what stands in the database

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the database over a connection of our own."""
        return rows_of(self.database, sql, *values)

    def value(self, sql: str, *values: object) -> Any:  # noqa: ANN401 - one value of any type
        """The first column of the first row; None without one."""
        found = self.rows(sql, *values)
        return found[0][0] if found else None

    def dump(self) -> Dump:
        """Every row of the owner's tables."""
        return dump_of(self.database)


def rows_of(path: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """Ask a database over a read-only connection."""
    reader = open_reader(path)
    try:
        return [tuple(row) for row in reader.rows(sql, values)]
    finally:
        reader.close()


def dump_of(path: Path) -> Dump:
    """Every row of the owner's tables, as it is stored."""
    reader = open_reader(path)
    try:
        return {
            table: [tuple(row) for row in reader.rows(f"SELECT * FROM {table} ORDER BY id")]
            for table in TABLES
        }
    finally:
        reader.close()


def retelling_of(path: Path) -> Dump:
    """All rows and acts with what differs by chance between two equal runs taken out.

    An id becomes its table and its place in it; ids are ordered by time.
    """
    reader = open_reader(path)
    try:
        tables: dict[str, list[dict[str, Any]]] = {}
        for table in LEAD_TABLES:
            names = [row[1] for row in reader.rows(f"PRAGMA table_info({table})")]
            tables[table] = [
                dict(zip(names, row, strict=True))
                for row in reader.rows(f"SELECT * FROM {table} ORDER BY id")
            ]
    finally:
        reader.close()
    places = {
        row["id"]: f"{table} {number}"
        for table, rows in tables.items()
        for number, row in enumerate(rows)
        if row["id"] > 1 << 32
    }
    return {
        table: [
            tuple(
                "*" if name in MASKED else places.get(value, value) for name, value in row.items()
            )
            for row in rows
        ]
        for table, rows in tables.items()
    }
