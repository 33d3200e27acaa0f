"""A page about a person, in Markdown: what is agreed, what is owed, what comes next, what was.

The page is the owner's own: what is marked #private stands on it, marked. How an entry felt does
not; that is told nowhere but on the screen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from peer_tui.clock import local_day
from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.boundaries import agreed_words
from peer_tui.domain.calendar_days import MONTH_NAMES
from peer_tui.domain.history import Side
from peer_tui.domain.introductions import about_words, names_from
from peer_tui.domain.introductions import state_words as introduction_words
from peer_tui.domain.invitations import state_words as invitation_words
from peer_tui.domain.needs import sides_words, state_words
from peer_tui.domain.people import ContactKind, ContactPoint, ImportantDate, Person, RhythmKind, Tag
from peer_tui.domain.preferences import Preference, Stance
from peer_tui.domain.promise_words import ending_words, moves_words
from peer_tui.domain.relations import Tie, ends_of
from peer_tui.domain.text import clean_line, fold
from peer_tui.storage.queries.around import introductions_of, invitations_of, related
from peer_tui.storage.queries.attachments import attachments_of
from peer_tui.storage.queries.history import with_person
from peer_tui.storage.queries.kept_about import is_private
from peer_tui.storage.queries.needs import needs_of
from peer_tui.storage.queries.person import person as read_person
from peer_tui.storage.queries.promises import kept_record
from peer_tui.storage.queries.reach import boundaries, preferences
from peer_tui.storage.queries.standing import standing_of
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import FOLLOW_UP_COLUMNS, HistoryRow, day, follow_up_item

PAGE = 500
"""Entries and items that are read at a time."""
MOST = 10_000
"""Needs and relations that are told at most."""
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
_PRIVATE = " (private)"
_NOT_IN_NAMES = re.compile(r"[\W_]+")
_LONGEST_NAME = 80
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.ASCII)


def page(reader: Reader, person_id: int, now: datetime) -> Iterator[str]:
    """The page in pieces of text; nothing when there is no such person.

    `now` is an aware moment: its date is today.
    """
    person = read_person(reader, person_id)
    if person is None:
        return
    yield from _lines(_head(person, standing_of(reader, person_id).words(now.date())))
    yield from _section("Contact", _contact(person))
    yield from _section("What was agreed", _agreed(reader, person_id, now.date()))
    for side, title in ((Side.MINE, "What I promised"), (Side.THEIRS, "What they promised")):
        yield from _section(title, _promises(reader, person_id, side))
    yield from _section("Needs", _needs(reader, person_id))
    yield from _section("Next", _next(reader, person_id))
    yield from _section("People around them", _around(reader, person_id, person.name))
    yield from _section("Invitations", _invitations(reader, person_id))
    yield from _section("Messages", _messages(reader, person_id))
    yield from _section("Dates", map(_date, person.dates))
    if person.notes:
        yield from _lines(["## Notes", "", *person.notes.split("\n"), ""])
    yield from _section("Shared history", _history(reader, person_id))


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


def _head(person: Person, standing: str) -> Iterator[str]:
    yield f"# {_plain(person.name)}"
    yield ""
    parts = (person.prefix, person.given, person.additional, person.family, person.suffix)
    called = [_plain(part) for part in parts if part and part not in person.name]
    if person.nickname:
        called.append(f"“{_plain(person.nickname)}”")
    if called:
        yield from (" ".join(called), "")
    work = [_plain(text) for text in (person.job_title, person.organisation) if text]
    if work:
        yield from (", ".join(work), "")
    if person.tags:
        yield from (" · ".join(map(_tag, person.tags)), "")
    last = person.last_contact_on
    facts = [f"Standing: {_plain(standing)}."] if standing else []
    facts += [f"Last contact: {_day(last) if last else 'not yet'}."]
    if person.rhythm.kind is RhythmKind.PERIODIC and person.rhythm.days:
        facts.append(f"Rhythm: every {person.rhythm.days} days.")
    if person.met_on or person.met_through:
        through = f"through {_plain(person.met_through)}" if person.met_through else ""
        facts.append(f"Met: {' '.join(part for part in (person.met_on, through) if part)}.")
    if person.time_zone:
        facts.append(f"Time zone: {_plain(person.time_zone)}.")
    if person.language:
        facts.append(f"Language: {_plain(person.language)}.")
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
            say = f"; I say “{boundary.sentence}”" if boundary.sentence else ""
            yield _plain(f"{agreed_words(boundary, today)}{say}")
    for preference in preferences(reader, person_id):
        yield _preference(preference)


def _preference(preference: Preference) -> str:
    days = (
        ("said", preference.said_on),
        ("acted on", preference.acted_on),
        ("to be asked again", preference.reconfirm_on),
    )
    told = "".join(f", {what} {_day(on)}" for what, on in days if on)
    return f"{_STANCES[preference.stance]}: {_plain(preference.topic)}{told}"


def _promises(reader: Reader, person_id: int, side: Side) -> Iterator[str]:
    for is_open in (True, False):
        last: tuple[str, int] = ("", -1)
        while rows := reader.records(
            f"{_PROMISES} AND (status = 'open') = ? AND (coalesce(due_on, '9999-12-31'), id) >"
            " (?, ?) ORDER BY coalesce(due_on, '9999-12-31'), id LIMIT ?",
            (person_id, side, is_open, *last, PAGE),
        ):
            last = (rows[-1]["due_on"] or "9999-12-31", rows[-1]["id"])
            yield from (_promise(row, side) for row in rows)
    record = kept_record(reader, person_id, side)
    if record.kept:
        yield f"Kept {record.on_time} of {record.kept} on time"


_PROMISES = (
    "SELECT promise.*, (SELECT json_group_array(json_array(old_due_on, why)) FROM (SELECT * FROM"
    " promise_move WHERE promise_id = promise.id ORDER BY id)) AS moves FROM promise"
    " WHERE person_id = ? AND +side = ?"
)


def _promise(row: Mapping[str, Any], side: Side) -> str:
    """What was promised, by when, how it ended, and the dates it had before."""
    closed_on, due_on = day(row["closed_on"]), day(row["due_on"])
    if row["status"] == "open":
        at = f" {row['due_time']}" if row["due_time"] else ""
        firm = "" if row["firmness"] == "hard" else f", {row['firmness']}"
        someday = "someday" if row["firmness"] == "someday" else "no date"
        ending = f", by {_day(due_on)}{at}{firm}" if due_on else f", {someday}"
    else:
        ending = f": {ending_words(side, row['status'], closed_on, due_on, date.min)}"
    moves = moves_words(((day(old), why) for old, why in json.loads(row["moves"])), date.min)
    told = f"{_plain(row['text'])}{ending}{f', {_plain(moves)}' if moves else ''}"
    return told + (_PRIVATE if is_private(row["text"], row["tags"]) else "")


def _needs(reader: Reader, person_id: int) -> Iterator[str]:
    for need in needs_of(reader, person_id, MOST):
        state = state_words(
            need.outcome, need.said_by, need.closed_on, need.check_on, need.came_on, date.min
        )
        sides = sides_words(need.i_give, need.they_give)
        answer = f": “{need.answer}”" if need.answer else ""
        yield _plain(f"{'; '.join(filter(None, (need.text, sides)))}, {state}{answer}")


def _around(reader: Reader, person_id: int, name: str) -> Iterator[str]:
    for each in related(reader, person_id, MOST):
        yield _plain(f"{name} {each.tie.words} {each.name} {_own_words(each.tie)}")
    for shown in introductions_of(reader, person_id):
        found = shown.introduction
        names = names_from(found, person_id, (shown.one, shown.other))
        state = introduction_words(found, person_id, names)
        about = about_words(found.about)
        yield _plain(f"Introduction to {names[1]}{about}, begun {_day(found.begun_on)}: {state}")


def _own_words(tie: Tie) -> str:
    """What the other one is to the person, where that was said in own words."""
    _, theirs = ends_of(tie.label)
    return f"({theirs})" if theirs else ""


def _invitations(reader: Reader, person_id: int) -> Iterator[str]:
    for each in invitations_of(reader, person_id):
        yield _plain(f"{_day(each.asked_on)}: {each.words}, {invitation_words(each)}")


def _messages(reader: Reader, person_id: int) -> Iterator[str]:
    for text, status, on in reader.rows(
        "SELECT message.text, message_person.status, message_person.done_on FROM message_person"
        " JOIN message ON message.id = message_person.message_id"
        " WHERE message_person.person_id = ? ORDER BY message_person.id",
        (person_id,),
    ):
        yield f"{_day(date.fromisoformat(on))}: {_plain(text)} ({status})"


def _next(reader: Reader, person_id: int) -> Iterator[str]:
    hidden = _private_ids(
        reader, "SELECT id, text, tags FROM follow_up WHERE person_id = ?", person_id
    )
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
        for item in items:
            private = _PRIVATE if item.id in hidden else ""
            yield f"{_due(item)}: {_plain(item.text)} ({item.purpose}){private}"


def _due(item: AgendaItem) -> str:
    return _day(item.due_on) + (f" {item.due_time:%H:%M}" if item.due_time else "")


def _date(known: ImportantDate) -> str:
    label = _plain(known.label) or str(known.kind)
    on = known.on
    if on.month is None:
        return f"{label}: {on}"
    number = f"{on.day} " if on.day else ""
    return f"{label}: {number}{MONTH_NAMES[on.month - 1]}{f' {on.year}' if on.year else ''}"


def _history(reader: Reader, person_id: int) -> Iterator[str]:
    pages = with_person(reader, person_id)
    hidden = _private_ids(
        reader,
        "SELECT interaction.id, text, tags FROM interaction_person AS link"
        " JOIN interaction ON interaction.id = link.interaction_id WHERE link.person_id = ?",
        person_id,
    )
    rows: Sequence[HistoryRow] = pages.first(PAGE)
    while rows:
        for row in rows:
            yield _entry(row, is_hidden=row.id in hidden) + _attached(reader, row)
        rows = pages.after(rows[-1], PAGE)


def _private_ids(reader: Reader, sql: str, person_id: int) -> frozenset[int]:
    """The rows (id, text, tags) that are marked #private."""
    marked = reader.rows(
        f"{sql} AND (text LIKE '%#private%' OR tags LIKE '%private%')", (person_id,)
    )
    return frozenset(id_ for id_, text, tags in marked if is_private(text, tags))


def _entry(row: HistoryRow, *, is_hidden: bool) -> str:
    """The day and how it was, then the owner's own words, Markdown as they are."""
    on = _day(local_day(row.at))
    kind = "" if row.kind == "conversation" else row.kind
    by = "" if row.kind == "note" else _BY.get(row.initiated_by, "")
    share = "may be shared" if row.may_share else ""
    private = "private" if is_hidden else ""
    parts = (kind, row.aspect, row.channel, by, share, private)
    how = ", ".join(part for part in parts if part)
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


def _day(on: date) -> str:
    return f"{on.day} {MONTH_NAMES[on.month - 1][:3]} {on.year}"
