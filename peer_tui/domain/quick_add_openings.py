"""What the first words of a quick-add line make of it.

The words in `KIND_WORDS` always say the kind. Those in `OPENINGS` may as well begin a follow-up
("wants a call tomorrow", "need to buy boards", "invite to dinner"), so one closed rule decides:
a day still to come at its end, or after by or on, makes it a follow-up, and so does a sigil.
`boundary` and `relation` begin nothing else. The other reading is always offered.
"""

import copy
from collections.abc import Sequence
from typing import NamedTuple

from peer_tui.domain.history import Channel
from peer_tui.domain.invitations import InvitationKind, kind_of
from peer_tui.domain.quick_add_clauses import ASKS, take_dated_clause
from peer_tui.domain.quick_add_dates import find_date
from peer_tui.domain.quick_add_doubts import is_pure_span
from peer_tui.domain.quick_add_people import Mentioned
from peer_tui.domain.quick_add_reader import Reader
from peer_tui.domain.quick_add_record import (
    PAIR_KINDS,
    TOLD_KINDS,
    WISH_KINDS,
    RecordKind,
    SpanKind,
)
from peer_tui.domain.quick_add_wishes import says_its_dates
from peer_tui.domain.quick_add_words import CHANNELS, KIND_WORDS, OPENINGS, SIGILS, Token
from peer_tui.domain.relations import RelationKind, read_tie
from peer_tui.domain.stories import StoryAspect

_SURE = frozenset({RecordKind.BOUNDARY, RecordKind.RELATION})
_JOINTS = frozenset({"with", "to", "of", "from"})
_ADVISE = frozenset({"advise", "advice", "say", "give"})
_FOLLOW_UP = "follow-up"


class Opening(NamedTuple):
    """The words that say the kind, and where they stand among the tokens."""

    kind: RecordKind
    start: int
    end: int
    aspect: StoryAspect | None = None


def find_opening(tokens: Sequence[Token], mentioned: Mentioned, reader: Reader) -> Opening | None:
    """The opening of a need, story, wish and the like; None where the line is none of these.

    Nothing is taken yet.
    """
    if _kind_words(tokens):
        return None
    named = _named(tokens) or _bare_relation(tokens, mentioned, reader)
    if named is None:
        return None
    worded = named.end > named.start
    if reader.surely_opened or (worded and named.kind in _SURE):
        return named
    if any(token.plain and token.lower in SIGILS for token in tokens):
        return None
    if named.kind is RecordKind.PREFERENCE and not (
        mentioned.people or mentioned.choices or reader.inherited
    ):
        return None
    if len(mentioned.people) > 1:
        return named
    if _is_follow_up(tokens, named, reader):
        return named if reader.doubt_kind(_FOLLOW_UP, str(named.kind)) else None
    return None if reader.doubt_kind(str(named.kind), _FOLLOW_UP) else named


def take_words(tokens: Sequence[Token], opening: Opening) -> None:
    """Take the words of the opening, and a `to` or `with` that joins it to the person."""
    end = opening.end
    joined = (
        end + 1 < len(tokens)
        and tokens[end].word in _JOINTS
        and tokens[end + 1].role is SpanKind.PERSON
    )
    for token in tokens[opening.start : end + joined]:
        token.take(SpanKind.KIND)


def _named(tokens: Sequence[Token]) -> Opening | None:
    start = _first_words(tokens)
    for length in (2, 1):
        words = tuple(token.word for token in tokens[start : start + length])
        found = OPENINGS.get(words)
        if found and not (words == ("needs",) and not start):
            kind, aspect = found
            return Opening(kind, start, start + length, aspect)
    return None


def _bare_relation(tokens: Sequence[Token], mentioned: Mentioned, reader: Reader) -> Opening | None:
    """`@ana referred by @ben`: nothing but two people and words that say what they are."""
    start = _first_words(tokens)
    end = start
    while end < len(tokens) and tokens[end].plain:
        end += 1
    after = tokens[end:]
    if not after or start == end or any(token.role is not SpanKind.PERSON for token in after):
        return None
    if start == 0 and (end < 2 or len(reader.inherited) != 1):
        return None
    if len(mentioned.people) + bool(mentioned.choices) != (2 if start else 1):
        return None
    tie = read_tie(" ".join(token.raw for token in tokens[start:end]))
    if tie is None or tie.kind is RelationKind.OTHER:
        return None
    return Opening(RecordKind.RELATION, start, start)


def _is_follow_up(tokens: Sequence[Token], named: Opening, reader: Reader) -> bool:
    """Whether the words rather begin a follow-up."""
    rest = [token for token in tokens[named.end :] if token.role is not SpanKind.PERSON]
    first = rest[0].word if rest else ""
    if named.kind is RecordKind.NEED and first == "to":
        return True
    if named.kind in TOLD_KINDS and _goes_on_with_to(tokens, named):
        return True
    if named.kind is RecordKind.INVITATION and not _says_to_what(rest):
        return True
    if named.kind in PAIR_KINDS and named.end == named.start:
        return False
    if named.kind is RecordKind.INTRODUCTION and not _names_somebody(tokens, named, reader):
        return True
    if named.kind in WISH_KINDS and says_its_dates(tokens, named.start, reader):
        return False
    return _lies_ahead(tokens, named, reader)


def _goes_on_with_to(tokens: Sequence[Token], named: Opening) -> bool:
    """`hope to see @ana`, which nobody told; `thanks to @zoe` is another thing."""
    following = tokens[named.end : named.end + 2]
    to_whom = len(following) > 1 and following[1].role is SpanKind.PERSON
    return bool(following) and following[0].word == "to" and not to_whom


def _names_somebody(tokens: Sequence[Token], named: Opening, reader: Reader) -> bool:
    """`intro @ben`, `intro to @ben`; but not `intro call with @ben`, `introduce @ben to them`."""
    if len(reader.inherited) == 2:
        return True
    following = tokens[named.end : named.end + 2]
    if following and following[0].word in _JOINTS:
        following = following[1:]
    somebody = bool(following) and following[0].role is SpanKind.PERSON
    return somebody and tokens[named.start].word != "introduce"


def _says_to_what(rest: Sequence[Token]) -> bool:
    """Whether the first word after `to` is one of an invitation to contribute."""
    first = next((token.word for token in rest if token.word != "to"), "")
    return first in _ADVISE or kind_of(first) is not InvitationKind.ADVICE


def _lies_ahead(tokens: Sequence[Token], named: Opening, reader: Reader) -> bool:
    """Whether a date still to come would be found in it, were it a follow-up."""
    copies = [copy.copy(token) for token in tokens]
    take_words(copies, named)
    if named.kind in ASKS:
        take_dated_clause(copies, ASKS[named.kind], reader.moment)
    found = find_date(copies, reader.moment, past=False, repeats=True, named=True).found
    if found is None:
        return False
    today = reader.moment.today
    if named.kind not in TOLD_KINDS:
        return found.reading.day >= today
    words = [word for token in copies[found.start : found.end] for word in token.date_words or ()]
    # What was told may be about a length of time: "10 years".
    return found.reading.day > today and not is_pure_span(tuple(words))


def _first_words(tokens: Sequence[Token]) -> int:
    """Where the line starts after its people and sigils."""
    position = 0
    while position < len(tokens) and tokens[position].role in (SpanKind.PERSON, SpanKind.KIND):
        position += 1
    return position


def _kind_words(tokens: Sequence[Token]) -> tuple[RecordKind, int, int] | None:
    """The kind the first words name, and where those words start and end."""
    start = _first_words(tokens)
    after_person = start > 0
    for length in (2, 1):
        words = tuple(token.word for token in tokens[start : start + length])
        kind = KIND_WORDS.get(words)
        if after_person and words == ("promised",):
            kind = RecordKind.PROMISE_THEIRS
        if kind and not (after_person and kind is RecordKind.PERSON):
            return kind, start, start + length
    return None


def take_sigil(tokens: Sequence[Token]) -> RecordKind | None:
    """The kind of the first sigil, unless the first words name one already."""
    for position, token in enumerate(tokens):
        if token.plain and token.lower in SIGILS:
            if position and _kind_words(tokens):
                return None
            token.take(SpanKind.KIND)
            return SIGILS[token.lower]
    return None


def take_opening(tokens: Sequence[Token], sigil: RecordKind | None) -> tuple[RecordKind, Channel]:
    """The kind of the record, and the channel its first word names."""
    named = None if sigil else _kind_words(tokens)
    if named:
        kind, start, end = named
        joined_by_with = (
            kind is RecordKind.FOLLOW_UP
            and end + 1 < len(tokens)
            and tokens[end].lower == "with"
            and tokens[end + 1].role is SpanKind.PERSON
        )
        for token in tokens[start : end + joined_by_with]:
            token.take(SpanKind.KIND)
        return kind, Channel.NONE
    start = _first_words(tokens)
    channel = CHANNELS.get(tokens[start].word) if start < len(tokens) else None
    if channel:
        tokens[start].take(SpanKind.CHANNEL, in_text=True)
    return sigil or RecordKind.FOLLOW_UP, channel or Channel.NONE
