"""The card one would show the person: all that is kept about them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen


def perform(app: "PeerApp", screen: "WorkScreen", action: "Action") -> bool:
    """Open the page; of several marked people, for the first."""
    subjects = screen.targets().subjects
    if not subjects:
        screen.say("This row is about nobody.")
        return True
    from peer_tui.tui.screens.kept_about import KeptAboutScreen

    app.push_screen(KeptAboutScreen(subjects[0]))
    return True
