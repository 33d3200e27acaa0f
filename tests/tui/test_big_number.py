"""Large numbers: three rows of one width, or one line that says the same."""

import re

from hypothesis import given
from hypothesis import strategies as st

from peer_tui.tui.modals.big_number import LEAST_WIDTH, big_number
from peer_tui.tui.text import cell_width


def test_a_number_that_fits_is_three_rows() -> None:
    assert big_number("+47 10", 60) == (
        " ▄  █ █ ▀▀█   ▀█  █▀█",
        "▀█▀ ▀▀█   █    █  █ █",
        "      ▀   ▀   ▀▀▀ ▀▀▀",
    )


def test_brackets_dots_and_slashes_are_gaps() -> None:
    assert big_number("(020) 7946.0/1", 80) == big_number("020 7946 0 1", 80)


def test_a_narrow_number_is_spaced() -> None:
    assert big_number("020 7946", LEAST_WIDTH - 1) == ("0 2 0  7 9 4 6",)
    assert big_number("020 7946", 10) == ("020 7946",)


@given(st.text("0123456789+-*() ./", min_size=1, max_size=30), st.integers(1, 140))
def test_nothing_is_wider_than_the_room(number: str, width: int) -> None:
    rows = big_number(number, width)
    assert len(rows) in (1, 3)
    assert len({len(row) for row in rows}) == 1
    assert all(cell_width(row) <= width for row in rows)


@given(st.text(max_size=30), st.integers(1, 140))
def test_hostile_numbers_stay_on_one_line(number: str, width: int) -> None:
    rows = big_number(number, width)
    assert all(cell_width(row) <= width for row in rows)
    assert not re.search(r"[\x00-\x1f\x7f]", "".join(rows))
