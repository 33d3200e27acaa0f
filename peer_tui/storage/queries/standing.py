"""How it stands with a person, and who came back of themselves."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from peer_tui.domain.history import CONTACT_KINDS
from peer_tui.domain.people import Standing
from peer_tui.domain.standing import Door, StandingState
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import day

MOST_BACK = 100
MOST_CHANGES = 20_000
"""So many rows of an act are looked at; only a large import has more."""
ANY_APART = "SELECT EXISTS (SELECT 1 FROM person WHERE standing <> 'active')"
"""Whether anybody rests or ended."""
_CONTACT_KINDS_SQL = ", ".join(f"'{kind}'" for kind in sorted(CONTACT_KINDS))


class CameBack(NamedTuple):
    """Somebody who rested or had ended, and of whom there is word."""

    id: int
    name: str
    standing: Standing


def standing_of(reader: Reader, person_id: int) -> StandingState:
    """How it stands with a person; active where there is none with this id."""
    row = reader.row(
        "SELECT standing, door, standing_reason, rests_until FROM person WHERE id = ?",
        (person_id,),
    )
    if row is None:
        return StandingState()
    standing, door, reason, until = row
    return StandingState(Standing(standing), Door(door), reason, day(until))


def came_back(reader: Reader, today: date) -> list[CameBack]:
    """Those who are not active and from whom the newest act wrote down a word, by name.

    An entry that only tells of a step of mine is none; nor is what an undo brought back.
    """
    if not reader.value(ANY_APART):
        return []
    # CROSS JOIN: from the rows of the one act to the people, never the other way round.
    rows = reader.rows(
        "SELECT DISTINCT person.id, person.name, person.standing FROM"
        " (SELECT entity, op, row_id FROM change WHERE action_id ="
        " (SELECT id FROM action WHERE seq = (SELECT seq FROM head) AND kind = 'do')"
        " LIMIT :changes) AS done"
        " CROSS JOIN interaction_person AS link ON link.id = done.row_id"
        " CROSS JOIN interaction ON interaction.id = link.interaction_id"
        " CROSS JOIN person ON person.id = link.person_id"
        " WHERE done.entity = 'interaction_person' AND done.op = 'insert'"
        " AND person.standing <> 'active' AND coalesce(person.rests_until, '9') > :today"
        " AND interaction.initiated_by <> 'me'"
        f" AND interaction.kind IN ({_CONTACT_KINDS_SQL})"
        " ORDER BY person.sort_name, person.id LIMIT :most",
        {"changes": MOST_CHANGES, "today": today.isoformat(), "most": MOST_BACK},
    )
    return [CameBack(id_, name, Standing(standing)) for id_, name, standing in rows]
