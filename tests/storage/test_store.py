"""The store: interruptions, closing, and two windows on one file."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from peer_tui.errors import NothingFound, UsageError
from peer_tui.services import undo
from peer_tui.storage.database import PeerDatabase
from peer_tui.storage.doctor import examine
from peer_tui.storage.models import Tag
from tests.paths import REPOSITORY
from tests.storage.support import HER, add, new_store


def test_an_interrupted_commit_leaves_no_transaction_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = new_store(tmp_path)

    def interrupted(self: PeerDatabase) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(PeerDatabase, "commit", interrupted)
        with pytest.raises(KeyboardInterrupt):
            add(store, "Ann")
    assert store.database().connection().in_transaction
    add(store, "Bea")
    assert store.reader.rows("SELECT name FROM person") == [("Bea",)]
    store.close()
    assert examine(store.path) == []


def test_an_error_inside_an_act_saves_nothing(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    who = add(store, "Ann")

    def half(error: BaseException) -> None:
        with store.transaction("tag", "x") as transaction:
            transaction.insert(Tag, {"person_id": who, "name": "half"})
            raise error

    for error in (KeyboardInterrupt(), UsageError("no"), ValueError("no")):
        with pytest.raises(type(error)):
            half(error)
    assert store.reader.value("SELECT count(*) FROM tag") == 0
    assert store.reader.value("SELECT count(*) FROM action") == 1
    store.close()
    assert examine(store.path) == []


def test_an_act_that_changes_nothing_is_not_an_act(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    with store.transaction("nothing", "x"):
        pass
    assert store.reader.row("SELECT seq, hash FROM head") == (0, "")
    with pytest.raises(NothingFound):
        undo.undo(store)
    store.close()


async def test_close_waits_for_the_write_and_may_be_called_again(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    await store.run(lambda: add(store, "Ann"))
    release = threading.Event()

    def slow() -> int:
        release.wait(2)
        return add(store, "Bea")

    pending = store.run(slow)
    task = asyncio.ensure_future(pending)
    await asyncio.sleep(0)
    threading.Timer(0.05, release.set).start()
    store.close()
    store.close()
    assert await task
    again = new_store(tmp_path)
    assert again.reader.value("SELECT count(*) FROM person") == 2
    again.close()
    again.close()
    assert [path.name for path in tmp_path.iterdir()] == ["peer.db"]


WRITER = """
import sys
from pathlib import Path
from tests.storage.support import add, new_store
store = new_store(Path(sys.argv[1]))
store.database().run(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
for n in range(25):
    add(store, f"{sys.argv[2]} {n}")
store.close()
"""


PATIENT = "pragma busy_timeout = 60000"
"""Whose turn it is, is left to chance: on a busy machine somebody waits for long."""


def test_two_processes_queue_for_the_file(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    store.database().run(PATIENT)
    assert not store.changed_elsewhere()
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), name, PATIENT],
            cwd=REPOSITORY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("one", "two")
    ]
    for writer in writers:
        assert writer.stdout
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for n in range(25):
        add(store, f"three {n}")
    for writer in writers:
        writer.communicate(timeout=120)
        assert writer.returncode == 0
    assert store.changed_elsewhere()
    assert not store.changed_elsewhere()
    assert store.reader.value("SELECT count(*) FROM person") == 75
    assert store.reader.value("SELECT max(seq) FROM action") == 75
    store.close()
    assert examine(store.path) == []


def test_a_second_store_in_one_process_sees_and_is_seen(tmp_path: Path) -> None:
    mine, hers = new_store(tmp_path), new_store(tmp_path, HER)
    add(mine, "Ann")
    assert hers.changed_elsewhere()
    add(hers, "Bea")
    assert mine.reader.value("SELECT count(*) FROM person") == 2
    hers.close()
    add(mine, "Cy")
    mine.close()
    assert examine(mine.path) == []


def test_ids_grow_and_are_never_used_again(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    first = add(store, "Ann")
    undo.undo(store)
    second = add(store, "Bea")
    assert 0 < first < second < 2**63
    store.close()
