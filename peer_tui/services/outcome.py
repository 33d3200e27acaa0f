"""What a service call says back."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Topic(StrEnum):
    """What changed, for the panes that show it."""

    PEOPLE = "people"
    PROMISES = "promises"
    FOLLOW_UPS = "follow-ups"
    HISTORY = "history"


EVERYTHING = frozenset(Topic)


class Outcome(NamedTuple):
    """What happened, in words, and what to look at anew."""

    message: str
    topics: frozenset[Topic] = EVERYTHING
    """Empty where nothing was changed."""
    ids: tuple[int, ...] = ()
    """Ids of the rows this call added, in the order they were asked for."""

    @property
    def changed(self) -> bool:
        """Whether there is anything to take back."""
        return bool(self.topics)
