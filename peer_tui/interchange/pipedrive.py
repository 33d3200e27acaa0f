"""Reads the activities that Pipedrive exports as CSV: what was done, and what is to do."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time

from peer_tui.domain.follow_ups import FollowUp, purpose_of
from peer_tui.domain.history import Channel, Interaction
from peer_tui.interchange.csv_columns import column_key
from peer_tui.interchange.csv_table import Row
from peer_tui.interchange.dates import parse_date
from peer_tui.interchange.records import (
    ItemRecord,
    Problem,
    ReadResult,
    content_uid,
    email_address,
    many_lines,
    one_line,
)

SOURCE = "csv:pipedrive activities"
NO_ADDRESS = "activities without an e-mail address to know the person by"
_NEEDED = frozenset({"activity subject", "activity due date"})
_CHANNELS = {
    "call": Channel.PHONE,
    "email": Channel.EMAIL,
    "meeting": Channel.VISIT,
    "lunch": Channel.VISIT,
}
_DONE = frozenset({"done", "1", "true", "yes"})
_NOON = time(12)


def is_activities(names: Sequence[str]) -> bool:
    """Whether a header row is that of an export of activities."""
    return {column_key(name) for name in names[:200]} >= _NEEDED


def read_activities(rows: Iterable[Row], names: Sequence[str], where: str) -> ReadResult:
    """What was done into the history, what is to do as follow-ups; people by e-mail only."""
    keys = [column_key(name) for name in names]
    result = ReadResult(format=SOURCE)
    for row in rows:
        if not any(cell.strip() for cell in row.cells):
            continue
        cells = dict(zip(keys, row.cells, strict=False))
        on = _day(cells.get("activity due date", ""))
        if on is None:
            what = "the activity has no day"
            result.skipped.append(Problem(where, row.line, row.problem or what))
            continue
        email = email_address(cells.get("person email", "").partition(",")[0]).lower()
        if "@" not in email:
            result.leave_out(NO_ADDRESS)
            continue
        raw = json.dumps({key: cell for key, cell in cells.items() if cell}, ensure_ascii=False)
        uid = one_line(cells.get("activity id", "")) or _uid(cells, email)
        item = _item(cells, on)
        result.items.append(ItemRecord(SOURCE, uid, item, emails=(email,), raw=raw, line=row.line))
    return result


def _uid(cells: dict[str, str], email: str) -> str:
    # Not by the whole row: what was to do in one export may be done in the next.
    said = (email, cells.get("activity subject", ""), cells.get("activity due date", ""))
    done = cells.get("activity done", "").strip().lower()
    return content_uid("\n".join((SOURCE, *said, done)))


def _day(text: str) -> date | None:
    on = parse_date(text.strip()) if text.strip() else None
    if on is None or on.year is None or on.month is None or on.day is None:
        return None
    return date(on.year, on.month, on.day)


def _item(cells: dict[str, str], on: date) -> Interaction | FollowUp:
    subject = one_line(cells.get("activity subject", ""))
    note = many_lines(cells.get("activity note", ""))
    channel = _CHANNELS.get(cells.get("activity type", "").strip().lower(), Channel.NONE)
    at = _time(cells.get("activity due time", ""))
    if cells.get("activity done", "").strip().lower() in _DONE:
        moment = datetime.combine(on, at or _NOON, UTC)
        return Interaction(moment, f"{subject}\n\n{note}".strip(), (), channel=channel)
    words = f"{subject}: {one_line(note)}" if note else subject
    return FollowUp(words, on, due_time=at, purpose=purpose_of(subject), channel=channel)


def _time(text: str) -> time | None:
    try:
        return time.fromisoformat(text.strip()).replace(tzinfo=None) if text.strip() else None
    except ValueError:
        return None
