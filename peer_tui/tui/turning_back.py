"""Undo and redo: a long one shows how far it is, and Esc stops it with nothing changed."""

from contextlib import ExitStack
from typing import TYPE_CHECKING

from peer_tui.services import undo
from peer_tui.tui.screens.progress import Watch, begin, watched

if TYPE_CHECKING:
    from peer_tui.tui.app import PeerApp


def turn_back(app: "PeerApp", waiting: str, *, redo: bool) -> None:
    """Take back the last act, or do again what was taken back last.

    `waiting` is shown as long as another program keeps the database.
    """
    watch = Watch("Taking back", "Stopped; nothing was taken back.", waiting)
    if redo:
        watch = Watch("Doing again", "Stopped; nothing was done again.", waiting)
    call = undo.redo if redo else undo.undo

    async def work(hold: ExitStack) -> None:
        act = app.act(lambda: call(app.store, watch.report), waiting="")
        await watched(app, hold, watch, act)

    begin(app, work)
