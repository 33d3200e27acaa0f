"""The verbs of the queue: done, snooze, reschedule, let go; on one row or many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from peer_tui.clock import to_utc_text
from peer_tui.clock import today as today_of
from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.domain.calendar_days import short_day
from peer_tui.domain.follow_ups import RecursFrom
from peer_tui.domain.history import Side
from peer_tui.domain.people import DateKind, ImportantDate, PartialDate
from peer_tui.domain.recurrence import next_occurrence
from peer_tui.domain.spreading import span_words
from peer_tui.errors import NothingFound
from peer_tui.services.default_day import SnoozeRules, default_day
from peer_tui.services.outcome import Outcome, Topic
from peer_tui.services.person_rows import reminder_after
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
from peer_tui.storage.models import ImportantDate as ImportantDateRow
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


def done(store: Store, items: Sequence[AgendaItem], entry: Entry | None = None) -> Outcome:
    """Close items: promises are kept, follow-ups done, a quiet person was in touch.

    With an entry, it is written to the history of everyone concerned and closes the items. A
    recurring follow-up returns at its next date. Raises NothingFound without any item.
    """
    _check_any(items)
    now = store.clock.now()
    verb = "log" if entry else "done"
    with store.transaction(verb, _label(_done_words, items)) as transaction:
        interaction_id = None
        if entry is not None:
            interaction_id = write_entry(transaction, entry, people_of(items))
        close_items(transaction, items, interaction_id, now)
    return Outcome(f"{_label(_done_words, items)}.", TOPICS)


def close_items(
    transaction: Transaction,
    items: Sequence[AgendaItem],
    interaction_id: int | None,
    now: datetime,
) -> None:
    """Close items inside an act, with the entry of the history that closed them."""
    others = {item.person_id for item in items if item.kind is not ItemKind.RHYTHM}
    for item in items:
        beside_others = item.person_id in others
        _close(transaction, item, now.date(), interaction_id, now, beside_others=beside_others)


def done_words(items: Sequence[AgendaItem]) -> str:
    """What closing these items is called: "Kept: send quote (Maria Lopez)"."""
    return _label(_done_words, items)


def let_go(store: Store, items: Sequence[AgendaItem]) -> Outcome:
    """Let items go: promises are released, follow-ups dropped, a quiet person's rhythm ends.

    Nothing is deleted. Raises NothingFound without any item.
    """
    _check_any(items)
    today = today_of(store.clock).isoformat()
    label = _label(_let_go_words, items, mixed="Let go")
    with store.transaction("let go", label) as transaction:
        for item in items:
            if item.kind is ItemKind.PROMISE:
                values: Values = {"status": "released", "closed_on": today}
                transaction.update(Promise, item.id, values)
            elif item.kind is ItemKind.FOLLOW_UP:
                values = {"status": "let go", "closed_on": today}
                transaction.update(FollowUp, item.id, values)
            else:
                values = {"rhythm_kind": "ambient", "rhythm_days": None, "snooze_count": 0}
                transaction.update(Person, item.id, values | put_off_to(None))
    return Outcome(f"{label}.", TOPICS)


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
    NothingFound without any item, and where nobody could reply.
    """
    _check_any(items)
    if waits_for_reply and any(item.person_id is None for item in items):
        raise NothingFound("A row about nobody cannot wait for a reply.")
    today = today_of(store.clock)
    days: dict[AgendaItem, date] = {}

    def words(item: AgendaItem) -> str:
        reply = ", or when they reply" if waits_for_reply else ""
        due = "" if item.kind is ItemKind.RHYTHM else _still_due(item, today)
        return f"Snoozed {_who(item)} to {short_day(days[item], today)}{reply}{due}"

    with store.transaction("snooze", "") as transaction:
        for item in items:
            days[item] = until or default_day(transaction.reader, item, today, rules)
            model = model_of(item)
            row = transaction.get(model, item.id)
            values = put_off_to(days[item], waits_for_reply=waits_for_reply)
            transaction.update(model, item.id, values | {"snooze_count": row["snooze_count"] + 1})
        transaction.label = _label(words, items, "Snoozed")
    return Outcome(f"{transaction.label}.", TOPICS)


def spread(store: Store, items: Sequence[AgendaItem], days: Sequence[date]) -> Outcome:
    """Hide each item until its own day, in one act; due dates stay.

    It does not count as a snooze: nothing was avoided. Raises NothingFound without any item.
    """
    _check_any(items)
    today = today_of(store.clock)
    label = f"{counted(len(items), 'item')} over {span_words(min(days), max(days), today)}"
    with store.transaction("spread", label) as transaction:
        for item, day in zip(items, days, strict=True):
            transaction.update(model_of(item), item.id, put_off_to(day))
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
    item. The ids are those of the move and of its entry, for each promise.
    """
    _check_any(items)
    today = today_of(store.clock)
    target = short_day(on, today) if on else "someday"

    def words(item: AgendaItem) -> str:
        if item.kind is ItemKind.PROMISE:
            return f"Re-agreed with {_who(item)}: {target} (was {_due_words(item, today)})"
        return f"Moved {_who(item)} to {target}"

    ids: tuple[int, ...] = ()
    with store.transaction("reschedule", _label(words, items, "Moved")) as transaction:
        for item in items:
            if item.kind is ItemKind.PROMISE:
                ids += renegotiate(transaction, item, on, at, store.clock.now())
            elif item.kind is ItemKind.FOLLOW_UP:
                values = _new_date(on or item.due_on, at)
                transaction.update(FollowUp, item.id, values)
            elif on is not None:
                transaction.update(Person, item.id, put_off_to(on))
    return Outcome(f"{_label(words, items, 'Moved')}.", TOPICS, ids)


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
    today: date,
    interaction_id: int | None,
    now: datetime,
    *,
    beside_others: bool,
) -> None:
    closed = {"closed_on": today.isoformat()}
    if item.kind is ItemKind.PROMISE:
        row = transaction.get(Promise, item.id)
        values = {"status": "kept", "closed_by_interaction_id": interaction_id}
        transaction.update(Promise, item.id, values | closed)
        if row["status"] == "open" and row["need_id"] is not None:
            ask_again(transaction, row["need_id"], today)
    elif item.kind is ItemKind.FOLLOW_UP:
        row = transaction.get(FollowUp, item.id)
        values = {"status": "done"}
        if interaction_id is not None:
            values["interaction_id"] = interaction_id
        transaction.update(FollowUp, item.id, values | closed)
        if row["recurrence"] and row["status"] == "open":
            _return_at_next_date(transaction, row, today)
    else:
        if interaction_id is None:
            write_entry(transaction, Entry("", now), [item.id])
        rested = put_off_to(None) | {"snooze_count": 0}
        if beside_others:
            # Else nothing in the journal may tell that their row was closed, too.
            rested["version"] = transaction.get(Person, item.id)["version"] + 1
        transaction.update(Person, item.id, rested)


def _return_at_next_date(transaction: Transaction, row: Values, today: date) -> None:
    due = date.fromisoformat(row["due_on"])
    anchor = today if row["recurs_from"] == RecursFrom.COMPLETION else due
    following = next_occurrence(row["recurrence"], anchor, max(anchor, today))
    if row["important_date_id"] is not None:
        day = _important_date(transaction, row["important_date_id"])
        following = reminder_after(day, due, today)
    fresh = {name: row[name] for name in row if name not in ("id", "version")}
    fresh |= put_off_to(None) | {"due_on": following.isoformat(), "snooze_count": 0}
    transaction.insert(FollowUp, fresh | {"interaction_id": None})


def _important_date(transaction: Transaction, date_id: int) -> ImportantDate:
    row = transaction.get(ImportantDateRow, date_id)
    on = PartialDate(row["year"], row["month"], row["day"])
    return ImportantDate(DateKind(row["kind"]), on, row["label"], row["lead_days"], date_id)


def _new_date(on: date | None, at: time | None) -> Values:
    return {
        "due_on": on.isoformat() if on else None,
        "due_time": at.strftime("%H:%M") if at else None,
        "snooze_count": 0,
    } | put_off_to(None)


def renegotiate(
    transaction: Transaction, item: AgendaItem, on: date | None, at: time | None, now: datetime
) -> tuple[int, int]:
    """Give a promise another date inside an act; None: someday. The old date is kept.

    Returns the ids of the move and of the entry that tells of it.
    """
    row = transaction.get(Promise, item.id)
    values = _new_date(on, at)
    if on is None:
        values["firmness"] = "someday"
    transaction.update(Promise, item.id, values)
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


def _check_any(items: Sequence[AgendaItem]) -> None:
    if not items:
        raise NothingFound("Nothing to act on.")


def counted(number: int, one: str) -> str:
    """A number of things: "1 item", "12 items"."""
    return f"{number} {one}{'' if number == 1 else 's'}"


def _label(
    words: Callable[[AgendaItem], str],
    items: Sequence[AgendaItem],
    many: str = "",
    mixed: str = "Done with",
) -> str:
    """What an act on these items is called; `many` or `mixed` stands before how many there are."""
    if len(items) == 1:
        return words(items[0])
    if not many and all(item.kind is ItemKind.RHYTHM for item in items):
        return f"{words(items[0]).removesuffix(items[0].person_name)}{len(items)} people"
    heads = {words(item).split(":")[0] for item in items}
    return f"{many or (heads.pop() if len(heads) == 1 else mixed)} {len(items)} items"


def _done_words(item: AgendaItem) -> str:
    if item.kind is ItemKind.RHYTHM:
        return f"In touch with {item.person_name}"
    if item.kind is ItemKind.PROMISE:
        kept = "Kept" if item.side is Side.MINE else "They kept"
        return f"{kept}: {item.text} ({item.person_name})"
    who = f" ({item.person_name})" if item.person_name else ""
    return f"Done: {item.text}{who}"


def _let_go_words(item: AgendaItem) -> str:
    if item.kind is ItemKind.RHYTHM:
        return f"No rhythm any more with {item.person_name}"
    verb = "Released" if item.kind is ItemKind.PROMISE else "Let go"
    who = f" ({item.person_name})" if item.person_name else ""
    return f"{verb}: {item.text}{who}"


def _who(item: AgendaItem) -> str:
    return item.person_name or item.text


def _due_words(item: AgendaItem, today: date) -> str:
    return "no date" if item.due_on == date.max else short_day(item.due_on, today)


def _still_due(item: AgendaItem, today: date) -> str:
    return f" (still due {short_day(item.due_on, today)})" if item.due_on != date.max else ""
