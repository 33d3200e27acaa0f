"""Topics: what a message is about, and whether that is what a person asked for."""

from __future__ import annotations

import re
from functools import lru_cache

from peer_tui.domain.text import clean_line, fold

_WORD = re.compile(r"\w+")


def topics_of(text: str) -> tuple[str, ...]:
    """The topics of a line, apart by commas, each once whatever its case and accents."""
    found: dict[str, str] = {}
    for part in text.split(","):
        topic = clean_line(part)
        if _words(topic):
            found.setdefault(fold(topic), topic)
    return tuple(found.values())


def is_about(topic: str, asked: str) -> bool:
    """Whether two topics meet: every word of one of them is a word of the other.

    Whole words count, without case and accents: "oak" meets "Oak news", not "oaken".
    """
    one, other = _words(topic), _words(asked)
    return bool(one and other) and (one <= other or other <= one)


def meets(topics: tuple[str, ...], asked: str) -> bool:
    """Whether one of the topics meets what was asked for."""
    return any(is_about(topic, asked) for topic in topics)


@lru_cache(8192)
def _words(topic: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(topic)))
