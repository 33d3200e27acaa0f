"""One line that says a boundary or a preference; a closed grammar that refuses rather than guesses.

    theirs: no calls before 10, agreed today
    mine: not at weekends until 1 mar
    mail only            rather mail          no calls, texts
    mon-fri only         not on mon, wed      no calls at weekends
    only 9:00-17:30      not after 18         calls 9-17 only
    at most 2 a month    once a week          at most 2 calls a month
    busy 1 dec - 6 jan   no contact           emergencies only at weekends
    not about the divorce
    wants oak            avoids newsletters   unsure about workshops, ask again 1 mar

A boundary ends in any of `agreed DATE`, `until DATE`, `say "my words"`; a preference in `said
DATE`, `acted DATE`, `ask again DATE`. Without a side a boundary is theirs.
"""

import re
from dataclasses import replace
from datetime import date, datetime

from peer_tui.domain.boundaries import (
    CHANNEL_WORDS,
    EVERY_DAY,
    WEEKEND,
    Boundary,
    BoundaryKind,
    UnreadableValue,
    channel_named,
    channels_text,
    clock_text,
    days_words,
    read_days,
    read_rule,
    rule_words,
)
from peer_tui.domain.calendar_days import MONTH_NAMES
from peer_tui.domain.date_words import MONTHS, DateOrder
from peer_tui.domain.dates import parse_phrase
from peer_tui.domain.history import Channel, Side
from peer_tui.domain.preferences import Preference, Stance, preference_words
from peer_tui.domain.text import clean_line

Wish = Boundary | Preference


class NotAWish(ValueError):
    """The line says no boundary and no preference; tells what would."""


UNKNOWN = "Not understood. Try: mail only; no calls before 10; not at weekends; wants oak."
_SIDES = {"theirs": Side.THEIRS, "mine": Side.MINE}
_STANCES = {
    "wants": Stance.WANTS,
    "avoids": Stance.AVOIDS,
    "unsure about": Stance.UNSURE,
    "unsure": Stance.UNSURE,
}
_SAY = re.compile(r'[\s,]*\bsay "([^"]*)"\s*$', re.IGNORECASE)
_BOUNDARY_TAIL = re.compile(
    r"(?:^|[\s,]+)(agreed|until)\s+((?:(?!\bagreed\b|\buntil\b).)+)$", re.IGNORECASE
)
_PREFERENCE_TAIL = re.compile(
    r"(?:^|[\s,]+)(said|acted|ask again)\s+((?:(?!\bsaid\b|\bacted\b|\bask again\b).)+)$",
    re.IGNORECASE,
)
_PAST = frozenset({"agreed", "said", "acted"})
_TIMES = {"once": 1, "twice": 2}
_CHANNEL = "|".join(sorted(map(re.escape, CHANNEL_WORDS), key=len, reverse=True))
_LIST = rf"(?:{_CHANNEL})(?:(?:\s*,\s*|\s+or\s+|\s+and\s+)(?:{_CHANNEL}))*"
_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"
_DAYS = rf"{_DAY}(?:\s*-\s*{_DAY})?(?:(?:\s*,\s*|\s+and\s+|\s+or\s+){_DAY}(?:\s*-\s*{_DAY})?)*"
_WHEN_DAYS = rf"(?:(?:at|on)\s+)?(?:weekends?|weekdays|{_DAYS})"
_TIME = r"(?:\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm)?|noon|midday)"
_SPAN = rf"(?:{_TIME}\s*(?:-|to)\s*{_TIME})"
_MONTH_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3,9})"
_ONLY_DAYS = rf"(?:only (?P<a>{_WHEN_DAYS})|(?P<b>{_WHEN_DAYS}) only)"
_ONLY_SPAN = rf"(?:only (?P<a>{_SPAN})|(?P<b>{_SPAN}) only)"
_NO = rf"(?:not|no (?P<what>{_LIST}))"
_FORMS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("no_contact", r"no contact"),
        ("emergencies", rf"emergencies only(?:\s+(?P<days>{_WHEN_DAYS}))?"),
        ("channel_only", rf"(?:only (?P<a>{_LIST})|(?P<b>{_LIST}) only)"),
        ("channel_not", rf"(?:no|not by) (?P<what>{_LIST})"),
        ("channel_rather", rf"(?:rather|prefers) (?P<what>{_LIST})"),
        ("days_only", rf"(?:(?P<what>{_LIST}) )?{_ONLY_DAYS}"),
        ("days_not", rf"{_NO} (?P<days>{_WHEN_DAYS})"),
        ("hours_only", rf"(?:(?P<what>{_LIST}) )?{_ONLY_SPAN}"),
        ("hours_not", rf"{_NO} (?:between )?(?P<span>{_TIME}\s*(?:-|to|and)\s*{_TIME})"),
        ("hours_edge", rf"{_NO} (?P<edge>before|after) (?P<at>{_TIME})"),
        (
            "at_most",
            rf"(?:at most )?(?P<n>\d{{1,2}}|once|twice)(?: (?P<what>{_LIST}))?"
            r" an? (?P<per>week|month|year)",
        ),
        (
            "season",
            rf"(?:busy|{_NO}) (?:from )?"
            rf"(?P<first>{_MONTH_DAY})\s*(?:-|to)\s*(?P<last>{_MONTH_DAY})",
        ),
    )
)


def read_wish(
    line: str, now: datetime, order: DateOrder = DateOrder.DAY_FIRST
) -> Boundary | Preference:
    """The boundary or preference a line says. Raises NotAWish, which tells what would do."""
    text = clean_line(line)
    for words, stance in _STANCES.items():
        if text.lower().startswith(f"{words} "):
            return _preference(text[len(words) + 1 :], stance, now, order)
    side, text = _take_side(text)
    sentence = ""
    said = _SAY.search(text)
    if said:
        sentence, text = said[1], text[: said.start()]
    text, dates = _take_dates(text, _BOUNDARY_TAIL, now, order)
    boundary = _boundary(text.strip(" ,"), side)
    return replace(
        boundary, agreed_on=dates.get("agreed"), until=dates.get("until"), sentence=sentence
    )


def write_wish(wish: Wish) -> str:
    """The line that says it: what `read_wish` reads."""
    if isinstance(wish, Preference):
        parts = (("said", wish.said_on), ("acted", wish.acted_on), ("ask again", wish.reconfirm_on))
        return preference_words(wish) + _dates_text(parts)
    dates = _dates_text((("agreed", wish.agreed_on), ("until", wish.until)))
    words = rule_words(replace(wish, until=None, agreed_on=None))
    say = f', say "{wish.sentence}"' if wish.sentence else ""
    return f"{wish.side}: {words}{dates}{say}"


def _dates_text(parts: tuple[tuple[str, date | None], ...]) -> str:
    return "".join(
        f", {word} {day.day} {MONTH_NAMES[day.month - 1][:3].lower()} {day.year}"
        for word, day in parts
        if day is not None
    )


def _take_side(text: str) -> tuple[Side, str]:
    first, _, rest = text.partition(" ")
    side = _SIDES.get(first.lower().rstrip(":"))
    return (Side.THEIRS, text) if side is None else (side, rest.strip())


def _take_dates(
    text: str, tail: re.Pattern[str], now: datetime, order: DateOrder
) -> tuple[str, dict[str, date]]:
    dates: dict[str, date] = {}
    while found := tail.search(text):
        word = found[1].lower()
        if word in dates:
            raise NotAWish(f"“{word}” is said twice.")
        dates[word] = _date(found[2], word, now, order)
        text = text[: found.start()]
    return text, dates


def _date(phrase: str, word: str, now: datetime, order: DateOrder) -> date:
    day = parse_phrase(phrase.strip(" ,"), now, order)
    if isinstance(day, datetime) or not isinstance(day, date):
        raise NotAWish(f"“{phrase.strip(' ,')}” is no date: {word} 3 oct, {word} today.")
    if word in _PAST and day > now.date():
        # A day without a year is the next such day to every phrase; what was said is behind us.
        earlier = _year_before(day)
        if re.search(r"\d{4}", phrase) or earlier is None or earlier > now.date():
            raise NotAWish(f"“{word}” needs a day that has been.")
        day = earlier
    return day


def _year_before(day: date) -> date | None:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return None


def _preference(text: str, stance: Stance, now: datetime, order: DateOrder) -> Preference:
    topic, dates = _take_dates(text, _PREFERENCE_TAIL, now, order)
    topic = topic.strip(" ,;")
    if not topic:
        raise NotAWish("Of what? wants oak, avoids newsletters.")
    return Preference(
        topic,
        stance,
        said_on=dates.get("said"),
        acted_on=dates.get("acted"),
        reconfirm_on=dates.get("ask again"),
    )


def _boundary(text: str, side: Side) -> Boundary:
    if not text:
        raise NotAWish(UNKNOWN)
    about = text[:10].lower()
    if about == "not about ":
        return Boundary(side, BoundaryKind.TOPIC, text[10:].strip())
    lowered = text.lower()
    for name, form in _FORMS:
        found = form.fullmatch(lowered)
        if found:
            try:
                kind, value = _value(name, found.groupdict())
                read_rule(kind, value)
            except UnreadableValue as fault:
                raise NotAWish(str(fault)) from fault
            return Boundary(side, kind, value)
    raise NotAWish(UNKNOWN)


def _value(form: str, said: dict[str, str | None]) -> tuple[BoundaryKind, str]:
    what = said.get("what") or ""
    scope = f" by {_channels(what)}" if what else ""
    match form:
        case "no_contact":
            return BoundaryKind.NO_CONTACT, ""
        case "emergencies":
            days = said["days"]
            return BoundaryKind.EMERGENCIES, days_words(_days(days)) if days else ""
        case "channel_only":
            return BoundaryKind.CHANNEL, f"{_channels(said['a'] or said['b'] or '')} only"
        case "channel_not":
            return BoundaryKind.CHANNEL, f"not {_channels(what)}"
        case "channel_rather":
            return BoundaryKind.CHANNEL, f"rather {_channels(what)}"
        case "days_only":
            return BoundaryKind.DAYS, days_words(_days(said["a"] or said["b"] or "")) + scope
        case "days_not":
            return BoundaryKind.DAYS, f"not {days_words(_days(said['days'] or ''))}{scope}"
        case "at_most":
            times = _TIMES.get(said["n"] or "") or int(said["n"] or 0)
            return BoundaryKind.AT_MOST, f"{times} a {said['per']}{scope}"
        case "season":
            ends = f"{_month_day(said['first'] or '')} - {_month_day(said['last'] or '')}"
            return BoundaryKind.SEASON, ends + scope
    return BoundaryKind.HOURS, _hours_value(form, said) + scope


def _hours_value(form: str, said: dict[str, str | None]) -> str:
    if form == "hours_edge":
        before = said["edge"] == "before"
        at = clock_text(_minute(said["at"] or "", morning=before))
        return f"not 00:00-{at}" if before else f"not {at}-24:00"
    span = said.get("span") or said.get("a") or said.get("b") or ""
    first, last = re.split(r"\s*(?:-|\bto\b|\band\b)\s*", span, maxsplit=1)
    hours = f"{clock_text(_minute(first, morning=True))}-{clock_text(_minute(last, morning=False))}"
    return f"not {hours}" if form == "hours_not" else hours


def _minute(text: str, *, morning: bool) -> int:
    """The minute of the day; a bare hour that may be before or after noon is refused."""
    if text in ("noon", "midday"):
        return 12 * 60
    found = re.fullmatch(r"(\d{1,2})(?:[:.](\d\d))?\s?(am|pm)?", text)
    assert found is not None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half:
        if not 1 <= hour <= 12:
            raise UnreadableValue(f"No clock shows {text}.")
        return (hour % 12 + 12 * (half == "pm")) * 60 + minute
    # 09:00 and 9:30 are one time, 10 as a beginning is a morning; "after 6" could be either.
    sure = hour >= 13 or hour == 0 or (len(found[1]) == 2 and bool(found[2]))
    if not sure and not ((bool(found[2]) or morning) and hour >= 7):
        raise UnreadableValue(
            f"{hour} in the morning or in the evening? Write {hour}am or {hour}pm."
        )
    if minute > 59 or hour * 60 + minute > 24 * 60:
        raise UnreadableValue(f"No clock shows {text}.")
    return hour * 60 + minute


def _channels(text: str) -> str:
    words = re.split(r"\s*,\s*|\s+or\s+|\s+and\s+", text.strip())
    return channels_text(frozenset[Channel](channel_named(word) for word in words))


def _days(text: str) -> frozenset[int]:
    words = re.sub(r"^(?:at|on)\s+", "", text.strip())
    if words in ("weekend", "weekends"):
        return WEEKEND
    if words == "weekdays":
        return EVERY_DAY - WEEKEND
    parts = re.split(r"\s*,\s*|\s+and\s+|\s+or\s+", words)
    singular = [re.sub(r"days\b", "day", part) for part in parts]
    return read_days(", ".join(singular))


def _month_day(text: str) -> str:
    day, name = text.split()
    month = MONTHS.get(name)
    if month is None:
        raise UnreadableValue(f"“{text}” is no day of the year: 1 dec - 6 jan.")
    number = int(re.sub(r"\D", "", day))
    return f"{number} {MONTH_NAMES[month - 1][:3].lower()}"
