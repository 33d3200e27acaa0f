"""What the name of a backup says; light, because the program on the screen asks it by itself."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from peer_tui.errors import DataError

ABANDONED_AFTER = timedelta(hours=1)
"""No backup takes so long: an unfinished one that is older was killed."""
_STAMP = "%Y-%m-%dT%H%M%SZ"
_STEM = r"(?P<at>\d{4}-\d\d-\d\dT\d{6}Z)-(?P<why>[a-z-]+?)(?:-(?P<number>\d+))?"
_NAME = re.compile(rf"{_STEM}\.db")
_DRAFT = re.compile(rf"{_STEM}\.partial(?:-journal)?")


class Backup(NamedTuple):
    """A finished backup; every one was checked before it got its name."""

    path: Path
    at: datetime
    """An aware UTC moment, in whole seconds."""
    why: str
    number: int = 1
    """Of those made in one second, for one reason."""


def stamp(at: datetime) -> str:
    """A moment as it stands in names, in whole seconds of UTC."""
    return at.astimezone(UTC).strftime(_STAMP)


def list_backups(source: Path, directory: Path) -> list[Backup]:
    """The backups of this database in a directory, the newest first; no file is opened.

    Raises DataError when the directory cannot be read.
    """
    found = _named(source, directory, _NAME)
    return sorted(found, key=lambda made: (made.at, made.number, made.why), reverse=True)


def list_drafts(source: Path, directory: Path) -> list[Backup]:
    """The unfinished backups of this database: being made now, or left by a killed program.

    Raises DataError as `list_backups` does.
    """
    return _named(source, directory, _DRAFT)


def is_abandoned(draft: Backup, now: datetime) -> bool:
    """Whether nobody is making this unfinished backup any more; `now` is an aware moment."""
    # A clock put right may have left one in the future.
    return abs(now - draft.at) > ABANDONED_AFTER


def _named(source: Path, directory: Path, pattern: re.Pattern[str]) -> list[Backup]:
    found = []
    try:
        names = os.listdir(directory)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise DataError(f"The backups in {directory} cannot be read: {error.strerror}.") from error
    for name in names:
        if not name.startswith(f"{source.stem}-"):
            continue
        match = pattern.fullmatch(name.removeprefix(f"{source.stem}-"))
        if match:
            at = datetime.fromisoformat(match["at"])
            found.append(Backup(directory / name, at, match["why"], int(match["number"] or 1)))
    return found
