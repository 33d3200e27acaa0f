"""A vdir on disk: one item per file, written whole, and nothing else in the folder touched.

`people/*.vcf` and `calendar/*.ics`, as vdirsyncer, khard, khal and todoman keep them.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Container
from dataclasses import dataclass, field
from pathlib import Path

from peer_tui.errors import ImportRefused, UsageError
from peer_tui.interchange.new_file import new_file
from peer_tui.interchange.records import Problem

PEOPLE, CALENDAR = "people", "calendar"
SUFFIXES = {PEOPLE: ".vcf", CALENDAR: ".ics"}
"""The folders of a vdir, and which files of each are read."""
LARGEST_ITEM = 16 * 1024 * 1024
"""Bytes; a larger file is listed and left alone."""
_PLAIN_NAME = re.compile(r"[A-Za-z0-9@_][A-Za-z0-9@._+-]{0,120}")


class ChangedMeanwhile(Exception):
    """Another program wrote the file after it was looked at; it was not touched."""


@dataclass(frozen=True, slots=True)
class VdirFile:
    """A file of the vdir as it was found."""

    key: str
    """Folder and name, such as `people/ann.vcf`: what the file is called in the state."""
    sha256: str
    """Of its bytes, in hexadecimal."""


@dataclass(slots=True)
class Scan:
    """What was found in a vdir."""

    files: dict[str, VdirFile] = field(default_factory=dict)
    """By key, in the order of the names."""
    unread: set[str] = field(default_factory=set)
    """Keys of files that are there and cannot be read."""
    problems: list[Problem] = field(default_factory=list)

    def count(self, collection: str) -> int:
        """How many files the folder holds, read or not."""
        keys = (*self.files, *self.unread)
        return sum(1 for key in keys if key.startswith(f"{collection}/"))


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def scan(folder: Path) -> Scan:
    """The items of the vdir. Hidden files, links, folders and other suffixes are no items.

    Raises ImportRefused when the folder itself cannot be looked into.
    """
    found = Scan()
    for collection, suffix in SUFFIXES.items():
        try:
            with os.scandir(folder / collection) as entries:
                names = sorted((entry.name, entry.is_file(follow_symlinks=False))
                               for entry in entries)  # fmt: skip
        except FileNotFoundError:
            continue
        except OSError as error:
            where = folder / collection
            raise ImportRefused(
                f"{where} cannot be looked into: {error.strerror}. Nothing was written."
            ) from error
        for name, is_plain in names:
            if name.startswith(".") or not name.lower().endswith(suffix):
                continue
            _look_at(folder, f"{collection}/{name}", is_plain, found)
    return found


def _look_at(folder: Path, key: str, is_plain: bool, found: Scan) -> None:
    try:
        if not is_plain:
            raise ValueError("it is no plain file, and was left alone")
        found.files[key] = VdirFile(key, digest(read(folder, key)))
    except (OSError, ValueError) as error:
        found.unread.add(key)
        reason = getattr(error, "strerror", None)
        what = f"cannot be read: {reason}" if reason else str(error)
        found.problems.append(Problem(key, 0, what))


def read(folder: Path, key: str) -> bytes:
    """The bytes of an item. Raises OSError, or ValueError for one that is too large."""
    path = folder / key
    with path.open("rb") as file:
        data = file.read(LARGEST_ITEM + 1)
    if len(data) > LARGEST_ITEM:
        raise ValueError(f"it has more than {LARGEST_ITEM // 2**20} MiB, and was left alone")
    return data


def write(folder: Path, key: str, data: bytes, known: str | None) -> None:
    """Write an item whole, through a temporary file beside it.

    `known` is the SHA-256 of what was there when it was looked at; None when nothing was.
    Raises ChangedMeanwhile when that is no longer so, UsageError when it cannot be written.
    """
    path = folder / key
    _check_as_known(path, known)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{path.parent} cannot be made: {error.strerror}.") from error
    with new_file(path, replace=known is not None) as file:
        file.write(data)


def remove(folder: Path, key: str, known: str) -> None:
    """Take an item out of the folder. Raises as `write` does."""
    path = folder / key
    _check_as_known(path, known)
    try:
        path.unlink()
    except OSError as error:
        raise UsageError(f"{path} cannot be removed: {error.strerror}.") from error


def _check_as_known(path: Path, known: str | None) -> None:
    try:
        there: str | None = digest(path.read_bytes())
    except FileNotFoundError:
        there = None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    if there != known:
        raise ChangedMeanwhile(str(path))


def new_key(collection: str, uid: str, taken: Container[str]) -> str:
    """A free name for a new item, made of its UID; `taken` are keys in lower case."""
    stem = uid if _PLAIN_NAME.fullmatch(uid) else digest(uid.encode("utf-8", "replace"))[:32]
    suffix, number = SUFFIXES[collection], 1
    key = f"{collection}/{stem}{suffix}"
    while key.lower() in taken:
        number += 1
        key = f"{collection}/{stem}-{number}{suffix}"
    return key
