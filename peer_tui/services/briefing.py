"""What to know before a call: one person, the promises, what comes next, what happened last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.boundaries import Boundary
from peer_tui.domain.gate import Reach
from peer_tui.domain.gate import reach as reach_at
from peer_tui.domain.history import Side
from peer_tui.domain.invitations import Invitation
from peer_tui.domain.people import Person
from peer_tui.domain.preferences import Preference
from peer_tui.domain.promise_words import KeptRecord
from peer_tui.domain.standing import ACTIVE, StandingState
from peer_tui.domain.stories import Kindness
from peer_tui.storage.queries.around import (
    RelatedPerson,
    ShownIntroduction,
    introductions_of,
    invitations_of,
    related,
)
from peer_tui.storage.queries.history import count_with, with_person
from peer_tui.storage.queries.needs import needs_of
from peer_tui.storage.queries.people import matching, names_matching
from peer_tui.storage.queries.person import person as read_person
from peer_tui.storage.queries.promises import kept_records, open_promises
from peer_tui.storage.queries.reach import boundaries_of, preferences
from peer_tui.storage.queries.standing import standing_of
from peer_tui.storage.queries.stories import last_kindness
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import FOLLOW_UP_COLUMNS, HistoryRow, NeedRow, follow_up_item

LAST_ENTRIES = 8
MOST_ITEMS = 50


@dataclass(frozen=True, slots=True)
class Briefing:
    """Everything worth a look before a call."""

    person: Person
    mine: tuple[AgendaItem, ...]
    """What I promised, by date."""
    theirs: tuple[AgendaItem, ...]
    """What they promised, by date."""
    next_steps: tuple[AgendaItem, ...]
    """Open follow-ups, by date."""
    kept_mine: KeptRecord
    kept_theirs: KeptRecord
    history: tuple[HistoryRow, ...]
    """The last entries, newest first."""
    history_count: int
    boundaries: tuple[Boundary, ...] = ()
    """What was agreed about contact, theirs first."""
    preferences: tuple[Preference, ...] = ()
    """What they asked for or asked not to get."""
    reach: Reach | None = None
    """Whether they may be reached at the moment asked about; None when none was."""
    needs: tuple[NeedRow, ...] = ()
    """What they came with, what is open first."""
    kindness: tuple[Kindness, ...] = ()
    """The last kindness of each side."""
    standing: StandingState = ACTIVE
    """How it stands with them."""
    related: tuple[RelatedPerson, ...] = ()
    """Whom they are tied to, read from them."""
    introductions: tuple[ShownIntroduction, ...] = ()
    """The open ones first."""
    invitations: tuple[Invitation, ...] = ()
    """What they were asked for, the newest first."""


def brief(
    reader: Reader, person_id: int, entries: int = LAST_ENTRIES, at: datetime | None = None
) -> Briefing | None:
    """The briefing on a person; None when there is none with this id.

    With an aware moment it says whether the person may be reached then.
    """
    person = read_person(reader, person_id)
    if person is None:
        return None
    promises = open_promises(reader, person_id).first(MOST_ITEMS)
    kept = kept_records(reader, person_id)
    agreement = boundaries_of(reader, person_id)
    return Briefing(
        person=person,
        mine=tuple(item for item in promises if item.side is Side.MINE),
        theirs=tuple(item for item in promises if item.side is Side.THEIRS),
        next_steps=_next_steps(reader, person_id),
        kept_mine=kept[Side.MINE],
        kept_theirs=kept[Side.THEIRS],
        history=tuple(with_person(reader, person_id).first(entries)),
        history_count=count_with(reader, person_id),
        boundaries=agreement.boundaries,
        preferences=tuple(preferences(reader, person_id)),
        reach=None if at is None else reach_at(agreement, at),
        standing=standing_of(reader, person_id),
        needs=tuple(needs_of(reader, person_id)),
        kindness=tuple(last_kindness(reader, person_id)),
        related=tuple(related(reader, person_id, MOST_ITEMS)),
        introductions=tuple(introductions_of(reader, person_id)[:MOST_ITEMS]),
        invitations=tuple(invitations_of(reader, person_id)[:MOST_ITEMS]),
    )


def candidates(reader: Reader, words: str, limit: int = 20) -> list[tuple[int, str]]:
    """Who may be meant, (id, name): by name, else by any word kept with the person."""
    found = names_matching(reader, words, limit)
    return found or [(row[0], row[1]) for row in matching(reader, words, limit)]


def _next_steps(reader: Reader, person_id: int) -> tuple[AgendaItem, ...]:
    rows = reader.rows(
        f"SELECT {FOLLOW_UP_COLUMNS} FROM follow_up JOIN person ON person.id = follow_up.person_id"
        " WHERE follow_up.person_id = ? AND follow_up.status = 'open'"
        " ORDER BY follow_up.due_on, follow_up.id LIMIT ?",
        (person_id, MOST_ITEMS),
    )
    return tuple(follow_up_item(row) for row in rows)
