"""Invitations to contribute: one ask at a time, a no rests, a yes is received and thanked for."""

from __future__ import annotations

from datetime import date, timedelta

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
from peer_tui.errors import EditConflict, UsageError
from peer_tui.services.items import TOPICS, Entry, put_off_to, write_entry
from peer_tui.services.outcome import Outcome
from peer_tui.storage.journal import Transaction, Values
from peer_tui.storage.models import FollowUp, Person
from peer_tui.storage.models import Invitation as InvitationRow
from peer_tui.storage.queries.around import invitations_of, one_ask
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
        return f"One ask at a time: {waits} open with {name}, “{ask.words}”, asked {day}."
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
    _insert_follow_up(transaction, invitation_id, person_id, words.ask_words(invitation), today)
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

    Raises EditConflict when it was changed elsewhere.
    """
    now = store.clock.now()
    with store.transaction("invite", "Invitation") as transaction:
        current = _current(transaction, shown)
        name = transaction.get(Person, shown.person_id)["name"]
        entry = Entry(
            f"asked: {shown.words}",
            now,
            kind=InteractionKind.INVITATION,
            initiated_by=Initiator.ME,
        )
        write_entry(transaction, entry, [shown.person_id])
        until = now.date() + timedelta(days=ANSWER_DAYS)
        for row in _open_follow_ups(transaction, shown):
            transaction.update(FollowUp, row["id"], put_off_to(until, waits_for_reply=True))
        transaction.label = f"Asked {name}: {shown.words}"
    return Outcome(f"{transaction.label}.", TOPICS, (current["id"],))


def answered(store: Store, shown: Invitation, answer: Answer) -> Outcome:
    """Note what they said: a yes comes back to be received, a no rests, later comes back later.

    Raises UsageError when it is closed, EditConflict when it was changed elsewhere.
    """
    now = store.clock.now()
    today = now.date()
    with store.transaction("invite", "Invitation") as transaction:
        current = _current(transaction, shown)
        name = transaction.get(Person, shown.person_id)["name"]
        if shown.closed_on is not None:
            raise UsageError(f"This was answered by {name} already.")
        entry_id = write_entry(
            transaction,
            Entry(f"said {answer}: {shown.words}", now, kind=InteractionKind.INVITATION),
            [shown.person_id],
        )
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
                _close_follow_ups(transaction, shown, today, "done", entry_id)
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
    today = now.date()
    with store.transaction("invite", "Invitation") as transaction:
        current = _current(transaction, shown)
        name = transaction.get(Person, shown.person_id)["name"]
        if shown.answer is not Answer.YES or shown.closed_on is not None:
            raise UsageError(f"Nothing is waited for from {name}.")
        entry_id = write_entry(
            transaction,
            Entry(f"it came: {shown.words}", now, kind=InteractionKind.INVITATION),
            [shown.person_id],
        )
        transaction.update(InvitationRow, current["id"], {"closed_on": today.isoformat()})
        _close_follow_ups(transaction, shown, today, "done", entry_id)
        thanks_id = _insert_follow_up(
            transaction, current["id"], shown.person_id, words.thank_words(shown), today
        )
        thanks: Values = {"purpose": str(Purpose.THANK), "interaction_id": entry_id}
        transaction.update(FollowUp, thanks_id, thanks)
        transaction.label = f"It came from {name}: {shown.words}; thanks are due"
    return Outcome(f"{transaction.label}.", TOPICS, (current["id"],))


def left(store: Store, shown: Invitation) -> Outcome:
    """Leave an invitation at that; nothing rests. Raises EditConflict when changed elsewhere."""
    today = store.clock.now().date()
    with store.transaction("invite", "Invitation") as transaction:
        current = _current(transaction, shown)
        name = transaction.get(Person, shown.person_id)["name"]
        transaction.update(InvitationRow, current["id"], {"closed_on": today.isoformat()})
        _close_follow_ups(transaction, shown, today, "let go", None)
        transaction.label = f"Left at that with {name}: {shown.words}"
    return Outcome(f"{transaction.label}.", TOPICS, (current["id"],))


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
    for row in _open_follow_ups(transaction, shown):
        transaction.update(FollowUp, row["id"], values)
        return
    assert shown.id is not None
    _insert_follow_up(transaction, shown.id, shown.person_id, text, due)


def _insert_follow_up(
    transaction: Transaction, invitation_id: int, person_id: int, text: str, due: date
) -> int:
    return transaction.insert(
        FollowUp,
        {
            "person_id": person_id,
            "text": text,
            "purpose": str(Purpose.INVITATION),
            "due_on": due.isoformat(),
            "invitation_id": invitation_id,
        },
    )


def _open_follow_ups(transaction: Transaction, shown: Invitation) -> list[Values]:
    return transaction.query(
        "SELECT id FROM follow_up WHERE invitation_id = ? AND status = 'open'"
        " AND purpose = 'invitation' ORDER BY id",
        (shown.id,),
    )


def _close_follow_ups(
    transaction: Transaction, shown: Invitation, today: date, status: str, entry_id: int | None
) -> None:
    values: Values = {"status": status, "closed_on": today.isoformat()}
    if entry_id is not None:
        values["interaction_id"] = entry_id
    for row in _open_follow_ups(transaction, shown):
        transaction.update(FollowUp, row["id"], values)


def _current(transaction: Transaction, shown: Invitation) -> Values:
    if shown.id is None:
        raise UsageError("This is not saved yet.")
    current = transaction.get(InvitationRow, shown.id)
    if current["version"] != shown.version:
        raise EditConflict("This was changed elsewhere meanwhile. Nothing was saved.")
    return current
