"""How it stands with people: let them rest, end well, welcome them back.

While it rests the rhythm stops and check-ins wait, for a word from them at most until the day.
Once it ended, open follow-ups are let go. Promises of both sides stay whatever the standing, and
so does the history.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from peer_tui.clock import today as today_of
from peer_tui.domain.calendar_days import add_months
from peer_tui.domain.follow_ups import Purpose
from peer_tui.domain.people import Standing
from peer_tui.domain.standing import Door, rest_until_words
from peer_tui.domain.text import clean_line
from peer_tui.errors import NothingFound, UsageError
from peer_tui.services.items import TOPICS, counted, put_off_to
from peer_tui.services.outcome import Outcome
from peer_tui.services.waking import wake_waiting
from peer_tui.storage.journal import Transaction, Values
from peer_tui.storage.models import FollowUp, Person
from peer_tui.storage.store import Store

OPEN_END_MONTHS = 12
"""How long check-ins wait for a word at most where the end of a rest is open."""
ACTIVE: Values = {
    "standing": str(Standing.ACTIVE),
    "standing_reason": "",
    "door": str(Door.OPEN),
    "rests_until": None,
}
"""The columns of somebody who is active."""


def rest(
    store: Store, person_ids: Sequence[int], reason: str = "", until: date | None = None
) -> Outcome:
    """Let the relationships with these people rest, until a day or with an open end.

    From that day on they are active again by themselves. Raises NothingFound without anybody,
    UsageError where the day is not to come.
    """
    today = today_of(store.clock)
    if until is not None and until <= today:
        raise UsageError("A rest lasts until a day that is still to come.")
    values = {
        "standing": str(Standing.RESTING),
        "standing_reason": clean_line(reason),
        "door": str(Door.OPEN),
        "rests_until": until.isoformat() if until else None,
    }
    waits_until = until or add_months(today, OPEN_END_MONTHS)
    with store.transaction("rest", "") as transaction:
        who, promises = _change(transaction, person_ids, values | _NOT_PUT_OFF)
        for person_id in person_ids:
            _let_check_ins_wait(transaction, person_id, waits_until)
        day = rest_until_words(until, today)
        transaction.label = f"Resting with {who}{f' {day}' if day else ''}"
    return Outcome(f"{transaction.label}{_stay(promises)}.", TOPICS)


def end_well(
    store: Store, person_ids: Sequence[int], reason: str = "", door: Door = Door.OPEN
) -> Outcome:
    """End the relationships with these people, in one act, and say who closed the door.

    Their rhythm stops and open follow-ups with them are let go; promises stay as they are.
    Raises NothingFound without anybody.
    """
    today = today_of(store.clock).isoformat()
    values = {
        "standing": str(Standing.ENDED),
        "standing_reason": clean_line(reason),
        "door": str(door),
        "rests_until": None,
    }
    with store.transaction("end well", "") as transaction:
        who, promises = _change(transaction, person_ids, values | _NOT_PUT_OFF)
        for person_id in person_ids:
            for row in _open_rows(transaction, "follow_up", person_id):
                transaction.update(FollowUp, row, {"status": "let go", "closed_on": today})
        transaction.label = f"Ended well with {who}"
    return Outcome(f"{transaction.label}{_stay(promises)}.", TOPICS)


def make_active(store: Store, person_ids: Sequence[int]) -> Outcome:
    """Welcome people back: the rhythm runs again, and what waited for their word is there again.

    Raises NothingFound where everybody is active already.
    """
    with store.transaction("welcome back", "") as transaction:
        rows = [transaction.get(Person, each) for each in dict.fromkeys(person_ids)]
        back = [row for row in rows if row["standing"] != Standing.ACTIVE]
        if not back:
            named = rows[0]["name"] if len(rows) == 1 else "Everybody here"
            raise NothingFound(f"{named} is active already." if rows else "Nobody is meant.")
        for row in back:
            transaction.update(Person, row["id"], ACTIVE)
            wake_waiting(transaction, [row["id"]])
        transaction.label = f"Welcome back, {_named([row['name'] for row in back])}"
    return Outcome(f"{transaction.label}.", TOPICS)


_NOT_PUT_OFF: Values = put_off_to(None) | {"snooze_count": 0}


def _change(transaction: Transaction, person_ids: Sequence[int], values: Values) -> tuple[str, int]:
    """Give people a standing; who they are in words, and how many promises stay open."""
    if not person_ids:
        raise NothingFound("This row is about nobody.")
    names, promises = [], 0
    for person_id in dict.fromkeys(person_ids):
        names.append(transaction.get(Person, person_id)["name"])
        transaction.update(Person, person_id, values)
        promises += len(_open_rows(transaction, "promise", person_id))
    return _named(names), promises


def _let_check_ins_wait(transaction: Transaction, person_id: int, until: date) -> None:
    waits = put_off_to(until, waits_for_reply=True)
    for row in _open_rows(transaction, "follow_up", person_id):
        found = transaction.get(FollowUp, row)
        hidden_until = max(found["due_on"], found["snoozed_until"] or "")
        if found["purpose"] == Purpose.CHECK_IN and hidden_until < until.isoformat():
            transaction.update(FollowUp, row, waits)


def _named(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{len(names)} people"


def _stay(promises: int) -> str:
    if not promises:
        return ""
    return f"; {counted(promises, 'promise')} between you stay{'s' if promises == 1 else ''}"


def _open_rows(transaction: Transaction, table: str, person_id: int) -> list[int]:
    found = transaction.query(
        f"SELECT id FROM {table} WHERE person_id = ? AND status = 'open' ORDER BY id", (person_id,)
    )
    return [row["id"] for row in found]
