"""Kindness, stories, needs, pairs of people and invitations in a quick-add line."""

from collections.abc import Callable, Sequence

from peer_tui.domain.invitations import kind_of
from peer_tui.domain.quick_add_clauses import (
    ASKS,
    find_gives,
    take_dated_clause,
    take_may_share,
)
from peer_tui.domain.quick_add_dates import day_left_over, find_date
from peer_tui.domain.quick_add_openings import Opening, take_words
from peer_tui.domain.quick_add_people import Mentioned
from peer_tui.domain.quick_add_reader import (
    Reader,
    chosen,
    note_day,
    text_of,
    who,
    with_default_day,
)
from peer_tui.domain.quick_add_record import (
    PAIR_KINDS,
    WISH_KINDS,
    Record,
    RecordKind,
    SpanKind,
)
from peer_tui.domain.quick_add_takes import take_tags, take_via
from peer_tui.domain.quick_add_wishes import read_wish_step
from peer_tui.domain.quick_add_words import EMPTY_TEXT, SIGILS, Token, tag_of
from peer_tui.domain.relations import read_tie
from peer_tui.domain.stories import StoryAspect, aspect_of

_PARTED = " ,;"
_Read = Callable[[str, Sequence[Token], Opening, Mentioned, Reader], Record]


def read_opened(
    line: str, tokens: Sequence[Token], opening: Opening, mentioned: Mentioned, reader: Reader
) -> Record:
    """The record of a step that begins with one of `OPENINGS`."""
    kind = opening.kind
    if kind in WISH_KINDS:
        start = opening.start
        if kind is RecordKind.BOUNDARY:
            take_words(tokens, opening)
            start = opening.end
        return read_wish_step(kind, tokens, start, mentioned, reader)
    take_words(tokens, opening)
    if any(token.plain and token.lower in SIGILS for token in tokens):
        reader.note("two kinds? kept the first")
    readers: dict[RecordKind, _Read] = {
        RecordKind.NEED: _read_need,
        RecordKind.INVITATION: _read_invitation,
        RecordKind.INTRODUCTION: _read_pair,
        RecordKind.RELATION: _read_pair,
    }
    record = readers.get(kind, _read_told)(line, tokens, opening, mentioned, reader)
    if not record.text and kind in EMPTY_TEXT:
        reader.refuse(EMPTY_TEXT[kind])
    return record


def _read_told(
    line: str, tokens: Sequence[Token], opening: Opening, mentioned: Mentioned, reader: Reader
) -> Record:
    """`thanks @zoe for the referral`, `story @may won the fair!`, `hope @ana ..., ask in may`."""
    kind = opening.kind
    story = kind is RecordKind.STORY
    tags = take_tags(tokens)
    channel = take_via(tokens)
    may_share = story and take_may_share(tokens)
    asked = take_dated_clause(tokens, ASKS[kind], reader.moment) if story else None
    may_share = may_share or (story and take_may_share(tokens))
    dated = find_date(tokens, reader.moment, past=True, repeats=False, named=True)
    may_share = may_share or (story and take_may_share(tokens))
    reading = chosen(dated.found.reading, reader) if dated.found else None
    aspect = (opening.aspect or _aspect(tokens)) if story else None
    if asked is not None:
        asked = chosen(asked, reader)
        note_day(asked.day, reader)
    record = Record(
        kind=kind,
        text=_part(line, tokens),
        people=who(kind, mentioned, reader),
        due=reading.day if reading else None,
        time=reading.at if reading else None,
        channel=channel,
        tags=tags,
        aspect=aspect,
        ask_on=asked.day if asked else None,
        may_share=may_share,
    )
    return with_default_day(record, dated.notes, reader)


def _aspect(tokens: Sequence[Token]) -> StoryAspect | None:
    """What the words of the story tell; those in quotation marks tell nothing."""
    return aspect_of(" ".join(token.raw if token.plain else "-" for token in _texts(tokens)))


def _texts(tokens: Sequence[Token]) -> list[Token]:
    return [token for token in tokens if token.in_text]


def _part(line: str, tokens: Sequence[Token]) -> str:
    """The text of some tokens; the comma that parted it from what follows is dropped."""
    text = text_of(line, tokens)
    last = next((token for token in reversed(tokens) if token.in_text), None)
    if last is None or last is tokens[-1]:
        return text
    # Within a quotation it is theirs; after one it parts what follows.
    return text.rstrip(_PARTED) if last.plain or last.raw[-1] in _PARTED else text


def _read_need(
    line: str, tokens: Sequence[Token], opening: Opening, mentioned: Mentioned, reader: Reader
) -> Record:
    """`need @ben leaking tap, check in 2 weeks; I give a washer; they give bread`."""
    check = take_dated_clause(tokens, ASKS[RecordKind.NEED], reader.moment)
    gives = {"i": "", "they": ""}
    clauses = find_gives(tokens)
    for clause in reversed(clauses):
        side = "i" if clause.mine else "they"
        words = tokens[clause.start + 2 : clause.end]
        said = text_of(line, words).strip(_PARTED)
        if not said or gives[side]:
            continue
        gives[side] = said
        for token in tokens[clause.start : clause.start + 2]:
            token.take(SpanKind.KIND)
        for token in words:
            token.in_text = False
    if check is not None:
        check = chosen(check, reader)
        note_day(check.day, reader)
    else:
        left = day_left_over(tokens)
        reader.note(f'no day from "{left}": write check {left}' if left else "no day to check")
    _note_tags(tokens, reader, "a need")
    return Record(
        kind=RecordKind.NEED,
        text=_part(line, tokens),
        people=who(RecordKind.NEED, mentioned, reader),
        due=check.day if check else None,
        i_give=gives["i"],
        they_give=gives["they"],
    )


def _read_invitation(
    line: str, tokens: Sequence[Token], opening: Opening, mentioned: Mentioned, reader: Reader
) -> Record:
    """`invite @ana to tell the story of the oak table`."""
    _note_tags(tokens, reader, "an invitation")
    text = text_of(line, tokens)
    return Record(
        kind=RecordKind.INVITATION,
        text=text,
        people=who(RecordKind.INVITATION, mentioned, reader),
        invitation=kind_of(text),
    )


def _read_pair(
    line: str, tokens: Sequence[Token], opening: Opening, mentioned: Mentioned, reader: Reader
) -> Record:
    """`intro @ana to @ben about wholesale`, `relation @ana works with @ben`."""
    assert opening.kind in PAIR_KINDS
    relation = opening.kind is RecordKind.RELATION
    if not relation:
        _take_joints(tokens)
    _note_tags(tokens, reader, "a relation" if relation else "an introduction")
    text = text_of(line, tokens)
    return Record(
        kind=opening.kind,
        text=text,
        people=who(opening.kind, mentioned, reader),
        tie=read_tie(text) if relation else None,
    )


def _take_joints(tokens: Sequence[Token]) -> None:
    """The `to` between the two people, and the `about` before the matter."""
    for before, joint, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        between = before.role is SpanKind.PERSON and after.role is SpanKind.PERSON
        if between and joint.word in ("to", "with"):
            joint.take(SpanKind.PERSON)
    texts = _texts(tokens)
    if texts and texts[0].word == "about":
        texts[0].take(SpanKind.KIND)


def _note_tags(tokens: Sequence[Token], reader: Reader, what: str) -> None:
    for token in tokens:
        if token.plain and tag_of(token.raw):
            reader.note(f'{what} has no tags: "{token.raw}" stays text')
