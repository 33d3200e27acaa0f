"""Recurring dates: the rules built from words, their next dates and their words."""

import subprocess
import sys
from calendar import monthrange
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_tui.domain.dates import parse_phrase
from peer_tui.domain.follow_ups import RecursFrom
from peer_tui.domain.recurrence import (
    DAY_CODES,
    Recurrence,
    clamped_day,
    describe,
    next_occurrence,
)

NOW = datetime(2026, 11, 18, 10, 30)
days = st.dates(date(1990, 1, 1), date(2150, 12, 31))


def recurrence(phrase: str, now: datetime = NOW) -> Recurrence:
    """The recurrence a phrase names."""
    found = parse_phrase(phrase, now)
    assert isinstance(found, Recurrence)
    return found


@pytest.mark.parametrize(
    ("phrase", "first", "words"),
    [
        ("every day", date(2026, 11, 19), "every day"),
        ("every week", date(2026, 11, 25), "every week"),
        ("every 6 weeks", date(2026, 12, 30), "every 6 weeks"),
        ("every! 6 weeks", date(2026, 12, 30), "6 weeks after done"),
        ("every! month", date(2026, 12, 18), "1 month after done"),
        ("every! monday", date(2026, 11, 23), "every Monday, counted from done"),
        ("every monday", date(2026, 11, 23), "every Monday"),
        ("every other tuesday", date(2026, 11, 24), "every other Tuesday"),
        ("every 3 weeks on mon and fri", date(2026, 11, 20), "every 3 weeks on Monday and Friday"),
        ("every mon, wed and fri", date(2026, 11, 20), "every Monday, Wednesday and Friday"),
        ("every weekday", date(2026, 11, 19), "every working day"),
        ("every 2nd tue", date(2026, 12, 8), "monthly on 2nd Tuesday"),
        ("every last fri of the month", date(2026, 11, 27), "monthly on last Friday"),
        ("every 15th", date(2026, 12, 15), "monthly on the 15th"),
        ("every 31st", date(2026, 11, 30), "monthly on the 31st"),
        ("every month on the last day", date(2026, 11, 30), "monthly on the last day"),
        ("quarterly", date(2027, 2, 18), "every 3 months"),
        ("every 4 mar", date(2027, 3, 4), "yearly on 4 March"),
        ("yearly on march 4th", date(2027, 3, 4), "yearly on 4 March"),
        ("every 18 nov", date(2027, 11, 18), "yearly on 18 November"),
        ("every 29 feb", date(2027, 2, 28), "yearly on 29 February"),
        ("every christmas", date(2026, 12, 25), "yearly on 25 December"),
        ("annually", date(2027, 11, 18), "every year"),
    ],
)
def test_phrases_and_words(phrase: str, first: date, words: str) -> None:
    """The first date, and the same rule in plain words."""
    found = recurrence(phrase)
    assert (found.first, found.words, str(found)) == (first, words, found.rrule)


@given(
    st.sampled_from(
        [
            *("every day", "every 3 days", "every week", "every 6 weeks", "every month"),
            *("every 3 months", "every year", "every mon", "every other tue", "every 31st"),
            *("every mon and thu", "every 2nd tue", "every last fri", "every 30th", "every 4 mar"),
            *("every 29 feb", "every month on the last day", "every 5th friday", "every weekday"),
        ]
    ),
    st.datetimes(datetime(1995, 1, 1), datetime(2120, 12, 31)),
)
def test_the_rule_agrees_with_its_first_date(phrase: str, now: datetime) -> None:
    """The first date is one of the rule's, and the next one lies after it."""
    found = recurrence(phrase, now)
    assert found.first > now.date()
    day_before = found.first - timedelta(days=1)
    assert next_occurrence(found.rrule, found.first, day_before) == found.first
    following = next_occurrence(found.rrule, found.first, found.first)
    assert found.first < following <= found.first + timedelta(days=2 * 366)


@given(days, st.integers(1, 31), st.integers(1, 12))
def test_month_ends_clamp_and_no_month_is_skipped(start: date, day: int, every: int) -> None:
    """On the day said, or the last day of a shorter month, in every month due."""
    anchor = start.replace(day=min(day, monthrange(start.year, start.month)[1]))
    for rule in (clamped_day(day), f"BYMONTHDAY={day}"):
        rrule = f"FREQ=MONTHLY;INTERVAL={every};{rule}"
        found = anchor
        for step in range(1, 6):
            found = next_occurrence(rrule, anchor, found)
            months = found.year * 12 + found.month - anchor.year * 12 - anchor.month
            assert months == step * every
            assert found.day == min(day, monthrange(found.year, found.month)[1])


def test_a_monthly_rule_without_a_day_keeps_that_of_its_anchor() -> None:
    """31 January, 28 February, 31 March: not skipped and not drifting."""
    anchor = date(2027, 1, 31)
    february = next_occurrence("FREQ=MONTHLY", anchor, anchor)
    assert february == date(2027, 2, 28)
    assert next_occurrence("FREQ=MONTHLY", anchor, february) == date(2027, 3, 31)
    january = recurrence("every month", datetime(2026, 12, 31, 9))
    assert january.first == date(2027, 1, 31)
    assert next_occurrence(january.rrule, date(2027, 2, 28), date(2027, 2, 28)) == date(2027, 3, 31)


def test_counted_from_done_no_day_of_the_month_is_kept() -> None:
    """A month after 10 March is 10 April, though it was first said on the 31st."""
    found = recurrence("every! month", datetime(2026, 12, 31, 9))
    assert (found.rrule, found.words) == ("FREQ=MONTHLY", "1 month after done")
    done = date(2027, 3, 10)
    assert next_occurrence(found.rrule, done, done) == date(2027, 4, 10)


@pytest.mark.parametrize(
    "rrule",
    ["FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "RRULE:FREQ=YEARLY;BYMONTHDAY=29"],
)
def test_29_february_falls_on_the_28th_of_common_years(rrule: str) -> None:
    """A leap day is kept every year."""
    anchor = date(2024, 2, 29)
    found = [anchor]
    for _ in range(4):
        found.append(next_occurrence(rrule, anchor, found[-1]))
    assert found[1:] == [
        date(2025, 2, 28),
        date(2026, 2, 28),
        date(2027, 2, 28),
        date(2028, 2, 29),
    ]


@given(days, st.integers(0, 400), st.integers(1, 8), st.sampled_from(["DAILY", "WEEKLY"]))
def test_intervals_keep_their_phase(anchor: date, gap: int, number: int, frequency: str) -> None:
    """However late it is done, the next date is a whole number of intervals from the anchor."""
    after = anchor + timedelta(days=gap)
    step = number * (7 if frequency == "WEEKLY" else 1)
    found = next_occurrence(f"FREQ={frequency};INTERVAL={number}", anchor, after)
    assert 0 < (found - after).days <= step
    assert (found - anchor).days % step == 0


@pytest.mark.parametrize(
    "rrule",
    [
        *("", "FREQ=SECONDLY", "FREQ=HOURLY", "INTERVAL=2", "FREQ=WEEKLY;INTERVAL=0", "weekly"),
        *("FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;FREQ=DAILY", "FREQ=WEEKLY\nDTSTART:20200101"),
        *("FREQ=MONTHLY;BYMONTHDAY=40", "FREQ=DAILY;UNTIL=20200101", "FREQ=DAILY;COUNT=1"),
    ],
)
def test_a_bad_or_ended_rule_is_an_error(rrule: str) -> None:
    """Malformed, finer than days, or without any date left."""
    with pytest.raises(ValueError, match="recurrence"):
        next_occurrence(rrule, date(2026, 1, 1), date(2026, 11, 18))


@given(st.text())
def test_any_text_can_be_described(rrule: str) -> None:
    """What has no plain words is shown as it stands."""
    assert isinstance(describe(rrule, RecursFrom.DATE), str)


def test_rules_from_elsewhere() -> None:
    """Rules other programs write get words where there are plain ones."""
    assert describe("FREQ=WEEKLY;BYDAY=MO", RecursFrom.DATE) == "every Monday"
    assert describe("FREQ=MONTHLY;BYMONTHDAY=31", RecursFrom.DATE) == "monthly on the 31st"
    odd = "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=2"
    assert describe(odd, RecursFrom.DATE) == odd
    assert DAY_CODES[date(2026, 11, 18).weekday()] == "WE"


def test_dateutil_is_loaded_only_when_needed() -> None:
    """Importing and parsing stay light: no rule library, no screen, no storage."""
    script = (
        "import sys, datetime\n"
        "from peer_tui.domain import quick_add, dates, recurrence, rhythm\n"
        "quick_add.parse('x every 6 weeks', datetime.datetime(2026, 1, 1), lambda name: ())\n"
        "print([name for name in ('dateutil', 'peewee', 'textual') if name in sys.modules])\n"
    )
    command = [sys.executable, "-c", script]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
