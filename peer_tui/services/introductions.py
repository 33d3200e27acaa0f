"""Introductions: both are asked, both say yes, then it is made; later I ask what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from peer_tui.domain import introductions as words
from peer_tui.domain.follow_ups import Purpose
from peer_tui.domain.history import Initiator, InteractionKind
from peer_tui.domain.introductions import (
    OUTCOME_AFTER_DAYS,
    Consent,
    Introduction,
    IntroductionState,
)
from peer_tui.domain.text import clean_line
from peer_tui.errors import EditConflict, UsageError
from peer_tui.services.items import TOPICS, Entry, put_off_to, write_entry
from peer_tui.services.outcome import Outcome
from peer_tui.storage.journal import Transaction, Values
from peer_tui.storage.models import FollowUp, Person
from peer_tui.storage.models import Introduction as IntroductionRow
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


def write_introduction(
    transaction: Transaction, one_id: int, other_id: int, about: str, today: date
) -> int:
    """Begin an introduction inside an act, with the follow-up that asks both; returns its id.

    Raises UsageError for one and the same person and where one of the two is open already,
    EditConflict when one of them is gone.
    """
    if one_id == other_id:
        raise UsageError("An introduction is of two people; name another one.")
    about = clean_line(about)
    pair = _names(transaction, one_id, other_id)
    open_one = transaction.query(
        "SELECT begun_on FROM introduction WHERE closed_on IS NULL"
        " AND ((one_id = ? AND other_id = ?) OR (one_id = ? AND other_id = ?))",
        (one_id, other_id, other_id, one_id),
    )
    if open_one:
        raise UsageError(f"An introduction of {pair} is under way already.")
    introduction_id = transaction.insert(
        IntroductionRow,
        {
            "one_id": one_id,
            "other_id": other_id,
            "about": about,
            "begun_on": today.isoformat(),
        },
    )
    _insert_follow_up(
        transaction, introduction_id, one_id, words.ask_both_words(pair.other, about), today
    )
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
        current = _current(transaction, shown)
        pair = _names(transaction, shown.one_id, shown.other_id)
        if shown.state not in (IntroductionState.ASKING, IntroductionState.READY):
            raise UsageError(f"Nobody is asked any more about the introduction of {pair}.")
        whose = "one_consent" if person_id == shown.one_id else "other_consent"
        values: Values = {whose: str(consent)}
        after = _introduction(current | values)
        if consent is Consent.NO:
            values["closed_on"] = today.isoformat()
            _close_follow_ups(transaction, shown, today, "let go", None)
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
    today = now.date()
    with store.transaction("introduce", "Introduction made") as transaction:
        current = _current(transaction, shown)
        pair = _names(transaction, shown.one_id, shown.other_id)
        if _introduction(current).state is not IntroductionState.READY:
            raise UsageError(f"{pair} are introduced once both said yes.")
        entry = Entry(
            words.made_words(pair.one, pair.other, shown.about),
            now,
            kind=InteractionKind.INTRODUCTION,
            initiated_by=Initiator.ME,
        )
        entry_id = write_entry(transaction, entry, [shown.one_id, shown.other_id])
        transaction.update(IntroductionRow, current["id"], {"made_on": today.isoformat()})
        _close_follow_ups(transaction, shown, today, "done", entry_id)
        due = today + timedelta(days=OUTCOME_AFTER_DAYS)
        _insert_follow_up(
            transaction, current["id"], shown.one_id, words.outcome_words(pair.other), due
        )
        transaction.label = f"Introduced {pair}; in two weeks I ask what came of it"
    return Outcome(f"{transaction.label}.", TOPICS, (current["id"],))


def outcome(store: Store, shown: Introduction, text: str) -> Outcome:
    """Note what came of an introduction, in the words of either.

    Raises UsageError before it was made and without words, EditConflict when it was changed
    elsewhere.
    """
    now = store.clock.now()
    text = clean_line(text)
    with store.transaction("introduce", "Outcome") as transaction:
        current = _current(transaction, shown)
        pair = _names(transaction, shown.one_id, shown.other_id)
        if not text:
            raise UsageError("What came of it, in a few words?")
        if shown.made_on is None:
            raise UsageError(f"{pair} are not introduced yet.")
        entry = Entry(f"what came of meeting: {text}", now, kind=InteractionKind.NOTE)
        entry_id = write_entry(transaction, entry, [shown.one_id, shown.other_id])
        values = {"outcome": text, "closed_on": now.date().isoformat()}
        transaction.update(IntroductionRow, current["id"], values)
        _close_follow_ups(transaction, shown, now.date(), "done", entry_id)
        transaction.label = f"{pair}: {text}"
    return Outcome(f"{transaction.label}.", TOPICS, (current["id"],))


def left(store: Store, shown: Introduction) -> Outcome:
    """Leave an introduction at that, for whatever reason; its follow-ups are let go.

    Raises EditConflict when it was changed elsewhere.
    """
    today = store.clock.now().date()
    with store.transaction("introduce", "Introduction") as transaction:
        current = _current(transaction, shown)
        pair = _names(transaction, shown.one_id, shown.other_id)
        transaction.update(IntroductionRow, current["id"], {"closed_on": today.isoformat()})
        _close_follow_ups(transaction, shown, today, "let go", None)
        transaction.label = f"Left at that: the introduction of {pair}"
    return Outcome(f"{transaction.label}.", TOPICS, (current["id"],))


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
    for row in _open_follow_ups(transaction, after):
        transaction.update(FollowUp, row["id"], values)
        return
    assert after.id is not None
    follow_up_id = _insert_follow_up(transaction, after.id, person_id, text, today)
    transaction.update(FollowUp, follow_up_id, put_off_to(until, waits_for_reply=waits))


def _insert_follow_up(
    transaction: Transaction, introduction_id: int, person_id: int, text: str, due: date
) -> int:
    return transaction.insert(
        FollowUp,
        {
            "person_id": person_id,
            "text": text,
            "purpose": str(Purpose.INTRODUCTION),
            "due_on": due.isoformat(),
            "introduction_id": introduction_id,
        },
    )


def _open_follow_ups(transaction: Transaction, shown: Introduction) -> list[Values]:
    return transaction.query(
        "SELECT id FROM follow_up WHERE introduction_id = ? AND status = 'open' ORDER BY id",
        (shown.id,),
    )


def _close_follow_ups(
    transaction: Transaction, shown: Introduction, today: date, status: str, entry_id: int | None
) -> None:
    values: Values = {"status": status, "closed_on": today.isoformat()}
    if entry_id is not None:
        values["interaction_id"] = entry_id
    for row in _open_follow_ups(transaction, shown):
        transaction.update(FollowUp, row["id"], values)


def _names(transaction: Transaction, one_id: int, other_id: int) -> _Pair:
    return _Pair(transaction.get(Person, one_id)["name"], transaction.get(Person, other_id)["name"])


def _introduction(row: Values) -> Introduction:
    from peer_tui.storage.queries.around import introduction_from

    return introduction_from(row)


def _current(transaction: Transaction, shown: Introduction) -> Values:
    if shown.id is None:
        raise UsageError("This is not saved yet.")
    current = transaction.get(IntroductionRow, shown.id)
    if current["version"] != shown.version:
        raise EditConflict("This was changed elsewhere meanwhile. Nothing was saved.")
    return current
