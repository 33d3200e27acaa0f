"""When a rhythm runs out, and the words for quiet."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_tui.domain.rhythm import (
    LONGEST_RHYTHM_DAYS,
    days_late,
    every_words,
    is_quiet,
    lateness,
    length_words,
    next_rhythm_on,
    quiet_words,
)

contacts = st.dates(date(1990, 1, 1), date(2150, 12, 31))
rhythms = st.integers(1, LONGEST_RHYTHM_DAYS)
TODAY = date(2026, 11, 18)


@given(contacts, rhythms, st.integers(-400, 9000))
def test_a_rhythm_runs_out_so_many_days_after_the_last_contact(
    last: date, days: int, passed: int
) -> None:
    """Quiet from that day on; late by the days after it."""
    today = last + timedelta(days=passed)
    assert next_rhythm_on(last, days) == last + timedelta(days=days)
    assert is_quiet(last, days, today) == (passed >= days)
    assert days_late(last, days, today) == max(passed - days, 0)
    assert lateness(last, days, today) == pytest.approx(max(passed - days, 0) / days)


@given(contacts, rhythms, st.integers(0, 9000))
def test_any_contact_restarts_the_rhythm(last: date, days: int, passed: int) -> None:
    """Contact today is never late, whatever went before."""
    today = last + timedelta(days=passed)
    assert not is_quiet(today, days, today)
    assert lateness(today, days, today) == 0


@pytest.mark.parametrize("days", [None, 0])
def test_without_a_rhythm_nobody_is_quiet(days: int | None) -> None:
    """Ambient and triggered people never fall due; nor does one never contacted."""
    assert next_rhythm_on(TODAY, days) is None
    assert not is_quiet(date(1990, 1, 1), days, TODAY)
    assert next_rhythm_on(None, 28) is None
    assert lateness(None, 28, TODAY) == 0


@pytest.mark.parametrize("days", [-1, LONGEST_RHYTHM_DAYS + 1])
def test_an_impossible_rhythm_is_an_error(days: int) -> None:
    """A rhythm is 1 to 3650 days."""
    with pytest.raises(ValueError, match="rhythm"):
        next_rhythm_on(TODAY, days)


@pytest.mark.parametrize(
    ("passed", "days", "words"),
    [
        (0, None, "in touch today"),
        (1, None, "1 day since last contact"),
        (63, None, "9 weeks since last contact"),
        (65, 28, "9 weeks; you usually talk every 4"),
        (65, 30, "9 weeks; you usually talk every 30 days"),
        (150, 28, "4 months; you usually talk every 4 weeks"),
        (10, 7, "10 days; you usually talk every week"),
        (12, 10, "12 days; you usually talk every 10"),
        (800, 365, "2 years; you usually talk every year"),
        (1500, 730, "4 years; you usually talk every 2"),
    ],
)
def test_quiet_words(passed: int, days: int | None, words: str) -> None:
    """How long it has been, and the rhythm in its own unit."""
    assert quiet_words(TODAY - timedelta(days=passed), TODAY, days) == words


def test_nobody_met_yet() -> None:
    """Never contacted is said as such; a contact that lies ahead is today's."""
    assert quiet_words(None, TODAY, 28) == "no contact yet"
    assert quiet_words(TODAY + timedelta(days=1), TODAY) == "in touch today"


@given(st.integers(-5, 40000), st.integers(0, 400))
def test_lengths_never_overstate(days: int, more: int) -> None:
    """Rounded down, and longer is never said as shorter."""
    sizes = {"day": 1, "week": 7, "month": 30, "year": 365}

    def at_least(words: str) -> int:
        number, unit = words.split()
        assert (number == "1") == (not unit.endswith("s"))
        return int(number) * sizes[unit.removesuffix("s")]

    assert at_least(length_words(days)) <= max(days, 0)
    assert at_least(length_words(days)) <= at_least(length_words(days + more)) + 31


@given(rhythms)
def test_a_rhythm_in_words_is_exact(days: int) -> None:
    """No rounding: the words give the days back."""
    number, _, unit = every_words(days).rpartition(" ")
    sizes = {"day": 1, "week": 7, "year": 365}
    assert int(number or 1) * sizes[unit.removesuffix("s")] == days
