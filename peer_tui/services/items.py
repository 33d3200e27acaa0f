"""The verbs of the queue: done, snooze, reschedule, let go; on one row or many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from peer_tui.clock import to_utc_text
from peer_tui.clock import today as today_of
from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.domain.calendar_days import short_day
from peer_tui.domain.promises import Firmness
from peer_tui.domain.spreading import span_words
from peer_tui.errors import NothingFound
from peer_tui.services.default_day import SnoozeRules, default_day
from peer_tui.services.going_on import after_done, after_let_go
from peer_tui.services.item_words import (
    asks_words,
    counted,
    done_words,
    due_words,
    label_of,
    let_go_words,
    sentences,
    still_due,
    who_or_what,
)
from peer_tui.services.outcome import Outcome, Topic
from peer_tui.services.recurring import return_at_next_date
from peer_tui.services.shown_rows import check_open
from peer_tui.services.solved_checks import ask_again
from peer_tui.services.waking import is_word_from_them, wake_waiting
from peer_tui.storage.journal import Transaction, Values
from peer_tui.storage.model_base import Row
from peer_tui.storage.models import (
    FollowUp,
    Interaction,
    InteractionPerson,
    Person,
    Promise,
    PromiseMove,
)
from peer_tui.storage.search import DAY_BITS
from peer_tui.storage.store import Store

DEFAULT_RULES = SnoozeRules()
TOPICS = frozenset({Topic.FOLLOW_UPS, Topic.PROMISES, Topic.PEOPLE, Topic.HISTORY})


@dataclass(frozen=True, slots=True)
class Entry:
    """What to write into the shared history."""

    text: str
    at: datetime
    """An aware moment."""
    kind: str = "conversation"
    channel: str = ""
    initiated_by: str = "both"
    tags: str = ""
    side: str = ""
    """Of a kindness, story, milestone, concession or crossing: whose."""
    aspect: str = ""
    may_share: bool = False


def done(
    store: Store,
    items: Sequence[AgendaItem],
    entry: Entry | None = None,
    rules: SnoozeRules = DEFAULT_RULES,
) -> Outcome:
    """Close items: promises are kept, follow-ups done, a quiet person was in touch.

    With an entry, it is written to the history of everyone concerned and closes the items. A
    recurring follow-up returns at its next date; a promise about a need asks, on a day that suits
    by the rules, whether that solved it. Raises NothingFound without any item, EditConflict where
    one was closed or changed elsewhere.
    """
    _check_any(items)
    now = store.clock.now()
    verb = "log" if entry else "done"
    with store.transaction(verb, done_words(items)) as transaction:
        interaction_id = None
        if entry is not None:
            interaction_id = write_entry(transaction, entry, people_of(items))
        comes_next = close_items(transaction, items, interaction_id, now, rules)
    return Outcome(f"{done_words(items)}.{comes_next}", TOPICS)


def close_items(
    transaction: Transaction,
    items: Sequence[AgendaItem],
    interaction_id: int | None,
    now: datetime,
    rules: SnoozeRules = DEFAULT_RULES,
) -> str:
    """Close items inside an act, with the entry of the history that closed them.

    Returns what is asked or waited for next, in sentences with a blank before each. Raises
    EditConflict where one was closed or changed elsewhere.
    """
    check_open(transaction, items)
    others = {item.person_id for item in items if item.kind is not ItemKind.RHYTHM}
    checks, goes_on = [], []
    for item in items:
        beside_others = item.person_id in others
        row = _close(transaction, item, interaction_id, now, beside_others=beside_others)
        if row is not None and item.kind is ItemKind.PROMISE and row["need_id"] is not None:
            checks.append(ask_again(transaction, row["need_id"], now.date(), rules))
        elif row is not None and item.kind is ItemKind.FOLLOW_UP:
            goes_on.append(after_done(transaction, row, now, interaction_id))
    days = [day for day in checks if day is not None]
    return asks_words(days, now.date()) + sentences(goes_on)


def let_go(store: Store, items: Sequence[AgendaItem]) -> Outcome:
    """Let items go: promises are released, follow-ups dropped, a quiet person's rhythm ends.

    Nothing is deleted. Raises NothingFound without any item, EditConflict where one was closed or
    changed elsewhere.
    """
    _check_any(items)
    today = today_of(store.clock)
    label, left = let_go_words(items), []
    with store.transaction("let go", label) as transaction:
        check_open(transaction, items)
        for item in items:
            if item.kind is ItemKind.PROMISE:
                values: Values = {"status": "released", "closed_on": today.isoformat()}
                transaction.update(Promise, item.id, values)
            elif item.kind is ItemKind.FOLLOW_UP:
                left.append(let_go_follow_up(transaction, item.id, today))
            else:
                values = {"rhythm_kind": "ambient", "rhythm_days": None, "snooze_count": 0}
                transaction.update(Person, item.id, values | put_off_to(None))
    return Outcome(f"{label}.{sentences(left)}", TOPICS)


def let_go_follow_up(transaction: Transaction, follow_up_id: int, today: date) -> str:
    """Let a follow-up go inside an act, and the introduction or invitation it is about.

    Says what was left with it, without a full stop.
    """
    row = transaction.get(FollowUp, follow_up_id)
    closed = {"status": "let go", "closed_on": today.isoformat()}
    transaction.update(FollowUp, follow_up_id, closed)
    return after_let_go(transaction, row, today) if row["status"] == "open" else ""


def snooze(
    store: Store,
    items: Sequence[AgendaItem],
    until: date | None = None,
    rules: SnoozeRules = DEFAULT_RULES,
    *,
    waits_for_reply: bool = False,
) -> Outcome:
    """Hide items until a day, by default each until its own next step; due dates stay.

    With `waits_for_reply`, any word from the person brings the item back before that day. Raises
    NothingFound without any item, and where nobody could reply; EditConflict where one was closed
    or changed elsewhere.
    """
    _check_any(items)
    if waits_for_reply and any(item.person_id is None for item in items):
        raise NothingFound("A row about nobody cannot wait for a reply.")
    today = today_of(store.clock)
    days: dict[AgendaItem, date] = {}

    def words(item: AgendaItem) -> str:
        reply = ", or when they reply" if waits_for_reply else ""
        due = "" if item.kind is ItemKind.RHYTHM else still_due(item, today)
        return f"Snoozed {who_or_what(item)} to {short_day(days[item], today)}{reply}{due}"

    with store.transaction("snooze", "") as transaction:
        check_open(transaction, items)
        for item in items:
            days[item] = until or default_day(transaction.reader, item, today, rules)
            model = model_of(item)
            row = transaction.get(model, item.id)
            values = put_off_to(days[item], waits_for_reply=waits_for_reply)
            transaction.update(model, item.id, values | {"snooze_count": row["snooze_count"] + 1})
        transaction.label = label_of(words, items, "Snoozed")
    return Outcome(f"{transaction.label}.", TOPICS)


def spread(store: Store, items: Sequence[AgendaItem], days: Sequence[date]) -> Outcome:
    """Hide each item until its own day, in one act; due dates stay.

    It does not count as a snooze: nothing was avoided. Raises NothingFound without any item, and
    where all are put off so already; EditConflict where one was closed or changed elsewhere.
    """
    _check_any(items)
    today = today_of(store.clock)
    label = f"{counted(len(items), 'item')} over {span_words(min(days), max(days), today)}"
    with store.transaction("spread", label) as transaction:
        check_open(transaction, items)
        for item, day in zip(items, days, strict=True):
            transaction.update(model_of(item), item.id, put_off_to(day))
        check_changed(transaction, "That is so already.")
    return Outcome(f"{label}.", TOPICS)


def put_off_to(day: date | None, *, waits_for_reply: bool = False) -> Values:
    """The columns of an item that is hidden until a day; None: no longer."""
    return {
        "snoozed_until": day.isoformat() if day else None,
        "waits_for_reply": int(waits_for_reply),
    }


def reschedule(
    store: Store, items: Sequence[AgendaItem], on: date | None, at: time | None = None
) -> Outcome:
    """Give items a new date; None means someday, for promises only.

    A promise is renegotiated: its old date is kept, counted, and written to the history. For a
    quiet person the rhythm waits until then, as with a snooze. Raises NothingFound without any
    item, and where all have that date already; EditConflict where one was closed or changed
    elsewhere. The ids are those of the move and of its entry, for each promise that is moved.
    """
    _check_any(items)
    today = today_of(store.clock)
    target = short_day(on, today) if on else "someday"

    def words(item: AgendaItem) -> str:
        if item.kind is ItemKind.PROMISE:
            return f"Re-agreed with {who_or_what(item)}: {target} (was {due_words(item, today)})"
        return f"Moved {who_or_what(item)} to {target}"

    ids: tuple[int, ...] = ()
    with store.transaction("reschedule", label_of(words, items, "Moved")) as transaction:
        check_open(transaction, items)
        for item in items:
            if item.kind is ItemKind.PROMISE:
                ids += renegotiate(transaction, item, on, at, store.clock.now())
            elif item.kind is ItemKind.FOLLOW_UP:
                values = _new_date(on or item.due_on, at)
                transaction.update(FollowUp, item.id, values)
            elif on is not None:
                transaction.update(Person, item.id, put_off_to(on))
        check_changed(transaction, f"The date is {target} already.")
    return Outcome(f"{label_of(words, items, 'Moved')}.", TOPICS, ids)


def write_entry(transaction: Transaction, entry: Entry, person_ids: Sequence[int]) -> int:
    """Put an entry into the shared history of these people; returns its id.

    A word from them brings back what waits for their reply.
    """
    at = to_utc_text(entry.at)
    interaction_id = transaction.insert(
        Interaction,
        {
            "at": at,
            "kind": entry.kind,
            "channel": entry.channel,
            "initiated_by": entry.initiated_by,
            "text": entry.text,
            "tags": entry.tags,
            "side": entry.side,
            "aspect": entry.aspect,
            "may_share": int(entry.may_share),
            "search_key": next_search_key(transaction, entry.at.date()),
        },
    )
    transaction.insert_many(
        InteractionPerson,
        ({"interaction_id": interaction_id, "person_id": who, "at": at} for who in person_ids),
    )
    if is_word_from_them(entry.kind, entry.initiated_by):
        wake_waiting(transaction, person_ids)
    return interaction_id


def next_search_key(transaction: Transaction, day: date) -> int:
    """The next free search key of a day: the search index keeps the history in this order."""
    first = day.toordinal() << DAY_BITS
    row = transaction.query(
        "SELECT max(search_key) AS last FROM interaction WHERE search_key BETWEEN ? AND ?",
        (first, first + (1 << DAY_BITS) - 1),
    )[0]
    return first if row["last"] is None else int(row["last"]) + 1


def people_of(items: Sequence[AgendaItem]) -> list[int]:
    """The people the items are about, each once, in order."""
    return list(dict.fromkeys(item.person_id for item in items if item.person_id is not None))


def model_of(item: AgendaItem) -> type[Row]:
    """The table of an item."""
    models: dict[ItemKind, type[Row]] = {
        ItemKind.PROMISE: Promise,
        ItemKind.FOLLOW_UP: FollowUp,
        ItemKind.RHYTHM: Person,
    }
    return models[item.kind]


def _close(
    transaction: Transaction,
    item: AgendaItem,
    interaction_id: int | None,
    now: datetime,
    *,
    beside_others: bool,
) -> Values | None:
    """Close one item; the row of a promise or follow-up as it was, where it was open."""
    closed = {"closed_on": now.date().isoformat()}
    if item.kind is ItemKind.PROMISE:
        row = transaction.get(Promise, item.id)
        values = {"status": "kept", "closed_by_interaction_id": interaction_id}
        transaction.update(Promise, item.id, values | closed)
        return row
    elif item.kind is ItemKind.FOLLOW_UP:
        row = transaction.get(FollowUp, item.id)
        if row["status"] != "open":
            # Another row of this act, about the same thing, closed it.
            return None
        values = {"status": "done"}
        if interaction_id is not None:
            values["interaction_id"] = interaction_id
        transaction.update(FollowUp, item.id, values | closed)
        if row["recurrence"]:
            return_at_next_date(transaction, row, now.date())
        return row
    else:
        if interaction_id is None:
            write_entry(transaction, Entry("", now), [item.id])
        rested = put_off_to(None) | {"snooze_count": 0}
        if beside_others:
            # Else nothing in the journal may tell that their row was closed, too.
            rested["version"] = transaction.get(Person, item.id)["version"] + 1
        transaction.update(Person, item.id, rested)
    return None


def _new_date(on: date | None, at: time | None) -> Values:
    return {
        "due_on": on.isoformat() if on else None,
        "due_time": at.strftime("%H:%M") if at else None,
        "snooze_count": 0,
    } | put_off_to(None)


def renegotiate(
    transaction: Transaction, item: AgendaItem, on: date | None, at: time | None, now: datetime
) -> tuple[int, ...]:
    """Give a promise another date inside an act; None: someday. The old date is kept.

    What was for someday is firm again with a date. Returns the ids of the move and of the entry
    that tells of it; none where it has that date already, and only is no longer put off.
    """
    row = transaction.get(Promise, item.id)
    values = _new_date(on, at)
    if on is None:
        values["firmness"] = str(Firmness.SOMEDAY)
    else:
        values |= firm_again(row)
    transaction.update(Promise, item.id, values)
    if (row["due_on"], row["due_time"]) == (values["due_on"], values["due_time"]):
        return ()
    move_id = transaction.insert(
        PromiseMove,
        {
            "promise_id": item.id,
            "moved_on": now.date().isoformat(),
            "old_due_on": row["due_on"],
            "new_due_on": on.isoformat() if on else None,
        },
    )
    old = short_day(date.fromisoformat(row["due_on"]), now.date()) if row["due_on"] else "no date"
    new = short_day(on, now.date()) if on else "someday"
    text = f"re-agreed: {row['text']}, {old} to {new}"
    return move_id, write_entry(transaction, Entry(text, now, kind="note"), [row["person_id"]])


def firm_again(promise: Values) -> Values:
    """What else a promise without a date becomes with one: what was for someday is firm."""
    was_someday = promise["due_on"] is None and promise["firmness"] == Firmness.SOMEDAY
    return {"firmness": str(Firmness.HARD)} if was_someday else {}


def check_changed(transaction: Transaction, words: str) -> None:
    """Raise NothingFound, in these words, where an act changed nothing: undo must not name it."""
    if not transaction.has_changes:
        raise NothingFound(words)


def _check_any(items: Sequence[AgendaItem]) -> None:
    if not items:
        raise NothingFound("Nothing to act on.")
