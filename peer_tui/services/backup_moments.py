"""When a backup is thought of; light, because the program on the screen asks it by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from peer_tui.storage.backup_names import list_backups

EVERY = timedelta(minutes=30)
"""Between two backups while Peer is in use."""


class Occasion(StrEnum):
    """When a backup is thought of."""

    START = "start"
    """Made when the newest is of another day."""
    USE = "use"
    """Made when the newest is older than `EVERY`."""
    EXIT = "exit"
    """Made whenever something changed."""


def is_moment(source: Path, directory: Path, occasion: Occasion, now: datetime) -> bool:
    """Whether this is the moment for a backup, if anything changed since the newest.

    Told from the names in `directory` alone; `now` is an aware moment where the owner is.
    Raises DataError when the directory cannot be read.
    """
    made = list_backups(source, directory)
    if not made:
        return True
    newest = made[0].at
    match occasion:
        case Occasion.START:
            return newest.astimezone(now.tzinfo).date() < now.date()
        case Occasion.USE:
            return now - newest >= EVERY
        case Occasion.EXIT:
            return True
