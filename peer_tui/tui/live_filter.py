"""Reads a filtered list ahead of the screen, on a thread and a connection of its own.

A newer text stops the query of the older one; the screen never waits.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from peer_tui.domain.filter_query import FilterQuery
from peer_tui.errors import PeerError
from peer_tui.storage.opening import open_for_reading
from peer_tui.storage.reader import Interrupted, Reader
from peer_tui.tui.actions import Place

if TYPE_CHECKING:
    from peer_tui.tui.app import PeerApp


class LiveFilter:
    """Narrows one list of the main screen as the filter changes. Close it in the end."""

    def __init__(self, app: "PeerApp", place: Place) -> None:
        self._app = app
        self._place = place
        self._path = app.store.path
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="filter")
        self._reader: Reader | None = None
        self._key = app.main.panes[place].list_view.cursor_key
        self._wanted: FilterQuery | None = app.main.panes[place].query
        self._shown = self._wanted

    @property
    def shown(self) -> FilterQuery | None:
        """The filter the screen shows."""
        return self._shown

    def want(self, query: FilterQuery | None) -> None:
        """Show this filter as soon as its rows are read; an older one is given up."""
        if query != self._wanted:
            self._aim(query)
            self._app.run_worker(self._show(query), group="filter")

    async def settle(self, query: FilterQuery | None) -> None:
        """Show this filter, and wait until it stands."""
        if query != self._shown:
            self._aim(query)
            await self._show(query)

    def close(self) -> None:
        """Stop reading and give the connection back."""
        self._stop()
        self._thread.submit(self._close)
        self._thread.shutdown(wait=False)

    def _aim(self, query: FilterQuery | None) -> None:
        self._wanted = query
        self._stop()

    def _stop(self) -> None:
        if self._reader is not None:
            self._reader.interrupt()

    async def _show(self, query: FilterQuery | None) -> None:
        import asyncio

        rows: Sequence[Any] | None = None
        if query is not None:
            loop = asyncio.get_running_loop()
            try:
                rows = await loop.run_in_executor(self._thread, self._read, query)
            except Interrupted:
                return
            except PeerError as error:
                self._app.say(str(error))
                return
        if query == self._wanted and (query is None or rows is not None):
            self._shown = query
            self._app.main.narrow(self._place, query, rows, self._key)
            if self._app.main.bar.is_open:
                self._app.main.bar.refresh_preview()

    def _read(self, query: FilterQuery) -> Sequence[Any] | None:
        """The beginning of the list; None if it is no longer wanted. On the thread."""
        from peer_tui.storage.queries.filters import Filter
        from peer_tui.tui.panes.narrowing import beginning_of

        if query != self._wanted:
            return None
        if self._reader is None:
            self._reader = open_for_reading(self._path)
        subject = self._app.main.subject
        wanted = Filter(self._reader, query, self._app.now())
        person_id = None if subject is None else subject.id
        return beginning_of(self._place, wanted, person_id)

    def _close(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None
