"""What a path is, found out without touching it, and files made for the owner's eyes only."""

from __future__ import annotations

import os
from pathlib import Path

from peer_tui.errors import DataError
from peer_tui.storage import faults
from peer_tui.storage.driver import connect, driver
from peer_tui.storage.migrations.versions import APPLICATION_ID, VERSION
from peer_tui.storage.reader import Reader, open_reader


def check_before_opening(path: Path) -> None:
    """Refuse a path that is not a database of Peer, leaving no trace beside it.

    Raises DataError with one plain sentence. What only an ordinary look can tell is left to it.
    """
    if path.is_dir():
        raise DataError(f"{path} is a directory. Name the database file itself, such as peer.db.")
    if not path.is_file():
        raise DataError(f"{path} is not a file that can hold a database.")
    if path.stat().st_size == 0:
        return
    try:
        connection = connect(path, options="mode=ro&immutable=1")
    except driver().Error as error:
        raise DataError(faults.as_sentence(error, path)) from error
    try:
        check_header(Reader(connection, path), path)
    except DataError as error:
        # Without locks, a file that another window writes just now can look damaged.
        if "malformed" not in str(error.__cause__):
            raise
    finally:
        connection.close()


def check_header(reader: Reader, path: Path) -> int:
    """The schema version of the file, 0 for an empty one.

    Raises DataError when it is another program's database or a newer Peer wrote it.
    """
    version: int = reader.value("pragma user_version")
    application_id = reader.value("pragma application_id")
    empty = not reader.value("SELECT count(*) FROM sqlite_master")
    if application_id != APPLICATION_ID and not empty:
        raise DataError(f"{path} is a database of another program, not of Peer. Nothing was done.")
    if application_id == APPLICATION_ID and version > VERSION:
        raise DataError(
            f"{path} was written by a newer Peer (schema {version}, this one knows {VERSION})."
            " Update Peer to open it. Nothing was done."
        )
    return version if application_id == APPLICATION_ID else 0


def is_writable(path: Path) -> bool:
    """Whether the file and its folder may be written: the write-ahead log stands beside it."""
    effective = os.access in os.supports_effective_ids
    return all(os.access(place, os.W_OK, effective_ids=effective) for place in (path, path.parent))


def open_for_reading(path: Path) -> Reader:
    """The reading connection, whatever may be written."""
    log = path.with_name(f"{path.name}-wal")
    return open_reader(path, immutable=not is_writable(path) and not log.exists())


def create_file(path: Path) -> None:
    """Make an empty file that only the owner can read, and its directory.

    Raises DataError when the place cannot be written.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)
        os.close(os.open(path, flags, 0o600))
    except OSError as error:
        raise DataError(f"{path} cannot be created: {error.strerror}.") from error
