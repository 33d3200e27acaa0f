"""What a sync of a vdir would do, decided before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from peer_tui.errors import ImportRefused
from peer_tui.interchange.records import Problem
from peer_tui.interchange.vdir_fields import Digests, Merge, merge, unpacked_digests
from peer_tui.interchange.vdir_folder import Scan, read, scan
from peer_tui.interchange.vdir_side import Side, Theirs, Unreadable
from peer_tui.interchange.vdir_state import Entry, VdirState


class Direction(StrEnum):
    """Which way changes go."""

    EXPORT = "export"
    IMPORT = "import"
    SYNC = "sync"


class Keep(StrEnum):
    """What stands where both sides changed a field."""

    BOTH = "both"
    """Each its own; it is said, and nothing is written."""
    PEER = "peer"
    FILE = "file"


class Gone(StrEnum):
    """What becomes of an item that one of the sides has no longer."""

    ASK = "ask"
    """Nothing; it is said."""
    RESTORE = "restore"
    REMOVE = "remove"
    LEAVE = "leave"


class Deed(StrEnum):
    """What becomes of a file, or of a row of ours."""

    TAKE_IN = "new in Peer"
    UPDATE = "changed in Peer"
    WRITE = "new file"
    REWRITE = "changed file"
    SAME = "same"
    CONFLICT = "changed on both sides"
    FILE_GONE = "file gone"
    ROW_GONE = "gone in Peer"
    TAKE_OUT = "taken out of Peer"
    REMOVE_FILE = "file removed"
    LEFT = "left alone"


@dataclass(frozen=True, slots=True)
class VdirRow:
    """One line of the plan, or of what was done."""

    deed: Deed
    key: str
    """Folder and name of the file; empty for one that has no name yet."""
    name: str
    reason: str = ""


@dataclass(slots=True)
class Pair:
    """A file that stands for a row of ours."""

    side: Side
    key: str
    ref: str
    sha256: str
    entry: Entry | None
    theirs: Theirs | None = None
    """The file, where it has changed or is new to us; else it says what the entry says."""
    merge: Merge = field(default_factory=Merge)
    keeps_copy: bool = False
    """Whether what the file says is about to be overruled."""

    @property
    def our_base(self) -> Digests:
        """What we had when the two agreed."""
        return unpacked_digests(self.entry.ours) if self.entry else {}

    @property
    def their_base(self) -> Digests:
        """What the file said when the two agreed."""
        return unpacked_digests(self.entry.theirs) if self.entry else {}

    def their_digests(self) -> Digests:
        """What the file says now."""
        if self.theirs is None:
            return self.their_base
        return self.side.digests(self.theirs, self.ref, self.their_base)

    def compare(self) -> Merge:
        """What becomes of the fields that go both ways."""
        side = self.side
        ours = unpacked_digests(side.rows[self.ref].revision)
        found = merge(
            _without(ours, side.one_way),
            _without(self.their_digests(), side.one_way),
            _without(self.our_base, side.one_way),
            _without(self.their_base, side.one_way),
            side.lists,
        )
        if self.theirs is not None:
            side.check(self.theirs, self.ref, found, self.their_base)
        return found

    def to_write(self) -> list[str]:
        """The fields in which the file is to follow us."""
        side, entry = self.side, self.entry
        if entry and self.theirs is None and entry.ours == side.rows[self.ref].revision:
            return []
        ours, theirs = unpacked_digests(side.rows[self.ref].revision), self.their_digests()
        our_base, their_base = self.our_base, self.their_base
        names = []
        for name in sorted({*ours, *theirs, *our_base}):
            mine, other = ours.get(name), theirs.get(name)
            as_ever = mine == our_base.get(name)
            if name in side.one_way:
                differs = not as_ever if entry else name in side.needed and mine != other
            else:
                differs = mine != other
                differs = differs and not (entry and as_ever and other == their_base.get(name))
            if differs and side.settled_by.get(name) not in self.merge.takes:
                names.append(name)
        return names


def _without(found: Digests, names: frozenset[str]) -> Digests:
    return {name: parts for name, parts in found.items() if name not in names}


@dataclass(slots=True)
class VdirPlan:
    """All that is to be done, and what stands in the way."""

    rows: list[VdirRow] = field(default_factory=list)
    """Without those that follow from what we have; `Vdir.look` adds them."""
    pairs: dict[str, Pair] = field(default_factory=dict)
    """By key: files and rows that belong together and are not held up."""
    new: list[tuple[Side, Theirs, str]] = field(default_factory=list)
    """Files that become rows, with their SHA-256."""
    restore: list[tuple[Side, Entry]] = field(default_factory=list)
    """Files to write again."""
    take_out: list[tuple[Side, Entry]] = field(default_factory=list)
    remove: list[tuple[Entry, str]] = field(default_factory=list)
    """Files to remove, with their SHA-256."""
    dropped: list[str] = field(default_factory=list)
    """Keys of entries that stand for nothing any more."""
    detached: list[Entry] = field(default_factory=list)
    bound: set[str] = field(default_factory=set)
    """Rows that have a file, or are to have none."""
    problems: list[Problem] = field(default_factory=list)

    def say(self, deed: Deed, key: str, name: str, reason: str = "") -> None:
        """Add a line."""
        self.rows.append(VdirRow(deed, key, name, reason))


@dataclass(slots=True)
class Planner:
    """Looks at both sides of a vdir."""

    folder: Path
    state: VdirState
    sides: list[Side]
    direction: Direction
    keep: Keep
    decide: Callable[[VdirRow], Gone]
    """Says what becomes of what is gone on one side."""
    may_be_empty: bool = False
    """Whether an empty folder is filled again."""
    scan: Scan = field(default_factory=Scan)
    plan: VdirPlan = field(default_factory=VdirPlan)
    claimed: dict[tuple[str, str], object] = field(default_factory=dict)

    def make(self) -> VdirPlan:
        """The plan. Raises ImportRefused for a folder that is not as it can be."""
        self.scan = scan(self.folder)
        self.plan.problems = list(self.scan.problems)
        for side in self.sides:
            side.load()
        self._check_not_empty()
        for side in self.sides:
            old = [entry for key, entry in self.state.entries.items()
                   if key.startswith(f"{side.collection}/")]  # fmt: skip
            again = [theirs for entry in old if (theirs := self._known(side, entry))]
            self._join_new(side, [*again, *self._unknown(side)])
        return self.plan

    def _check_not_empty(self) -> None:
        if not self.scan.files and not self.scan.unread and not self.state.entries:
            if self.direction is Direction.EXPORT:
                return
            raise ImportRefused(
                f"{self.folder} holds no people/*.vcf and no calendar/*.ics."
                f" `peer vdir export {self.folder}` writes them. Nothing was written."
            )
        for side in self.sides:
            known = [
                entry
                for key, entry in self.state.entries.items()
                if key.startswith(f"{side.collection}/")
                and not entry.detached
                and not side.is_over(entry.ref)
            ]
            if known and not self.scan.count(side.collection) and not self.may_be_empty:
                number = "1 file" if len(known) == 1 else f"{len(known):,} files"
                raise ImportRefused(
                    f"{self.folder / side.collection} is empty, and held {number} before. If that"
                    " is meant, `--gone restore` writes them again. Nothing was written."
                )

    def _known(self, side: Side, entry: Entry) -> Theirs | None:
        """Plan for a file that is remembered; gives it back where it is to be taken in anew."""
        file, is_there = self.scan.files.get(entry.key), entry.ref in side.rows
        as_ever = file is None or (not is_there and file.sha256 == entry.sha256)
        if entry.key in self.scan.unread or (entry.detached and as_ever):
            self.plan.bound.add(entry.ref)
        elif entry.detached and not is_there:
            self.plan.dropped.append(entry.key)
            return self._read(side, entry.key)
        elif file is None:
            self._file_gone(side, entry)
        elif side.is_obsolete(entry.ref) and file.sha256 == entry.sha256:
            self._remove(entry)
        elif is_there:
            # A file that came back is shared again.
            entry.detached = False
            self._pair(Pair(side, entry.key, entry.ref, file.sha256, entry))
        elif side.is_over(entry.ref):
            self.plan.bound.add(entry.ref)
        else:
            return self._row_gone(side, entry)
        return None

    def _remove(self, entry: Entry) -> None:
        if self.direction is Direction.IMPORT:
            return
        self.plan.say(Deed.REMOVE_FILE, entry.key, entry.name, "a copy is kept")
        self.plan.remove.append((entry, self.scan.files[entry.key].sha256))

    def _file_gone(self, side: Side, entry: Entry) -> None:
        plan = self.plan
        plan.bound.add(entry.ref)
        if entry.ref not in side.rows or side.is_over(entry.ref):
            plan.dropped.append(entry.key)
            return
        row = VdirRow(Deed.FILE_GONE, entry.key, entry.name, "its file is gone")
        answer = self.decide(row)
        if answer is Gone.RESTORE and self.direction is not Direction.IMPORT:
            plan.say(Deed.WRITE, entry.key, entry.name, "its file was gone")
            plan.restore.append((side, entry))
        elif answer is Gone.REMOVE and self.direction is not Direction.EXPORT:
            plan.say(Deed.TAKE_OUT, entry.key, entry.name, "its file is gone")
            plan.take_out.append((side, entry))
        elif answer is Gone.LEAVE:
            plan.say(Deed.LEFT, entry.key, entry.name, "it stays in Peer, without a file")
            plan.detached.append(entry)
        else:
            plan.rows.append(row)

    def _row_gone(self, side: Side, entry: Entry) -> Theirs | None:
        plan = self.plan
        row = VdirRow(Deed.ROW_GONE, entry.key, entry.name, "its file is there still")
        answer = self.decide(row)
        if answer is Gone.RESTORE and self.direction is not Direction.EXPORT:
            plan.dropped.append(entry.key)
            return self._read(side, entry.key)
        if answer is Gone.REMOVE and self.direction is not Direction.IMPORT:
            self._remove(entry)
        elif answer is Gone.LEAVE:
            plan.say(Deed.LEFT, entry.key, entry.name, "its file stays, and is not looked at")
            plan.detached.append(entry)
        else:
            plan.rows.append(row)
        return None

    def _read(self, side: Side, key: str) -> Theirs | None:
        try:
            theirs = side.read(read(self.folder, key), key)
        except Unreadable as error:
            self.plan.problems.append(Problem(key, 0, str(error)))
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            self.plan.problems.append(Problem(key, 0, f"cannot be read: {reason}"))
        else:
            self.plan.problems += [Problem(key, 0, what) for what in theirs.problems]
            return theirs
        return None

    def _pair(self, pair: Pair) -> None:
        plan, side = self.plan, pair.side
        plan.bound.add(pair.ref)
        name = side.rows[pair.ref].name
        if pair.entry is not None and pair.entry.sha256 == pair.sha256:
            plan.pairs[pair.key] = pair
            return
        pair.theirs = pair.theirs or self._read(side, pair.key)
        if pair.theirs is None:
            return
        found = pair.merge = pair.compare()
        wants_in = bool(found.takes or found.joins)
        if self.direction is Direction.EXPORT and (wants_in or found.conflicts):
            reason = "changed in the file too; `peer vdir sync` takes it in"
            plan.say(Deed.CONFLICT if found.conflicts else Deed.LEFT, pair.key, name, reason)
            return
        if not self._resolve(pair, found) or not self._claim(pair, found):
            reason = f"both changed {field_words(found.conflicts)}; each keeps its own"
            plan.say(Deed.CONFLICT, pair.key, name, reason)
            return
        plan.pairs[pair.key] = pair
        if found.takes or found.joins:
            words = field_words([*found.takes, *found.joins])
            plan.say(Deed.UPDATE, pair.key, name, f"takes {words} from the file")

    def _resolve(self, pair: Pair, found: Merge) -> bool:
        if not found.conflicts:
            return True
        if self.keep is Keep.FILE:
            found.takes += found.conflicts
            return True
        # The file is overruled only where it is written, after a copy of it was kept.
        pair.keeps_copy = self.keep is Keep.PEER and self.direction is Direction.SYNC
        return pair.keeps_copy

    def _claim(self, pair: Pair, found: Merge) -> bool:
        if pair.theirs is None:
            return True
        wanted = pair.side.claims(pair.theirs, pair.ref, found)
        found.conflicts = [name for (row, name), value in wanted.items()
                           if self.claimed.get((row, name), value) != value]  # fmt: skip
        if not found.conflicts:
            self.claimed |= wanted
        return not found.conflicts

    def _unknown(self, side: Side) -> Iterator[Theirs]:
        for key in self.scan.files:
            if key.startswith(f"{side.collection}/") and key not in self.state.entries:
                theirs = self._read(side, key)
                if theirs is not None:
                    yield theirs

    def _join_new(self, side: Side, new: list[Theirs]) -> None:
        plan = self.plan
        for theirs, ref, reason in side.find(new, frozenset(plan.bound)):
            sha256 = self.scan.files[theirs.key].sha256
            if reason:
                plan.say(Deed.LEFT, theirs.key, theirs.name, reason)
            elif ref:
                self._pair(Pair(side, theirs.key, ref, sha256, None, theirs))
            elif self.direction is Direction.EXPORT:
                plan.say(Deed.LEFT, theirs.key, theirs.name, "not in Peer yet")
            else:
                plan.say(Deed.TAKE_IN, theirs.key, theirs.name)
                plan.new.append((side, theirs, sha256))


_WORDS = {
    "contact_points": "contact points",
    "job_title": "job title",
    "met_on": "day of meeting",
    "met_through": "who made the acquaintance",
    "summary": "text",
    "when": "date",
}


def field_words(names: list[str]) -> str:
    """Fields in words: "name, contact points"."""
    return ", ".join(_WORDS.get(name, name) for name in names)
