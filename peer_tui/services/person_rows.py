"""Between a `Person` and its rows."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from peer_tui.domain.follow_ups import Purpose, RecursFrom
from peer_tui.domain.people import ImportantDate, Person, Rhythm
from peer_tui.domain.recurrence import next_occurrence
from peer_tui.domain.text import clean, clean_line, fold
from peer_tui.storage.journal import Transaction, Values
from peer_tui.storage.model_base import Row
from peer_tui.storage.models import ContactPoint, FollowUp, Tag
from peer_tui.storage.models import ImportantDate as ImportantDateRow
from peer_tui.storage.models import Person as PersonModel

TEXT_FIELDS = (
    "name",
    "prefix",
    "given",
    "additional",
    "family",
    "suffix",
    "nickname",
    "organisation",
    "job_title",
    "met_on",
    "met_through",
    "time_zone",
    "language",
)
YEARLY = "FREQ=YEARLY"


def rhythm_values(rhythm: Rhythm) -> Values:
    """The columns of a rhythm."""
    return {"rhythm_kind": str(rhythm.kind), "rhythm_days": rhythm.days}


def person_values(person: Person) -> Values:
    """The columns of the person's own row, cleaned."""
    values: Values = {name: clean_line(getattr(person, name)) for name in TEXT_FIELDS}
    values["notes"] = clean(person.notes).strip()
    values["sort_name"] = fold(values["name"])
    return values | rhythm_values(person.rhythm)


def insert_person(transaction: Transaction, person: Person, today: date) -> int:
    """Add a person with everything that belongs to them; returns the id."""
    values = person_values(person) | {"uid": person.uid or str(uuid.uuid4())}
    person_id = transaction.insert(PersonModel, values)
    transaction.insert_many(ContactPoint, contact_point_rows(person_id, person))
    transaction.insert_many(Tag, tag_rows(person_id, person))
    date_ids = transaction.insert_many(
        ImportantDateRow, (important_date_row(person_id, day) for day in person.dates)
    )
    for date_id, day in zip(date_ids, person.dates, strict=True):
        keep_date_follow_up(transaction, person_id, date_id, day, today)
    return person_id


def contact_point_rows(person_id: int, person: Person) -> list[Values]:
    """The rows of the contact points, in their order."""
    return [
        {
            "person_id": person_id,
            "position": position,
            "kind": str(point.kind),
            "label": clean_line(point.label),
            "value": clean(point.value).strip(),
            "normalised": point.normalised,
            "do_not_use": int(point.do_not_use),
        }
        for position, point in enumerate(person.contact_points)
    ]


def tag_rows(person_id: int, person: Person) -> list[Values]:
    """The rows of the tags."""
    return [
        {
            "person_id": person_id,
            "name": clean_line(tag.name),
            "since": tag.since,
            "until": tag.until,
        }
        for tag in person.tags
    ]


def important_date_row(person_id: int, day: ImportantDate) -> Values:
    """The row of an important date."""
    return {
        "person_id": person_id,
        "kind": str(day.kind),
        "label": clean_line(day.label),
        "year": day.on.year,
        "month": day.on.month,
        "day": day.on.day,
        "lead_days": day.lead_days,
    }


def replace_parts(
    transaction: Transaction, model: type[Row], person_id: int, rows: Iterable[Values]
) -> None:
    """Make the contact points or tags of a person these, touching only rows that differ."""
    table = model._meta.table_name
    old = transaction.query(f"SELECT * FROM {table} WHERE person_id = ? ORDER BY id", (person_id,))
    wanted = list(rows)
    names = tuple(wanted[0]) if wanted else ()

    def content(row: Values) -> tuple[Any, ...]:
        return tuple(row[name] for name in names)

    left = [content(row) for row in wanted]
    for row in old:
        if content(row) in left and names:
            left.remove(content(row))
        else:
            transaction.delete(model, row["id"])
    added = [dict(zip(names, values, strict=True)) for values in left]
    transaction.insert_many(model, added)


def keep_date_follow_up(
    transaction: Transaction, person_id: int, date_id: int, day: ImportantDate, today: date
) -> None:
    """Keep the one open follow-up of an important date in step with it."""
    open_rows = transaction.select(
        FollowUp.select().where((FollowUp.important_date == date_id) & (FollowUp.status == "open"))
    )
    due = first_reminder(day, today)
    text = day.label or str(day.kind)
    if due is None:
        for row in open_rows:
            transaction.delete(FollowUp, row["id"])
    elif open_rows:
        transaction.update(FollowUp, open_rows[0]["id"], {"due_on": due.isoformat(), "text": text})
    else:
        transaction.insert(
            FollowUp,
            {
                "person_id": person_id,
                "text": text,
                "purpose": str(Purpose.IMPORTANT_DATE),
                "due_on": due.isoformat(),
                "recurrence": YEARLY,
                "recurs_from": str(RecursFrom.DATE),
                "important_date_id": date_id,
            },
        )


def first_reminder(day: ImportantDate, today: date) -> date | None:
    """The next day a follow-up for this date is due; None when none is asked for.

    29 February is kept on 28 February in other years.
    """
    if day.lead_days is None or day.on.month is None or day.on.day is None:
        return None
    return max(today, _occurrence_after(day, today - timedelta(days=1)) - _lead(day))


def reminder_after(day: ImportantDate, due: date, today: date) -> date:
    """The day the next follow-up is due once the one due on `due` is closed today."""
    handled = max(due + _lead(day), today)
    return max(today, _occurrence_after(day, handled) - _lead(day))


def _lead(day: ImportantDate) -> timedelta:
    return timedelta(days=day.lead_days or 0)


def _occurrence_after(day: ImportantDate, after: date) -> date:
    # 2024 has a 29 February, so every day of a year can be anchored in it.
    return next_occurrence(YEARLY, date(2024, day.on.month or 1, day.on.day or 1), after)
