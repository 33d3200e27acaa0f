"""Find with fields: people, open promises, open follow-ups and history under a filter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from peer_tui.clock import local_day
from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.filter_query import FilterQuery
from peer_tui.storage.queries.filter_rows import Target
from peer_tui.storage.queries.filter_words import phrase
from peer_tui.storage.queries.filters import Filter
from peer_tui.storage.queries.find import LIMIT_PER_KIND, FindResult, HitGroup, Step
from peer_tui.storage.queries.keyset import Keyset, narrowed
from peer_tui.storage.queries.people import all_people
from peer_tui.storage.queries.promises import open_promises
from peer_tui.storage.rows import (
    FOLLOW_UP_COLUMNS,
    NO_DATE,
    Hit,
    HitKind,
    follow_up_item,
)
from peer_tui.storage.search import Index


def find_filtered(wanted: Filter, limit_per_kind: int = LIMIT_PER_KIND) -> FindResult:
    """What the filter lets through, each kind in the order of its list."""
    groups = (_group(kind, wanted, limit_per_kind) for kind in _SEARCHES)
    return FindResult(str(wanted.query), tuple(group for group in groups if group is not None))


def filtered_search_for(text: str, query: FilterQuery, now: datetime) -> FindResult:
    """The search for what a filter lets through, before anything was looked for."""

    def step(kind: HitKind) -> Step:
        return lambda reader, _found, limit: _group(kind, Filter(reader, query, now), limit)

    return FindResult(text, steps_left=tuple(map(step, _SEARCHES)))


def _group(kind: HitKind, wanted: Filter, limit: int) -> HitGroup | None:
    target, search = _SEARCHES[kind]
    hits = search(wanted, limit + 1) if wanted.of(target).is_met else []
    return HitGroup(kind, tuple(hits[:limit]), len(hits) > limit) if hits else None


def _people(wanted: Filter, limit: int) -> list[Hit]:
    return [
        Hit(HitKind.PERSON, row.id, row.id, row.name, row.organisation, row.last_contact_on)
        for row in all_people(wanted.reader, wanted).first(limit)
    ]


def _promises(wanted: Filter, limit: int) -> list[Hit]:
    items = open_promises(wanted.reader, wanted=wanted).first(limit)
    return [_hit(HitKind.PROMISE, item) for item in items]


def _follow_ups(wanted: Filter, limit: int) -> list[Hit]:
    where, parameters = narrowed("follow_up.status = 'open'", Target.FOLLOW_UP, wanted)
    pages = Keyset(
        wanted.reader,
        columns=FOLLOW_UP_COLUMNS,
        tables="follow_up LEFT JOIN person ON person.id = follow_up.person_id",
        where=where,
        order=("follow_up.due_on", "follow_up.id"),
        make=follow_up_item,
        place=lambda item: (item.due_on.isoformat(), item.id),
        name="follow_up",
        identify=lambda item: item.id,
        id_column="follow_up.id",
        parameters=parameters,
    )
    return [_hit(HitKind.FOLLOW_UP, item) for item in pages.first(limit)]


def _hit(kind: HitKind, item: AgendaItem) -> Hit:
    due = None if item.due_on == NO_DATE else item.due_on
    return Hit(kind, item.id, item.person_id, item.person_name, item.text, due, "open")


def _history(wanted: Filter, limit: int) -> list[Hit]:
    condition = wanted.of(Target.HISTORY)
    words = [term.value for term in wanted.query.terms if not term.field and not term.negated]
    tables = "interaction"
    if words:
        tables = (
            f"(SELECT rowid AS key FROM {Index.INTERACTION} WHERE {Index.INTERACTION}"
            " MATCH :words ORDER BY rowid DESC) AS hit CROSS JOIN interaction"
            " ON interaction.search_key = hit.key"
        )
    rows = wanted.reader.rows(
        "SELECT interaction.id, person.id, coalesce(person.name, ''), interaction.text,"
        " interaction.at, interaction.channel,"
        " (SELECT count(*) FROM interaction_person WHERE interaction_id = interaction.id)"
        f" FROM {tables} LEFT JOIN person ON person.id = (SELECT person_id"
        " FROM interaction_person WHERE interaction_id = interaction.id ORDER BY id LIMIT 1)"
        " WHERE EXISTS (SELECT 1 FROM interaction_person AS link"
        f" WHERE link.interaction_id = interaction.id AND {condition.where})"
        " ORDER BY interaction.search_key DESC LIMIT :limit",
        condition.parameters | {"words": " AND ".join(map(phrase, words)), "limit": limit},
    )
    return [_entry(row) for row in rows]


def _entry(row: tuple[Any, ...]) -> Hit:
    id_, person_id, name, text, at, channel, all_ = row
    others = max(0, all_ - 1)
    return Hit(HitKind.INTERACTION, id_, person_id, name, text, local_day(at), channel, others)


_SEARCHES: dict[HitKind, tuple[Target, Callable[[Filter, int], list[Hit]]]] = {
    HitKind.PERSON: (Target.PERSON, _people),
    HitKind.PROMISE: (Target.PROMISE, _promises),
    HitKind.FOLLOW_UP: (Target.FOLLOW_UP, _follow_ups),
    HitKind.INTERACTION: (Target.HISTORY, _history),
}
