"""Kindness and stories: the last of each with a person, and the stories that may be shared."""

from __future__ import annotations

from typing import NamedTuple

from peer_tui.clock import local_day
from peer_tui.domain.history import Side
from peer_tui.domain.stories import Kindness
from peer_tui.storage.queries.card import LOOK_BACK
from peer_tui.storage.reader import Reader

MOST_SHARED = 200
"""Stories that may be shared, read at once at most."""
# Along the index by person, which ends at the first that is found, or at the oldest looked at.
_LAST_KINDNESS = (
    "SELECT interaction.side, interaction.text, link.at FROM interaction_person AS link"
    " CROSS JOIN interaction INDEXED BY interaction_kindness"
    " ON interaction.id = link.interaction_id"
    " WHERE link.person_id = :person AND link.at >= coalesce("
    "(SELECT at FROM interaction_person WHERE person_id = :person"
    " ORDER BY at DESC, id DESC LIMIT 1 OFFSET :skipped), '')"
    " AND interaction.kind = 'kindness' AND interaction.side <> '' AND interaction.side = :side"
    " ORDER BY link.at DESC, link.id DESC LIMIT 1"
)
_STORY = (
    "SELECT interaction.id, interaction.at, person.id, person.name, interaction.text,"
    " iif(interaction.kind = 'milestone', 'milestone', interaction.aspect)"
)
_SHAREABLE = (
    f"{_STORY} FROM interaction JOIN interaction_person AS link ON link.id ="
    " (SELECT first.id FROM interaction_person AS first"
    " WHERE first.interaction_id = interaction.id ORDER BY first.id LIMIT 1)"
    " JOIN person ON person.id = link.person_id WHERE interaction.may_share = 1"
    " ORDER BY interaction.at DESC, interaction.id DESC LIMIT :most"
)
# Along the entries of the person: those that may be shared are many more.
_SHAREABLE_OF_ONE = (
    f"{_STORY} FROM interaction_person AS link"
    " CROSS JOIN interaction ON interaction.id = link.interaction_id"
    " CROSS JOIN person ON person.id = link.person_id"
    " WHERE link.person_id = :person AND interaction.may_share = 1"
    " ORDER BY link.at DESC, interaction.id DESC LIMIT :most"
)


class SharedStory(NamedTuple):
    """A story that others may hear; told by one or more people."""

    interaction_id: int
    at: str
    """UTC text."""
    person_id: int
    """The first of those who told it."""
    person_name: str
    text: str
    aspect: str
    """hope, struggle, win or milestone; empty: none of these."""


def last_kindness(reader: Reader, person_id: int) -> list[Kindness]:
    """The last kindness of each side with a person, theirs first; no more than two."""
    rows = [
        reader.row(_LAST_KINDNESS, {"person": person_id, "side": side, "skipped": LOOK_BACK - 1})
        for side in (Side.THEIRS, Side.MINE)
    ]
    return [Kindness(Side(side), text, local_day(at)) for side, text, at in filter(None, rows)]


def shareable(
    reader: Reader, person_id: int | None = None, most: int = MOST_SHARED
) -> list[SharedStory]:
    """Stories that they said others may hear, the newest first; of one person, or of everybody."""
    rows = reader.rows(
        _SHAREABLE if person_id is None else _SHAREABLE_OF_ONE,
        {"person": person_id, "most": most},
    )
    return [SharedStory(*row) for row in rows]
