"""The e-mail addresses and phone numbers at the end of a `person` line."""

import re
from collections.abc import Sequence

from peer_tui.domain.people import ContactKind, ContactPoint
from peer_tui.domain.quick_add_record import SpanKind
from peer_tui.domain.quick_add_words import Token
from peer_tui.domain.text import clean

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@.]+$")
_PHONE = re.compile(r"[+(]?[0-9][0-9().\-/]*$|\([0-9]+\)$")
_FEWEST_DIGITS = 5


def take_contact_points(tokens: Sequence[Token]) -> tuple[ContactPoint, ...]:
    """The e-mail addresses and phone numbers the line ends with, as typed."""
    points: list[ContactPoint] = []
    rest = [token for token in tokens if token.in_text]
    while rest and rest[-1].plain:
        if _EMAIL.match(rest[-1].raw):
            found = rest[-1:]
            kind = ContactKind.EMAIL
        else:
            found = _phone_at_end(rest)
            kind = ContactKind.PHONE
        if not found:
            break
        points.append(ContactPoint(kind, clean(" ".join(token.raw for token in found))))
        for token in found:
            token.take(SpanKind.PERSON)
        rest = rest[: -len(found)]
    return tuple(reversed(points))


def _phone_at_end(tokens: Sequence[Token]) -> list[Token]:
    start = len(tokens)
    while start and tokens[start - 1].plain and _PHONE.match(tokens[start - 1].raw):
        start -= 1
        if tokens[start].raw.startswith("+"):
            break
    found = list(tokens[start:])
    digits = sum(char.isdigit() for token in found for char in token.raw)
    return found if digits >= _FEWEST_DIGITS else []
