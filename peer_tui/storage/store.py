"""The store: one reading connection for the screen, one writing connection on one thread."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from peer_tui.clock import Clock, milliseconds, to_utc_text
from peer_tui.errors import DataError
from peer_tui.storage import faults
from peer_tui.storage.ids import IdSource
from peer_tui.storage.reader import open_reader

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

    from peer_tui.storage.database import PeerDatabase
    from peer_tui.storage.journal import Transaction

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Identity:
    """Which machine and which user act; named when two edits meet."""

    device: str
    actor: str


class Store:
    """An open database. Made by `open_store`; closed by `close`.

    Reads go through `reader` on the thread that opened the store. Writes go through
    `transaction`, always on one thread: directly from the command line, through `run` from the
    screen.
    """

    def __init__(self, path: Path, clock: Clock, identity: Identity) -> None:
        self.path = path
        self.clock = clock
        self.identity = identity
        self.ids = IdSource(milliseconds)
        self.reader = open_reader(path)
        self._database: PeerDatabase | None = None
        self._executor: ThreadPoolExecutor | None = None
        self._seen_version = self.reader.data_version()

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

        at = to_utc_text(self.clock.now())
        who = Who(self.identity.device, self.identity.actor, at)
        with faults.translated(self.path):
            database = self.database()
            with database.atomic("IMMEDIATE") as scope:
                transaction = Transaction(database, self.ids, who)
                yield transaction
                if transaction.touched:
                    transaction.close(kind, verb, transaction.label or label)
                else:
                    scope.rollback()

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
        """Close both connections; waits for the write that is under way."""
        self.reader.close()
        if self._executor is not None:
            self._executor.submit(self._close_database).result()
            self._executor.shutdown()
            self._executor = None
        else:
            self._close_database()

    def _close_database(self) -> None:
        if self._database is not None and not self._database.is_closed():
            self._database.close()


def open_store(path: Path, clock: Clock, identity: Identity) -> Store:
    """Open the database at `path`, creating or migrating it where needed.

    Raises DataError with one plain sentence when the path cannot be used: a directory, another
    program's file, a text file, a newer schema, a damaged or locked file. The file is untouched
    then.
    """
    from peer_tui.storage.migrations.versions import APPLICATION_ID, VERSION

    if path.is_dir():
        raise DataError(f"{path} is a directory. Name the database file itself, such as peer.db.")
    if not path.exists():
        create_file(path)
    with faults.translated(path):
        store = Store(path, clock, identity)
        version = store.reader.value("pragma user_version")
        application_id = store.reader.value("pragma application_id")
        empty = not store.reader.value("SELECT count(*) FROM sqlite_master")
    if version > VERSION and application_id == APPLICATION_ID:
        store.close()
        raise DataError(
            f"{path} was written by a newer Peer (schema {version}, this one knows {VERSION})."
            " Update Peer to open it."
        )
    if application_id != APPLICATION_ID and not empty:
        store.close()
        raise DataError(f"{path} is a database of another program, not of Peer. Nothing was done.")
    if version < VERSION:
        from peer_tui.storage.migrations.runner import migrate

        with faults.translated(path):
            migrate(store.database())
            store._close_database()
    return store


def create_file(path: Path) -> None:
    """Make an empty file that only the owner can read, and its directory.

    Raises DataError when the place cannot be written.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)
        os.close(os.open(path, flags, 0o600))
    except OSError as error:
        raise DataError(f"{path} cannot be created: {error.strerror}.") from error
