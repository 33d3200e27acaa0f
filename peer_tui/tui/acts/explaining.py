"""Why a row of the queue stands where it stands."""

from typing import TYPE_CHECKING

from peer_tui.domain.agenda import AgendaItem, is_due, why_first

if TYPE_CHECKING:
    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen


def perform(app: "PeerApp", screen: "WorkScreen", action: "Action") -> bool:
    """Say the rule; of a held row also what holds it."""
    row = screen.current_row()
    if not isinstance(row, AgendaItem):
        screen.say("Nothing here to explain.")
        return True
    if not is_due(row, app.today()):
        screen.say("It is not due today; the filter shows it.")
        return True
    held = app.held(row.person_id)
    rule = why_first(row, app.today(), "" if held is None else held.why)
    screen.say(f"Here because {rule}.")
    return True
