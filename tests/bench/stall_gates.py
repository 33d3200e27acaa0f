"""The gate of the event loop: never held, in normal work and beside another process that writes.

What is measured is how much later than asked the loop of the real program, in a real terminal,
comes to a task; a probe inside asks every 2 ms.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench import data
from tests.bench.figures import Figure, percentile
from tests.bench.pty import Terminal, environment
from tests.bench.screen_gates import USABLE, DidNotShow
from tests.paths import REPOSITORY

MOST_ROUNDS = 2
"""A round takes half a minute."""
KEY_SECONDS = 0.06
RESTED_SECONDS = 1.5
HOLDS = 2
HOLD_SECONDS = 2.5
DAY: tuple[str, ...] = (
    *["down"] * 8,
    *("d", "u", "s", "u", "n", *"a note", "enter", "u"),
    *("l", *"spoke with her", "enter", "u"),
    *("enter", *["down"] * 6, "escape"),
    *("/", *"marai lopze", *["backspace"] * 5, *"delivery", "enter", "escape"),
    *("2", *["pagedown"] * 6, "end", "home", *["down"] * 4, "1"),
)
"""A stretch of ordinary work: rows, verbs and undo, notes, a person, find, the list of people."""


Late = tuple[float, float]
"""Milliseconds by which the loop came late, and those its thread worked meanwhile."""


class _Watched:
    """The watched program in a terminal."""

    def __init__(self, terminal: Terminal, file: Path) -> None:
        self._terminal = terminal
        self._file = file
        self.noted()

    def type(self, keys: tuple[str, ...]) -> None:
        """Type at a fast hand's pace."""
        for key in keys:
            self._terminal.send(key)
            self._terminal.rest(KEY_SECONDS, limit=KEY_SECONDS)

    def noted(self) -> list[Late]:
        """How late the loop was since the last call."""
        self._file.unlink(missing_ok=True)
        os.kill(self._terminal.pid, signal.SIGUSR1)
        end = time.perf_counter() + 5
        while not self._file.exists():
            if time.perf_counter() > end:
                raise DidNotShow(f"the watcher is silent:\n{self._terminal.screen.text()}")
            self._terminal.rest(0.01, limit=0.05)
        return [(late, worked) for late, worked in json.loads(self._file.read_text())]


@contextmanager
def _other(path: Path, what: str) -> Iterator[subprocess.Popen[str]]:
    """Another process at the database; it has begun."""
    command = [sys.executable, "-m", "tests.bench.other_writer", str(path), what]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            yield process
        finally:
            process.kill()


def _alone(watched: _Watched, _path: Path) -> None:
    watched.type(DAY)


def _beside_a_writer(watched: _Watched, path: Path) -> None:
    with _other(path, "write"):
        watched.type(DAY)


def _without_the_lock(watched: _Watched, path: Path) -> None:
    for _ in range(HOLDS):
        with _other(path, "hold"):
            begun = time.perf_counter()
            watched.type(("down", "d", "down", "down", "s", "2", "pagedown", "home", "1"))
            watched.type(("u", "u") + ("down",) * 4)
            left = HOLD_SECONDS - (time.perf_counter() - begun)
            watched.type(("down", "up") * max(1, round(left / 2 / KEY_SECONDS)))


PHASES = {
    "normal work": _alone,
    "another process writing": _beside_a_writer,
    "write lock held 2 s": _without_the_lock,
}


def stalls(rounds: int) -> list[Figure]:
    """G14: how late the event loop is, over every kind of work."""
    rounds = min(rounds, MOST_ROUNDS)
    late: dict[str, list[Late]] = {name: [] for name in PHASES}
    original = data.database("large")
    with tempfile.TemporaryDirectory(dir=original.parent) as directory:
        path = Path(shutil.copy(original, directory))
        # What the copy left to write would keep the disk busy; that is no work of the program.
        os.sync()
        for _ in range(rounds):
            _round(path, Path(directory), late)
    figures = []
    for name, noted in late.items():
        for what, percent, limit in (("p99", 99, 10), ("max", 100, 50)):
            value, worked = (percentile(each, percent) for each in zip(*noted, strict=True))
            title = f"loop lateness, {name}, {what}"
            detail = f"{len(noted)} probes; its own work {worked:.1f} ms"
            figures.append(Figure("G14", title, value, limit, rounds, "ms", detail=detail))
    return figures


def _round(path: Path, directory: Path, late: dict[str, list[Late]]) -> None:
    file = directory / "late.json"
    command = [sys.executable, "-m", "tests.bench.watched_app", str(file), "--db", str(path)]
    with Terminal(command, environment(directory / "state"), REPOSITORY) as terminal:
        if terminal.until(USABLE["large"]) is None:
            raise DidNotShow(f"no usable frame, but\n{terminal.screen.text()}")
        terminal.rest(RESTED_SECONDS, limit=RESTED_SECONDS * 2)
        watched = _Watched(terminal, file)
        for name, work in PHASES.items():
            work(watched, path)
            late[name] += watched.noted()
