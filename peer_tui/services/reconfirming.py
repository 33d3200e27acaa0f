"""Whether a preference still holds: the follow-up that asks on its day, and the answer."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from peer_tui.clock import today as today_of
from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.calendar_days import add_months, short_day
from peer_tui.domain.follow_ups import FollowUpStatus
from peer_tui.domain.history import Initiator
from peer_tui.domain.preferences import Preference as Wish
from peer_tui.domain.preferences import Stance, preference_words
from peer_tui.errors import NothingFound
from peer_tui.services.items import Entry, put_off_to, write_entry
from peer_tui.services.outcome import Outcome, Topic
from peer_tui.services.shown_rows import check_open
from peer_tui.services.tied_follow_ups import Tied, TiedBy
from peer_tui.storage.journal import Transaction, Values
from peer_tui.storage.models import FollowUp, Person, Preference
from peer_tui.storage.store import Store

LATER_MONTHS = 3
"""How long after "not sure yet" it is asked again."""
TOPICS = frozenset({Topic.PEOPLE, Topic.FOLLOW_UPS, Topic.HISTORY})


class Answer(StrEnum):
    """What they said of a topic they were asked about again."""

    WANTS = "wants"
    AVOIDS = "avoids"
    UNSURE = "unsure"
    LATER = "later"
    """No answer yet: to be asked again."""


def keep_asking(
    transaction: Transaction, preference: Values, before: Values | None, today: date
) -> None:
    """Let a follow-up ask on the day on which the preference is to be confirmed.

    Both are rows with their ids, `before` as it was, None for a new one. Without such a day,
    what waited to ask is let go.
    """
    on = preference["reconfirm_on"]
    same = before is not None and before["reconfirm_on"] == on
    asking = Tied(transaction, TiedBy.PREFERENCE, preference["id"])
    if on is None:
        asking.let_go(today)
        return
    text = question_words(preference)
    moved: Values = {} if same else {"due_on": on, "snooze_count": 0} | put_off_to(None)
    if not asking.change({"text": text} | moved) and not same:
        asking.insert(preference["person_id"], text, date.fromisoformat(on))


def stop_asking(transaction: Transaction, preference_id: int) -> None:
    """Before a preference is taken out: nothing asks about it any more."""
    for row in _follow_ups(transaction, preference_id):
        if row["status"] == "open":
            transaction.delete(FollowUp, row["id"])
        else:
            transaction.update(FollowUp, row["id"], {"preference_id": None})


def answer(store: Store, item: AgendaItem, said: Answer) -> Outcome:
    """Write down what they said of a topic, and close the follow-up that asked.

    Who is unsure, or has not answered, is asked again in `LATER_MONTHS` months. Raises
    NothingFound where the row asks about no preference, EditConflict when it is gone and where
    the row was closed or changed elsewhere.
    """
    now, today = store.clock.now(), today_of(store.clock)
    again = add_months(today, LATER_MONTHS) if said in (Answer.UNSURE, Answer.LATER) else None
    with store.transaction("reconfirm", "Asked again") as transaction:
        check_open(transaction, [item])
        asking = transaction.get(FollowUp, item.id)
        preference_id = asking["preference_id"]
        if preference_id is None:
            raise NothingFound(
                "This asks about no wish that is written down: the row can only be closed."
            )
        before = transaction.get(Preference, preference_id)
        name = transaction.get(Person, before["person_id"])["name"]
        values: Values = {"reconfirm_on": again.isoformat() if again else None}
        if said is not Answer.LATER:
            values |= {"stance": str(said), "said_on": today.isoformat()}
            if said is Answer.WANTS and before["stance"] != Stance.WANTS:
                values["acted_on"] = None
            closed = {"status": str(FollowUpStatus.DONE), "closed_on": today.isoformat()}
            transaction.update(FollowUp, item.id, closed)
            # Even on the same day: the row that would ask then is closed.
            before |= {"reconfirm_on": None}
        after = transaction.update(Preference, preference_id, values)
        keep_asking(transaction, after, before, today)
        words = _stance_words(before, after)
        if said is not Answer.LATER:
            entry = Entry(words, now, kind="note", initiated_by=Initiator.THEM)
            write_entry(transaction, entry, [before["person_id"]])
        transaction.label = f"{name} {words}" if said is not Answer.LATER else f"Not now: {name}"
    asks = f"; asked again {short_day(again, today)}" if again else ""
    return Outcome(f"{transaction.label}{asks}.", TOPICS)


def question_words(preference: Values) -> str:
    """ "still wants oak?", from the row of a preference."""
    return f"still {preference_words(_wish(preference))}?"


def _wish(preference: Values) -> Wish:
    return Wish(preference["topic"], Stance(preference["stance"]))


def _stance_words(before: Values, after: Values) -> str:
    same = before["stance"] == after["stance"]
    return f"{'still' if same else 'now'} {preference_words(_wish(after))}"


def _follow_ups(transaction: Transaction, preference_id: int) -> list[Values]:
    return transaction.query(
        "SELECT id, status FROM follow_up WHERE preference_id = ? ORDER BY id", (preference_id,)
    )
