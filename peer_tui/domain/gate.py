"""The contact gate: whether a person may be reached at a moment, and when it opens.

Boundaries of theirs are read where they live, boundaries of mine where the owner lives. A
moment is open for a way of contact when no boundary closes it; without a way of contact, when
any way is open.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from peer_tui.domain.boundaries import (
    CHANNEL_NOUNS,
    CHANNELS,
    EVERY_DAY,
    Boundary,
    BoundaryKind,
    Period,
    Rule,
    UnreadableValue,
    agreed_words,
    read_rule,
)
from peer_tui.domain.calendar_days import add_months
from peer_tui.domain.history import UNANSWERED, Channel, Side

GIVE_ROOM = "two unanswered in a row: give it room"
CONTRADICTION = "together they leave no time open"
_WINDOW = timedelta(days=2)
_DAY = timedelta(days=1)
_MOST_DAYS_SKIPPED = 400
_HORIZON = timedelta(days=800)
"""Weekdays and hours repeat within a week, both clock changes and a year's count within a year."""
_SEASON_HORIZON = timedelta(days=9 * 366)
"""29 February may be the only open day, and eight years away."""

QuietHours = tuple[time, time]


@dataclass(frozen=True, slots=True)
class Agreement:
    """All that decides about contact with one person."""

    boundaries: tuple[Boundary, ...] = ()
    time_zone: tzinfo | None = None
    """Where they live; None: where the owner lives."""
    contacts: tuple[datetime, ...] = ()
    """Aware moments of the contacts they did not begin, of a year and more; for counts."""
    unanswered: int = 0
    """How many of the latest contacts were mine alone, counted no further than needed."""
    unusable: frozenset[Channel] = frozenset()
    """Ways of contact of which every number or address is marked "do not use"."""
    home: tzinfo | None = None
    """Where the owner lives; None: as the machine says."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether a person may be reached, in what words, and from when."""

    open: bool
    why: str = ""
    """What closes it: "mail only (agreed 3 Oct)"; empty when open."""
    opens_at: datetime | None = None
    """When closed: the first open moment, aware and in UTC; None: never, as things stand."""
    advice: str = ""
    """Soft words that close nothing: "rather mail"."""


def reach(
    agreement: Agreement,
    at: datetime,
    channel: str = "",
    quiet_hours: QuietHours | None = None,
) -> Reach:
    """Whether the person may be reached at an aware moment, by a way of contact or by any.

    `quiet_hours` are the owner's own: from the first time of day up to the second.
    """
    terms = _terms(agreement, quiet_hours)
    wanted = _wanted(channel)
    now = at.astimezone(UTC)
    today = at.astimezone(agreement.home).date()
    advice = "; ".join(_advice(agreement, terms, now, channel, today))
    if any(_is_open(terms, now, way) for way in wanted):
        return Reach(open=True, advice=advice)
    opens_at = _first_open(terms, now, wanted)
    closing = [term for term in terms if term.closes_any(now, wanted)]
    # Beside what closes every way, what closes some of them says nothing more.
    closing = [
        term for term in closing if all(term.closes(now, channel) for channel in wanted)
    ] or closing
    reasons = [term.words(today) for term in closing]
    if opens_at is None and all(_first_open([term], now, wanted) for term in closing):
        reasons.append(CONTRADICTION)
    return Reach(False, "; ".join(dict.fromkeys(reasons)), opens_at, advice)


def is_open(agreement: Agreement, at: datetime, channel: str = "") -> bool:
    """Whether no boundary closes the moment: the quick half of `reach`."""
    terms = _terms(agreement, None)
    now = at.astimezone(UTC)
    return any(_is_open(terms, now, way) for way in _wanted(channel))


def day_is_open(
    agreement: Agreement,
    day: date,
    channel: str = "",
    quiet_hours: QuietHours | None = None,
) -> bool:
    """Whether any moment of the owner's calendar day is open."""
    if not agreement.boundaries:
        return True
    terms = _terms(agreement, quiet_hours)
    wanted = _wanted(channel)
    start = _instant(datetime.combine(day, time()), agreement.home)
    if any(_is_open(terms, start, way) for way in wanted):
        return True
    end = _instant(datetime.combine(day + _DAY, time()), agreement.home)
    return _first_open(terms, start, wanted, end) is not None


class _Term:
    """A boundary at work: its rule, in its zone."""

    def __init__(
        self,
        rule: Rule,
        zone: tzinfo | None,
        boundary: Boundary | None,
        contacts: Sequence[datetime] = (),
    ) -> None:
        self.rule = rule
        self.zone = zone
        self.boundary = boundary
        self.until = boundary.until if boundary else None
        self._counts: Counter[date] = Counter()
        if rule.most is not None:
            self._counts = Counter(
                _period_start(moment.astimezone(zone).date(), rule.most[1]) for moment in contacts
            )

    def closes(self, now: datetime, channel: Channel) -> bool:
        """Whether it closes this way of contact at the moment."""
        if channel not in self.rule.channels:
            return False
        local = now.astimezone(self.zone)
        return self._closes_some_of(local.date()) and self.rule.closes_minute(
            local.hour * 60 + local.minute
        )

    def closes_any(self, now: datetime, wanted: Sequence[Channel]) -> bool:
        """Whether it closes any of these ways at the moment."""
        return any(self.closes(now, channel) for channel in wanted)

    def _closes_some_of(self, day: date) -> bool:
        if self.until is not None and day > self.until:
            return False
        if not self.rule.closes_day(day):
            return False
        if self.rule.most is None:
            return True
        most, period = self.rule.most
        return self._counts[_period_start(day, period)] >= most

    def skip(self, now: datetime) -> datetime | None:
        """A moment not after the first one it leaves open, seen from now; None: never.

        It never goes over a change of the clock: there, a day may come a second time.
        """
        local = now.astimezone(self.zone)
        day = local.date()
        if not self.rule.is_all_day or not self._closes_some_of(day):
            return now
        if (now + _DAY).astimezone(self.zone).utcoffset() != local.utcoffset():
            return now
        # A season may close the whole year: then the search goes on from where this ends.
        for _ in range(_MOST_DAYS_SKIPPED):
            if not self._closes_some_of(day):
                break
            following = self._day_after_closing(day)
            if following is None:
                return None
            day = following
        return max(
            now, _instant(datetime.combine(day, time()), self.zone) - _margin(self.zone, day)
        )

    def _day_after_closing(self, day: date) -> date | None:
        rule = self.rule
        following: date | None = day + _DAY
        if rule.most is not None:
            following = _next_period(day, rule.most[1])
        elif rule.weekdays == EVERY_DAY and rule.season is None:
            following = None
        if self.until is not None:
            after = self.until + _DAY
            following = after if following is None else min(following, after)
        return following

    def edges(self) -> frozenset[int]:
        """The minutes of a day at which it may open."""
        return frozenset(minute for minute in self.rule.hours if minute < 24 * 60)

    def words(self, today: date) -> str:
        """What it says, for the owner."""
        if self.boundary is None:
            return "my quiet hours"
        words = agreed_words(self.boundary, today)
        if self.boundary.kind is BoundaryKind.HOURS and self.boundary.side is Side.THEIRS:
            return f"{words}, their time" if self.zone is not None else words
        return words


def _margin(zone: tzinfo | None, day: date) -> timedelta:
    # A day may begin before its midnight, where the clock jumps over that.
    midnight = datetime.combine(day, time())
    before = _instant(midnight - _DAY, zone)
    regular = _instant(midnight, zone) - before == _DAY
    return timedelta() if regular else timedelta(hours=3)


def _terms(agreement: Agreement, quiet_hours: QuietHours | None) -> list[_Term]:
    terms = []
    for boundary in agreement.boundaries:
        try:
            rule = read_rule(boundary.kind, boundary.value)
        except UnreadableValue:
            continue
        if rule.advice_only:
            continue
        zone = agreement.home
        if boundary.side is Side.THEIRS and agreement.time_zone is not None:
            zone = agreement.time_zone
        terms.append(_Term(rule, zone, boundary, agreement.contacts))
    if quiet_hours is not None:
        start, end = (each.hour * 60 + each.minute for each in quiet_hours)
        terms.append(_Term(Rule(hours=(start, end)), agreement.home, None))
    return terms


def _wanted(channel: str) -> tuple[Channel, ...]:
    return (Channel(channel),) if channel else CHANNELS


def _is_open(terms: Sequence[_Term], now: datetime, channel: Channel) -> bool:
    return not any(term.closes(now, channel) for term in terms)


def _first_open(
    terms: Sequence[_Term],
    now: datetime,
    wanted: Sequence[Channel],
    before: datetime | None = None,
) -> datetime | None:
    """The first moment after now at which any of the ways is open; None: none (before that)."""
    found: datetime | None = None
    seen: set[tuple[int, ...]] = set()
    for channel in wanted:
        concerned = [term for term in terms if channel in term.rule.channels]
        key = tuple(map(id, concerned))
        if key in seen:
            continue
        seen.add(key)
        if _is_open(concerned, now, channel):
            return now
        opens = _first_open_for(concerned, now, channel, found or before)
        if opens is not None:
            found = opens
    return found


def _first_open_for(
    terms: Sequence[_Term], now: datetime, channel: Channel, before: datetime | None
) -> datetime | None:
    limit = _limit(terms, now)
    if before is not None:
        limit = min(limit, before)
    while now < limit:
        skipped = now
        for term in terms:
            after = term.skip(skipped)
            if after is None:
                return None
            skipped = after
        if skipped > now:
            now = skipped
            if _is_open(terms, now, channel):
                return now if now < limit else None
            continue
        for moment in _edges(terms, now, now + _WINDOW):
            if moment >= limit:
                return None
            if _is_open(terms, moment, channel):
                return moment
        now += _WINDOW
    return None


def _limit(terms: Sequence[_Term], now: datetime) -> datetime:
    start = now
    for term in terms:
        if term.until is not None and term.until.year < 9000:
            last = datetime.combine(term.until + 2 * _DAY, time(), UTC)
            start = max(start, last)
    seasons = any(term.rule.season is not None for term in terms)
    return start + (_SEASON_HORIZON if seasons else _HORIZON)


def _edges(terms: Sequence[_Term], after: datetime, to: datetime) -> list[datetime]:
    """Every moment at which something may open, after the one and up to the other, in order."""
    found: set[datetime] = set()
    for zone in {term.zone for term in terms}:
        minutes = {0}.union(*(term.edges() for term in terms if term.zone == zone))
        for wall in _walls(after.astimezone(zone).date(), to.astimezone(zone).date(), minutes):
            found.add(_instant(wall, zone))
            found.add(_instant(wall.replace(fold=1), zone))
        found.update(_clock_changes(zone, after, to))
    return sorted(moment for moment in found if after < moment <= to)


def _walls(first: date, last: date, minutes: set[int]) -> Iterator[datetime]:
    for step in range(-1, (last - first).days + 2):
        midnight = datetime.combine(first + step * _DAY, time())
        for minute in minutes:
            yield midnight + timedelta(minutes=minute)


def _clock_changes(zone: tzinfo | None, after: datetime, to: datetime) -> Iterator[datetime]:
    """The moment in between at which the clocks change, if they do."""
    before_offset = after.astimezone(zone).utcoffset()
    if to.astimezone(zone).utcoffset() == before_offset:
        return
    low, high = int(after.timestamp()), int(to.timestamp())
    while high - low > 1:
        middle = (low + high) // 2
        same = datetime.fromtimestamp(middle, zone or UTC)
        if zone is None:
            same = same.astimezone()
        if same.utcoffset() == before_offset:
            low = middle
        else:
            high = middle
    yield datetime.fromtimestamp(high, UTC)


def _instant(wall: datetime, zone: tzinfo | None) -> datetime:
    """The moment a clock on the wall there shows this."""
    return wall.replace(tzinfo=zone).astimezone(UTC)


def _period_start(day: date, period: Period) -> date:
    if period is Period.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if period is Period.MONTH else day.replace(month=1, day=1)


def _next_period(day: date, period: Period) -> date:
    start = _period_start(day, period)
    if period is Period.WEEK:
        return start + timedelta(days=7)
    return add_months(start, 1 if period is Period.MONTH else 12)


def _advice(
    agreement: Agreement, terms: Sequence[_Term], now: datetime, channel: str, today: date
) -> Iterator[str]:
    """What is worth knowing although it closes nothing."""
    wanted = _wanted(channel)
    closing = [term for term in terms if term.closes_any(now, wanted)]
    if any(_is_open(terms, now, way) for way in wanted):
        yield from (term.words(today) for term in closing)
    for boundary in agreement.boundaries:
        if boundary.until is not None and boundary.until < today:
            continue
        try:
            rule = read_rule(boundary.kind, boundary.value)
        except UnreadableValue:
            yield f"not understood: {boundary.kind} {boundary.value}"
            continue
        is_followed = boundary.kind is BoundaryKind.CHANNEL and channel in rule.channels
        if rule.advice_only and not is_followed:
            yield agreed_words(boundary, today)
    if channel and channel in agreement.unusable:
        yield f"{CHANNEL_NOUNS[Channel(channel)]}: every number or address is marked do not use"
    if agreement.unanswered >= UNANSWERED:
        yield GIVE_ROOM
