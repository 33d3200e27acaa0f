"""Reading does not load the writing half: every start would pay for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.paths import REPOSITORY

LIGHT = [
    "peer_tui.storage.store",
    "peer_tui.storage.reader",
    "peer_tui.storage.highwater",
    *(
        f"peer_tui.storage.queries.{path.stem}"
        for path in sorted((REPOSITORY / "peer_tui/storage/queries").glob("[a-z]*.py"))
    ),
]
HEAVY = {"peewee", "hashlib", "_hashlib", "textual", "click", "sqlite3", "secrets", "asyncio"}


def modules_after(code: str, *arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules)", *arguments],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    return set(done.stdout.split())


def test_the_reading_half_imports_nothing_heavy() -> None:
    code = "\n".join(f"import {module}" for module in LIGHT)
    assert modules_after(code) & HEAVY == set()


def test_opening_and_reading_an_existing_file_loads_nothing_heavy(tmp_path: Path) -> None:
    pytest.importorskip("sqlcipher3")
    write = """
from pathlib import Path
from tests.storage.support import add, new_store
store = new_store(Path(sys.argv[1]))
add(store, "Ann")
store.close()
"""
    assert "peewee" in modules_after(write, str(tmp_path))
    read = """
from datetime import datetime
from pathlib import Path
from peer_tui.clock import FixedClock
from peer_tui.storage.store import Identity, open_store
from peer_tui.storage.queries import agenda, find
now = datetime(2026, 11, 18, 10).astimezone()
folder = Path(sys.argv[1])
store = open_store(
    folder / "peer.db", FixedClock(now), Identity("desk", "ann"), state_directory=folder
)
assert len(find.find(store.reader, "ann").hits) == 1
agenda.due_counts(store.reader, now.date())
store.close()
"""
    assert modules_after(read, str(tmp_path)) & HEAVY == set()


def test_only_storage_imports_peewee() -> None:
    importers = {
        path.relative_to(REPOSITORY).parts[1]
        for path in (REPOSITORY / "peer_tui").rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip().startswith(("import peewee", "from peewee", "from playhouse"))
    }
    assert importers == {"storage"}
