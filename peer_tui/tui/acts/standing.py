"""How it stands with people: let them rest, end well, welcome them back."""

from functools import partial
from typing import TYPE_CHECKING

from peer_tui.domain.people import Standing
from peer_tui.domain.standing import Door, NotARest, Rest, StandingState, read_rest
from peer_tui.services import standing
from peer_tui.services.outcome import Outcome
from peer_tui.tui.acts.easing import offered
from peer_tui.tui.bars.bar_question import BarQuestion, Preview
from peer_tui.tui.targets import Targets
from peer_tui.tui.welcoming import welcomed

if TYPE_CHECKING:
    from collections.abc import Callable

    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen

DOORS = (
    ("open: they may come back, and so may I", Door.OPEN),
    ("closed by me", Door.CLOSED_BY_ME),
    ("closed by them", Door.CLOSED_BY_THEM),
)
RESTS = "Their rhythm stops and check-ins wait; promises stay."
ENDS = "Their rhythm stops, follow-ups are let go, promises stay."


def perform(app: "PeerApp", screen: "WorkScreen", action: "Action") -> bool:
    """Ask what has to be asked; for the marked people, or the one of the row."""
    chosen = None
    if action.id == "standing.active":
        chosen = welcomed(app, screen)
    elif action.id == "ease.end_well":
        chosen = offered(app, screen)
    chosen = chosen or screen.targets()
    shown = screen.current_subject()
    if not chosen.rows and not chosen.subjects and shown is not None:
        # The page of a person, with nothing on it yet.
        chosen = Targets((), (shown,))
    if not chosen.subjects:
        screen.say("This row is about nobody.")
        return True
    match action.id:
        case "standing.rest":
            _ask_for_rest(app, screen, chosen)
        case "ease.end_well":
            _ask_why(app, screen, chosen)
        case "standing.active":
            _run(app, screen, chosen, action, standing.make_active)
    return True


def _run(
    app: "PeerApp",
    screen: "WorkScreen",
    chosen: Targets,
    action: "Action",
    call: "Callable[..., Outcome]",
) -> None:
    ids = [subject.id for subject in chosen.subjects]

    async def run() -> None:
        if await app.act(lambda: call(app.store, ids), repeats=True) is None:
            return
        app.verbs.remember(lambda front: _again(app, front, action))
        if chosen.rows:
            screen.after_verb(chosen)

    app.start(run())


def _again(app: "PeerApp", screen: "WorkScreen", action: "Action") -> None:
    perform(app, screen, action)


def _who(chosen: Targets) -> str:
    people = chosen.subjects
    return people[0].name if len(people) == 1 else f"{len(people)} people"


def _ask_for_rest(app: "PeerApp", screen: "WorkScreen", chosen: Targets) -> None:
    from peer_tui.tui.action_list import BY_ID

    def read(line: str) -> Rest:
        return read_rest(line, app.now(), app.settings.date_order)

    def preview(line: str) -> Preview:
        try:
            found = read(line)
        except NotARest as fault:
            return Preview(str(fault), ok=False)
        state = StandingState(Standing.RESTING, reason=found.reason, rests_until=found.until)
        words = state.words(app.today())
        return Preview(f"{words[:1].upper()}{words[1:]}. {RESTS}")

    def answered(line: str | None) -> None:
        if line is None:
            return
        found = read(line)
        call = partial(standing.rest, reason=found.reason, until=found.until)
        _run(app, screen, chosen, BY_ID["standing.rest"], call)

    screen.ask(
        BarQuestion(
            kind="rest",
            prompt=f"Let it rest with {_who(chosen)}:",
            draft_key=f"rest:{chosen.subjects[0].id}",
            placeholder="until 1 march, moving house   or nothing",
            preview=preview,
            preview_lines=2,
            allow_empty=True,
        ),
        answered,
    )


def _ask_why(app: "PeerApp", screen: "WorkScreen", chosen: Targets) -> None:
    def answered(reason: str | None) -> None:
        if reason is not None:
            _ask_who_closes(app, screen, chosen, reason)

    screen.ask(
        BarQuestion(
            kind="end well",
            prompt=f"End well with {_who(chosen)}:",
            draft_key=f"end well:{chosen.subjects[0].id}",
            placeholder="why, in a few words, or nothing",
            preview=lambda text: Preview(ENDS),
            allow_empty=True,
            enter_words="goes on",
        ),
        answered,
    )


def _ask_who_closes(app: "PeerApp", screen: "WorkScreen", chosen: Targets, reason: str) -> None:
    from peer_tui.tui.action_list import BY_ID
    from peer_tui.tui.modals.choice_panel import ChoicePanel

    def answered(door: Door | None) -> None:
        if door is None:
            screen.say("Nothing was changed.")
            return
        call = partial(standing.end_well, reason=reason, door=door)
        _run(app, screen, chosen, BY_ID["ease.end_well"], call)

    panel: ChoicePanel[Door] = ChoicePanel(
        f"End well with {_who(chosen)}: the door is", DOORS, esc_words="changes nothing"
    )
    app.push_screen(panel, answered)
