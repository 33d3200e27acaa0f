"""Searches that take longer than a key may wait, finished on a thread of their own."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from peer_tui.storage.opening import open_for_reading
from peer_tui.storage.queries.find import FindResult, next_step
from peer_tui.storage.reader import Interrupted, Reader


class LateFind:
    """Finishes one search at a time; only the newest is of interest."""

    def __init__(self, path: Path, limit_per_kind: int) -> None:
        self._path = path
        self._limit = limit_per_kind
        self._wanted: FindResult | None = None
        self._reader: Reader | None = None
        self._thread: ThreadPoolExecutor | None = None

    def finish(self, begun: FindResult) -> Future[FindResult | None]:
        """The whole result, when it is there; whatever was under way is given up.

        None when this one is given up. The future holds a DataError when the file cannot be read.
        """
        self.give_up()
        self._wanted = begun
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="find")
        return self._thread.submit(self._search, begun)

    def give_up(self) -> None:
        """Stop what is under way."""
        self._wanted = None
        if self._reader is not None:
            self._reader.interrupt()

    def close(self) -> None:
        """Stop, and give the file back; does not wait for it."""
        self.give_up()
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.submit(self._close)
            thread.shutdown(wait=False)

    def _search(self, begun: FindResult) -> FindResult | None:
        if self._reader is None:
            self._reader = open_for_reading(self._path)
        result = begun
        try:
            # An interruption between two queries stops neither: each asks for itself, too.
            with self._reader.stopped_when(lambda: self._wanted is not begun):
                while self._wanted is begun and not result.is_whole:
                    result = next_step(self._reader, result, self._limit)
        except Interrupted:
            return None
        return result if self._wanted is begun else None

    def _close(self) -> None:
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.close()
