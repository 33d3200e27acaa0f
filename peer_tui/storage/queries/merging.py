"""One person as the rows have them, for making two people one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from peer_tui.domain.duplicates import Pair, pair_of
from peer_tui.storage.reader import Reader

Values = dict[str, Any]
PARTS = ("contact_point", "tag", "important_date")
"""Tables of what a person has several of, in the order of the page."""
_ORDER = {"contact_point": "position, id"}
_COUNTED = (
    ("history", "interaction_person"),
    ("promises", "promise"),
    ("follow-ups", "follow_up"),
    ("preferences", "preference"),
    ("boundaries", "boundary"),
    ("needs", "need"),
    ("invitations", "invitation"),
    ("cards", "source_card"),
    ("messages", "message_person"),
)
_COUNTED_PAIRS = (("relations", "relation"), ("introductions", "introduction"))


@dataclass(frozen=True, slots=True)
class WholePerson:
    """A person and the parts that are chosen one by one."""

    row: Values
    parts: dict[str, list[Values]]
    """By table."""

    @property
    def id(self) -> int:
        """The id of the person."""
        person_id: int = self.row["id"]
        return person_id


def whole_person(reader: Reader, person_id: int) -> WholePerson | None:
    """The rows of a person; None when there is none with this id."""
    found = _rows(reader, "person", "id", person_id, "id")
    if not found:
        return None
    parts = {
        table: _rows(reader, table, "person_id", person_id, _ORDER.get(table, "id"))
        for table in PARTS
    }
    return WholePerson(found[0], parts)


def _rows(reader: Reader, table: str, column: str, value: int, order: str) -> list[Values]:
    names = [name for (name,) in reader.rows("SELECT name FROM pragma_table_info(?)", (table,))]
    sql = f"SELECT {', '.join(names)} FROM {table} WHERE {column} = ? ORDER BY {order}"
    return [dict(zip(names, row, strict=True)) for row in reader.rows(sql, (value,))]


def counts(reader: Reader, person_id: int) -> dict[str, int]:
    """How much there is of what always comes along, by its name."""
    found = {
        name: reader.value(f"SELECT count(*) FROM {table} WHERE person_id = ?", (person_id,))
        for name, table in _COUNTED
    }
    for name, table in _COUNTED_PAIRS:
        found[name] = sum(
            reader.value(f"SELECT count(*) FROM {table} WHERE {end} = ?", (person_id,))
            for end in ("one_id", "other_id")
        )
    return found


def who_stays(reader: Reader, pair: Pair) -> tuple[int, int]:
    """Who stays and who goes: the one with more behind them stays, else the older entry."""
    weights = {person_id: sum(counts(reader, person_id).values()) for person_id in pair}
    staying = max(pair, key=lambda person_id: (weights[person_id], -person_id))
    return staying, pair.other if staying == pair.one else pair.one


def are_kept_apart(reader: Reader, one: int, other: int) -> bool:
    """Whether the owner said that they are two people."""
    found = reader.row(
        "SELECT 1 FROM not_same WHERE one_id = ? AND other_id = ?", pair_of(one, other)
    )
    return found is not None
