"""Inviting people to contribute: whom, for what, and what they said."""

from collections.abc import Awaitable
from functools import partial
from typing import TYPE_CHECKING

from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.invitations import KIND_WORDS, Invitation, InvitationKind
from peer_tui.services import invitations
from peer_tui.services.answers import PossibleAnswer, about_invitation
from peer_tui.storage.opening import open_for_reading
from peer_tui.storage.queries import around
from peer_tui.storage.queries.suggestions import Suggestion, suggestions
from peer_tui.tui.bars.bar_question import BarQuestion, Preview
from peer_tui.tui.bars.saving import ask_to_save
from peer_tui.tui.modals.choice_panel import ChoicePanel
from peer_tui.tui.targets import Subject

if TYPE_CHECKING:
    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen

NOBODY = (
    "Nobody comes to mind now: a need solved by their word, or a story they let you tell,"
    " suggests somebody."
)
_STARTS = {
    InvitationKind.STORY: "tell the story of ",
    InvitationKind.HELP: "help ",
    InvitationKind.ADVICE: "advise on ",
}


class SuggestionPanel(ChoicePanel[Suggestion]):
    """As a panel of choices, with room for the reasons."""

    DEFAULT_CSS = """
    SuggestionPanel > .box, SuggestionPanel.-framed.-high > .box { width: 90%; max-width: 110; }
    """


def perform(app: "PeerApp", screen: "WorkScreen", action: "Action") -> bool:
    """Ask what the person of the row is to be invited for; with nobody there, whom."""
    subjects = screen.targets().subjects
    if not subjects:
        suggest(app, screen)
    else:
        invite(app, screen, subjects[0])
    return True


def suggest(app: "PeerApp", screen: "WorkScreen") -> None:
    """Show a few people who may like to contribute, each with the reason."""
    app.start(_suggest(app, screen))


async def _suggest(app: "PeerApp", screen: "WorkScreen") -> None:
    path, now, quiet_hours = app.store.path, app.now(), app.settings.quiet_hours

    def look() -> list[Suggestion]:
        # Whoever comes to mind is looked for among all people: not while a key waits.
        reader = open_for_reading(path)
        try:
            return suggestions(reader, now, quiet_hours)
        finally:
            reader.close()

    found = await app.store.run(look)
    if not found:
        screen.say(NOBODY)
        return

    def chosen(suggestion: Suggestion | None) -> None:
        if suggestion is not None:
            subject = Subject(suggestion.person_id, suggestion.name)
            invite(app, screen, subject, suggestion.kind)

    choices = [(f"{each.name}: {each.why}", each) for each in found]
    app.push_screen(SuggestionPanel("Who may like to contribute?", choices), chosen)


def invite(
    app: "PeerApp",
    screen: "WorkScreen",
    subject: Subject,
    first: InvitationKind = InvitationKind.STORY,
) -> None:
    """Ask what for, then for the words; one ask at a time."""
    why_not = invitations.blocked(app.store.reader, subject.id, subject.name, app.today())
    if why_not:
        screen.say(why_not)
        return
    kinds = list(KIND_WORDS)
    choices: list[tuple[str, InvitationKind | str]] = [
        (words, kind) for kind, words in KIND_WORDS.items()
    ]
    choices.append(("somebody else: who comes to mind", ""))

    def chosen(kind: InvitationKind | str | None) -> None:
        if isinstance(kind, InvitationKind):
            _ask_words(app, screen, subject, kind)
        elif kind is not None:
            suggest(app, screen)

    panel = ChoicePanel(f"Ask {subject.name} to", choices, at=kinds.index(first))
    app.push_screen(panel, chosen)


def _ask_words(
    app: "PeerApp", screen: "WorkScreen", subject: Subject, kind: InvitationKind
) -> None:
    from peer_tui.tui.gate_watch import advise

    def preview(text: str) -> Preview:
        words = Invitation(subject.id, kind, text.strip()).words
        return Preview(f"Invitation · {subject.name} · {words}")

    question = BarQuestion(
        kind="invitation",
        prompt=f"Ask {subject.name} to:",
        initial=_STARTS[kind],
        draft_key=f"invitation:{subject.id}",
        placeholder=KIND_WORDS[kind],
        preview=preview,
        allow_empty=True,
    )

    def save(line: str) -> Awaitable[object]:
        text = "" if line.strip() == _STARTS[kind].strip() else line
        return app.act(partial(invitations.add_invitation, app.store, subject.id, kind, text))

    ask_to_save(screen, question, save)
    advise(app, screen, subject)


def ask(app: "PeerApp", screen: "WorkScreen", item: AgendaItem) -> None:
    """What they said to the invitation the row is about."""
    _, invitation_id = around.asks_about(app.store.reader, item.id)
    found = around.invitation(app.store.reader, invitation_id) if invitation_id else None
    if found is None:
        gone = "The invitation is no longer there"
        screen.say(app.keymap.advice(gone, ("item.done", "is done with the row")))
        return
    ask_about(app, screen, found, item.person_name)


def ask_about(app: "PeerApp", screen: "WorkScreen", shown: Invitation, name: str) -> None:
    """What they said to an invitation, as it stands."""
    if shown.closed_on is not None:
        screen.say(f"This was answered by {name} already.")
        return

    def chosen(answer: PossibleAnswer | None) -> None:
        if answer is not None:
            app.start(app.act(answer.keep))

    choices = [(answer.words, answer) for answer in about_invitation(app.store, shown)]
    panel = ChoicePanel(f"{name}: {shown.words}", choices, esc_words="leaves it open")
    app.push_screen(panel, chosen)
