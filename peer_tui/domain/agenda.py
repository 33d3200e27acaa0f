"""The queue: what is due, in which order, and why.

The rules stand here once. Storage reads the queue section by section in the order of
`Section`; a test holds its SQL against `order_key`.
"""

from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from enum import IntEnum, StrEnum
from typing import NamedTuple

from peer_tui.domain.calendar_days import MON_TO_FRI, add_working_days
from peer_tui.domain.follow_ups import Purpose
from peer_tui.domain.history import Side

SNOOZE_STEPS = (1, 3, 7)
"""Working days of the first, second and every later default snooze in a row."""

THANKS_WAIT_DAYS = 7
"""Thanks and applause older than this come before the other follow-ups."""


MOST_JUMPS = 26
"""Closed stretches that are passed over before the person counts as never reachable."""
MOST_TRIES = 400
"""Days that are tried before one that does not suit is taken."""


def _never(_day: date) -> bool:
    return False


def _that_day(day: date) -> date:
    return day


class ItemKind(StrEnum):
    """What a row of the queue is about."""

    PROMISE = "promise"
    FOLLOW_UP = "follow_up"
    RHYTHM = "rhythm"


class Lane(StrEnum):
    """Whose turn it is."""

    YOURS = "yours"
    THEIRS = "theirs"
    RHYTHM = "rhythm"
    HELD = "held"
    """The contact gate is closed now."""
    NEW = "new"
    """Never in touch, so never late."""


class Section(IntEnum):
    """The order of the queue; a lower number comes first."""

    MY_LATE_PROMISES = 1
    MY_PROMISES_TODAY = 2
    SOLVED_CHECKS_AND_DATES = 3
    WAITING_THANKS = 4
    MY_FOLLOW_UPS = 5
    RHYTHMS = 6
    THEIR_LATE_PROMISES = 7

    @property
    def lane(self) -> Lane:
        """The lane this section belongs to."""
        if self is Section.RHYTHMS:
            return Lane.RHYTHM
        return Lane.THEIRS if self is Section.THEIR_LATE_PROMISES else Lane.YOURS


CHECK_PURPOSES = frozenset({Purpose.ASK_SOLVED, Purpose.IMPORTANT_DATE})
THANKS_PURPOSES = frozenset({Purpose.THANK, Purpose.APPLAUD})

_WHY = {
    Section.MY_LATE_PROMISES: "a promise of mine is late",
    Section.MY_PROMISES_TODAY: "a promise of mine is due today",
    Section.SOLVED_CHECKS_AND_DATES: "their answer or their day is waiting for me",
    Section.WAITING_THANKS: f"thanks have been waiting for more than {THANKS_WAIT_DAYS} days",
    Section.MY_FOLLOW_UPS: "I wanted to come back to it",
    Section.RHYTHMS: "it has been quiet for longer than our rhythm",
    Section.THEIR_LATE_PROMISES: "a promise of theirs is due: worth a friendly question",
}


class AgendaItem(NamedTuple):
    """One row of the queue, with all that the screen shows of it."""

    kind: ItemKind
    id: int
    """Of the promise, the follow-up, or (for a rhythm) the person."""
    text: str
    due_on: date
    """The day it was or is due; for a rhythm, the day the rhythm ran out."""
    person_id: int | None = None
    person_name: str = ""
    sort_name: str = ""
    """The folded name: ties are broken by it."""
    side: Side = Side.MINE
    purpose: Purpose = Purpose.CHECK_IN
    due_time: time | None = None
    snoozed_until: date | None = None
    snooze_count: int = 0
    moves: int = 0
    firmness: str = "hard"
    """Of a promise: a value of `domain.promises.Firmness`."""
    channel: str = ""
    """By what way it is to be done: a value of `Channel`."""
    starred: bool = False
    waits_for_reply: bool = False
    """Whether any word from them wakes it before its snooze is over."""
    recurrence: str = ""
    rhythm_days: int = 0
    last_contact_on: date | None = None


def closing_word(item: AgendaItem | None) -> str:
    """What being done would do to a row: "kept", "done"; "" where it is not for me to say.

    Their promise is kept by them, and a rhythm goes on by itself.
    """
    if item is None or item.kind is ItemKind.RHYTHM or item.side is Side.THEIRS:
        return ""
    return "kept" if item.kind is ItemKind.PROMISE else "done"


def closed_by_contact(item: AgendaItem | None) -> tuple[AgendaItem, ...]:
    """The row, where being in touch is all it asks for."""
    return (item,) if item is not None and item.kind is ItemKind.RHYTHM else ()


def is_due(item: AgendaItem, today: date) -> bool:
    """Whether the item is in the queue today: due, and not snoozed past today."""
    waits = item.snoozed_until is not None and item.snoozed_until > today
    return item.due_on <= today and not waits


def section_of(item: AgendaItem, today: date) -> Section:
    """The section a due item stands in."""
    if item.kind is ItemKind.RHYTHM:
        return Section.RHYTHMS
    if item.kind is ItemKind.PROMISE:
        if item.side is Side.THEIRS:
            return Section.THEIR_LATE_PROMISES
        return Section.MY_LATE_PROMISES if item.due_on < today else Section.MY_PROMISES_TODAY
    if item.purpose in CHECK_PURPOSES:
        return Section.SOLVED_CHECKS_AND_DATES
    waiting_since = today - timedelta(days=THANKS_WAIT_DAYS)
    if item.purpose in THANKS_PURPOSES and item.due_on < waiting_since:
        return Section.WAITING_THANKS
    return Section.MY_FOLLOW_UPS


def lane_of(item: AgendaItem, today: date, *, held: bool = False) -> Lane | None:
    """The one lane an item stands in today; None while it is not due, or put off.

    `held`: the contact gate with its person is closed now. A person with a rhythm who was never
    in touch is new, and never due.
    """
    if is_due(item, today):
        return Lane.HELD if held else section_of(item, today).lane
    is_new = item.kind is ItemKind.RHYTHM and item.last_contact_on is None and item.rhythm_days
    return Lane.NEW if is_new else None


def order_key(item: AgendaItem, today: date) -> tuple[int, float, str, str, str, int]:
    """A total order over due items: section, then older first, then name.

    Rhythms go by days late divided by the rhythm, the quietest first.
    """
    section = section_of(item, today)
    ratio = 0.0
    if section is Section.RHYTHMS:
        ratio = -((today - item.due_on).days / item.rhythm_days)
    at = item.due_time.strftime("%H:%M") if item.due_time else ""
    return (section, ratio, item.due_on.isoformat(), at, item.sort_name, item.id)


def why_first(item: AgendaItem, today: date, held_by: str = "") -> str:
    """The rule that put the item where it is, as a short sentence.

    A held row keeps its place, so that nothing jumps when the gate opens; `held_by` says what
    closes it.
    """
    rule = _WHY[section_of(item, today)]
    return f"{rule}; held now, in its place: {held_by}" if held_by else rule


END_OF_TIME = date(9999, 1, 1)
"""From here on nothing is counted further: the calendar ends."""


def default_snooze(
    item: AgendaItem,
    today: date,
    working_days: frozenset[int] = MON_TO_FRI,
    *,
    steps: Sequence[int] = SNOOZE_STEPS,
    is_free: Callable[[date], bool] = _never,
    opens_on: Callable[[date], date | None] = _that_day,
) -> date:
    """Where the snooze key sends an item: 1, then 3, then 7 working days ahead.

    Days off (`is_free`: public holidays) are no working days. `opens_on` tells the first day, from
    a day on, on which the person can be reached (None: never); where that is later, the item goes
    to the first working day from then on that suits both. Where there is none, the day found first
    stands. What is not due yet counts from the day it is, and what sleeps longer than that from
    the day it wakes: an earlier day would not put it off.
    """
    step = steps[min(item.snooze_count, len(steps) - 1)]

    def after(day: date) -> date:
        for _ in range(step):
            day = next_open_day(day, working_days, is_free)
        return day

    wanted = after(max(today, item.due_on) if item.due_on < END_OF_TIME else today)
    if item.snoozed_until is not None and wanted <= item.snoozed_until < END_OF_TIME:
        wanted = after(item.snoozed_until)
    return suiting_day(wanted, working_days, is_free, opens_on)


def suiting_day(
    wanted: date,
    working_days: frozenset[int],
    is_free: Callable[[date], bool],
    opens_on: Callable[[date], date | None],
) -> date:
    """The day, or the first working day after it on which the person can be reached.

    Where there is none, the day itself.
    """
    found = wanted
    for _ in range(MOST_JUMPS):
        opens = opens_on(found)
        if opens is None or opens == found:
            return found if opens else wanted
        found = next_open_day(opens - timedelta(days=1), working_days, is_free)
    return wanted


def next_open_day(
    day: date, working_days: frozenset[int], is_free: Callable[[date], bool] = _never
) -> date:
    """The first working day after the day that is not free.

    Where hundreds of them in a row are free, the first working day.
    """
    first = found = add_working_days(day, 1, working_days)
    for _ in range(MOST_TRIES):
        if not is_free(found):
            return found
        found = add_working_days(found, 1, working_days)
    return first
