"""People whole, with contact points, tags and dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

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
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import day

_COLUMNS = (
    "id, uid, name, prefix, given, additional, family, suffix, nickname, organisation,"
    " job_title, met_on, met_through, time_zone, language, notes, rhythm_kind, rhythm_days,"
    " last_contact_on, version"
)


def person(reader: Reader, person_id: int) -> Person | None:
    """A person with contact points, tags and dates; None when there is none with this id."""
    return people(reader, (person_id,)).get(person_id)


def people(reader: Reader, ids: Sequence[int]) -> dict[int, Person]:
    """Some hundreds of people whole, by id; those that are gone are left out."""
    marks = ", ".join("?" * len(ids))
    rows = reader.rows(f"SELECT {_COLUMNS} FROM person WHERE id IN ({marks})", ids)
    if not rows:
        return {}
    points = _contact_points(reader, ids, marks)
    tags = _tags(reader, ids, marks)
    dates = _important_dates(reader, ids, marks)
    return {row[0]: _person(row, points[row[0]], tags[row[0]], dates[row[0]]) for row in rows}


def _person(
    row: Sequence[Any],
    points: list[ContactPoint],
    tags: list[Tag],
    dates: list[ImportantDate],
) -> Person:
    (id_, uid, name, prefix, given, additional, family, suffix, nickname, *rest) = row
    (organisation, job_title, met_on, met_through, zone, language, *rest) = rest
    (notes, kind, days, last, version) = rest
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
        time_zone=zone,
        language=language,
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
    """In the preferred order."""
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


def _important_dates(
    reader: Reader, ids: Sequence[int], marks: str
) -> defaultdict[int, list[ImportantDate]]:
    found: defaultdict[int, list[ImportantDate]] = defaultdict(list)
    for person_id, id_, kind, year, month, day_, label, lead in reader.rows(
        "SELECT person_id, id, kind, year, month, day, label, lead_days FROM important_date"
        f" WHERE person_id IN ({marks}) ORDER BY id",
        ids,
    ):
        on = PartialDate(year, month, day_)
        found[person_id].append(ImportantDate(DateKind(kind), on, label, lead, id_))
    return found
