"""What a quick-add line says: the records it would make, and what was read where."""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from peer_tui.domain.boundaries import Boundary
from peer_tui.domain.history import Channel
from peer_tui.domain.invitations import InvitationKind
from peer_tui.domain.people import ContactPoint
from peer_tui.domain.preferences import Preference
from peer_tui.domain.recurrence import Recurrence
from peer_tui.domain.relations import Tie
from peer_tui.domain.stories import StoryAspect


class SpanKind(StrEnum):
    """What a part of the line was read as."""

    DATE = "date"
    PERSON = "person"
    TAG = "tag"
    KIND = "kind"
    CHANNEL = "channel"
    RECUR = "recur"
    STAR = "star"
    LITERAL = "literal"


class RecordKind(StrEnum):
    """What a line makes."""

    PROMISE_MINE = "promise-mine"
    PROMISE_THEIRS = "promise-theirs"
    FOLLOW_UP = "follow-up"
    INTERACTION = "interaction"
    NOTE = "note"
    PERSON = "person"
    BOUNDARY = "boundary"
    PREFERENCE = "preference"
    NEED = "need"
    THANKS = "thanks"
    """A kindness received."""
    KINDNESS = "kindness"
    """A kindness of mine."""
    STORY = "story"
    """A hope, struggle, win or milestone they told of, or a story that is none of these."""
    INTRODUCTION = "introduction"
    RELATION = "relation"
    INVITATION = "invitation"


TOLD_KINDS = frozenset({RecordKind.THANKS, RecordKind.KINDNESS, RecordKind.STORY})
"""Entries of the history that are no mere conversation."""
PAST_KINDS = TOLD_KINDS | {RecordKind.INTERACTION, RecordKind.NOTE}
"""Entries of the history: they never lie ahead, and may be with several people."""
PAIR_KINDS = frozenset({RecordKind.INTRODUCTION, RecordKind.RELATION})
"""What is between exactly two people."""
WISH_KINDS = frozenset({RecordKind.BOUNDARY, RecordKind.PREFERENCE})


@dataclass(frozen=True, slots=True)
class PersonRef:
    """A person who is already kept."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A name nobody has yet; saving the record creates the person."""

    name: str


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of the line, from start up to end, read as something.

    A `literal` and a `channel` of one word stay in the text as well; all others leave it.
    """

    start: int
    end: int
    kind: SpanKind


@dataclass(frozen=True, slots=True)
class Record:
    """One record to save."""

    kind: RecordKind
    text: str
    people: tuple[PersonRef | NewPerson, ...] = ()
    """At most one, but for entries of the history and pairs; empty while a name is ambiguous."""
    due: datetime.date | None = None
    """When it is due; for an entry of the history the day it happened, for a need the day on which
    to ask whether it is solved."""
    time: datetime.time | None = None
    recurrence: Recurrence | None = None
    channel: Channel = Channel.NONE
    tags: tuple[str, ...] = ()
    starred: bool = False
    contact_points: tuple[ContactPoint, ...] = ()
    """For a person only."""
    wish: Boundary | Preference | None = None
    """What a boundary or preference says."""
    i_give: str = ""
    they_give: str = ""
    """What each side gives for a need."""
    aspect: StoryAspect | None = None
    """Of a story; None where nothing tells it."""
    ask_on: datetime.date | None = None
    """When to come back to a story with a question."""
    may_share: bool = False
    """Others may hear the story."""
    tie: Tie | None = None
    """What the first of two people is to the second."""
    invitation: InvitationKind | None = None


@dataclass(frozen=True, slots=True)
class QuickAdd:
    """The reading of a whole line."""

    records: tuple[Record, ...]
    """One, or one for each step parted by ` > `; saved only when nothing is refused."""
    notes: tuple[str, ...] = ()
    """Shown, never blocking."""
    refusal: str | None = None
    """A sentence that says why the line cannot be saved as it stands."""
    choices: tuple[PersonRef, ...] = ()
    """The people an ambiguous @name may mean."""
    choice_span: Span | None = None
    """Where that @name stands in the line."""
    new_people: tuple[str, ...] = ()
    """Names that saving would create because nobody has them; `person` lines are not among them."""
    spans: tuple[Span, ...] = ()
    """Within the line, in order, never overlapping."""
    alternative: str | None = None
    """What the other reading of the date or of the kind would be: "Fri 20 Nov", "follow-up"."""
