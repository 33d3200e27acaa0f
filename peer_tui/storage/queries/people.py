"""People: the list, and names as they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from peer_tui.domain.text import fold
from peer_tui.storage.queries.keyset import Keyset, count_to, narrowed
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import PersonRow, day
from peer_tui.storage.search import Index, prefix_expression, words_of

if TYPE_CHECKING:
    from peer_tui.storage.queries.filters import Filter

SORTED_PER_SHOWN = 4
"""Of so many matches for each one shown the first by name are taken; more would have to be
sorted at every key."""

_ROW = "id, name, sort_name, organisation, last_contact_on, rhythm_days, standing, rests_until"


def _row(values: tuple[Any, ...]) -> PersonRow:
    id_, name, sort_name, organisation, last, rhythm_days, standing, until = values
    return PersonRow(
        id_, name, sort_name, organisation, day(last), rhythm_days, standing, day(until)
    )


def all_people(reader: Reader, wanted: Filter | None = None) -> Keyset[PersonRow]:
    """Everybody whom the filter lets through, by name."""
    where, parameters = narrowed("true", "person", wanted)
    return Keyset(
        reader,
        columns=_ROW,
        tables="person",
        where=where,
        order=("sort_name", "id"),
        make=_row,
        place=lambda row: (row.sort_name, row.id),
        name="person",
        identify=lambda row: row.id,
        id_column="id",
        parameters=parameters,
    )


def count_people(reader: Reader, limit: int) -> int:
    """How many people there are, counting no further than `limit`."""
    return count_to(reader, limit, "person", "true")


def names_matching(reader: Reader, fragment: str, limit: int = 10) -> list[tuple[int, str]]:
    """People with a name in which every typed word is the start of a word, (id, name), by name.

    Case and accents do not matter. The whole name stands alone when somebody has just that name.
    """
    folded = " ".join(fold(fragment).split())
    if not folded:
        return []
    exact: list[tuple[int, str]] = reader.rows(
        "SELECT id, name FROM person WHERE sort_name = ? ORDER BY id LIMIT ?", (folded, limit)
    )
    if exact:
        return exact
    rows = found_by(reader, prefix_expression(fragment, "names"), limit)
    return [(id_, name) for id_, name, _organisation, _last in rows]


FoundPerson = tuple[int, str, str, str | None]
"""Id, name, organisation, last contact as text."""


def matching(reader: Reader, query: str, limit: int) -> list[FoundPerson]:
    """People found by the start of any of their words, names before other words, each by name.

    With a number among the words, as in a telephone number, names do not come first.
    """
    has_number = any(word.isdigit() for word in words_of(query))
    # Half the country may share the first digits: too many to look through twice.
    by_name = [] if has_number else found_by(reader, prefix_expression(query, "names"), limit)
    if len(by_name) >= limit:
        return by_name
    # Those found by name are found again: asked for together, so that enough others are left.
    known = {row[0] for row in by_name}
    found = found_by(reader, prefix_expression(query), limit + len(by_name))
    return [*by_name, *(row for row in found if row[0] not in known)][:limit]


def found_by(reader: Reader, expression: str, limit: int) -> list[FoundPerson]:
    """People whom an FTS5 expression finds, by name; nobody by an empty one."""
    if not expression:
        return []
    found: list[FoundPerson] = reader.rows(
        "SELECT person.id, person.name, person.organisation, person.last_contact_on FROM"
        f" (SELECT rowid AS id FROM {Index.PERSON} WHERE {Index.PERSON} MATCH ? LIMIT ?) AS hit"
        " CROSS JOIN person ON person.id = hit.id ORDER BY person.sort_name, person.id LIMIT ?",
        (expression, limit * SORTED_PER_SHOWN, limit),
    )
    return found
