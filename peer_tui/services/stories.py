"""Stories people told: a win asks for applause, a hope comes back as a gentle question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from peer_tui.domain.follow_ups import Purpose
from peer_tui.domain.history import Initiator, InteractionKind, Side
from peer_tui.domain.stories import (
    APPLAUDED,
    StoryAspect,
    applause_text,
    gentle_question,
    kind_of,
)
from peer_tui.errors import UsageError
from peer_tui.services.items import Entry, write_entry
from peer_tui.services.kindness import write_owed
from peer_tui.services.outcome import Outcome, Topic
from peer_tui.storage.journal import Transaction
from peer_tui.storage.models import Interaction
from peer_tui.storage.store import Store

_SHARED_KINDS = (InteractionKind.STORY, InteractionKind.MILESTONE)


def write_story(
    transaction: Transaction,
    person_ids: Sequence[int],
    text: str,
    *,
    aspect: StoryAspect | None,
    at: datetime,
    ask_on: date | None = None,
    may_share: bool = False,
    channel: str = "",
    tags: str = "",
) -> int:
    """Write a story they told into the history of these people; returns the id of the entry.

    A win or a milestone asks for applause today. `ask_on`: when to come back to it with a gentle
    question. Without an aspect it is a story that asks for nothing.
    """
    milestone = aspect is StoryAspect.MILESTONE
    entry = Entry(
        text,
        at,
        kind_of(aspect),
        channel,
        initiated_by=Initiator.THEM,
        tags=tags,
        side=Side.THEIRS,
        aspect="" if aspect is None or milestone else aspect,
        may_share=may_share,
    )
    entry_id = write_entry(transaction, entry, person_ids)
    for person_id in person_ids:
        if aspect in APPLAUDED:
            write_owed(transaction, person_id, applause_text(text), Purpose.APPLAUD, entry_id)
        if ask_on is not None:
            question = gentle_question(text, aspect)
            on = ask_on.isoformat()
            write_owed(transaction, person_id, question, Purpose.CHECK_IN, entry_id, on)
    return entry_id


def turn_sharing(store: Store, interaction_id: int) -> Outcome:
    """Note that they said others may hear a story; where that was noted, that they may not.

    Raises UsageError for an entry that is no story of theirs, EditConflict when it is gone.
    """
    with store.transaction("edit", "") as transaction:
        row = transaction.get(Interaction, interaction_id)
        theirs = row["side"] == Side.THEIRS or row["initiated_by"] == Initiator.THEM
        if row["kind"] not in _SHARED_KINDS or not theirs:
            raise UsageError("Only a story or a milestone they told can be shared.")
        may_share = not row["may_share"]
        head = "May be shared" if may_share else "Not to be shared"
        transaction.label = f"{head}: {row['text']}"
        transaction.update(Interaction, interaction_id, {"may_share": int(may_share)})
    return Outcome(f"{transaction.label}.", frozenset({Topic.HISTORY}), (interaction_id,))
