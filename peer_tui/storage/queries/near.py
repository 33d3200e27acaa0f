"""Names near a typed text, for one with a slip: letters swapped, missing, doubled or wrong.

The words of the search index that begin as the typed word, or as a slip in its first letters
would have it, are compared with it by the optimal string alignment distance: one edit is forgiven
from four letters on, two from seven.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from functools import cache
from itertools import product
from string import ascii_lowercase
from typing import NamedTuple

from peer_tui.storage.queries.people import FoundPerson, found_by
from peer_tui.storage.reader import Reader
from peer_tui.storage.search import Index, words_of

LEAST_LETTERS = 4
TWO_EDITS_FROM = 7
BEGINNING = 2
"""Letters of which no slip is supposed when the words are read that begin with them."""
MOST_WORDS = 4
"""With more words than these it is no name."""
MOST_NEAR_WORDS = 5
"""Near words taken for each of two typed ones; fewer when there are more."""
MOST_TRIED = 16
"""Ways of putting near words together that are looked for."""
PAGE, MOST_PAGES = 400, 8
LAST = "\U0010ffff"
AFTER_DIGITS = ":"
"""The character after 9."""
VOCABULARY = "name_words"


class NearWord(NamedTuple):
    """A word that may have been meant; they sort by how likely."""

    edits: int
    unfinished: bool
    """Whether names may go on after it."""
    word: str

    @property
    def expression(self) -> str:
        """The word in FTS5's language."""
        return f'"{self.word}"' + "*" * self.unfinished


def allowed_edits(word: str) -> int:
    """How many slips are forgiven in a word."""
    if len(word) < LEAST_LETTERS or not word.isalpha():
        return 0
    return 1 if len(word) < TWO_EDITS_FROM else 2


@cache
def load() -> Callable[[str, list[str], int], list[tuple[str, int]]]:
    """What gives the words nearest to one, with their edits, at most so many of each.

    Loading it may take longer than a key may wait: a screen that may need it calls this on a
    thread when it opens.
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    def nearest(word: str, words: list[str], most: int) -> list[tuple[str, int]]:
        found = extract(word, words, scorer=OSA.distance, score_cutoff=most, limit=MOST_NEAR_WORDS)
        return [(near, int(distance)) for near, distance, _ in found]

    return nearest


def near_people(
    reader: Reader, query: str, limit: int, known: Collection[int] = ()
) -> list[FoundPerson]:
    """People whose names the words nearly begin, the nearest first; none of those `known`."""
    words = words_of(query)
    if len(words) > MOST_WORDS or not any(map(allowed_edits, words)):
        return []
    seen = set(known)
    people: list[FoundPerson] = []
    for expression in _expressions(reader, words):
        for person in found_by(reader, expression, limit + len(known)):
            if person[0] not in seen:
                seen.add(person[0])
                people.append(person)
        if len(people) >= limit:
            break
    return people[:limit]


def _expressions(reader: Reader, words: list[str]) -> Iterator[str]:
    most = MOST_NEAR_WORDS if len(words) <= 2 else MOST_NEAR_WORDS // 2
    choices = [[NearWord(0, True, word), *_near_words(reader, word)[:most]] for word in words]
    ways = sorted(product(*choices), key=lambda way: (sum(near.edits for near in way), way))
    # The first way is the text as it was typed.
    for way in ways[1 : MOST_TRIED + 1]:
        yield f"names : ({' '.join(near.expression for near in way)})"


def _near_words(reader: Reader, word: str) -> list[NearWord]:
    """Words of the index near this one, then beginnings of words near it."""
    edits = allowed_edits(word)
    if not edits:
        return []
    nearest = load()
    known = _words_beginning_alike(reader, word)
    near = [NearWord(edit, False, whole) for whole, edit in nearest(word, known, edits)]
    begun = nearest(word, _beginnings(known, word), 1)
    near += [NearWord(edit, True, start) for start, edit in begun]
    return sorted(near)[:MOST_NEAR_WORDS]


def _beginnings(words: Collection[str], typed: str) -> list[str]:
    """Beginnings of longer words as long as the typed one, or a letter longer or shorter.

    Only those that end as the typed one does: a slip in its last letter may be no slip yet.
    """
    last, length = typed[-1], len(typed)
    found = {
        word[:end]
        for word in words
        for end in (length - 1, length, length + 1)
        if len(word) > end and word[end - 1] == last
    }
    return sorted(found - {typed})


def _words_beginning_alike(reader: Reader, word: str) -> list[str]:
    reader.let_read_words(Index.PERSON, VOCABULARY)
    rows = reader.rows(
        f"SELECT {VOCABULARY}.term FROM json_each(?) AS start CROSS JOIN {VOCABULARY}"
        f" ON term >= start.value AND term < start.value || '{LAST}' LIMIT ?",
        (json.dumps(_slipped_beginnings(word)), PAGE * MOST_PAGES),
    )
    known = {term for (term,) in rows}
    known.update(_words_beginning(reader, word[:BEGINNING]))
    known.discard(word)
    return sorted(known)


def _slipped_beginnings(word: str) -> list[str]:
    """Beginnings of the words from which a slip in the first two letters makes this one."""
    first, second, third = list(word[:3])
    slips = {second + first + third, first + third, word[1:4]}
    for letter in ascii_lowercase if word.isascii() else "":
        slips |= {letter + second + third, first + letter + third}
        slips |= {letter + first + second, first + letter + second}
    return sorted(slip for slip in slips if not slip.startswith(word[:BEGINNING]))


def _words_beginning(reader: Reader, start: str) -> Iterator[str]:
    """Words of letters that begin so, as many as can be looked through at a key.

    Numbers and addresses with a number, of which there may be one for everybody, are passed over.
    """
    lowest, highest = start, start + LAST
    for _ in range(MOST_PAGES):
        rows = reader.rows(
            f"SELECT term FROM {VOCABULARY} WHERE term >= ? AND term < ? LIMIT ?",
            (lowest, highest, PAGE),
        )
        yield from (term for (term,) in rows if term.isalpha())
        if len(rows) < PAGE:
            return
        lowest = rows[-1][0] + "\0"
        digit = next((n for n, char in enumerate(lowest) if char.isdigit()), None)
        if digit is not None:
            lowest = lowest[:digit] + AFTER_DIGITS
