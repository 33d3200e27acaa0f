"""Worth sending: a message with topics goes to those who want one of them, one at a time."""

from __future__ import annotations

from datetime import date

from peer_tui.clock import today as today_of
from peer_tui.domain.history import Channel, Initiator
from peer_tui.domain.preferences import Stance
from peer_tui.domain.quick_add_record import PersonRef
from peer_tui.domain.text import clean_line
from peer_tui.domain.topics import meets, topics_of
from peer_tui.errors import EditConflict, UsageError
from peer_tui.services.items import Entry, write_entry
from peer_tui.services.outcome import EVERYTHING, Outcome, Topic
from peer_tui.services.shown_rows import as_shown
from peer_tui.storage.journal import Transaction
from peer_tui.storage.models import Message, MessagePerson, Preference
from peer_tui.storage.queries.messages import MessageRow
from peer_tui.storage.store import Store

TOPICS = frozenset({Topic.PEOPLE})


def begin(store: Store, text: str, topics: str) -> Outcome:
    """Write down what is worth sending, and its topics, apart by commas.

    Raises UsageError without a text or without a topic.
    """
    text, found = clean_line(text), topics_of(topics)
    if not text:
        raise UsageError("A message needs a text.")
    if not found:
        raise UsageError("A message needs a topic: only who asked for one of them gets it.")
    words = f"Worth sending: {text.rstrip('.')}"
    with store.transaction("message", words) as transaction:
        values = {
            "text": text,
            "topics": ", ".join(found),
            "begun_on": today_of(store.clock).isoformat(),
        }
        message_id = transaction.insert(Message, values)
    return Outcome(f"{words}.", TOPICS, (message_id,))


def close_or_open(store: Store, shown: MessageRow) -> Outcome:
    """Close a message, or open it again. Raises EditConflict when it was changed elsewhere."""
    today = today_of(store.clock).isoformat()
    closed_on, verb = (today, "Closed") if shown.closed_on is None else (None, "Open again")
    words = f"{verb}: {shown.text.rstrip('.')}"
    with store.transaction("message", words) as transaction:
        as_shown(transaction, Message, shown)
        transaction.update(Message, shown.id, {"closed_on": closed_on})
    return Outcome(f"{words}.", TOPICS)


def sent(store: Store, message: MessageRow, person: PersonRef, line: str = "") -> Outcome:
    """Keep that a message was sent to a person, with the line that was theirs alone.

    It is an entry of the history, and what they asked for is acted on. Raises EditConflict where
    the person got it before.
    """
    now = store.clock.now()
    words = f"{message.text} · {line}" if line else message.text
    label = f"Sent to {person.name}: {message.text.rstrip('.')}"
    with store.transaction("mail", label) as transaction:
        _check_first(transaction, message, person)
        entry = Entry(words, now, channel=Channel.EMAIL, initiated_by=Initiator.ME)
        entry_id = write_entry(transaction, entry, [person.id])
        _keep(transaction, message, person, "sent", now.date(), entry_id)
        for row in transaction.select(
            Preference.select().where(
                (Preference.person == person.id) & (Preference.stance == str(Stance.WANTS))
            )
        ):
            if meets(message.topics, row["topic"]):
                transaction.update(Preference, row["id"], {"acted_on": now.date().isoformat()})
    return Outcome(f"Sent to {person.name}, logged.", EVERYTHING, (entry_id,))


def pass_over(store: Store, message: MessageRow, person: PersonRef) -> Outcome:
    """Leave a person out this time. Raises EditConflict where they got it or were passed over."""
    today = today_of(store.clock)
    with store.transaction("message", f"Passed over this time: {person.name}") as transaction:
        _check_first(transaction, message, person)
        _keep(transaction, message, person, "passed over", today, None)
    return Outcome(f"Passed over this time: {person.name}.", TOPICS)


def _check_first(transaction: Transaction, message: MessageRow, person: PersonRef) -> None:
    found = transaction.query(
        "SELECT status FROM message_person WHERE message_id = ? AND person_id = ?",
        (message.id, person.id),
    )
    if found:
        done = "got it already" if found[0]["status"] == "sent" else "was passed over already"
        raise EditConflict(f"{person.name} {done}.")


def _keep(
    transaction: Transaction,
    message: MessageRow,
    person: PersonRef,
    status: str,
    on: date,
    entry_id: int | None,
) -> None:
    values = {"message_id": message.id, "person_id": person.id, "status": status}
    values |= {"done_on": on.isoformat(), "interaction_id": entry_id}
    transaction.insert(MessagePerson, values)
