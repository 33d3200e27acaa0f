"""A row that was closed elsewhere is not acted on: it is said, and the rows are shown anew."""

from pathlib import Path

import pytest

from peer_tui.domain.needs import NeedOutcome
from peer_tui.services import items, needs
from peer_tui.storage.queries.agenda import queue
from peer_tui.storage.queries.needs import need, need_of_follow_up
from peer_tui.tui import upkeep
from tests.storage.support import TODAY
from tests.tui.peer_app import NARROW, WIDE, elsewhere, running

CLOSED = "This was closed elsewhere meanwhile. Nothing was saved."
QUOTE = "send quote for oak table"
NEVER = 3600.0


@pytest.fixture(autouse=True)
def nobody_looks_around(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program does not see by itself what happened elsewhere."""
    monkeypatch.setattr(upkeep, "POLL_SECONDS", NEVER)


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize(
    "keys",
    [("d",), ("x",), ("s",), ("r", "t"), ("l", "=said no", "enter")],
)
async def test_a_row_closed_elsewhere_is_left_alone(
    keys: tuple[str, ...], size: tuple[int, int], tmp_path: Path
) -> None:
    async with running(tmp_path, size) as peer:
        assert QUOTE in peer.screen
        with elsewhere(peer.path) as other:
            first = queue(other.reader, TODAY).first(1)
            assert first[0].text == QUOTE
            items.done(other, first)
            before = peer.dump()
        assert QUOTE in peer.screen
        await peer.press(*keys)
        assert peer.dump() == before
        assert peer.message == CLOSED
        assert "6 left 5 handled" in peer.screen
        assert QUOTE not in peer.cursor_line
        assert "u undo" not in peer.screen.splitlines()[-2]


async def test_of_marked_rows_those_closed_elsewhere_lose_their_mark(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("space", "j", "space")
        with elsewhere(peer.path) as other:
            items.done(other, queue(other.reader, TODAY).first(1))
            before = peer.dump()
        await peer.press("x")
        assert peer.dump() == before
        assert peer.message == (
            "1 of these 2 rows was closed elsewhere meanwhile. Nothing was saved."
        )
        assert peer.screen.count("•") == 1
        await peer.press("x")
        assert "5 left 6 handled" in peer.screen


async def test_a_filtered_list_is_shown_anew_too(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("f", "=tag:customer", "enter")
        under = peer.cursor_line
        with elsewhere(peer.path) as other:
            items.done(other, queue(other.reader, TODAY).first(1))
        await peer.press("d")
        assert peer.message == CLOSED
        assert peer.cursor_line != under


async def test_an_answer_that_was_given_elsewhere_stays_and_the_words_are_kept(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as peer:
        await peer.go_to("hinge hold")
        await peer.press("y")
        with elsewhere(peer.path) as other:
            [check] = [
                row for row in queue(other.reader, TODAY).first(50) if "hinge hold" in row.text
            ]
            shown = need(other.reader, need_of_follow_up(other.reader, check.id) or 0)
            assert shown is not None
            needs.answer(other, shown, NeedOutcome.SOLVED, "yes")
            before = peer.dump()
        await peer.press("3", "=it creaks", "enter", "escape")
        assert peer.dump() == before
        assert peer.message == CLOSED
        await peer.press("u", "g", "g")
        await peer.go_to("hinge hold")
        assert "it creaks" in await peer.press("y", "3")


async def test_what_is_kept_already_offers_no_undo(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        line = "=@maria works with @sunil"
        await peer.press("a", line, "enter")
        assert "u undo" in peer.screen
        await peer.press("a", line, "enter")
        assert peer.message.startswith("Kept already: ")
        assert "u undo" not in peer.screen
