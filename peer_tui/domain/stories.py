"""Stories people told, kindness in either direction, and what both ask for next."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from peer_tui.domain.calendar_days import short_day
from peer_tui.domain.history import InteractionKind, Side
from peer_tui.domain.text import without_first_word


class StoryAspect(StrEnum):
    """What kind of story it is."""

    HOPE = "hope"
    STRUGGLE = "struggle"
    WIN = "win"
    MILESTONE = "milestone"
    """Not a story that is told but a day that is reached; an entry of its own kind."""


class Kindness(NamedTuple):
    """The last kindness of a side."""

    side: Side
    text: str
    on: date


APPLAUDED = frozenset({StoryAspect.WIN, StoryAspect.MILESTONE})
"""What asks for applause."""

_ASPECT_OF = {
    **dict.fromkeys(("hope", "hopes", "hoping", "dreams", "wishes"), StoryAspect.HOPE),
    **dict.fromkeys(("struggle", "struggles", "struggling", "worries"), StoryAspect.STRUGGLE),
    **dict.fromkeys(("win", "wins", "won"), StoryAspect.WIN),
    "milestone": StoryAspect.MILESTONE,
}


def aspect_of(text: str) -> StoryAspect | None:
    """The aspect that the first word of a story names, or an exclamation mark at its end (a win).

    None where neither tells it: such a story asks for nothing.
    """
    first = text.split(maxsplit=1)[0].lower().rstrip(":,") if text.strip() else ""
    if first in _ASPECT_OF:
        return _ASPECT_OF[first]
    return StoryAspect.WIN if text.rstrip().endswith("!") else None


def kind_of(aspect: StoryAspect | None) -> InteractionKind:
    """The kind of the entry that keeps it."""
    milestone = aspect is StoryAspect.MILESTONE
    return InteractionKind.MILESTONE if milestone else InteractionKind.STORY


_NAMES_A_THING = frozenset(
    {"for", "the", "a", "an", "her", "his", "their", "your", "this", "that", "these", "those"}
)
"""First words after which "thank for" reads on."""


def thanks_text(text: str) -> str:
    """What is owed for a kindness: "thank for the referral", "thank: brought cake"."""
    head = _head(text)
    if head.split(" ")[0].lower() in _NAMES_A_THING:
        return f"thank for {without_first_word(head, 'for')}"
    return f"thank: {head}"


def applause_text(text: str) -> str:
    """What is owed for a win or a milestone: "applaud: won the fair!"."""
    return f"applaud: {_head(text)}"


def gentle_question(text: str, aspect: StoryAspect | None) -> str:
    """How to come back to a hope or a struggle, as a question nobody has to answer."""
    how = "how is it now" if aspect is StoryAspect.STRUGGLE else "how is it going"
    return f"{how}: {_head(text).rstrip(' .?!')}?"


def kindness_words(kindness: Kindness, today: date) -> str:
    """ "theirs, the referral, Sat 3 Oct"."""
    text = without_first_word(" ".join(kindness.text.split()), "for")
    return f"{kindness.side}, {text}, {short_day(kindness.on, today)}"


def _head(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[0].strip() if lines else ""
