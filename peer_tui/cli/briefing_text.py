"""The briefing as lines to read and as a JSON object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from peer_tui.cli.around import introduction_document, invitation_document, related_document
from peer_tui.cli.needs import need_document, state
from peer_tui.cli.table import columns
from peer_tui.cli.words import due_words, item_document, span
from peer_tui.clock import local_day, to_utc_text
from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.boundaries import agreed_words
from peer_tui.domain.calendar_days import MONTH_NAMES, relative
from peer_tui.domain.gate import GIVE_ROOM
from peer_tui.domain.history import Side
from peer_tui.domain.introductions import about_words, names_from
from peer_tui.domain.introductions import state_words as introduction_words
from peer_tui.domain.invitations import state_words as invitation_words
from peer_tui.domain.people import ContactPoint, ImportantDate, Person, RhythmKind, Standing, Tag
from peer_tui.domain.preferences import Stance
from peer_tui.domain.promise_words import how_words, kept_words
from peer_tui.domain.standing import StandingState
from peer_tui.domain.stories import kindness_words
from peer_tui.domain.text import clean_line
from peer_tui.services.briefing import Briefing
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
    standing = clean_line(briefing.standing.words(today))
    yield from _labelled("Standing", [standing] if standing else [])
    reached = [contact_point_words(point) for point in person.contact_points]
    yield from _labelled("Reach", [*reached, *_wishes(briefing, today)])
    mine = [_promise(item, today) for item in briefing.mine]
    yield from _labelled("I owe", mine or [_NOTHING])
    theirs = [_promise(item, today) for item in briefing.theirs]
    yield from _labelled("They owe", theirs or [_NOTHING])
    sides = ((Side.MINE, briefing.kept_mine), (Side.THEIRS, briefing.kept_theirs))
    kept = ", ".join(filter(None, (kept_words(side, record) for side, record in sides)))
    yield from _labelled("Kept", [kept] if kept else [])
    needs = [f"{clean_line(need.text)}: {state(need, today)}" for need in briefing.needs]
    yield from _labelled("Needs", needs)
    steps = [f"{due_words(item, today)}: {_text(item)}" for item in briefing.next_steps]
    yield from _labelled("Next", steps)
    ties = " · ".join(f"{each.tie.words} {each.name}" for each in briefing.related)
    yield from _labelled("Around", [clean_line(ties)] if ties else [])
    yield from _labelled("Introduced", list(_introductions(briefing)))
    yield from _labelled("Asked", list(_invitations(briefing)))
    kindness = " · ".join(clean_line(kindness_words(each, today)) for each in briefing.kindness)
    yield from _labelled("Kindness", [kindness] if kindness else [])
    yield from _labelled("Dates", [_important_date(day) for day in person.dates])
    yield "Last contact", last_contact_words(person.last_contact_on, today)
    if person.rhythm.kind is RhythmKind.PERIODIC and person.rhythm.days:
        yield "Rhythm", f"every {span(person.rhythm.days)}"
    yield from _labelled("Time zone", [clean_line(person.time_zone)] if person.time_zone else [])
    yield from _labelled("Language", [clean_line(person.language)] if person.language else [])
    notes = [clean_line(line) for line in person.notes.splitlines()]
    yield from _labelled("Notes", [line for line in notes if line])


def _introductions(briefing: Briefing) -> Iterator[str]:
    """Those under way, and the last one that was made."""
    for each in briefing.introductions:
        found = each.introduction
        names = names_from(found, briefing.person.id or 0, (each.one, each.other))
        words = introduction_words(found, briefing.person.id or 0, names)
        yield clean_line(f"{names[1]}{about_words(found.about)}: {words}")
        if not found.is_open:
            return


def _invitations(briefing: Briefing) -> Iterator[str]:
    """What they were asked for last."""
    for each in briefing.invitations[:1]:
        yield clean_line(f"{each.words}: {invitation_words(each)}")


def _labelled(label: str, values: Sequence[str]) -> Iterator[tuple[str, str]]:
    for number, value in enumerate(values):
        yield label if number == 0 else "", value


def _tag(tag: Tag) -> str:
    since = f" since {tag.since}" if tag.since else ""
    until = f" until {tag.until}" if tag.until else ""
    return f"{clean_line(tag.name)}{since}{until}"


def contact_point_words(point: ContactPoint) -> str:
    """ "020 7946 0101 (mobile), do not use"."""
    label = f" ({clean_line(point.label)})" if point.label else ""
    unused = ", do not use" if point.do_not_use else ""
    return f"{clean_line(point.value)}{label}{unused}"


def _wishes(briefing: Briefing, today: date) -> Iterator[str]:
    """What was agreed and asked for, and whether it holds contact now."""
    found = briefing.reach
    if found is not None and not found.open:
        opens = f", opens {moment_words(found.opens_at, today)}" if found.opens_at else ""
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


def moment_words(moment: datetime, today: date) -> str:
    """A day near or far, and its time unless it is midnight: "tomorrow 10:00"."""
    local = moment.astimezone()
    at = "" if (local.hour, local.minute) == (0, 0) else f" {local.hour:02}:{local.minute:02}"
    return f"{relative(local.date(), today)}{at}"


def _text(item: AgendaItem) -> str:
    return clean_line(item.text)


def _promise(item: AgendaItem, today: date) -> str:
    how = how_words(item.firmness, item.moves)
    return ", ".join(filter(None, (_text(item), due_words(item, today), how)))


def _important_date(day: ImportantDate) -> str:
    label = clean_line(day.label) or str(day.kind)
    if day.on.month is None:
        return f"{label} {day.on}"
    number = f"{day.on.day} " if day.on.day else ""
    year = f" {day.on.year}" if day.on.year else ""
    return f"{label} {number}{MONTH_NAMES[day.on.month - 1]}{year}"


def last_contact_words(last: date | None, today: date) -> str:
    """`not yet`, `today`, `yesterday`, `Fri 13 Nov, 5 days ago`."""
    if last is None:
        return "not yet"
    days = (today - last).days
    near = relative(last, today)
    return near if days < 2 else f"{near}, {span(days)} ago"


def _entry(row: HistoryRow, today: date) -> tuple[str, str, str, str]:
    way = _CHANNELS.get(row.channel, row.channel) if row.kind == "conversation" else row.kind
    if row.aspect and row.kind == "story":
        way = row.aspect
    when = relative(local_day(row.at), today)
    return when, way, _ARROWS.get(row.initiated_by, ""), clean_line(row.text)


def briefing_document(briefing: Briefing, today: date) -> dict[str, Any]:
    """The briefing as its JSON object."""
    person = briefing.person
    last = person.last_contact_on
    return {
        "today": today.isoformat(),
        "person": _person_document(person),
        "standing": _standing_document(briefing.standing, today),
        "related": [related_document(each) for each in briefing.related],
        "introductions": [introduction_document(each) for each in briefing.introductions],
        "invitations": [invitation_document(each) for each in briefing.invitations],
        "last_contact": last.isoformat() if last else None,
        "i_owe": [item_document(item, today) for item in briefing.mine],
        "they_owe": [item_document(item, today) for item in briefing.theirs],
        "kept": {
            "mine": briefing.kept_mine._asdict(),
            "theirs": briefing.kept_theirs._asdict(),
        },
        "next": [item_document(item, today) for item in briefing.next_steps],
        "needs": [need_document(need) for need in briefing.needs],
        "last_kindness": {
            str(each.side): {"text": each.text, "on": each.on.isoformat()}
            for each in briefing.kindness
        },
        "reach": _reach_document(briefing),
        "history_count": briefing.history_count,
        "history": [
            {
                "at": row.at,
                "kind": row.kind,
                "channel": row.channel or None,
                "initiated_by": row.initiated_by,
                "text": row.text,
                "aspect": row.aspect or None,
                "may_share": bool(row.may_share),
            }
            for row in briefing.history
        ],
    }


def _standing_document(state: StandingState, today: date) -> dict[str, Any]:
    standing = state.on(today)
    until = state.rests_until if standing is Standing.RESTING else None
    return {
        "standing": str(standing),
        "door": str(state.door) if standing is Standing.ENDED else None,
        "rests_until": until.isoformat() if until else None,
        "reason": state.reason or None if standing is not Standing.ACTIVE else None,
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
                "sentence": each.sentence or None,
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
        "nickname": person.nickname or None,
        "organisation": person.organisation or None,
        "job_title": person.job_title or None,
        "met_on": person.met_on or None,
        "met_through": person.met_through or None,
        "tags": [
            {"name": tag.name, "since": tag.since or None, "until": tag.until or None}
            for tag in person.tags
        ],
        "contact_points": [
            {
                "kind": str(point.kind),
                "label": point.label or None,
                "value": point.value,
                "do_not_use": point.do_not_use,
            }
            for point in person.contact_points
        ],
        "dates": [
            {"kind": str(day.kind), "label": day.label or None, "on": str(day.on)}
            for day in person.dates
        ],
        "rhythm": {"kind": str(person.rhythm.kind), "days": person.rhythm.days},
        "time_zone": person.time_zone or None,
        "language": person.language or None,
        "notes": person.notes or None,
    }
