"""Everything the card of a person shows, in one bounded call."""

from __future__ import annotations

from dataclasses import dataclass

from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.history import CONTACT_KINDS, Side
from peer_tui.domain.people import Person
from peer_tui.domain.promise_words import KeptRecord
from peer_tui.storage.queries.history import count_with
from peer_tui.storage.queries.item_sql import PROMISED, SELECT_FOLLOW_UPS, SELECT_PROMISES
from peer_tui.storage.queries.keyset import count_to
from peer_tui.storage.queries.person import person as read_person
from peer_tui.storage.queries.promises import kept_records
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import (
    HistoryRow,
    follow_up_item,
    promise_item,
)

PROMISES_SHOWN = 5
FOLLOW_UPS_SHOWN = 3
COUNT_LIMIT = 1000
"""Counts of the card go no further than this."""
LOOK_BACK = 200
"""So many of the newest entries with a person are looked through for the last kindness."""

_CONTACT_KINDS_SQL = ", ".join(f"'{kind}'" for kind in sorted(CONTACT_KINDS))


@dataclass(frozen=True, slots=True)
class OpenPromises:
    """The first open promises of a side by due date, and how many there are."""

    first: tuple[AgendaItem, ...]
    count: int
    kept: KeptRecord


@dataclass(frozen=True, slots=True)
class Card:
    """A person and where things stand with them."""

    person: Person
    mine: OpenPromises
    theirs: OpenPromises
    follow_ups: tuple[AgendaItem, ...]
    """The next ones by date."""
    last_contact: HistoryRow | None
    """The newest entry that was a real contact: its channel, and who took the first step."""
    history_count: int


def card(reader: Reader, person_id: int) -> Card | None:
    """The card of a person; None when there is none with this id."""
    person = read_person(reader, person_id)
    if person is None:
        return None
    follow_ups = reader.rows(
        f"{SELECT_FOLLOW_UPS} WHERE follow_up.person_id = ? AND follow_up.status = 'open'"
        " ORDER BY follow_up.due_on, follow_up.id LIMIT ?",
        (person_id, FOLLOW_UPS_SHOWN),
    )
    kept = kept_records(reader, person_id)
    return Card(
        person,
        _open_promises(reader, person_id, Side.MINE, kept[Side.MINE]),
        _open_promises(reader, person_id, Side.THEIRS, kept[Side.THEIRS]),
        tuple(map(follow_up_item, follow_ups)),
        last_contact(reader, person_id),
        count_with(reader, person_id, COUNT_LIMIT),
    )


def last_contact(reader: Reader, person_id: int) -> HistoryRow | None:
    """The newest entry shared with a person that was a real contact."""
    row = reader.row(
        "SELECT interaction.id, link.id, link.at, interaction.kind, interaction.channel,"
        " interaction.initiated_by, interaction.text FROM interaction_person AS link"
        " JOIN interaction ON interaction.id = link.interaction_id"
        f" WHERE link.person_id = ? AND interaction.kind IN ({_CONTACT_KINDS_SQL})"
        " ORDER BY link.at DESC, link.id DESC LIMIT 1",
        (person_id,),
    )
    return None if row is None else HistoryRow(*row)


def _open_promises(reader: Reader, person_id: int, side: Side, kept: KeptRecord) -> OpenPromises:
    # The plus keeps both queries on the index by person; that of all open promises of a side
    # looks better to the planner and is a thousand times longer.
    first = reader.rows(
        f"{SELECT_PROMISES}"
        " WHERE promise.person_id = ? AND promise.status = 'open' AND +promise.side = ?"
        f" ORDER BY {PROMISED}, promise.id LIMIT ?",
        (person_id, side, PROMISES_SHOWN),
    )
    count = count_to(
        reader,
        COUNT_LIMIT,
        "promise",
        "person_id = ? AND status = 'open' AND +side = ?",
        (person_id, side),
    )
    return OpenPromises(tuple(map(promise_item, first)), count, kept)
