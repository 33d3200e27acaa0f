"""The arc: nothing is lost, both sides on one scale, silent where there is too little to say."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_tui.domain.arc import FEWEST_FELT, Arc, Kept, Moment, Pin, Quarter, arc_of, felt_words
from peer_tui.domain.arc_lines import LABEL_CELLS, Voice, arc_lines, step_words
from peer_tui.domain.history import CONTACT_KINDS, InteractionKind

TODAY = date(2026, 11, 18)
days = st.dates(date(2000, 1, 1), TODAY + timedelta(days=40))
moments = st.lists(
    st.builds(
        Moment,
        days,
        st.sampled_from([str(kind) for kind in InteractionKind]),
        st.sampled_from(["me", "them", "both"]),
        st.text(max_size=5),
        st.sampled_from(["", "win", "hope"]),
        st.sampled_from([None, -1, 0, 1]),
    ),
    max_size=30,
)
kept = st.lists(st.builds(Kept, days, st.sampled_from(["mine", "theirs"])), max_size=10)


@given(moments, kept, st.one_of(st.none(), days))
def test_every_past_moment_counts_once_on_its_side(
    entries: list[Moment], promises: list[Kept], met_on: date | None
) -> None:
    arc = arc_of(entries, promises, [], TODAY, met_on)
    past = [each for each in entries if each.on <= TODAY and each.kind in CONTACT_KINDS]
    assert sum(season.mine for season in arc.seasons) == sum(
        each.initiated_by != "them" for each in past
    )
    assert sum(season.theirs for season in arc.seasons) == sum(
        each.initiated_by != "me" for each in past
    )
    held = [each for each in promises if each.on <= TODAY]
    assert sum(season.kept_mine + season.kept_theirs for season in arc.seasons) == len(held)
    quarters = [season.quarter for season in arc.seasons]
    assert quarters == sorted(set(quarters))
    assert all(later == earlier.following for earlier, later in itertools.pairwise(quarters))
    if arc.since is not None:
        assert quarters[-1] == Quarter(2026, 4)
        assert arc.since == min(
            [each.on for each in entries + promises if each.on <= TODAY]
            + ([met_on] if met_on and met_on <= TODAY else [])
        )


@given(moments, kept, st.integers(40, 200))
def test_no_line_is_wider_than_the_room(
    entries: list[Moment], promises: list[Kept], width: int
) -> None:
    arc = arc_of(entries, promises, [], TODAY)
    for line in arc_lines(arc, width, "Ana"):
        if line.voice is not Voice.PIN:
            assert len(line.text) <= max(width - LABEL_CELLS, 40)
        assert len(line.label) < LABEL_CELLS


def contacts(who: str, *numbers: int) -> list[Moment]:
    """So many contacts in each quarter of 2026."""
    return [
        Moment(date(2026, 3 * quarter + 1, 1 + n), "conversation", who, "")
        for quarter, number in enumerate(numbers)
        for n in range(number)
    ]


def drawn(arc: Arc, voice: Voice) -> list[str]:
    return [line.text for line in arc_lines(arc, 60, "Ana") if line.voice is voice]


def test_both_sides_have_one_scale() -> None:
    arc = arc_of(contacts("them", 8, 0, 4) + contacts("me", 1, 0, 2), [], [], TODAY)
    above, below = drawn(arc, Voice.THEIRS), drawn(arc, Voice.MINE)
    assert above == ["███", "███     ▄▄▄", "███     ███"]
    assert below == ["▀▀▀     ███"]
    assert arc_lines(arc, 60, "Ana")[1].label == ""
    assert [line.text for line in arc_lines(arc, 60, "Ana") if line.voice is Voice.TIME] == [
        "2026────────────"
    ]


def test_a_single_contact_is_seen_beside_very_many() -> None:
    arc = arc_of(contacts("them", 28) + contacts("me", 0, 1), [], [], TODAY)
    assert drawn(arc, Voice.MINE) == ["    ▀▀▀"]


@pytest.mark.parametrize(
    ("felt", "words"),
    [
        ([1] * (FEWEST_FELT - 1), ""),
        ([1] * FEWEST_FELT, "mostly good, steadily"),
        ([-1, -1, -1, 1, 1, 1], "mostly good lately, better than before"),
        ([1, 1, 1, -1, -1, -1], "often hard lately, harder than before"),
        ([0, 0, 0, 0, 0], "mixed, steadily"),
    ],
)
def test_how_it_felt_is_silent_under_five_points(felt: list[int], words: str) -> None:
    entries = [
        Moment(date(2025 + n // 3, 1 + 3 * (n % 3), 2), "conversation", "both", "", "", each)
        for n, each in enumerate(felt)
    ]
    arc = arc_of(entries, [], [], TODAY)
    assert felt_words(arc) == words
    assert any(line.label == "How it felt" for line in arc_lines(arc, 60, "Ana")) == bool(words)


def test_moments_worth_a_pin_are_pinned_in_order() -> None:
    arc = arc_of(
        [
            Moment(date(2026, 5, 1), "story", "them", "won the fair", "win"),
            Moment(date(2026, 2, 1), "conversation", "them", "asked for a table"),
            Moment(date(2026, 6, 1), "milestone", "both", "ten years"),
            Moment(date(2026, 7, 1), "story", "them", "wants a shop", "hope"),
        ],
        [],
        [Pin(date(2026, 4, 1), "solved", "leaking tap")],
        TODAY,
    )
    assert [(pin.what, pin.text) for pin in arc.pins] == [
        ("first contact", "asked for a table"),
        ("solved", "leaking tap"),
        ("win", "won the fair"),
        ("milestone", "ten years"),
    ]
    assert step_words(arc, "Ana") == "Ana reached out last."


def test_before_anything_happened_it_says_so() -> None:
    arc = arc_of([], [], [], TODAY)
    assert [line.text for line in arc_lines(arc, 60, "Ana")] == ["Nothing shared with Ana yet."]
    assert step_words(arc, "Ana") == ""
    assert arc_of([], [], [], TODAY, date(2026, 1, 3)).pins == (
        Pin(date(2026, 1, 3), "first met", ""),
    )


def test_a_life_is_drawn_from_where_there_is_room() -> None:
    entries = [Moment(date(year, 1, 1), "conversation", "me", "") for year in range(1990, 2027)]
    lines = arc_lines(arc_of(entries, [], [], TODAY), 60, "Ana")
    assert lines[0].text == "1 Jan 1990; drawn from Apr 2016"
