"""Whether a wish still holds: one key says it."""

from typing import TYPE_CHECKING

from peer_tui.domain.agenda import AgendaItem
from peer_tui.services import reconfirming as service
from peer_tui.services.reconfirming import Answer
from peer_tui.tui.modals.choice_panel import ChoicePanel
from peer_tui.tui.targets import targets

if TYPE_CHECKING:
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen

CHOICES = (
    ("wants it", Answer.WANTS),
    ("does not want it", Answer.AVOIDS),
    ("not sure", Answer.UNSURE),
    ("no answer yet: ask again in three months", Answer.LATER),
)


def ask(app: "PeerApp", screen: "WorkScreen", item: AgendaItem) -> None:
    """Ask what the person says of the topic now."""
    chosen = targets([row] if (row := screen.current_row()) else [], None)
    store = app.store

    async def run(said: Answer) -> None:
        if await app.act(lambda: service.answer(store, item, said)) is not None:
            screen.after_verb(chosen)

    def answered(said: Answer | None) -> None:
        if said is not None:
            app.start(run(said))

    title = f"{item.person_name}: {item.text}"
    app.push_screen(ChoicePanel(title, CHOICES, esc_words="leaves it open"), answered)
