"""Invitations to contribute: one ask at a time, a no rests, a yes is received and thanked for."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from peer_tui.domain import invitations as words
from peer_tui.domain.calendar_days import short_day
from peer_tui.domain.follow_ups import Purpose
from peer_tui.domain.history import Initiator, InteractionKind
from peer_tui.domain.invitations import (
    ANSWER_DAYS,
    LATER_DAYS,
    RECEIVE_DAYS,
    REST_DAYS,
    Answer,
    Invitation,
    InvitationKind,
)
from peer_tui.domain.text import clean_line
from peer_tui.errors import UsageError
from peer_tui.services.items import TOPICS, Entry, put_off_to, write_entry
from peer_tui.services.outcome import Outcome
from peer_tui.services.shown_rows import as_shown
from peer_tui.services.tied_follow_ups import Tied, TiedBy, waiting_words
from peer_tui.storage.journal import Transaction, Values
from peer_tui.storage.models import Invitation as InvitationRow
from peer_tui.storage.models import Person
from peer_tui.storage.queries.around import invitation, invitations_of, one_ask
from peer_tui.storage.reader import Reader
from peer_tui.storage.store import Store


def blocked(reader: Reader, person_id: int, name: str, today: date) -> str:
    """Why nothing is to be asked of a person now, in a sentence; empty where nothing is."""
    ask = one_ask(reader, person_id, today)
    if ask is None:
        return ""
    if ask.closed_on is None:
        waits = "what they said yes to is" if ask.answer is Answer.YES else "one is"
        day = short_day(ask.asked_on, today)
        return f"One ask at a time: {waits} open with {name}, “{ask.words}”, since {day}."
    until = short_day(ask.rests_until, today) if ask.rests_until else ""
    return f"{name} would rather not, last time; nothing is asked before {until}."


def write_invitation(
    transaction: Transaction, person_id: int, kind: InvitationKind, text: str, today: date
) -> int:
    """Ask a person inside an act, with the follow-up that does; returns the id of the invitation.

    Raises UsageError where one is open or rests, EditConflict when the person is gone.
    """
    name = transaction.get(Person, person_id)["name"]
    why_not = blocked(transaction.reader, person_id, name, today)
    if why_not:
        raise UsageError(why_not)
    invitation = Invitation(person_id, kind, clean_line(text), today)
    invitation_id = transaction.insert(
        InvitationRow,
        {
            "person_id": person_id,
            "kind": str(kind),
            "text": invitation.text,
            "asked_on": today.isoformat(),
        },
    )
    ask = words.ask_words(invitation)
    Tied(transaction, TiedBy.INVITATION, invitation_id).insert(person_id, ask, today)
    return invitation_id


def add_invitation(store: Store, person_id: int, kind: InvitationKind, text: str) -> Outcome:
    """Ask a person to contribute. Raises as `write_invitation`."""
    today = store.clock.now().date()
    with store.transaction("invite", "Invitation") as transaction:
        invitation_id = write_invitation(transaction, person_id, kind, text, today)
        name = transaction.get(Person, person_id)["name"]
        asked = Invitation(person_id, kind, clean_line(text)).words
        transaction.label = f"To ask {name}: {asked}"
    return Outcome(f"{transaction.label}.", TOPICS, (invitation_id,))


def asked(store: Store, shown: Invitation) -> Outcome:
    """They were asked and have not answered: it comes back with their word, or in a week.

    Raises UsageError when they said yes or it is closed, EditConflict when it was changed
    elsewhere.
    """
    now = store.clock.now()
    with store.transaction("invite", "Invitation") as transaction:
        current = as_shown(transaction, InvitationRow, shown)
        name = transaction.get(Person, shown.person_id)["name"]
        if shown.closed_on is not None or shown.answer is Answer.YES:
            raise UsageError(f"This was answered by {name} already.")
        _tell(transaction, shown, f"asked: {shown.words}", now, Initiator.ME)
        until = now.date() + timedelta(days=ANSWER_DAYS)
        asking = Tied(transaction, TiedBy.INVITATION, current["id"])
        asking.change(put_off_to(until, waits_for_reply=True))
        transaction.label = f"Asked {name}: {shown.words}"
    return Outcome(f"{transaction.label}.", TOPICS, (current["id"],))


def answered(store: Store, shown: Invitation, answer: Answer) -> Outcome:
    """Note what they said: a yes comes back to be received, a no rests, later comes back later.

    Raises UsageError when it is closed, EditConflict when it was changed elsewhere.
    """
    now = store.clock.now()
    today = now.date()
    with store.transaction("invite", "Invitation") as transaction:
        current = as_shown(transaction, InvitationRow, shown)
        name = transaction.get(Person, shown.person_id)["name"]
        if shown.closed_on is not None:
            raise UsageError(f"This was answered by {name} already.")
        entry_id = _tell(transaction, shown, f"said {answer}: {shown.words}", now)
        values: Values = {"answer": str(answer), "answered_on": today.isoformat()}
        match answer:
            case Answer.YES:
                transaction.label = f"{name} said yes: {shown.words}"
                _replace(transaction, shown, words.receive_words(shown), today, RECEIVE_DAYS)
            case Answer.LATER:
                transaction.label = f"{name} would rather be asked later: {shown.words}"
                _replace(transaction, shown, words.ask_words(shown), today, LATER_DAYS)
            case _:
                rests = today + timedelta(days=REST_DAYS)
                values |= {"rests_until": rests.isoformat(), "closed_on": today.isoformat()}
                Tied(transaction, TiedBy.INVITATION, current["id"]).done(today, entry_id)
                transaction.label = (
                    f"{name} would rather not; nothing is asked before {short_day(rests, today)}"
                )
        transaction.update(InvitationRow, current["id"], values)
    return Outcome(f"{transaction.label}.", TOPICS, (current["id"],))


def received(store: Store, shown: Invitation) -> Outcome:
    """What they said yes to has come: it asks for thanks.

    Raises UsageError before they said yes, EditConflict when it was changed elsewhere.
    """
    now = store.clock.now()
    with store.transaction("invite", "Invitation") as transaction:
        current = as_shown(transaction, InvitationRow, shown)
        name = transaction.get(Person, shown.person_id)["name"]
        if shown.answer is not Answer.YES or shown.closed_on is not None:
            raise UsageError(f"Nothing is waited for from {name}.")
        entry_id = _tell(transaction, shown, f"it came: {shown.words}", now)
        _receive(transaction, shown, now.date(), entry_id)
        transaction.label = f"It came from {name}: {shown.words}; thanks are due"
    return Outcome(f"{transaction.label}.", TOPICS, (current["id"],))


def left(store: Store, shown: Invitation) -> Outcome:
    """Leave an invitation at that; nothing rests.

    Raises UsageError when it is closed, EditConflict when it was changed elsewhere.
    """
    today = store.clock.now().date()
    with store.transaction("invite", "Invitation") as transaction:
        current = as_shown(transaction, InvitationRow, shown)
        name = transaction.get(Person, shown.person_id)["name"]
        if shown.closed_on is not None:
            raise UsageError(f"This is over with {name} already.")
        _leave(transaction, current["id"], today)
        transaction.label = f"Left at that with {name}: {shown.words}"
    return Outcome(f"{transaction.label}.", TOPICS, (current["id"],))


def go_on(transaction: Transaction, invitation_id: int, now: datetime, entry_id: int | None) -> str:
    """Its row of the queue was done: the next one is made. Says what comes next, without a stop.

    They were asked, and their answer is waited for; after a yes it came, and thanks are due.
    `entry_id`: the entry of the history that tells so already.
    """
    shown = invitation(transaction.reader, invitation_id)
    if shown is None or shown.closed_on is not None:
        return ""
    today = now.date()
    if shown.answer is Answer.YES:
        entry_id = entry_id or _tell(transaction, shown, f"it came: {shown.words}", now)
        _receive(transaction, shown, today, entry_id)
        return "Thanks are due"
    if entry_id is None:
        _tell(transaction, shown, f"asked: {shown.words}", now, Initiator.ME)
    until = today + timedelta(days=ANSWER_DAYS)
    waits = put_off_to(until, waits_for_reply=True)
    asking = Tied(transaction, TiedBy.INVITATION, invitation_id)
    asking.insert(shown.person_id, words.ask_words(shown), today, waits)
    return waiting_words(until, today)


def leave(transaction: Transaction, invitation_id: int, today: date) -> str:
    """Its row of the queue was let go: it is left at that. Says so; empty where it was over."""
    shown = invitation(transaction.reader, invitation_id)
    if shown is None or shown.closed_on is not None:
        return ""
    _leave(transaction, invitation_id, today)
    return "The invitation is left at that"


def open_invitation(reader: Reader, person_id: int) -> Invitation | None:
    """The one ask that is open with a person."""
    return next((each for each in invitations_of(reader, person_id) if not each.closed_on), None)


def _replace(
    transaction: Transaction, shown: Invitation, text: str, today: date, days: int
) -> None:
    """The open follow-up says what is next; one that was closed meanwhile is made anew."""
    due = today + timedelta(days=days)
    values: Values = {"text": text, "due_on": due.isoformat(), "snooze_count": 0}
    values |= put_off_to(None)
    assert shown.id is not None
    asking = Tied(transaction, TiedBy.INVITATION, shown.id)
    if not asking.change(values):
        asking.insert(shown.person_id, text, due)


def _tell(
    transaction: Transaction,
    shown: Invitation,
    text: str,
    now: datetime,
    initiated_by: Initiator = Initiator.BOTH,
) -> int:
    entry = Entry(text, now, InteractionKind.INVITATION, initiated_by=initiated_by)
    return write_entry(transaction, entry, [shown.person_id])


def _receive(transaction: Transaction, shown: Invitation, today: date, entry_id: int) -> None:
    """It came by that entry: the invitation is over, and thanks are due."""
    assert shown.id is not None
    transaction.update(InvitationRow, shown.id, {"closed_on": today.isoformat()})
    receiving = Tied(transaction, TiedBy.INVITATION, shown.id)
    receiving.done(today, entry_id)
    values = {"purpose": str(Purpose.THANK), "interaction_id": entry_id}
    receiving.insert(shown.person_id, words.thank_words(shown), today, values)


def _leave(transaction: Transaction, invitation_id: int, today: date) -> None:
    # What they said first is told by the history; nothing came of it.
    closed: Values = {"answer": str(Answer.NONE), "closed_on": today.isoformat()}
    transaction.update(InvitationRow, invitation_id, closed)
    Tied(transaction, TiedBy.INVITATION, invitation_id).let_go(today)
