"""Which database a command works on, and whether it may be made."""

from __future__ import annotations

from pathlib import Path

from peer_tui.errors import DataError
from peer_tui.settings.locations import Locations


def named(text: str) -> Path:
    """The database named by the owner. Raises DataError for an empty name."""
    if not text.strip():
        raise DataError("--db needs the path of a database file.")
    return Path(text).expanduser()


def checked(locations: Locations) -> Path:
    """The database, which may not be there yet.

    Raises DataError when the owner named one in a folder that does not exist: a slip of the
    pen must not make folders.
    """
    path = locations.database
    if locations.database_is_named and not path.parent.is_dir():
        raise DataError(f"{path} cannot be opened: the folder {path.parent} does not exist.")
    return path


def existing(locations: Locations) -> Path | None:
    """The database, when it is there; None when the owner has none yet.

    Raises DataError when the owner named one that is not there.
    """
    path = checked(locations)
    if path.exists() or path.is_symlink():
        return path
    if locations.database_is_named:
        raise DataError(f"{path} does not exist. Only adding and importing make a new database.")
    return None
