"""The people around one person: relations, who referred whom, introductions, invitations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from peer_tui.domain.introductions import Consent, Introduction
from peer_tui.domain.invitations import Answer, Invitation, InvitationKind
from peer_tui.domain.referrals import LEVELS, MOST_BRANCHES, MOST_PEOPLE, Referral
from peer_tui.domain.relations import Relation, RelationKind, Tie, tie_from
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import day

MOST = 200
"""Relations (of each end), introductions and invitations of one person that are read."""
_RELATION = (
    "relation.one_id, relation.other_id, relation.kind, relation.label, relation.id,"
    " relation.version, person.id, person.name, person.sort_name"
)
_INTRODUCTION_COLUMNS = (
    "one_id",
    "other_id",
    "about",
    "begun_on",
    "one_consent",
    "other_consent",
    "made_on",
    "outcome",
    "closed_on",
    "id",
    "version",
)
_INTRODUCTION = ", ".join(f"introduction.{name}" for name in _INTRODUCTION_COLUMNS)
_INVITATION_COLUMNS = (
    "person_id",
    "kind",
    "text",
    "asked_on",
    "answer",
    "answered_on",
    "rests_until",
    "closed_on",
    "id",
    "version",
)
_INVITATION = ", ".join(_INVITATION_COLUMNS)


class RelatedPerson(NamedTuple):
    """Somebody a person is tied to, read from that person."""

    relation: Relation
    tie: Tie
    """What the person is to the other one."""
    person_id: int
    """Of the other one."""
    name: str


class ShownIntroduction(NamedTuple):
    """An introduction, with the names of the two."""

    introduction: Introduction
    one: str
    other: str

    @property
    def on(self) -> date:
        """The day of the last thing that is known of it."""
        found = self.introduction
        return found.closed_on or found.made_on or found.begun_on


class Around(NamedTuple):
    """Everybody around one person."""

    person_id: int
    name: str
    related: list[RelatedPerson]
    referrals: Referral | None
    introductions: list[ShownIntroduction]
    invitations: list[Invitation]


def around(reader: Reader, person_id: int) -> Around:
    """The people around a person, all of it bounded."""
    return Around(
        person_id,
        reader.value("SELECT name FROM person WHERE id = ?", (person_id,)) or "",
        related(reader, person_id),
        referrals(reader, person_id),
        introductions_of(reader, person_id),
        invitations_of(reader, person_id),
    )


def related(reader: Reader, person_id: int, most: int = MOST) -> list[RelatedPerson]:
    """Everybody a person is tied to, by the words of the tie, then by name.

    `most`: so many of each end are read.
    """
    rows = reader.rows(
        f"SELECT {_RELATION} FROM relation JOIN person ON person.id = relation.other_id"
        " WHERE relation.one_id = ? LIMIT ?",
        (person_id, most),
    )
    rows += reader.rows(
        f"SELECT {_RELATION} FROM relation JOIN person ON person.id = relation.one_id"
        " WHERE relation.other_id = ? LIMIT ?",
        (person_id, most),
    )
    found = []
    for one_id, other_id, kind, label, id_, version, who, name, sort_name in rows:
        relation = Relation(one_id, other_id, RelationKind(kind), label, id_, version)
        tie = tie_from(relation, person_id)
        found.append((tie.words, sort_name, id_, RelatedPerson(relation, tie, who, name)))
    return [each for *_, each in sorted(found, key=lambda each: each[:3])]


def ties_of(reader: Reader, ids: Sequence[int]) -> dict[int, list[tuple[Tie, str]]]:
    """What each of these people is to whom, by name; those tied to nobody are left out."""
    marks = ", ".join("?" * len(ids))
    found: dict[int, list[tuple[Tie, str]]] = {}
    for here, there in (("one_id", "other_id"), ("other_id", "one_id")):
        rows = reader.rows(
            f"SELECT {_RELATION} FROM relation JOIN person ON person.id = relation.{there}"
            f" WHERE relation.{here} IN ({marks}) ORDER BY relation.id",
            ids,
        )
        for one_id, other_id, kind, label, id_, version, _, name, _ in rows:
            relation = Relation(one_id, other_id, RelationKind(kind), label, id_, version)
            who = one_id if here == "one_id" else other_id
            found.setdefault(who, []).append((tie_from(relation, who), name))
    return found


def referrals(reader: Reader, person_id: int) -> Referral | None:
    """Who referred whom around a person: those before, then those after; None without any.

    Of several who referred one person the first written down is followed. Nobody stands in it
    twice, whatever was written down.
    """
    name = reader.value("SELECT name FROM person WHERE id = ?", (person_id,))
    if name is None:
        return None
    above: list[tuple[int, str]] = []
    seen = {person_id}
    at = person_id
    for _ in range(LEVELS):
        before = _step(reader, "one_id", "other_id", at, 1, seen)
        if not before:
            break
        above.append(before[0])
        at = before[0][0]
        seen.add(at)
    tree = _below(reader, person_id, name, LEVELS, seen)
    for who, called in above:
        tree = Referral(who, called, (tree,))
    return tree if tree.referred else None


def _below(reader: Reader, person_id: int, name: str, levels: int, seen: set[int]) -> Referral:
    if not levels:
        return Referral(person_id, name)
    most = max(0, min(MOST_BRANCHES, MOST_PEOPLE - len(seen)))
    found = _step(reader, "other_id", "one_id", person_id, most + 1, seen)
    shown = found[:most]
    seen.update(who for who, _ in shown)
    below = tuple(_below(reader, who, called, levels - 1, seen) for who, called in shown)
    return Referral(person_id, name, below, len(found) > most)


def _step(
    reader: Reader, here: str, there: str, person_id: int, limit: int, seen: set[int]
) -> list[tuple[int, str]]:
    # The plus keeps the rows in the order of the index by person: none is sorted.
    rows = reader.rows(
        f"SELECT person.id, person.name FROM relation JOIN person ON person.id = relation.{there}"
        f" WHERE relation.{here} = ? AND +relation.kind = 'referred by'"
        " ORDER BY relation.id LIMIT ?",
        (person_id, limit + len(seen)),
    )
    return [(who, name) for who, name in rows if who not in seen][:limit]


def introductions_of(reader: Reader, person_id: int) -> list[ShownIntroduction]:
    """The introductions a person is one of: open ones first, then the newest."""
    found = []
    for end in ("one_id", "other_id"):
        found += reader.rows(
            f"SELECT {_INTRODUCTION}, one.name, other.name FROM introduction"
            " JOIN person AS one ON one.id = introduction.one_id"
            " JOIN person AS other ON other.id = introduction.other_id"
            f" WHERE introduction.{end} = ? ORDER BY introduction.id DESC LIMIT ?",
            (person_id, MOST),
        )
    shown = [_shown_introduction(row) for row in found]
    return sorted(
        shown, key=lambda each: (not each.introduction.is_open, -(each.introduction.id or 0))
    )


def introduction(reader: Reader, introduction_id: int) -> ShownIntroduction | None:
    """One introduction; None when it is gone."""
    row = reader.row(
        f"SELECT {_INTRODUCTION}, one.name, other.name FROM introduction"
        " JOIN person AS one ON one.id = introduction.one_id"
        " JOIN person AS other ON other.id = introduction.other_id"
        " WHERE introduction.id = ?",
        (introduction_id,),
    )
    return None if row is None else _shown_introduction(row)


def _shown_introduction(row: Sequence[Any]) -> ShownIntroduction:
    values = dict(zip(_INTRODUCTION_COLUMNS, row, strict=False))
    return ShownIntroduction(introduction_from(values), row[-2], row[-1])


def introduction_from(row: Mapping[str, Any]) -> Introduction:
    """An introduction from a row by the names of its columns."""
    return Introduction(
        row["one_id"],
        row["other_id"],
        row["about"],
        date.fromisoformat(row["begun_on"]),
        Consent(row["one_consent"]),
        Consent(row["other_consent"]),
        day(row["made_on"]),
        row["outcome"],
        day(row["closed_on"]),
        row["id"],
        row["version"],
    )


def invitations_of(reader: Reader, person_id: int) -> list[Invitation]:
    """What a person was asked for, the newest first."""
    rows = reader.rows(
        f"SELECT {_INVITATION} FROM invitation WHERE person_id = ? ORDER BY id DESC LIMIT ?",
        (person_id, MOST),
    )
    return [_invitation(row) for row in rows]


def invitation(reader: Reader, invitation_id: int) -> Invitation | None:
    """One invitation; None when it is gone."""
    row = reader.row(f"SELECT {_INVITATION} FROM invitation WHERE id = ?", (invitation_id,))
    return None if row is None else _invitation(row)


def one_ask(reader: Reader, person_id: int, today: date) -> Invitation | None:
    """The invitation for which nothing else is asked of a person now: open, or at rest."""
    row = reader.row(
        f"SELECT {_INVITATION} FROM invitation WHERE person_id = ?"
        " AND (closed_on IS NULL OR rests_until > ?)"
        " ORDER BY closed_on IS NOT NULL, id DESC LIMIT 1",
        (person_id, today.isoformat()),
    )
    return None if row is None else _invitation(row)


def _invitation(row: Sequence[Any]) -> Invitation:
    person_id, kind, text, asked_on, answer, answered_on, rests_until, closed_on, id_, version = row
    return Invitation(
        person_id,
        InvitationKind(kind),
        text,
        date.fromisoformat(asked_on),
        Answer(answer),
        day(answered_on),
        day(rests_until),
        day(closed_on),
        id_,
        version,
    )


def asks_about(reader: Reader, follow_up_id: int) -> tuple[int | None, int | None]:
    """The introduction and the invitation a follow-up is about."""
    row = reader.row(
        "SELECT introduction_id, invitation_id FROM follow_up WHERE id = ?", (follow_up_id,)
    )
    return (None, None) if row is None else (row[0], row[1])
