"""People who may be one person."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen

TWO = 2


def perform(app: "PeerApp", screen: "WorkScreen", action: "Action") -> bool:
    """Open the list of pairs, unless it is open already; two marked people, side by side."""
    from peer_tui.tui.screens.duplicates import DuplicatesScreen
    from peer_tui.tui.screens.merge import MergeScreen, open_pair

    chosen = screen.targets().subjects
    if len(chosen) == TWO:
        open_pair(app, chosen[0].id, chosen[1].id)
    elif not isinstance(screen, DuplicatesScreen | MergeScreen):
        app.push_screen(DuplicatesScreen())
    return True
