"""What may be said to the question of a row: each answer in words, with the act that keeps it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import NamedTuple

from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.gate import QuietHours
from peer_tui.domain.introductions import Consent, IntroductionState
from peer_tui.domain.invitations import (
    LATER_DAYS,
    RECEIVE_DAYS,
    REST_DAYS,
    Answer,
    Invitation,
)
from peer_tui.services import introductions, invitations, reconfirming
from peer_tui.services.outcome import Outcome
from peer_tui.storage.queries.around import ShownIntroduction
from peer_tui.storage.queries.reach import reach
from peer_tui.storage.reader import Reader
from peer_tui.storage.store import Store

_STANCES = (
    ("wants it", reconfirming.Answer.WANTS),
    ("does not want it", reconfirming.Answer.AVOIDS),
    ("not sure", reconfirming.Answer.UNSURE),
    ("no answer yet: ask again in three months", reconfirming.Answer.LATER),
)
_CONSENTS = (
    (Consent.YES, "said yes"),
    (Consent.NO, "would rather not"),
    (Consent.ASKED, "was asked, no answer yet"),
)
_SAID = {Consent.YES: "said yes", Consent.ASKED: "was asked", Consent.NOT_ASKED: "not asked yet"}
_LEFT = "leave it at that"


class PossibleAnswer(NamedTuple):
    """Something that may be said, or be done about it."""

    words: str
    keep: Callable[[], Outcome]
    """Writes it down; raises EditConflict when what was asked about was changed elsewhere."""
    makes: bool = False
    """Whether it makes an introduction, so that a letter to both may follow."""


def about_preference(store: Store, item: AgendaItem) -> list[PossibleAnswer]:
    """What the person may say of a topic they are asked about again."""
    return [
        PossibleAnswer(words, partial(reconfirming.answer, store, item, said))
        for words, said in _STANCES
    ]


def about_invitation(store: Store, shown: Invitation) -> list[PossibleAnswer]:
    """What may be said to an open invitation, as it stands."""

    def saying(said: Answer) -> Callable[[], Outcome]:
        return partial(invitations.answered, store, shown, said)

    left = PossibleAnswer(_LEFT, partial(invitations.left, store, shown))
    if shown.answer is Answer.YES:
        came = partial(invitations.received, store, shown)
        return [PossibleAnswer("it came: thank for it", came), left]
    return [
        PossibleAnswer(f"yes: receive it in {RECEIVE_DAYS} days", saying(Answer.YES)),
        PossibleAnswer(f"no: nothing is asked for {REST_DAYS} days", saying(Answer.NO)),
        PossibleAnswer(f"later: ask again in {LATER_DAYS} days", saying(Answer.LATER)),
        PossibleAnswer("asked; no answer yet", partial(invitations.asked, store, shown)),
        left,
    ]


def about_introduction(store: Store, shown: ShownIntroduction) -> list[PossibleAnswer]:
    """What either of the two may say to an introduction that is not made yet."""
    introduction = shown.introduction
    found = []
    if introduction.state is IntroductionState.READY:
        make = partial(introductions.made, store, introduction)
        found.append(PossibleAnswer("both said yes: it is made", make, makes=True))
    for consent, words in _CONSENTS:
        found += [
            PossibleAnswer(
                f"{name} {words}",
                partial(introductions.answered, store, introduction, person_id, consent),
            )
            for person_id, name in _people(shown)
            if introduction.consent_of(person_id) not in (consent, Consent.YES)
            or (consent is Consent.NO and introduction.consent_of(person_id) is Consent.YES)
        ]
    left = partial(introductions.left, store, introduction)
    return [*found, PossibleAnswer(_LEFT, left)]


def said_so_far(
    reader: Reader, shown: ShownIntroduction, now: datetime, quiet_hours: QuietHours | None
) -> list[str]:
    """What both of an introduction said so far, and what holds contact with either now."""
    facts = []
    for person_id, name in _people(shown):
        words = f"{name}: {_SAID.get(shown.introduction.consent_of(person_id), '')}"
        found = reach(reader, person_id, now, "", quiet_hours)
        facts.append(words if found.open else f"{words}; held, {found.why}")
    return facts


def _people(shown: ShownIntroduction) -> tuple[tuple[int, str], tuple[int, str]]:
    introduction = shown.introduction
    return (introduction.one_id, shown.one), (introduction.other_id, shown.other)
