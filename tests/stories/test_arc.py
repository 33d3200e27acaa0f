"""The arc and the look back: from an empty database to both drawn."""

from pathlib import Path

import pytest

from tests.tui.peer_app import NARROW, WIDE, Peer, running

LINES = (
    "log @ana asked for a table on 3 feb 2025",
    "promise @ana send the drawing by fri",
    "promise @ana bring samples by mon",
    *(f"log @ana visit number {n} on {n} jun 2026" for n in range(1, 5)),
)
FELT = "SELECT text, felt FROM interaction WHERE felt IS NOT NULL ORDER BY at"


async def begin(peer: Peer) -> None:
    """Ana, with some history and a promise that is kept today."""
    await peer.press("a", "=person Ana Ruiz", "enter")
    for line in LINES:
        await peer.press("a", f"={line}", "enter")
    await peer.press("3")
    await peer.go_to("send")
    await peer.press("d")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_arc_is_drawn_and_how_it_felt_is_kept(
    size: tuple[int, int], tmp_path: Path
) -> None:
    async with running(tmp_path, size, sample=False) as peer:
        await begin(peer)
        page = await peer.press("p", "a")
        assert "The arc with Ana Ruiz" in page
        assert "Since            3 Feb 2025" in page
        assert "They reached out" in page
        assert "2025────────────2026────────────" in page
        assert "I kept" in page
        assert "3 Feb 2025       first contact: asked for a table" in page
        assert "How it felt" not in page
        await peer.press("escape", "enter")
        before = peer.dump()
        await peer.go_to("visit number")
        for key in "++-=":
            await peer.press(key, "j")
        assert peer.rows(FELT) == [
            ("visit number 1", 0),
            ("visit number 2", -1),
            ("visit number 3", 1),
            ("visit number 4", 1),
        ]
        await peer.press("+")
        page = await peer.press("p", "a")
        assert "How it felt" in page
        assert "mixed lately, harder than before" in page
        await peer.press("escape", *"uuuuu")
        assert peer.dump() == before


async def test_a_log_line_is_felt_at_once_and_taken_off_again(tmp_path: Path) -> None:
    async with running(tmp_path, sample=False) as peer:
        await begin(peer)
        await peer.press("+")
        assert "log one first" in peer.message
        await peer.press("l", "=she laughed", "enter", "+")
        assert peer.message == "Noted: felt good."
        assert peer.rows(FELT) == [("she laughed", 1)]
        await peer.press("+")
        assert peer.rows(FELT) == [], "the same key takes it off"
        await peer.press("u")
        assert peer.rows(FELT) == [("she laughed", 1)]
        await peer.press("+")
        assert "log one first" in peer.message
        await peer.press("u", "u")
        assert peer.rows(FELT) == []


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_week_is_looked_back_on(size: tuple[int, int], tmp_path: Path) -> None:
    async with running(tmp_path, size, sample=False) as peer:
        await begin(peer)
        page = await peer.press("g", "b")
        assert "This week  kept 1, thanked 0, solved 0, new 1, rested 0" in page
        assert "send the drawing" in peer.cursor_line
        page = await peer.press("left")
        assert "Last week  kept 0" in page
        assert "That is fine." in page
        await peer.press("right", "right")
        assert peer.message == "This is the present week."
        assert "Shared history" in await peer.press("enter")
        await peer.press("escape", "u")
        assert "This week  kept 0, thanked 0, solved 0, new 1, rested 0" in peer.screen
