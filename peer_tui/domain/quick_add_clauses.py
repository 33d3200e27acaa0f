"""The clauses of a need and of a story: when to ask, what each side gives, may others hear it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from peer_tui.domain.date_words import MONTHS, Contradiction, Moment, words_of
from peer_tui.domain.dates import Reading, read_words
from peer_tui.domain.quick_add_record import RecordKind, SpanKind
from peer_tui.domain.quick_add_words import Token

ASKS = {
    RecordKind.NEED: frozenset({"check"}),
    RecordKind.STORY: frozenset({"ask"}),
}
"""The word that stands before the day on which to ask, for the kinds that have one."""
_BEFORE_DAY = frozenset({"again", "back", "on", "by"})
_LONGEST = 6
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The month in which a season of the year begins, north of the equator."""
_PARTS = ",;"
_SENTENCE_ENDS = ",;.!?)…"
_GIVES = frozenset({"give", "gives"})


class Clause(NamedTuple):
    """What one side gives, and where those words stand."""

    mine: bool
    start: int
    end: int


def take_dated_clause(
    tokens: Sequence[Token], asks: frozenset[str], moment: Moment
) -> Reading | None:
    """Take `check in 2 weeks` or `ask in spring` out of the tokens; None where there is none.

    It ends the text, or a part of it that a comma or semicolon ends.
    """
    for position in range(len(tokens) - 1, -1, -1):
        if tokens[position].word not in asks:
            continue
        end = _part_end(tokens, position + 1)
        phrase = tokens[position + 1 : end]
        if not phrase or len(phrase) > _LONGEST or not all(token.plain for token in phrase):
            continue
        reading = _reading([token.lower.rstrip(_PARTS + ".") for token in phrase], moment)
        if reading is not None:
            tokens[position].take(SpanKind.KIND)
            for token in phrase:
                token.take(SpanKind.DATE)
            return reading
    return None


def _part_end(tokens: Sequence[Token], start: int) -> int:
    """Where a part of the sentence that begins at `start` ends."""
    for position in range(start, len(tokens)):
        if not tokens[position].in_text:
            return position
        if tokens[position].raw[-1] in _PARTS:
            return position + 1
    return len(tokens)


def _reading(words: list[str], moment: Moment) -> Reading | None:
    while words and words[0] in _BEFORE_DAY:
        words = words[1:]
    if not words or not all(words):
        return None
    month = _month(words)
    if month is not None:
        return Reading(_first_of(month, moment.today))
    known = words_of(" ".join(words))
    try:
        reading = read_words(known, moment) if known else None
    except Contradiction:
        return None
    # A question has a day and no hour, and is asked once: what says more stays text.
    return None if reading is None or reading.recurrence or reading.at else reading


def _month(words: Sequence[str]) -> int | None:
    """The month of `in spring`, `in the autumn`, `in may`, `next summer`."""
    *before, name = words
    if before in (["in"], ["in", "the"], ["this"], ["next"], []):
        return _SEASONS.get(name) or (MONTHS.get(name) if before[:1] == ["in"] else None)
    return None


def _first_of(month: int, today: date) -> date:
    year = today.year + (month <= today.month)
    return date(min(year, date.max.year), month, 1)


def take_may_share(tokens: Sequence[Token]) -> bool:
    """Take `(may share)` or `, may share` from the end of the text."""
    texts = [token for token in tokens if token.in_text]
    if len(texts) < 2 or not (texts[-1].plain and texts[-2].plain):
        return False
    may, share = texts[-2:]
    said = may.lower.lstrip("(") == "may" and share.lower.rstrip(").,;") == "share"
    apart = may.raw[0] == "(" or (len(texts) > 2 and texts[-3].raw[-1] in _SENTENCE_ENDS)
    if not (said and apart):
        return False
    may.take(SpanKind.KIND)
    share.take(SpanKind.KIND)
    return True


def find_gives(tokens: Sequence[Token]) -> list[Clause]:
    """Where `; I give a washer; they give bread` stands: each clause up to the next."""
    starts = [position for position in range(len(tokens)) if _begins_give(tokens, position)]
    ends = [*starts[1:], len(tokens)]
    return [
        Clause(tokens[start].word == "i", start, end)
        for start, end in zip(starts, ends, strict=False)
    ]


def _begins_give(tokens: Sequence[Token], position: int) -> bool:
    if position + 1 >= len(tokens) or tokens[position].word not in ("i", "they"):
        return False
    before = tokens[position - 1] if position else None
    apart = before is not None and (before.role is SpanKind.DATE or before.raw[-1] in _PARTS)
    return apart and tokens[position + 1].word in _GIVES
