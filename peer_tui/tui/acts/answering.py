"""`y`: what they said, on rows that carry a question.

Which module writes the answer down follows from the purpose of the row. Every such module has a
function `ask(app, screen, item)` for the one row that is answered.
"""

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.domain.follow_ups import Purpose
from peer_tui.storage.queries.questions import oldest_question
from peer_tui.storage.rows import NeedRow
from peer_tui.tui.found_items import with_items
from peer_tui.tui.targets import Targets

if TYPE_CHECKING:
    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen

_MODULES = MappingProxyType(
    {
        Purpose.ASK_SOLVED: "needs",
        Purpose.RECONFIRM: "reconfirming",
        Purpose.INTRODUCTION: "introducing",
        Purpose.INVITATION: "inviting",
    }
)
"""The module of this package that writes the answer down, by the purpose of the row."""
NO_QUESTION = "This row asks nothing that could be answered."


def perform(app: "PeerApp", screen: "WorkScreen", action: "Action") -> bool:
    """Ask what they said; on a row without a question for the oldest one to the person."""
    chosen = screen.targets()
    if len(chosen.rows) > 1:
        words = f"{len(chosen.rows)} rows are marked; answers come one at a time"
        screen.say(app.keymap.advice(words, ("app.back", "clears")))
        return True
    row = chosen.rows[0] if chosen.rows else None
    if isinstance(row, NeedRow):
        from peer_tui.tui.acts import needs

        needs.ask_need(app, screen, row.id)
        return True
    item = _question_of(app, chosen)
    if item is not None:
        import_module(f"peer_tui.tui.acts.{_MODULES[item.purpose]}").ask(app, screen, item)
    elif not (_is_about_all(chosen) and _ask_open_need(app, screen, chosen)):
        screen.say(NO_QUESTION if chosen.rows else "Nothing here to act on.")
    return True


def _is_about_all(chosen: Targets) -> bool:
    """Whether the row is about a person and not about one thing with them."""
    return bool(chosen.subjects) and not any(isinstance(row, AgendaItem) for row in chosen.rows)


def _ask_open_need(app: "PeerApp", screen: "WorkScreen", chosen: Targets) -> bool:
    """Ask about the oldest open need, though no question waits; False where there is none."""
    from peer_tui.storage.queries.needs import open_needs_of

    for need in open_needs_of(app.store.reader, chosen.subjects[0].id, 1):
        from peer_tui.tui.acts import needs

        needs.ask_need(app, screen, need.id)
        return True
    return False


def _question_of(app: "PeerApp", chosen: Targets) -> AgendaItem | None:
    """The follow-up that is answered; None where nothing was asked."""
    reader = app.store.reader
    for item in with_items(reader, chosen, rhythms=False).items:
        if item.kind is ItemKind.FOLLOW_UP:
            return item if item.purpose in _MODULES else None
    if not _is_about_all(chosen):
        return None
    return oldest_question(reader, chosen.subjects[0].id, tuple(_MODULES))
