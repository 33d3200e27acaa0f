"""What the two folders of a vdir have in common: rows of ours, files of theirs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from peer_tui.interchange.vdir_fields import Digests, Merge

if TYPE_CHECKING:
    from peer_tui.storage.journal import Transaction


class Unreadable(Exception):
    """A file that is no item of ours and cannot become one; `str` is why, without a full stop."""


class Ours(NamedTuple):
    """A row of ours that has, or is to have, a file."""

    ref: str
    """Which row, and which sort of file: `person:12`, `event:promise:7`."""
    name: str
    uid: str
    revision: str
    """`packed_digests` of what it says."""
    is_wanted: bool = True
    """Whether it gets a file where it has none."""


@dataclass(frozen=True, slots=True)
class Theirs:
    """A file of theirs, read."""

    key: str
    uid: str
    name: str
    content: object
    """What the side that read it needs to work with it."""
    problems: tuple[str, ...] = ()


class Side(Protocol):
    """One folder of a vdir: people, or the calendar."""

    collection: str
    lists: frozenset[str]
    """Fields of many values, which are merged part by part."""
    one_way: frozenset[str]
    """Fields that leave Peer and are not taken in."""
    needed: frozenset[str]
    """One-way fields that a file gets at once when it joins."""
    settled_by: dict[str, str]
    """One-way fields that stay as the file has them where another was taken from it just now."""
    rows: dict[str, Ours]
    """By ref."""

    def load(self) -> None:
        """Read our rows anew."""

    def is_over(self, ref: str) -> bool:
        """Whether the row is there still, but done with, so that it needs no file."""

    def is_obsolete(self, ref: str) -> bool:
        """Whether the row is there and open, and no longer has a file of this sort."""

    def read(self, data: bytes, key: str) -> Theirs:
        """Read a file. Raises Unreadable."""

    def digests(self, theirs: Theirs, ref: str, base: Digests) -> Digests:
        """What the file says of this row; `base` is what it said when they agreed."""

    def find(self, new: list[Theirs], bound: frozenset[str]) -> Iterable[tuple[Theirs, str, str]]:
        """For each new file the row it is about, and why it is left alone.

        Both are empty for a new row. `bound` are the refs that have a file already.
        """

    def check(self, theirs: Theirs, ref: str, found: Merge, base: Digests) -> None:
        """Turn what cannot be merged after all into conflicts."""

    def add(self, transaction: Transaction, theirs: Theirs) -> str:
        """Make a new row of a file; returns its ref."""

    def change(
        self, transaction: Transaction, theirs: Theirs, ref: str, found: Merge, base: Digests
    ) -> None:
        """Follow the file in the fields of the merge."""

    def claims(self, theirs: Theirs, ref: str, found: Merge) -> dict[tuple[str, str], object]:
        """What it would give to which field of which row, where several files share a row."""

    def take_out(self, transaction: Transaction, ref: str) -> str:
        """Take the row out of what is kept or due; returns why not, empty when done."""

    def text(self, ref: str, theirs: Theirs | None, names: Iterable[str], used: set[str]) -> bytes:
        """The file as it is to be: theirs with these fields as we have them, or a new one.

        `used` are the UIDs of other files.
        """
