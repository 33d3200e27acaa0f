"""Relations in contact files: read into ties between people, written as RELATED.

vCard 3.0 has no property for them: there it is Apple's X-ABRELATEDNAMES with a label. A file
says what the named person is to the contact; Peer keeps what the contact is to them. Our own lines
carry the kind in X-PEER-TIE and words of the owner's in X-PEER-TIE-WORDS.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from peer_tui.domain.relations import (
    RelationKind,
    Tie,
    ends_of,
    inverse_of,
    joined_label,
    read_tie,
)
from peer_tui.domain.text import fold
from peer_tui.interchange.records import one_line
from peer_tui.interchange.vcard_values import unescape
from peer_tui.interchange.vcard_writer_lines import escape, parameter_value, property_line

if TYPE_CHECKING:
    from peer_tui.interchange.vcard_writer_base import BaseCard
    from peer_tui.interchange.vcard_writer_properties import Groups
    from peer_tui.storage.journal import Transaction

TIE, TIE_WORDS = "X-PEER-TIE", "X-PEER-TIE-WORDS"
"""The parameters that hold what the contact is to the named person: the kind, and own words."""
CHUNK = 500
"""Relations that are written between two flushes, so that memory stays flat."""
TieTo = tuple[Tie, str]
"""What a person is to somebody, and the name of that one."""
_TYPES = MappingProxyType(
    {
        RelationKind.SPOUSE: "spouse",
        RelationKind.PARENT: "child",
        RelationKind.CHILD: "parent",
        RelationKind.SIBLING: "sibling",
        RelationKind.RELATIVE: "kin",
        RelationKind.FRIEND: "friend",
        RelationKind.NEIGHBOUR: "neighbor",
        RelationKind.COLLEAGUE: "co-worker",
    }
)
"""The words of RFC 6350 section 6.6.6 for what the named person is to the contact."""
_NOUNS = MappingProxyType(
    {
        "kin": Tie(RelationKind.RELATIVE),
        "co-worker": Tie(RelationKind.COLLEAGUE),
        "colleague": Tie(RelationKind.COLLEAGUE),
        "neighbor": Tie(RelationKind.NEIGHBOUR),
        "domestic partner": Tie(RelationKind.PARTNER),
        "manager": Tie(RelationKind.EMPLOYEE),
        "boss": Tie(RelationKind.EMPLOYEE),
        "referred by": Tie(RelationKind.REFERRED_BY),
        "introduced by": Tie(RelationKind.INTRODUCED_BY),
    }
)
"""What the contact is to somebody whom another program calls so."""


def tie_called(noun: str) -> Tie | None:
    """What the contact is to somebody called their "spouse", "mother", "manager"; None: unknown."""
    noun = fold(one_line(noun))
    if noun in _NOUNS:
        return _NOUNS[noun]
    tie = read_tie(f"{noun} of") if noun else None
    if tie is None or tie.kind is RelationKind.OTHER:
        return None
    return tie.inverse


def own_tie(parameters: Mapping[str, str]) -> Tie:
    """What a line of ours says; a kind that is not known here is kept in its words."""
    kind, words = one_line(parameters[TIE]), one_line(parameters.get(TIE_WORDS, ""))
    label = joined_label(*ends_of(words))
    if kind in {str(each) for each in RelationKind}:
        return Tie(RelationKind(kind), label)
    return Tie(RelationKind.OTHER, label or kind)


def relation_lines(relations: Iterable[TieTo], version: str, groups: Groups) -> list[str]:
    """A line for each person somebody is tied to, and that of its label."""
    lines = []
    for tie, name in relations:
        parameters = [(TIE, parameter_value(tie.kind))]
        if tie.label:
            parameters.append((TIE_WORDS, parameter_value(tie.label)))
        kind = _TYPES.get(tie.kind, "") if version == "4.0" else ""
        if version == "4.0":
            parameters = [*([("TYPE", kind)] if kind else []), ("VALUE", "text"), *parameters]
        group = "" if kind else groups.new()
        called = "RELATED" if version == "4.0" else "X-ABRELATEDNAMES"
        lines.append(property_line(called, escape(one_line(name)), parameters, group))
        if group:
            lines.append(property_line("X-ABLabel", escape(_label(tie)), group=group))
    return lines


def _label(tie: Tie) -> str:
    """What the named person is called."""
    theirs = tie.inverse
    if theirs.label or tie.kind is RelationKind.OTHER:
        return theirs.words.removesuffix(" of")
    if tie.kind in (RelationKind.REFERRED_BY, RelationKind.INTRODUCED_BY):
        return str(tie.kind)
    return str(inverse_of(tie.kind))


def put_relations(base: BaseCard, relations: Sequence[TieTo], version: str, groups: Groups) -> None:
    """Make the card name whom the person is tied to; whom another program named stays as it is."""
    base.remove([line for line in base.lines if TIE in line.head.parameters])
    properties = ("RELATED", "X-ABRELATEDNAMES")
    named = {fold(one_line(unescape(line.value))) for line in base.named(*properties)}
    missing = [(tie, name) for tie, name in relations if fold(one_line(name)) not in named]
    base.insert(relation_lines(missing, version, groups), *properties)


class TieWriter:
    """Ties the people of an import to those with just one name that fits, once all are there."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._noted: list[tuple[int, Tie, str]] = []
        """The person, what they are, and to whom."""

    def note(self, person_id: int, ties: Iterable[TieTo]) -> None:
        """Remember what a contact is to whom."""
        self._noted += [(person_id, tie, name) for tie, name in ties]

    def write(self) -> None:
        """Keep a relation where exactly one person has the name; the rest stays in the notes."""
        from peer_tui.services.relations import write_relation

        for number, (person_id, tie, name) in enumerate(self._noted):
            if number % CHUNK == 0:
                self._transaction.flush()
            found = self._transaction.query(
                "SELECT id FROM person WHERE sort_name = ? LIMIT 2", (fold(one_line(name)),)
            )
            if len(found) == 1 and found[0]["id"] != person_id:
                other_id = found[0]["id"]
                write_relation(self._transaction, person_id, other_id, tie.kind, tie.label)
