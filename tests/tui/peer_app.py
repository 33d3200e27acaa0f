"""Peer itself on a database of its own, driven without a terminal, on a clock that stands still."""

import asyncio
import re
import shutil
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.cells import cell_len
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.strip import Strip

from peer_tui.clock import FixedClock
from peer_tui.services.demo import prepare
from peer_tui.settings.locations import Locations, backups_of
from peer_tui.settings.schema import Settings
from peer_tui.storage.reader import open_reader
from peer_tui.storage.store import Identity, Store, open_store
from peer_tui.tui.app import PeerApp
from peer_tui.tui.screens.main import MainScreen
from peer_tui.tui.screens.review import ReviewScreen
from tests.storage.support import NOW, TABLES

ME = Identity("desk", "ann")
NARROW, WIDE = (80, 24), (140, 40)
MOMENT = 0.003
PATIENCE = 30.0
"""Seconds for what takes a moment on a machine that has nothing else to do."""
ENDINGS = ("", "-wal")
CHARACTERS = {"space": " ", "enter": "\r", "tab": "\t", "question_mark": "?"}

Dump = dict[str, list[tuple[Any, ...]]]


@cache
def _sample_folder() -> TemporaryDirectory[str]:
    folder = TemporaryDirectory(prefix="sample-of-peer-")
    prepare(Path(folder.name) / "sample.db", FixedClock(NOW), ME)
    return folder


def copy_sample(path: Path) -> Path:
    """The sample data at `path`; made once, then copied."""
    source = Path(_sample_folder().name) / "sample.db"
    for ending in ENDINGS:
        part = source.with_name(source.name + ending)
        if part.exists():
            shutil.copyfile(part, path.with_name(path.name + ending))
    return path


def locations_in(folder: Path) -> Locations:
    """Every file of the program in one folder."""
    database = folder / "peer.db"
    return Locations(
        database=database,
        demo=folder / "demo.db",
        config=folder / "config.toml",
        log=folder / "state" / "peer.log",
        device=folder / "state" / "device",
        backups=backups_of(database),
    )


def _event(key: str) -> events.Key:
    """The event of a character or of a key that Textual has a name for."""
    if len(key) == 1:
        return events.Key(_character_to_key(key), key)
    return events.Key(key, CHARACTERS.get(key))


def one_read(keys: Iterable[str]) -> list[events.Key]:
    """The events of keys that came in one read, and so at one time."""
    made = [_event(key) for key in keys]
    for event in made:
        event.time = made[0].time
    return made


class Peer:
    """The running program, as a test sees it."""

    def __init__(self, app: PeerApp, pilot: "Pilot[int]", path: Path) -> None:
        self.app = app
        self.pilot = pilot
        self.path = path

    async def press(self, *keys: str) -> str:
        """Press keys, each once the one before was worked off; the screen afterwards.

        A string of several characters is a name of a key to Textual ("enter", "space"); begin it
        with "=" to type its characters in one go.
        """
        for key in keys:
            typed = len(key) > 1 and key.startswith("=")
            await self.press_at_once(key[1:] if typed else [key])
        return self.screen

    async def press_at_once(self, keys: Iterable[str]) -> None:
        """Press keys in one go."""
        for event in one_read(keys):
            self.app.post_message(event.set_sender(self.app))
        await self.rest()

    async def rest(self) -> None:
        """Wait until every key, worker and timer of a moment is worked off."""
        end = time.perf_counter() + PATIENCE
        while time.perf_counter() < end:
            await asyncio.sleep(MOMENT)
            if self._is_at_rest:
                await self.pilot.pause()
                if self._is_at_rest:
                    return
        raise AssertionError("the program never came to rest")

    async def wait_until(self, holds: Callable[[], bool]) -> None:
        """Wait for what comes by a look of its own or while work goes on; not for the rest."""
        end = time.perf_counter() + PATIENCE
        while not holds():
            assert time.perf_counter() < end, self.screen
            await asyncio.sleep(MOMENT)

    @property
    def _is_at_rest(self) -> bool:
        card_waits = any(
            isinstance(screen, MainScreen | ReviewScreen) and not screen.rest.is_over
            for screen in self.app.screen_stack
        )
        return self.app.gate_is_quiet and not self.app.workers and not card_waits

    async def accept_import(self) -> str:
        """Press Enter on the plan of an import, once it is heard; the screen afterwards."""
        await self.wait_until(lambda: "Enter Import" in self.hints)
        return await self.press("enter")

    async def go_to(self, text: str) -> None:
        """Step down until the row under the cursor has the text in it."""
        await self.press_until("j", lambda: text in self.cursor_line)

    async def press_until(self, key: str, holds: Callable[[], bool], most: int = 60) -> None:
        """Press the key until that holds, which may be at once."""
        for _ in range(most):
            if holds():
                return
            await self.press(key)
        raise AssertionError(f"{key} does not lead there:\n{self.screen}")

    async def resize(self, size: tuple[int, int]) -> str:
        """Give the terminal another size; the screen afterwards."""
        await self.pilot.resize_terminal(*size)
        await self.rest()
        return self.screen

    async def click(self, text: str, *, on_line: int | None = None) -> str:
        """Click on the first place where the text stands; the screen afterwards."""
        for y, line in enumerate(self.lines):
            if text in line and on_line in (None, y):
                x = cell_len(line[: line.index(text)])
                await self.pilot.click(offset=(x, y))
                await self.rest()
                return self.screen
        raise AssertionError(f"{text!r} is not on the screen:\n{self.screen}")

    # what stands on the screen

    @property
    def lines(self) -> list[str]:
        """The rows of the screen as text."""
        screen = self.app.screen
        strips: Sequence[Strip] = screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in strips]

    @property
    def screen(self) -> str:
        """The whole screen as text."""
        return "\n".join(self.lines)

    @property
    def cursor_line(self) -> str:
        """The row under the cursor of the list in use."""
        found = [line for line in self.lines if "▌" in line]
        return re.split("▌", found[0])[1].split("│")[0].strip() if found else ""

    @property
    def message(self) -> str:
        """The message line."""
        work = self.app.work
        return "" if work is None else work.message_line.text

    @property
    def hints(self) -> str:
        """The hint line."""
        return self.lines[-1]

    # what stands in the database

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the database over a connection of our own."""
        reader = open_reader(self.path)
        try:
            return [tuple(row) for row in reader.rows(sql, values)]
        finally:
            reader.close()

    def value(self, sql: str, *values: object) -> Any:  # noqa: ANN401 - one value of any type
        """The first column of the first row; None without one."""
        found = self.rows(sql, *values)
        return found[0][0] if found else None

    def dump(self) -> Dump:
        """Every row of the owner's tables."""
        return {table: self.rows(f"SELECT * FROM {table} ORDER BY id") for table in TABLES}


@asynccontextmanager
async def running(
    folder: Path,
    size: tuple[int, int] = NARROW,
    *,
    sample: bool = True,
    settings: Settings | None = None,
) -> AsyncIterator[Peer]:
    """The program on a copy of the sample data, or on an empty database."""
    locations = locations_in(folder)
    if sample:
        copy_sample(locations.database)
    store = open_store(locations.database, FixedClock(NOW), ME)
    app = PeerApp(store, store.clock, settings or Settings(), locations, sample=sample)
    try:
        async with app.run_test(size=size) as pilot:
            peer = Peer(app, pilot, locations.database)
            await peer.rest()
            yield peer
    finally:
        app.store.close()


@contextmanager
def elsewhere(path: Path) -> Iterator[Store]:
    """Another instance on the same file, with another device's name."""
    store = open_store(path, FixedClock(NOW), Identity("laptop", "bea"))
    try:
        yield store
    finally:
        store.close()
