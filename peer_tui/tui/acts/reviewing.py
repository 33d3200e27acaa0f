"""The weekly review."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen


def perform(app: "PeerApp", screen: "WorkScreen", action: "Action") -> bool:
    """Open it, unless it is open already."""
    from peer_tui.tui.screens.review import ReviewScreen

    if not isinstance(screen, ReviewScreen):
        app.push_screen(ReviewScreen())
    return True
