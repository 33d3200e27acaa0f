"""The days that one letter stands for in the date panel, and how they are worded."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from peer_tui.domain.calendar_days import MON_TO_FRI, add_months, month_end, short_day
from peer_tui.domain.dates import DateOrder, parse_phrase
from peer_tui.domain.spreading import span_words
from peer_tui.tui.text import cell_width, one_line

_WEEKDAYS = (
    *(("m", "Monday"), ("t", "Tuesday"), ("w", "Wednesday"), ("h", "Thursday"), ("f", "Friday")),
    *(("a", "Saturday"), ("y", "Sunday")),
)
"""The index is Python's weekday number."""
SOMEDAY_KEY = "z"
SPREAD_KEY = "p"
REPLY_KEY = "r"
REPLY_WORD = "reply"
NO_WORD = " " * 4
LEAST_NAME = 8
"""Cells in which the name of a holiday can be told, if it is cut."""
_FREE_WEEKDAYS = 5
"""Monday to Friday are always offered, the weekend where it is worked on."""


@dataclass(frozen=True, slots=True)
class DateChoice:
    """The answer of the date panel."""

    on: date | None
    """The day; None only for someday and for spreading."""
    at: time | None = None
    """The local time, if one was typed."""
    someday: bool = False
    waits_for_reply: bool = False
    """Whether their reply ends it before that day."""
    spread: bool = False
    """Each of the rows gets a day of its own."""


@dataclass(frozen=True, slots=True)
class KeyedDay:
    """One line of the panel: what a single key stands for."""

    key: str
    words: str
    """In full: "Monday"."""
    short: str
    """For narrow panels, where a date follows of four cells or none."""
    on: date | None
    """None: someday, or spread."""

    @property
    def choice(self) -> DateChoice:
        """The answer this line stands for."""
        if self.on is not None:
            return DateChoice(self.on)
        return DateChoice(None, someday=self.key == SOMEDAY_KEY, spread=self.key == SPREAD_KEY)


@dataclass(frozen=True, slots=True)
class DayFacts:
    """What is known of the days that are offered."""

    loads: Mapping[date, int] = field(default_factory=dict)
    """How much is due already; a missing day has nothing."""
    holiday: Callable[[date], str] = lambda _day: ""
    """The name of a public holiday; "" if there is none."""
    why_closed: Callable[[date], str] = lambda _day: ""
    """Why the person cannot be reached; "" if they can."""

    def words(self, day: date, room: int) -> str:
        """Load, whether the person can be reached, holiday: as much as `room` cells hold."""
        load = load_words(self.loads.get(day, 0))
        closed = self.why_closed(day)
        holiday = self.holiday(day)
        # When it was agreed is said where a line of its own tells the day.
        held = f"held: {closed.partition(' (')[0]}" if closed else ""
        for parts in (
            (load, held, holiday),
            (load, held and "held", holiday),
            (load, "held" if held else holiday),
            ("held" if held else one_line(holiday, room if room >= LEAST_NAME else 0) or load,),
            ("off" if held or holiday else load.removesuffix(" due"),),
        ):
            text = ", ".join(filter(None, parts))
            if cell_width(text) <= room and (text or not (held or holiday)):
                return text
        return ""

    def sentence(self, day: date) -> str:
        """Everything, for a line of its own: "3 due, not reachable: weekends, Boxing Day"."""
        closed = self.why_closed(day)
        parts = (
            load_words(self.loads.get(day, 0)),
            f"not reachable: {closed}" if closed else "",
            self.holiday(day),
        )
        return ", ".join(filter(None, parts))


Columns = tuple[tuple[KeyedDay, ...], ...]


def keyed_days(
    today: date,
    allow_someday: bool,
    working_days: frozenset[int] = MON_TO_FRI,
    spread: Sequence[date] = (),
) -> Columns:
    """Both columns of the panel: weekdays and spans, then one to nine days.

    A weekday is the next one, never today; Saturday and Sunday only where they are worked on; the
    end of the month, on its last day, is that of the month after. `spread` are the days the rows
    would get if they were spread, none where there is only one row.
    """
    left = [
        KeyedDay(key, name, NO_WORD, _next_weekday(today, number))
        for number, (key, name) in enumerate(_WEEKDAYS)
        if number < _FREE_WEEKDAYS or number in working_days
    ]
    end = month_end(today)
    if end == today:
        end = month_end(today + timedelta(days=1))
    left += [
        KeyedDay("n", "in a week", "+1w ", today + timedelta(days=7)),
        KeyedDay("o", "in a month", "+1m ", add_months(today, 1)),
        KeyedDay("e", "month's end", "end ", end),
    ]
    right = [
        KeyedDay(
            str(days),
            "tomorrow" if days == 1 else f"in {days} days",
            "",
            today + timedelta(days=days),
        )
        for days in range(1, 10)
    ]
    more = [KeyedDay(SOMEDAY_KEY, "someday, no date", "someday", None)] if allow_someday else []
    if spread:
        over = span_words(min(spread), max(spread), today)
        more.append(KeyedDay(SPREAD_KEY, f"spread: {over}", "spread", None))
    for day in more:
        (left if len(left) <= len(right) else right).append(day)
    return tuple(left), tuple(right)


def choice_for(key: str, columns: Columns) -> DateChoice | None:
    """What the key stands for, or None."""
    for day in _every(columns):
        if day.key == key:
            return day.choice
    return None


def load_words(count: int) -> str:
    """How much is due that day already: "3 due", or nothing."""
    return f"{count} due" if count else ""


def distance(day: date, today: date) -> str:
    """ "in 6 days", "tomorrow", "today", "3 days ago"."""
    days = (day - today).days
    if days < -1:
        return f"{-days} days ago"
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    return near.get(days) or f"in {days} days"


def read_date(text: str, now: datetime, order: DateOrder) -> tuple[DateChoice | None, str]:
    """What a typed phrase means, and the line that says so ("Tue 24 Nov, in 6 days").

    None with the reason where it is no single date, or one that is past.
    """
    if not text.strip():
        return None, "Any date: 24 nov, next fri 10:00, in 3 weeks"
    found = parse_phrase(text, now, order)
    today = now.date()
    if isinstance(found, datetime):
        day, at = found.date(), found.time()
    elif isinstance(found, date):
        day, at = found, None
    else:
        return None, "No single date in that"
    said = f"{short_day(day, today)}{f' {at:%H:%M}' if at else ''}, {distance(day, today)}"
    if day < today:
        return None, f"{said}: that is past"
    return DateChoice(day, at), said


def read_choice(
    text: str, now: datetime, order: DateOrder, default: date
) -> tuple[DateChoice | None, str]:
    """As `read_date`, and "reply" or "reply fri": their reply or that day, whichever is first.

    Without a day `reply` means the default.
    """
    word, _, rest = text.strip().partition(" ")
    if word.lower() != REPLY_WORD:
        return read_date(text, now, order)
    if rest.strip():
        choice, said = read_date(rest, now, order)
    else:
        choice, said = DateChoice(default), short_day(default, now.date())
    if choice is None:
        return None, said
    return replace(choice, waits_for_reply=True), f"when they reply, or {said}"


def _every(columns: Columns) -> Iterator[KeyedDay]:
    for column in columns:
        yield from column


def _next_weekday(today: date, weekday: int) -> date:
    """The first such day after today; 0 is Monday."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
