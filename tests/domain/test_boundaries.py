"""How boundaries and preferences are written in one line, and what is refused."""

from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_tui.domain.boundaries import (
    CHANNELS,
    DAY_NAMES,
    MONTH_WORDS,
    Boundary,
    BoundaryKind,
    UnreadableValue,
    channels_text,
    clock_text,
    days_words,
    read_days,
    read_rule,
    rule_words,
)
from peer_tui.domain.history import Side
from peer_tui.domain.preferences import Preference, Stance
from peer_tui.domain.wish_line import NotAWish, Wish, read_wish, write_wish

NOW = datetime(2026, 11, 18, 10, 30).astimezone()
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("line", "kind", "value"),
    [
        ("mail only", "channel", "mail only"),
        ("only mail or post", "channel", "mail, post only"),
        ("no calls", "channel", "not phone"),
        ("no calls, texts", "channel", "not phone, text"),
        ("prefers mail", "channel", "rather mail"),
        ("mon-fri only", "days", "mon-fri"),
        ("weekdays only", "days", "mon-fri"),
        ("not at weekends", "days", "not sat, sun"),
        ("not on mondays and wed", "days", "not mon, wed"),
        ("no calls at weekends", "days", "not sat, sun by phone"),
        ("visits fri only", "days", "fri by visit"),
        ("no calls before 10", "hours", "not 00:00-10:00 by phone"),
        ("not after 18", "hours", "not 18:00-24:00"),
        ("no texts after 6pm", "hours", "not 18:00-24:00 by text"),
        ("not between 12 and 14", "hours", "not 12:00-14:00"),
        ("9:00-17:30 only", "hours", "09:00-17:30"),
        ("only 22:00-06:00", "hours", "22:00-06:00"),
        ("not before noon", "hours", "not 00:00-12:00"),
        ("at most 2 a month", "at most", "2 a month"),
        ("once a week", "at most", "1 a week"),
        ("at most 2 calls a year", "at most", "2 a year by phone"),
        ("emergencies only", "emergencies only", ""),
        ("emergencies only at weekends", "emergencies only", "sat, sun"),
        ("no contact", "no contact", ""),
        ("busy 1 dec - 6 jan", "season", "1 dec - 6 jan"),
        ("not from 1st December to 6th January", "season", "1 dec - 6 jan"),
        ("not about the divorce", "topic", "the divorce"),
    ],
)
def test_a_line_is_a_boundary(line: str, kind: str, value: str) -> None:
    assert read_wish(line, NOW) == Boundary(Side.THEIRS, BoundaryKind(kind), value)
    mine = read_wish(f"Mine: {line}, agreed today until 1 mar", NOW)
    assert mine == Boundary(Side.MINE, BoundaryKind(kind), value, TODAY, date(2027, 3, 1))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("", "Not understood"),
        ("no newsletters", "Not understood"),
        ("mon only by phone", "Not understood"),
        ("until 1 mar", "Not understood"),
        ("wants", "Not understood"),
        ("wants , said today", "Of what?"),
        ("not after 6", "6am or 6pm"),
        ("only 9-5", "5am or 5pm"),
        ("not before 25", "No clock shows 25"),
        ("not before 13pm", "No clock shows 13pm"),
        ("busy 30 feb - 3 mar", "no season"),
        ("busy 1 foo - 3 mar", "no day of the year"),
        ("not 10:00-10:00", "no hours"),
        ("0 a month", "no number of times"),
        ("mail only, agreed sometime", "no date"),
        ("mail only, agreed 3 oct 2030", "has been"),
        ("mail only until friday until monday", "said twice"),
    ],
)
def test_what_is_not_sure_is_refused(line: str, why: str) -> None:
    with pytest.raises(NotAWish, match=why.replace("?", r"\?")):
        read_wish(line, NOW)


def test_what_was_agreed_is_behind_us_and_what_ends_is_ahead() -> None:
    wish = read_wish("mail only agreed 3 oct until 3 oct", NOW)
    assert isinstance(wish, Boundary)
    assert (wish.agreed_on, wish.until) == (date(2026, 10, 3), date(2027, 10, 3))


def test_a_boundary_of_mine_has_my_words() -> None:
    wish = read_wish('mine: not at weekends, say "I am with my family then"', NOW)
    assert isinstance(wish, Boundary)
    assert wish.sentence == "I am with my family then"


def test_preferences() -> None:
    assert read_wish("wants oak, said 3 oct", NOW) == Preference(
        "oak", Stance.WANTS, said_on=date(2026, 10, 3)
    )
    assert read_wish("avoids newsletters", NOW) == Preference("newsletters", Stance.AVOIDS)
    assert read_wish("Unsure about workshops, ask again 1 mar", NOW) == Preference(
        "workshops", Stance.UNSURE, reconfirm_on=date(2027, 3, 1)
    )


DATES = st.none() | st.dates(date(2000, 1, 1), TODAY)
ENDS = st.none() | st.dates(TODAY, date(2099, 12, 31))
SCOPES = st.just("") | st.sampled_from(CHANNELS).map(
    lambda way: f" by {channels_text(frozenset([way]))}"
)
DAY_SETS = st.sets(st.integers(0, 6), min_size=1, max_size=6).map(
    lambda days: days_words(frozenset(days))
)
MINUTES = st.integers(0, 24 * 60 - 1)
SPANS = st.tuples(MINUTES, MINUTES).filter(lambda pair: pair[0] != pair[1])
YEAR_DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(
    lambda day: f"{day.day} {MONTH_WORDS[day.month - 1]}"
)
WAYS = st.sets(st.sampled_from(CHANNELS), min_size=1).map(
    lambda ways: channels_text(frozenset(ways))
)
NOT = st.sampled_from(["", "not "])
PERIODS = st.sampled_from(["week", "month", "year"])
FORMS = st.sampled_from(["{} only", "not {}", "rather {}"])
CLOCK_SPANS = SPANS.map(lambda span: f"{clock_text(span[0])}-{clock_text(span[1])}")
VALUES: st.SearchStrategy[tuple[BoundaryKind, str]] = st.one_of(
    st.tuples(st.just(BoundaryKind.DAYS), st.builds("{}{}{}".format, NOT, DAY_SETS, SCOPES)),
    st.tuples(st.just(BoundaryKind.HOURS), st.builds("{}{}{}".format, NOT, CLOCK_SPANS, SCOPES)),
    st.tuples(
        st.just(BoundaryKind.CHANNEL), st.builds(lambda form, ways: form.format(ways), FORMS, WAYS)
    ),
    st.tuples(
        st.just(BoundaryKind.AT_MOST),
        st.builds("{} a {}{}".format, st.integers(1, 99), PERIODS, SCOPES),
    ),
    st.tuples(
        st.just(BoundaryKind.SEASON), st.builds("{} - {}{}".format, YEAR_DAYS, YEAR_DAYS, SCOPES)
    ),
    st.tuples(st.just(BoundaryKind.EMERGENCIES), st.just("") | DAY_SETS),
    st.tuples(st.just(BoundaryKind.NO_CONTACT), st.just("")),
    st.tuples(st.just(BoundaryKind.TOPIC), st.sampled_from(["the divorce", "Oak 2", "их лето"])),
)
WISHES: st.SearchStrategy[Wish] = st.one_of(
    st.builds(
        lambda kind_value, side, agreed, until, sentence: Boundary(
            side, kind_value[0], kind_value[1], agreed, until, sentence
        ),
        VALUES,
        st.sampled_from(Side),
        DATES,
        ENDS,
        st.sampled_from(["", "I am with my family then", "agreed until said"]),
    ),
    st.builds(
        Preference,
        st.sampled_from(["oak", "Workshop days", "the catalogue by post"]),
        st.sampled_from(Stance),
        DATES,
        DATES,
        ENDS,
    ),
)


@given(WISHES)
def test_what_is_written_is_read_back(wish: Wish) -> None:
    assert read_wish(write_wish(wish), NOW) == wish


@given(st.text(max_size=60))
def test_no_line_ends_in_a_fault(line: str) -> None:
    try:
        wish = read_wish(line, NOW)
    except NotAWish:
        return
    assert write_wish(wish)


@given(st.sampled_from(BoundaryKind), st.text(max_size=30))
def test_no_stored_value_ends_in_a_fault(kind: BoundaryKind, value: str) -> None:
    with suppress(UnreadableValue):
        read_rule(kind, value)
    assert rule_words(Boundary(Side.THEIRS, kind, value))


@given(st.sets(st.integers(0, 6), min_size=1))
def test_days_are_read_as_they_are_written(days: set[int]) -> None:
    assert read_days(days_words(frozenset(days))) == days
    assert read_days("sat-mon") == {5, 6, 0}
    assert len(DAY_NAMES) == 7
