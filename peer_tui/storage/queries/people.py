"""People: the list, one person whole, and names as they are typed."""

from __future__ import annotations

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
from peer_tui.domain.text import fold
from peer_tui.storage.queries.keyset import Keyset
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import PersonRow, day
from peer_tui.storage.search import Index, match_expression

_ROW = "id, name, sort_name, organisation, last_contact_on, rhythm_days"
_PERSON = (
    "id, uid, name, prefix, given, additional, family, suffix, nickname, organisation,"
    " job_title, met_on, met_through, notes, rhythm_kind, rhythm_days, last_contact_on, version"
)


def _row(values: tuple[Any, ...]) -> PersonRow:
    id_, name, sort_name, organisation, last, rhythm_days = values
    return PersonRow(id_, name, sort_name, organisation, day(last), rhythm_days)


def all_people(reader: Reader) -> Keyset[PersonRow]:
    """Everybody, by name."""
    return Keyset(
        reader,
        columns=_ROW,
        tables="person",
        where="true",
        order=("sort_name", "id"),
        make=_row,
        place=lambda row: (row.sort_name, row.id),
        name="person",
        identify=lambda row: row.id,
        id_column="id",
    )


def count_people(reader: Reader) -> int:
    """How many people there are."""
    number: int = reader.value("SELECT count(*) FROM person")
    return number


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


def names_matching(reader: Reader, fragment: str, limit: int = 10) -> list[tuple[int, str]]:
    """People whose name or nickname contains every typed word at the start of a word, (id, name).

    The name that equals the fragment stands alone when there is one.
    """
    folded = fold(fragment).strip()
    if not folded:
        return []
    exact: list[tuple[int, str]] = reader.rows(
        "SELECT id, name FROM person WHERE sort_name = ? ORDER BY id LIMIT ?", (folded, limit)
    )
    if exact:
        return exact
    return [
        (id_, name)
        for id_, name, nickname in matching(reader, fragment, limit * 20)
        if _every_word_starts(folded, fold(f"{name} {nickname}"))
    ][:limit]


def matching(reader: Reader, query: str, limit: int) -> Sequence[tuple[int, str, str]]:
    """People found by any of their words, (id, name, nickname), by name."""
    expression = match_expression(query)
    if not expression:
        return []
    found: Sequence[tuple[int, str, str]] = reader.rows(
        "SELECT person.id, person.name, person.nickname FROM"
        f" (SELECT rowid AS id FROM {Index.PERSON} WHERE {Index.PERSON} MATCH ? LIMIT ?) AS hit"
        " JOIN person ON person.id = hit.id ORDER BY person.sort_name, person.id",
        (expression, limit),
    )
    return found


def _every_word_starts(folded_fragment: str, folded_name: str) -> bool:
    words = folded_name.split()
    return all(any(word.startswith(part) for word in words) for part in folded_fragment.split())
