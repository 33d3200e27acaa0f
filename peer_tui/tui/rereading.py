"""Reads filtered lists again after a change of the data, beside the screen.

What a filter asks may take a look at every row of a table. So the beginnings of the lists under
a filter are read on the database thread, and shown together with everything else that changed.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from peer_tui.errors import PeerError
from peer_tui.services.outcome import Topic
from peer_tui.storage.opening import open_for_reading
from peer_tui.storage.queries.filters import Filter
from peer_tui.tui.panes import narrowing
from peer_tui.tui.panes.narrowing import Beginning

if TYPE_CHECKING:
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.panes.pane import Pane

MOST_TRIES = 3
"""How often it is read anew when the data changed meanwhile."""


async def read_ahead(app: "PeerApp", topics: frozenset[Topic]) -> None:
    """Read what the filtered lists will show once these topics are outdated.

    What is no longer asked for by then is not used; the list reads itself.
    """
    panes = app.main.panes
    app.main.follow_the_day()
    for _ in range(MOST_TRIES):
        turn = panes.turn
        filtered = [pane for pane in panes.filtered if pane.topics & topics]
        if not filtered:
            return
        try:
            found = await app.store.run(_reading(app, filtered))
        except PeerError:
            # The list meets the same fault when it is read, and says so.
            return
        if turn == panes.turn:
            for pane, beginning in zip(filtered, found, strict=True):
                pane.coming = beginning
            return


async def show_again(app: "PeerApp", topics: frozenset[Topic]) -> None:
    """Let every screen read these topics again, filtered lists beside the screen first."""
    await read_ahead(app, topics)
    app.data_changed(topics)


def _reading(app: "PeerApp", filtered: list["Pane"]) -> Callable[[], list[Beginning]]:
    subject, now, path = app.main.subject, app.now(), app.store.path
    person_id = None if subject is None else subject.id
    asked = [(pane.place, pane.query) for pane in filtered if pane.query is not None]

    def read() -> list[Beginning]:
        reader = open_for_reading(path)
        try:
            return [
                Beginning(
                    query,
                    person_id,
                    narrowing.beginning_of(place, Filter(reader, query, now), person_id),
                )
                for place, query in asked
            ]
        finally:
            reader.close()

    return read
