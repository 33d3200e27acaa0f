"""The search index: folded text in, row keys out.

The text is folded in Python (`domain.text.fold`), so every engine finds the same. The indexes of
promises, follow-ups and history keep no text of their own: to take a document out, the text that
went in is given again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

from peer_tui.domain.text import fold

if TYPE_CHECKING:
    from peer_tui.storage.database import PeerDatabase

DAY_BITS = 20
"""Bits below the day in an interaction's search key: a million entries a day."""

_WORD = re.compile(r"\w+")


class Index(StrEnum):
    """The search tables."""

    PERSON = "search_person"
    PROMISE = "search_promise"
    FOLLOW_UP = "search_follow_up"
    INTERACTION = "search_interaction"


def match_expression(query: str) -> str:
    """The typed text as an FTS5 expression: every word must occur, the last one may be unfinished.

    Empty when nothing searchable was typed. No character of the query is syntax.
    """
    words = _WORD.findall(fold(query.replace("\0", " ")).replace("_", " "))
    if not words:
        return ""
    unfinished = "" if query[-1:].isspace() else "*"
    return " ".join(f'"{word}"' for word in words[:-1]) + f' "{words[-1]}"{unfinished}'


def add(database: PeerDatabase, index: Index, documents: Iterable[tuple[int, str]]) -> None:
    """Put documents, (key, text) each, into the index."""
    database.run_many(
        f"INSERT INTO {index} (rowid, folded) VALUES (?, ?)",
        ((key, fold(text)) for key, text in documents),
    )


def remove(database: PeerDatabase, index: Index, documents: Iterable[tuple[int, str]]) -> None:
    """Take documents out again; each text must be the one that was put in."""
    database.run_many(
        f"INSERT INTO {index} ({index}, rowid, folded) VALUES ('delete', ?, ?)",
        ((key, fold(text)) for key, text in documents),
    )
