"""Which two people may be one: what they share, and how alike their names are.

Nothing is decided here. A shared e-mail address or number is a strong sign, a name is only a
suggestion: John and Joan Smith are two people, Bob and Robert Jones may be one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from heapq import nlargest
from typing import NamedTuple, TypeVar

from peer_tui.domain.sameness import is_real_name, words_in_order
from peer_tui.domain.text import fold

ALIKE = 88
"""From this likeness on, of 100, two names alone are worth a look."""
ALL_PAIRS = 12
"""So many people who share something are compared each with each, more of them only with those
beside them by name: a number of a whole company says little about any two."""
NEIGHBOURS = 3
"""How many of the names that follow in the alphabet a name is compared with."""
PAUSE_EVERY = 200
"""Things looked at between two questions whether anybody still wants to know."""
BEGINNING = 2
"""Letters by which names are laid on heaps before they are sorted."""


class Sign(StrEnum):
    """Why two people may be one, the strongest first."""

    EMAIL = "same e-mail"
    UID = "same card"
    PHONE = "same phone"
    NAME = "alike by name"


SURE = frozenset({Sign.EMAIL, Sign.UID, Sign.PHONE})
"""Signs that are more than a name."""


class Named(NamedTuple):
    """A person as far as names go."""

    id: int
    name: str
    organisation: str


class Pair(NamedTuple):
    """Two people, the lower id first."""

    one: int
    other: int


def pair_of(one: int, other: int) -> Pair:
    """The pair, whichever is named first."""
    return Pair(min(one, other), max(one, other))


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two people who may be one."""

    pair: Pair
    signs: tuple[Sign, ...]
    likeness: float
    """Of the names, 0 to 100."""
    shared: str
    """The address or number they share, as one of them has it; empty for a name."""
    same_organisation: bool = False

    @property
    def order(self) -> tuple[bool, int, float, bool, int]:
        """The more likely, the higher; the older pair first among equals."""
        sure = len(SURE.intersection(self.signs))
        return (sure > 0, sure, self.likeness, self.same_organisation, -self.pair.one)


class Shared:
    """Who has the same of one kind: addresses, numbers, cards."""

    def __init__(self, sign: Sign) -> None:
        self.sign = sign
        self.people: dict[str, list[int]] = {}
        """By what they share; at least two people each."""
        # Nearly everybody is alone with what they have: a list for each would cost the most.
        self._first: dict[str, int] = {}

    def add(self, key: str, person_id: int) -> None:
        """That person has this address, number or card; empty keys say nothing."""
        if not key:
            return
        first = self._first.setdefault(key, person_id)
        if first == person_id:
            return
        found = self.people.setdefault(key, [first])
        if person_id not in found[-ALL_PAIRS:]:
            found.append(person_id)


class Names:
    """The names of everybody, ready to be compared."""

    def __init__(self, people: Iterable[Named]) -> None:
        self._words: dict[int, tuple[str, str, str]] = {}
        for person in people:
            words = words_in_order(person.name) if is_real_name(person.name) else []
            ordered = " ".join(sorted(words))
            # Written from the last word on, a slip in the first name does not part two neighbours.
            turned = " ".join(reversed(words))
            place = fold(person.organisation)
            self._words[person.id] = (ordered, turned, place)

    def likeness(self, pair: Pair) -> float:
        """How alike the names are in any order of their words; 0 where one has none."""
        from rapidfuzz.fuzz import ratio

        one, other = self._words.get(pair.one), self._words.get(pair.other)
        if one is None or other is None or not one[0] or not other[0]:
            return 0.0
        return ratio(one[0], other[0])

    def same_organisation(self, pair: Pair) -> bool:
        """Whether both are of one organisation."""
        one, other = self._words.get(pair.one), self._words.get(pair.other)
        return one is not None and other is not None and bool(one[2]) and one[2] == other[2]

    def beside(self, people: Sequence[int]) -> list[int]:
        """These people in the order of their names."""
        nameless = ("", "", "")
        return sorted(people, key=lambda person_id: self._words.get(person_id, nameless))

    def alike(self, is_wanted: Callable[[], bool]) -> Iterator[tuple[Pair, float]]:
        """Pairs of like names among neighbours in two orders of the words; some come twice."""
        from rapidfuzz.fuzz import ratio

        for first in (0, 1):
            before: deque[tuple[str, int]] = deque(maxlen=NEIGHBOURS)
            for words, who in paced(self._in_order(first), is_wanted):
                for earlier, earlier_who in before:
                    likeness = ratio(words, earlier, score_cutoff=ALIKE)
                    if likeness:
                        yield pair_of(who, earlier_who), likeness
                before.append((words, who))

    def _in_order(self, first: int) -> Iterator[tuple[str, int]]:
        """Everybody's sorted words, in one of two orders; sorted in heaps that take no time."""
        heaps: dict[str, list[tuple[str, str, int]]] = {}
        for who, words in self._words.items():
            if words[0]:
                begin = words[first][:BEGINNING]
                heaps.setdefault(begin, []).append((words[first], words[2], who))
        for begin in sorted(heaps):
            heap = heaps.pop(begin)
            heap.sort()
            yield from ((self._words[who][0], who) for _, _, who in heap)


Item = TypeVar("Item")


def paced(items: Iterable[Item], is_wanted: Callable[[], bool]) -> Iterator[Item]:
    """The items, as long as somebody wants to know; asked every so many, as a rest for others."""
    for number, item in enumerate(items, 1):
        if number % PAUSE_EVERY == 0 and not is_wanted():
            return
        yield item


@dataclass(frozen=True, slots=True)
class Found:
    """The likeliest candidates."""

    candidates: tuple[Candidate, ...]
    total: int
    """How many there are in all."""


def find_candidates(
    names: Names,
    everything_shared: Sequence[Shared],
    apart: AbstractSet[Pair],
    limit: int,
    is_wanted: Callable[[], bool] = lambda: True,
) -> Found:
    """Who may be one with whom, at most `limit` pairs, the likeliest first.

    `apart` are pairs the owner said are two people. When nobody wants to know any more, what was
    found so far is given.
    """
    signs: dict[Pair, list[tuple[Sign, str]]] = {}
    for shared in everything_shared:
        for key, people in paced(shared.people.items(), is_wanted):
            for pair in _pairs_among(names, people):
                if pair not in apart:
                    signs.setdefault(pair, []).append((shared.sign, key))
    # Plain tuples, which the collector of garbage does not look at again and again.
    seen: set[tuple[int, int]] = {(pair.one, pair.other) for pair in signs}

    def candidates() -> Iterator[Candidate]:
        for pair, found in signs.items():
            yield _candidate(names, pair, found)
        for pair, likeness in names.alike(is_wanted):
            if pair not in seen and pair not in apart:
                seen.add((pair.one, pair.other))
                yield Candidate(pair, (Sign.NAME,), likeness, "", names.same_organisation(pair))

    best = nlargest(limit, candidates(), key=lambda each: each.order)
    return Found(tuple(best), len(seen))


def _pairs_among(names: Names, people: Sequence[int]) -> Iterator[Pair]:
    wide = len(people) if len(people) <= ALL_PAIRS else NEIGHBOURS + 1
    ordered = people if len(people) <= ALL_PAIRS else names.beside(people)
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 : at + wide]:
            if one != other:
                yield pair_of(one, other)


def _candidate(names: Names, pair: Pair, found: Sequence[tuple[Sign, str]]) -> Candidate:
    likeness = names.likeness(pair)
    has = {sign for sign, _ in found}
    if likeness >= ALIKE:
        has.add(Sign.NAME)
    signs = tuple(sign for sign in Sign if sign in has)
    shared = next((key for sign, key in found if sign is signs[0]), "")
    return Candidate(pair, signs, likeness, shared, names.same_organisation(pair))
