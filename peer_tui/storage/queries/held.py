"""Everybody whom a boundary keeps from being contacted at a moment.

Most agreements are worded like another one: each wording is looked at once.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from peer_tui.storage.reader import Reader

if TYPE_CHECKING:
    from peer_tui.domain.boundaries import Boundary
    from peer_tui.domain.gate import Agreement

LONGEST_PERIOD = timedelta(days=367)
"""Contacts are counted by the week, the month or the year, wherever the calendar turns first."""
Wording = tuple[tuple[str, ...], ...]
"""What decides about a moment: side, kind, value and last day of each boundary."""


def held_people(reader: Reader, now: datetime) -> list[int]:
    """Ids of the people with a boundary that is closed now, by any way."""
    from peer_tui.domain.boundaries import BoundaryKind
    from peer_tui.domain.gate import Agreement, is_open
    from peer_tui.storage.queries.reach import contacts_since, zone_named

    agreed: dict[int, list[tuple[str, ...]]] = {}
    for person_id, *wording in reader.rows(
        "SELECT person_id, side, kind, value, coalesce(until, '') FROM boundary ORDER BY id"
    ):
        agreed.setdefault(person_id, []).append(tuple(wording))
    zones: dict[int, str] = dict(
        reader.rows(
            "SELECT id, time_zone FROM person WHERE id IN (SELECT person_id FROM boundary)"
            " AND time_zone <> ''"
        )
    )
    counted = [
        person_id
        for person_id, wording in agreed.items()
        if any(kind == BoundaryKind.AT_MOST for _side, kind, *_ in wording)
    ]
    contacts = contacts_since(reader, counted, now - LONGEST_PERIOD)
    known: dict[tuple[Wording, str, tuple[datetime, ...]], bool] = {}

    def is_held(person_id: int, wording: Wording) -> bool:
        zone, counting = zones.get(person_id, ""), contacts.get(person_id, ())
        key = (wording, zone, counting)
        if key not in known:
            boundaries = tuple(_boundary(*each) for each in wording)
            agreement: Agreement = Agreement(
                boundaries, time_zone=zone_named(zone), contacts=counting
            )
            known[key] = not is_open(agreement, now)
        return known[key]

    return [
        person_id for person_id, wording in agreed.items() if is_held(person_id, tuple(wording))
    ]


def _boundary(side: str, kind: str, value: str, until: str) -> Boundary:
    from peer_tui.domain.boundaries import Boundary, BoundaryKind
    from peer_tui.domain.history import Side
    from peer_tui.storage.rows import day

    return Boundary(Side(side), BoundaryKind(kind), value, None, day(until or None), "")
