"""`p n`, `p k`, `p K`, `p s`: what they came with, what was kind, what they told; one line each."""

from typing import TYPE_CHECKING, NamedTuple

from peer_tui.tui.adding import Adding

if TYPE_CHECKING:
    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen


class _Told(NamedTuple):
    lead: str
    """The word that stands before every line."""
    prompt: str
    placeholder: str


_TOLD = {
    "need.add": _Told("need ", "Need, {}:", "leaking tap, check in 2 weeks; I give a tap"),
    "kindness.add": _Told("thanks ", "Kindness of {}:", "for the referral"),
    "kindness.mine": _Told("kindness ", "My kindness, {}:", "lent our van"),
    "story.add": _Told(
        "story ", "Story, {}:", "win won the fair!  hope a second shop, ask in 3 months"
    ),
}


def perform(app: "PeerApp", screen: "WorkScreen", action: "Action") -> bool:
    """Ask for the line about the marked people, or those of the row."""
    subjects = screen.targets().subjects
    if not subjects:
        screen.say("This row is about nobody.")
        return True
    told = _TOLD[action.id]
    one_only = action.id == "need.add"
    if one_only and len(subjects) > 1:
        way = ("app.back", "takes off the marks")
        screen.say(app.keymap.advice("A need belongs to one person", way))
        return True
    adding = Adding(app, subjects, lead=told.lead)
    names = ", ".join(subject.name for subject in subjects[:3])
    question = adding.question(
        kind=action.id,
        prompt=told.prompt.format(names),
        draft_key=f"{action.id}:{subjects[0].id}",
        placeholder=told.placeholder,
    )
    adding.ask(screen, question)
    return True
