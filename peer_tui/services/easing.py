"""What is put off again and again: half the pace, only when needed, or a good end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from peer_tui.clock import today as today_of
from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.domain.calendar_days import add_months, short_day
from peer_tui.domain.follow_ups import RecursFrom
from peer_tui.domain.people import RhythmKind, Standing
from peer_tui.domain.recurrence import describe, doubled
from peer_tui.domain.rhythm import LONGEST_RHYTHM_DAYS, every_words
from peer_tui.domain.text import clean_line
from peer_tui.errors import NothingFound
from peer_tui.services.items import TOPICS, counted, people_of, put_off_to, renegotiate
from peer_tui.services.outcome import Outcome
from peer_tui.storage.journal import Transaction
from peer_tui.storage.model_base import Row
from peer_tui.storage.models import FollowUp, Person
from peer_tui.storage.store import Store

WAIT_MONTHS = 12
"""How long a follow-up that waits for their word stays out of sight at most."""


def loosen(store: Store, items: Sequence[AgendaItem]) -> Outcome:
    """Half the pace: a rhythm or recurrence twice as long, anything else a month later.

    What is put off now stays put off until then. A promise is renegotiated, its old date kept.
    Raises NothingFound without any item.
    """
    return _ease(store, items, "loosen", "Loosened", _loosen)


def when_needed(store: Store, items: Sequence[AgendaItem]) -> Outcome:
    """Only when something happens.

    A rhythm ends for being in touch when something happens; a follow-up waits for their word, for
    a year at most; a promise is renegotiated to someday. Raises NothingFound without any item, and
    for a follow-up with nobody who could send word.
    """
    if any(item.person_id is None for item in items):
        raise NothingFound("This is about nobody who could send word; o l moves it, o x drops it.")
    return _ease(store, items, "when needed", "Only when something happens:", _when_needed)


def end_well(store: Store, items: Sequence[AgendaItem], reason: str = "") -> Outcome:
    """End the relationships with the people of these items, in one act.

    Their rhythm stops and open follow-ups with them are let go; promises stay as they are.
    Raises NothingFound where the items are about nobody.
    """
    people = people_of(items)
    if not people:
        raise NothingFound("This row is about nobody; o x lets it go.")
    today = today_of(store.clock).isoformat()
    names = list(dict.fromkeys(item.person_name for item in items if item.person_id is not None))
    who = names[0] if len(names) == 1 else f"{len(names)} people"
    with store.transaction("end well", f"Ended well with {who}") as transaction:
        promises = 0
        for person_id in people:
            ended = {
                "standing": str(Standing.ENDED),
                "standing_reason": clean_line(reason),
                "snooze_count": 0,
            }
            transaction.update(Person, person_id, ended | put_off_to(None))
            for row in _open_rows(transaction, "follow_up", person_id):
                transaction.update(FollowUp, row, {"status": "let go", "closed_on": today})
            promises += len(_open_rows(transaction, "promise", person_id))
    stay = f"; {counted(promises, 'promise')} between you stay" if promises else ""
    if promises == 1:
        stay += "s"
    return Outcome(f"Ended well with {who}{stay}.", TOPICS)


def _ease(
    store: Store,
    items: Sequence[AgendaItem],
    verb: str,
    many: str,
    change: Callable[[Transaction, AgendaItem, datetime], str],
) -> Outcome:
    if not items:
        raise NothingFound("Nothing to act on.")
    now = store.clock.now()
    with store.transaction(verb, "") as transaction:
        said = [change(transaction, item, now) for item in items]
        words = said[0] if len(items) == 1 else f"{many} {counted(len(items), 'item')}"
        transaction.label = words
    return Outcome(f"{words}.", TOPICS)


def _loosen(transaction: Transaction, item: AgendaItem, now: datetime) -> str:
    later = add_months(now.date(), 1)
    if item.kind is ItemKind.PROMISE:
        return _re_agree(transaction, item, later, now)
    row = transaction.get(_model(item), item.id)
    if item.kind is ItemKind.RHYTHM:
        days = min(2 * (row["rhythm_days"] or 0), LONGEST_RHYTHM_DAYS)
        if not days:
            raise NothingFound(f"{item.person_name} has no rhythm to loosen; t gives one.")
        transaction.update(Person, item.id, {"rhythm_days": days, "snooze_count": 0})
        return f"From now on in touch with {item.person_name} every {every_words(days)}"
    if row["recurrence"] and row["important_date_id"] is None:
        rule = doubled(row["recurrence"])
        transaction.update(FollowUp, item.id, {"recurrence": rule, "snooze_count": 0})
        return f"From now on {describe(rule, RecursFrom(row['recurs_from']))}: {_what(item)}"
    values = put_off_to(None) | {"due_on": later.isoformat(), "snooze_count": 0}
    transaction.update(FollowUp, item.id, values)
    return f"Moved to {short_day(later, now.date())}: {_what(item)}"


def _when_needed(transaction: Transaction, item: AgendaItem, now: datetime) -> str:
    if item.kind is ItemKind.PROMISE:
        return _re_agree(transaction, item, None, now)
    if item.kind is ItemKind.RHYTHM:
        values = {"rhythm_kind": str(RhythmKind.TRIGGERED), "rhythm_days": None, "snooze_count": 0}
        transaction.update(Person, item.id, values | put_off_to(None))
        return f"In touch with {item.person_name} only when something happens"
    until = add_months(now.date(), WAIT_MONTHS)
    values = put_off_to(until, waits_for_reply=True) | {"snooze_count": 0}
    transaction.update(FollowUp, item.id, values)
    day = short_day(until, now.date())
    return f"Waits for word from {item.person_name}, until {day} at most: {item.text}"


def _re_agree(transaction: Transaction, item: AgendaItem, on: date | None, now: datetime) -> str:
    renegotiate(transaction, item, on, None, now)
    return f"Re-agreed: {_what(item)}, {short_day(on, now.date()) if on else 'someday'}"


def _model(item: AgendaItem) -> type[Row]:
    return Person if item.kind is ItemKind.RHYTHM else FollowUp


def _what(item: AgendaItem) -> str:
    return f"{item.text} ({item.person_name})" if item.person_name else item.text


def _open_rows(transaction: Transaction, table: str, person_id: int) -> list[int]:
    found = transaction.query(
        f"SELECT id FROM {table} WHERE person_id = ? AND status = 'open' ORDER BY id", (person_id,)
    )
    return [row["id"] for row in found]
