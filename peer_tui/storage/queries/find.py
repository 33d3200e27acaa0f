"""Find as you type: people first, then promises, follow-ups and history, the newest first.

Every group is cut off at its limit by the index itself: nothing is counted and no match beyond
the limit is read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from peer_tui.clock import local_day
from peer_tui.storage.queries.people import matching
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import Hit, HitKind, day
from peer_tui.storage.search import Index, match_expression

LIMIT_PER_KIND = 50
"""How many hits of a kind are fetched unless told otherwise."""


@dataclass(frozen=True, slots=True)
class HitGroup:
    """The hits of one kind."""

    kind: HitKind
    hits: tuple[Hit, ...]
    more: bool
    """Whether there are others beyond these: shown as "50+"."""


@dataclass(frozen=True, slots=True)
class FindResult:
    """What was found, in groups that have at least one hit."""

    query: str
    groups: tuple[HitGroup, ...] = ()

    @property
    def hits(self) -> tuple[Hit, ...]:
        """Every hit, in the order of the groups."""
        return tuple(hit for group in self.groups for hit in group.hits)


def find(reader: Reader, query: str, limit_per_kind: int = LIMIT_PER_KIND) -> FindResult:
    """What the typed text finds: every word must occur.

    For people every word may be unfinished, elsewhere only the last one.
    """
    groups = []
    for kind, search in _SEARCHES.items():
        hits = search(reader, query, limit_per_kind + 1)
        if hits:
            more = len(hits) > limit_per_kind
            groups.append(HitGroup(kind, tuple(hits[:limit_per_kind]), more))
    return FindResult(query, tuple(groups))


def _people(reader: Reader, query: str, limit: int) -> list[Hit]:
    return [
        Hit(HitKind.PERSON, id_, id_, name, organisation, day(last))
        for id_, name, organisation, last in matching(reader, query, limit)
    ]


def _promises(reader: Reader, query: str, limit: int) -> list[Hit]:
    return _with_due_date(reader, query, limit, HitKind.PROMISE, Index.PROMISE)


def _follow_ups(reader: Reader, query: str, limit: int) -> list[Hit]:
    return _with_due_date(reader, query, limit, HitKind.FOLLOW_UP, Index.FOLLOW_UP)


def _with_due_date(
    reader: Reader, query: str, limit: int, kind: HitKind, index: Index
) -> list[Hit]:
    """Hits among what has a text, a due date and a status; `kind` is the name of the table."""
    rows = _newest(
        reader,
        index,
        "item.id, item.person_id, coalesce(person.name, ''), item.text, item.due_on, item.status",
        f"JOIN {kind} AS item ON item.id = hit.key LEFT JOIN person ON person.id = item.person_id",
        query,
        limit,
    )
    return [
        Hit(kind, id_, person_id, name, text, day(due), status)
        for id_, person_id, name, text, due, status in rows
    ]


def _interactions(reader: Reader, query: str, limit: int) -> list[Hit]:
    rows = _newest(
        reader,
        Index.INTERACTION,
        "interaction.id, person.id, coalesce(person.name, ''), interaction.text, interaction.at,"
        " interaction.channel,"
        " (SELECT count(*) FROM interaction_person WHERE interaction_id = interaction.id)",
        "JOIN interaction ON interaction.search_key = hit.key"
        " LEFT JOIN person ON person.id = (SELECT person_id FROM interaction_person"
        " WHERE interaction_id = interaction.id ORDER BY id LIMIT 1)",
        query,
        limit,
    )
    return [
        Hit(
            HitKind.INTERACTION,
            id_,
            person_id,
            name,
            text,
            local_day(at),
            channel,
            max(0, all_ - 1),
        )
        for id_, person_id, name, text, at, channel, all_ in rows
    ]


def _newest(
    reader: Reader, index: Index, columns: str, joins: str, query: str, limit: int
) -> list[Any]:
    expression = match_expression(query)
    if not expression:
        return []
    # CROSS JOIN keeps the few hits as the outer loop whatever the statistics say.
    return reader.rows(
        f"SELECT {columns} FROM (SELECT rowid AS key FROM {index} WHERE {index} MATCH ?"
        f" ORDER BY rowid DESC LIMIT ?) AS hit CROSS {joins} ORDER BY hit.key DESC",
        (expression, limit),
    )


_SEARCHES: dict[HitKind, Callable[[Reader, str, int], list[Hit]]] = {
    HitKind.PERSON: _people,
    HitKind.PROMISE: _promises,
    HitKind.FOLLOW_UP: _follow_ups,
    HitKind.INTERACTION: _interactions,
}
