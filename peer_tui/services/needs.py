"""Needs: what people came with, whether it was solved, and by whose word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from peer_tui.domain.agenda import AgendaItem
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
from peer_tui.errors import UsageError
from peer_tui.services.default_day import SnoozeRules, first_suiting_day
from peer_tui.services.items import DEFAULT_RULES, Entry, write_entry
from peer_tui.services.outcome import Outcome, Topic
from peer_tui.services.shown_rows import as_shown, check_open
from peer_tui.services.solved_checks import AFTER_SILENCE_DAYS, write_check
from peer_tui.services.tied_follow_ups import Tied, TiedBy
from peer_tui.storage.journal import Transaction, Values
from peer_tui.storage.models import FollowUp, Need, Person, Promise
from peer_tui.storage.rows import NeedRow
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
    shown: KnownNeed | NeedRow,
    outcome: NeedOutcome,
    words: str = "",
    promise: PromiseToSolve | None = None,
    *,
    asking: AgendaItem | None = None,
    rules: SnoozeRules = DEFAULT_RULES,
) -> Outcome:
    """Write down whether a need is solved, in their words; without words it is my own opinion.

    Every check that waits for it is done, and the answer stands in the shared history. Partly or
    not solved: the promise, if one is made, is tied to the need. Without an answer one more check
    is made, once, on a day that suits by the rules. `asking` is the row of the queue that asked, if
    one did. Raises UsageError for an open outcome, EditConflict when the need or that row was
    changed or closed elsewhere since it was shown.
    """
    if outcome is NeedOutcome.OPEN:
        raise UsageError("An answer is solved, partly, not, or no answer.")
    words = clean(words).strip()
    now = store.clock.now()
    with store.transaction("answer", "") as transaction:
        if asking is not None:
            check_open(transaction, [asking])
        need = as_shown(transaction, Need, shown)
        name = transaction.get(Person, need["person_id"])["name"]
        transaction.label = f"{_head(outcome)}: {need['text']} ({name})"
        entry_id = write_entry(transaction, _entry(need, outcome, words, now), [need["person_id"]])
        Tied(transaction, TiedBy.NEED, need["id"]).done(now.date(), entry_id)
        again = _again_on(transaction, need, outcome, now.date(), rules)
        goes_on = again is not None or (promise is not None and outcome in UNSOLVED)
        values: Values = {
            "outcome": str(outcome),
            "answer": words,
            "said_by": _said_by(outcome, words),
            "closed_on": None if goes_on else now.date().isoformat(),
        }
        if goes_on:
            values["check_on"] = again.isoformat() if again is not None else None
        transaction.update(Need, need["id"], values)
        if again is not None:
            write_check(transaction, need, again)
        if promise is not None and outcome in UNSOLVED:
            _promise(transaction, need, promise, entry_id, now.date())
    return Outcome(_said(name, need["text"], outcome, again, promise, now.date()), TOPICS)


def change_need(store: Store, shown: KnownNeed, draft: NeedDraft) -> Outcome:
    """Put another text, other sides or another day to check on in the place of what was shown.

    The check that waits moves along, or is let go; for another day than before one is made.
    Raises UsageError without a text, and EditConflict when the need was changed elsewhere since
    it was shown.
    """
    text = clean_line(draft.text)
    if not text:
        raise UsageError("A need has a text, in their words.")
    today = store.clock.now().date()
    with store.transaction("edit", f"Edited: {text}") as transaction:
        current = as_shown(transaction, Need, shown)
        values: Values = {
            "text": text,
            "i_give": clean_line(draft.i_give),
            "they_give": clean_line(draft.they_give),
            "check_on": draft.check_on.isoformat() if draft.check_on else None,
        }
        transaction.update(Need, shown.id, values)
        _move_checks(transaction, current, current | values, draft.check_on, today)
    return Outcome(f"Edited: {text}.", TOPICS, (shown.id,))


def _move_checks(
    transaction: Transaction, before: Values, need: Values, check_on: date | None, today: date
) -> None:
    checks = Tied(transaction, TiedBy.NEED, need["id"])
    if check_on is None:
        checks.let_go(today)
        return
    waiting = checks.waiting()
    for check in waiting:
        values: Values = {"text": check_text(need["text"])}
        if check["due_on"] != check_on.isoformat():
            values |= {"due_on": check_on.isoformat(), "snoozed_until": None, "snooze_count": 0}
        transaction.update(FollowUp, check["id"], values)
    if not waiting and before["check_on"] != need["check_on"]:
        write_check(transaction, need, check_on)


def _again_on(
    transaction: Transaction, need: Values, outcome: NeedOutcome, today: date, rules: SnoozeRules
) -> date | None:
    """The day to ask once more; None where the question rests."""
    if outcome is not NeedOutcome.NO_ANSWER or need["outcome"] == NeedOutcome.NO_ANSWER:
        return None
    earliest = today + timedelta(days=AFTER_SILENCE_DAYS)
    return first_suiting_day(transaction.reader, need["person_id"], earliest, rules)


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
