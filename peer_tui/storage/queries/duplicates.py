"""People who may be one person: everybody is looked at once, in blocks, and few are kept.

On 100,000 people it takes seconds: it belongs on a thread of its own, with a reader of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from peer_tui.domain.duplicates import (
    Candidate,
    Named,
    Names,
    Pair,
    Shared,
    Sign,
    find_candidates,
    pair_of,
)
from peer_tui.domain.sameness import phone_digits
from peer_tui.storage.reader import Reader

BLOCK = 400
"""Rows read at once."""
MOST_PAIRS = 500
"""Pairs kept: nobody works through more at a time, and the next stand there afterwards."""

_POINTS = (
    "SELECT id, person_id, kind, value, normalised FROM contact_point"
    " WHERE id > ? AND kind IN ('email', 'phone') ORDER BY id LIMIT ?"
)
_PEOPLE = "SELECT id, name, organisation FROM person WHERE id > ? ORDER BY id LIMIT ?"
# These sources are of programs that each count from one: the same number says nothing.
_CARDS = (
    "SELECT id, person_id, uid FROM source_card WHERE id > ? AND uid <> ''"
    " AND source NOT IN ('csv:other', 'csv:hubspot', 'csv:pipedrive', 'ldif') ORDER BY id LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class Side:
    """One of two people who may be one."""

    id: int
    name: str
    organisation: str


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two people who may be one, and why."""

    one: Side
    other: Side
    signs: tuple[Sign, ...]
    shared: str
    """The address or number they share; empty where it is the name."""
    likeness: int
    """Of the names, 0 to 100."""
    same_organisation: bool

    @property
    def pair(self) -> Pair:
        """The two ids."""
        return pair_of(self.one.id, self.other.id)


@dataclass(frozen=True, slots=True)
class Duplicates:
    """The likeliest pairs first."""

    pairs: tuple[DuplicatePair, ...]
    total: int
    """How many there are in all, with those that are not listed."""


def duplicates(
    reader: Reader, limit: int = MOST_PAIRS, is_wanted: Callable[[], bool] = lambda: True
) -> Duplicates:
    """Who may be one with whom, at most `limit` pairs; stops early when nobody wants to know."""
    emails, phones = Shared(Sign.EMAIL), Shared(Sign.PHONE)
    for _id, person_id, kind, value, normalised in _blocks(reader, _POINTS, is_wanted):
        if kind == "email":
            emails.add((normalised or value).strip().lower(), person_id)
        else:
            phones.add(phone_digits(value), person_id)
    cards = Shared(Sign.UID)
    for _id, person_id, uid in _blocks(reader, _CARDS, is_wanted):
        cards.add(uid, person_id)
    names = Names(Named(*row) for row in _blocks(reader, _PEOPLE, is_wanted))
    found = find_candidates(names, (emails, cards, phones), kept_apart(reader), limit, is_wanted)
    sides = _sides(reader, found.candidates)
    pairs = (_pair(each, sides) for each in found.candidates)
    return Duplicates(tuple(pair for pair in pairs if pair is not None), found.total)


def kept_apart(reader: Reader) -> frozenset[Pair]:
    """The pairs the owner said are two people."""
    return frozenset(
        pair_of(one, other) for one, other in reader.rows("SELECT one_id, other_id FROM not_same")
    )


def still_open(reader: Reader, found: Duplicates) -> Duplicates:
    """What was found before, without pairs that were merged or kept apart since; fast."""
    apart = kept_apart(reader)
    ids = sorted({person_id for pair in found.pairs for person_id in pair.pair})
    there: set[int] = set()
    for start in range(0, len(ids), BLOCK):
        chunk = ids[start : start + BLOCK]
        marks = ", ".join("?" * len(chunk))
        rows = reader.rows(f"SELECT id FROM person WHERE id IN ({marks})", chunk)
        there.update(row[0] for row in rows)
    pairs = tuple(
        each for each in found.pairs if there.issuperset(each.pair) and each.pair not in apart
    )
    return Duplicates(pairs, found.total - len(found.pairs) + len(pairs))


def _blocks(reader: Reader, sql: str, is_wanted: Callable[[], bool]) -> Iterator[tuple[Any, ...]]:
    last = -1
    while is_wanted():
        rows = reader.rows(sql, (last, BLOCK))
        yield from rows
        if len(rows) < BLOCK:
            return
        last = rows[-1][0]


def _sides(reader: Reader, candidates: tuple[Candidate, ...]) -> dict[int, Side]:
    found: dict[int, Side] = {}
    for candidate in candidates:
        for person_id in candidate.pair:
            if person_id not in found:
                row = reader.row(
                    "SELECT id, name, organisation FROM person WHERE id = ?", (person_id,)
                )
                if row is not None:
                    found[person_id] = Side(*row)
    return found


def _pair(candidate: Candidate, sides: dict[int, Side]) -> DuplicatePair | None:
    one, other = sides.get(candidate.pair.one), sides.get(candidate.pair.other)
    if one is None or other is None:
        return None
    return DuplicatePair(
        one,
        other,
        candidate.signs,
        candidate.shared,
        round(candidate.likeness),
        candidate.same_organisation,
    )
