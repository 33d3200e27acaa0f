"""A rhythm as it is typed, and the one that comes with a role."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from peer_tui.domain.people import Person, Rhythm, RhythmKind, Tag
from peer_tui.domain.rhythm import LONGEST_RHYTHM_DAYS
from peer_tui.domain.text import fold

NO_RHYTHMS: Mapping[str, str] = MappingProxyType({})
"""No role brings a rhythm."""
DEFAULT_DAYS = 28
UNIT_DAYS = {"d": 1, "day": 1, "w": 7, "wk": 7, "week": 7, "m": 30, "mo": 30, "month": 30}
UNIT_DAYS |= {"y": 365, "year": 365, "quarter": 91}
_EVERY = re.compile(r"(?:every\s+)?(\d{1,4})?\s*([a-z]*?)s?")
WORDS = {
    "ambient": RhythmKind.AMBIENT,
    "never": RhythmKind.AMBIENT,
    "none": RhythmKind.AMBIENT,
    "whenever": RhythmKind.AMBIENT,
    "triggered": RhythmKind.TRIGGERED,
}


def read_rhythm(text: str) -> Rhythm | None:
    """A rhythm as it is typed: "4 weeks", "30", "month", "whenever"; None when it is not one.

    Empty text is the default of four weeks.
    """
    line = text.strip().lower()
    if not line:
        return Rhythm(RhythmKind.PERIODIC, DEFAULT_DAYS)
    if line in WORDS:
        return Rhythm(WORDS[line])
    found = _EVERY.fullmatch(line)
    if found is None:
        return None
    number, unit = found.groups()
    if unit not in UNIT_DAYS and not (unit == "" and number):
        return None
    days = int(number or 1) * UNIT_DAYS.get(unit, 1)
    return Rhythm(RhythmKind.PERIODIC, days) if 1 <= days <= LONGEST_RHYTHM_DAYS else None


def with_role_rhythm(person: Person, new: Iterable[Tag], rhythms: Mapping[str, str]) -> Person:
    """The person with the rhythm that one of their new roles brings.

    `rhythms`: a rhythm as typed, by the name of a tag; the first that fits. Whoever has a rhythm
    of their own, or is not to be in touch with at fixed times, keeps what they have.
    """
    if person.rhythm != Rhythm():
        return person
    roles = {fold(tag.name) for tag in new}
    for role, text in rhythms.items():
        if fold(role) in roles:
            return replace(person, rhythm=read_rhythm(text) or person.rhythm)
    return person
