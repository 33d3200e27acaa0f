"""Backups: whole, checked, kept as long as said, and put back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_tui.errors import DataError
from peer_tui.storage import backup as backups
from peer_tui.storage.backup import ALL_FOR, expired, make_backup, remove_abandoned, verify
from peer_tui.storage.backup_names import Backup, list_backups
from tests.storage.support import NOW, add, dump, new_store

THEN = datetime(2026, 11, 18, 10, 30, tzinfo=UTC)


def test_a_backup_is_a_private_checked_copy_of_this_moment(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    add(store, "Ann")
    made = make_backup(store.path, tmp_path / "backups", "asked", THEN)
    again = make_backup(store.path, tmp_path / "backups", "asked", THEN)
    assert made.path.name == "peer-2026-11-18T103000Z-asked.db"
    assert again.path.name == "peer-2026-11-18T103000Z-asked-2.db"
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "backups").stat().st_mode & 0o777 == 0o700
    add(store, "Bea")
    assert verify(made.path).seq == 1
    assert list_backups(store.path, tmp_path / "backups") == [again, made]
    assert sorted(path.name for path in (tmp_path / "backups").iterdir()) == [
        again.path.name,
        made.path.name,
    ]
    store.close()


def test_only_backups_of_this_database_are_listed(tmp_path: Path) -> None:
    for name in ("peer-2026-11-18T103000Z-start.db", "peer-2026-11-19T103000Z-two-words.db"):
        (tmp_path / name).touch()
    for name in ("peer-old.db", "notes.txt", "other-2026-11-18T103000Z-start.db"):
        (tmp_path / name).touch()
    found = list_backups(Path("peer.db"), tmp_path)
    assert [backup.why for backup in found] == ["two-words", "start"]
    assert list_backups(Path("peer.db"), tmp_path / "none") == []


def test_what_a_killed_backup_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    gone = (
        "peer-2026-11-18T092900Z-exit.partial",
        "peer-2026-11-17T103000Z-use-2.partial-journal",
        "peer-2027-01-01T000000Z-exit.partial",
    )
    kept = (
        "peer-2026-11-18T102900Z-exit.partial",
        "peer-2026-11-17T103000Z-exit.db",
        "other-2026-11-17T103000Z-exit.partial",
        "peer-notes.partial",
    )
    for name in (*gone, *kept):
        (tmp_path / name).touch()
    remove_abandoned(Path("peer.db"), tmp_path, THEN)
    assert {path.name for path in tmp_path.iterdir()} == set(kept)
    remove_abandoned(Path("peer.db"), tmp_path / "none", THEN)


def test_a_backup_that_does_not_check_is_not_left_behind(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    add(store, "Ann")
    store.database().run("UPDATE head SET seq = 7")
    with pytest.raises(DataError, match="journal is not whole"):
        make_backup(store.path, tmp_path / "backups", "asked", THEN)
    assert list((tmp_path / "backups").iterdir()) == []
    store.close()


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    (tmp_path / "backups").write_text("a file where the folder should be")
    with pytest.raises(DataError, match="No backup could be made"):
        make_backup(store.path, tmp_path / "backups", "asked", THEN)
    store.close()


moments = st.integers(0, 500 * 24).map(lambda hours: THEN - timedelta(hours=hours))


@given(st.lists(moments, max_size=120, unique=True), moments)
def test_what_is_kept(made: list[datetime], now: datetime) -> None:
    found = [Backup(Path(f"{at:%Y%m%d%H}"), at, "use") for at in made]
    gone = expired(found, now)
    kept = [backup for backup in found if backup not in gone]
    if found:
        assert max(found, key=lambda backup: backup.at) in kept
    assert all(backup in kept for backup in found if now - backup.at <= ALL_FOR)
    old = [backup for backup in kept if now - backup.at > ALL_FOR]
    assert len(old) <= 12 + 10 + 9 + 1
    # Thinning out again changes nothing: what was kept stays until it is older.
    assert expired(kept, now) == []


def test_a_year_of_use_leaves_a_year_of_backups() -> None:
    kept: list[Backup] = []
    for number in range(0, 365 * 3):
        at = THEN + timedelta(hours=8 * number)
        kept.append(Backup(Path(str(number)), at, "use"))
        gone = expired(kept, at)
        kept = [backup for backup in kept if backup not in gone]
    ages = sorted((at - backup.at).days for backup in kept)
    assert 30 < len(kept) <= 7 + 12 + 10 + 9
    assert [age for age in range(14) if age not in ages] == []
    assert any(60 <= age <= 95 for age in ages)
    assert ages[-1] > 220


def test_a_damaged_or_foreign_file_is_not_a_backup(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    for number in range(200):
        add(store, f"Ann {number}")
    made = make_backup(store.path, tmp_path / "backups", "asked", NOW)
    store.close()
    content = bytearray(made.path.read_bytes())
    half = tmp_path / "half.db"
    half.write_bytes(content[: len(content) // 2])
    text = tmp_path / "text.db"
    text.write_text("Dear diary, " * 400)
    empty = tmp_path / "empty.db"
    empty.touch()
    content[8 * 4096 : 9 * 4096] = b"\xff" * 4096
    page = tmp_path / "page.db"
    page.write_bytes(content)
    for path in (half, text, empty, page):
        with pytest.raises(DataError):
            verify(path)
    assert verify(made.path).seq == 200


def test_writing_back_shows_in_an_open_window(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    add(store, "Ann")
    made = make_backup(store.path, tmp_path / "backups", "asked", NOW)
    before = dump(store)
    add(store, "Bea")
    store.changed_elsewhere()
    backups.write_back(made.path, store.path)
    assert store.changed_elsewhere()
    assert dump(store) == before
    assert store.reader.value("pragma journal_mode") == "wal"
    add(store, "Cy")
    assert store.reader.value("SELECT max(seq) FROM action") == 2
    store.close()
