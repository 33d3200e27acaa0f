"""What Peer remembers of a vdir: how each file and the row it stands for were when they agreed.

Kept in the state directory of this machine and not in the database: it is about a folder of this
machine, must not be taken back by an undo, and does not belong into an archive. Losing it loses
nothing: files and rows are then found by their UIDs, and compared anew.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peer_tui.interchange.vdir_folder import digest
from peer_tui.settings.save import write_whole
from peer_tui.storage.queries.journal import Head, hash_at, head

if TYPE_CHECKING:
    from peer_tui.storage.reader import Reader

VERSION = 1


@dataclass(slots=True)
class Entry:
    """A file, and the row of ours that it stands for."""

    key: str
    """Folder and name; a name once given is kept."""
    ref: str
    """Which row, such as `person:12` or `todo:promise:7`."""
    name: str
    """What it is called in words."""
    uid: str
    sha256: str
    """Of the file when the two agreed."""
    ours: str
    """Our revision: a digest of each field as we had it, packed."""
    theirs: str
    """The same as the file had it; differs only where a file cannot say what we keep."""
    detached: bool = False
    """Whether the owner chose that the other side goes on without it."""


@dataclass(slots=True)
class VdirState:
    """All that is remembered of one vdir."""

    entries: dict[str, Entry] = field(default_factory=dict)
    """By key."""
    seq: int = 0
    """Where the journal stood."""
    hash: str = ""

    def is_of(self, reader: Reader) -> bool:
        """Whether the journal still holds that moment: no older copy was put in its place."""
        if not self.seq:
            return True
        return head(reader).seq >= self.seq and hash_at(reader, self.seq) == self.hash

    def mark(self, reader: Reader) -> None:
        """Remember where the journal stands now."""
        now: Head = head(reader)
        self.seq, self.hash = now.seq, now.hash


def state_folder(state_directory: Path, database: Path, folder: Path) -> Path:
    """Where the state of this vdir with this database is kept, and copies of replaced files."""
    both = os.fsencode(database.resolve()) + b"\0" + os.fsencode(folder.resolve())
    return state_directory / "vdir" / digest(both)[:16]


def load_state(place: Path) -> VdirState:
    """The state kept there; an empty one where there is none that can be read."""
    try:
        content: dict[str, Any] = json.loads((place / "state.json").read_text("utf-8"))
        if content["version"] != VERSION:
            return VdirState()
        names = [each.name for each in fields(Entry)]
        entries = [Entry(**{name: row[name] for name in names}) for row in content["entries"]]
        return VdirState({entry.key: entry for entry in entries}, content["seq"], content["hash"])
    except (OSError, ValueError, KeyError, TypeError):
        return VdirState()


def save_state(place: Path, state: VdirState) -> None:
    """Keep the state, whole or not at all. Raises OSError."""
    content = {
        "version": VERSION,
        "seq": state.seq,
        "hash": state.hash,
        "entries": [asdict(entry) for entry in state.entries.values()],
    }
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(place / "state.json", json.dumps(content, separators=(",", ":")))


def keep_copy(place: Path, key: str, data: bytes) -> Path:
    """Keep the bytes of a file that is about to go. Raises OSError."""
    kept = place / "kept"
    kept.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = key.replace("/", "-")
    path = kept / f"{digest(data)[:12]}-{name}"
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
    return path
