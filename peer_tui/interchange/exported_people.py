"""The people of an export, a page at a time, so that any number of them takes little memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from peer_tui.domain.people import (
    ContactKind,
    ContactPoint,
    DateKind,
    ImportantDate,
    PartialDate,
    Person,
    Rhythm,
    RhythmKind,
    Tag,
)
from peer_tui.storage.queries.people import all_people
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import day

if TYPE_CHECKING:
    from peer_tui.storage.queries.filters import Filter

PAGE = 500
"""People that are read at a time."""
_COLUMNS = (
    "id, time_zone, uid, name, prefix, given, additional, family, suffix, nickname, organisation,"
    " job_title, met_on, met_through, notes, rhythm_kind, rhythm_days, last_contact_on, version"
)


@dataclass(frozen=True, slots=True)
class ExportedPerson:
    """A person with all that leaves with them."""

    person: Person
    time_zone: str = ""
    """An IANA name; empty for the owner's own."""
    card: str = ""
    """The newest vCard that another program wrote about them, as it came; empty for none."""


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
    people = {
        row[0]: row
        for row in reader.rows(f"SELECT {_COLUMNS} FROM person WHERE id IN ({marks})", ids)
    }
    points = _contact_points(reader, ids, marks)
    tags = _tags(reader, ids, marks)
    dates = _dates(reader, ids, marks)
    cards: dict[int, str] = dict(
        reader.rows(
            f"SELECT person_id, content FROM source_card WHERE person_id IN ({marks})"
            " AND substr(content, 1, 11) = 'BEGIN:VCARD' ORDER BY id",
            ids,
        )
    )
    for id_ in ids:
        if row := people.get(id_):
            person = _person(row, points[id_], tags[id_], dates[id_])
            yield ExportedPerson(person, row[1], cards.get(id_, ""))


def _person(
    row: Sequence[Any],
    points: list[ContactPoint],
    tags: list[Tag],
    dates: list[ImportantDate],
) -> Person:
    (id_, _, uid, name, prefix, given, additional, family, suffix, nickname, *rest) = row
    (organisation, job_title, met_on, met_through, notes, kind, days, last, version) = rest
    return Person(
        name=name,
        id=id_,
        uid=uid,
        prefix=prefix,
        given=given,
        additional=additional,
        family=family,
        suffix=suffix,
        nickname=nickname,
        organisation=organisation,
        job_title=job_title,
        met_on=met_on,
        met_through=met_through,
        notes=notes,
        rhythm=Rhythm(RhythmKind(kind), days),
        contact_points=tuple(points),
        tags=tuple(tags),
        dates=tuple(dates),
        last_contact_on=day(last),
        version=version,
    )


def _contact_points(
    reader: Reader, ids: Sequence[int], marks: str
) -> defaultdict[int, list[ContactPoint]]:
    found: defaultdict[int, list[ContactPoint]] = defaultdict(list)
    for person_id, id_, kind, value, label, normalised, unused in reader.rows(
        "SELECT person_id, id, kind, value, label, normalised, do_not_use FROM contact_point"
        f" WHERE person_id IN ({marks}) ORDER BY position, id",
        ids,
    ):
        point = ContactPoint(ContactKind(kind), value, label, normalised, bool(unused), id_)
        found[person_id].append(point)
    return found


def _tags(reader: Reader, ids: Sequence[int], marks: str) -> defaultdict[int, list[Tag]]:
    found: defaultdict[int, list[Tag]] = defaultdict(list)
    for person_id, id_, name, since, until in reader.rows(
        f"SELECT person_id, id, name, since, until FROM tag WHERE person_id IN ({marks})"
        " ORDER BY id",
        ids,
    ):
        found[person_id].append(Tag(name, since, until, id_))
    return found


def _dates(reader: Reader, ids: Sequence[int], marks: str) -> defaultdict[int, list[ImportantDate]]:
    found: defaultdict[int, list[ImportantDate]] = defaultdict(list)
    for person_id, id_, kind, year, month, day_, label, lead in reader.rows(
        "SELECT person_id, id, kind, year, month, day, label, lead_days FROM important_date"
        f" WHERE person_id IN ({marks}) ORDER BY id",
        ids,
    ):
        on = PartialDate(year, month, day_)
        found[person_id].append(ImportantDate(DateKind(kind), on, label, lead, id_))
    return found
