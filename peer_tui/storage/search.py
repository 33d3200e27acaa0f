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

TOKENIZER = "unicode61"
"""How the engine cuts words; the search tables of the schema say the same."""

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"[+(]*[0-9][0-9 ()./-]{2,}", re.ASCII)


class Index(StrEnum):
    """The search tables."""

    PERSON = "search_person"
    PROMISE = "search_promise"
    FOLLOW_UP = "search_follow_up"
    INTERACTION = "search_interaction"


Document = tuple[int | str, ...]
"""The key, then the text of each column: names and other words for people, else one text."""


def words_of(query: str) -> list[str]:
    """The words of a typed text, folded; no character of it is syntax."""
    return _WORD.findall(fold(query.replace("\0", " ")).replace("_", " "))


def match_expression(query: str) -> str:
    """The typed text as an FTS5 expression: every word must occur, the last one may be unfinished.

    Empty when nothing searchable was typed.
    """
    words = words_of(query)
    if not words:
        return ""
    unfinished = "" if query[-1:].isspace() else "*"
    return " ".join(f'"{word}"' for word in words[:-1]) + f' "{words[-1]}"{unfinished}'


def prefix_expression(query: str, column: str = "") -> str:
    """The typed text as an FTS5 expression in which every word may be unfinished.

    With a column, all words must stand in that one. Empty when nothing searchable was typed.
    """
    words = words_of(query)
    if not words:
        return ""
    expression = " ".join(f'"{word}"*' for word in words)
    if _NUMBER.fullmatch(query):
        # A phone number is also kept in one piece, and may be typed with any spaces.
        expression = f'({expression}) OR "{"".join(words)}"*'
    return f"{column} : ({expression})" if column else expression


def add(database: PeerDatabase, index: Index, documents: Iterable[Document]) -> None:
    """Put documents into the index."""
    names, marks = _columns(index)
    database.run_many(
        f"INSERT INTO {index} (rowid, {names}) VALUES (?, {marks})", map(folded, documents)
    )


def remove(database: PeerDatabase, index: Index, documents: Iterable[Document]) -> None:
    """Take documents out again; each text must be the one that was put in."""
    names, marks = _columns(index)
    database.run_many(
        f"INSERT INTO {index} ({index}, rowid, {names}) VALUES ('delete', ?, {marks})",
        map(folded, documents),
    )


def _columns(index: Index) -> tuple[str, str]:
    return ("names, other", "?, ?") if index is Index.PERSON else ("folded", "?")


def folded(document: Document) -> Document:
    """A document as the index gets it."""
    key, *texts = document
    return (key, *(fold(str(text)) for text in texts))
