"""The briefing as lines to read and as a JSON object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from peer_tui.cli.table import columns
from peer_tui.cli.words import due_words, item_document, span
from peer_tui.clock import local_day
from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.calendar_days import MONTH_NAMES, relative
from peer_tui.domain.people import ContactPoint, ImportantDate, Person, RhythmKind, Tag
from peer_tui.domain.text import clean_line
from peer_tui.services.briefing import Briefing
from peer_tui.storage.queries.promises import KeptRecord
from peer_tui.storage.rows import HistoryRow

_CHANNELS = {"phone": "call", "email": "mail"}
_ARROWS = {"me": "→", "them": "←", "both": "↔"}
_NOTHING = "nothing"


def briefing_lines(briefing: Briefing, today: date) -> list[str]:
    """The briefing as lines: a head, labelled facts, the last entries of the history."""
    person = briefing.person
    head = [clean_line(part) for part in (person.name, person.organisation, person.job_title)]
    lines = ["  ".join(part for part in head if part)]
    if person.tags:
        lines.append(" · ".join(_tag(tag) for tag in person.tags))
    lines += ["", *columns(list(_facts(briefing, today)))]
    if briefing.history:
        lines += ["", f"Shared history ({briefing.history_count})"]
        lines += columns([_entry(row, today) for row in briefing.history], flexible=3)
    return lines


def _facts(briefing: Briefing, today: date) -> Iterator[tuple[str, str]]:
    person = briefing.person
    yield from _labelled("Reach", [_contact_point(point) for point in person.contact_points])
    mine = [_promise(item, today) for item in briefing.mine]
    yield from _labelled("I owe", mine or [_NOTHING])
    theirs = [_promise(item, today) for item in briefing.theirs]
    yield from _labelled("They owe", theirs or [_NOTHING])
    kept = _kept("I", briefing.kept_mine) + _kept("they", briefing.kept_theirs)
    yield from _labelled("Kept", [", ".join(kept)] if kept else [])
    steps = [f"{due_words(item, today)}: {_text(item)}" for item in briefing.next_steps]
    yield from _labelled("Next", steps)
    yield from _labelled("Dates", [_important_date(day) for day in person.dates])
    yield "Last contact", last_contact_words(person.last_contact_on, today)
    if person.rhythm.kind is RhythmKind.PERIODIC and person.rhythm.days:
        yield "Rhythm", f"every {span(person.rhythm.days)}"
    notes = [clean_line(line) for line in person.notes.splitlines()]
    yield from _labelled("Notes", [line for line in notes if line])


def _labelled(label: str, values: Sequence[str]) -> Iterator[tuple[str, str]]:
    for number, value in enumerate(values):
        yield label if number == 0 else "", value


def _tag(tag: Tag) -> str:
    since = f" since {tag.since}" if tag.since else ""
    until = f" until {tag.until}" if tag.until else ""
    return f"{clean_line(tag.name)}{since}{until}"


def _contact_point(point: ContactPoint) -> str:
    label = f" ({clean_line(point.label)})" if point.label else ""
    unused = ", do not use" if point.do_not_use else ""
    return f"{clean_line(point.value)}{label}{unused}"


def _text(item: AgendaItem) -> str:
    return clean_line(item.text)


def _promise(item: AgendaItem, today: date) -> str:
    moved = {0: "", 1: ", moved once", 2: ", moved twice"}.get(
        item.moves, f", moved {item.moves} times"
    )
    return f"{_text(item)}, {due_words(item, today)}{moved}"


def _kept(who: str, record: KeptRecord) -> list[str]:
    return [f"{who} kept {record.on_time} of {record.kept} on time"] if record.kept else []


def _important_date(day: ImportantDate) -> str:
    label = clean_line(day.label) or str(day.kind)
    if day.on.month is None:
        return f"{label} {day.on}"
    number = f"{day.on.day} " if day.on.day else ""
    year = f" {day.on.year}" if day.on.year else ""
    return f"{label} {number}{MONTH_NAMES[day.on.month - 1]}{year}"


def last_contact_words(last: date | None, today: date) -> str:
    """`never`, `today`, `yesterday`, `Fri 13 Nov, 5 days ago`."""
    if last is None:
        return "never"
    days = (today - last).days
    near = relative(last, today)
    return near if days < 2 else f"{near}, {span(days)} ago"


def _entry(row: HistoryRow, today: date) -> tuple[str, str, str, str]:
    way = _CHANNELS.get(row.channel, row.channel) if row.kind == "conversation" else row.kind
    when = relative(local_day(row.at), today)
    return when, way, _ARROWS.get(row.initiated_by, ""), clean_line(row.text)


def briefing_document(briefing: Briefing, today: date) -> dict[str, Any]:
    """The briefing as its JSON object."""
    person = briefing.person
    last = person.last_contact_on
    return {
        "today": today.isoformat(),
        "person": _person_document(person),
        "last_contact": last.isoformat() if last else None,
        "i_owe": [item_document(item, today) for item in briefing.mine],
        "they_owe": [item_document(item, today) for item in briefing.theirs],
        "kept": {
            "mine": briefing.kept_mine._asdict(),
            "theirs": briefing.kept_theirs._asdict(),
        },
        "next": [item_document(item, today) for item in briefing.next_steps],
        "history_count": briefing.history_count,
        "history": [
            {
                "at": row.at,
                "kind": row.kind,
                "channel": row.channel or None,
                "initiated_by": row.initiated_by,
                "text": row.text,
            }
            for row in briefing.history
        ],
    }


def _person_document(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "organisation": person.organisation or None,
        "job_title": person.job_title or None,
        "tags": [
            {"name": tag.name, "since": tag.since or None, "until": tag.until or None}
            for tag in person.tags
        ],
        "contact_points": [
            {"kind": str(point.kind), "label": point.label or None, "value": point.value}
            for point in person.contact_points
        ],
        "dates": [
            {"kind": str(day.kind), "label": day.label or None, "on": str(day.on)}
            for day in person.dates
        ],
        "rhythm": {"kind": str(person.rhythm.kind), "days": person.rhythm.days},
        "notes": person.notes or None,
    }
