"""One item of a calendar file: an event or a to-do, line by line (RFC 5545).

Lenient in reading; in writing, only the lines of the fields that are asked for are touched.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from peer_tui.interchange.records import one_line
from peer_tui.interchange.vcard_values import unescape
from peer_tui.interchange.vcard_writer_lines import fold_line
from peer_tui.interchange.vdir_side import Unreadable

EVENT, TODO = "VEVENT", "VTODO"
DONE = "Done: "
"""Begins the summary of what is done."""
_SPAN = ("DTSTART", "DTEND", "DUE", "DURATION")
FIELDS = {
    "summary": ("SUMMARY",),
    "said": ("SUMMARY",),
    "when": _SPAN,
    "written": _SPAN,
    "rrule": ("RRULE",),
    "state": ("STATUS", "COMPLETED", "PERCENT-COMPLETE"),
    "tags": ("CATEGORIES",),
    "starred": ("PRIORITY",),
    "identity": ("X-PEER-KIND", "X-PEER-ID"),
}
"""Which properties say which field."""
_ALARMED = {"when", "state", "summary", "said"}
"""Fields that an alarm speaks of."""
_HEAD = re.compile(r'([A-Za-z0-9-]+)((?:;(?:[^":;]|"[^"]*")*)*):', re.DOTALL)
_ZONE = re.compile(r';TZID="?([^";:]+)', re.IGNORECASE)
_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(?:\d\d)?(Z?))?")
_OUR_ALARM = re.compile(r"TRIGGER:(?:PT9H|-PT15M)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A property, or the begin or end of a component."""

    text: str
    """Unfolded."""
    written: str
    """As it came, without its end."""
    name: str
    """In upper case; empty when it is no property."""


@dataclass(slots=True)
class Component:
    """A calendar file with one event or to-do."""

    lines: list[Line]
    kind: str
    """`VEVENT` or `VTODO`."""
    first: int
    """Where its BEGIN stands."""
    last: int
    """Where its END stands."""

    def own(self) -> Iterator[tuple[int, Line]]:
        """The properties of the item itself, without those of its alarms."""
        depth = 0
        for at in range(self.first + 1, self.last):
            line = self.lines[at]
            if line.name == "BEGIN":
                depth += 1
            elif line.name == "END":
                depth -= 1
            elif depth == 0:
                yield at, line

    def value(self, name: str) -> str:
        """The raw value of the first property of that name; empty without one."""
        return next((_value(line.text) for _, line in self.own() if line.name == name), "")

    @property
    def uid(self) -> str:
        """What other programs call it."""
        return one_line(unescape(self.value("UID")))

    @property
    def summary(self) -> str:
        """What it says, on one line."""
        return one_line(unescape(self.value("SUMMARY")))

    @property
    def when(self) -> str:
        """`2026-11-18`, or `2026-11-18T10:30` where the owner is; empty without a date."""
        order = ("DTSTART",) if self.kind == EVENT else ("DUE", "DTSTART")
        for name in order:
            for _, line in self.own():
                if line.name == name and (found := _moment(line.text)):
                    return found
        return ""

    @property
    def written(self) -> str:
        """The moment as it is written: it changes with the time zone of the owner."""
        return self.value("DTSTART") or self.value("DUE")

    @property
    def state(self) -> str:
        """`open`, `done` or `cancelled`."""
        status = self.value("STATUS").strip().upper()
        if status == "CANCELLED":
            return "cancelled"
        if self.kind == EVENT:
            return "done" if self.summary.startswith(DONE) else "open"
        percent, completed = self.value("PERCENT-COMPLETE").strip(), self.value("COMPLETED")
        finished = status == "COMPLETED" or (not status and (percent == "100" or completed))
        return "done" if finished else "open"


def _value(text: str) -> str:
    head = _HEAD.match(text)
    return text[head.end() :] if head else ""


def _moment(text: str) -> str:
    head = _HEAD.match(text)
    found = _STAMP.fullmatch(text[head.end() :].strip()) if head else None
    if not head or not found:
        return ""
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
        if not found[4]:
            return day.isoformat()
        moment = datetime(day.year, day.month, day.day, int(found[4]), int(found[5]))
        zone = _ZONE.search(head[0])
        if found[6]:
            moment = moment.replace(tzinfo=ZoneInfo("UTC"))
        elif zone and (known := _zone(zone[1])):
            moment = moment.replace(tzinfo=known)
        if moment.tzinfo:
            moment = moment.astimezone().replace(tzinfo=None)
        return moment.isoformat(timespec="minutes")
    except (ValueError, OverflowError, OSError):
        return ""


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name.strip())
    except (OSError, ValueError, KeyError):
        return None


def read_component(data: bytes) -> Component:
    """The item of a calendar file. Raises Unreadable for none, and for several."""
    text = data.decode("utf-8", "surrogateescape").lstrip("\ufeff")
    lines = _unfolded(text)
    found: list[Component] = []
    stack: list[int] = []
    for at, line in enumerate(lines):
        if line.name == "BEGIN":
            stack.append(at)
        elif line.name == "END" and stack:
            begin = stack.pop()
            kind = _value(lines[begin].text).strip().upper()
            if kind in (EVENT, TODO) and len(stack) <= 1:
                found.append(Component(lines, kind, begin, at))
    # A changed occurrence of a repeating event stands beside it under the same UID.
    whole = [each for each in found if not each.value("RECURRENCE-ID")]
    if not whole:
        raise Unreadable("it holds no event and no to-do")
    if len(whole) > 1:
        raise Unreadable("it holds several items, and a file of a vdir holds one")
    return whole[0]


def _unfolded(text: str) -> list[Line]:
    groups: list[list[str]] = []
    for physical in re.split(r"\r\n|\n|\r", text):
        if physical[:1] in (" ", "\t") and groups:
            groups[-1].append(physical)
        elif physical:
            groups.append([physical])
    lines = []
    for group in groups:
        whole = group[0] + "".join(part[1:] for part in group[1:])
        head = _HEAD.match(whole)
        lines.append(Line(whole, "\r\n".join(group), head[1].upper() if head else ""))
    return lines


def patched(theirs: Component, ours: Component, fields: Collection[str]) -> bytes:
    """Their file with these fields as ours says them; every other line stays as it is."""
    names = {name for each in fields for name in FIELDS[each]}
    texts = {name: [line for _, line in ours.own() if line.name == name] for name in names}
    lines: list[str | None] = [line.written for line in theirs.lines]
    missing = [name for each in fields for name in FIELDS[each]]
    for at, line in theirs.own():
        if line.name in names:
            # What is gone in ours leaves no line; what is there takes the place of the first.
            lines[at] = _joined(texts.pop(line.name, []))
    added = [_joined(texts.pop(name)) for name in dict.fromkeys(missing) if texts.get(name)]
    _count_up(theirs, ours, lines)
    alarms = _alarms(theirs, ours, lines) if _ALARMED & set(fields) else []
    if added or alarms:
        end = theirs.lines[theirs.last].written
        lines[theirs.last] = "\r\n".join([*filter(None, added), *alarms, end])
    text = "".join(f"{line}\r\n" for line in lines if line)
    return text.encode("utf-8", "surrogateescape")


def _joined(lines: Sequence[Line]) -> str | None:
    return "\r\n".join(fold_line(line.text) for line in lines) or None


def _count_up(theirs: Component, ours: Component, lines: list[str | None]) -> None:
    """The number of changes never goes back: a server would take the file for an older one."""
    for at, line in theirs.own():
        if line.name == "SEQUENCE":
            number = _value(line.text).strip()
            there = int(number) if number.isdecimal() and len(number) < 10 else 0
            here = ours.value("SEQUENCE")
            lines[at] = f"SEQUENCE:{max(there + 1, int(here) if here.isdecimal() else 0)}"
        elif line.name in ("DTSTAMP", "LAST-MODIFIED"):
            own = ours.value("DTSTAMP")
            lines[at] = f"{line.name}:{own}" if own > _value(line.text) else line.written


def _alarms(theirs: Component, ours: Component, lines: list[str | None]) -> list[str]:
    """Take our alarm out of their file; what is to stand there instead.

    An alarm of the owner's own stays, and where they took ours away, none comes back.
    """
    blocks = _alarm_blocks(theirs)
    old = [(first, last) for first, last in blocks
           if any(_OUR_ALARM.match(line.text) for line in theirs.lines[first:last])]  # fmt: skip
    for first, last in old:
        lines[first : last + 1] = [None] * (last + 1 - first)
    if not old and (blocks or theirs.state == "open"):
        return []
    return [fold_line(line.text) for first, last in _alarm_blocks(ours)
            for line in ours.lines[first : last + 1]]  # fmt: skip


def _alarm_blocks(component: Component) -> list[tuple[int, int]]:
    blocks: list[tuple[int, int]] = []
    begin = -1
    for at in range(component.first + 1, component.last):
        line = component.lines[at]
        if line.name == "BEGIN" and _value(line.text).strip().upper() == "VALARM":
            begin = at
        elif line.name == "END" and begin >= 0:
            blocks.append((begin, at))
            begin = -1
    return blocks
