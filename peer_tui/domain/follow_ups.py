"""Follow-ups: something to come back to."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from peer_tui.domain.history import Channel


class Purpose(StrEnum):
    """Why to come back."""

    CHECK_IN = "check in"
    THANK = "thank"
    APPLAUD = "applaud"
    ASK_SOLVED = "ask whether solved"
    IMPORTANT_DATE = "important date"
    INTRODUCTION = "introduction"
    INVITATION = "invitation"
    RECONFIRM = "reconfirm a preference"


_PURPOSE_WORDS = {
    "thank": Purpose.THANK,
    "thanks": Purpose.THANK,
    "applaud": Purpose.APPLAUD,
    "congratulate": Purpose.APPLAUD,
}


def purpose_of(text: str) -> Purpose:
    """The purpose that the first word of a follow-up's text names; a check in without one."""
    first = text.split(maxsplit=1)[0].lower() if text.strip() else ""
    return _PURPOSE_WORDS.get(first.rstrip(":,"), Purpose.CHECK_IN)


class FollowUpStatus(StrEnum):
    """Where a follow-up stands."""

    OPEN = "open"
    DONE = "done"
    LET_GO = "let go"


class RecursFrom(StrEnum):
    """From where the next date of a recurring follow-up is counted."""

    DATE = "date"
    COMPLETION = "completion"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something to come back to, with or without a person."""

    text: str
    due_on: date
    person_id: int | None = None
    due_time: time | None = None
    purpose: Purpose = Purpose.CHECK_IN
    status: FollowUpStatus = FollowUpStatus.OPEN
    channel: Channel = Channel.NONE
    recurrence: str = ""
    """An RRULE value (RFC 5545 section 3.3.10) such as FREQ=WEEKLY;INTERVAL=6; empty for once."""
    recurs_from: RecursFrom = RecursFrom.DATE
    tags: tuple[str, ...] = ()
    starred: bool = False
    snoozed_until: date | None = None
    """Hidden from the queue until then; the due date stays."""
    snooze_count: int = 0
    closed_on: date | None = None
    interaction_id: int | None = None
    promise_id: int | None = None
    important_date_id: int | None = None
    id: int | None = None
    version: int = 1
