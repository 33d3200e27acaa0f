"""Introductions: begun in one line, answered by both, made with a letter to both."""

from collections.abc import Awaitable
from typing import TYPE_CHECKING

from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.calendar_days import short_day
from peer_tui.domain.introductions import IntroductionState, about_words
from peer_tui.services import introductions
from peer_tui.services.answers import PossibleAnswer, about_introduction, said_so_far
from peer_tui.services.outcome import Outcome
from peer_tui.storage.queries import around
from peer_tui.storage.queries.around import ShownIntroduction
from peer_tui.tui.bars.bar_question import BarQuestion, Preview
from peer_tui.tui.bars.saving import ask_to_save
from peer_tui.tui.modals.choice_panel import ChoicePanel
from peer_tui.tui.targets import Subject

if TYPE_CHECKING:
    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen

TWO = 2
GONE = "The introduction is no longer there"
DONE_WITH = ("item.done", "is done with the row")


def perform(app: "PeerApp", screen: "WorkScreen", action: "Action") -> bool:
    """Begin an introduction: of two marked people, or of this one and whom the line names."""
    from peer_tui.tui.acts.relating import ask_line

    subjects = screen.targets().subjects
    if len(subjects) == TWO:
        _ask_matter(app, screen, subjects[0], subjects[1])
    elif len(subjects) > TWO:
        screen.say("An introduction is of two people; mark two, or stand on one.")
    else:
        ask_line(app, screen, subjects, "intro ", "Introduce {} to:", "@ben about wholesale")
    return True


def _ask_matter(app: "PeerApp", screen: "WorkScreen", one: Subject, other: Subject) -> None:
    """Two people are marked: only what it is about is asked."""

    def preview(text: str) -> Preview:
        about = about_words(text.strip())
        return Preview(f"Introduction · {one.name} and {other.name}{about} · both are asked first")

    question = BarQuestion(
        kind="introduction",
        prompt="Introduce the two, about:",
        draft_key=f"introduction:{one.id}:{other.id}",
        placeholder="wholesale",
        preview=preview,
        allow_empty=True,
    )

    async def save(line: str) -> Outcome | None:
        store = app.store
        begun = await app.act(lambda: introductions.add_introduction(store, one.id, other.id, line))
        if begun is not None:
            screen.take_off_marks()
        return begun

    ask_to_save(screen, question, save)


def ask(app: "PeerApp", screen: "WorkScreen", item: AgendaItem) -> None:
    """Who said what to the introduction the row is about."""
    introduction_id, _ = around.asks_about(app.store.reader, item.id)
    found = around.introduction(app.store.reader, introduction_id) if introduction_id else None
    if found is None:
        screen.say(app.keymap.advice(GONE, DONE_WITH))
        return
    ask_about(app, screen, found)


def ask_about(app: "PeerApp", screen: "WorkScreen", shown: ShownIntroduction) -> None:
    """What can be said about an introduction, as it stands."""
    state = shown.introduction.state
    both = f"{shown.one} and {shown.other}"
    if not shown.introduction.is_open:
        screen.say(f"The introduction of {both} is over.")
        return
    if state is IntroductionState.MADE:
        _ask_outcome(app, screen, shown)
        return

    def chosen(answer: PossibleAnswer | None) -> None:
        if answer is not None and answer.makes:
            app.start(_make(app, screen, shown, answer))
        elif answer is not None:
            app.start(app.act(answer.keep))

    answers = about_introduction(app.store, shown)
    panel = ChoicePanel(
        f"{both}{about_words(shown.introduction.about)}",
        [(answer.words, answer) for answer in answers],
        facts=said_so_far(app.store.reader, shown, app.now(), app.settings.quiet_hours),
        esc_words="leaves it open",
    )
    app.push_screen(panel, chosen)


async def _make(
    app: "PeerApp", screen: "WorkScreen", shown: ShownIntroduction, answer: PossibleAnswer
) -> None:
    if await app.act(answer.keep) is not None:
        from peer_tui.tui.acts.introduction_letters import offer_letter

        offer_letter(app, screen, shown)


def _ask_outcome(app: "PeerApp", screen: "WorkScreen", shown: ShownIntroduction) -> None:
    introduction, store = shown.introduction, app.store
    made_on = introduction.made_on
    since = f"introduced {short_day(made_on, app.today())}" if made_on else ""
    question = BarQuestion(
        kind="introduction outcome",
        prompt=f"What came of {shown.one} and {shown.other}:",
        draft_key=f"introduction outcome:{introduction.id}",
        placeholder="they work together now",
        preview=lambda text: Preview(since, ok=bool(text.strip())),
    )

    def save(line: str) -> Awaitable[object]:
        return app.act(lambda: introductions.outcome(store, introduction, line))

    ask_to_save(screen, question, save)
