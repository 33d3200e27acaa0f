"""Getting in touch: what came of a call, a mail that was sent, thanks and applause given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.follow_ups import Purpose
from peer_tui.domain.history import Channel, Initiator, InteractionKind
from peer_tui.domain.quick_add import PersonRef, QuickAdd
from peer_tui.domain.rhythm_phrases import NO_RHYTHMS
from peer_tui.errors import NothingFound
from peer_tui.services import add
from peer_tui.services.default_day import SnoozeRules
from peer_tui.services.item_words import done_words
from peer_tui.services.items import (
    DEFAULT_RULES,
    TOPICS,
    Entry,
    close_items,
    people_of,
    write_entry,
)
from peer_tui.services.outcome import Outcome, Topic
from peer_tui.storage.store import Store

NO_ANSWER = "no answer"
VOICEMAIL = "left a voicemail"


def spoke(
    store: Store,
    line: QuickAdd,
    closes: Sequence[AgendaItem] = (),
    rules: SnoozeRules = DEFAULT_RULES,
    rhythms: Mapping[str, str] = NO_RHYTHMS,
) -> Outcome:
    """Log a call that was answered, with its next steps; `closes` are done with it.

    An answered call is word from both sides, as every conversation that is logged. `rhythms`:
    those that come with a role. Raises UsageError when the line is refused.
    """
    first, *steps = line.records
    if first.channel is Channel.NONE:
        first = replace(first, channel=Channel.PHONE)
    call = replace(line, records=(first, *steps))
    return add.save(store, call, allow_new=True, closes=closes, rules=rules, rhythms=rhythms)


def not_reached(store: Store, person: PersonRef, text: str = NO_ANSWER) -> Outcome:
    """Log a call that nobody answered: I reached out, but it was no contact for the rhythm."""
    words = f"No answer from {person.name}"
    if text == VOICEMAIL:
        words = f"Left {person.name} a voicemail"
    entry = Entry(text, store.clock.now(), InteractionKind.ATTEMPT, Channel.PHONE, Initiator.ME)
    with store.transaction("call", words) as transaction:
        entry_id = write_entry(transaction, entry, [person.id])
    return Outcome(f"{words}, logged.", frozenset({Topic.PEOPLE, Topic.HISTORY}), (entry_id,))


def mail_sent(
    store: Store,
    person: PersonRef,
    text: str,
    closes: Sequence[AgendaItem] = (),
    rules: SnoozeRules = DEFAULT_RULES,
) -> Outcome:
    """Log a mail the owner says was sent; `closes` are done with it."""
    now = store.clock.now()
    words = f"Mail to {person.name}: {text}" if text else f"Mail to {person.name}"
    label = f"{done_words(closes)}; {words[0].lower()}{words[1:]}" if closes else words
    entry = Entry(text, now, channel=Channel.EMAIL, initiated_by=Initiator.ME)
    with store.transaction("log" if closes else "mail", label) as transaction:
        entry_id = write_entry(transaction, entry, [person.id])
        comes_next = close_items(transaction, closes, entry_id, now, rules)
    return Outcome(f"{label}, logged.{comes_next}", TOPICS, (entry_id,))


def thank(store: Store, owed: Sequence[AgendaItem], text: str) -> Outcome:
    """Log thanks as a kindness given and applause as a story, and close what asked for them.

    All that is owed of one kind shares one entry. Raises NothingFound where nothing is owed.
    """
    if not owed:
        raise NothingFound("Nothing to thank for.")
    now = store.clock.now()
    words = f"{_thanked(owed)}: {text}"
    entry_ids = []
    with store.transaction("log", words) as transaction:
        for purpose, kind in (
            (Purpose.THANK, InteractionKind.KINDNESS),
            (Purpose.APPLAUD, InteractionKind.STORY),
        ):
            items = [item for item in owed if item.purpose is purpose]
            if items:
                entry = Entry(text, now, kind, initiated_by=Initiator.ME)
                entry_ids.append(write_entry(transaction, entry, people_of(items)))
                close_items(transaction, items, entry_ids[-1], now)
    return Outcome(f"{words}.", TOPICS, tuple(entry_ids))


def _thanked(owed: Sequence[AgendaItem]) -> str:
    purposes = {item.purpose for item in owed}
    verb = "Applauded" if purposes == {Purpose.APPLAUD} else "Thanked"
    if len(owed) == 1:
        return f"{verb} {owed[0].person_name}"
    return f"{verb} {len(people_of(owed))} people"
