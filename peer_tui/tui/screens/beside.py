"""Reads what a page shows beside the screen, where it may take longer than a frame."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

from peer_tui.errors import PeerError
from peer_tui.storage.opening import open_for_reading
from peer_tui.storage.reader import Interrupted, Reader
from peer_tui.tui.screens.work import WorkScreen

LOOKING = "looking ..."
Found = TypeVar("Found")


class Beside(Generic[Found]):
    """The looks of one page: a newer one gives up the one before.

    The page calls `close` when it is unmounted.
    """

    def __init__(self, page: WorkScreen, show: Callable[[Found], None]) -> None:
        """`show` is called with what was found; of several looks only with that of the newest."""
        self._page = page
        self._show = show
        self._newest = 0
        self._is_closed = False
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="page")

    async def look(self, read: Callable[[Reader], Found]) -> None:
        """Read on a thread with a connection of its own, then show; what fails is said."""
        if self._is_closed:
            return
        path = self._page.peer.store.path
        self._newest += 1
        number = self._newest

        def search() -> Found:
            reader = open_for_reading(path)
            try:
                with reader.stopped_when(lambda: self._newest != number):
                    return read(reader)
            finally:
                reader.close()

        try:
            found = await asyncio.get_running_loop().run_in_executor(self._thread, search)
        except Interrupted:
            return
        except PeerError as error:
            self._page.say(str(error))
            return
        if self._newest == number:
            self._show(found)

    def close(self) -> None:
        """Give up what is looked for; does not wait for it."""
        self._is_closed = True
        self._newest += 1
        self._thread.shutdown(wait=False)
