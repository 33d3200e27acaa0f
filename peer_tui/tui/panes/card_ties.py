"""The line of the card that says whom a person is tied to; read when there is somebody."""

from peer_tui.storage.queries.around import related
from peer_tui.storage.reader import Reader

SHOWN = 4
"""So many people are named in the one line."""


def tie_words(reader: Reader, person_id: int) -> tuple[tuple[str, bool], ...]:
    """ "works with" "Ben Ito ·" "referred" "Cem Kaya"; (words, True) are the owner's own."""
    found = related(reader, person_id, SHOWN + 1)
    words: list[tuple[str, bool]] = []
    for number, each in enumerate(found[:SHOWN], 1):
        separator = " ·" if number < len(found) else ""
        words += [(each.tie.words, False), (f"{each.name}{separator}", True)]
    if len(found) > SHOWN:
        words.append(("and more", False))
    return tuple(words)
