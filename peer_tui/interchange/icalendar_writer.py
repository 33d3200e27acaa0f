"""Writes follow-ups and promises as iCalendar (RFC 5545): as events, or as to-dos.

An event and a to-do of one item have different UIDs: a server would take them for the same. The
same data makes the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, time, timedelta

from peer_tui.interchange.icalendar_items import CalendarItem, State, why_words
from peer_tui.interchange.vcard_writer_lines import escape, fold_line

LENGTH = timedelta(minutes=30)
"""How long an event with a time of the day takes in the calendar."""
_HEAD = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Peer//peer-tui//EN",
    "CALSCALE:GREGORIAN",
    "X-WR-CALNAME:Peer",
)
_MORNING, _BEFORE = "PT9H", "-PT15M"
_UNTIL, _UNTIL_DAY = re.compile(r"UNTIL=(\d{8})T\w*"), r"UNTIL=\1"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def write_events(items: Iterable[CalendarItem], *, notes: bool = False) -> Iterator[str]:
    """A calendar with an event for each item that has a date; private notes only if asked for.

    What is open reminds at nine, or a quarter of an hour before its time; what was let go is
    there once, cancelled.
    """
    dated = (item for item in items if item.on is not None)
    return _calendar(dated, _event_lines, notes)


def write_todos(items: Iterable[CalendarItem], *, notes: bool = False) -> Iterator[str]:
    """A calendar with a to-do for each item; private notes only if asked for.

    A to-do does not repeat: when it is done here, the next one is made here.
    """
    return _calendar(items, _todo_lines, notes)


def _calendar(
    items: Iterable[CalendarItem],
    lines_of: Callable[[CalendarItem], Iterator[str]],
    notes: bool,
) -> Iterator[str]:
    yield _text(_HEAD)
    for item in items:
        lines = list(lines_of(item))
        if notes and item.notes:
            lines.insert(-1, f"DESCRIPTION:{escape(item.notes)}")
        yield _text(lines)
    yield _text(["END:VCALENDAR"])


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{fold_line(line)}\r\n" for line in lines)


def _event_lines(item: CalendarItem) -> Iterator[str]:
    is_open = item.state is State.OPEN
    yield "BEGIN:VEVENT"
    yield from _common_lines(item, "event")
    yield from _span_lines(item)
    if item.rrule and is_open:
        # RFC 5545 section 3.3.10: the end of a rule is a date where its start is one.
        yield f"RRULE:{item.rrule if item.at else _UNTIL.sub(_UNTIL_DAY, item.rrule)}"
    yield f"STATUS:{'CANCELLED' if item.state is State.CANCELLED else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    if is_open:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_summary(item)}")
        yield f"TRIGGER:{_BEFORE if item.at else _MORNING}"
        yield "END:VALARM"
    yield "END:VEVENT"


def _todo_lines(item: CalendarItem) -> Iterator[str]:
    yield "BEGIN:VTODO"
    yield from _common_lines(item, "todo")
    if item.on is not None:
        due = _moment(item, item.at) if item.at else None
        yield f"DUE:{due}" if due else f"DUE;VALUE=DATE:{item.on:%Y%m%d}"
    if item.starred:
        yield "PRIORITY:1"
    if item.state is State.DONE:
        yield from ("STATUS:COMPLETED", "PERCENT-COMPLETE:100")
        yield f"COMPLETED:{_changed(item)}"
    else:
        yield "STATUS:NEEDS-ACTION" if item.state is State.OPEN else "STATUS:CANCELLED"
    yield "END:VTODO"


def _common_lines(item: CalendarItem, component: str) -> Iterator[str]:
    yield f"UID:peer-{component}-{item.kind}-{item.id}"
    yield f"DTSTAMP:{_changed(item)}"
    yield f"SEQUENCE:{max(item.edits, 0)}"
    yield f"SUMMARY:{_summary(item)}"
    if item.tags:
        yield f"CATEGORIES:{','.join(map(escape, item.tags))}"
    yield f"X-PEER-KIND:{item.kind}"
    yield f"X-PEER-ID:{item.id}"


def _summary(item: CalendarItem) -> str:
    """What and why: `Maria Lopez: send quote (promised)`."""
    done = "Done: " if item.state is State.DONE else ""
    who = f"{item.person_name}: " if item.person_name else ""
    why = why_words(item)
    text = f"{done}{who}{item.text}{f' ({why})' if why else ''}"
    return escape(" ".join(text.split()))


def _span_lines(item: CalendarItem) -> Iterator[str]:
    """DTSTART and DTEND: a whole day, a moment in UTC, or a time of the day that repeats."""
    assert item.on is not None
    if item.at is None:
        yield f"DTSTART;VALUE=DATE:{item.on:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{item.on + timedelta(days=1):%Y%m%d}"
        return
    start = datetime.combine(item.on, item.at)
    if item.rrule and item.state is State.OPEN:
        # Without a zone it stays at that time of the day on both sides of a clock change.
        yield f"DTSTART:{start:%Y%m%dT%H%M%S}"
        yield f"DTEND:{start + LENGTH:%Y%m%dT%H%M%S}"
        return
    moment = start.astimezone(UTC)
    yield f"DTSTART:{moment:%Y%m%dT%H%M%SZ}"
    yield f"DTEND:{moment + LENGTH:%Y%m%dT%H%M%SZ}"


def _moment(item: CalendarItem, at: time) -> str:
    assert item.on is not None
    return f"{datetime.combine(item.on, at).astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _changed(item: CalendarItem) -> str:
    return f"{item.changed_at or _EPOCH:%Y%m%dT%H%M%SZ}"
