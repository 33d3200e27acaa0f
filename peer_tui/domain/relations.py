"""What one person is to another, read from either end.

Every kind has an inverse, some are their own. Of two that are each other's inverse only one is
stored, so that a relation is one row whichever end it was written from.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from peer_tui.domain.text import clean_line, fold

BOTH_ENDS = "/"
"""Parts the words of the two ends in a label: "godmother of / godchild of"."""


class RelationKind(StrEnum):
    """What the first person is to the second."""

    SPOUSE = "spouse"
    PARTNER = "partner"
    PARENT = "parent"
    CHILD = "child"
    SIBLING = "sibling"
    RELATIVE = "relative"
    FRIEND = "friend"
    NEIGHBOUR = "neighbour"
    COLLEAGUE = "colleague"
    EMPLOYEE = "employee"
    EMPLOYER = "employer"
    ASSISTANT = "assistant"
    ASSISTED = "assisted by"
    REFERRED_BY = "referred by"
    REFERRED = "referred"
    INTRODUCED_BY = "introduced by"
    INTRODUCED = "introduced"
    OTHER = "other"
    """In the owner's own words, the label."""


_WORDS: Mapping[RelationKind, str] = MappingProxyType(
    {
        RelationKind.SPOUSE: "spouse of",
        RelationKind.PARTNER: "partner of",
        RelationKind.PARENT: "parent of",
        RelationKind.CHILD: "child of",
        RelationKind.SIBLING: "sibling of",
        RelationKind.RELATIVE: "related to",
        RelationKind.FRIEND: "friend of",
        RelationKind.NEIGHBOUR: "neighbour of",
        RelationKind.COLLEAGUE: "works with",
        RelationKind.EMPLOYEE: "works for",
        RelationKind.EMPLOYER: "employs",
        RelationKind.ASSISTANT: "assistant of",
        RelationKind.ASSISTED: "assisted by",
        RelationKind.REFERRED_BY: "referred by",
        RelationKind.REFERRED: "referred",
        RelationKind.INTRODUCED_BY: "introduced by",
        RelationKind.INTRODUCED: "introduced",
        RelationKind.OTHER: "knows",
    }
)
_STORED_WAY: Mapping[RelationKind, RelationKind] = MappingProxyType(
    {
        RelationKind.CHILD: RelationKind.PARENT,
        RelationKind.EMPLOYER: RelationKind.EMPLOYEE,
        RelationKind.ASSISTED: RelationKind.ASSISTANT,
        RelationKind.REFERRED: RelationKind.REFERRED_BY,
        RelationKind.INTRODUCED: RelationKind.INTRODUCED_BY,
    }
)
"""The kinds that are kept from the other end, and as what."""
_INVERSES: Mapping[RelationKind, RelationKind] = MappingProxyType(
    {**_STORED_WAY, **{stored: kind for kind, stored in _STORED_WAY.items()}}
)
_ALSO: Mapping[str, RelationKind] = MappingProxyType(
    {
        "spouse": RelationKind.SPOUSE,
        "married to": RelationKind.SPOUSE,
        "partner": RelationKind.PARTNER,
        "parent": RelationKind.PARENT,
        "child": RelationKind.CHILD,
        "sibling": RelationKind.SIBLING,
        "relative of": RelationKind.RELATIVE,
        "family of": RelationKind.RELATIVE,
        "friend": RelationKind.FRIEND,
        "friends with": RelationKind.FRIEND,
        "neighbour": RelationKind.NEIGHBOUR,
        "neighbor of": RelationKind.NEIGHBOUR,
        "colleague": RelationKind.COLLEAGUE,
        "colleague of": RelationKind.COLLEAGUE,
        "employee of": RelationKind.EMPLOYEE,
        "employed by": RelationKind.EMPLOYEE,
        "employer of": RelationKind.EMPLOYER,
        "assistant to": RelationKind.ASSISTANT,
        "was referred by": RelationKind.REFERRED_BY,
        "came through": RelationKind.REFERRED_BY,
        "was introduced by": RelationKind.INTRODUCED_BY,
    }
)
"""Other ways to say the same; nothing is lost by reading them so."""
_IN_OTHER_WORDS: Mapping[str, RelationKind] = MappingProxyType(
    {
        "husband of": RelationKind.SPOUSE,
        "wife of": RelationKind.SPOUSE,
        "mother of": RelationKind.PARENT,
        "father of": RelationKind.PARENT,
        "son of": RelationKind.CHILD,
        "daughter of": RelationKind.CHILD,
        "brother of": RelationKind.SIBLING,
        "sister of": RelationKind.SIBLING,
        "boss of": RelationKind.EMPLOYER,
        "manager of": RelationKind.EMPLOYER,
    }
)
"""Words that say more than the kind: they are kept as the label."""
_BY_WORDS: Mapping[str, RelationKind] = MappingProxyType(
    {
        **{words: kind for kind, words in _WORDS.items() if kind is not RelationKind.OTHER},
        **_ALSO,
        **_IN_OTHER_WORDS,
    }
)


@dataclass(frozen=True, slots=True)
class Relation:
    """What one person is to another, as it is stored."""

    one_id: int
    other_id: int
    kind: RelationKind
    label: str = ""
    id: int | None = None
    version: int = 1


class Tie(NamedTuple):
    """What the first of two people is to the second, in a kind and perhaps in own words."""

    kind: RelationKind
    label: str = ""
    """Own words, at most for each end: "mother of", "godmother of / godchild of"."""

    @property
    def words(self) -> str:
        """What stands between the two names: "works with", "mother of"."""
        own, _ = ends_of(self.label)
        return own or _WORDS[self.kind]

    @property
    def line(self) -> str:
        """The words as `read_tie` reads them again, with those of the other end."""
        _, theirs = ends_of(self.label)
        return joined_label(self.words, theirs)

    @property
    def inverse(self) -> "Tie":
        """What the second is to the first."""
        own, theirs = ends_of(self.label)
        if self.kind is RelationKind.OTHER and not (own and theirs):
            return self
        return Tie(inverse_of(self.kind), joined_label(theirs, own))


def inverse_of(kind: RelationKind) -> RelationKind:
    """What the second is to the first, where the first is this to the second."""
    return _INVERSES.get(kind, kind)


def is_stored(kind: RelationKind) -> bool:
    """Whether relations of this kind are kept from this end."""
    return kind not in _STORED_WAY


def relation(one_id: int, other_id: int, tie: Tie) -> Relation:
    """The relation as it is stored: from the end from which its kind is kept."""
    tie = Tie(tie.kind, joined_label(*ends_of(tie.label)))
    if not is_stored(tie.kind):
        return Relation(other_id, one_id, *tie.inverse)
    return Relation(one_id, other_id, *tie)


def tie_from(stored: Relation, person_id: int) -> Tie:
    """What the person is to the other one of a stored relation."""
    tie = Tie(stored.kind, stored.label)
    return tie if stored.one_id == person_id else tie.inverse


def sameness(stored: Relation) -> tuple[int, int, RelationKind, str]:
    """What is equal for two stored relations that say the same, from whichever end."""
    tie = Tie(stored.kind, fold(stored.label))
    turned = Tie(inverse_of(tie.kind), tie.inverse.label)
    found = [(stored.one_id, stored.other_id, *tie)]
    if turned.kind is tie.kind:
        found.append((stored.other_id, stored.one_id, *turned))
    return min(found)


def ends_of(label: str) -> tuple[str, str]:
    """The own words of the first and of the second end; empty where there are none."""
    own, _, theirs = label.partition(BOTH_ENDS)
    return clean_line(own), clean_line(theirs.replace(BOTH_ENDS, " "))


def joined_label(own: str, theirs: str) -> str:
    """The label that `ends_of` parts again."""
    if not theirs:
        return own
    return f"{own} {BOTH_ENDS} {theirs}" if own else f"{BOTH_ENDS} {theirs}"


def read_tie(words: str) -> Tie | None:
    """What the owner's words say: "works with", "mother of", "sails with"; None for none.

    Words that no kind has are kept as they are, as the label of `RelationKind.OTHER`.
    """
    own, theirs = ends_of(clean_line(words))
    if not own:
        return None
    key = fold(own).removeprefix("is ").removeprefix("the ").removeprefix("a ")
    kind = _BY_WORDS.get(key)
    if kind is None:
        return Tie(RelationKind.OTHER, joined_label(own, theirs))
    kept = own if key in _IN_OTHER_WORDS else ""
    return Tie(kind, joined_label(kept, theirs))
