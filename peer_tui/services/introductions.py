"""Introductions: both are asked, both say yes, then it is made; later I ask what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from peer_tui.domain import introductions as words
from peer_tui.domain.history import Initiator, InteractionKind
from peer_tui.domain.introductions import (
    OUTCOME_AFTER_DAYS,
    Consent,
    Introduction,
    IntroductionState,
)
from peer_tui.domain.text import clean_line
from peer_tui.errors import UsageError
from peer_tui.services.items import TOPICS, Entry, put_off_to, write_entry
from peer_tui.services.outcome import Outcome
from peer_tui.services.shown_rows import as_shown
from peer_tui.services.tied_follow_ups import Tied, TiedBy, waiting_words
from peer_tui.storage.journal import Transaction, Values
from peer_tui.storage.models import Introduction as IntroductionRow
from peer_tui.storage.models import Person
from peer_tui.storage.reader import Reader
from peer_tui.storage.store import Store

REPLY_DAYS = 7
"""Once somebody was asked, so long is waited for the answer."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """The names of the two of an introduction."""

    one: str
    other: str

    def __str__(self) -> str:
        return f"{self.one} and {self.other}"


def blocked(reader: Reader, one_id: int, other_id: int, pair: str) -> str:
    """Why no introduction of these two can begin, in a sentence; empty where one can."""
    if one_id == other_id:
        return "An introduction is of two people; name another one."
    open_one = reader.row(
        "SELECT 1 FROM introduction WHERE closed_on IS NULL"
        " AND ((one_id = ? AND other_id = ?) OR (one_id = ? AND other_id = ?))",
        (one_id, other_id, other_id, one_id),
    )
    return f"An introduction of {pair} is under way already." if open_one else ""


def write_introduction(
    transaction: Transaction, one_id: int, other_id: int, about: str, today: date
) -> int:
    """Begin an introduction inside an act, with the follow-up that asks both; returns its id.

    Raises UsageError for one and the same person and where one of the two is open already,
    EditConflict when one of them is gone.
    """
    about = clean_line(about)
    pair = _names(transaction, one_id, other_id)
    why_not = blocked(transaction.reader, one_id, other_id, str(pair))
    if why_not:
        raise UsageError(why_not)
    introduction_id = transaction.insert(
        IntroductionRow,
        {
            "one_id": one_id,
            "other_id": other_id,
            "about": about,
            "begun_on": today.isoformat(),
        },
    )
    text = words.ask_both_words(pair.other, about)
    Tied(transaction, TiedBy.INTRODUCTION, introduction_id).insert(one_id, text, today)
    return introduction_id


def add_introduction(store: Store, one_id: int, other_id: int, about: str) -> Outcome:
    """Begin an introduction. Raises as `write_introduction`."""
    today = store.clock.now().date()
    with store.transaction("introduce", "Introduction begun") as transaction:
        introduction_id = write_introduction(transaction, one_id, other_id, about, today)
        pair = _names(transaction, one_id, other_id)
        matter = words.about_words(clean_line(about))
        transaction.label = f"Introduction of {pair} begun{matter}; both are asked first"
    return Outcome(f"{transaction.label}.", TOPICS, (introduction_id,))


def answered(store: Store, shown: Introduction, person_id: int, consent: Consent) -> Outcome:
    """Note what one of the two said; a no ends it kindly, and nobody is told whose it was.

    Raises UsageError where nobody is asked any more, EditConflict when it was changed elsewhere.
    """
    now = store.clock.now()
    today = now.date()
    with store.transaction("introduce", "Introduction") as transaction:
        current = as_shown(transaction, IntroductionRow, shown)
        pair = _names(transaction, shown.one_id, shown.other_id)
        if shown.state not in (IntroductionState.ASKING, IntroductionState.READY):
            raise UsageError(f"Nobody is asked any more about the introduction of {pair}.")
        whose = "one_consent" if person_id == shown.one_id else "other_consent"
        values: Values = {whose: str(consent)}
        after = _introduction(current | values)
        if consent is Consent.NO:
            values["closed_on"] = today.isoformat()
            Tied(transaction, TiedBy.INTRODUCTION, current["id"]).let_go(today)
            text = words.left_words(pair.one, pair.other, shown.about)
            entry = Entry(text, now, kind=InteractionKind.NOTE)
            write_entry(transaction, entry, [shown.one_id, shown.other_id])
            transaction.label = f"Left be: the introduction of {pair}; nobody is told whose no"
        else:
            name = pair.one if person_id == shown.one_id else pair.other
            said = "said yes" if consent is Consent.YES else "was asked"
            ready = after.state is IntroductionState.READY
            rest = "; both did, now it can be made" if ready else ""
            transaction.label = f"{name} {said}{rest}"
            _ask_next(transaction, after, pair, today)
        transaction.update(IntroductionRow, current["id"], values)
    return Outcome(f"{transaction.label}.", TOPICS, (current["id"],))


def made(store: Store, shown: Introduction) -> Outcome:
    """Make an introduction: an entry with both, and a follow-up that asks what came of it.

    Raises UsageError unless both said yes, EditConflict when it was changed elsewhere.
    """
    now = store.clock.now()
    with store.transaction("introduce", "Introduction made") as transaction:
        current = as_shown(transaction, IntroductionRow, shown)
        pair = _names(transaction, shown.one_id, shown.other_id)
        if _introduction(current).state is not IntroductionState.READY:
            raise UsageError(f"{pair} are introduced once both said yes.")
        _make(transaction, shown, pair, now)
        transaction.label = f"Introduced {pair}; in two weeks I ask what came of it"
    return Outcome(f"{transaction.label}.", TOPICS, (current["id"],))


def outcome(store: Store, shown: Introduction, text: str) -> Outcome:
    """Note what came of an introduction, in the words of either.

    Raises UsageError before it was made, once it is over, and without words; EditConflict when it
    was changed elsewhere.
    """
    now = store.clock.now()
    text = clean_line(text)
    with store.transaction("introduce", "Outcome") as transaction:
        current = as_shown(transaction, IntroductionRow, shown)
        pair = _names(transaction, shown.one_id, shown.other_id)
        if not text:
            raise UsageError("What came of it, in a few words?")
        if shown.made_on is None:
            raise UsageError(f"{pair} are not introduced yet.")
        if not shown.is_open:
            raise UsageError(f"The introduction of {pair} is over already.")
        entry = Entry(f"what came of meeting: {text}", now, kind=InteractionKind.NOTE)
        entry_id = write_entry(transaction, entry, [shown.one_id, shown.other_id])
        values = {"outcome": text, "closed_on": now.date().isoformat()}
        transaction.update(IntroductionRow, current["id"], values)
        Tied(transaction, TiedBy.INTRODUCTION, current["id"]).done(now.date(), entry_id)
        transaction.label = f"{pair}: {text}"
    return Outcome(f"{transaction.label}.", TOPICS, (current["id"],))


def left(store: Store, shown: Introduction) -> Outcome:
    """Leave an introduction at that, for whatever reason; its follow-ups are let go.

    Raises UsageError when it is over, EditConflict when it was changed elsewhere.
    """
    today = store.clock.now().date()
    with store.transaction("introduce", "Introduction") as transaction:
        current = as_shown(transaction, IntroductionRow, shown)
        pair = _names(transaction, shown.one_id, shown.other_id)
        if not shown.is_open:
            raise UsageError(f"The introduction of {pair} is over already.")
        _leave(transaction, current["id"], today)
        transaction.label = f"Left at that: the introduction of {pair}"
    return Outcome(f"{transaction.label}.", TOPICS, (current["id"],))


def go_on(
    transaction: Transaction, introduction_id: int, now: datetime, spoken_to: int | None
) -> str:
    """Its row of the queue was done: the next one is made. Says what comes next, without a stop.

    Where it asks, both were asked now, or only whom was `spoken_to`, and their answer is waited
    for; where both said yes, it is made.
    """
    shown, pair = _found(transaction, introduction_id)
    if not shown.is_open:
        return ""
    if shown.state is IntroductionState.READY:
        _make(transaction, shown, pair, now)
        return "In two weeks I ask what came of it"
    until = now.date() + timedelta(days=REPLY_DAYS)
    if shown.state is IntroductionState.MADE:
        waits = put_off_to(until, waits_for_reply=True)
        text = words.outcome_words(pair.other)
        asking = Tied(transaction, TiedBy.INTRODUCTION, introduction_id)
        asking.insert(shown.one_id, text, now.date(), waits)
        return waiting_words(until, now.date())
    asked: Values = {
        column: str(Consent.ASKED)
        for column, person_id in (("one_consent", shown.one_id), ("other_consent", shown.other_id))
        if shown.consent_of(person_id) is Consent.NOT_ASKED and spoken_to in (None, person_id)
    }
    after = _introduction(transaction.update(IntroductionRow, introduction_id, asked))
    _ask_next(transaction, after, pair, now.date())
    if Consent.NOT_ASKED not in (after.one_consent, after.other_consent):
        return waiting_words(until, now.date())
    return f"Next {pair.one if after.one_consent is Consent.NOT_ASKED else pair.other} is asked"


def leave(transaction: Transaction, introduction_id: int, today: date) -> str:
    """Its row of the queue was let go: it is left at that. Says so; empty where it was over."""
    shown, _ = _found(transaction, introduction_id)
    if not shown.is_open:
        return ""
    _leave(transaction, introduction_id, today)
    return "The introduction is left at that"


def _leave(transaction: Transaction, introduction_id: int, today: date) -> None:
    transaction.update(IntroductionRow, introduction_id, {"closed_on": today.isoformat()})
    Tied(transaction, TiedBy.INTRODUCTION, introduction_id).let_go(today)


def _found(transaction: Transaction, introduction_id: int) -> tuple[Introduction, _Pair]:
    shown = _introduction(transaction.get(IntroductionRow, introduction_id))
    return shown, _names(transaction, shown.one_id, shown.other_id)


def _make(transaction: Transaction, shown: Introduction, pair: _Pair, now: datetime) -> None:
    assert shown.id is not None
    entry = Entry(
        words.made_words(pair.one, pair.other, shown.about),
        now,
        kind=InteractionKind.INTRODUCTION,
        initiated_by=Initiator.ME,
    )
    entry_id = write_entry(transaction, entry, [shown.one_id, shown.other_id])
    transaction.update(IntroductionRow, shown.id, {"made_on": now.date().isoformat()})
    asking = Tied(transaction, TiedBy.INTRODUCTION, shown.id)
    asking.done(now.date(), entry_id)
    due = now.date() + timedelta(days=OUTCOME_AFTER_DAYS)
    asking.insert(shown.one_id, words.outcome_words(pair.other), due)


def _ask_next(transaction: Transaction, after: Introduction, pair: _Pair, today: date) -> None:
    """The open follow-up is about the one who is to be asked, or about making it."""
    one_waits = after.one_consent is not Consent.YES
    person_id = after.one_id if one_waits else after.other_id
    if after.state is IntroductionState.READY:
        text, person_id = words.make_words(pair.other, after.about), after.one_id
    elif Consent.YES not in (after.one_consent, after.other_consent):
        text, person_id = words.ask_both_words(pair.other, after.about), after.one_id
        if after.one_consent is Consent.ASKED and after.other_consent is Consent.NOT_ASKED:
            text, person_id = words.ask_one_words(pair.one, after.about), after.other_id
    else:
        text = words.ask_one_words(pair.other if one_waits else pair.one, after.about)
    asked = Consent.NOT_ASKED not in (after.one_consent, after.other_consent)
    waits = asked and after.state is IntroductionState.ASKING
    until = today + timedelta(days=REPLY_DAYS) if waits else None
    values: Values = {"person_id": person_id, "text": text}
    values |= put_off_to(until, waits_for_reply=waits)
    if after.state is IntroductionState.READY:
        # However far it was put off to be asked: now somebody waits to be introduced.
        values |= {"due_on": today.isoformat(), "snooze_count": 0}
    assert after.id is not None
    asking = Tied(transaction, TiedBy.INTRODUCTION, after.id)
    if not asking.change(values):
        asking.insert(person_id, text, today, put_off_to(until, waits_for_reply=waits))


def _names(transaction: Transaction, one_id: int, other_id: int) -> _Pair:
    return _Pair(transaction.get(Person, one_id)["name"], transaction.get(Person, other_id)["name"])


def _introduction(row: Values) -> Introduction:
    from peer_tui.storage.queries.around import introduction_from

    return introduction_from(row)
