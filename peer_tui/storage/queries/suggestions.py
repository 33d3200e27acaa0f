"""Whom to invite to contribute: who spoke well of it, and was not asked lately."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from peer_tui.domain.calendar_days import short_day
from peer_tui.domain.gate import QuietHours
from peer_tui.domain.invitations import COOL_OFF_DAYS, InvitationKind
from peer_tui.storage.queries.item_sql import ACTIVE
from peer_tui.storage.queries.reach import reach
from peer_tui.storage.reader import Reader

MOST = 5
"""So many are suggested at once."""
LOOKED_AT = 50
"""So many are looked at, as some of them may be held by a boundary."""

_CANDIDATES = f"""
    WITH candidate (person_id) AS (
        SELECT person_id FROM need WHERE outcome = 'solved' AND said_by = 'theirs'
        UNION
        SELECT link.person_id FROM interaction INDEXED BY interaction_shared
        CROSS JOIN interaction_person AS link ON link.interaction_id = interaction.id
        WHERE interaction.may_share = 1 AND interaction.kind IN ('story', 'milestone')
    )
    SELECT person.id, person.name,
        (SELECT max(asked_on) FROM invitation WHERE invitation.person_id = person.id) AS asked
    FROM candidate CROSS JOIN person ON person.id = candidate.person_id
    WHERE {ACTIVE.format("?")} AND person.door = 'open'
    AND NOT EXISTS (
        SELECT 1 FROM invitation WHERE invitation.person_id = person.id
        AND (closed_on IS NULL OR rests_until > ? OR asked_on > ?)
    )
    ORDER BY coalesce(asked, ''), person.sort_name, person.id LIMIT ?
"""


class Suggestion(NamedTuple):
    """Somebody who may like to contribute, and why they come to mind."""

    person_id: int
    name: str
    why: str
    kind: InvitationKind
    """What they may be asked first."""
    asked_on: date | None
    """When they were last asked for anything."""


def suggestions(
    reader: Reader, now: datetime, quiet_hours: QuietHours | None = None
) -> list[Suggestion]:
    """A few people who may like to contribute; those not asked for longest first, then by name.

    Their need was solved by their own word, or they let a story of theirs be told. Nobody with
    an open invitation, asked in the last 90 days, at rest after a no, resting or ended, or held by
    a boundary now.
    """
    today = now.date()
    cool = today - timedelta(days=COOL_OFF_DAYS)
    day = today.isoformat()
    rows = reader.rows(_CANDIDATES, (day, day, cool.isoformat(), LOOKED_AT))
    found: list[Suggestion] = []
    for person_id, name, asked in rows:
        if not reach(reader, person_id, now, "", quiet_hours).open:
            continue
        why, kind = _why(reader, person_id, today)
        asked_on = date.fromisoformat(asked) if asked else None
        found.append(Suggestion(person_id, name, why, kind, asked_on))
        if len(found) == MOST:
            break
    return found


def _why(reader: Reader, person_id: int, today: date) -> tuple[str, InvitationKind]:
    """Why a person comes to mind, in words."""
    solved = reader.row(
        "SELECT text, answer, closed_on FROM need WHERE person_id = ? AND outcome = 'solved'"
        " AND said_by = 'theirs' ORDER BY closed_on DESC, id DESC LIMIT 1",
        (person_id,),
    )
    if solved is not None:
        text, answer, closed_on = solved
        on = f" on {short_day(date.fromisoformat(closed_on), today)}" if closed_on else ""
        said = f"“{answer}”" if answer else text
        return f"solved by their word{on}: {said}", InvitationKind.STORY
    told = reader.value(
        "SELECT interaction.text FROM interaction_person AS link"
        " JOIN interaction ON interaction.id = link.interaction_id"
        " WHERE link.person_id = ? AND interaction.may_share = 1"
        " ORDER BY link.at DESC, link.id DESC LIMIT 1",
        (person_id,),
    )
    return f"they let you tell: “{told or ''}”", InvitationKind.HELP
