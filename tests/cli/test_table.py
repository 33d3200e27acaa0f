"""Columns are aligned in terminal cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from peer_tui.cli import table

NAMES = st.text(
    st.sampled_from("abc éłß日本語한글ёω" + "e\u0301" + "أب"), min_size=0, max_size=12
).map(str.strip)


@pytest.mark.parametrize(
    ("text", "width"),
    [("abc", 3), ("Zoë", 3), ("山田 太郎", 9), ("e\u0301", 1), ("김민준", 6), ("a\u200db", 2)],
)
def test_cells(text: str, width: int) -> None:
    assert table.cells(text) == width


@given(NAMES)
def test_cells_are_those_of_the_screen(text: str) -> None:
    assert table.cells(text) == cell_len(text)


@given(NAMES, st.integers(1, 15))
def test_a_cut_text_fits(text: str, width: int) -> None:
    cut = table.cut(text, width)
    assert table.cells(cut) <= width
    assert cut == text or cut.endswith(table.ELLIPSIS)


@given(st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=6))
def test_columns_are_aligned(rows: list[tuple[str, str]]) -> None:
    lines = table.columns([(first, second, "|") for first, second in rows])
    assert len({table.cells(line) for line in lines}) == 1


def test_lines_fit_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    rows = [("promise", "山田 太郎", "a long text of the owner " * 5, "today")]
    [line] = table.columns(rows, flexible=2)
    assert table.cells(line) == 40
    assert line.endswith("today")
    assert table.columns([], flexible=0) == []
