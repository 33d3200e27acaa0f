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
from peer_tui.services import introductions
from peer_tui.services.item_words import counted
from peer_tui.services.items import TOPICS, let_go_follow_up, put_off_to
from peer_tui.services.outcome import Outcome
from peer_tui.services.recurring import remind_of_dates
from peer_tui.services.waking import AWAKE, wake_waiting
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

    From that day on they are active again by themselves. Raises NothingFound without anybody, and
    where they rest so already, UsageError where the day is not to come.
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
        people = [transaction.get(Person, each) for each in dict.fromkeys(person_ids)]
        who, promises = _change(transaction, person_ids, values | _NOT_PUT_OFF)
        for person in people:
            rested = person["standing"] == Standing.RESTING
            _let_check_ins_wait(transaction, person["id"], waits_until, rested=rested)
        day = rest_until_words(until, today)
        transaction.label = f"Resting with {who}{f' {day}' if day else ''}"
    return Outcome(f"{transaction.label}{_stay(promises)}.", TOPICS)


def end_well(
    store: Store, person_ids: Sequence[int], reason: str = "", door: Door = Door.OPEN
) -> Outcome:
    """End the relationships with these people, in one act, and say who closed the door.

    Their rhythm stops, open follow-ups with them are let go, and introductions with whomever they
    are of are left at that; promises stay as they are.
    Raises NothingFound without anybody, and where it ended so already.
    """
    today = today_of(store.clock)
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
                let_go_follow_up(transaction, row, today)
            # The row of an introduction may stand with the other one of the two.
            for introduction_id in _open_introductions(transaction, person_id):
                introductions.leave(transaction, introduction_id, today)
        transaction.label = f"Ended well with {who}"
    return Outcome(f"{transaction.label}{_stay(promises)}.", TOPICS)


def make_active(store: Store, person_ids: Sequence[int]) -> Outcome:
    """Welcome people back: the rhythm runs again, and what waited for their word is there again.

    After an end, so are the reminders of their important dates. Raises NothingFound where
    everybody is active already.
    """
    today = today_of(store.clock)
    with store.transaction("welcome back", "") as transaction:
        rows = [transaction.get(Person, each) for each in dict.fromkeys(person_ids)]
        back = [row for row in rows if row["standing"] != Standing.ACTIVE]
        if not back:
            named = rows[0]["name"] if len(rows) == 1 else "Everybody here"
            raise NothingFound(f"{named} is active already." if rows else "Nobody is meant.")
        for row in back:
            welcome(transaction, row, today)
        transaction.label = f"Welcome back, {_named([row['name'] for row in back])}"
    return Outcome(f"{transaction.label}.", TOPICS)


def welcome(transaction: Transaction, person: Values, today: date) -> None:
    """Make somebody active inside an act, by the row as it was; who is active stays so."""
    transaction.update(Person, person["id"], ACTIVE)
    if person["standing"] != Standing.ACTIVE:
        wake_waiting(transaction, [person["id"]])
    if person["standing"] == Standing.ENDED:
        remind_of_dates(transaction, person["id"], today)


_NOT_PUT_OFF: Values = put_off_to(None) | {"snooze_count": 0}


def _change(transaction: Transaction, person_ids: Sequence[int], values: Values) -> tuple[str, int]:
    """Give people a standing; who they are in words, and how many promises stay open.

    Raises NothingFound without anybody, and where all have it already.
    """
    if not person_ids:
        raise NothingFound("This row is about nobody.")
    rows = [transaction.get(Person, person_id) for person_id in dict.fromkeys(person_ids)]
    who, promises = _named([row["name"] for row in rows]), 0
    if all(row | values == row for row in rows):
        raise NothingFound(f"It stands so with {who} already.")
    for row in rows:
        transaction.update(Person, row["id"], values)
        promises += len(_open_rows(transaction, "promise", row["id"]))
    return who, promises


def _let_check_ins_wait(
    transaction: Transaction, person_id: int, until: date, *, rested: bool
) -> None:
    """`rested`: what waits for a word waits by the rest before, and by this one instead."""
    waits = put_off_to(until, waits_for_reply=True)
    for row in _open_rows(transaction, "follow_up", person_id):
        found = transaction.get(FollowUp, row)
        if found["purpose"] != Purpose.CHECK_IN:
            continue
        waited = rested and found["waits_for_reply"]
        put_off_until = "" if waited else found["snoozed_until"] or ""
        if max(found["due_on"], put_off_until) < until.isoformat():
            transaction.update(FollowUp, row, waits)
        elif waited:
            transaction.update(FollowUp, row, AWAKE)


def _open_introductions(transaction: Transaction, person_id: int) -> list[int]:
    found = transaction.query(
        "SELECT id FROM introduction WHERE closed_on IS NULL AND (one_id = ? OR other_id = ?)"
        " ORDER BY id",
        (person_id, person_id),
    )
    return [row["id"] for row in found]


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
