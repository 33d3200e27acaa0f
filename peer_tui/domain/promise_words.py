"""What became of a promise, in words: how firm it is, how it ended, the dates it had before.

Firmness and status are the values of `Firmness` and `PromiseStatus` of `domain.promises`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from peer_tui.domain.calendar_days import short_day
from peer_tui.domain.history import Side


def moved_words(moves: int) -> str:
    """ "moved once", "moved 3 times"; "" for a promise with the date first agreed."""
    return {0: "", 1: "moved once", 2: "moved twice"}.get(moves, f"moved {moves} times")


def how_words(firmness: str, moves: int) -> str:
    """What is to be known of an open promise besides its date: "soft, moved twice"."""
    firm = "" if firmness == "hard" else firmness
    return ", ".join(filter(None, (firm, moved_words(moves))))


class KeptRecord(NamedTuple):
    """Promises of one side that were kept, as plain counts.

    What was let go or taken back counts neither way, and neither does what is still open.
    """

    on_time: int
    """On the day last agreed, or before it; or without any date."""
    kept: int


def is_on_time(closed_on: date, due_on: date | None) -> bool:
    """Whether a promise kept on a day was kept on time: by the date last agreed."""
    return due_on is None or closed_on <= due_on


def kept_words(side: Side, record: KeptRecord) -> str:
    """ "I kept 7 of 8 on time"; "" where none was kept yet."""
    if not record.kept:
        return ""
    who = "I" if side is Side.MINE else "they"
    return f"{who} kept {record.on_time} of {record.kept} on time"


def record_words(mine: KeptRecord, theirs: KeptRecord) -> str:
    """ "I kept 7 of 8 on time. They kept 3 of 3 on time."; "" where none was kept yet."""
    said = (kept_words(Side.MINE, mine), kept_words(Side.THEIRS, theirs))
    return " ".join(f"{words[0].upper()}{words[1:]}." for words in said if words)


def ending_words(
    side: Side, status: str, closed_on: date | None, due_on: date | None, today: date
) -> str:
    """ "kept on time Wed 18 Nov", "kept 2 days late, Fri 20 Nov", "let go Wed 18 Nov"."""
    day = short_day(closed_on, today) if closed_on else ""
    match status:
        case "kept" if closed_on and due_on and not is_on_time(closed_on, due_on):
            late = (closed_on - due_on).days
            words = f"kept {late} {'day' if late == 1 else 'days'} late, {day}"
        case "kept":
            words = f"kept on time {day}" if due_on else f"kept {day}"
        case "released":
            words = f"let go {day}"
        case "withdrawn":
            words = f"taken back {day}" if side is Side.MINE else f"they took it back {day}"
        case _:
            words = f"by {short_day(due_on, today)}" if due_on else "no date"
    return words.rstrip()


def moves_words(moves: Iterable[tuple[date | None, str]], today: date) -> str:
    """ "was Fri 13 Nov, then Mon 16 Nov (waiting for the oak)", from old dates and reasons."""
    parts = []
    for old, why in moves:
        day = short_day(old, today) if old else "no date"
        parts.append(f"{day} ({why})" if why else day)
    return f"was {', then '.join(parts)}" if parts else ""
