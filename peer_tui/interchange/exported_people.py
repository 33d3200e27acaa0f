"""The people of an export, a page at a time, so that any number of them takes little memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from peer_tui.domain.people import Person
from peer_tui.domain.relations import Tie
from peer_tui.storage.queries.around import ties_of
from peer_tui.storage.queries.people import all_people
from peer_tui.storage.queries.person import people
from peer_tui.storage.reader import Reader

if TYPE_CHECKING:
    from peer_tui.storage.queries.filters import Filter

PAGE = 500
"""People that are read at a time."""


@dataclass(frozen=True, slots=True)
class ExportedPerson:
    """A person with all that leaves with them."""

    person: Person
    card: str = ""
    """The newest vCard that another program wrote about them, as it came; empty for none."""
    ties: tuple[tuple[Tie, str], ...] = ()
    """What the person is to whom, by name."""


def ids_by_name(reader: Reader, wanted: Filter | None = None) -> Iterator[int]:
    """Everybody whom the filter lets through, by name."""
    pages = all_people(reader, wanted)
    rows = pages.first(PAGE)
    while rows:
        yield from (row.id for row in rows)
        rows = pages.after(rows[-1], PAGE)


def names_of(reader: Reader, ids: Iterable[int]) -> Iterator[tuple[int, str]]:
    """The people with these ids in this order, (id, name); those that are gone are left out."""
    numbers = iter(ids)
    while page := list(islice(numbers, PAGE)):
        marks = ", ".join("?" * len(page))
        names: dict[int, str] = dict(
            reader.rows(f"SELECT id, name FROM person WHERE id IN ({marks})", page)
        )
        yield from ((id_, names[id_]) for id_ in page if id_ in names)


def exported_people(reader: Reader, ids: Iterable[int]) -> Iterator[ExportedPerson]:
    """The people with these ids in this order; those that are gone are left out."""
    numbers = iter(ids)
    while page := list(islice(numbers, PAGE)):
        yield from _page(reader, page)


def _page(reader: Reader, ids: Sequence[int]) -> Iterator[ExportedPerson]:
    marks = ", ".join("?" * len(ids))
    whole = people(reader, ids)
    cards: dict[int, str] = dict(
        reader.rows(
            f"SELECT person_id, content FROM source_card WHERE person_id IN ({marks})"
            " AND substr(content, 1, 11) = 'BEGIN:VCARD' ORDER BY id",
            ids,
        )
    )
    ties = ties_of(reader, ids)
    for id_ in ids:
        if person := whole.get(id_):
            yield ExportedPerson(person, cards.get(id_, ""), tuple(ties.get(id_, ())))
