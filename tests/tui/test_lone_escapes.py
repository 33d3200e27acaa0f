"""An Esc that was typed is told from one that begins a sequence."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peer_tui.tui.lone_escapes import LoneEscapes


def cut(*texts: str) -> list[tuple[str, bool]]:
    """The pieces of these reads."""
    escapes = LoneEscapes()
    return [piece for text in texts for piece in escapes.pieces(text)]


@pytest.mark.parametrize(
    "text",
    [
        *("\x1b[A", "\x1bOP", "\x1b[<0;1;1M", "\x1b]11;rgb:0/0/0\x1b\\", "\x1bP>|x\x1b\\"),
        *("\x1b\x7f", "\x1bf", "\x1bb", "\x1b", "abc", "\x1b[200~a\x1bd\x1b[201~"),
    ],
)
def test_sequences_stay_whole(text: str) -> None:
    assert cut(text) == [(text, False)]


def test_a_typed_esc_is_cut_off() -> None:
    assert cut("ab\x1bd") == [("ab\x1b", True), ("d", False)]
    assert cut("\x1b/\x1b\rx") == [("\x1b", True), ("/\x1b", True), ("\rx", False)]


def test_an_esc_at_the_end_of_a_read_waits_for_the_next() -> None:
    assert cut("a\x1b", "d") == [("a\x1b", False), ("", True), ("d", False)]
    assert cut("a\x1b", "[A") == [("a\x1b", False), ("[A", False)]


def test_after_a_paste_it_goes_on() -> None:
    assert cut("\x1b[200~a\x1bd\x1b[201~\x1bd")[-1] == ("d", False)


@given(st.text(alphabet="\x1b[Aad/01~2O", max_size=30), st.lists(st.integers(0, 30), max_size=3))
def test_no_character_is_lost(text: str, cuts: list[int]) -> None:
    edges = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    reads = [text[a:b] for a, b in pairwise(edges)]
    assert "".join(piece for piece, _ in cut(*filter(None, reads))) == text
