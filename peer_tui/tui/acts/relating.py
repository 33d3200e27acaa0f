"""What people are to each other: one line ties two, one page shows everybody around a person."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from peer_tui.tui.adding import Adding
from peer_tui.tui.targets import Subject

if TYPE_CHECKING:
    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen

NOBODY = "This row is about nobody."


def perform(app: "PeerApp", screen: "WorkScreen", action: "Action") -> bool:
    """Ask for the line, or open the page; of several marked people, of the first."""
    subjects = screen.targets().subjects
    if not subjects:
        screen.say(NOBODY)
    elif action.id == "relation.add":
        ask_line(app, screen, subjects[:1], "relation ", "{}:", "works with @ben")
    else:
        from peer_tui.tui.screens.around import AroundScreen

        app.push_screen(AroundScreen(subjects[0], others=len(subjects) - 1))
    return True


def ask_line(
    app: "PeerApp",
    screen: "WorkScreen",
    subjects: Sequence[Subject],
    lead: str,
    prompt: str,
    placeholder: str,
) -> None:
    """Ask for a quick-add line that begins with the words `lead`; "{}" is the name."""
    if not subjects:
        screen.say(NOBODY)
        return
    adding = Adding(app, subjects, lead=lead)
    question = adding.question(
        kind=lead.strip(),
        prompt=prompt.format(subjects[0].name),
        draft_key=f"{lead}:{subjects[0].id}",
        placeholder=placeholder,
    )
    adding.ask(screen, question)
