"""The card in every width: words go to the next line rather than being cut."""

from datetime import timedelta
from pathlib import Path

import pytest

from peer_tui.domain.people import Rhythm, RhythmKind
from peer_tui.services import items
from peer_tui.tui.panes.card import CardPainter, read_card
from peer_tui.tui.themes import DEFAULT_THEME, styles_for
from tests.storage.support import NOW, TODAY, add, new_store

WIDE_140, WIDE_120, NARROW = 66, 56, 78
"""Cells of the card at 140 x 40, 120 x 32 and 80 x 24."""


def lines_of(folder: Path, width: int, first: str) -> list[str]:
    """The card of somebody with whom contact was 9 weeks ago and is wanted every 6."""
    store = new_store(folder)
    who = add(store, "Ann", rhythm=Rhythm(RhythmKind.PERIODIC, 42))
    with store.transaction("log", "x") as transaction:
        entry = items.Entry("rang", NOW - timedelta(days=63), initiated_by=first)
        items.write_entry(transaction, entry, [who])
    shown = read_card(store.reader, who, with_history=False)
    store.close()
    painted = CardPainter(shown, TODAY)(styles_for(DEFAULT_THEME), width)
    assert all(line.width <= width for line in painted)
    return ["".join(segment.text for segment in line.segments) for line in painted]


@pytest.mark.parametrize("first", ["me", "them", "both"])
@pytest.mark.parametrize("width", [NARROW, WIDE_140, WIDE_120, 40])
def test_the_rhythm_is_never_cut(tmp_path: Path, width: int, first: str) -> None:
    lines = lines_of(tmp_path, width, first)
    assert any("every 6 weeks" in line for line in lines)
    steps = {"me": "I reached out last", "them": "they reached out last", "both": "In touch"}
    assert any(steps[first] in line for line in lines)
    assert not any("…" in line for line in lines)


def test_the_second_line_stands_under_the_first(tmp_path: Path) -> None:
    lines = lines_of(tmp_path, WIDE_120, "them")
    [place] = [n for n, line in enumerate(lines) if line.startswith("In touch")]
    assert lines[place] == "In touch    Wed 16 Sep (9 weeks ago),"
    assert lines[place + 1] == "            they reached out last; every 6 weeks"
