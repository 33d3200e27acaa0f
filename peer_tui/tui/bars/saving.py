"""Asking for a text that is saved; one that could not be is kept as a draft."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from peer_tui.tui.bars.bar_question import BarQuestion

if TYPE_CHECKING:
    from peer_tui.tui.screens.work import WorkScreen


def ask_to_save(
    screen: "WorkScreen", question: BarQuestion, save: Callable[[str], Awaitable[object]]
) -> None:
    """Ask, and give the answer to `save`; where that returns None or False, it is kept."""

    async def run(text: str) -> None:
        if not await save(text):
            screen.bar.keep_draft(question, text)

    def answered(text: str | None) -> None:
        if text is not None:
            screen.peer.start(run(text))

    screen.ask(question, answered)
