"""A word from somebody who rested or had ended: an offer to welcome them back, never more."""

from typing import TYPE_CHECKING, NamedTuple

from peer_tui.domain.people import Standing
from peer_tui.storage.queries.standing import CameBack, came_back
from peer_tui.tui.screens.work import WorkScreen
from peer_tui.tui.targets import Subject, Targets
from peer_tui.tui.widgets.painted_line import Hint

if TYPE_CHECKING:
    from peer_tui.tui.app import PeerApp

WIDE = 120
"""Columns from which the sentence before the offer stays."""


class Welcome(NamedTuple):
    """An offer, while its sentence stands on the message line."""

    sentence: str
    people: tuple[Subject, ...]


def offer_welcome(app: "PeerApp", said: str = "") -> None:
    """After an act: offer to welcome back whoever is not active and of whom it wrote a word.

    `said`: what the act did, if the message line does not say it.
    """
    back = came_back(app.store.reader, app.today())
    shown = [screen for screen in app.screen_stack if isinstance(screen, WorkScreen)]
    if not back or not shown:
        return
    screen = shown[-1]
    wide = screen.size.width >= WIDE
    before = f"{said or screen.message_line.text} " if wide else ""
    screen.message_line.show(before + _apart(back), _hints(app))
    people = tuple(Subject(each.id, each.name) for each in back)
    app.verbs.welcome = Welcome(screen.message_line.text, people)


def welcomed(app: "PeerApp", screen: WorkScreen) -> Targets | None:
    """Whom the offer is about, while it stands."""
    offer: Welcome | None = app.verbs.welcome
    if offer is None or screen.message_line.text != offer.sentence:
        app.verbs.welcome = None
        return None
    return Targets((), offer.people)


def _apart(back: list[CameBack]) -> str:
    if len(back) > 1:
        return f"{len(back)} of them rested or had ended."
    [one] = back
    was = "was resting" if one.standing is Standing.RESTING else "had ended"
    return f"{one.name} {was}."


def _hints(app: "PeerApp") -> list[Hint]:
    offered = (
        ("standing.active", "welcome back"),
        ("person.open", "opens everything"),
        ("edit.undo", "undo"),
    )
    keys_of = app.keymap.keys_of
    return [Hint(found[0], words, id_) for id_, words in offered if (found := keys_of(id_))]
