"""What a person and the owner agreed about contact: the page of it, and passing it once."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen


def perform(app: "PeerApp", screen: "WorkScreen", action: "Action") -> bool:
    """Open the page, or pass the gate; of several marked people, for the first."""
    subjects = screen.targets().subjects
    if not subjects:
        screen.say("This row is about nobody.")
        return True
    if action.id == "item.pass_gate":
        from peer_tui.tui.gate_watch import pass_once

        pass_once(app, screen, subjects[0])
        return True
    from peer_tui.tui.screens.wishes import WishesScreen

    app.push_screen(WishesScreen(subjects[0], others=len(subjects) - 1))
    return True
