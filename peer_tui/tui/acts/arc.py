"""The arc with the person of the row, and the look back on the week."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen


def perform(app: "PeerApp", screen: "WorkScreen", action: "Action") -> bool:
    """Open the page; of several marked people, for the first."""
    if action.id == "week.look_back":
        from peer_tui.tui.screens.look_back import LookBackScreen

        if not isinstance(screen, LookBackScreen):
            app.push_screen(LookBackScreen())
        return True
    subjects = screen.targets().subjects
    if not subjects:
        screen.say("This row is about nobody.")
        return True
    from peer_tui.tui.screens.arc import ArcScreen

    app.push_screen(ArcScreen(subjects[0]))
    return True
