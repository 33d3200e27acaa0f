"""Words of a filter, found as the search index finds them: by the start of a word."""

from __future__ import annotations

from functools import lru_cache

from peer_tui.domain.filter_query import words_of
from peer_tui.domain.text import fold
from peer_tui.storage.reader import Reader


def phrase(value: str) -> str:
    """The value as an FTS5 expression: its words in a row, the last one may be unfinished."""
    return f'"{" ".join(words_of(value))}"*'


def has_words(text: str | None, value: str) -> bool:
    """Whether the words of `value` stand in the text in a row; the last may be unfinished."""
    wanted = _folded_words(value)
    folded = fold(text or "")
    # Most texts do not even have the letters of the last word.
    return wanted.rpartition(" ")[2] in folded and wanted in f" {' '.join(words_of(folded))}"


@lru_cache(64)
def _folded_words(value: str) -> str:
    return f" {' '.join(words_of(value))}"


def tags_beginning(reader: Reader, value: str) -> list[str]:
    """The tags of people in which the words stand; each different one is one step in the index."""
    names = reader.rows(
        "WITH RECURSIVE known (name) AS (SELECT min(name) FROM tag UNION ALL"
        " SELECT (SELECT min(name) FROM tag WHERE name > known.name) FROM known"
        " WHERE known.name IS NOT NULL) SELECT name FROM known WHERE name IS NOT NULL"
    )
    return [name for (name,) in names if has_words(name, value)]
