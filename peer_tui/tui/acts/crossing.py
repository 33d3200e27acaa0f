"""A boundary of mine was crossed: my ready sentence, what I did, one line of what happened."""

import os
from typing import TYPE_CHECKING

from peer_tui.domain.boundaries import Boundary, agreed_words, rule_words
from peer_tui.domain.history import Side
from peer_tui.services.crossings import Answered, crossed
from peer_tui.storage.queries.reach import boundaries
from peer_tui.tui.bars.bar_question import BarQuestion, Preview
from peer_tui.tui.modals.choice_panel import ChoicePanel
from peer_tui.tui.modals.sentence_panel import SentencePanel
from peer_tui.tui.targets import Subject

if TYPE_CHECKING:
    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen

CHOICES = (
    ("I held it", Answered.HELD),
    ("I gave in this time", Answered.GAVE_IN),
    ("it was an emergency", Answered.EMERGENCY),
)
WORDS = {answered: words for words, answered in CHOICES}


def perform(app: "PeerApp", screen: "WorkScreen", action: "Action") -> bool:
    """Ask which boundary of mine it was, where there are several, then what I did."""
    subjects = screen.targets().subjects
    if not subjects:
        screen.say("This row is about nobody.")
        return True
    subject, today = subjects[0], app.today()
    mine = [
        each
        for each in boundaries(app.store.reader, subject.id)
        if each.side is Side.MINE and (each.until is None or each.until >= today)
    ]
    if not mine:
        [key, *_] = (*app.keymap.keys_of("item.boundaries"), "b")
        screen.say(f"No boundary of mine with {subject.name} yet; {key} writes one: mine: no calls")
    elif len(mine) == 1:
        _Crossing(app, screen, subject, mine[0]).begin()
    else:
        _ask_which(app, screen, subject, mine)
    return True


def _ask_which(
    app: "PeerApp", screen: "WorkScreen", subject: Subject, mine: list[Boundary]
) -> None:
    def chosen(boundary: Boundary | None) -> None:
        if boundary is not None:
            _Crossing(app, screen, subject, boundary).begin()

    today = app.today()
    choices = [(agreed_words(each, today).removeprefix("mine: "), each) for each in mine]
    app.push_screen(ChoicePanel(f"Which boundary of mine, {subject.name}?", choices), chosen)


class _Crossing:
    """One crossing on its way: the sentence, what I did, what happened."""

    def __init__(
        self, app: "PeerApp", screen: "WorkScreen", subject: Subject, boundary: Boundary
    ) -> None:
        self._app = app
        self._screen = screen
        self._subject = subject
        self._boundary = boundary
        self._answered = Answered.HELD

    def begin(self) -> None:
        """Copy my ready sentence and show it, and ask what I did."""
        sentence = self._boundary.sentence
        if sentence:
            from peer_tui.tui.clipboard import copy

            copy(self._app, sentence, os.environ)
        title = f"{self._subject.name}: {rule_words(self._boundary)}"
        self._app.push_screen(SentencePanel(title, sentence, CHOICES), self._chosen)

    def _chosen(self, answered: Answered | None) -> None:
        if answered is None:
            return
        self._answered = answered
        self._screen.ask(
            BarQuestion(
                kind="crossing",
                prompt=f"What happened, {self._subject.name}:",
                placeholder="in a few words, or nothing",
                draft_key=f"crossing:{self._subject.id}",
                preview=self._preview,
                allow_empty=True,
            ),
            self._said,
        )

    def _preview(self, text: str) -> Preview:
        said = f" · {text.strip()}" if text.strip() else ""
        return Preview(f"{rule_words(self._boundary)} · {WORDS[self._answered]}{said}")

    def _said(self, line: str | None) -> None:
        if line is None:
            return
        store, who, boundary = self._app.store, self._subject.id, self._boundary
        answered = self._answered
        self._app.start(self._app.act(lambda: crossed(store, who, boundary, answered, line)))
