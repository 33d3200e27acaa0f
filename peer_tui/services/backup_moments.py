"""When a backup is thought of; light, because the program on the screen asks it by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from peer_tui.storage.backup_names import is_abandoned, list_backups, list_drafts

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
    While one is being made, only the end of a session wants another: it holds what came since.
    Raises DataError when the directory cannot be read.
    """
    if occasion is Occasion.EXIT:
        return True
    if not all(is_abandoned(draft, now) for draft in list_drafts(source, directory)):
        return False
    made = list_backups(source, directory)
    if not made:
        return True
    newest = made[0].at
    if occasion is Occasion.START:
        return newest.astimezone(now.tzinfo).date() < now.date()
    return now - newest >= EVERY
