"""Needs: what people came with, and whether it was solved."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from peer_tui.domain.calendar_days import short_day
from peer_tui.domain.history import Side


class NeedOutcome(StrEnum):
    """What was said when they were asked whether it is solved."""

    OPEN = ""
    """Nobody said anything yet."""
    SOLVED = "solved"
    PARTLY = "partly"
    NOT = "not"
    NO_ANSWER = "no answer"


OUTCOME_WORDS = {
    NeedOutcome.OPEN: "open",
    NeedOutcome.SOLVED: "solved",
    NeedOutcome.PARTLY: "partly solved",
    NeedOutcome.NOT: "not solved",
    NeedOutcome.NO_ANSWER: "no answer",
}
OWN_OPINION = "my own opinion"
ASKED = ": is it solved?"
"""The end of the question that a solved-check asks."""
UNSOLVED = frozenset({NeedOutcome.PARTLY, NeedOutcome.NOT})
"""Answers after which something is still to be done."""


@dataclass(frozen=True, slots=True)
class NeedDraft:
    """A need about to be written down."""

    person_id: int
    text: str
    """In their words."""
    check_on: date | None = None
    """When to ask whether it was solved."""
    i_give: str = ""
    they_give: str = ""
    from_interaction_id: int | None = None
    """The entry of the history in which they told of it."""


@dataclass(frozen=True, slots=True)
class Need:
    """The problem a person came with."""

    id: int
    person_id: int
    text: str
    """In their words."""
    came_on: date
    i_give: str = ""
    they_give: str = ""
    check_on: date | None = None
    """When to ask whether it was solved."""
    outcome: NeedOutcome = NeedOutcome.OPEN
    answer: str = ""
    """Whether it was solved, in their words."""
    said_by: Side | None = None
    """Who says so; None as long as nobody did."""
    closed_on: date | None = None
    """None while a next step is meant to follow."""
    version: int = 1


def sides_words(i_give: str, they_give: str) -> str:
    """What each side gives: "I give new tap; they give 40 an hour"; empty if nothing was said."""
    sides = (("I give", i_give), ("they give", they_give))
    return "; ".join(f"{who} {what}" for who, what in sides if what)


def state_words(
    outcome: str,
    said_by: str,
    closed_on: date | None,
    check_on: date | None,
    came_on: date,
    today: date,
) -> str:
    """Where a need stands: "solved, my own opinion, Fri 6 Nov", "ask Mon 7 Dec"."""
    said = [] if outcome == NeedOutcome.OPEN else [OUTCOME_WORDS[NeedOutcome(outcome)]]
    if said_by == Side.MINE:
        said.append(OWN_OPINION)
    if closed_on is not None:
        said.append(short_day(closed_on, today))
    elif check_on is not None:
        said.append(f"ask {short_day(check_on, today)}")
    else:
        said.append(f"since {short_day(came_on, today)}")
    return ", ".join(said)


def check_text(text: str) -> str:
    """The question that a solved-check asks: "leaking tap: is it solved?"."""
    return f"{text.rstrip(' .?!')}{ASKED}"
