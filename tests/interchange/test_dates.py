"""Dates as other programs write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_tui.interchange.dates import parse_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-05-04", "2021-05-04"),
        ("20210504", "2021-05-04"),
        ("2021-5-4", "2021-05-04"),
        ("2021", "2021"),
        ("2021-05", "2021-05"),
        ("--0504", "--05-04"),
        ("--05", "--05"),
        ("---04", "---04"),
        ("31.1.1972", "1972-01-31"),
        ("1/31/1972", "1972-01-31"),
        ("31/1/1972", "1972-01-31"),
        ("1/20/81", "1981-01-20"),
        ("6/5/1604", "--06-05"),
        ("0000-05-04", "--05-04"),
        ("15 Jun 2026", "2026-06-15"),
        ("12. März 1999", "1999-03-12"),
        ("July 4", "--07-04"),
        ("ca. 1950", "1950"),
        ("2000-02-29", "2000-02-29"),
        ("--0229", "--02-29"),
        ("2024-01-02 03:04:05", "2024-01-02"),
    ],
)
def test_read(text: str, expected: str) -> None:
    assert str(parse_date(text)) == expected


@pytest.mark.parametrize(
    "text", ["", "soon", "19723101", "2001-02-29", "1977-02-31", "13/13/2000", "1604", "99999999"]
)
def test_not_a_date(text: str) -> None:
    assert parse_date(text) is None


def test_the_day_may_stand_first() -> None:
    assert str(parse_date("3/4/2000", day_first=True)) == "2000-04-03"


@given(st.text())
def test_any_text_is_a_date_or_none(text: str) -> None:
    date = parse_date(text)
    assert date is None or str(date)


@given(st.dates())
def test_iso_dates_come_back(date: object) -> None:
    read = parse_date(str(date))
    if str(date)[:4] not in ("1604", "0000"):
        assert str(read) == str(date)
