"""Promises made, in both directions."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from peer_tui.domain.history import Channel, Side


class Firmness(StrEnum):
    """How firmly it was promised."""

    HARD = "hard"
    SOFT = "soft"
    SOMEDAY = "someday"


FIRMNESS_WORDS = {Firmness.HARD: "firm", Firmness.SOFT: "soft", Firmness.SOMEDAY: "someday"}
"""How a firmness is called."""


def next_firmness(firmness: str) -> Firmness:
    """Firm, then soft, then someday, then firm again."""
    each = list(Firmness)
    return each[(each.index(Firmness(firmness)) + 1) % len(each)]


class PromiseStatus(StrEnum):
    """Where a promise stands."""

    OPEN = "open"
    KEPT = "kept"
    RELEASED = "released"
    """The one it was made to let it go."""
    WITHDRAWN = "withdrawn"
    """The one who made it took it back."""


@dataclass(frozen=True, slots=True)
class Promise:
    """Something owed, with a side."""

    person_id: int
    side: Side
    text: str
    made_on: date
    due_on: date | None = None
    due_time: time | None = None
    firmness: Firmness = Firmness.HARD
    status: PromiseStatus = PromiseStatus.OPEN
    channel: Channel = Channel.NONE
    tags: tuple[str, ...] = ()
    starred: bool = False
    snoozed_until: date | None = None
    """Hidden from the queue until then; the due date stays."""
    snooze_count: int = 0
    moves: int = 0
    """How often it was renegotiated."""
    closed_on: date | None = None
    from_interaction_id: int | None = None
    closed_by_interaction_id: int | None = None
    id: int | None = None
    version: int = 1
