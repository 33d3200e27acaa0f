"""One person whole, with contact points, tags and dates."""

from __future__ import annotations

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

_PERSON = (
    "id, uid, name, prefix, given, additional, family, suffix, nickname, organisation,"
    " job_title, met_on, met_through, notes, rhythm_kind, rhythm_days, last_contact_on, version"
)


def person(reader: Reader, person_id: int) -> Person | None:
    """A person with contact points, tags and dates; None when there is none with this id."""
    row = reader.row(f"SELECT {_PERSON} FROM person WHERE id = ?", (person_id,))
    if row is None:
        return None
    (id_, uid, name, prefix, given, additional, family, suffix, nickname, *rest) = row
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
        contact_points=contact_points(reader, id_),
        tags=tags(reader, id_),
        dates=important_dates(reader, id_),
        last_contact_on=day(last),
        version=version,
    )


def contact_points(reader: Reader, person_id: int) -> tuple[ContactPoint, ...]:
    """How to reach a person, in the preferred order."""
    return tuple(
        ContactPoint(ContactKind(kind), value, label, normalised, bool(unused), id_)
        for id_, kind, value, label, normalised, unused in reader.rows(
            "SELECT id, kind, value, label, normalised, do_not_use FROM contact_point"
            " WHERE person_id = ? ORDER BY position, id",
            (person_id,),
        )
    )


def tags(reader: Reader, person_id: int) -> tuple[Tag, ...]:
    """Roles and tags of a person."""
    return tuple(
        Tag(name, since, until, id_)
        for id_, name, since, until in reader.rows(
            "SELECT id, name, since, until FROM tag WHERE person_id = ? ORDER BY id", (person_id,)
        )
    )


def important_dates(reader: Reader, person_id: int) -> tuple[ImportantDate, ...]:
    """The days worth a word."""
    return tuple(
        ImportantDate(DateKind(kind), PartialDate(year, month, day_), label, lead, id_)
        for id_, kind, year, month, day_, label, lead in reader.rows(
            "SELECT id, kind, year, month, day, label, lead_days FROM important_date"
            " WHERE person_id = ? ORDER BY id",
            (person_id,),
        )
    )
