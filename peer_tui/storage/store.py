"""The store: one reading connection for the screen, one writing connection on one thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from peer_tui.clock import Clock, milliseconds, to_utc_text
from peer_tui.errors import DataError
from peer_tui.storage import faults
from peer_tui.storage.highwater import HighWaterMark
from peer_tui.storage.ids import IdSource
from peer_tui.storage.migrations.versions import VERSION
from peer_tui.storage.opening import (
    check_before_opening,
    check_header,
    create_file,
    is_writable,
    open_for_reading,
)
from peer_tui.storage.queries.journal import Head, head

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

    from peer_tui.storage.database import PeerDatabase
    from peer_tui.storage.journal import Transaction
    from peer_tui.storage.reader import Reader

Result = TypeVar("Result")


class Identity(NamedTuple):
    """Which machine and which user act; named when two edits meet."""

    device: str
    actor: str


class Store:
    """An open database. Made by `open_store`; closed by `close`.

    Reads go through `reader` on the thread that opened the store. Writes go through
    `transaction`, always on one thread: directly from the command line, through `run` from the
    screen.
    """

    def __init__(
        self, path: Path, clock: Clock, identity: Identity, mark: HighWaterMark | None = None
    ) -> None:
        self.path = path
        self.clock = clock
        self.identity = identity
        self.ids = IdSource(milliseconds)
        self.reader = open_for_reading(path)
        self.read_only = not is_writable(path)
        """Whether only reading works here: the file or its folder is not to be written."""
        self.is_waiting = False
        """Whether an act waits until another program lets it write."""
        self.warning: str | None = None
        """What the owner should know about the file, found when it was opened."""
        self._mark = mark
        self._database: PeerDatabase | None = None
        self._executor: ThreadPoolExecutor | None = None
        self._seen_version = 0

    def prepare(self, backup_directory: Path, reader: Reader) -> None:
        """Bring the file to the present schema and compare it with the high-water mark.

        `reader` is one of the calling thread.

        Raises DataError when it is not ours, newer, or in need of a change where nothing can be
        written.
        """
        version = check_header(reader, self.path)
        if version < VERSION:
            from peer_tui.storage.migrations.runner import bring_up_to_date

            self.check_writable()
            bring_up_to_date(self, version, backup_directory)
            self._close_database()
        if self._mark is not None:
            self.warning = self._mark.warning(reader)
            if self.warning is None:
                self._mark.write(head(reader))

    def check_writable(self) -> None:
        """Raise DataError when the file or its folder is read-only."""
        if self.read_only:
            raise DataError(
                f"{self.path} cannot be written: the file or its folder is read-only."
                " Nothing was saved."
            )

    def database(self) -> PeerDatabase:
        """The writing connection of this thread, opened when first needed."""
        from peer_tui.storage.database import PeerDatabase

        if self._database is None:
            self._database = PeerDatabase(self.path)
        self._database.connect(reuse_if_open=True)
        return self._database

    @contextmanager
    def transaction(self, verb: str, label: str, *, kind: str = "do") -> Iterator[Transaction]:
        """One act: everything inside is committed and journalled together, or not at all.

        Nothing is journalled when nothing was changed. Raises DataError with a plain sentence
        when the storage refuses; the file is then as before.
        """
        from peer_tui.storage.journal import Transaction, Who

        self.check_writable()
        at = to_utc_text(self.clock.now())
        who = Who(self.identity.device, self.identity.actor, at)
        with faults.translated(self.path):
            database = self.database()
            self.is_waiting = True
            try:
                with database.atomic("IMMEDIATE") as scope:
                    self.is_waiting = False
                    transaction = Transaction(database, self.ids, who)
                    yield transaction
                    if transaction.has_changes:
                        transaction.close(kind, verb, transaction.label or label)
                    else:
                        scope.rollback()
            finally:
                self.is_waiting = False
        if transaction.head is not None:
            self.remember(transaction.head)

    def remember(self, acknowledged: Head) -> None:
        """Move the high-water mark to what is saved for certain.

        Until something is saved, or a backup is put back on purpose, every start warns again.
        """
        if self._mark is not None:
            self._mark.write(acknowledged)

    async def run(self, work: Callable[[], Result]) -> Result:
        """Run a piece of work on the database thread and await its result."""
        import asyncio
        from concurrent.futures import ThreadPoolExecutor

        if self._executor is None:
            self._executor = ThreadPoolExecutor(1, thread_name_prefix="database")
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)

    def changed_elsewhere(self) -> bool:
        """Whether any connection but the reader has committed since the last call."""
        version = self.reader.data_version()
        changed = version != self._seen_version
        self._seen_version = version
        return changed

    def close(self) -> None:
        """Close both connections; waits for the write that is under way. May be called again."""
        self.reader.close()
        executor, self._executor = self._executor, None
        if executor is None:
            self._close_database()
            return
        try:
            executor.submit(self._close_database).result()
        finally:
            executor.shutdown()

    def _close_database(self) -> None:
        if self._database is not None and not self._database.is_closed():
            self._database.close()


def open_store(
    path: Path,
    clock: Clock,
    identity: Identity,
    *,
    state_directory: Path | None = None,
    backup_directory: Path | None = None,
) -> Store:
    """Open the database at `path`, creating or migrating it where needed.

    With a state directory the high-water mark is kept there; what it finds missing is said in
    `Store.warning`. Before a migration the file is backed up, beside it unless told otherwise.

    Raises DataError with one plain sentence when the path cannot be used: a directory, another
    program's file, a text file, a newer schema, a damaged or locked file. The file is untouched
    then.
    """
    if not path.exists():
        create_file(path)
    check_before_opening(path)
    mark = HighWaterMark(state_directory, path) if state_directory is not None else None
    with faults.translated(path):
        store = Store(path, clock, identity, mark)
        try:
            store.prepare(backup_directory or path.parent / "backups", store.reader)
            store.changed_elsewhere()
        except BaseException:
            store.close()
            raise
    return store
