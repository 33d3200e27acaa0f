"""How an entry felt: the one under the cursor, or the one just logged."""

from typing import TYPE_CHECKING

from peer_tui.services.feeling import set_felt
from peer_tui.storage.rows import HistoryRow, Hit, HitKind

if TYPE_CHECKING:
    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen

_FELT = {"felt.good": 1, "felt.neither": 0, "felt.hard": -1}


def perform(app: "PeerApp", screen: "WorkScreen", action: "Action") -> bool:
    """Write it down with the entry that was just logged, else with that under the cursor."""
    entry_id = logged = _just_logged(app, screen)
    row = screen.current_row()
    if entry_id is None:
        is_hit = isinstance(row, Hit) and row.kind is HitKind.INTERACTION
        if row is not None and (is_hit or isinstance(row, HistoryRow)):
            entry_id = row.id
    if entry_id is None:
        screen.say("How it felt is kept with an entry of the history: log one first.")
        return True
    chosen, store, felt = entry_id, app.store, _FELT[action.id]

    async def write() -> None:
        done = await app.act(lambda: set_felt(store, chosen, felt))
        if done is not None and chosen == logged and not isinstance(row, HistoryRow):
            # The same key again takes it off, for as long as the sentence stands there.
            app.verbs.just_logged = (screen.message_line.text, chosen)

    app.start(write())
    return True


def _just_logged(app: "PeerApp", screen: "WorkScreen") -> int | None:
    said, entry_id = app.verbs.just_logged
    app.verbs.just_logged = ("", None)
    return entry_id if said and screen.message_line.text == said else None
