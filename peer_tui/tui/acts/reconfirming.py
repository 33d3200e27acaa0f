"""Whether a wish still holds: one key says it."""

from typing import TYPE_CHECKING

from peer_tui.domain.agenda import AgendaItem
from peer_tui.services.answers import PossibleAnswer, about_preference
from peer_tui.tui.modals.choice_panel import ChoicePanel
from peer_tui.tui.targets import targets

if TYPE_CHECKING:
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen


def ask(app: "PeerApp", screen: "WorkScreen", item: AgendaItem) -> None:
    """Ask what the person says of the topic now."""
    chosen = targets([row] if (row := screen.current_row()) else [], None)

    async def run(answer: PossibleAnswer) -> None:
        if await app.act(answer.keep) is not None:
            screen.after_verb(chosen)

    def answered(answer: PossibleAnswer | None) -> None:
        if answer is not None:
            app.start(run(answer))

    title = f"{item.person_name}: {item.text}"
    choices = [(answer.words, answer) for answer in about_preference(app.store, item)]
    app.push_screen(ChoicePanel(title, choices, esc_words="leaves it open"), answered)
