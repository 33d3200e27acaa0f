"""The card I would show them: from an empty database to a page without private lines, and none."""

from pathlib import Path

import pytest

from peer_tui.storage.doctor import examine
from tests.tui.peer_app import NARROW, WIDE, Peer, running

LINES = (
    "person Ana Ruiz #customer ana@ruiz.example",
    "note @ana likes to haggle #private",
    "log @ana chose the oak table > promise send the drawing by fri",
)


async def begin(peer: Peer) -> None:
    """Ana, with a private note and an entry of the history."""
    for line in LINES:
        await peer.press("a", f"={line}", "enter")
    await peer.press("2")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_page_is_shown_and_parts_are_forgotten(
    size: tuple[int, int], tmp_path: Path
) -> None:
    async with running(tmp_path, size, sample=False) as peer:
        await begin(peer)
        before = peer.dump()
        page = await peer.press("p", "c")
        assert "All that is kept about Ana Ruiz" in page
        assert "1 private" in page
        whole = page + await peer.press("end")
        for told in ("email: ana@ruiz.example", "customer", "I owe: send the drawing, by 20 Nov"):
            assert told in whole
        assert any("haggle" in line and line.rstrip().endswith("private") for line in peer.lines)
        page = await peer.press("h")
        assert "1 private left out" in page
        assert "haggle" not in page + await peer.press("g", "g")
        await peer.press("h")
        await peer.go_to("ana@ruiz.example")
        await peer.press("space")
        await peer.go_to("haggle")
        await peer.press("space", "x")
        assert peer.message.startswith("Forgotten about Ana Ruiz: 1 way to reach them, 1 entry.")
        assert peer.value("SELECT count(*) FROM contact_point") == 0
        assert ("(forgotten 18 Nov 2026)", "") in peer.rows("SELECT text, tags FROM interaction")
        assert "haggle" not in peer.screen
        await peer.press("u")
        assert peer.dump() == before
        await peer.press("X")
        assert peer.rows("SELECT name, standing FROM person") == [
            ("Somebody (forgotten 18 Nov 2026)", "ended")
        ]
        assert "Somebody (forgotten 18 Nov 2026)" in peer.screen
        await peer.press("u")
        assert peer.dump() == before


async def test_a_short_first_name_is_asked_for_alone(tmp_path: Path) -> None:
    async with running(tmp_path, sample=False) as peer:
        await peer.press("a", "=person Bo Lind", "enter", "2", "p", "c", "P")
        assert "Purge Bo Lind: type Bo to erase for good" in peer.screen
        await peer.press("=bo", "enter")
        assert "Bo Lind is purged" in peer.message


async def test_purging_asks_and_nothing_is_left(tmp_path: Path) -> None:
    async with running(tmp_path, sample=False) as peer:
        await begin(peer)
        before = peer.dump()
        await peer.press("p", "c", "P")
        assert "Purge Ana Ruiz: type Ana to erase for good" in peer.screen
        await peer.press("enter")
        assert peer.dump() == before
        await peer.press("escape")
        await peer.press("P", "=Bob", "enter")
        assert "Type the first 3 letters of Ana Ruiz" in peer.message
        assert peer.dump() == before
        await peer.press("P", "=ana", "enter")
        assert "Ana Ruiz is purged; this cannot be taken back" in peer.message
        assert not any(peer.dump().values())
        await peer.press("u")
        assert "Nothing to undo" in peer.message
    assert examine(peer.path) == []
    content = b"".join(part.read_bytes() for part in peer.path.parent.glob("peer.db*"))
    for word in (b"Ruiz", b"haggle", b"drawing"):
        assert word not in content
