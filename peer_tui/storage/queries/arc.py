"""What the arc of a relationship is drawn from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from peer_tui.clock import local_day
from peer_tui.domain.arc import Arc, Kept, Moment, Pin, arc_of
from peer_tui.storage.reader import Reader

MOST_ENTRIES = 20_000
"""Entries of one person that are looked at, the newest; far more than a life holds."""


def arc_with(reader: Reader, person_id: int, today: date) -> Arc:
    """The arc with a person; an empty one when there is none with this id."""
    met_on: str = reader.value("SELECT met_on FROM person WHERE id = ?", (person_id,)) or ""
    return arc_of(
        _moments(reader, person_id),
        _kept(reader, person_id),
        _solved(reader, person_id),
        today,
        _whole_day(met_on),
    )


def _whole_day(text: str) -> date | None:
    # The column is as it was typed or came from a file: a year, a month, words.
    try:
        return date.fromisoformat(text) if len(text) == len("2026-11-18") else None
    except ValueError:
        return None


def _moments(reader: Reader, person_id: int) -> Iterator[Moment]:
    newest_first = reader.rows(
        "SELECT link.at, interaction.kind, interaction.initiated_by, interaction.text,"
        " interaction.aspect, interaction.felt FROM interaction_person AS link"
        " JOIN interaction ON interaction.id = link.interaction_id"
        " WHERE link.person_id = ? ORDER BY link.at DESC, link.id DESC LIMIT ?",
        (person_id, MOST_ENTRIES),
    )
    for at, kind, initiated_by, text, aspect, felt in reversed(newest_first):
        yield Moment(local_day(at), kind, initiated_by, text, aspect, felt)


def _kept(reader: Reader, person_id: int) -> Iterator[Kept]:
    for closed_on, side in reader.rows(
        "SELECT closed_on, side FROM promise WHERE person_id = ? AND status = 'kept'"
        " AND closed_on IS NOT NULL",
        (person_id,),
    ):
        yield Kept(date.fromisoformat(closed_on), side)


def _solved(reader: Reader, person_id: int) -> Iterator[Pin]:
    for closed_on, text in reader.rows(
        "SELECT closed_on, text FROM need WHERE person_id = ? AND outcome = 'solved'"
        " AND closed_on IS NOT NULL",
        (person_id,),
    ):
        yield Pin(date.fromisoformat(closed_on), "solved", text)
