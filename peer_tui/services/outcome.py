"""What a service call says back."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Topic(StrEnum):
    """What changed, for the panes that show it."""

    PEOPLE = "people"
    PROMISES = "promises"
    FOLLOW_UPS = "follow-ups"
    HISTORY = "history"


EVERYTHING = frozenset(Topic)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened, in words, and what to look at anew."""

    message: str
    topics: frozenset[Topic] = field(default=EVERYTHING)
    ids: tuple[int, ...] = ()
    """Ids of the rows this call added, in the order they were asked for."""
