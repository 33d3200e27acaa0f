"""The line of the card that says how a person wishes to be reached, and what they asked for."""

from datetime import datetime

from peer_tui.domain.boundaries import agreed_words
from peer_tui.domain.calendar_days import until_words
from peer_tui.domain.gate import reach
from peer_tui.domain.preferences import Stance
from peer_tui.storage.queries.reach import boundaries_of, preferences
from peer_tui.storage.reader import Reader

Words = list[tuple[str, bool]]
"""Words, and whether they are the owner's own or the person's."""
_LABELS = ((Stance.WANTS, "Wants:"), (Stance.AVOIDS, "No:"), (Stance.UNSURE, "Unsure:"))


def wishes_words(reader: Reader, person_id: int, now: datetime, *, passed: bool = False) -> Words:
    """ "HELD until tomorrow:" "not at weekends" "Wants: oak" "No: newsletters".

    `passed`: the next contact goes through all the same.
    """
    today = now.date()
    agreement = boundaries_of(reader, person_id)
    found = reach(agreement, now)
    words: Words = []
    if not found.open:
        words.append(
            ("Passed once:" if passed else f"HELD{until_words(found.opens_at, today)}:", False)
        )
    holding = [each for each in agreement.boundaries if each.until is None or each.until >= today]
    if holding:
        said = "; ".join(agreed_words(each, today) for each in holding)
        words.append((f"{said}.", True))
    asked = preferences(reader, person_id)
    for stance, label in _LABELS:
        topics = ", ".join(each.topic for each in asked if each.stance is stance)
        if topics:
            words.append((f"{label} {topics}.", True))
    return words
