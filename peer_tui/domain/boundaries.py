"""What was agreed about contact, by either side, and how it is written down.

The value of a boundary is a short text that people can read:

    days              `mon-fri`, `not sat, sun`
    hours             `09:00-17:30`, `not 12:00-14:00`, `22:00-06:00`, `not 18:00-24:00`
    channel           `mail only`, `not phone, text`, `rather mail`
    topic             any words: what not to speak of
    at most           `2 a month`, `1 a week`, `4 a year`
    emergencies only  nothing, or days: `sat, sun`
    no contact        nothing
    season            `1 dec - 6 jan`

Days, hours, at most and season may end in a way of contact, and are about that alone:
`not 00:00-10:00 by phone`.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from peer_tui.domain.calendar_days import MONTH_NAMES
from peer_tui.domain.date_words import MONTHS, WEEKDAYS
from peer_tui.domain.history import Channel, Side

CHANNELS = tuple(channel for channel in Channel if channel)
"""Every way of contact that has a name."""
DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTH_WORDS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
EVERY_DAY = frozenset(range(7))
WEEKEND = frozenset({5, 6})
DAY_MINUTES = 24 * 60
MOST_TIMES = 99

CHANNEL_NOUNS = {
    Channel.PHONE: "calls",
    Channel.EMAIL: "mail",
    Channel.TEXT: "texts",
    Channel.WHATSAPP: "whatsapp",
    Channel.VISIT: "visits",
    Channel.POST: "post",
}
"""What a way of contact is called in a sentence."""
_STORED_NOUNS = CHANNEL_NOUNS | {
    Channel.PHONE: "phone",
    Channel.TEXT: "text",
    Channel.VISIT: "visit",
}
_SYNONYMS = {
    Channel.PHONE: ("phone", "call", "calls", "phoning", "calling", "ringing"),
    Channel.EMAIL: ("mail", "mails", "email", "emails", "e-mail", "e-mails"),
    Channel.TEXT: ("text", "texts", "sms", "texting"),
    Channel.WHATSAPP: ("whatsapp",),
    Channel.VISIT: ("visit", "visits", "visiting", "meeting", "meetings"),
    Channel.POST: ("post", "letter", "letters"),
}
CHANNEL_WORDS = {word: channel for channel, words in _SYNONYMS.items() for word in words}
"""The way of contact that a word names."""


class BoundaryKind(StrEnum):
    """What a boundary is about."""

    DAYS = "days"
    HOURS = "hours"
    CHANNEL = "channel"
    TOPIC = "topic"
    AT_MOST = "at most"
    EMERGENCIES = "emergencies only"
    NO_CONTACT = "no contact"
    SEASON = "season"


class Period(StrEnum):
    """The stretch of the calendar in which contacts are counted."""

    WEEK = "week"
    """Monday to Sunday."""
    MONTH = "month"
    YEAR = "year"


class UnreadableValue(ValueError):
    """The value of a boundary cannot be read; says what would do."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """Something agreed about contact."""

    side: Side
    """Whose boundary it is."""
    kind: BoundaryKind
    value: str = ""
    agreed_on: date | None = None
    until: date | None = None
    """The last day on which it holds; None: until it is changed."""
    sentence: str = ""
    """For a boundary of mine: what I say when it is crossed."""
    id: int | None = None
    person_id: int | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Rule:
    """When a boundary closes contact: where all of its parts fit at once."""

    channels: frozenset[Channel] = frozenset(CHANNELS)
    """The ways of contact that are closed."""
    weekdays: frozenset[int] = EVERY_DAY
    """The days that are closed; 0 is Monday."""
    hours: tuple[int, int] = (0, DAY_MINUTES)
    """Closed from this minute of the day up to that one; over midnight if it comes first."""
    season: tuple[tuple[int, int], tuple[int, int]] | None = None
    """Closed from the first to the last (month, day); over New Year if the last comes first."""
    most: tuple[int, Period] | None = None
    """Closed once there were so many contacts of mine in the period."""
    advice_only: bool = False
    """Whether it only says something and never closes."""

    def closes_day(self, day: date) -> bool:
        """Whether anything of the day is closed, but for the count of contacts."""
        if day.weekday() not in self.weekdays:
            return False
        if self.season is None:
            return True
        first, last = self.season
        at = (day.month, day.day)
        return first <= at <= last if first <= last else at >= first or at <= last

    def closes_minute(self, minute: int) -> bool:
        """Whether the minute of a day that is not open as a whole is closed."""
        start, end = self.hours
        return start <= minute < end if start < end else minute >= start or minute < end

    @property
    def is_all_day(self) -> bool:
        """Whether a day that it closes has no open hours."""
        return self.hours == (0, DAY_MINUTES)


@cache
def read_rule(kind: BoundaryKind, value: str) -> Rule:
    """The rule that a value says. Raises UnreadableValue, which says what would do."""
    text = value.strip().lower()
    if kind in (BoundaryKind.TOPIC, BoundaryKind.NO_CONTACT, BoundaryKind.EMERGENCIES):
        return _plain_rule(kind, text)
    if kind is BoundaryKind.CHANNEL:
        return _channel_rule(text)
    body, _, scope = text.partition(" by ")
    channels = _channels(scope) if scope else frozenset(CHANNELS)
    match kind:
        case BoundaryKind.DAYS:
            refused = body.startswith("not ")
            days = read_days(body.removeprefix("not "))
            weekdays = days if refused else EVERY_DAY - days
            if not weekdays:
                raise UnreadableValue("Every day is allowed by that; name the days: mon-fri.")
            return Rule(channels, weekdays)
        case BoundaryKind.HOURS:
            refused = body.startswith("not ")
            start, end = _hours(body.removeprefix("not "))
            return Rule(channels, hours=(start, end) if refused else (end, start))
        case BoundaryKind.AT_MOST:
            return Rule(channels, most=_most(body))
        case BoundaryKind.SEASON:
            return Rule(channels, season=_season(body))


def _plain_rule(kind: BoundaryKind, text: str) -> Rule:
    if kind is BoundaryKind.TOPIC:
        if not text:
            raise UnreadableValue("What should not be spoken of?")
        return Rule(advice_only=True)
    if kind is BoundaryKind.NO_CONTACT and text:
        raise UnreadableValue("“No contact” stands alone, or with a date: until 1 mar.")
    return Rule(weekdays=read_days(text) if text else EVERY_DAY)


def _channel_rule(text: str) -> Rule:
    if text.startswith("rather "):
        return Rule(_channels(text.removeprefix("rather ")), advice_only=True)
    if text.startswith("not "):
        return Rule(_channels(text.removeprefix("not ")))
    if text.endswith(" only"):
        return Rule(frozenset(CHANNELS) - _channels(text.removesuffix(" only")))
    raise UnreadableValue("A way of contact is written: mail only, not phone, rather mail.")


def channel_named(word: str) -> Channel:
    """The way of contact a word names. Raises UnreadableValue."""
    channel = CHANNEL_WORDS.get(word)
    if channel is None:
        raise UnreadableValue(
            f"“{word}” is no way of contact: {', '.join(_STORED_NOUNS.values())}."
        )
    return channel


def _channels(text: str) -> frozenset[Channel]:
    return frozenset(channel_named(word.strip()) for word in text.split(","))


def read_days(text: str) -> frozenset[int]:
    """Weekdays of `mon-fri` or `mon, wed`; 0 is Monday. Raises UnreadableValue."""
    found: set[int] = set()
    for part in text.split(","):
        first, dash, last = (word.strip() for word in part.partition("-"))
        ends = [WEEKDAYS.get(word) for word in ((first, last) if dash else (first, first))]
        start, end = ends
        if start is None or end is None:
            raise UnreadableValue(f"“{part.strip()}” is no day: mon-fri, or mon, wed.")
        found |= {(start + step) % 7 for step in range((end - start) % 7 + 1)}
    return frozenset(found)


_HOURS = re.compile(r"(\d\d):([0-5]\d) ?- ?(\d\d):([0-5]\d)")


def _hours(text: str) -> tuple[int, int]:
    found = _HOURS.fullmatch(text)
    if found:
        a, b, c, d = map(int, found.groups())
        start, end = a * 60 + b, c * 60 + d
        whole = (start, end) == (0, DAY_MINUTES)
        if start < DAY_MINUTES and end <= DAY_MINUTES and start != end and not whole:
            return start, end
    raise UnreadableValue(f"“{text}” are no hours: 09:00-17:30, or not 12:00-14:00.")


_MOST = re.compile(r"(\d{1,2}) a (week|month|year)")


def _most(text: str) -> tuple[int, Period]:
    found = _MOST.fullmatch(text)
    if not found or not int(found[1]):
        raise UnreadableValue(f"“{text}” is no number of times: 2 a month, 1 a week, 4 a year.")
    return int(found[1]), Period(found[2])


_SEASON = re.compile(r"(\d{1,2}) ([a-z]{3}) ?- ?(\d{1,2}) ([a-z]{3})")


def _season(text: str) -> tuple[tuple[int, int], tuple[int, int]]:
    found = _SEASON.fullmatch(text)
    if found:
        ends = [(MONTHS.get(found[n + 1], 0), int(found[n])) for n in (1, 3)]
        if all(is_day_of_year(month, day) for month, day in ends):
            return ends[0], ends[1]
    raise UnreadableValue(f"“{text}” is no season: 1 dec - 6 jan.")


def is_day_of_year(month: int, day: int) -> bool:
    """Whether some year has that day."""
    try:
        date(2000, month, day)
    except ValueError:
        return False
    return True


# How it is told


def days_words(days: frozenset[int]) -> str:
    """ "mon-fri", "sat, sun", "mon, wed-fri": as `read_days` reads it."""
    parts: list[str] = []
    run: list[int] = []
    for day in (*sorted(days), -1):
        if run and day == run[-1] + 1:
            run.append(day)
            continue
        if len(run) > 2:
            parts.append(f"{DAY_NAMES[run[0]]}-{DAY_NAMES[run[-1]]}")
        else:
            parts.extend(DAY_NAMES[one] for one in run)
        run = [day]
    return ", ".join(parts)


def channels_text(channels: frozenset[Channel]) -> str:
    """Ways of contact as a value names them: "phone, text"."""
    return ", ".join(_STORED_NOUNS[channel] for channel in CHANNELS if channel in channels)


def rule_words(boundary: Boundary) -> str:
    """What was agreed, in a few words: "no calls before 10:00", "not at weekends", "mail only"."""
    kind, value = boundary.kind, boundary.value
    try:
        rule = read_rule(kind, value)
    except UnreadableValue:
        return f"{kind}: {value}"
    body, _, scope = value.partition(" by ")
    refused = body.startswith("not ")
    what = _nouns(rule.channels) if scope else ""
    match kind:
        case BoundaryKind.TOPIC:
            return f"not about {value}"
        case BoundaryKind.NO_CONTACT:
            return "no contact"
        case BoundaryKind.EMERGENCIES:
            days = _when_days(rule.weekdays) if value else ""
            return f"emergencies only {days}".rstrip()
        case BoundaryKind.CHANNEL:
            return f"no {_nouns(rule.channels)}" if refused else value
        case BoundaryKind.AT_MOST:
            count, _, period = body.partition(" ")
            return f"at most {count} {what} {period}" if what else f"at most {body}"
        case BoundaryKind.SEASON:
            return f"no {what} {body}" if what else f"not {body}"
        case BoundaryKind.DAYS if refused:
            days = _when_days(rule.weekdays)
            return f"no {what} {days}" if what else f"not {days}"
        case BoundaryKind.HOURS if refused:
            hours = _when_hours(*rule.hours)
            return f"no {what} {hours}" if what else f"not {hours}"
    return f"{what} {body} only".lstrip()


def agreed_words(boundary: Boundary, today: date, *, dates: bool = True) -> str:
    """A boundary as the card tells it: "mine: not at weekends until 1 Mar (agreed 3 Oct)"."""
    words = rule_words(boundary)
    if boundary.side is Side.MINE:
        words = f"mine: {words}"
    if not dates:
        return words
    if boundary.until is not None:
        words += f" until {near_date(boundary.until, today)}"
    if boundary.agreed_on is not None:
        words += f" (agreed {near_date(boundary.agreed_on, today)})"
    return words


def near_date(day: date, today: date) -> str:
    """ "3 Oct", with the year when it is not this year's; always in English."""
    # Not strftime: the locale of the process may speak another language.
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {MONTH_NAMES[day.month - 1][:3]}{year}"


def _nouns(channels: frozenset[Channel]) -> str:
    return ", ".join(CHANNEL_NOUNS[channel] for channel in CHANNELS if channel in channels)


def _when_days(days: frozenset[int]) -> str:
    return "at weekends" if days == WEEKEND else f"on {days_words(days)}"


def _when_hours(start: int, end: int) -> str:
    if start == 0:
        return f"before {clock_text(end)}"
    if end == DAY_MINUTES:
        return f"after {clock_text(start)}"
    return f"{clock_text(start)}-{clock_text(end)}"


def clock_text(minute: int) -> str:
    """A minute of the day as `09:30`; the end of the day is `24:00`."""
    return f"{minute // 60:02}:{minute % 60:02}"
