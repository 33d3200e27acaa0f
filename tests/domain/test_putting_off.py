"""Where putting off leads: the default day, and spreading over several days."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_tui.domain.agenda import AgendaItem, ItemKind, default_snooze, next_open_day
from peer_tui.domain.public_holidays import holiday_name
from peer_tui.domain.spreading import LEAST_DAYS, span_words, spread

TODAY = date(2026, 11, 18)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
work_weeks = st.frozensets(st.integers(0, 6), min_size=1)
steps = st.tuples(*[st.integers(1, 15)] * 3).map(sorted)
offsets = st.frozensets(st.integers(-5, 60), max_size=40)


def item(count: int = 0, due: date = TODAY, kind: ItemKind = ItemKind.FOLLOW_UP) -> AgendaItem:
    return AgendaItem(kind, 1, "call", due, snooze_count=count)


@given(days, work_weeks, steps, offsets, offsets)
def test_the_default_is_a_working_day_on_which_the_person_can_be_reached(
    today: date,
    working: frozenset[int],
    ahead: list[int],
    free: frozenset[int],
    closed: frozenset[int],
) -> None:
    holidays = frozenset(today + timedelta(days=number) for number in free)
    shut = frozenset(today + timedelta(days=number) for number in closed)

    def opens_on(day: date) -> date:
        while day in shut:
            day += timedelta(days=1)
        return day

    found = [
        default_snooze(
            item(count),
            today,
            working,
            steps=ahead,
            is_free=holidays.__contains__,
            opens_on=opens_on,
        )
        for count in range(5)
    ]
    for day in found:
        assert day > today
        assert day.weekday() in working
        assert day not in holidays
        assert day not in shut
    assert found == sorted(found)
    assert found[2] == found[3] == found[4]


def test_a_person_who_can_never_be_reached_gets_the_day_there_would_be() -> None:
    assert default_snooze(item(), TODAY, opens_on=lambda _day: None) == date(2026, 11, 19)
    assert default_snooze(item(1), TODAY, is_free=lambda _day: True) == date(2026, 11, 23)


@pytest.mark.parametrize("kind", ItemKind)
def test_what_has_not_come_up_is_put_off_from_the_day_it_does(kind: ItemKind) -> None:
    later = item(due=date(2026, 12, 9), kind=kind)
    assert default_snooze(later, TODAY) == date(2026, 12, 10)
    assert default_snooze(item(due=date.max, kind=kind), TODAY) == date(2026, 11, 19)
    assert default_snooze(item(due=date(9999, 12, 30), kind=kind), TODAY) == date(2026, 11, 19)
    asleep = item(1, kind=kind)._replace(snoozed_until=date(2026, 11, 19))
    assert default_snooze(asleep, TODAY) == date(2026, 11, 23)
    assert default_snooze(asleep._replace(snoozed_until=date(2026, 11, 23)), TODAY) == date(
        2026, 11, 26
    )


loads = st.dictionaries(st.integers(1, 40), st.integers(0, 30), max_size=30)


@given(st.integers(1, 120), days, loads, st.integers(1, 20), work_weeks, offsets)
def test_spreading_keeps_order_and_counts(
    count: int,
    today: date,
    due: dict[int, int],
    daily: int,
    working: frozenset[int],
    free: frozenset[int],
) -> None:
    load = {today + timedelta(days=number): there for number, there in due.items()}
    holidays = frozenset(today + timedelta(days=number) for number in free)
    found = spread(count, today, load, daily, working_days=working, is_free=holidays.__contains__)
    assert len(found) == count
    assert found == sorted(found)
    for day, number in Counter(found).items():
        assert day > today
        assert day.weekday() in working
        assert day not in holidays
        assert load.get(day, 0) + number <= daily
    # No day was left out that had room before the last one used, except fuller ones.
    day, passed = today, []
    while day < found[-1]:
        day = next_open_day(day, working, holidays.__contains__)
        passed.append(day)
    if len(passed) > LEAST_DAYS:
        room = sum(max(0, daily - load.get(day, 0)) for day in passed[:-1])
        assert room < count


def test_twelve_items_fill_a_working_week_evenly() -> None:
    found = spread(12, TODAY, {}, 15, working_days=frozenset(range(5)), is_free=lambda _day: False)
    assert Counter(found) == {
        date(2026, 11, 19): 3,
        date(2026, 11, 20): 3,
        date(2026, 11, 23): 2,
        date(2026, 11, 24): 2,
        date(2026, 11, 25): 2,
    }
    assert span_words(found[0], found[-1], TODAY) == "Thu 19 to Wed 25 Nov"
    assert span_words(TODAY, TODAY, TODAY) == "Wed 18 Nov"
    assert span_words(date(2026, 11, 30), date(2026, 12, 2), TODAY) == "Mon 30 Nov to Wed 2 Dec"


def test_a_day_that_is_full_gets_nothing_more() -> None:
    full = {date(2026, 11, 19): 15, date(2026, 11, 20): 14}
    found = spread(5, TODAY, full, 15, working_days=frozenset(range(5)), is_free=lambda _day: False)
    assert date(2026, 11, 19) not in found
    assert found.count(date(2026, 11, 20)) <= 1


def test_public_holidays_of_a_country() -> None:
    assert holiday_name("GB", date(2026, 12, 25)) == "Christmas Day"
    assert holiday_name("GB", date(2026, 12, 24)) == ""
    assert holiday_name("", date(2026, 12, 25)) == ""
    assert holiday_name("ZZ", date(2026, 12, 25)) == ""
