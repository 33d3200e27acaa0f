"""What is put off again and again: half the pace, or only when needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from peer_tui.domain.agenda import END_OF_TIME, AgendaItem, ItemKind
from peer_tui.domain.calendar_days import add_months, short_day
from peer_tui.domain.follow_ups import RecursFrom
from peer_tui.domain.people import RhythmKind
from peer_tui.domain.recurrence import describe, doubled
from peer_tui.domain.rhythm import LONGEST_RHYTHM_DAYS, every_words
from peer_tui.errors import NothingFound
from peer_tui.services.default_day import SnoozeRules, suiting_days
from peer_tui.services.item_words import counted
from peer_tui.services.items import (
    DEFAULT_RULES,
    TOPICS,
    check_changed,
    model_of,
    put_off_to,
    renegotiate,
)
from peer_tui.services.outcome import Outcome
from peer_tui.services.shown_rows import check_open
from peer_tui.storage.journal import Transaction, Values
from peer_tui.storage.models import FollowUp, Person
from peer_tui.storage.store import Store

WAIT_MONTHS = 12
"""How long a follow-up that waits for their word stays out of sight at most."""


def loosen(
    store: Store, items: Sequence[AgendaItem], rules: SnoozeRules = DEFAULT_RULES
) -> Outcome:
    """Half the pace: a rhythm or recurrence twice as long, anything else a month later.

    A month from its date, or from today where that is over; where that day does not suit by the
    rules, or the person cannot be reached on it, it is the next that does. What is put off now
    stays put off until then. A promise is renegotiated, its old date kept. Raises NothingFound
    without any item, and where one has neither date nor rhythm; EditConflict where one was closed
    or changed elsewhere.
    """

    def change(transaction: Transaction, item: AgendaItem, now: datetime) -> str:
        return _loosen(transaction, item, now, rules)

    return _ease(store, items, "loosen", "Loosened", change)


def when_needed(store: Store, items: Sequence[AgendaItem]) -> Outcome:
    """Only when something happens.

    A rhythm ends for being in touch when something happens; a follow-up waits for their word, for
    a year at most; a promise is renegotiated to someday. Raises NothingFound without any item,
    for a follow-up with nobody who could send word, and where all are so already; EditConflict
    where one was closed or changed elsewhere.
    """
    if any(item.person_id is None for item in items):
        raise NothingFound("This is about nobody who could send word: loosen it, or let it go.")
    return _ease(store, items, "when needed", "Only when something happens:", _when_needed)


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
        check_open(transaction, items)
        said = [change(transaction, item, now) for item in items]
        words = said[0] if len(items) == 1 else f"{many} {counted(len(items), 'item')}"
        check_changed(transaction, "That is so already.")
        transaction.label = words
    return Outcome(f"{words}.", TOPICS)


def _loosen(transaction: Transaction, item: AgendaItem, now: datetime, rules: SnoozeRules) -> str:
    row = transaction.get(model_of(item), item.id)
    if item.kind is ItemKind.PROMISE:
        return _re_agree(transaction, item, _a_month_later(transaction, item, row, now, rules), now)
    if item.kind is ItemKind.RHYTHM:
        days = min(2 * (row["rhythm_days"] or 0), LONGEST_RHYTHM_DAYS)
        if not days:
            raise NothingFound(f"{item.person_name} has no rhythm to loosen.")
        transaction.update(Person, item.id, {"rhythm_days": days, "snooze_count": 0})
        return f"From now on in touch with {item.person_name} every {every_words(days)}"
    if row["recurrence"] and row["important_date_id"] is None:
        rule = doubled(row["recurrence"])
        transaction.update(FollowUp, item.id, {"recurrence": rule, "snooze_count": 0})
        return f"From now on {describe(rule, RecursFrom(row['recurs_from']))}: {_what(item)}"
    later = _a_month_later(transaction, item, row, now, rules)
    values = put_off_to(None) | {"due_on": later.isoformat(), "snooze_count": 0}
    transaction.update(FollowUp, item.id, values)
    return f"Moved to {short_day(later, now.date())}: {_what(item)}"


def _a_month_later(
    transaction: Transaction, item: AgendaItem, row: Values, now: datetime, rules: SnoozeRules
) -> date:
    if row["due_on"] is None:
        raise NothingFound(f"{_what(item)} has no date to loosen.")
    due_on = min(date.fromisoformat(row["due_on"]), END_OF_TIME)
    day = add_months(max(now.date(), due_on), 1)
    if row["snoozed_until"] is not None:
        day = max(day, date.fromisoformat(row["snoozed_until"]))
    [later] = suiting_days(transaction.reader, [item], [day], rules)
    return later


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


def _what(item: AgendaItem) -> str:
    return f"{item.text} ({item.person_name})" if item.person_name else item.text
