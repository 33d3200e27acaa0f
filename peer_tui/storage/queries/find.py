"""Find as you type: people first, then promises, follow-ups and history, the newest first.

Every group is cut off at its limit by the index itself: nothing is counted and no match beyond
the limit is read. When hardly anybody is found, people with a near name are added, for a slip of
the fingers. A search can be begun within a time and finished elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from peer_tui.clock import local_day
from peer_tui.storage.queries.near import near_people
from peer_tui.storage.queries.people import FoundPerson, matching
from peer_tui.storage.reader import Interrupted, Reader
from peer_tui.storage.rows import Hit, HitKind, day
from peer_tui.storage.search import Index, match_expression

LIMIT_PER_KIND = 50
"""How many hits of a kind are fetched unless told otherwise."""
FEW_PEOPLE = 3
"""With fewer people than these, near names are looked for."""
MOST_NEAR = 8
"""People with a near name that are fetched."""


@dataclass(frozen=True, slots=True)
class HitGroup:
    """The hits of one kind."""

    kind: HitKind
    hits: tuple[Hit, ...]
    more: bool
    """Whether there are others beyond these: shown as "50+"."""
    near: bool = False
    """Whether their names are only near what was typed."""


@dataclass(frozen=True, slots=True)
class FindResult:
    """What was found, in groups that have at least one hit."""

    query: str
    groups: tuple[HitGroup, ...] = ()
    steps_left: tuple[Step, ...] = ()
    """What is still to be looked for."""

    @property
    def hits(self) -> tuple[Hit, ...]:
        """Every hit, in the order of the groups."""
        return tuple(hit for group in self.groups for hit in group.hits)

    @property
    def is_whole(self) -> bool:
        """Whether everything was searched."""
        return not self.steps_left


Step = Callable[[Reader, FindResult, int], HitGroup | None]
"""Looks for one group: at most so many hits beside what was found already; None without any."""


def find(reader: Reader, query: str, limit_per_kind: int = LIMIT_PER_KIND) -> FindResult:
    """What the typed text finds: every word must occur.

    For people every word may be unfinished, elsewhere only the last one.
    """
    return finished(reader, search_for(query), limit_per_kind)


def search_for(query: str) -> FindResult:
    """The search for the typed text, before anything was looked for."""
    return FindResult(query, steps_left=_STEPS)


def finished(reader: Reader, result: FindResult, limit_per_kind: int) -> FindResult:
    """The whole result of a search."""
    while not result.is_whole:
        result = next_step(reader, result, limit_per_kind)
    return result


def finished_within(
    reader: Reader, result: FindResult, limit_per_kind: int, milliseconds: float
) -> FindResult:
    """As much of a search as can be had in that time; the groups that are there are whole."""
    with suppress(Interrupted), reader.within(milliseconds):
        while not result.is_whole:
            result = next_step(reader, result, limit_per_kind)
    return result


def next_step(reader: Reader, result: FindResult, limit: int) -> FindResult:
    """The result with one group more, if that has hits; for one that is not whole yet."""
    step, *others = result.steps_left
    group = step(reader, result, limit)
    groups = result.groups if group is None else (*result.groups, group)
    return replace(result, groups=groups, steps_left=tuple(others))


def people_near(reader: Reader, query: str, exact: list[FoundPerson]) -> list[FoundPerson]:
    """People with a name near the typed one, beside the few found exactly; else nobody."""
    if len(exact) >= FEW_PEOPLE:
        return []
    return near_people(reader, query, MOST_NEAR, [row[0] for row in exact])


def _exact(kind: HitKind, search: Callable[[Reader, str, int], list[Hit]]) -> Step:
    """The step that looks for one kind."""

    def step(reader: Reader, result: FindResult, limit: int) -> HitGroup | None:
        hits = search(reader, result.query, limit + 1)
        return HitGroup(kind, tuple(hits[:limit]), len(hits) > limit) if hits else None

    return step


def _near(with_exact: bool) -> Step:
    """The step that looks for near names: beside people found exactly, or where nobody was."""

    def step(reader: Reader, result: FindResult, limit: int) -> HitGroup | None:
        exact = [hit.id for hit in result.hits if hit.kind is HitKind.PERSON]
        if bool(exact) is not with_exact or len(exact) >= FEW_PEOPLE:
            return None
        # Words of which the texts are full are no slips.
        if not exact and any(group.more for group in result.groups):
            return None
        people = near_people(reader, result.query, min(limit, MOST_NEAR), exact)
        hits = tuple(map(_person_hit, people))
        return HitGroup(HitKind.PERSON, hits, more=False, near=True) if hits else None

    return step


def _people(reader: Reader, query: str, limit: int) -> list[Hit]:
    return list(map(_person_hit, matching(reader, query, limit)))


def _person_hit(person: FoundPerson) -> Hit:
    id_, name, organisation, last = person
    return Hit(HitKind.PERSON, id_, id_, name, organisation, day(last))


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


_STEPS: tuple[Step, ...] = (
    _exact(HitKind.PERSON, _people),
    _near(with_exact=True),
    _exact(HitKind.PROMISE, _promises),
    _exact(HitKind.FOLLOW_UP, _follow_ups),
    _exact(HitKind.INTERACTION, _interactions),
    # What was typed exactly comes first: "grade" is meant, before anybody called Grace.
    _near(with_exact=False),
)
