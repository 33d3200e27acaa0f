"""Who may be one person: shared addresses and numbers first, names as a suggestion."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_tui.domain.duplicates import (
    ALIKE,
    ALL_PAIRS,
    Candidate,
    Found,
    Named,
    Names,
    Pair,
    Shared,
    Sign,
    find_candidates,
    pair_of,
)
from peer_tui.domain.merging import joined_part
from peer_tui.domain.sameness import phone_digits, words_in_order


def shared(sign: Sign, *entries: tuple[str, int]) -> Shared:
    """Who has what."""
    made = Shared(sign)
    for key, person_id in entries:
        made.add(key, person_id)
    return made


def found_among(
    *people: tuple[int, str],
    common: tuple[Shared, ...] = (),
    apart: frozenset[Pair] = frozenset(),
    limit: int = 100,
) -> Found:
    """The candidates among these people."""
    names = Names(Named(person_id, name, "") for person_id, name in people)
    return find_candidates(names, common, apart, limit)


def only(found: Found) -> Candidate:
    """The one candidate."""
    [candidate] = found.candidates
    assert found.total == 1
    return candidate


def test_john_and_joan_are_a_suggestion_and_bob_and_robert_need_an_address() -> None:
    suggested = only(found_among((1, "John Smith"), (2, "Joan Smith"), (3, "Bob Jones")))
    assert (suggested.pair, suggested.signs) == (Pair(1, 2), (Sign.NAME,))
    assert found_among((3, "Bob Jones"), (4, "Robert Jones")).candidates == ()
    mail = shared(Sign.EMAIL, ("bob@jones.example", 3), ("bob@jones.example", 4))
    sure = only(found_among((3, "Bob Jones"), (4, "Robert Jones"), common=(mail,)))
    assert (sure.pair, sure.signs, sure.shared) == (Pair(3, 4), (Sign.EMAIL,), "bob@jones.example")
    assert sure.likeness < ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Maria Lopez", "María López"),
        ("Smith, Ann", "Ann Smith"),
        ("Łukasz Wójcik", "Lukasz Wojcik"),
        ("Katharina Böhm", "Catharina Böhm"),
        ("Catherine Miller", "Catherine Millar"),
    ],
)
def test_names_written_otherwise_are_alike(one: str, other: str) -> None:
    others = [(n, name) for n, name in enumerate(("Cato Mill", "Kath Bo", "Ann Xu", "Li Wo"), 10)]
    pairs = [each.pair for each in found_among((1, one), (2, other), *others).candidates]
    assert Pair(1, 2) in pairs


def test_no_name_is_like_no_name() -> None:
    assert found_among((1, "a@x.example"), (2, "a@x.example"), (3, "555"), (4, "")).total == 0


def test_the_likeliest_first_and_several_signs_in_one() -> None:
    mail = shared(Sign.EMAIL, ("a", 1), ("a", 2), ("b", 3), ("b", 4))
    phone = shared(Sign.PHONE, ("55501234", 3), ("55501234", 4), ("55509999", 5), ("55509999", 6))
    found = found_among(
        *((1, "Ann Xu"), (2, "Omar Bey"), (3, "Ann Li"), (4, "Ann Li")),
        *((5, "Zoe Fox"), (6, "Zoe Foxe"), (7, "Joan Smith"), (8, "John Smith")),
        common=(mail, phone),
    )
    assert [tuple(each.pair) for each in found.candidates] == [(3, 4), (5, 6), (1, 2), (7, 8)]
    assert found.candidates[0].signs == (Sign.EMAIL, Sign.PHONE, Sign.NAME)


def test_what_the_owner_keeps_apart_is_not_shown() -> None:
    mail = shared(Sign.EMAIL, ("a", 1), ("a", 2))
    apart = frozenset({pair_of(2, 1)})
    assert found_among((1, "Ann"), (2, "Ann"), common=(mail,), apart=apart).total == 0


def test_a_number_of_a_whole_company_does_not_make_a_thousand_pairs() -> None:
    people = [(n, f"{'abcdefghij'[n % 10] * 6}{'klmnopqrst'[n // 10 % 10] * 6}") for n in range(60)]
    phone = shared(Sign.PHONE, *(("55501234", n) for n, _ in people))
    assert 0 < found_among(*people, common=(phone,)).total <= 3 * len(people)
    few = people[:ALL_PAIRS]
    phone = shared(Sign.PHONE, *(("55501234", n) for n, _ in few))
    assert found_among(*few, common=(phone,)).total == ALL_PAIRS * (ALL_PAIRS - 1) // 2


def test_the_limit_keeps_the_best_and_counts_all() -> None:
    mail = shared(Sign.EMAIL, ("a", 90), ("a", 91))
    people = [(n, "Ann Smith") for n in range(20)]
    found = found_among(*people, (90, "Bo"), (91, "Cy"), common=(mail,), limit=3)
    assert len(found.candidates) == 3
    assert found.candidates[0].pair == Pair(90, 91)
    assert found.total > 20


def test_nobody_wants_to_know_any_more() -> None:
    names = Names(Named(n, "Ann Smith", "") for n in range(2000))
    asked: list[int] = []

    def is_wanted() -> bool:
        asked.append(1)
        return len(asked) < 2

    assert find_candidates(names, (), frozenset(), 10, is_wanted).total < 2000
    assert len(asked) <= 3


people_drawn = st.lists(
    st.tuples(
        st.text("abc de", max_size=8),
        st.sampled_from(["", "x@x", "y@x"]),
        st.sampled_from(["", "020 7946 0000", "+44 20 79460000", "555 0123"]),
    ),
    max_size=12,
)


@given(people_drawn, st.sets(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=4))
def test_every_shared_address_and_number_is_found(
    drawn: list[tuple[str, str, str]], kept_apart: set[tuple[int, int]]
) -> None:
    apart = frozenset(pair_of(*pair) for pair in kept_apart)
    mail = shared(Sign.EMAIL, *((email, n) for n, (_, email, _) in enumerate(drawn)))
    phone = shared(
        Sign.PHONE, *((phone_digits(number), n) for n, (_, _, number) in enumerate(drawn))
    )
    found = found_among(
        *((n, name) for n, (name, _, _) in enumerate(drawn)),
        common=(mail, phone),
        apart=apart,
        limit=1000,
    )
    by_pair = {each.pair: each for each in found.candidates}
    assert len(by_pair) == len(found.candidates) == found.total
    for one in range(len(drawn)):
        for other in range(one + 1, len(drawn)):
            pair, (first, second) = Pair(one, other), (drawn[one], drawn[other])
            signs = set(by_pair[pair].signs) if pair in by_pair else set()
            same_mail = bool(first[1]) and first[1] == second[1]
            same_phone = bool(first[2]) and phone_digits(first[2]) == phone_digits(second[2])
            if pair in apart:
                assert pair not in by_pair
                continue
            assert (Sign.EMAIL in signs) == same_mail
            assert (Sign.PHONE in signs) == same_phone
            if signs == {Sign.NAME}:
                assert by_pair[pair].likeness >= ALIKE
                assert words_in_order(first[0])


def phone(value: str, normalised: str = "", **more: object) -> dict[str, object]:
    """A phone as its table keeps it."""
    row = {"kind": "phone", "value": value, "normalised": normalised, "label": "", "do_not_use": 0}
    return row | more


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("020 7946 0000", "+44 20 7946 0000", True),
        ("0044 20 7946 0000", "+44 (0)20 7946 0000", False),
        ("555 0123", "555-0123", True),
        ("030 1234567", "040 1234567", False),
        ("+49 30 1234567", "+48 30 1234567", False),
        ("020 7946 0000 ext 4", "020 7946 0000", False),
        ("020 7946 0000 ext 4", "020 7946 0000 ext 4", True),
        ("112", "0112", False),
    ],
)
def test_two_numbers_become_one_only_when_they_say_the_same(
    one: str, other: str, expected: bool
) -> None:
    assert (joined_part("contact_point", phone(one), phone(other)) is not None) == expected
    assert (joined_part("contact_point", phone(other), phone(one)) is not None) == expected


def test_a_joined_number_takes_what_only_the_other_knew() -> None:
    fuller = phone("+44 20 7946 0000", "+442079460000", label="work", do_not_use=1)
    assert joined_part("contact_point", phone("020 7946 0000"), fuller) == {
        "value": "+44 20 7946 0000",
        "normalised": "+442079460000",
        "label": "work",
        "do_not_use": 1,
    }
    assert joined_part("contact_point", fuller, phone("020 7946 0000")) == {}
