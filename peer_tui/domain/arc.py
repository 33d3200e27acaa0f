"""The arc of a relationship: what happened between two people since they met, as a whole.

Quarters of contact from each side, promises kept each way, how it felt, and the moments worth a
pin. Trends and words only: nothing here ranks one person against another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from peer_tui.domain.history import CONTACT_KINDS, Initiator, InteractionKind, Side

FEWEST_FELT = 5
"""Points about how it felt, below which nothing is said: too few to be a trend."""
MOST_QUARTERS = 120
"""Thirty years; what is older stands in the first of them."""
_PINNED = frozenset(
    {InteractionKind.MILESTONE, InteractionKind.INTRODUCTION, InteractionKind.CONCESSION}
)
_PINNED_ASPECTS = frozenset({"win"})


class Moment(NamedTuple):
    """One entry of the shared history, as the arc needs it."""

    on: date
    kind: str
    initiated_by: str
    text: str
    aspect: str = ""
    felt: int | None = None


class Kept(NamedTuple):
    """A promise that was kept, and when."""

    on: date
    side: str


class Pin(NamedTuple):
    """A moment that stands on the line by itself."""

    on: date
    what: str
    """first met, milestone, win, introduction, need solved..."""
    text: str


class Quarter(NamedTuple):
    """Three months of a year, ordered."""

    year: int
    number: int
    """1 to 4."""

    @property
    def following(self) -> Quarter:
        """The next one."""
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)


@dataclass(slots=True)
class Season:
    """What happened in one quarter."""

    quarter: Quarter
    mine: int = 0
    """Contacts I began, and those that both did."""
    theirs: int = 0
    """Contacts they began, and those that both did."""
    kept_mine: int = 0
    kept_theirs: int = 0
    felt: int = 0
    """The sum of how it felt."""
    felt_points: int = 0


@dataclass(frozen=True, slots=True)
class Arc:
    """A relationship from the first day to the present."""

    since: date | None
    """The first day that is known; None before anything happened."""
    seasons: tuple[Season, ...]
    """Every quarter from the first to the present, the empty ones too."""
    pins: tuple[Pin, ...]
    """In order of time."""
    felt_points: int
    last_step: str = ""
    """Who reached out last: "me", "them", "both"; empty for nobody yet."""

    @property
    def tells_felt(self) -> bool:
        """Whether there are points enough to say how it felt."""
        return self.felt_points >= FEWEST_FELT


def quarter_of(day: date) -> Quarter:
    """The quarter a day lies in."""
    return Quarter(day.year, (day.month - 1) // 3 + 1)


def arc_of(
    moments: Iterable[Moment],
    kept: Iterable[Kept],
    pins: Iterable[Pin],
    today: date,
    met_on: date | None = None,
) -> Arc:
    """The arc of these moments; days ahead of today do not count.

    They may come in any order; those of one day are taken to stand in the order in which they
    happened.

    `met_on` is the day of the first meeting where it is known; it stands before the first entry.
    """
    past = sorted((each for each in moments if each.on <= today), key=lambda each: each.on)
    held = [each for each in kept if each.on <= today]
    pinned = [each for each in pins if each.on <= today]
    days = [each.on for each in past] + [each.on for each in held] + [each.on for each in pinned]
    if met_on is not None and met_on <= today:
        days.append(met_on)
    if not days:
        return Arc(None, (), (), 0)
    since = min(days)
    seasons = _empty_seasons(quarter_of(since), quarter_of(today))
    by_quarter = {season.quarter: season for season in seasons}
    for moment in past:
        _count(by_quarter.get(quarter_of(moment.on), seasons[0]), moment)
    for promise in held:
        season = by_quarter.get(quarter_of(promise.on), seasons[0])
        if promise.side == Side.MINE:
            season.kept_mine += 1
        else:
            season.kept_theirs += 1
    contacts = [each for each in past if each.kind in CONTACT_KINDS]
    if met_on is not None and met_on <= since:
        pinned.append(Pin(met_on, "first met", ""))
    elif contacts:
        pinned.append(Pin(contacts[0].on, "first contact", contacts[0].text))
    pinned += [pin for each in past if (pin := _pin_of(each)) is not None]
    return Arc(
        since,
        tuple(seasons),
        tuple(sorted(pinned, key=lambda pin: pin.on)),
        sum(season.felt_points for season in seasons),
        contacts[-1].initiated_by if contacts else "",
    )


def _empty_seasons(first: Quarter, last: Quarter) -> list[Season]:
    seasons = [Season(first)]
    while seasons[-1].quarter < last:
        seasons.append(Season(seasons[-1].quarter.following))
    return seasons[-MOST_QUARTERS:]


def _count(season: Season, moment: Moment) -> None:
    if moment.kind in CONTACT_KINDS:
        season.mine += moment.initiated_by != Initiator.THEM
        season.theirs += moment.initiated_by != Initiator.ME
    if moment.felt is not None:
        season.felt += moment.felt
        season.felt_points += 1


def _pin_of(moment: Moment) -> Pin | None:
    if moment.aspect in _PINNED_ASPECTS:
        return Pin(moment.on, moment.aspect, moment.text)
    if moment.kind in _PINNED:
        return Pin(moment.on, moment.kind, moment.text)
    return None


def felt_words(arc: Arc) -> str:
    """How it felt lately, beside how it felt before; empty below `FEWEST_FELT` points."""
    if not arc.tells_felt:
        return ""
    points = [season for season in arc.seasons if season.felt_points]
    half = max(1, len(points) // 2)
    lately = _mean(points[-half:])
    before = _mean(points[:-half]) if len(points) > half else lately
    now = "mostly good" if lately > 1 / 3 else "often hard" if lately < -1 / 3 else "mixed"
    if lately - before > 1 / 3:
        return f"{now} lately, better than before"
    if before - lately > 1 / 3:
        return f"{now} lately, harder than before"
    return f"{now}, steadily"


def _mean(seasons: Sequence[Season]) -> float:
    points = sum(season.felt_points for season in seasons)
    return sum(season.felt for season in seasons) / points
