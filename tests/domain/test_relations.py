"""A relation reads rightly from both ends, whichever it was written from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_tui.domain.referrals import Referral, tree_lines
from peer_tui.domain.relations import (
    Relation,
    RelationKind,
    Tie,
    ends_of,
    inverse_of,
    is_stored,
    joined_label,
    read_tie,
    relation,
    sameness,
    tie_from,
)

ANA, BEN = 1, 2
_OWN = st.sampled_from(["", "mother of", "sails with", "godchild of", "Nachbarin von"])
TIES = st.builds(
    lambda kind, own, theirs: Tie(kind, joined_label(own, theirs)),
    st.sampled_from(RelationKind),
    _OWN,
    _OWN,
)


@given(TIES)
def test_the_inverse_of_the_inverse_is_the_relation_itself(tie: Tie) -> None:
    assert tie.inverse.inverse == tie
    assert inverse_of(inverse_of(tie.kind)) is tie.kind


@given(TIES)
def test_both_ends_read_the_stored_row(tie: Tie) -> None:
    stored = relation(ANA, BEN, tie)
    assert is_stored(stored.kind)
    assert tie_from(stored, ANA) == tie
    assert tie_from(stored, BEN) == tie.inverse


@given(TIES)
def test_written_from_either_end_it_is_the_same(tie: Tie) -> None:
    here, there = relation(ANA, BEN, tie), relation(BEN, ANA, tie.inverse)
    assert sameness(here) == sameness(there)


@given(TIES, TIES)
def test_other_words_are_another_relation(one: Tie, other: Tie) -> None:
    same = sameness(relation(ANA, BEN, one)) == sameness(relation(ANA, BEN, other))
    assert same == (one == other)


@given(TIES)
def test_a_line_reads_as_it_was_shown(tie: Tie) -> None:
    read = read_tie(tie.line)
    assert read is not None
    assert read.words == tie.words
    assert read_tie(read.line) == read


@pytest.mark.parametrize(
    ("words", "kind", "label", "back"),
    [
        ("works with", RelationKind.COLLEAGUE, "", "works with"),
        ("works for", RelationKind.EMPLOYEE, "", "employs"),
        ("is referred by", RelationKind.REFERRED_BY, "", "referred"),
        ("Married to", RelationKind.SPOUSE, "", "spouse of"),
        ("mother of", RelationKind.PARENT, "mother of", "child of"),
        ("mother of / son of", RelationKind.PARENT, "mother of / son of", "son of"),
        ("sails with", RelationKind.OTHER, "sails with", "sails with"),
        (
            "godmother of/godchild of",
            RelationKind.OTHER,
            "godmother of / godchild of",
            "godchild of",
        ),
    ],
)
def test_what_is_typed(words: str, kind: RelationKind, label: str, back: str) -> None:
    tie = read_tie(words)
    assert tie == Tie(kind, label)
    assert tie.inverse.words == back


def test_nothing_typed_is_no_relation() -> None:
    assert read_tie("  ") is None
    assert read_tie(" / son of") is None


def test_labels_with_many_slashes_keep_two_ends() -> None:
    assert ends_of("a / b / c") == ("a", "b c")
    stored = Relation(ANA, BEN, RelationKind.OTHER, "a / b")
    assert tie_from(stored, BEN).words == "b"


def test_the_tree_is_drawn_with_thin_lines() -> None:
    may = Referral(5, "May")
    tree = Referral(1, "Zoe", (Referral(2, "Ana", (may,)), Referral(3, "Ben", (), more=True)))
    assert [f"{line.lines}{line.name}" for line in tree_lines(tree)] == [
        "Zoe",
        "├ Ana",
        "│ └ May",
        "└ Ben",
        "  └ and more",
    ]
