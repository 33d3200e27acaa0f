"""How the command line says what an item is and when it is due."""

from __future__ import annotations

from datetime import date
from typing import Any

from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.domain.calendar_days import relative
from peer_tui.domain.follow_ups import Purpose
from peer_tui.domain.history import Side
from peer_tui.domain.text import clean_line

_PURPOSES = {
    Purpose.CHECK_IN: "follow-up",
    Purpose.THANK: "thank",
    Purpose.APPLAUD: "applaud",
    Purpose.ASK_SOLVED: "solved?",
    Purpose.IMPORTANT_DATE: "date",
    Purpose.INTRODUCTION: "introduce",
    Purpose.INVITATION: "invite",
    Purpose.RECONFIRM: "reconfirm",
}


def kind_word(item: AgendaItem) -> str:
    """`I owe`, `they owe`, `thank`, `quiet`."""
    if item.kind is ItemKind.PROMISE:
        return "I owe" if item.side is Side.MINE else "they owe"
    return "quiet" if item.kind is ItemKind.RHYTHM else _PURPOSES[item.purpose]


def item_text(item: AgendaItem, today: date) -> str:
    """The item in the owner's words, or how long it has been quiet."""
    if item.kind is not ItemKind.RHYTHM:
        return clean_line(item.text)
    rhythm = f"usually every {span(item.rhythm_days)}"
    if item.last_contact_on is None:
        return rhythm
    return f"{span((today - item.last_contact_on).days)}; {rhythm}"


def due_words(item: AgendaItem, today: date) -> str:
    """`5 days late`, `10:00`, `today`, `Mon 23 Nov`, `someday`; nothing for a quiet person."""
    if item.kind is ItemKind.RHYTHM:
        return ""
    if item.due_on == date.max:
        return "someday"
    late = (today - item.due_on).days
    if late > 0:
        return f"{late} {'day' if late == 1 else 'days'} late"
    if item.due_time is None:
        return relative(item.due_on, today)
    at = f"{item.due_time:%H:%M}"
    return at if late == 0 else f"{relative(item.due_on, today)} {at}"


def sentence(item: AgendaItem, today: date) -> str:
    """An item as one sentence, for reading aloud."""
    kind = kind_word(item)
    who = clean_line(item.person_name)
    head = f"{kind[:1].upper()}{kind[1:]}" + (f", {who}" if who else "")
    parts = (item_text(item, today), due_words(item, today))
    return f"{head}: {', '.join(part for part in parts if part)}."


def span(days: int) -> str:
    """A number of days in the largest fitting unit: `9 days`, `9 weeks`, `7 months`."""
    if days < 14:
        number, unit = days, "day"
    elif days < 90:
        number, unit = days // 7, "week"
    elif days < 730:
        number, unit = days // 30, "month"
    else:
        number, unit = days // 365, "year"
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def item_document(item: AgendaItem, today: date) -> dict[str, Any]:
    """An item as its JSON object; null where there is nothing to say."""
    dated = item.due_on != date.max
    return {
        "kind": str(item.kind).replace("_", "-"),
        "id": item.id,
        "person": clean_line(item.person_name) or None,
        "person_id": item.person_id,
        "side": str(item.side) if item.kind is ItemKind.PROMISE else None,
        "purpose": str(item.purpose) if item.kind is ItemKind.FOLLOW_UP else None,
        "text": item_text(item, today),
        "due": item.due_on.isoformat() if dated else None,
        "time": f"{item.due_time:%H:%M}" if item.due_time else None,
        "days_late": max(0, (today - item.due_on).days) if dated else 0,
        "every": item.recurrence or None,
        "star": item.starred,
        "moves": item.moves,
        "snoozes": item.snooze_count,
    }
