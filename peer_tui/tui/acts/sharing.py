"""`p S`: whether others may hear a story, by the word of the one who told it."""

from typing import TYPE_CHECKING

from peer_tui.services import stories
from peer_tui.storage.rows import HistoryRow, Hit, HitKind

if TYPE_CHECKING:
    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen


def perform(app: "PeerApp", screen: "WorkScreen", action: "Action") -> bool:
    """Turn the permission of the story under the cursor on or off."""
    row = screen.current_row()
    is_entry = isinstance(row, HistoryRow) or (
        isinstance(row, Hit) and row.kind is HitKind.INTERACTION
    )
    if row is None or not is_entry:
        screen.say("This row is no story.")
        return True
    entry_id = row.id
    app.start(app.act(lambda: stories.turn_sharing(app.store, entry_id)))
    return True
