"""How a relationship stands: active, resting, or ended, and who closed the door, if anybody did.

Nothing is deleted by resting: the rhythm stops, what was promised stays, the history stays.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from peer_tui.domain.calendar_days import day_text
from peer_tui.domain.date_words import DateOrder
from peer_tui.domain.people import Standing
from peer_tui.domain.text import clean_line


class Door(StrEnum):
    """Whether the way back is open once a relationship ended."""

    OPEN = "open"
    CLOSED_BY_ME = "closed by me"
    CLOSED_BY_THEM = "closed by them"


class StandingState(NamedTuple):
    """How it stands with a person."""

    standing: Standing = Standing.ACTIVE
    door: Door = Door.OPEN
    reason: str = ""
    rests_until: date | None = None
    """While it rests: the day it goes on by itself; None: open end."""

    def on(self, today: date) -> Standing:
        """The standing on a day: a rest is over on the day it was to last until."""
        rested = self.rests_until is not None and self.rests_until <= today
        return Standing.ACTIVE if self.standing is Standing.RESTING and rested else self.standing

    def words(self, today: date) -> str:
        """ "resting until 1 Mar: moving house"; "ended, the door is open"; "" while active."""
        standing = self.on(today)
        if standing is Standing.ACTIVE:
            return ""
        if standing is Standing.ENDED:
            said = f"ended, the door is {self.door}"
        else:
            said = "resting" if self.rests_until is None else f"resting {self.until_words(today)}"
        return f"{said}: {self.reason}" if self.reason else said

    def until_words(self, today: date) -> str:
        """ "until Mon 1 Mar"; empty for an open end."""
        return rest_until_words(self.rests_until, today)


ACTIVE = StandingState()
"""As with most people."""


class Rest(NamedTuple):
    """A rest, as it was typed."""

    until: date | None = None
    reason: str = ""


class NotARest(ValueError):
    """The line names no day that is still to come; says so in a sentence."""


def rest_until_words(until: date | None, today: date) -> str:
    """ "until Mon 1 Mar", with the year where it is another one; empty for an open end."""
    if until is None:
        return ""
    year = "" if until.year == today.year else f" {until.year}"
    return f"until {day_text(until)}{year}"


def read_rest(line: str, now: datetime, order: DateOrder = DateOrder.DAY_FIRST) -> Rest:
    """ "until 1 march, moving house": both are optional; without a day the end is open.

    Raises NotARest where no day stands after "until", or the day is not to come.
    """
    text = clean_line(line)
    first, _, rest = text.partition(" ")
    if first.lower() != "until":
        day = _day(text, now, order)
        return Rest(None, text) if day is None else Rest(_to_come(day, now), "")
    words = rest.split()
    for end in range(len(words), 0, -1):
        day = _day(" ".join(words[:end]).rstrip(",:"), now, order)
        if day is not None:
            return Rest(_to_come(day, now), " ".join(words[end:]).lstrip(",: "))
    raise NotARest("Until when? Try: until 1 march, moving house.")


def _day(text: str, now: datetime, order: DateOrder) -> date | None:
    from peer_tui.domain.dates import parse_phrase

    found = parse_phrase(text, now, order)
    if isinstance(found, datetime):
        return found.date()
    return found if isinstance(found, date) else None


def _to_come(day: date, now: datetime) -> date:
    if day <= now.date():
        raise NotARest("A rest lasts until a day that is still to come.")
    return day
