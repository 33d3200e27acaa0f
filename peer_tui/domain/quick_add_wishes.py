"""Boundaries and preferences in a quick-add line; their grammar is that of `wish_line`."""

from collections.abc import Sequence

from peer_tui.domain.boundaries import Boundary
from peer_tui.domain.preferences import Preference
from peer_tui.domain.quick_add_people import Mentioned
from peer_tui.domain.quick_add_reader import Reader, who
from peer_tui.domain.quick_add_record import Record, RecordKind, SpanKind
from peer_tui.domain.quick_add_words import EMPTY_TEXT, Token, tag_of
from peer_tui.domain.text import clean_line


def read_wish_step(
    kind: RecordKind, tokens: Sequence[Token], start: int, mentioned: Mentioned, reader: Reader
) -> Record:
    """`boundary @ana no calls after 18`, `@ana wants oak news`: the words from `start` on."""
    from peer_tui.domain.wish_line import UNKNOWN, NotAWish, read_wish

    words = _words(tokens, start)
    wish: Boundary | Preference | None = None
    if any(token.plain and tag_of(token.raw) for token in tokens[start:]):
        reader.refuse("what was agreed or asked for has no #tag: leave it out")
    try:
        wish = read_wish(words, reader.moment.now, reader.moment.order)
    except NotAWish as fault:
        # A preference is not understood only where nothing follows its first words.
        empty = not words or (kind is RecordKind.PREFERENCE and str(fault) == UNKNOWN)
        reader.refuse(EMPTY_TEXT[kind] if empty else str(fault))
    if isinstance(wish, Preference):
        kind = RecordKind.PREFERENCE
    return Record(kind=kind, text=words, people=who(kind, mentioned, reader), wish=wish)


def says_its_dates(tokens: Sequence[Token], start: int, reader: Reader) -> bool:
    """Whether the date at the end of a preference says when it was said or is asked again."""
    from peer_tui.domain.wish_line import NotAWish, read_wish

    try:
        wish = read_wish(_words(tokens, start), reader.moment.now, reader.moment.order)
    except NotAWish:
        return False
    return isinstance(wish, Preference) and any((wish.said_on, wish.acted_on, wish.reconfirm_on))


def _words(tokens: Sequence[Token], start: int) -> str:
    """The words as typed, quotation marks and all, without the people."""
    kept = [token for token in tokens[start:] if token.role in (None, SpanKind.LITERAL)]
    return clean_line(" ".join(token.raw for token in kept))
