"""Changing a row in place: as the record of a quick-add line, or only its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from peer_tui.clock import from_utc_text, to_utc_text
from peer_tui.domain.follow_ups import RecursFrom
from peer_tui.domain.history import Initiator, InteractionKind, Side
from peer_tui.domain.people import Person as WholePerson
from peer_tui.domain.quick_add_record import (
    PAST_KINDS,
    TOLD_KINDS,
    PersonRef,
    QuickAdd,
    Record,
    RecordKind,
)
from peer_tui.domain.recurrence import Recurrence
from peer_tui.domain.stories import StoryAspect, kind_of
from peer_tui.domain.text import clean
from peer_tui.errors import EditConflict, UsageError
from peer_tui.services.add import NOON
from peer_tui.services.editing_rows import read_record
from peer_tui.services.items import TOPICS, firm_again, next_search_key
from peer_tui.services.outcome import Outcome
from peer_tui.services.person_rows import insert_person
from peer_tui.storage.journal import Transaction, Values
from peer_tui.storage.model_base import Row
from peer_tui.storage.models import FollowUp, Interaction, InteractionPerson, Person, Promise
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import HitKind
from peer_tui.storage.store import Store

_PROMISES = frozenset({RecordKind.PROMISE_MINE, RecordKind.PROMISE_THEIRS})
_TABLES: dict[HitKind, tuple[type[Row], str]] = {
    HitKind.PROMISE: (Promise, "text"),
    HitKind.FOLLOW_UP: (FollowUp, "text"),
    HitKind.INTERACTION: (Interaction, "text"),
    HitKind.PERSON: (Person, "notes"),
}
_FIELDS = (
    *("kind", "text", "people", "due", "time", "recurrence", "channel", "tags", "starred"),
    *("aspect", "may_share"),
)
_WORDS = {"kind": "kind", "people": "person", "due": "date", "recurrence": "repeat"}
_SHOWN_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class Editable:
    """A row as it was shown when its editing began."""

    kind: HitKind
    id: int
    record: Record


def read(reader: Reader, kind: HitKind, row_id: int) -> Editable | None:
    """The promise, follow-up or entry as a line would make it; None when it is gone.

    An entry of the history says no time of the day: a line without one leaves it as it is.
    """
    record = read_record(reader, kind, row_id)
    return None if record is None else Editable(kind, row_id, record)


def change(store: Store, shown: Editable, edited: QuickAdd) -> Outcome:
    """Save what the line now says, in the same row, as one undo step.

    Only fields that differ from what was shown are written. Another date of a promise is a
    correction here, no renegotiation. Raises UsageError for a line that says something a row
    cannot become, and EditConflict naming the field that was changed elsewhere meanwhile.
    """
    record = checked(shown, edited)
    label = f"Edited: {_short(record.text)}"
    with store.transaction("edit", label) as transaction:
        now_there = read_record(transaction.reader, shown.kind, shown.id)
        if now_there is None:
            raise EditConflict("This row is no longer there; it was removed elsewhere.")
        changes = _merged(shown.record, record, now_there)
        _write(transaction, shown, replace(now_there, **changes), changes, store.clock.now())
    if not changes:
        return Outcome("Nothing was changed.", frozenset(), (shown.id,))
    return Outcome(f"{label}.", TOPICS, (shown.id,))


def checked(shown: Editable, edited: QuickAdd) -> Record:
    """The one record of the line. Raises UsageError with a sentence where the row cannot be it."""
    if edited.refusal is not None:
        raise UsageError(f"Not saved: {edited.refusal}")
    if len(edited.records) > 1:
        raise UsageError("A row is edited alone: put > between quotation marks.")
    record, before = edited.records[0], shown.record
    same_sort = any(
        {record.kind, before.kind} <= sort
        for sort in (_PROMISES, PAST_KINDS, {RecordKind.FOLLOW_UP})
    )
    if not same_sort:
        raise UsageError(
            f"This row stays a {_sort(before.kind)}: add something else as a row of its own."
        )
    if before.kind in _PROMISES and _plain("people", record) != _plain("people", before):
        raise UsageError(
            f"A promise stays with {before.people[0].name}: let it go, and add another one."
        )
    if record.ask_on is not None:
        raise UsageError("The day to ask is a follow-up of its own: add it as one.")
    if before.kind in PAST_KINDS and record.starred != before.starred:
        raise UsageError('An entry has no star: put ! between quotation marks ("!").')
    return record


def text_of(reader: Reader, kind: HitKind, row_id: int) -> str | None:
    """The text of the row (of a person the notes); None when it is gone."""
    model, column = _TABLES[kind]
    found = reader.row(f"SELECT {column} FROM {model._meta.table_name} WHERE id = ?", (row_id,))
    return None if found is None else str(found[0])


def change_text(store: Store, kind: HitKind, row_id: int, shown: str, text: str) -> Outcome:
    """Save another text of the row (of a person the notes), as one undo step.

    Raises UsageError for an empty text of a promise or follow-up, and EditConflict when the text
    was changed elsewhere since it was `shown`.
    """
    model, column = _TABLES[kind]
    wanted = "\n".join(line.rstrip() for line in clean(text).split("\n")).strip("\n")
    if kind in (HitKind.PROMISE, HitKind.FOLLOW_UP) and not wanted.strip():
        raise UsageError("Not saved: the text is empty. Let the row go instead.")
    label = f"Edited: {_short(wanted) or 'notes'}"
    with store.transaction("edit", label) as transaction:
        row = transaction.get(model, row_id)
        if row[column] != shown and row[column] != wanted:
            raise _conflict("text", row[column])
        changed = row[column] != wanted
        if changed:
            transaction.update(model, row_id, {column: wanted})
    if not changed:
        return Outcome("Nothing was changed.", frozenset(), (row_id,))
    return Outcome(f"{label}.", TOPICS, (row_id,))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN_CHARACTERS else f"{line[: _SHOWN_CHARACTERS - 1]}…"


def _sort(kind: RecordKind) -> str:
    if kind in _PROMISES:
        return "promise"
    return "follow-up" if kind is RecordKind.FOLLOW_UP else "history entry"


# merging and writing


def _merged(shown: Record, edited: Record, now_there: Record) -> Values:
    """The fields that were edited here; EditConflict for one that was changed elsewhere too."""
    changes = {}
    for name in _FIELDS:
        before, wanted, current = (_plain(name, one) for one in (shown, edited, now_there))
        if wanted in (before, current):
            continue
        if current != before:
            raise _conflict(_WORDS.get(name, name), _words(name, now_there))
        changes[name] = getattr(edited, name)
    return changes


def _plain(name: str, record: Record) -> object:
    value = getattr(record, name)
    if name == "people":
        return tuple(getattr(who, "id", who.name) for who in record.people)
    if isinstance(value, Recurrence):
        return (value.rrule, value.recurs_from)
    return value


def _words(name: str, record: Record) -> str:
    value = getattr(record, name)
    if name == "people":
        return ", ".join(who.name for who in record.people)
    if isinstance(value, Recurrence):
        return value.words
    return ", ".join(value) if isinstance(value, tuple) else str(value or "")


def _conflict(field: str, reads: str) -> EditConflict:
    return EditConflict(
        f"The {field} was changed elsewhere meanwhile; it now reads: {_short(reads) or 'nothing'}."
        " Nothing was saved; your text is still here."
    )


def _write(
    transaction: Transaction, shown: Editable, record: Record, changes: Values, now: datetime
) -> None:
    if not changes:
        return
    if shown.kind is HitKind.INTERACTION:
        _write_entry(transaction, shown.id, record, changes, now)
        return
    values = _common_values(record, changes)
    if "due" in changes:
        # Hidden past a date that was corrected, it would be missed.
        values["snoozed_until"] = None
    if shown.kind is HitKind.PROMISE:
        mine = record.kind is RecordKind.PROMISE_MINE
        if "kind" in changes:
            values["side"] = str(Side.MINE if mine else Side.THEIRS)
        if values.get("due_on"):
            values |= firm_again(transaction.get(Promise, shown.id))
        transaction.update(Promise, shown.id, values)
        return
    if "people" in changes:
        people = _person_ids(transaction, record, now.date())
        values["person_id"] = people[0] if people else None
    if "recurrence" in changes:
        repeats = record.recurrence
        values["recurrence"] = repeats.rrule if repeats else ""
        values["recurs_from"] = str(repeats.recurs_from if repeats else RecursFrom.DATE)
    transaction.update(FollowUp, shown.id, values)


def _common_values(record: Record, changes: Values) -> Values:
    values = {
        "text": record.text,
        "due_on": record.due.isoformat() if record.due else None,
        "due_time": record.time.strftime("%H:%M") if record.time else None,
        "channel": str(record.channel),
        "tags": " ".join(record.tags),
        "starred": int(record.starred),
    }
    fields = {"due_on": "due", "due_time": "time"}
    return {name: values[name] for name in values if fields.get(name, name) in changes}


def _write_entry(
    transaction: Transaction, entry_id: int, record: Record, changes: Values, now: datetime
) -> None:
    row = transaction.get(Interaction, entry_id)
    values = {name: value for name, value in _common_values(record, changes).items() if name in row}
    values |= _sort_values(record, changes)
    if {"due", "time"} & changes.keys():
        # In the offset of its own day: that of today is another one half of the year.
        before = from_utc_text(row["at"]).astimezone()
        assert record.due is not None
        at = before.time() if record.time is None else record.time
        moment = datetime.combine(record.due, at).astimezone()
        if moment > now:
            moment = min(now, datetime.combine(record.due, NOON).astimezone())
        values["at"] = to_utc_text(moment)
        if moment.date() != before.date():
            values["search_key"] = next_search_key(transaction, moment.date())
    transaction.update(Interaction, entry_id, values)
    at_text = str(values.get("at", row["at"]))
    people = _person_ids(transaction, record, now.date()) if "people" in changes else None
    _write_links(transaction, entry_id, at_text, people)


def _sort_values(record: Record, changes: Values) -> Values:
    """The columns that say what sort of entry it is, as far as they were edited."""
    values: Values = {}
    if {"kind", "aspect"} & changes.keys():
        milestone = record.aspect is StoryAspect.MILESTONE
        values["kind"] = str(_kind_of_entry(record))
        values["aspect"] = "" if record.aspect is None or milestone else str(record.aspect)
    if "kind" in changes:
        mine = record.kind is RecordKind.KINDNESS
        told = record.kind in TOLD_KINDS
        values["side"] = str(Side.MINE if mine else Side.THEIRS) if told else ""
        if told:
            values["initiated_by"] = str(Initiator.ME if mine else Initiator.THEM)
    if "may_share" in changes:
        values["may_share"] = int(record.may_share)
    return values


def _kind_of_entry(record: Record) -> InteractionKind:
    if record.kind is RecordKind.STORY:
        return kind_of(record.aspect)
    if record.kind in TOLD_KINDS:
        return InteractionKind.KINDNESS
    note = record.kind is RecordKind.NOTE
    return InteractionKind.NOTE if note else InteractionKind.CONVERSATION


def _write_links(
    transaction: Transaction, entry_id: int, at: str, people: Sequence[int] | None
) -> None:
    links = transaction.query(
        "SELECT id, person_id FROM interaction_person WHERE interaction_id = ? ORDER BY id",
        (entry_id,),
    )
    for link in links:
        if people is not None and link["person_id"] not in people:
            transaction.delete(InteractionPerson, link["id"])
        else:
            transaction.update(InteractionPerson, link["id"], {"at": at})
    known = {link["person_id"] for link in links}
    transaction.insert_many(
        InteractionPerson,
        (
            {"interaction_id": entry_id, "person_id": who, "at": at}
            for who in people or ()
            if who not in known
        ),
    )


def _person_ids(transaction: Transaction, record: Record, today: date) -> list[int]:
    return [
        who.id
        if isinstance(who, PersonRef)
        else insert_person(transaction, WholePerson(who.name), today)
        for who in record.people
    ]
