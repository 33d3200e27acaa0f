"""What else may become of a promise: how firm it is, why it was moved, taken back."""

from __future__ import annotations

from collections.abc import Sequence

from peer_tui.clock import today as today_of
from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.domain.calendar_days import short_day
from peer_tui.domain.history import Initiator, Side
from peer_tui.domain.promises import FIRMNESS_WORDS, PromiseStatus, next_firmness
from peer_tui.domain.text import clean_line
from peer_tui.errors import NothingFound, UsageError
from peer_tui.services.item_words import counted
from peer_tui.services.items import Entry, check_changed, write_entry
from peer_tui.services.outcome import Outcome, Topic
from peer_tui.services.shown_rows import check_open
from peer_tui.storage.models import Interaction, Promise, PromiseMove
from peer_tui.storage.rows import NO_DATE
from peer_tui.storage.store import Store

TOPICS = frozenset({Topic.PROMISES, Topic.PEOPLE, Topic.HISTORY})


def set_firmness(store: Store, items: Sequence[AgendaItem]) -> Outcome:
    """Make promises as firm as the first of them is next: firm, soft, someday, firm again.

    The dates stay; how firm it is only says how the date is meant. Raises NothingFound without a
    promise, and where all are as firm already; EditConflict where one was closed or changed
    elsewhere.
    """
    promises = _promises(items)
    firmness = next_firmness(promises[0].firmness)
    word = FIRMNESS_WORDS[firmness].capitalize()
    today = today_of(store.clock)
    label = f"{word} now: {_what(promises)}"
    with store.transaction("firmness", label) as transaction:
        check_open(transaction, promises)
        for item in promises:
            transaction.update(Promise, item.id, {"firmness": str(firmness)})
        check_changed(transaction, f"{word} already: {_what(promises)}.")
    first = promises[0]
    due = len(promises) == 1 and first.due_on != NO_DATE
    still = f", still by {short_day(first.due_on, today)}" if due else ""
    return Outcome(f"{label}{still}.", TOPICS)


def withdraw(store: Store, items: Sequence[AgendaItem]) -> Outcome:
    """Take promises back: mine by me, theirs by them. It is written into the history of each.

    Nothing is deleted, and nothing counts as broken. Raises NothingFound without a promise,
    EditConflict where one was closed or changed elsewhere.
    """
    promises = _promises(items)
    now = store.clock.now()
    closed = {"status": str(PromiseStatus.WITHDRAWN), "closed_on": now.date().isoformat()}
    heads = {_taken_back(item.side) for item in promises}
    label = f"{heads.pop() if len(heads) == 1 else 'Taken back'}: {_what(promises)}"
    with store.transaction("take back", label) as transaction:
        check_open(transaction, promises)
        for item in promises:
            by = Initiator.ME if item.side is Side.MINE else Initiator.THEM
            text = f"{_taken_back(item.side).lower()}: {item.text}"
            people = [] if item.person_id is None else [item.person_id]
            entry = Entry(text, now, kind="note", initiated_by=by)
            entry_id = write_entry(transaction, entry, people)
            values = {**closed, "closed_by_interaction_id": entry_id}
            transaction.update(Promise, item.id, values)
    return Outcome(f"{label}.", TOPICS)


def say_why(store: Store, move_id: int, entry_id: int, why: str) -> Outcome:
    """Add why a promise was moved, to the move and to the entry that tells of it.

    Said once more, it stands in the place of what was said before. Raises UsageError without
    words, EditConflict when one of the two is gone.
    """
    why = clean_line(why)
    if not why:
        raise UsageError("Why was it moved? A few words, or Esc.")
    with store.transaction("why", f"Moved because {why}") as transaction:
        move = transaction.get(PromiseMove, move_id)
        promise = transaction.get(Promise, move["promise_id"])
        entry = transaction.get(Interaction, entry_id)
        transaction.label = f"Moved because {why}: {promise['text']}"
        transaction.update(PromiseMove, move_id, {"why": why})
        told = str(entry["text"])
        if move["why"]:
            told = told.removesuffix(f"; {move['why']}")
        transaction.update(Interaction, entry_id, {"text": f"{told}; {why}"})
    return Outcome(f"{transaction.label}.", TOPICS)


def _promises(items: Sequence[AgendaItem]) -> list[AgendaItem]:
    found = [item for item in items if item.kind is ItemKind.PROMISE]
    if not found:
        raise NothingFound("This is for promises.")
    return found


def _taken_back(side: Side) -> str:
    return "Taken back" if side is Side.MINE else "They took back"


def _what(promises: Sequence[AgendaItem]) -> str:
    if len(promises) > 1:
        return counted(len(promises), "promise")
    first = promises[0]
    return f"{first.text} ({first.person_name})" if first.person_name else first.text
