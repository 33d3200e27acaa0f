"""What the card says of what they came with, and of kindness either way; read when it is there."""

from collections.abc import Iterator
from datetime import date

from peer_tui.domain.needs import sides_words, state_words
from peer_tui.domain.stories import kindness_words
from peer_tui.domain.text import without_first_word
from peer_tui.storage.queries.needs import open_needs_of
from peer_tui.storage.queries.stories import last_kindness
from peer_tui.storage.reader import Reader
from peer_tui.tui.text import one_line

KINDNESS_CELLS = 30
Words = tuple[tuple[str, bool], ...]
"""(words, True) are theirs or the owner's own."""


def need_facts(reader: Reader, person_id: int, today: date) -> Iterator[Words]:
    """What they came with and is open: text, where it stands, what each side gives."""
    for need in open_needs_of(reader, person_id):
        sides = sides_words(need.i_give, need.they_give)
        state = state_words(
            need.outcome, need.said_by or "", need.closed_on, need.check_on, need.came_on, today
        )
        yield (f"{need.text} ·", True), (f"{state} ·" if sides else state, False), (sides, False)


def kindness_facts(reader: Reader, person_id: int, today: date) -> Words:
    """The last kindness each way; never a sum."""
    # What was done may be a long line; its day must stay in sight.
    short = [
        each._replace(text=one_line(without_first_word(each.text, "for"), KINDNESS_CELLS))
        for each in last_kindness(reader, person_id)
    ]
    found = [kindness_words(each, today) for each in short]
    return tuple((words + " ·" * (words is not found[-1]), True) for words in found)
