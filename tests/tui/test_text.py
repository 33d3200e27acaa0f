"""User text to the screen: safe, one line, exactly as wide as asked."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from peer_tui.tui.text import (
    Align,
    ControlFilter,
    as_content,
    cell_width,
    middle_cut,
    one_line,
    pad,
    wrap,
)

HOSTILE = [
    "[/]Ann [bold",
    "[@click=app.quit]x[/]",
    "\x1b]52;c;aGk=\x07 Bob",
    "\x9b31mRed",
    "Ann\u202egnp.exe",
    "\u2066Ben\u2069",
    "👩‍👩‍👧 family",
    "❤️ shop",
    "क्‍ष",
    "\u200d…",
    "日本語の名前",
    "e\u0301\u0301\u0301",
    "\ufeffx\u00ady\u200bz",
    "tab\tnew\nline\r\nend\u2028sep",
    "x" * 300,
    "名" * 300,
    "\ud800",
    "🇫🇷🇩🇪",
]
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from([*HOSTILE, " ", "a", "\u200d", "\ufe0f"]), max_size=12).map("".join),
)


def is_safe(text: str, *, lines: bool = False) -> bool:
    """No character that a terminal obeys, that steers direction, or that cannot be encoded."""
    return not any(
        (unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") and not (lines and char == "\n"))
        or char in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
        for char in text
    )


@given(TEXTS, st.integers(0, 60))
def test_a_text_cut_in_its_middle_keeps_both_ends(text: str, width: int) -> None:
    whole, cut = one_line(text, 10_000), middle_cut(text, width)
    assert is_safe(cut)
    assert cell_len(cut) <= width
    if cell_len(whole) <= width:
        assert cut == whole
    elif width >= 3:
        start, _, end = cut.rpartition("…")
        assert whole.endswith(end)
        assert whole.startswith(start) or "…" in whole


@given(TEXTS, st.integers(0, 60), st.sampled_from(["left", "right", "center"]))
def test_padded_text_is_exactly_as_wide_as_asked(text: str, width: int, align: Align) -> None:
    line = pad(text, width, align)
    assert cell_len(line) == width
    assert is_safe(line)


@given(TEXTS, st.integers(0, 60))
def test_one_line_is_cut_by_cells_and_only_if_it_must_be(text: str, width: int) -> None:
    line, whole = one_line(text, width), one_line(text, 100_000)
    assert cell_width(line) == cell_len(line) <= width
    if cell_len(whole) <= width:
        assert line == whole
    elif width:
        assert line.endswith("…")
        assert whole.startswith(line[:-1])
        # A wide character may leave one cell unused, never more.
        assert cell_len(line) >= width - 1


@given(TEXTS, st.text(max_size=20), st.integers(1, 30))
def test_pieces_side_by_side_keep_their_widths(one: str, other: str, width: int) -> None:
    assert cell_len(pad(one, width) + pad(other, width)) == 2 * width


@given(TEXTS, st.integers(1, 40))
def test_wrapped_lines_fit_and_lose_no_word(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_len(line) <= width and is_safe(line) for line in lines)
    if width > 1:
        assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", "".join(wrap(text, 10_000)))


def test_wrap_breaks_between_words_and_keeps_lines_and_indents() -> None:
    assert wrap("oak not pine\n\n  - two words", 8) == ["oak not", "pine", "", "  - two", "words"]
    assert wrap("extraordinary oak", 6) == ["extrao", "rdinar", "y oak"]
    assert wrap("anything", 0) == []
    assert wrap("日本", 1) == ["…", "…"]


@given(TEXTS)
def test_content_is_never_markup(text: str) -> None:
    content = as_content(text, "bold")
    assert is_safe(content.plain, lines=True)
    assert cell_len(content.plain.replace("\n", "")) >= 0
    assert content.render_segments()


def test_brackets_stay_brackets() -> None:
    assert as_content("[/]Ann [bold").plain == "[/]Ann [bold"
    assert one_line("[/]Ann [bold", 20) == "[/]Ann [bold"


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("Maria Lopez", 20, "Maria Lopez"),
        ("Maria Lopez", 6, "Maria…"),
        ("Maria Lopez", 1, "…"),
        ("Maria Lopez", 0, ""),
        ("  two\n words ", 20, "two words"),
        ("日本語", 4, "日…"),
        ("日本語", 6, "日本語"),
    ],
)
def test_one_line_examples(text: str, width: int, expected: str) -> None:
    assert one_line(text, width) == expected


@given(TEXTS)
def test_the_filter_lets_no_control_through_and_keeps_the_width(text: str) -> None:
    segments = [Segment("safe "), Segment(text)]
    filtered = ControlFilter().apply(segments, Color(0, 0, 0))
    result = "".join(segment.text for segment in filtered)
    assert is_safe(result)
    if "\u200d" not in text and "\ufe0f" not in text:
        assert cell_len(result) == cell_len("safe " + text)


def test_the_filter_leaves_clean_segments_and_terminal_controls_alone() -> None:
    clean = [Segment("Łukasz ▌·━─ 日本")]
    assert ControlFilter().apply(clean, Color(0, 0, 0)) is clean
