"""The one place from which the program on the screen is started."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from peer_tui.cli.places import checked, named
from peer_tui.settings.locations import find_locations


def open_screen(database: str | None, today: date | None = None) -> int:
    """Open the owner's database on the screen; returns the exit code."""
    locations = find_locations(os.environ)
    if database is not None:
        locations = locations.named(named(database))
    return run_screen(checked(locations), sample=False, today=today)


def run_screen(path: Path, *, sample: bool, today: date | None) -> int:
    """Run the program on a database; `sample` says in the header that nothing of it is real."""
    from peer_tui.tui.app import run

    return run(path, sample=sample, today=today)
