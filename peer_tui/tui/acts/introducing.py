"""Introductions: begun in one line, answered by both, made with a letter to both."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.calendar_days import short_day
from peer_tui.domain.introductions import Consent, IntroductionState, about_words
from peer_tui.services import introductions
from peer_tui.services.outcome import Outcome
from peer_tui.storage.queries import around
from peer_tui.storage.queries.around import ShownIntroduction
from peer_tui.storage.queries.reach import reach
from peer_tui.tui.bars.bar_question import BarQuestion, Preview
from peer_tui.tui.modals.choice_panel import ChoicePanel
from peer_tui.tui.targets import Subject

if TYPE_CHECKING:
    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen

TWO = 2
GONE = "The introduction is no longer there; d is done with the row."
Act = Callable[[], None]


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

    async def save(line: str) -> None:
        store = app.store
        begun = await app.act(lambda: introductions.add_introduction(store, one.id, other.id, line))
        if begun is None:
            screen.bar.keep_draft(question, line)
        else:
            screen.take_off_marks()

    def answered(line: str | None) -> None:
        if line is not None:
            app.start(save(line))

    screen.ask(question, answered)


def ask(app: "PeerApp", screen: "WorkScreen", item: AgendaItem) -> None:
    """Who said what to the introduction the row is about."""
    introduction_id, _ = around.asks_about(app.store.reader, item.id)
    found = around.introduction(app.store.reader, introduction_id) if introduction_id else None
    if found is None:
        screen.say(GONE)
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
    choices = _choices(app, screen, shown)

    def chosen(act: Act | None) -> None:
        if act is not None:
            act()

    panel = ChoicePanel(
        f"{both}{about_words(shown.introduction.about)}",
        choices,
        facts=_facts(app, shown),
        esc_words="leaves it open",
    )
    app.push_screen(panel, chosen)


def _choices(
    app: "PeerApp", screen: "WorkScreen", shown: ShownIntroduction
) -> list[tuple[str, Act]]:
    introduction, store = shown.introduction, app.store

    def saying(person_id: int, consent: Consent) -> Act:
        return lambda: app.start(
            app.act(lambda: introductions.answered(store, introduction, person_id, consent))
        )

    people = ((introduction.one_id, shown.one), (introduction.other_id, shown.other))
    choices: list[tuple[str, Act]] = []
    if introduction.state is IntroductionState.READY:
        choices.append(("both said yes: it is made", lambda: app.start(_make(app, screen, shown))))
    for consent, words in (
        (Consent.YES, "said yes"),
        (Consent.NO, "would rather not"),
        (Consent.ASKED, "was asked, no answer yet"),
    ):
        choices += [
            (f"{name} {words}", saying(person_id, consent))
            for person_id, name in people
            if introduction.consent_of(person_id) not in (consent, Consent.YES)
            or (consent is Consent.NO and introduction.consent_of(person_id) is Consent.YES)
        ]
    left = partial(introductions.left, store, introduction)
    choices.append(("leave it at that", lambda: app.start(app.act(left))))
    return choices


def _facts(app: "PeerApp", shown: ShownIntroduction) -> list[str]:
    """What both said so far, and what holds contact with either."""
    introduction = shown.introduction
    facts = []
    said = {Consent.YES: "said yes", Consent.ASKED: "was asked", Consent.NOT_ASKED: "not asked yet"}
    for person_id, name in (
        (introduction.one_id, shown.one),
        (introduction.other_id, shown.other),
    ):
        words = f"{name}: {said.get(introduction.consent_of(person_id), '')}"
        found = reach(app.store.reader, person_id, app.now(), "", app.settings.quiet_hours)
        facts.append(words if found.open else f"{words}; held, {found.why}")
    return facts


async def _make(app: "PeerApp", screen: "WorkScreen", shown: ShownIntroduction) -> None:
    store = app.store
    made = await app.act(lambda: introductions.made(store, shown.introduction))
    if made is not None:
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

    async def save(line: str) -> None:
        outcome: Callable[[], Outcome] = partial(introductions.outcome, store, introduction, line)
        if await app.act(outcome) is None:
            screen.bar.keep_draft(question, line)

    def answered(line: str | None) -> None:
        if line is not None:
            app.start(save(line))

    screen.ask(question, answered)
