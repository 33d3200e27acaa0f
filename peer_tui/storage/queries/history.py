"""The shared history with one person, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peer_tui.storage.queries.keyset import Keyset, count_to, narrowed
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import HistoryRow

if TYPE_CHECKING:
    from peer_tui.storage.queries.filters import Filter

_COLUMNS = (
    "interaction.id, link.id, link.at, interaction.kind, interaction.channel,"
    " interaction.initiated_by, interaction.text,"
    " (SELECT count(*) FROM attachment WHERE attachment.interaction_id = interaction.id),"
    " interaction.aspect, interaction.may_share"
)

_TABLES = "interaction_person AS link JOIN interaction ON interaction.id = link.interaction_id"


def with_person(reader: Reader, person_id: int, wanted: Filter | None = None) -> Keyset[HistoryRow]:
    """Every entry shared with a person that the filter lets through, newest first."""
    where, parameters = narrowed("link.person_id = :person_id", "interaction", wanted)
    return Keyset(
        reader,
        columns=_COLUMNS,
        tables=_TABLES,
        where=where,
        order=("link.at", "link.id"),
        make=lambda row: HistoryRow(*row),
        place=lambda row: (row.at, row.link_id),
        name="interaction",
        identify=lambda row: row.id,
        id_column="interaction.id",
        parameters=parameters | {"person_id": person_id},
        newest_first=True,
    )


def count_with(reader: Reader, person_id: int, limit: int = 1000) -> int:
    """How many entries are shared with a person, counting no further than `limit`."""
    return count_to(reader, limit, "interaction_person", "person_id = ?", (person_id,))
