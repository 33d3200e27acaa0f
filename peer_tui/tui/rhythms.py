"""How often to be in touch, asked in one line."""

from typing import TYPE_CHECKING

from peer_tui.domain.people import Rhythm
from peer_tui.domain.rhythm import rhythm_words
from peer_tui.domain.rhythm_phrases import read_rhythm
from peer_tui.tui.bars.bar_question import BarQuestion, Preview
from peer_tui.tui.screens.work import WorkScreen
from peer_tui.tui.targets import Targets

if TYPE_CHECKING:
    from peer_tui.tui.app import PeerApp


def ask_for_rhythm(app: "PeerApp", screen: WorkScreen, chosen: Targets) -> None:
    """Ask once for everyone marked; one undo step."""

    def preview(text: str) -> Preview:
        rhythm = read_rhythm(text)
        if rhythm is None:
            return Preview("Not a rhythm: try 4 weeks, 30 days, month, whenever.", ok=False)
        return Preview(rhythm_words(rhythm))

    number = len(chosen.subjects)
    names = chosen.subjects[0].name if number == 1 else f"these {number}"
    question = BarQuestion(
        kind="rhythm", prompt=f"In touch with {names}, every:", preview=preview, allow_empty=True
    )

    def answered(text: str | None) -> None:
        rhythm = None if text is None else read_rhythm(text)
        if rhythm is not None:
            app.start(_save(app, screen, chosen, rhythm))

    screen.ask(question, answered)


async def _save(app: "PeerApp", screen: WorkScreen, chosen: Targets, rhythm: Rhythm) -> None:
    from peer_tui.services.people import set_rhythm

    ids = [subject.id for subject in chosen.subjects]
    if await app.act(lambda: set_rhythm(app.store, ids, rhythm), repeats=True) is not None:
        app.verbs.remember(lambda front: _again(app, front, rhythm))
        screen.after_verb(chosen)


def _again(app: "PeerApp", screen: WorkScreen, rhythm: Rhythm) -> None:
    chosen = screen.targets()
    if chosen.subjects:
        app.start(_save(app, screen, chosen, rhythm))
    else:
        screen.say("Nobody here to give a rhythm to.")
