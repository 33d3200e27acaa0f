"""What the screen has loaded when it first stands: imports are the floor of its start."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from peer_tui.clock import FixedClock
from tests.bench import data
from tests.bench.rows import Size
from tests.paths import REPOSITORY

LATER = {
    "calendar",
    "click",
    "dateutil",
    "importlib.metadata",
    "markdown_it",
    "peer_tui.domain.quick_add",
    "peer_tui.services.items",
    "peer_tui.storage.late_find",
    "peer_tui.storage.queries.find",
    "peer_tui.storage.queries.near",
    "peer_tui.tui.screens.find",
    "peewee",
    "phonenumbers",
    "rapidfuzz",
    "secrets",
    "tomlkit",
    "tomllib",
}
"""Loaded when first used, not before the first screen."""

SCREEN = """
import asyncio, os, sys
from pathlib import Path
from peer_tui.clock import SystemClock
from peer_tui.settings.locations import find_locations
from peer_tui.settings.schema import Settings
from peer_tui.storage.store import Identity, open_store
from peer_tui.tui.app import PeerApp

path = Path(sys.argv[1])
store = open_store(path, SystemClock(), Identity("bench", "owner"))
app = PeerApp(store, SystemClock(), Settings(), find_locations(os.environ).named(path))

async def show():
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        print(*sys.modules, sep="\\n")

asyncio.run(show())
"""


def test_the_first_screen_loads_only_what_it_shows(tmp_path: Path) -> None:
    path = tmp_path / "tiny.db"
    clock = FixedClock(datetime(2026, 11, 18, 12, tzinfo=ZoneInfo("Europe/Berlin")))
    data.build(path, Size(people=50, interactions=200, promises=50, follow_ups=50), clock)
    run = subprocess.run(
        [sys.executable, "-c", SCREEN, str(path)],
        cwd=REPOSITORY,
        env=os.environ | {"XDG_STATE_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert run.returncode == 0, run.stderr
    loaded = set(run.stdout.splitlines())
    assert "peer_tui.tui.screens.main" in loaded
    assert loaded & LATER == set()
