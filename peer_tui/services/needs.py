"""Needs: what people came with, whether it was solved, and by whose word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from peer_tui.domain.calendar_days import short_day
from peer_tui.domain.history import Initiator, InteractionKind, Side
from peer_tui.domain.needs import (
    OUTCOME_WORDS,
    OWN_OPINION,
    UNSOLVED,
    NeedDraft,
    NeedOutcome,
    check_text,
)
from peer_tui.domain.needs import Need as KnownNeed
from peer_tui.domain.text import clean, clean_line
from peer_tui.errors import EditConflict, UsageError
from peer_tui.services.items import Entry, write_entry
from peer_tui.services.outcome import Outcome, Topic
from peer_tui.services.solved_checks import AFTER_SILENCE_DAYS, open_checks, write_check
from peer_tui.storage.journal import Transaction, Values
from peer_tui.storage.models import FollowUp, Need, Person, Promise
from peer_tui.storage.store import Store

TOPICS = frozenset({Topic.PEOPLE, Topic.FOLLOW_UPS, Topic.PROMISES, Topic.HISTORY})


@dataclass(frozen=True, slots=True)
class PromiseToSolve:
    """What I promise where a need is not solved yet."""

    text: str
    due_on: date | None = None
    due_time: time | None = None
    firmness: str = "hard"


def write_need(transaction: Transaction, draft: NeedDraft, today: date) -> int:
    """Write down what a person came with; returns its id.

    With a day to check on, a follow-up asks then whether it is solved.
    """
    values: Values = {
        "person_id": draft.person_id,
        "text": draft.text,
        "i_give": draft.i_give,
        "they_give": draft.they_give,
        "came_on": today.isoformat(),
        "check_on": draft.check_on.isoformat() if draft.check_on else None,
        "from_interaction_id": draft.from_interaction_id,
    }
    need_id = transaction.insert(Need, values)
    if draft.check_on is not None:
        write_check(transaction, values | {"id": need_id}, draft.check_on)
    return need_id


def answer(
    store: Store,
    need_id: int,
    outcome: NeedOutcome,
    words: str = "",
    promise: PromiseToSolve | None = None,
) -> Outcome:
    """Write down whether a need is solved, in their words; without words it is my own opinion.

    Every check that waits for it is done, and the answer stands in the shared history. Partly or
    not solved: the promise, if one is made, is tied to the need. Without an answer one more check
    is made, once. Raises UsageError for an open outcome, EditConflict when the need is gone.
    """
    if outcome is NeedOutcome.OPEN:
        raise UsageError("An answer is solved, partly, not, or no answer.")
    words = clean(words).strip()
    now = store.clock.now()
    with store.transaction("answer", "") as transaction:
        need = transaction.get(Need, need_id)
        name = transaction.get(Person, need["person_id"])["name"]
        transaction.label = f"{_head(outcome)}: {need['text']} ({name})"
        entry_id = write_entry(transaction, _entry(need, outcome, words, now), [need["person_id"]])
        for check in open_checks(transaction, need_id):
            done = {"status": "done", "closed_on": now.date().isoformat()}
            transaction.update(FollowUp, check["id"], done | {"interaction_id": entry_id})
        again = _again_on(need, outcome, now.date())
        goes_on = again is not None or (promise is not None and outcome in UNSOLVED)
        values: Values = {
            "outcome": str(outcome),
            "answer": words,
            "said_by": _said_by(outcome, words),
            "closed_on": None if goes_on else now.date().isoformat(),
        }
        if goes_on:
            values["check_on"] = again.isoformat() if again is not None else None
        transaction.update(Need, need_id, values)
        if again is not None:
            write_check(transaction, need, again)
        if promise is not None and outcome in UNSOLVED:
            _promise(transaction, need, promise, entry_id, now.date())
    return Outcome(_said(name, need["text"], outcome, again, promise, now.date()), TOPICS)


def change_need(store: Store, shown: KnownNeed, draft: NeedDraft) -> Outcome:
    """Put another text, other sides or another day to check on in the place of what was shown.

    The check that waits moves along, is made, or is let go. Raises UsageError without a text, and
    EditConflict when the need was changed elsewhere since it was shown.
    """
    text = clean_line(draft.text)
    if not text:
        raise UsageError("A need has a text, in their words.")
    today = store.clock.now().date()
    with store.transaction("edit", f"Edited: {text}") as transaction:
        current = transaction.get(Need, shown.id)
        if current["version"] != shown.version:
            raise EditConflict("This need was changed elsewhere meanwhile. Nothing was saved.")
        values: Values = {
            "text": text,
            "i_give": clean_line(draft.i_give),
            "they_give": clean_line(draft.they_give),
            "check_on": draft.check_on.isoformat() if draft.check_on else None,
        }
        transaction.update(Need, shown.id, values)
        _move_checks(transaction, current | values, draft.check_on, today)
    return Outcome(f"Edited: {text}.", TOPICS, (shown.id,))


def _move_checks(
    transaction: Transaction, need: Values, check_on: date | None, today: date
) -> None:
    waiting = open_checks(transaction, need["id"])
    for check in waiting:
        if check_on is None:
            gone = {"status": "let go", "closed_on": today.isoformat()}
            transaction.update(FollowUp, check["id"], gone)
            continue
        values: Values = {"text": check_text(need["text"])}
        if check["due_on"] != check_on.isoformat():
            values |= {"due_on": check_on.isoformat(), "snoozed_until": None, "snooze_count": 0}
        transaction.update(FollowUp, check["id"], values)
    if not waiting and check_on is not None:
        write_check(transaction, need, check_on)


def _again_on(need: Values, outcome: NeedOutcome, today: date) -> date | None:
    """The day to ask once more; None where the question rests."""
    if outcome is not NeedOutcome.NO_ANSWER or need["outcome"] == NeedOutcome.NO_ANSWER:
        return None
    return today + timedelta(days=AFTER_SILENCE_DAYS)


def _said_by(outcome: NeedOutcome, words: str) -> str:
    if outcome is NeedOutcome.NO_ANSWER:
        return ""
    return str(Side.THEIRS if words else Side.MINE)


def _entry(need: Values, outcome: NeedOutcome, words: str, now: datetime) -> Entry:
    text = f"{OUTCOME_WORDS[outcome]}: {need['text']}"
    if outcome is NeedOutcome.NO_ANSWER:
        return Entry(
            f"asked whether it is solved, no answer: {need['text']}",
            now,
            InteractionKind.ATTEMPT,
            initiated_by=Initiator.ME,
        )
    if not words:
        return Entry(f"{text} ({OWN_OPINION})", now, InteractionKind.NOTE)
    return Entry(f"{text} · “{words}”", now)


def _promise(
    transaction: Transaction,
    need: Values,
    promise: PromiseToSolve,
    entry_id: int,
    today: date,
) -> None:
    transaction.insert(
        Promise,
        {
            "person_id": need["person_id"],
            "side": str(Side.MINE),
            "text": promise.text,
            "made_on": today.isoformat(),
            "due_on": promise.due_on.isoformat() if promise.due_on else None,
            "due_time": promise.due_time.strftime("%H:%M") if promise.due_time else None,
            "firmness": promise.firmness,
            "from_interaction_id": entry_id,
            "need_id": need["id"],
        },
    )


def _head(outcome: NeedOutcome) -> str:
    words = OUTCOME_WORDS[outcome]
    return words[:1].upper() + words[1:]


def _said(
    name: str,
    text: str,
    outcome: NeedOutcome,
    again: date | None,
    promise: PromiseToSolve | None,
    today: date,
) -> str:
    """What happened, and that the door stays open."""
    head = f"{_head(outcome)}: {text}."
    if outcome is NeedOutcome.SOLVED:
        return f"{head} The door stays open."
    if again is not None:
        return f"{head} One gentle question more {short_day(again, today)}, then it rests."
    if outcome is NeedOutcome.NO_ANSWER:
        return f"{head} It rests now; the door stays open."
    if promise is not None:
        when = short_day(promise.due_on, today) if promise.due_on else "no date"
        return f"{head} I owe {name}: {promise.text}, {when}."
    return f"{head} The door stays open."
