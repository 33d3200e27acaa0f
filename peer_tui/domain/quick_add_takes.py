"""Tags, the star and the way of contact, taken out of the words of a quick-add line."""

from collections.abc import Sequence
from itertools import pairwise

from peer_tui.domain.history import Channel
from peer_tui.domain.quick_add_record import SpanKind
from peer_tui.domain.quick_add_words import CHANNELS, Token, tag_of
from peer_tui.domain.text import clean


def take_tags(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The tags, each once."""
    tags: dict[str, None] = {}
    for token in tokens:
        tag = tag_of(token.raw) if token.plain else None
        if tag:
            token.take(SpanKind.TAG)
            tags[clean(tag)] = None
    return tuple(tag for tag in tags if tag)


def take_star(tokens: Sequence[Token]) -> bool:
    """Whether an exclamation mark stands alone."""
    stars = [token for token in tokens if token.plain and token.raw == "!"]
    for token in stars:
        token.take(SpanKind.STAR)
    return bool(stars)


def take_via(tokens: Sequence[Token]) -> Channel:
    """The way of contact after `via`."""
    for via, name in pairwise(tokens):
        if via.plain and name.plain and via.lower == "via" and name.lower in CHANNELS:
            via.take(SpanKind.CHANNEL)
            name.take(SpanKind.CHANNEL)
            return CHANNELS[name.lower]
    return Channel.NONE
