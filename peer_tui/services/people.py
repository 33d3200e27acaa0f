"""Adding and editing people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date

from peer_tui.clock import today as today_of
from peer_tui.domain.people import ImportantDate, Person, Rhythm, RhythmKind
from peer_tui.domain.rhythm import rhythm_words
from peer_tui.domain.rhythm_phrases import NO_RHYTHMS, with_role_rhythm
from peer_tui.domain.text import clean_line
from peer_tui.errors import EditConflict, UsageError
from peer_tui.services.outcome import Outcome, Topic
from peer_tui.services.person_rows import (
    contact_point_rows,
    important_date_row,
    insert_person,
    keep_date_follow_up,
    person_values,
    replace_parts,
    rhythm_values,
    tag_rows,
)
from peer_tui.services.standing import welcome
from peer_tui.services.waking import AWAKE
from peer_tui.storage.journal import Transaction
from peer_tui.storage.models import ContactPoint, FollowUp, Tag
from peer_tui.storage.models import ImportantDate as ImportantDateRow
from peer_tui.storage.models import Person as PersonModel
from peer_tui.storage.queries.person import person as read_person
from peer_tui.storage.store import Store

TOPICS = frozenset({Topic.PEOPLE, Topic.FOLLOW_UPS})


def add_person(store: Store, person: Person, rhythms: Mapping[str, str] = NO_RHYTHMS) -> Outcome:
    """Add a person. Raises UsageError without a name.

    `rhythms`: those that come with a role, see `domain.rhythm_phrases.with_role_rhythm`.
    """
    name = _checked_name(person)
    given = with_role_rhythm(person, person.tags, rhythms)
    words, person = _rhythm_given(person, given), given
    with store.transaction("add", f"Added {name}") as transaction:
        person_id = insert_person(transaction, person, today_of(store.clock))
    return Outcome(f"Added {name}{words}.", TOPICS, (person_id,))


def edit_person(
    store: Store, shown: Person, edited: Person, rhythms: Mapping[str, str] = NO_RHYTHMS
) -> Outcome:
    """Save an edited person; `shown` is what the form started from.

    Where somebody else changed the person meanwhile, edits of different fields are merged; two
    edits of one field raise EditConflict naming the field, and nothing is saved. `rhythms`: those
    that come with a role that is new to them.
    """
    name = _checked_name(edited)
    known = {tag.name for tag in shown.tags}
    given = with_role_rhythm(edited, (tag for tag in edited.tags if tag.name not in known), rhythms)
    if edited.rhythm != shown.rhythm:
        given = edited
    words, edited = _rhythm_given(edited, given), given
    if shown.id is None:
        raise UsageError("This person is not saved yet.")
    with store.transaction("edit", f"Edited {name}") as transaction:
        current = _read_inside(transaction, shown.id)
        merged = merge_edits(shown, edited, current)
        save_person(transaction, shown.id, merged, today_of(store.clock))
    return Outcome(f"Saved {name}{words}.", TOPICS, (shown.id,))


def _rhythm_given(before: Person, after: Person) -> str:
    return "" if before.rhythm == after.rhythm else f", in touch {rhythm_words(after.rhythm)}"


def save_person(transaction: Transaction, person_id: int, person: Person, today: date) -> None:
    """Make the rows of a person say this, inside an act; rows that say it already stay."""
    transaction.update(PersonModel, person_id, person_values(person))
    replace_parts(transaction, ContactPoint, person_id, contact_point_rows(person_id, person))
    replace_parts(transaction, Tag, person_id, tag_rows(person_id, person))
    _replace_dates(transaction, person_id, person.dates, today)


def set_rhythm(store: Store, person_ids: Sequence[int], rhythm: Rhythm) -> Outcome:
    """Give people a rhythm, in one undo step; whoever was resting or ended is active again."""
    people = "1 person" if len(person_ids) == 1 else f"{len(person_ids)} people"
    label = f"Rhythm of {people}: {rhythm_words(rhythm)}"
    today = today_of(store.clock)
    with store.transaction("rhythm", label) as transaction:
        for person_id in dict.fromkeys(person_ids):
            person = transaction.get(PersonModel, person_id)
            values = rhythm_values(rhythm) | AWAKE | {"snooze_count": 0}
            transaction.update(PersonModel, person_id, values)
            if rhythm.kind is RhythmKind.PERIODIC:
                welcome(transaction, person, today)
    return Outcome(f"{label}.", TOPICS)


_MERGED_FIELDS = tuple(
    field.name
    for field in fields(Person)
    if field.name not in ("id", "uid", "last_contact_on", "version")
)


def merge_edits(shown: Person, edited: Person, current: Person) -> Person:
    """The current person with the edited fields put in.

    Raises EditConflict for a field that was edited here and changed elsewhere to another value.
    """
    changes = {}
    for name in _MERGED_FIELDS:
        before, wanted, now = (_plain(getattr(p, name)) for p in (shown, edited, current))
        if wanted in (before, now):
            continue
        if now != before:
            words = name.replace("_", " ")
            raise EditConflict(
                f"The {words} of {shown.name} was changed elsewhere while this form was open."
                f" It now reads: {_words(now)}. Nothing was saved; your text is still here."
            )
        changes[name] = getattr(edited, name)
    return replace(current, **changes)


def _plain(value: object) -> object:
    # Rows that were written anew have other ids and the same content.
    if isinstance(value, tuple):
        return tuple(replace(part, id=None) for part in value)
    return value


def _words(value: object) -> str:
    if isinstance(value, tuple):
        parts = (getattr(part, "value", None) or getattr(part, "name", str(part)) for part in value)
        return ", ".join(str(part) for part in parts) or "nothing"
    return str(value) or "nothing"


def _checked_name(person: Person) -> str:
    name = clean_line(person.name)
    if not name:
        raise UsageError("A person needs a name; a nickname will do.")
    return name


def _read_inside(transaction: Transaction, person_id: int) -> Person:
    person = read_person(transaction.reader, person_id)
    if person is None:
        raise EditConflict("This person is no longer there; it was removed elsewhere.")
    return person


def _replace_dates(
    transaction: Transaction, person_id: int, dates: Sequence[ImportantDate], today: date
) -> None:
    old = transaction.query(
        "SELECT * FROM important_date WHERE person_id = ? ORDER BY id", (person_id,)
    )
    left = [important_date_row(person_id, day) for day in dates]
    for row in old:
        content = {name: row[name] for name in row if name != "id"}
        if content in left:
            left.remove(content)
            continue
        for follow_up in transaction.select(
            FollowUp.select().where(FollowUp.important_date == row["id"])
        ):
            if follow_up["status"] == "open":
                transaction.delete(FollowUp, follow_up["id"])
            else:
                transaction.update(FollowUp, follow_up["id"], {"important_date_id": None})
        transaction.delete(ImportantDateRow, row["id"])
    for day in dates:
        row = important_date_row(person_id, day)
        if row in left:
            left.remove(row)
            date_id = transaction.insert(ImportantDateRow, row)
            keep_date_follow_up(transaction, person_id, date_id, day, today)
