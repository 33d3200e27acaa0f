"""Backups: whole, checked copies of the database, made and put back through SQLite only."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from peer_tui.errors import DataError
from peer_tui.storage import faults
from peer_tui.storage.backup_names import (
    Backup,
    is_abandoned,
    list_backups,
    list_drafts,
    stamp,
)
from peer_tui.storage.driver import BUSY_TIMEOUT_MS, connect
from peer_tui.storage.opening import check_header, create_file
from peer_tui.storage.queries.journal import Head, hash_at, head
from peer_tui.storage.reader import Reader

ALL_FOR = timedelta(days=2)
"""So long every backup is kept; after that one each of so many days, weeks, months."""
DAYS_KEPT, WEEKS_KEPT, MONTHS_KEPT = 12, 10, 9

SQLITE_BUSY, SQLITE_LOCKED = 5, 6
"""Result codes of SQLite (sqlite.org/rescode.html)."""


def make_backup(source: Path, directory: Path, why: str, now: datetime) -> Backup:
    """Copy the database, check the copy, and give it its name; returns it.

    `why` is a short word such as start, import or exit. The database may be in use meanwhile.
    Raises DataError when the copy cannot be made or does not check; nothing is left behind then.
    """
    backup = _free_name(source, directory, why, now)
    draft = backup.path.with_suffix(".partial")
    try:
        draft.unlink(missing_ok=True)
        create_file(draft)
        with faults.translated(source):
            connection = connect(source, (("busy_timeout", BUSY_TIMEOUT_MS),))
            try:
                connection.execute("VACUUM INTO ?", (str(draft),))
            finally:
                connection.close()
        verify(draft)
        _flush(draft)
        draft.replace(backup.path)
        _flush(directory)
    except OSError as error:
        raise DataError(f"No backup could be made in {directory}: {error.strerror}.") from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return backup


def verify(path: Path) -> Head:
    """Check a copy that nobody else uses: its pages, its kind, and that its journal is whole.

    Returns where its journal stands. Raises DataError when it cannot be relied on.
    """
    damaged = f"{path} cannot be used as a backup: "
    with faults.translated(path):
        connection = connect(path, options=_reading(path))
        try:
            reader = Reader(connection, path)
            if check_header(reader, path) == 0:
                raise DataError(f"{damaged}it holds nothing.")
            if reader.value("pragma quick_check(1)") != "ok":
                raise DataError(f"{damaged}it is damaged.")
            newest = head(reader)
            last = reader.value("SELECT max(seq) FROM action") or 0
            if last != newest.seq or (last and not hash_at(reader, last)):
                raise DataError(f"{damaged}its journal is not whole.")
            return newest
        finally:
            connection.close()


def head_of(path: Path, *, live: bool = False) -> Head | None:
    """Where the journal of a finished backup, or of the live file, stands.

    None when it cannot be read.
    """
    with suppress(DataError), faults.translated(path):
        connection = connect(path, options="mode=rw" if live else "mode=ro&immutable=1")
        try:
            return head(Reader(connection, path))
        finally:
            connection.close()
    return None


def expired(backups: list[Backup], now: datetime) -> list[Backup]:
    """Those that need not be kept: two days of all, then 12 days, 10 weeks and 9 months.

    Of a day, a week or a month the newest is kept, and always the newest of all.
    """
    newest_first = sorted(backups, key=lambda backup: (backup.at, backup.number), reverse=True)
    kept = set(newest_first[:1])
    days: set[object] = set()
    weeks: set[object] = set()
    months: set[object] = set()
    for backup in newest_first:
        if now - backup.at <= ALL_FOR:
            kept.add(backup)
            continue
        for seen, period, limit in (
            (days, backup.at.date(), DAYS_KEPT),
            (weeks, backup.at.isocalendar()[:2], WEEKS_KEPT),
            (months, (backup.at.year, backup.at.month), MONTHS_KEPT),
        ):
            if period not in seen and len(seen) < limit:
                seen.add(period)
                kept.add(backup)
    return [backup for backup in newest_first if backup not in kept]


def remove_expired(source: Path, directory: Path, now: datetime) -> list[Backup]:
    """Delete the backups that need not be kept; returns them."""
    gone = expired(list_backups(source, directory), now)
    for backup in gone:
        with suppress(OSError):
            backup.path.unlink()
    return gone


def remove_abandoned(source: Path, directory: Path, now: datetime) -> None:
    """Delete the unfinished backups of this database that a killed program left behind.

    Raises DataError when the directory cannot be read.
    """
    for draft in list_drafts(source, directory):
        if is_abandoned(draft, now):
            with suppress(OSError):
                draft.path.unlink()


def write_back(backup: Path, live: Path) -> None:
    """Put the content of a checked backup into the live file, in one step.

    The file itself stays: another window that has it open sees the change like any other. Raises
    DataError when the live file cannot be written; it is as before then.
    """
    with faults.translated(live):
        source = connect(backup, options=_reading(backup))
        try:
            target = connect(live, (("busy_timeout", BUSY_TIMEOUT_MS), ("synchronous", "full")))
            try:
                source.backup(target, progress=_not_locked)
            finally:
                target.close()
        finally:
            source.close()


def _reading(path: Path) -> str:
    # A copy that came with its log holds the newest acts there; without one nothing is made.
    log = path.with_name(f"{path.name}-wal")
    return "mode=ro" if log.exists() else "mode=ro&immutable=1"


def _not_locked(code: int, _left: int, _all: int) -> None:
    # The driver would try a locked file for ever; the busy timeout has already passed here.
    if code in (SQLITE_BUSY, SQLITE_LOCKED):
        raise DataError(
            "Another program is writing to the database and has not finished. Nothing was"
            " restored; try again."
        )


def set_aside(live: Path, now: datetime) -> Path:
    """Rename a damaged database and what stands beside it, to be kept; returns the new name."""
    aside = live.with_name(f"{live.stem}-damaged-{stamp(now)}.db")
    try:
        for ending in ("-wal", "-shm", ""):
            part = live.with_name(f"{live.name}{ending}")
            if part.exists():
                part.rename(aside.with_name(f"{aside.name}{ending}"))
    except OSError as error:
        raise DataError(f"{live} could not be set aside: {error.strerror}.") from error
    return aside


def _free_name(source: Path, directory: Path, why: str, now: datetime) -> Backup:
    at = now.astimezone(UTC).replace(microsecond=0)
    number = 1
    while True:
        ending = f"-{number}" if number > 1 else ""
        path = directory / f"{source.stem}-{stamp(at)}-{why}{ending}.db"
        if not path.exists():
            return Backup(path, at, why, number)
        number += 1


def _flush(path: Path) -> None:
    # Windows cannot open a directory and needs no such step.
    if path.is_dir() and os.name == "nt":
        return
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
