"""Opens the manual, at the page that tells of this place."""

from types import MappingProxyType
from typing import TYPE_CHECKING

from peer_tui.tui.actions import Place

if TYPE_CHECKING:
    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen

PAGES = MappingProxyType(
    {
        Place.FIRST_RUN: "start",
        Place.DUE: "morning",
        Place.BOUNDARIES: "contact",
        Place.REVIEW: "review",
        Place.IMPORT: "importing",
        Place.COLUMNS: "importing",
        Place.DUPLICATES: "duplicates",
        Place.MERGE: "duplicates",
        Place.SETTINGS: "settings",
    }
)
"""The page that tells of a place."""


def perform(app: "PeerApp", screen: "WorkScreen", action: "Action") -> bool:
    """Open the manual."""
    from peer_tui.tui.screens.manual import ManualScreen

    app.push_screen(ManualScreen(PAGES.get(screen.place(), "")))
    return True
