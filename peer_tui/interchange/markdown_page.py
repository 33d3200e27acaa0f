"""A page about a person, in Markdown: what is agreed, what is owed, what comes next, what was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from peer_tui.clock import from_utc_text
from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.boundaries import agreed_words
from peer_tui.domain.calendar_days import MONTH_NAMES
from peer_tui.domain.history import Side
from peer_tui.domain.people import ContactKind, ContactPoint, ImportantDate, Person, RhythmKind, Tag
from peer_tui.domain.preferences import Preference, Stance
from peer_tui.domain.text import clean_line, fold
from peer_tui.storage.queries.attachments import attachments_of
from peer_tui.storage.queries.history import with_person
from peer_tui.storage.queries.person import person as read_person
from peer_tui.storage.queries.promises import kept_record, open_promises
from peer_tui.storage.queries.reach import boundaries, preferences
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import FOLLOW_UP_COLUMNS, NO_DATE, HistoryRow, follow_up_item

PAGE = 500
"""Entries and items that are read at a time."""
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
_STANCES = {Stance.WANTS: "Wants", Stance.AVOIDS: "Rather not", Stance.UNSURE: "Unsure"}
_KINDS = {
    ContactKind.PHONE: "Phone",
    ContactKind.EMAIL: "E-mail",
    ContactKind.ADDRESS: "Address",
    ContactKind.URL: "Web page",
    ContactKind.MESSENGER: "Messenger",
}
_BY = {"me": "I to them", "them": "they to me"}
_CLOSED = {"kept": "kept", "released": "released", "withdrawn": "taken back"}
_NOT_IN_NAMES = re.compile(r"[\W_]+")
_LONGEST_NAME = 80
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.ASCII)


def page(reader: Reader, person_id: int, now: datetime) -> Iterator[str]:
    """The page in pieces of text; nothing when there is no such person.

    `now` is an aware moment: its date is today, its zone that of the moments of the history.
    """
    person = read_person(reader, person_id)
    if person is None:
        return
    yield from _lines(_head(person))
    yield from _section("Contact", _contact(person))
    yield from _section("What was agreed", _agreed(reader, person_id, now.date()))
    for side, title in ((Side.MINE, "What I promised"), (Side.THEIRS, "What they promised")):
        yield from _section(title, _promises(reader, person_id, side))
    yield from _section("Next", _next(reader, person_id))
    yield from _section("Dates", map(_date, person.dates))
    if person.notes:
        yield from _lines(["## Notes", "", *person.notes.split("\n"), ""])
    yield from _section("Shared history", _history(reader, person_id, now))


def file_name(name: str, taken: set[str]) -> str:
    """A name for the file of a page, `maria-lopez.md`, that is not taken yet; adds it to those."""
    plain = _NOT_IN_NAMES.sub("-", fold(name)).strip("-")
    base = plain.encode()[:_LONGEST_NAME].decode("utf-8", "ignore").strip("-") or "person"
    if _RESERVED.fullmatch(base):
        base = f"person-{base}"
    found, number = base, 1
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    taken.add(found)
    return f"{found}.md"


def _plain(text: str) -> str:
    """Text on one line that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", clean_line(text))


def _lines(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield f"{line}\n"


def _section(title: str, items: Iterable[str]) -> Iterator[str]:
    """A heading and a list; nothing for an empty list."""
    empty = True
    for item in items:
        if empty:
            yield f"## {title}\n\n"
        empty = False
        yield f"- {item}\n"
    if not empty:
        yield "\n"


def _head(person: Person) -> Iterator[str]:
    yield f"# {_plain(person.name)}"
    yield ""
    work = [_plain(text) for text in (person.job_title, person.organisation) if text]
    if work:
        yield from (", ".join(work), "")
    if person.tags:
        yield from (" · ".join(map(_tag, person.tags)), "")
    last = person.last_contact_on
    facts = [f"Last contact: {_day(last) if last else 'never'}."]
    if person.rhythm.kind is RhythmKind.PERIODIC and person.rhythm.days:
        facts.append(f"Rhythm: every {person.rhythm.days} days.")
    if person.met_on or person.met_through:
        through = f"through {_plain(person.met_through)}" if person.met_through else ""
        facts.append(f"Met: {' '.join(part for part in (person.met_on, through) if part)}.")
    yield from (" ".join(facts), "")


def _tag(tag: Tag) -> str:
    since = f" since {tag.since}" if tag.since else ""
    return f"{_plain(tag.name)}{since}{f' until {tag.until}' if tag.until else ''}"


def _contact(person: Person) -> Iterator[str]:
    for point in person.contact_points:
        yield _point(point)


def _point(point: ContactPoint) -> str:
    label = f" ({_plain(point.label)})" if point.label else ""
    unused = ", not to be used" if point.do_not_use else ""
    return f"{_KINDS[point.kind]}{label}: {_plain(point.value)}{unused}"


def _agreed(reader: Reader, person_id: int, today: date) -> Iterator[str]:
    for boundary in boundaries(reader, person_id):
        if boundary.until is None or boundary.until >= today:
            yield _plain(agreed_words(boundary, today))
    for preference in preferences(reader, person_id):
        yield _preference(preference)


def _preference(preference: Preference) -> str:
    said = f", said {_day(preference.said_on)}" if preference.said_on else ""
    return f"{_STANCES[preference.stance]}: {_plain(preference.topic)}{said}"


def _promises(reader: Reader, person_id: int, side: Side) -> Iterator[str]:
    pages = open_promises(reader, person_id)
    items = pages.first(PAGE)
    while items:
        yield from (_owed(item) for item in items if item.side is side)
        items = pages.after(items[-1], PAGE)
    yield from _closed(reader, person_id, side)
    record = kept_record(reader, person_id, side)
    if record.kept:
        yield f"Kept {record.on_time} of {record.kept} on time"


def _owed(item: AgendaItem) -> str:
    due = f"by {_due(item)}" if item.due_on != NO_DATE else "someday"
    moves = {0: "", 1: ", moved once"}.get(item.moves, f", moved {item.moves} times")
    return f"{_plain(item.text)}, {due}{moves}"


def _closed(reader: Reader, person_id: int, side: Side) -> Iterator[str]:
    last = -1
    while rows := reader.rows(
        "SELECT id, text, status, closed_on FROM promise WHERE person_id = ? AND +side = ?"
        " AND status <> 'open' AND id > ? ORDER BY id LIMIT ?",
        (person_id, side, last, PAGE),
    ):
        last = rows[-1][0]
        for _, text, status, closed_on in rows:
            on = f" {_day(date.fromisoformat(closed_on))}" if closed_on else ""
            yield f"{_plain(text)}: {_CLOSED[status]}{on}"


def _next(reader: Reader, person_id: int) -> Iterator[str]:
    last: tuple[str, int] = ("", -1)
    while rows := reader.rows(
        f"SELECT {FOLLOW_UP_COLUMNS} FROM follow_up JOIN person ON person.id = follow_up.person_id"
        " WHERE follow_up.person_id = ? AND follow_up.status = 'open'"
        " AND (follow_up.due_on, follow_up.id) > (?, ?)"
        " ORDER BY follow_up.due_on, follow_up.id LIMIT ?",
        (person_id, *last, PAGE),
    ):
        items = [follow_up_item(row) for row in rows]
        last = (items[-1].due_on.isoformat(), items[-1].id)
        yield from (f"{_due(item)}: {_plain(item.text)} ({item.purpose})" for item in items)


def _due(item: AgendaItem) -> str:
    return _day(item.due_on) + (f" {item.due_time:%H:%M}" if item.due_time else "")


def _date(day: ImportantDate) -> str:
    label = _plain(day.label) or str(day.kind)
    on = day.on
    if on.month is None:
        return f"{label}: {on}"
    number = f"{on.day} " if on.day else ""
    return f"{label}: {number}{MONTH_NAMES[on.month - 1]}{f' {on.year}' if on.year else ''}"


def _history(reader: Reader, person_id: int, now: datetime) -> Iterator[str]:
    pages = with_person(reader, person_id)
    rows: Sequence[HistoryRow] = pages.first(PAGE)
    while rows:
        yield from (_entry(row, now) + _attached(reader, row) for row in rows)
        rows = pages.after(rows[-1], PAGE)


def _entry(row: HistoryRow, now: datetime) -> str:
    """The day and how it was, then the owner's own words, Markdown as they are."""
    on = _day(from_utc_text(row.at).astimezone(now.tzinfo).date())
    kind = "" if row.kind == "conversation" else row.kind
    by = "" if row.kind == "note" else _BY.get(row.initiated_by, "")
    how = ", ".join(part for part in (kind, row.channel, by) if part)
    head = f"{on}{f' ({how})' if how else ''}"
    if not row.text.strip():
        return head
    first, *rest = row.text.strip().split("\n")
    return "\n".join([f"{head}: {first}", *(f"  {line}".rstrip() for line in rest)])


def _attached(reader: Reader, row: HistoryRow) -> str:
    """What the entry points to, as a list of its own below it."""
    found = attachments_of(reader, row.id) if row.attached else []
    lines = [f"\n  - Attached: {_plain(each.name)} ({_plain(each.location)})" for each in found]
    return "".join(lines)


def _day(day: date) -> str:
    return f"{day.day} {MONTH_NAMES[day.month - 1][:3]} {day.year}"
