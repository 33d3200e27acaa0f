"""What must hold for every date phrase and every day."""

from calendar import monthrange
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_tui.domain.calendar_days import (
    MONTH_NAMES,
    WEEKDAY_NAMES,
    easter,
    nth_weekday,
)
from peer_tui.domain.dates import (
    DateOrder,
    add_months,
    add_working_days,
    next_working_day,
    parse_phrase,
    relative,
    short_day,
)
from peer_tui.domain.recurrence import Recurrence

nows = st.datetimes(datetime(1990, 1, 1), datetime(2150, 12, 31))
days = st.dates(date(1950, 1, 1), date(2180, 12, 31))
orders = st.sampled_from(DateOrder)
DATE_WORDS = [
    *("in", "on", "by", "the", "next", "last", "this", "every", "other", "first", "2nd"),
    *("15th", "mon", "friday", "sun", "week", "weeks", "day", "days", "month", "year", "3"),
    *("12", "2026", "1/2", "3pm", "9:30", "noon", "at", "of", "end", "mid", "before"),
    *("after", "from", "ago", "christmas", "easter", "may", "dec", "today", "tomorrow"),
    *("a", "an", "half", "quarter", "working", "0", "31", "feb", "eom", "weekend"),
    *("every!", "and", "not"),
]
word_salads = st.lists(st.sampled_from(DATE_WORDS), max_size=7).map(" ".join)


@given(st.text() | word_salads, nows, orders)
def test_no_text_raises(text: str, now: datetime, order: DateOrder) -> None:
    """Any text gives a date between 1900 and 2199, or nothing."""
    found = parse_phrase(text, now, order)
    if isinstance(found, Recurrence):
        assert found.first > now.date()
    elif found is not None:
        assert 1900 <= found.year <= 2199


def _with_day_and_month(day: date, order: DateOrder) -> str:
    first, second = (day.day, day.month) if order is DateOrder.DAY_FIRST else (day.month, day.day)
    return f"{first}/{second}/{day.year}"


@given(days, nows, orders)
def test_every_written_form_of_a_day_is_that_day(
    day: date, now: datetime, order: DateOrder
) -> None:
    """A day written out in any accepted absolute format is read back as itself."""
    month, weekday = MONTH_NAMES[day.month - 1], WEEKDAY_NAMES[day.weekday()]
    forms = [
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.day} {month} {day.year}",
        f"{day.day} {month[:3].lower()} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{month[:3]} {day.day} {day.year}",
        f"{weekday[:3]} {day.day} {month[:3]} {day.year}",
        f"{weekday}, {day.day} {month} {day.year}",
        f"{day.day:02}-{month[:3]}-{day.year}",
        _with_day_and_month(day, order),
        _with_day_and_month(day, order).replace("/", "."),
        _with_day_and_month(day, order).replace("/", "-"),
        f"{short_day(day, date(day.year + 1, 1, 1))}",
    ]
    assert {form: parse_phrase(form, now, order) for form in forms} == dict.fromkeys(forms, day)
    timed = parse_phrase(f"{day.isoformat()} 14:05", now, order)
    assert timed == datetime(day.year, day.month, day.day, 14, 5)


@given(days, nows, st.integers(1, 6))
def test_a_wrong_weekday_is_refused(day: date, now: datetime, off: int) -> None:
    """Monday 20 November is not guessed to be a Friday."""
    weekday = WEEKDAY_NAMES[(day.weekday() + off) % 7]
    assert parse_phrase(f"{weekday} {day.day} {MONTH_NAMES[day.month - 1]} {day.year}", now) is None


@given(days, nows)
def test_without_a_year_it_is_the_next_such_day(day: date, now: datetime) -> None:
    """Today or later, within a year; 29 February within eight."""
    found = parse_phrase(f"{day.day} {MONTH_NAMES[day.month - 1]}", now)
    assert isinstance(found, date)
    assert (found.month, found.day) == (day.month, day.day)
    longest = 8 * 366 if (day.month, day.day) == (2, 29) else 366
    assert 0 <= (found - now.date()).days <= longest


@given(nows, st.sampled_from(WEEKDAY_NAMES), st.sampled_from([3, 20]))
def test_a_weekday_is_one_to_seven_days_ahead(now: datetime, name: str, length: int) -> None:
    """Never today; `next` is in the following Monday-Sunday week."""
    today = now.date()
    found = parse_phrase(name[:length], now)
    assert isinstance(found, date)
    assert 1 <= (found - today).days <= 7
    assert WEEKDAY_NAMES[found.weekday()] == name
    following = parse_phrase(f"next {name}", now)
    assert isinstance(following, date)
    monday = today + timedelta(days=7 - today.weekday())
    assert monday <= following < monday + timedelta(days=7)
    assert WEEKDAY_NAMES[following.weekday()] == name
    last = parse_phrase(f"last {name}", now)
    assert isinstance(last, date)
    assert 1 <= (today - last).days <= 7


@given(nows, st.integers(1, 31))
def test_a_day_of_the_month_is_the_next_one(now: datetime, number: int) -> None:
    """Months without that day are passed over."""
    ending = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}.get(number, "th")
    found = parse_phrase(f"the {number}{ending}", now)
    assert isinstance(found, date)
    assert found.day == number
    assert 0 <= (found - now.date()).days <= 62


@given(nows, st.integers(1, 999), st.sampled_from(["d", "w", " days", " weeks"]))
def test_counted_days_and_weeks(now: datetime, number: int, unit: str) -> None:
    """In n days is n days ahead, ago is as many back."""
    step = timedelta(days=number * (7 if "w" in unit else 1))
    assert parse_phrase(f"in {number}{unit}", now) == now.date() + step
    assert parse_phrase(f"{number}{unit} ago", now) == now.date() - step


@given(days, st.integers(-1200, 1200))
def test_months_clamp_at_their_end(day: date, months: int) -> None:
    """The day is kept unless the month is too short, then it is its last day."""
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == min(day.day, monthrange(moved.year, moved.month)[1])


@given(days, st.integers(-60, 60), st.frozensets(st.integers(0, 6)))
def test_working_days_are_counted_one_by_one(day: date, n: int, working: frozenset[int]) -> None:
    """As many working days lie between as were asked for."""
    counted = working or frozenset(range(7))
    found = add_working_days(day, n, working)
    low, high = sorted((day, found))
    between = [low + timedelta(days=i) for i in range((high - low).days + 1)]
    passed = [each for each in between if each != day and each.weekday() in counted]
    assert len(passed) == abs(n)
    assert n == 0 or found.weekday() in counted
    if n == 1:
        assert next_working_day(day, working) == found


@given(days, st.sampled_from([1, 2, 3, 4, 5, -1]), st.integers(0, 6))
def test_the_nth_weekday_of_a_month(month: date, nth: int, weekday: int) -> None:
    """The same as picking it from the list of the month's days."""
    length = monthrange(month.year, month.month)[1]
    every = [month.replace(day=number) for number in range(1, length + 1)]
    matching = [day for day in every if day.weekday() == weekday]
    index = nth if nth < 0 else nth - 1
    expected = matching[index] if index < len(matching) else None
    assert nth_weekday(month, nth, weekday) == expected


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(1818, 3, 22), (2000, 4, 23), (2024, 3, 31), (2026, 4, 5), (2038, 4, 25), (2100, 3, 28)],
)
def test_easter_in_known_years(year: int, month: int, day: int) -> None:
    """The earliest and the latest possible Easter are among them."""
    assert easter(year) == date(year, month, day)


def test_days_in_words() -> None:
    """Words near, exact far, the year when it is another one."""
    today = date(2026, 11, 18)
    assert relative(today, today) == "today"
    assert relative(date(2026, 11, 19), today) == "tomorrow"
    assert relative(date(2026, 11, 17), today) == "yesterday"
    assert relative(date(2026, 11, 20), today) == "Fri 20 Nov"
    assert relative(date(2027, 11, 20), today) == "Sat 20 Nov 2027"
    assert short_day(today, today) == "Wed 18 Nov"
