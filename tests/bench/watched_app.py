"""Peer with a watcher inside that notes how late the event loop comes to a task.

`python -m tests.bench.watched_app FILE [--db DATABASE]` runs the program; at every SIGUSR1 what
was noted since the one before is written to FILE, as JSON, and forgotten: pairs of the milliseconds
by which the loop came late, and of those that its thread worked meanwhile. (The rest it waited: for
a disk, a lock, or a busy machine.)
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from pathlib import Path

import peer_tui.__main__ as program
from peer_tui.tui.app import PeerApp

PROBE_SECONDS = 0.002


class Watcher:
    """Asks for a moment's sleep, again and again, and notes by how much it was longer."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._late: list[tuple[float, float]] = []
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Watch the running loop."""
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGUSR1, self._tell)
        self._task = loop.create_task(self._watch())

    async def _watch(self) -> None:
        while True:
            asked, worked = time.perf_counter(), time.thread_time()
            await asyncio.sleep(PROBE_SECONDS)
            late = time.perf_counter() - asked - PROBE_SECONDS
            self._late.append((late * 1000, (time.thread_time() - worked) * 1000))

    def _tell(self) -> None:
        late, self._late = self._late, []
        unfinished = self._path.with_suffix(".part")
        unfinished.write_text(json.dumps(late))
        os.replace(unfinished, self._path)


def main() -> int:
    """Run the program, watched; the exit code."""
    watcher = Watcher(Path(sys.argv.pop(1)))
    mounted = PeerApp.on_mount

    def on_mount(app: PeerApp) -> None:
        mounted(app)
        watcher.begin()

    PeerApp.on_mount = on_mount  # type: ignore[assignment,method-assign]
    return program.main()


if __name__ == "__main__":
    sys.exit(main())
