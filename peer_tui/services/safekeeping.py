"""Backups at the right moments, and the way back from one.

Every call opens what it needs for itself, so it may run on any thread that may wait.
"""

from __future__ import annotations

from pathlib import Path

from peer_tui.clock import Clock
from peer_tui.domain.calendar_days import short_day
from peer_tui.errors import DataError, NothingFound
from peer_tui.services.backup_moments import Occasion, is_moment
from peer_tui.services.outcome import Outcome
from peer_tui.storage.backup import (
    head_of,
    make_backup,
    remove_abandoned,
    remove_expired,
    set_aside,
    verify,
    write_back,
)
from peer_tui.storage.backup_names import Backup, list_backups
from peer_tui.storage.opening import create_file
from peer_tui.storage.queries.journal import NOTHING, head
from peer_tui.storage.reader import Reader, open_reader
from peer_tui.storage.store import Identity, Store, open_store


def backup_directory(database: Path) -> Path:
    """Where the backups of a database are kept unless told otherwise: beside it."""
    return database.parent / "backups"


def backup(store: Store, directory: Path, why: str = "asked") -> Path:
    """Make a backup now, check it, and delete those that need not be kept; returns its path.

    Raises DataError when no backup that can be relied on could be made.
    """
    now = store.clock.now()
    # First: what they take may be the room this one needs.
    remove_abandoned(store.path, directory, now)
    made = make_backup(store.path, directory, why, now)
    remove_expired(store.path, directory, now)
    return made.path


def backup_if_due(store: Store, directory: Path, occasion: Occasion) -> Path | None:
    """Make a backup if this is the moment for one and anything changed since the newest.

    Raises DataError as `backup` does.
    """
    if not is_moment(store.path, directory, occasion, store.clock.now()):
        return None
    made = list_backups(store.path, directory)
    kept = head_of(made[0].path) if made else NOTHING
    if kept == head_of(store.path, live=True):
        return None
    return backup(store, directory, occasion)


def restore(store: Store, file: Path, directory: Path) -> Outcome:
    """Put a backup back into the database that is open, after a backup of what it holds now.

    Raises DataError when the backup cannot be relied on; nothing is changed then.
    """
    store.check_writable()
    verify(_existing(file))
    if file.samefile(store.path):
        raise DataError(f"{file} is the database itself. Name one of its backups.")
    kept = backup(store, directory, "restore")
    write_back(file, store.path)
    reader = open_reader(store.path)
    try:
        store.prepare(directory, reader)
        _accept(store, reader)
    finally:
        reader.close()
    return Outcome(f"Restored {file.name}. What was there before is kept as {kept.name}.")


def restore_damaged(
    path: Path, file: Path, clock: Clock, identity: Identity, state_directory: Path | None = None
) -> tuple[Store, Outcome]:
    """Put a backup in the place of a database that cannot be opened; the damaged file is kept.

    Returns the store, open. Raises DataError when the backup cannot be relied on; nothing is
    changed then.
    """
    verify(_existing(file))
    aside = set_aside(path, clock.now()) if path.exists() else None
    create_file(path)
    write_back(file, path)
    store = open_store(path, clock, identity, state_directory=state_directory)
    _accept(store, store.reader)
    kept = f" The damaged file is kept as {aside.name}." if aside else ""
    return store, Outcome(f"Restored {file.name}.{kept}")


def backup_to_restore(store: Store, directory: Path, name: str = "") -> Backup:
    """The backup with this file name, or the newest. Raises NothingFound."""
    for found in list_backups(store.path, directory):
        if name in ("", found.path.name):
            return found
    wanted = f"called {name} " if name else ""
    raise NothingFound(f"There is no backup {wanted}in {directory}.")


def backup_words(made: Backup, clock: Clock) -> str:
    """A backup on one line: day, time and reason."""
    at = made.at.astimezone()
    return f"{short_day(at.date(), clock.now().date())} {at:%H:%M} ({made.why})"


def _accept(store: Store, reader: Reader) -> None:
    # What the mark misses is gone on purpose.
    store.warning = None
    store.remember(head(reader))


def _existing(file: Path) -> Path:
    if not file.is_file():
        raise DataError(f"There is no backup {file}.")
    return file
