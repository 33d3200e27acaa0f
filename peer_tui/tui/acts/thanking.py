"""Thanks and applause: one line, only where one is owed."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from peer_tui.domain.agenda import THANKS_PURPOSES, AgendaItem, ItemKind
from peer_tui.domain.follow_ups import Purpose
from peer_tui.storage.queries.thanks import oldest_thanks
from peer_tui.storage.reader import Reader
from peer_tui.tui.bars.bar_question import BarQuestion, Preview
from peer_tui.tui.bars.saving import ask_to_save
from peer_tui.tui.targets import Targets

if TYPE_CHECKING:
    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen


def perform(app: "PeerApp", screen: "WorkScreen", action: "Action") -> bool:
    """Ask for the line, or say that nothing is owed."""
    chosen = screen.targets()
    owed = _owed_or_why(app, screen, chosen)
    if not owed:
        return True
    ask_to_save(screen, _question(owed), partial(_thank, app, screen, chosen, owed))
    return True


def owed_to(reader: Reader, chosen: Targets) -> list[AgendaItem]:
    """The thanks and applause the rows are about, else the oldest owed to each of their people."""
    owed = [
        item
        for item in chosen.items
        if item.kind is ItemKind.FOLLOW_UP
        and item.purpose in THANKS_PURPOSES
        and item.person_id is not None
    ]
    for subject in chosen.subjects:
        if all(item.person_id != subject.id for item in owed):
            oldest = oldest_thanks(reader, subject.id)
            owed += [] if oldest is None else [oldest]
    return owed


def _owed_or_why(app: "PeerApp", screen: "WorkScreen", chosen: Targets) -> list[AgendaItem]:
    """What is owed; where nothing is, the message line says so."""
    owed = owed_to(app.store.reader, chosen)
    if not chosen.rows:
        screen.say("Nothing here to act on.")
    elif not chosen.subjects:
        screen.say("This row is about nobody.")
    elif not owed:
        names = ", ".join(subject.name for subject in chosen.subjects[:3])
        keys = app.keymap.keys_of("add.line")
        how = f" “thank ...”, added with {keys[0]}, asks for it." if keys else ""
        screen.say(f"Nothing to thank {names} for yet.{how}")
    return owed


def _question(owed: Sequence[AgendaItem]) -> BarQuestion:
    names = ", ".join(dict.fromkeys(item.person_name for item in owed[:3]))
    applause = all(item.purpose is Purpose.APPLAUD for item in owed)
    about = f"for: {'; '.join(item.text for item in owed[:3])}"
    return BarQuestion(
        kind="item.thank",
        prompt=f"{'Applaud' if applause else 'Thank'} {names}:",
        draft_key=f"item.thank:{owed[0].id}",
        placeholder="what you said or sent",
        multiline=True,
        preview=lambda text: Preview(about),
    )


async def _thank(
    app: "PeerApp",
    screen: "WorkScreen",
    chosen: Targets,
    owed: Sequence[AgendaItem],
    line: str,
) -> bool:
    """Whether it was saved."""
    from peer_tui.services import contact

    if await app.act(lambda: contact.thank(app.store, owed, line), repeats=True) is None:
        return False
    app.verbs.remember(partial(_again, app, line))
    screen.after_verb(chosen)
    return True


def _again(app: "PeerApp", line: str, screen: "WorkScreen") -> None:
    chosen = screen.targets()
    owed = _owed_or_why(app, screen, chosen)
    if owed:
        app.start(_thank(app, screen, chosen, owed, line))
