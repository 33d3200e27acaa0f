"""The words of the quick-add line, and how the line is cut into them."""

import re
from dataclasses import dataclass, field

from peer_tui.domain.date_words import words_of
from peer_tui.domain.history import Channel
from peer_tui.domain.quick_add_record import RecordKind, SpanKind
from peer_tui.domain.stories import StoryAspect

CHANNELS = {
    "call": Channel.PHONE,
    "phone": Channel.PHONE,
    "ring": Channel.PHONE,
    "mail": Channel.EMAIL,
    "email": Channel.EMAIL,
    "text": Channel.TEXT,
    "sms": Channel.TEXT,
    "whatsapp": Channel.WHATSAPP,
    "visit": Channel.VISIT,
    "meet": Channel.VISIT,
    "post": Channel.POST,
}

KIND_WORDS = {
    ("promise",): RecordKind.PROMISE_MINE,
    ("i", "owe"): RecordKind.PROMISE_MINE,
    ("i", "promised"): RecordKind.PROMISE_MINE,
    ("owe",): RecordKind.PROMISE_MINE,
    ("they", "owe"): RecordKind.PROMISE_THEIRS,
    ("they", "promised"): RecordKind.PROMISE_THEIRS,
    ("owes",): RecordKind.PROMISE_THEIRS,
    ("owed",): RecordKind.PROMISE_THEIRS,
    ("log",): RecordKind.INTERACTION,
    ("note",): RecordKind.NOTE,
    ("follow", "up"): RecordKind.FOLLOW_UP,
    ("follow-up",): RecordKind.FOLLOW_UP,
    ("followup",): RecordKind.FOLLOW_UP,
    ("person",): RecordKind.PERSON,
}
"""The first words of a line, and what they make of it; without any it is a follow-up."""

OPENINGS: dict[tuple[str, ...], tuple[RecordKind, StoryAspect | None]] = {
    ("boundary",): (RecordKind.BOUNDARY, None),
    ("wants",): (RecordKind.PREFERENCE, None),
    ("avoids",): (RecordKind.PREFERENCE, None),
    ("unsure", "about"): (RecordKind.PREFERENCE, None),
    ("need",): (RecordKind.NEED, None),
    ("needs",): (RecordKind.NEED, None),
    ("thanks",): (RecordKind.THANKS, None),
    ("kindness", "from"): (RecordKind.THANKS, None),
    ("kindness",): (RecordKind.KINDNESS, None),
    ("story",): (RecordKind.STORY, None),
    **{("story", str(aspect)): (RecordKind.STORY, aspect) for aspect in StoryAspect},
    **{(str(aspect),): (RecordKind.STORY, aspect) for aspect in StoryAspect},
    ("intro",): (RecordKind.INTRODUCTION, None),
    ("introduce",): (RecordKind.INTRODUCTION, None),
    ("relation",): (RecordKind.RELATION, None),
    ("invite",): (RecordKind.INVITATION, None),
}
"""First words that a follow-up may begin with too; what decides is in `quick_add_openings`."""

SIGILS = {
    "+follow-up": RecordKind.FOLLOW_UP,
    "+fu": RecordKind.FOLLOW_UP,
    "+promise": RecordKind.PROMISE_MINE,
    "+owed": RecordKind.PROMISE_THEIRS,
    "+log": RecordKind.INTERACTION,
}

EMPTY_TEXT = {
    RecordKind.PROMISE_MINE: "what did you promise?",
    RecordKind.PROMISE_THEIRS: "what did they promise?",
    RecordKind.FOLLOW_UP: "what is there to come back to?",
    RecordKind.INTERACTION: "what happened?",
    RecordKind.NOTE: "what is worth noting?",
    RecordKind.PERSON: "what is their name?",
    RecordKind.BOUNDARY: "what was agreed? mail only; no calls before 10; not at weekends",
    RecordKind.PREFERENCE: "what about? wants oak, avoids newsletters",
    RecordKind.NEED: "what do they need?",
    RecordKind.THANKS: "what was the kindness?",
    RecordKind.KINDNESS: "what was the kindness?",
    RecordKind.STORY: "what did they tell?",
    RecordKind.RELATION: "what are they to each other? works with, referred by",
    RecordKind.INVITATION: "what do you invite them to? to tell, to help, to advise",
}
WHO = "who is it? add @name"
NO_PERSON = {
    RecordKind.PROMISE_MINE: "who is it for? add @name",
    RecordKind.PROMISE_THEIRS: "who promised it? add @name",
    RecordKind.INTERACTION: "who was it with? add @name",
    RecordKind.NOTE: "who is it about? add @name",
    RecordKind.BOUNDARY: WHO,
    RecordKind.PREFERENCE: WHO,
    RecordKind.NEED: WHO,
    RecordKind.THANKS: WHO,
    RecordKind.KINDNESS: WHO,
    RecordKind.STORY: WHO,
    RecordKind.INVITATION: WHO,
}
ONE_PERSON = {
    RecordKind.PROMISE_MINE: "a promise is to one person: keep one @name",
    RecordKind.PROMISE_THEIRS: "a promise is from one person: keep one @name",
    RecordKind.FOLLOW_UP: "a follow-up is with one person: keep one @name",
    RecordKind.BOUNDARY: "a boundary is of one person: keep one @name",
    RecordKind.PREFERENCE: "a preference is of one person: keep one @name",
    RecordKind.NEED: "a need is of one person: keep one @name",
    RecordKind.INVITATION: "an invitation is for one person: keep one @name",
}
TWO_PEOPLE = {
    RecordKind.INTRODUCTION: "an introduction is of two people: name both",
    RecordKind.RELATION: "a relation is between two people: name both",
}
NEXT_STEP = ">"
CALL = "call"
"""What is logged of a call when nothing is written."""

_TOKEN = re.compile(r'@?"[^"]*"\S*|@?“[^”]*”\S*|\S+')
_TAG = re.compile(r"#([^\W\d_][^\s#]*)$")
_CLOSING = ".,;:!?"
_QUOTES = '"“'


@dataclass(slots=True)
class Token:
    """One word or quotation of the line."""

    start: int
    end: int
    raw: str
    role: SpanKind | None = None
    """What it was read as; None while it is plain text."""
    in_text: bool = True
    lower: str = field(init=False)
    date_words: tuple[str, ...] | None = field(init=False)
    """The words a date could be written with, else None."""

    def __post_init__(self) -> None:
        """Find out what kind of word it is."""
        self.lower = self.raw.lower()
        literal = self.raw[0] in _QUOTES and is_quoted(self.raw)
        if literal:
            self.role = SpanKind.LITERAL
        self.date_words = None if literal else words_of(self.raw)

    @property
    def word(self) -> str:
        """The word it opens a line with, a colon after it ignored; empty for no plain word."""
        return self.lower.removesuffix(":") if self.plain else ""

    @property
    def plain(self) -> bool:
        """A word of the text, not a quotation."""
        return self.role is None

    @property
    def text(self) -> str:
        """The word as it stands in the text of the record: without its quotation marks."""
        return unquoted(self.raw) if self.role is SpanKind.LITERAL else self.raw

    def take(self, role: SpanKind, *, in_text: bool = False) -> None:
        """Read the word as something; unless said, it leaves the text."""
        self.role = role
        self.in_text = in_text


def is_quoted(raw: str) -> bool:
    """It starts with a quotation mark that is closed later on."""
    return (raw[0] == '"' and '"' in raw[1:]) or (raw[0] == "“" and "”" in raw)


def unquoted(raw: str) -> str:
    """The text without the opening and the closing quotation mark."""
    closing = '"' if raw[0] == '"' else "”"
    inside, _, rest = raw[1:].partition(closing)
    return inside + rest


def tokens_of(line: str) -> list[Token]:
    """The words and quotations of the line; an unclosed quotation mark is part of its word."""
    return [Token(found.start(), found.end(), found[0]) for found in _TOKEN.finditer(line)]


def line_of_call(text: str) -> str:
    """What is logged of a call: never without words of its own before the next step."""
    words = text.split(maxsplit=1)
    return text if words and words[0] != NEXT_STEP else f"{CALL} {text.strip()}".strip()


def tag_of(raw: str) -> str | None:
    """The tag of `#name`; None for `#1204` and any other word."""
    found = _TAG.match(raw.rstrip(_CLOSING))
    return found[1] if found else None


def person_fragment(raw: str) -> str | None:
    """The part of a name after an @, without closing punctuation; None for any other word."""
    if not raw.startswith("@"):
        return None
    name = raw[1:]
    if name and name[0] in _QUOTES and is_quoted(name):
        closing = '"' if name[0] == '"' else "”"
        name = name[1:].partition(closing)[0].strip()
    else:
        name = name.lstrip(_QUOTES).rstrip(_CLOSING)
    return name if any(char.isalnum() for char in name) else None
