"""Forgetting what is kept about a person: parts of it, all of it, or past taking back.

To forget is an act like every other: it leaves a dated stub and can be taken back. To purge is
not: rows, journal and pages of the file give up what they held.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from peer_tui.clock import today as today_of
from peer_tui.domain.calendar_days import MONTH_NAMES
from peer_tui.errors import DataError, NothingFound, UsageError
from peer_tui.services.forgotten_rows import forget_row
from peer_tui.services.items import Entry, write_entry
from peer_tui.services.outcome import EVERYTHING, Outcome
from peer_tui.storage import faults
from peer_tui.storage.erasing import erase_person, scrub
from peer_tui.storage.journal import Transaction, Values
from peer_tui.storage.models import InteractionPerson, Person
from peer_tui.storage.queries.kept_about import KeptLine, kept_about
from peer_tui.storage.shared_entries import shared_entries, shared_words, take_names_out
from peer_tui.storage.store import Store

LETTERS_ASKED = 3
"""Letters of the name that are typed before a person is purged."""
_WORDS = {
    "contact_point": "way to reach them",
    "tag": "tag",
    "important_date": "date",
    "boundary": "boundary",
    "preference": "preference",
    "need": "need",
    "promise": "promise",
    "follow_up": "follow-up",
    "invitation": "invitation",
    "message_person": "message",
    "source_card": "card",
    "relation": "relation",
    "introduction": "introduction",
    "interaction": "entry",
    "person": "detail",
    "notes": "line of notes",
}
_MANY = {
    "way to reach them": "ways to reach them",
    "boundary": "boundaries",
    "entry": "entries",
    "line of notes": "lines of notes",
}


def forget(store: Store, person_id: int, lines: Sequence[KeptLine]) -> Outcome:
    """Forget these lines; a note in the history says how much of what, and when.

    Raises NothingFound without any line, EditConflict when a row was removed elsewhere.
    """
    if not lines:
        raise NothingFound("Nothing chosen to forget.")
    now = store.clock.now()
    with store.transaction("forget", "Forgotten") as transaction:
        name = transaction.get(Person, person_id)["name"]
        stub = stub_words(now.date())
        for table, row_id in _rows(lines):
            if table == "person":
                own = [line for line in lines if line.entity == "person"]
                transaction.update(Person, person_id, _without(transaction, person_id, own, stub))
            else:
                forget_row(transaction, table, row_id, stub, now.date())
        what = _what(lines)
        write_entry(transaction, Entry(f"{stub}: {what}", now, kind="note"), [person_id])
        transaction.label = f"Forgotten about {name}: {what}"
    return Outcome(f"{transaction.label}.", EVERYTHING)


def forget_all(store: Store, person_id: int) -> Outcome:
    """Forget everything about a person; what is left says only that there was somebody.

    Entries of the history that they share with others stay with those. Raises EditConflict when
    the person is gone.
    """
    today = today_of(store.clock)
    with store.transaction("forget", "Forgotten") as transaction:
        name = transaction.get(Person, person_id)["name"]
        lines = kept_about(transaction.reader, person_id)
        stub = stub_words(today)
        shared = _give_to_others(transaction, person_id)
        for table, row_id in _rows(lines):
            if table != "person" and (table != "interaction" or row_id not in shared):
                forget_row(transaction, table, row_id, stub, today)
        own = [line for line in lines if line.entity == "person"]
        values = _without(transaction, person_id, own, stub)
        ended: Values = {
            "standing": "ended",
            "door": "open",
            "standing_reason": "",
            "rests_until": None,
        }
        transaction.update(Person, person_id, values | ended)
        transaction.label = f"Forgotten: {name}"
    words = f"Everything about {name} is forgotten; a dated stub is left.{shared_words(shared)}"
    return Outcome(words, EVERYTHING)


def purge(store: Store, person_id: int, typed: str) -> Outcome:
    """Erase a person for good: rows, what the journal kept of them, and the pages of the file.

    `typed` is the beginning of the name, as proof that it is meant. Raises UsageError when it is
    not, EditConflict when the person is gone. Backups made before are not touched.
    """
    with store.transaction("purge", "Purged a person", kind="purge") as transaction:
        name = transaction.get(Person, person_id)["name"]
        if not is_meant(name, typed):
            raise UsageError(f"Type the first {LETTERS_ASKED} letters of {name} to purge them.")
        shared = erase_person(transaction, person_id)
    words = f"{name} is purged; this cannot be taken back.{shared_words(shared)}"
    try:
        with faults.translated(store.path):
            if not scrub(store.database()):
                words += " Another program holds the file: its pages go when that is closed."
    except DataError as error:
        return Outcome(f"{words} The file could not be written anew: {error}", EVERYTHING)
    return Outcome(f"{words} Older backups still hold them.", EVERYTHING)


def is_meant(name: str, typed: str) -> bool:
    """Whether the beginning of a name was typed, in any case, letters enough."""
    # Folded letters may be more than there were, and a short first name ends in a blank.
    wanted = name.strip()[:LETTERS_ASKED].casefold().strip()
    return bool(wanted) and typed.strip().casefold().startswith(wanted)


def stub_words(today: date) -> str:
    """What stands where something was forgotten: "forgotten 23 Nov 2026"."""
    return f"forgotten {today.day} {MONTH_NAMES[today.month - 1][:3]} {today.year}"


def _rows(lines: Iterable[KeptLine]) -> list[tuple[str, int]]:
    """Table and id of each row once; follow-ups first, as they may go with what they ask about."""
    rows = dict.fromkeys((line.entity, line.row_id) for line in lines)
    return sorted(rows, key=lambda row: row[0] != "follow_up")


def _give_to_others(transaction: Transaction, person_id: int) -> set[int]:
    """Leave the entries that are shared with others to those; returns which these are."""
    shared = shared_entries(transaction, person_id)
    sql = "SELECT id, interaction_id FROM interaction_person WHERE person_id = ? ORDER BY id"
    for row in transaction.query(sql, (person_id,)):
        if row["interaction_id"] in shared:
            transaction.delete(InteractionPerson, row["id"])
    take_names_out(transaction, [person_id], shared)
    return shared


def _without(
    transaction: Transaction, person_id: int, lines: Sequence[KeptLine], stub: str
) -> Values:
    """The columns of a person without what these lines say."""
    values: Values = {}
    gone: set[str] = set()
    for line in lines:
        if line.column == "notes":
            gone.add(line.text)
        elif line.column == "name":
            parts = ("prefix", "given", "additional", "family", "suffix")
            values |= dict.fromkeys(parts, "")
            values |= {"name": f"Somebody ({stub})", "sort_name": f"somebody ({stub})"}
        elif line.column == "rhythm_days":
            values |= {"rhythm_days": None, "rhythm_kind": "ambient"}
        elif line.column == "standing":
            values |= {"standing": "active", "door": "open", "rests_until": None}
        else:
            values[line.column] = ""
    if gone:
        notes: str = transaction.get(Person, person_id)["notes"]
        values["notes"] = "\n".join(each for each in notes.splitlines() if each not in gone)
    return values


def _what(lines: Iterable[KeptLine]) -> str:
    """ "2 ways to reach them, 1 date"."""
    counts = Counter(_WORDS["notes" if line.column == "notes" else line.entity] for line in lines)
    return ", ".join(
        f"{number} {word if number == 1 else _MANY.get(word, word + 's')}"
        for word, number in counts.items()
    )
