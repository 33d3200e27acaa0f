"""The fields of the filter language: what the grammar takes, and what `?` and the manual say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from types import MappingProxyType

from peer_tui.domain.history import Channel, InteractionKind
from peer_tui.domain.people import ContactKind


class Takes(Enum):
    """What stands after the name of a field."""

    NOTHING = auto()
    WORD = auto()
    CHOICE = auto()
    """One of a few words."""
    NUMBER = auto()
    """A whole number, or nothing."""
    DATE = auto()
    """One of a few words, or a date with `<` or `>` before it if need be."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field."""

    name: str
    takes: Takes
    meaning: str
    """One sentence for `?` and the manual, without a full stop."""
    example: str
    choices: tuple[str, ...] = ()
    says: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The words for a choice, where its own name does not do."""


CHANNELS: Mapping[str, Channel] = MappingProxyType(
    {
        "call": Channel.PHONE,
        "mail": Channel.EMAIL,
        "text": Channel.TEXT,
        "whatsapp": Channel.WHATSAPP,
        "visit": Channel.VISIT,
        "post": Channel.POST,
    }
)
"""The words of the channels."""

CONTACTS: Mapping[str, ContactKind] = MappingProxyType(
    {
        "phone": ContactKind.PHONE,
        "mail": ContactKind.EMAIL,
        "address": ContactKind.ADDRESS,
        "web": ContactKind.URL,
        "messenger": ContactKind.MESSENGER,
    }
)
"""The words of the ways to reach a person."""

HISTORY_KINDS: Mapping[str, InteractionKind] = MappingProxyType(
    {kind.value.replace(" ", "-"): kind for kind in InteractionKind}
)
"""The words of the kinds of entries in the history."""

LISTS = ("due", "people", "promises", "history", "week")

FIELDS: tuple[Field, ...] = (
    Field("tag", Takes.WORD, "a tag of the person or the row begins so", "tag:oak"),
    Field("person", Takes.WORD, "a name of the person begins so", "person:maria"),
    Field("org", Takes.WORD, "a word of the organisation begins so", "org:lopez"),
    Field(
        "referred",
        Takes.WORD,
        "referred by somebody a name of whom begins so",
        "referred:zoe",
    ),
    Field(
        "owed",
        Takes.CHOICE,
        "promises: owed to me (they owe) or owed to them (I owe)",
        "owed:me",
        ("me", "them"),
        MappingProxyType({"me": "owed to me", "them": "owed by me"}),
    ),
    Field(
        "due",
        Takes.DATE,
        "promises and follow-ups by their due date: late, today, tomorrow, week, none, a date,"
        " < before and > after it",
        "due:<2026-12-01",
        ("late", "today", "tomorrow", "week", "none"),
    ),
    Field(
        "quiet",
        Takes.NUMBER,
        "gone quiet past their rhythm; with a number: last contact so many days ago or more",
        "quiet:30",
        says=MappingProxyType(
            {"": "gone quiet", "number": "last contact {} days ago or more"},
        ),
    ),
    Field(
        "snoozed",
        Takes.NUMBER,
        "put off past today; with a number: put off so many times or more",
        "snoozed:3",
        says=MappingProxyType({"": "snoozed", "number": "snoozed {} times or more"}),
    ),
    Field(
        "moved",
        Takes.NUMBER,
        "promises with another date than first agreed; with a number: moved so often or more",
        "moved:2",
        says=MappingProxyType({"": "moved", "number": "moved {} times or more"}),
    ),
    Field(
        "firm",
        Takes.CHOICE,
        "promises: how firmly they were made",
        "firm:soft",
        ("firm", "soft", "someday"),
        MappingProxyType({word: f"promised {word}" for word in ("firm", "soft", "someday")}),
    ),
    Field(
        "kept",
        Takes.CHOICE,
        "promises that were kept, by the date last agreed; the list of promises then shows these",
        "kept:late",
        ("on-time", "late"),
        MappingProxyType({"on-time": "kept on time", "late": "kept late"}),
    ),
    Field(
        "kind",
        Takes.CHOICE,
        "what the row is",
        "kind:promise",
        ("promise", "follow-up", "rhythm", "person", *HISTORY_KINDS),
    ),
    Field(
        "channel",
        Takes.CHOICE,
        "by what way it is to be done, or was done",
        "channel:call",
        tuple(CHANNELS),
    ),
    Field(
        "by",
        Takes.CHOICE,
        "history: who took the first step",
        "by:them",
        ("me", "them"),
        MappingProxyType({"me": "my step", "them": "their step"}),
    ),
    Field(
        "has",
        Takes.CHOICE,
        "what is known of the person",
        "has:phone",
        (*CONTACTS, "date", "tag"),
        MappingProxyType(
            {
                choice: f"with {article} {choice}"
                for choice, article in (
                    *((name, "an" if name == "address" else "a") for name in CONTACTS),
                    ("date", "a"),
                    ("tag", "a"),
                )
            }
        ),
    ),
    Field(
        "standing",
        Takes.CHOICE,
        "how it stands with the person",
        "standing:resting",
        ("active", "resting", "ended"),
    ),
    Field(
        "held",
        Takes.NOTHING,
        "a boundary holds contact now",
        "held",
        says=MappingProxyType({"": "held"}),
    ),
    Field(
        "starred",
        Takes.NOTHING,
        "the star is on",
        "starred",
        says=MappingProxyType({"": "starred"}),
    ),
    Field(
        "waiting",
        Takes.NOTHING,
        "waits for their reply",
        "waiting",
        says=MappingProxyType({"": "waiting for a reply"}),
    ),
    Field(
        "new",
        Takes.NOTHING,
        "has a rhythm and was never in touch",
        "new",
        says=MappingProxyType({"": "new"}),
    ),
    Field(
        "need",
        Takes.CHOICE,
        "came with a problem: still open, solved, partly solved or not solved",
        "need:open",
        ("open", "solved", "partly", "not"),
        MappingProxyType(
            {
                "open": "with an open need",
                "solved": "with a need that is solved",
                "partly": "with a need that is partly solved",
                "not": "with a need that is not solved",
            }
        ),
    ),
    Field(
        "solved",
        Takes.CHOICE,
        "came with a problem that is solved: only by my own opinion, or by their word",
        "solved:mine",
        ("mine", "theirs"),
        MappingProxyType(
            {"mine": "solved only by my own opinion", "theirs": "solved by their word"}
        ),
    ),
    Field("in", Takes.CHOICE, "the list a saved view opens in", "in:people", LISTS),
)
"""Every field, in the order in which they are explained."""

BY_NAME: Mapping[str, Field] = MappingProxyType({each.name: each for each in FIELDS})
"""Every field by its name."""


@dataclass(frozen=True, slots=True)
class View:
    """A filter with a name of its own."""

    name: str
    meaning: str
    """A few words for the message line."""
    text: str
    """The query."""


VIEWS: Mapping[str, View] = MappingProxyType(
    {
        "l": View("late", "my late promises", "in:promises owed:them due:late"),
        "o": View("they_owe", "what they owe me", "in:promises owed:me"),
        "q": View("quiet", "gone quiet", "in:due kind:rhythm"),
        "z": View("snoozed", "snoozed", "in:due snoozed"),
        "h": View("held", "held", "in:due held"),
    }
)
"""The views that are always there, by the letter after F."""
