"""Shares people and calendar with other programs through a vdir: a folder, one item per file.

Both sides are compared with how they were when they agreed. What only one side changed goes to
the other; what both changed stays as it is on both, and is said. All that is taken in is one act
and one undo step; then the files are written, each whole; then the state is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from peer_tui.domain.text import clean_line
from peer_tui.errors import UsageError
from peer_tui.interchange.records import Problem
from peer_tui.interchange.vdir_calendar import CalendarSide
from peer_tui.interchange.vdir_fields import packed_digests, unpacked_digests
from peer_tui.interchange.vdir_folder import ChangedMeanwhile, digest, new_key, read, remove, write
from peer_tui.interchange.vdir_people import PeopleSide
from peer_tui.interchange.vdir_plan import (
    Deed,
    Direction,
    Gone,
    Keep,
    Pair,
    Planner,
    VdirPlan,
    VdirRow,
)
from peer_tui.interchange.vdir_side import Ours, Side, Theirs, Unreadable
from peer_tui.interchange.vdir_state import Entry, keep_copy, load_state, save_state, state_folder
from peer_tui.storage.journal import Transaction
from peer_tui.storage.store import Store

CHUNK = 200
"""Files between two reports of progress."""
Progress = Callable[[str, int, int], None]
"""Told what is done, and how many of how many."""
_MEANWHILE = "it was changed this very moment; run it again"


@dataclass(slots=True)
class Report:
    """What was done, or would be."""

    rows: list[VdirRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    same: int = 0

    def counts(self) -> dict[str, int]:
        """How many items by what became of them."""
        found = Counter(str(row.deed) for row in self.rows)
        return {str(deed): found[deed] for deed in Deed if deed is not Deed.SAME} | {
            str(Deed.SAME): self.same
        }

    @property
    def is_open(self) -> bool:
        """Whether something waits for a word of the owner."""
        waiting = (Deed.CONFLICT, Deed.FILE_GONE, Deed.ROW_GONE)
        return bool(self.problems) or any(row.deed in waiting for row in self.rows)


class Vdir:
    """One vdir and one database."""

    def __init__(
        self,
        store: Store,
        folder: Path,
        state_directory: Path,
        *,
        direction: Direction = Direction.SYNC,
        keep: Keep = Keep.BOTH,
        decide: Callable[[VdirRow], Gone] = lambda _: Gone.ASK,
        fills_empty: bool = False,
        region: str = "",
        progress: Progress = lambda *_: None,
    ) -> None:
        self._store = store
        self._folder = folder
        self._place = state_folder(state_directory, store.path, folder)
        self._progress = progress
        self.direction = direction
        self.report = Report()
        state = load_state(self._place)
        # After a restored backup what is remembered tells of acts that are no more.
        self._state = state if state.is_of(store.reader) else type(state)()
        people, calendar = PeopleSide(store, region), CalendarSide(store)
        self._sides: list[Side] = [people, calendar]
        self._planner = Planner(
            folder, self._state, self._sides, direction, keep, decide, fills_empty
        )
        self._plan = VdirPlan()

    def look(self) -> Report:
        """Compare both sides and say what would be done. Nothing is written.

        Raises ImportRefused for a folder that cannot be what it was.
        """
        if self._folder.exists() and not self._folder.is_dir():
            raise UsageError(f"{self._folder} is a file. Name the folder of a vdir.")
        self._progress("Comparing", 0, 0)
        self._plan = self._planner.make()
        self.report = Report(list(self._plan.rows), self._plan.problems)
        if self.direction is not Direction.IMPORT:
            self.report.rows += [VdirRow(Deed.REWRITE, pair.key, pair.side.rows[pair.ref].name)
                                 for pair, names in self._to_rewrite()
                                 if set(names) - set(pair.merge.takes)]  # fmt: skip
            self.report.rows += [VdirRow(Deed.WRITE, "", ours.name)
                                 for _, ours in self._to_write()]  # fmt: skip
        changed = {row.key for row in self.report.rows}
        self.report.same = sum(1 for key in self._plan.pairs if key not in changed)
        return self.report

    @property
    def takes_in(self) -> bool:
        """Whether doing it would change the database."""
        plan = self._plan
        changed = any(pair.merge.takes or pair.merge.joins for pair in plan.pairs.values())
        return bool(plan.new or plan.take_out or changed)

    def do(self) -> Report:
        """Do what was looked at: the rows, then the files, then the state.

        An interruption leaves the database as before or whole, and each file as it was or whole.
        """
        self.report.rows = list(self._plan.rows)
        if self.direction is not Direction.EXPORT and self.takes_in:
            with self._store.transaction("import", "") as transaction:
                self._take_in(transaction)
                transaction.label = self._label()
            for side in self._sides:
                side.load()
        try:
            for key in self._plan.dropped:
                self._state.entries.pop(key, None)
            for entry in self._plan.detached:
                entry.detached = True
            if self.direction is not Direction.IMPORT:
                self._write_out()
            self._settle()
        finally:
            self._state.mark(self._store.reader)
            try:
                save_state(self._place, self._state)
            except OSError as error:
                raise UsageError(
                    f"{self._place} cannot be written: {error.strerror}. The files are written;"
                    " the next sync compares them anew."
                ) from error
        return self.report

    def _label(self) -> str:
        found = Counter(row.deed for row in self.report.rows)
        parts = [f"{found[deed]:,} {words}" for deed, words in (
            (Deed.TAKE_IN, "new"), (Deed.UPDATE, "changed"), (Deed.TAKE_OUT, "taken out")
        ) if found[deed]]  # fmt: skip
        return f"Took in from the vdir {clean_line(self._folder.name)}: {', '.join(parts)}"

    def _take_in(self, transaction: Transaction) -> None:
        plan = self._plan
        changed = [pair for pair in plan.pairs.values() if pair.merge.takes or pair.merge.joins]
        of = len(plan.new) + len(changed)
        for done, (side, theirs, sha256) in enumerate(plan.new):
            ref = side.add(transaction, theirs)
            plan.bound.add(ref)
            plan.pairs[theirs.key] = Pair(side, theirs.key, ref, sha256, None, theirs)
            self._flush(transaction, done, of)
        for done, pair in enumerate(changed, start=len(plan.new)):
            if pair.theirs is not None:
                base = pair.their_base
                pair.side.change(transaction, pair.theirs, pair.ref, pair.merge, base)
            self._flush(transaction, done, of)
        for side, entry in plan.take_out:
            refusal = side.take_out(transaction, entry.ref)
            if refusal:
                self._amend(entry.key, VdirRow(Deed.FILE_GONE, entry.key, entry.name, refusal))
            else:
                plan.dropped.append(entry.key)

    def _flush(self, transaction: Transaction, done: int, of: int) -> None:
        if done % CHUNK == 0:
            transaction.flush()
            self._progress("Saving", done, of)

    def _amend(self, key: str, row: VdirRow) -> None:
        self.report.rows = [each for each in self.report.rows if each.key != key] + [row]

    def _to_rewrite(self) -> Iterator[tuple[Pair, list[str]]]:
        for pair in self._plan.pairs.values():
            if pair.ref in pair.side.rows and (names := pair.to_write()):
                yield pair, names

    def _to_write(self) -> Iterator[tuple[Side, Ours]]:
        for side in self._sides:
            for ref, ours in side.rows.items():
                if ours.is_wanted and ref not in self._plan.bound:
                    yield side, ours

    def _write_out(self) -> None:
        plan, entries = self._plan, self._state.entries
        self._folder.mkdir(mode=0o700, exist_ok=True)
        for entry, sha256 in plan.remove:
            self._remove_file(entry, sha256)
        for pair in list(plan.pairs.values()):
            if pair.side.is_obsolete(pair.ref) and pair.entry is not None:
                self._remove_file(pair.entry, pair.sha256)
        new = [(side, side.rows[entry.ref], entry.key) for side, entry in plan.restore]
        new += [(side, ours, "") for side, ours in self._to_write()]
        changed = list(self._to_rewrite())
        of = len(new) + len(changed)
        for done, (pair, names) in enumerate(changed):
            if done % CHUNK == 0:
                self._progress("Writing", done, of)
            self._rewrite(pair, names)
        taken = {key.lower() for key in (*entries, *self._planner.scan.files,
                                         *self._planner.scan.unread)}  # fmt: skip
        again = {entry.key for _, entry in plan.restore}
        used = {entry.uid for entry in entries.values() if entry.key not in again}
        used |= {pair.theirs.uid for pair in plan.pairs.values() if pair.theirs}
        for done, (side, ours, key) in enumerate(new, start=len(changed)):
            if done % CHUNK == 0:
                self._progress("Writing", done, of)
            self._write_new(side, ours, key, taken, used)

    def _rewrite(self, pair: Pair, names: list[str]) -> None:
        side, name = pair.side, pair.side.rows[pair.ref].name
        try:
            data = read(self._folder, pair.key)
            if digest(data) != pair.sha256:
                raise ChangedMeanwhile
            pair.theirs = pair.theirs or side.read(data, pair.key)
            text = side.text(pair.ref, pair.theirs, names, set())
            if pair.keeps_copy:
                kept = keep_copy(self._place, pair.key, data)
                self.report.rows.append(VdirRow(Deed.LEFT, pair.key, name, f"was kept as {kept}"))
            if text != data:
                write(self._folder, pair.key, text, pair.sha256)
            self._remember(side, pair.ref, side.read(text, pair.key), text)
            self.report.rows.append(VdirRow(Deed.REWRITE, pair.key, name))
            pair.theirs = None
        except (OSError, ValueError, ChangedMeanwhile, Unreadable):
            self.report.problems.append(Problem(pair.key, 0, _MEANWHILE))
        self._plan.pairs.pop(pair.key)

    def _write_new(self, side: Side, ours: Ours, key: str, taken: set[str], used: set[str]) -> None:
        text = side.text(ours.ref, None, (), used)
        theirs = side.read(text, key)
        if not key:
            key = new_key(side.collection, theirs.uid or ours.uid, taken)
            self.report.rows.append(VdirRow(Deed.WRITE, key, ours.name))
        taken.add(key.lower())
        used.add(theirs.uid)
        try:
            write(self._folder, key, text, None)
        except ChangedMeanwhile:
            self.report.problems.append(Problem(key, 0, _MEANWHILE))
            return
        self._remember(side, ours.ref, Theirs(key, theirs.uid, theirs.name, theirs.content), text)

    def _remove_file(self, entry: Entry, sha256: str) -> None:
        try:
            keep_copy(self._place, entry.key, read(self._folder, entry.key))
            remove(self._folder, entry.key, sha256)
        except (OSError, ValueError, ChangedMeanwhile):
            self.report.problems.append(Problem(entry.key, 0, _MEANWHILE))
            return
        self._state.entries.pop(entry.key, None)
        self._plan.pairs.pop(entry.key, None)

    def _remember(self, side: Side, ref: str, theirs: Theirs, text: bytes) -> None:
        ours = side.rows[ref]
        base = unpacked_digests(ours.revision)
        said = packed_digests(side.digests(theirs, ref, base))
        self._state.entries[theirs.key] = Entry(
            theirs.key, ref, ours.name, theirs.uid, digest(text), ours.revision, said
        )

    def _settle(self) -> None:
        """Remember the files that were not written: what they say, and where we agree with it."""
        for pair in self._plan.pairs.values():
            if pair.theirs is None or pair.ref not in pair.side.rows:
                continue
            ours = pair.side.rows[pair.ref]
            mine, said = unpacked_digests(ours.revision), pair.their_digests()
            if self.direction is Direction.IMPORT:
                # What we have and the file has not is still to be written.
                base = pair.our_base
                mine = {name: parts for name in {*mine, *base}
                        if (parts := mine.get(name, ()) if mine.get(name) == said.get(name)
                            else base.get(name, ()))}  # fmt: skip
            self._state.entries[pair.key] = Entry(
                pair.key, pair.ref, ours.name, pair.theirs.uid, pair.sha256,
                packed_digests(mine), packed_digests(said),
            )  # fmt: skip
