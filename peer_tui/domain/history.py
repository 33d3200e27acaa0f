"""The shared history: what happened between the owner and one or more people."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Side(StrEnum):
    """Whose promise, whose turn: equals, so everything has a side."""

    MINE = "mine"
    THEIRS = "theirs"


class Initiator(StrEnum):
    """Who took the first step."""

    ME = "me"
    THEM = "them"
    BOTH = "both"


class Channel(StrEnum):
    """By what way; the empty channel is "not said"."""

    NONE = ""
    PHONE = "phone"
    EMAIL = "email"
    TEXT = "text"
    WHATSAPP = "whatsapp"
    VISIT = "visit"
    POST = "post"


class InteractionKind(StrEnum):
    """What an entry of the shared history is."""

    CONVERSATION = "conversation"
    ATTEMPT = "attempt"
    """A step of mine towards someone that nobody answered: a call without an answer."""
    NOTE = "note"
    KINDNESS = "kindness"
    STORY = "story"
    MILESTONE = "milestone"
    CONCESSION = "concession"
    INTRODUCTION = "introduction"
    INVITATION = "invitation"
    BOUNDARY_CROSSING = "boundary crossing"


# A note is written about someone, a crossing is recorded about someone, an attempt reached nobody:
# none is being in touch.
CONTACT_KINDS = frozenset(InteractionKind) - {
    InteractionKind.ATTEMPT,
    InteractionKind.NOTE,
    InteractionKind.BOUNDARY_CROSSING,
}
UNANSWERED = 2
"""So many contacts of mine in a row without one of theirs ask for room."""


@dataclass(frozen=True, slots=True)
class Interaction:
    """One entry of the shared history."""

    at: datetime
    """An aware moment."""
    text: str
    """Markdown, in the owner's words."""
    person_ids: tuple[int, ...]
    kind: InteractionKind = InteractionKind.CONVERSATION
    channel: Channel = Channel.NONE
    initiated_by: Initiator = Initiator.BOTH
    tags: tuple[str, ...] = ()
    id: int | None = None
    version: int = 1
