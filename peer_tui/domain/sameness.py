"""When two names, numbers or addresses, written differently, may be the same."""

import re

from peer_tui.domain.people import ContactKind, ContactPoint
from peer_tui.domain.text import fold

_EXTENSION = re.compile(r"(?:ext\.?|x|#|;|,|p|w)\s*[=:]?\s*\d*.*$", re.IGNORECASE | re.DOTALL)
_COMPARED = 8
_FEWEST = 7


def phone_digits(value: str) -> str:
    """The last eight digits without any extension; empty when there are fewer than seven.

    Two numbers with the same digits are taken for one, however their countries are written.
    """
    digits = all_digits(value)
    return digits[-_COMPARED:] if len(digits) >= _FEWEST else ""


def all_digits(value: str) -> str:
    """Every digit of a phone number without its extension."""
    head = value.lstrip()
    number = _EXTENSION.sub("", head[:64]) or head[:64]
    return "".join(char for char in number if char.isdecimal() and char.isascii())


def name_words(text: str) -> frozenset[str]:
    """The folded words of a name, without punctuation."""
    return frozenset(words_in_order(text))


def words_in_order(text: str) -> list[str]:
    """The folded words of a name as they stand, without punctuation."""
    folded = fold(text)
    if folded.replace(" ", "").isalnum():
        return folded.split()
    return "".join(char if char.isalnum() else " " for char in folded).split()


def is_real_name(name: str) -> bool:
    """Whether the name is more than an e-mail address or a number in place of one."""
    return any(char.isalpha() for char in name) and not ("@" in name and " " not in name)


def point_key(point: ContactPoint) -> str:
    """What makes two contact points of one kind the same."""
    if point.kind is ContactKind.PHONE:
        return phone_digits(point.value) or fold(point.value)
    if point.kind is ContactKind.EMAIL:
        return point.normalised or point.value.strip().lower()
    if point.kind is ContactKind.URL:
        return fold(point.value).partition("://")[2].rstrip("/") or fold(point.value).rstrip("/")
    if point.kind is ContactKind.ADDRESS:
        return " ".join(sorted(name_words(point.value)))
    return fold(point.value)
