"""What happened with a contact in Monica: history, promises, reminders."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from peer_tui.domain.follow_ups import FollowUp, FollowUpStatus, purpose_of
from peer_tui.domain.history import Channel, Initiator, Interaction, InteractionKind, Side
from peer_tui.domain.promises import Firmness, Promise, PromiseStatus
from peer_tui.interchange.monica_json import Json, collection, objects, properties, text
from peer_tui.interchange.records import ItemRecord, content_uid, many_lines, one_line

SOURCE = "monica"
_FREQUENCIES = {"week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY", "day": "DAILY"}
_YEARS = range(1900, 2200)
_NOON = time(12)


def _moment(value: object) -> datetime | None:
    """A moment or a day (then noon, which is the same day nearly everywhere); None for neither."""
    said = text(value).strip()
    try:
        if len(said) == 10:
            at = datetime.combine(date.fromisoformat(said), _NOON, UTC)
        else:
            at = datetime.fromisoformat(said)
    except ValueError:
        return None
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
    return at if at.year in _YEARS else None


def _day(value: object) -> date | None:
    at = _moment(value)
    return at.date() if at else None


def _two(first: str, second: str) -> str:
    return "\n\n".join(part for part in (first, second) if part)


def _record(
    kind: str, values: Json, item: Interaction | Promise | FollowUp, uids: Sequence[str]
) -> ItemRecord:
    raw = json.dumps(values, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace").decode()
    uuid = one_line(text(values.get("uuid"))) or content_uid("\n".join((*uids, raw)))
    return ItemRecord(SOURCE, f"{kind}:{uuid}", item, uids=tuple(uids), raw=raw)


def activity_of(values: Json, uids: Sequence[str]) -> ItemRecord | None:
    """An activity with these contacts; None without a day."""
    said = properties(values)
    at = _moment(said.get("happened_at")) or _moment(values.get("created_at"))
    if at is None:
        return None
    words = _two(one_line(text(said.get("summary"))), many_lines(text(said.get("description"))))
    return _record("activity", values, Interaction(at, words, ()), uids)


def items_of(contact: Json, uid: str, name: str) -> Iterator[ItemRecord]:
    """History, promises and follow-ups of one contact; what has no day is left to the raw card."""
    makers: dict[str, Any] = {
        "call": _call,
        "note": _note,
        "conversation": _conversation,
        "reminder": _reminder,
        "task": _task,
        "debt": lambda said, made: _debt(said, made, name),
    }
    for kind, maker in makers.items():
        for values in collection(contact, kind):
            made = _moment(values.get("created_at"))
            item = maker(properties(values), made)
            if item is not None:
                yield _record(kind, values, item, (uid,))


def _call(said: Json, made: datetime | None) -> Interaction | None:
    at = _moment(said.get("called_at")) or made
    side = Initiator.THEM if said.get("contact_called") is True else Initiator.ME
    words = many_lines(text(said.get("content")))
    if at is None:
        return None
    return Interaction(at, words, (), channel=Channel.PHONE, initiated_by=side)


def _note(said: Json, made: datetime | None) -> Interaction | None:
    words = many_lines(text(said.get("body")))
    return Interaction(made, words, (), InteractionKind.NOTE) if words and made else None


def _conversation(said: Json, made: datetime | None) -> Interaction | None:
    at = _moment(said.get("happened_at")) or made
    lines: list[str] = []
    sides: list[Initiator] = []
    for each in objects(said.get("messages")):
        message = properties(each) or each
        mine = message.get("written_by_me") is True
        sides.append(Initiator.ME if mine else Initiator.THEM)
        words = many_lines(text(message.get("content")))
        lines.append(f"Me: {words}" if mine else f"They: {words}")
    side = sides[0] if sides else Initiator.BOTH
    if at is None:
        return None
    words = "\n\n".join(lines)
    return Interaction(at, words, (), channel=Channel.TEXT, initiated_by=side)


def _reminder(said: Json, made: datetime | None) -> FollowUp | None:
    due = _day(said.get("initial_date"))
    title = one_line(text(said.get("title")))
    if due is None or not title:
        return None
    more = one_line(text(said.get("description")))
    frequency = _FREQUENCIES.get(text(said.get("frequency_type")).lower().removesuffix("ly"), "")
    every = said.get("frequency_number")
    number = every if isinstance(every, int) and not isinstance(every, bool) else 1
    rule = f"FREQ={frequency}" if frequency else ""
    if rule and 1 < number <= 100:
        rule += f";INTERVAL={number}"
    inactive = said.get("inactive") is True
    return FollowUp(
        f"{title}: {more}" if more else title,
        due,
        purpose=purpose_of(title),
        recurrence="" if inactive else rule,
        status=FollowUpStatus.DONE if inactive else FollowUpStatus.OPEN,
        closed_on=due if inactive else None,
    )


def _task(said: Json, made: datetime | None) -> Promise | None:
    title = one_line(text(said.get("title")))
    if not title or made is None:
        return None
    more = one_line(text(said.get("description")))
    kept = said.get("completed") is True or said.get("completed") == 1
    return Promise(
        0,
        Side.MINE,
        f"{title}: {more}" if more else title,
        made.date(),
        firmness=Firmness.SOMEDAY,
        status=PromiseStatus.KEPT if kept else PromiseStatus.OPEN,
        closed_on=(_day(said.get("completed_at")) or made.date()) if kept else None,
    )


def _debt(said: Json, made: datetime | None, name: str) -> Promise | None:
    amount = one_line(text(said.get("amount")))
    if not amount or made is None:
        return None
    currency = said.get("currency")
    code = currency.get("iso") if isinstance(currency, dict) else currency
    sum_ = " ".join(filter(None, (amount, one_line(text(code)))))
    mine = said.get("in_debt") is True or said.get("in_debt") == "yes"
    reason = one_line(text(said.get("reason")))
    words = f"Pay back {sum_}" if mine else f"{name} pays back {sum_}"
    kept = text(said.get("status")).lower() in ("complete", "completed")
    return Promise(
        0,
        Side.MINE if mine else Side.THEIRS,
        f"{words}: {reason}" if reason else words,
        made.date(),
        firmness=Firmness.SOMEDAY,
        status=PromiseStatus.KEPT if kept else PromiseStatus.OPEN,
        closed_on=made.date() if kept else None,
    )
