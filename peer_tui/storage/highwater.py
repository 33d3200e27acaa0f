"""The high-water mark: how far the journal had come when this machine last saved.

Kept apart from the database. A lost write-ahead log, or a file put back by a sync program, opens
without any error; only somebody who remembers can say that acts are missing.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from peer_tui.storage.hashing import sha256_hex
from peer_tui.storage.queries.journal import Head, hash_at, head
from peer_tui.storage.reader import Reader

LINE_LENGTH = 128
"""Bytes of the file: a shorter mark must cover a longer one."""


class HighWaterMark:
    """The last acknowledged act of one database, in a small file of the state directory."""

    def __init__(self, directory: Path, database: Path) -> None:
        name = sha256_hex(os.fsencode(database.resolve()))[:16]
        self._path = directory / f"mark-{name}"

    def read(self) -> Head | None:
        """The mark; None when there is none that can be read."""
        with suppress(OSError, ValueError):
            seq, digest = self._path.read_text(encoding="utf-8").rstrip().split(" ")
            return Head(int(seq), digest)
        return None

    def write(self, mark: Head) -> None:
        """Remember an acknowledged act.

        Never fails: the act is saved, and a mark that is behind only warns less.
        """
        # Written in place: one short write is whole or absent after a kill, and costs no flush.
        line = f"{mark.seq} {mark.hash}".ljust(LINE_LENGTH).encode()
        with suppress(OSError):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = os.open(
                self._path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600
            )
            try:
                os.write(file, line)
            finally:
                os.close(file)

    def warning(self, reader: Reader) -> str | None:
        """What is missing from the database, as a sentence; None when all is there."""
        mark = self.read()
        if mark is None:
            return None
        now = head(reader)
        if now.seq < mark.seq:
            missing = mark.seq - now.seq
            what = "1 act is missing" if missing == 1 else f"{missing} acts are missing"
        elif hash_at(reader, mark.seq) != mark.hash:
            what = "its history is not the one saved last"
        else:
            return None
        return (
            "This database is not as this machine left it:"
            f" {what}. An older copy may have been put in its place, or its -wal file was lost."
            " Backups are listed by `peer restore`."
        )
