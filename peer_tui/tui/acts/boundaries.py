"""Not written yet."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen


def perform(app: "PeerApp", screen: "WorkScreen", action: "Action") -> bool:
    """Say so."""
    screen.say(f"{action.label} is not there yet.")
    return True
