"""The briefing as lines to read and as a JSON object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from peer_tui.cli.table import columns
from peer_tui.cli.words import due_words, item_document, span
from peer_tui.clock import local_day, to_utc_text
from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.boundaries import agreed_words
from peer_tui.domain.calendar_days import MONTH_NAMES, relative
from peer_tui.domain.gate import GIVE_ROOM
from peer_tui.domain.people import ContactPoint, ImportantDate, Person, RhythmKind, Tag
from peer_tui.domain.preferences import Stance
from peer_tui.domain.text import clean_line
from peer_tui.services.briefing import Briefing
from peer_tui.storage.queries.promises import KeptRecord
from peer_tui.storage.rows import HistoryRow

_CHANNELS = {"phone": "call", "email": "mail"}
_ARROWS = {"me": "→", "them": "←", "both": "↔"}
_NOTHING = "nothing"
_STANCES = ((Stance.WANTS, "Wants"), (Stance.AVOIDS, "No"), (Stance.UNSURE, "Unsure"))


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
    reached = [_contact_point(point) for point in person.contact_points]
    yield from _labelled("Reach", [*reached, *_wishes(briefing, today)])
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


def _wishes(briefing: Briefing, today: date) -> Iterator[str]:
    """What was agreed and asked for, and whether it holds contact now."""
    found = briefing.reach
    if found is not None and not found.open:
        opens = f", opens {_moment(found.opens_at, today)}" if found.opens_at else ""
        yield clean_line(f"HELD now: {found.why}{opens}")
    if found is not None and GIVE_ROOM in found.advice:
        yield GIVE_ROOM
    agreed = [
        agreed_words(boundary, today)
        for boundary in briefing.boundaries
        if boundary.until is None or boundary.until >= today
    ]
    if agreed:
        yield clean_line("; ".join(agreed))
    for stance, label in _STANCES:
        topics = [each.topic for each in briefing.preferences if each.stance is stance]
        if topics:
            yield clean_line(f"{label}: {', '.join(topics)}")


def _moment(moment: datetime, today: date) -> str:
    local = moment.astimezone()
    at = "" if (local.hour, local.minute) == (0, 0) else f" {local.hour:02}:{local.minute:02}"
    return f"{relative(local.date(), today)}{at}"


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
        "reach": _reach_document(briefing),
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


def _reach_document(briefing: Briefing) -> dict[str, Any]:
    found = briefing.reach
    opens_at = found.opens_at if found else None
    return {
        "open": found.open if found else None,
        "why": (found.why if found else "") or None,
        "opens_at": to_utc_text(opens_at) if opens_at else None,
        "advice": (found.advice if found else "") or None,
        "boundaries": [
            {
                "side": str(each.side),
                "kind": str(each.kind),
                "value": each.value or None,
                "agreed_on": each.agreed_on.isoformat() if each.agreed_on else None,
                "until": each.until.isoformat() if each.until else None,
            }
            for each in briefing.boundaries
        ],
        "preferences": [
            {
                "topic": each.topic,
                "stance": str(each.stance),
                "said_on": each.said_on.isoformat() if each.said_on else None,
                "acted_on": each.acted_on.isoformat() if each.acted_on else None,
                "reconfirm_on": each.reconfirm_on.isoformat() if each.reconfirm_on else None,
            }
            for each in briefing.preferences
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
