"""Short words of the rows: whose turn, when, how long ago."""

from datetime import date, datetime

from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.domain.calendar_days import short_day
from peer_tui.domain.follow_ups import Purpose
from peer_tui.domain.history import Side
from peer_tui.domain.promise_words import how_words, moved_words
from peer_tui.domain.rhythm import quiet_words
from peer_tui.storage.rows import PersonRow

_PURPOSE_TAGS = {
    Purpose.THANK: "THANK",
    Purpose.APPLAUD: "APPLAUD",
    Purpose.ASK_SOLVED: "SOLVED?",
    Purpose.IMPORTANT_DATE: "DATE",
    Purpose.INTRODUCTION: "INTRO",
    Purpose.INVITATION: "INVITE",
    Purpose.RECONFIRM: "STILL?",
}
_WAITING = frozenset({Purpose.THANK, Purpose.APPLAUD})
WEEK = 7
MONTH = 30
YEAR = 365


def item_tag(item: AgendaItem) -> str:
    """Whose turn it is, in capitals of at most seven letters."""
    if item.kind is ItemKind.RHYTHM:
        return "QUIET"
    if item.kind is ItemKind.PROMISE:
        return "I OWE" if item.side is Side.MINE else "OWED"
    return _PURPOSE_TAGS.get(item.purpose, "F-UP")


def item_text(item: AgendaItem, today: date) -> str:
    """What the row is about, as it reads on after the tag."""
    if item.kind is ItemKind.FOLLOW_UP and item.purpose in _PURPOSE_TAGS:
        from peer_tui.domain.row_words import beside_tag

        return beside_tag(item.purpose, item.text, item.person_name)
    if item.kind is not ItemKind.RHYTHM or item.last_contact_on is None:
        return item.text
    return quiet_words(item.last_contact_on, today, item.rhythm_days)


def item_when(item: AgendaItem, today: date, *, short: bool) -> str:
    """When it was or is due: "5 days late", "today", "10:00", "since Fri", "Mon 23 Nov"."""
    late = (today - item.due_on).days
    if item.due_on == date.max:
        return "no date"
    if item.kind is ItemKind.RHYTHM:
        return "today"
    if late == 0:
        return item.due_time.strftime("%H:%M") if item.due_time else "today"
    if late < 0:
        return short_day(item.due_on, today)
    if item.purpose in _WAITING and item.kind is ItemKind.FOLLOW_UP:
        day = short_day(item.due_on, today)
        return f"since {day.split()[0] if late < WEEK else day}"
    return late_words(late, short=short)


def promise_how(item: AgendaItem, *, short: bool) -> str:
    """How firm it is and how often it was moved: "soft, moved twice", or "soft ×2"."""
    if item.due_on == date.max and item.firmness == "someday":
        return "" if short else moved_words(item.moves)
    if not short:
        return how_words(item.firmness, item.moves)
    moved = f"×{item.moves}" if item.moves > 1 else ""
    return f"{how_words(item.firmness, 0)} {moved}".strip()


def held_until(opens_at: datetime | None, today: date, *, short: bool) -> str:
    """When a held row opens: "opens 14:00", "opens Mon 23", or "held" where nobody knows."""
    if opens_at is None:
        return "held"
    local = opens_at.astimezone()
    near = near_day(local.date(), today)
    words = f"{local.hour:02}:{local.minute:02}" if near == "today" else near
    return words if short else f"opens {words}"


def near_day(day: date, today: date) -> str:
    """A date in seven cells: "today", "Fri 13" within a week, "30 Nov", "Mar 27" next year."""
    if day == date.max:
        return "no date"
    if day == today:
        return "today"
    if abs((day - today).days) < WEEK:
        return f"{day:%a} {day.day}"
    return f"{day.day} {day:%b}" if day.year == today.year else f"{day:%b %y}"


def late_words(days: int, *, short: bool) -> str:
    """ "5 days late", or "5d late" where room is short."""
    if short:
        return f"{days}d late"
    return "1 day late" if days == 1 else f"{days} days late"


def is_late(item: AgendaItem, today: date) -> bool:
    """Whether its day is over; a rhythm is never late."""
    return item.kind is not ItemKind.RHYTHM and item.due_on < today


def apart(person: PersonRow, today: date) -> str:
    """ "resting" or "ended"; empty while active, and once a rest is over."""
    rested = person.rests_until is not None and person.rests_until <= today
    return "" if person.standing == "active" or rested else person.standing


def ago(day: date | None, today: date) -> str:
    """How long ago in two or three cells: "Fri", "12 d", "9 wk", "4 mo", "2 y"; "new" for never."""
    if day is None:
        return "new"
    days = (today - day).days
    if days <= 0:
        return "today"
    if days < WEEK:
        return day.strftime("%a")
    for length, unit in ((2 * WEEK, "d"), (10 * WEEK, "wk"), (2 * YEAR, "mo")):
        if days < length:
            divisor = {"d": 1, "wk": WEEK, "mo": MONTH}[unit]
            return f"{days // divisor} {unit}"
    return f"{days // YEAR} y"
