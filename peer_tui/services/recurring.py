"""What comes back by itself: a recurring follow-up that was done."""

from __future__ import annotations

from datetime import date

from peer_tui.domain.follow_ups import RecursFrom
from peer_tui.domain.people import DateKind, ImportantDate, PartialDate
from peer_tui.domain.recurrence import next_occurrence
from peer_tui.services.person_rows import keep_date_follow_up, reminder_after
from peer_tui.services.waking import AWAKE
from peer_tui.storage.journal import Transaction, Values
from peer_tui.storage.models import FollowUp
from peer_tui.storage.models import ImportantDate as ImportantDateRow


def return_at_next_date(transaction: Transaction, row: Values, today: date) -> None:
    """Make a recurring follow-up anew for its next date, once it is done today.

    `row` as it was while it was open. That of an important date is due before the day comes again.
    """
    due = date.fromisoformat(row["due_on"])
    anchor = today if row["recurs_from"] == RecursFrom.COMPLETION else due
    following = next_occurrence(row["recurrence"], anchor, max(anchor, today))
    if row["important_date_id"] is not None:
        day = _important_date(transaction, row["important_date_id"])
        following = reminder_after(day, due, today)
    fresh = {name: row[name] for name in row if name not in ("id", "version")}
    fresh |= AWAKE | {"due_on": following.isoformat(), "snooze_count": 0}
    transaction.insert(FollowUp, fresh | {"interaction_id": None})


def remind_of_dates(transaction: Transaction, person_id: int, today: date) -> None:
    """Let the important dates of a person be reminded of again, where nothing does.

    A reminder that was let go before its day is there again; else one is made.
    """
    sql = "SELECT id FROM important_date WHERE person_id = ? ORDER BY id"
    for row in transaction.query(sql, (person_id,)):
        reminders = transaction.query(
            "SELECT id, status, due_on FROM follow_up WHERE important_date_id = ? ORDER BY id",
            (row["id"],),
        )
        if any(reminder["status"] == "open" for reminder in reminders):
            continue
        last = reminders[-1] if reminders else None
        if last and last["status"] == "let go" and last["due_on"] >= today.isoformat():
            transaction.update(FollowUp, last["id"], {"status": "open", "closed_on": None})
        else:
            day = _important_date(transaction, row["id"])
            keep_date_follow_up(transaction, person_id, row["id"], day, today)


def _important_date(transaction: Transaction, date_id: int) -> ImportantDate:
    row = transaction.get(ImportantDateRow, date_id)
    on = PartialDate(row["year"], row["month"], row["day"])
    return ImportantDate(DateKind(row["kind"]), on, row["label"], row["lead_days"], date_id)
