"""The palette: any action, person or saved view by a few letters."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen


def perform(app: "PeerApp", screen: "WorkScreen", action: "Action") -> bool:
    """Open it over the screen in front."""
    from peer_tui.tui.screens.palette import PaletteScreen

    if not isinstance(screen, PaletteScreen):
        app.push_screen(PaletteScreen(screen))
    return True
