"""Backups at the right moments, and the way back."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from peer_tui.clock import FixedClock
from peer_tui.errors import DataError, NothingFound
from peer_tui.services.backup_moments import Occasion, is_moment
from peer_tui.services.safekeeping import (
    backup,
    backup_if_due,
    backup_to_restore,
    restore,
    restore_damaged,
)
from peer_tui.storage.backup_names import list_backups
from peer_tui.storage.doctor import examine
from peer_tui.storage.store import Store
from tests.storage.support import ME, NOW, add, dump, new_store


def later(store: Store, **by: float) -> datetime:
    store.clock = FixedClock(store.clock.now() + timedelta(**by))
    return store.clock.now()


def test_a_backup_is_made_when_it_is_due_and_something_changed(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    folder = tmp_path / "backups"
    assert backup_if_due(store, folder, Occasion.EXIT) is None
    add(store, "Ann")
    assert backup_if_due(store, folder, Occasion.START) is not None
    later(store, minutes=40)
    assert backup_if_due(store, folder, Occasion.USE) is None
    add(store, "Bea")
    assert backup_if_due(store, folder, Occasion.START) is None
    assert backup_if_due(store, folder, Occasion.USE) is not None
    add(store, "Cy")
    later(store, minutes=10)
    assert backup_if_due(store, folder, Occasion.USE) is None
    assert backup_if_due(store, folder, Occasion.EXIT) is not None
    assert backup_if_due(store, folder, Occasion.EXIT) is None
    later(store, days=1)
    assert backup_if_due(store, folder, Occasion.START) is None
    add(store, "Di")
    made = backup_if_due(store, folder, Occasion.START)
    assert made is not None
    assert made.name.endswith("-start.db")
    assert len(list_backups(store.path, folder)) == 4
    store.close()


def test_the_moment_for_a_backup_is_told_from_names_alone(tmp_path: Path) -> None:
    source, folder = tmp_path / "peer.db", tmp_path / "backups"
    assert is_moment(source, folder, Occasion.START, NOW)
    folder.mkdir()
    (folder / "peer-2026-11-17T233000Z-exit.db").touch()
    at = datetime(2026, 11, 18, 0, 30, tzinfo=timezone(timedelta(hours=1)))
    assert not is_moment(source, folder, Occasion.START, at)
    assert not is_moment(source, folder, Occasion.USE, at + timedelta(minutes=29))
    assert is_moment(source, folder, Occasion.USE, at + timedelta(minutes=30))
    assert is_moment(source, folder, Occasion.EXIT, at)
    assert is_moment(source, folder, Occasion.START, at + timedelta(days=1))
    assert is_moment(tmp_path / "other.db", folder, Occasion.START, at)
    (folder / "peer-2026-11-18T090000Z-start.partial").touch()
    later_on = datetime(2026, 11, 18, 9, 1, tzinfo=UTC)
    assert not is_moment(source, folder, Occasion.START, later_on)
    assert not is_moment(source, folder, Occasion.USE, later_on)
    assert is_moment(source, folder, Occasion.EXIT, later_on)
    assert is_moment(source, folder, Occasion.USE, later_on + timedelta(hours=1))
    with pytest.raises(DataError, match="cannot be read"):
        is_moment(source, folder / "peer-2026-11-17T233000Z-exit.db", Occasion.START, at)


def test_old_backups_make_room(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    folder = tmp_path / "backups"
    for _ in range(6):
        backup(store, folder)
        later(store, hours=5)
    later(store, days=5)
    newest = backup(store, folder)
    kept = [made.path for made in list_backups(store.path, folder)]
    assert newest in kept
    assert len(kept) == 3
    store.close()


def test_restore_brings_everything_back_and_keeps_what_was_there(tmp_path: Path) -> None:
    state = tmp_path / "state"
    store = new_store(tmp_path, state_directory=state)
    folder = tmp_path / "backups"
    add(store, "Ann")
    before = dump(store)
    made = backup(store, folder)
    add(store, "Bea")
    changed = dump(store)
    later(store, minutes=1)
    outcome = restore(store, made, folder)
    assert "Restored" in outcome.message
    assert dump(store) == before
    assert store.warning is None
    kept = backup_to_restore(store, folder)
    assert kept.why == "restore"
    later(store, minutes=1)
    restore(store, kept.path, folder)
    assert dump(store) == changed
    store.close()
    assert examine(store.path) == []
    again = new_store(tmp_path, state_directory=state)
    assert again.warning is None
    again.close()


async def test_restore_runs_on_the_database_thread(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    add(store, "Ann")
    store._close_database()
    before = dump(store)
    made = await store.run(lambda: backup(store, tmp_path / "backups"))
    await store.run(lambda: add(store, "Bea"))
    await store.run(lambda: restore(store, made, tmp_path / "backups"))
    assert dump(store) == before
    await store.run(lambda: add(store, "Cy"))
    store.close()


def test_a_bad_backup_changes_nothing(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    add(store, "Ann")
    before = dump(store)
    bad = tmp_path / "bad.db"
    bad.write_bytes(store.path.read_bytes()[:1000])
    for file in (bad, tmp_path / "none.db", store.path):
        with pytest.raises(DataError):
            restore(store, file, tmp_path / "backups")
    assert dump(store) == before
    with pytest.raises(NothingFound):
        backup_to_restore(store, tmp_path / "backups", "no-such.db")
    store.close()


def test_a_damaged_file_is_kept_aside(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    add(store, "Ann")
    before = dump(store)
    made = backup(store, tmp_path / "backups")
    store.close()
    store.path.write_bytes(b"\0" * 5000)
    with pytest.raises(DataError):
        new_store(tmp_path)
    store, outcome = restore_damaged(store.path, made, FixedClock(NOW), ME)
    assert dump(store) == before
    (aside,) = tmp_path.glob("peer-damaged-*.db")
    assert aside.name in outcome.message
    assert aside.read_bytes() == b"\0" * 5000
    assert store.identity == ME
    store.close()


def test_a_copy_with_its_log_is_restored_whole(tmp_path: Path) -> None:
    source, target = new_store(tmp_path / "a"), new_store(tmp_path / "b")
    add(source, "Ann")
    copy = tmp_path / "copy.db"
    for ending in ("", "-wal"):
        shutil.copy(f"{source.path}{ending}", f"{copy}{ending}")
    restore(target, copy, tmp_path / "backups")
    assert dump(target) == dump(source)
    source.close()
    target.close()


def test_a_warning_stays_until_something_is_saved_or_restored(tmp_path: Path) -> None:
    state = tmp_path / "state"
    store = new_store(tmp_path, state_directory=state)
    add(store, "Ann")
    made = backup(store, tmp_path / "backups")
    add(store, "Bea")
    store.close()
    shutil.copy(made, store.path)
    for _ in range(2):
        store = new_store(tmp_path, state_directory=state)
        assert store.warning is not None
        assert "1 act is missing" in store.warning
        store.close()
    store = new_store(tmp_path, state_directory=state)
    restore(store, made, tmp_path / "backups")
    store.close()
    store = new_store(tmp_path, state_directory=state)
    assert store.warning is None
    store.close()
