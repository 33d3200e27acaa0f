"""Connection: from an empty database to two people introduced, one who told their story, a tree."""

import os
from pathlib import Path

import pytest

from peer_tui.storage.doctor import examine
from tests.openers import fake_openers, links_in, with_openers
from tests.tui.peer_app import NARROW, WIDE, Peer, running

LINES = (
    "person Ana Ruiz ana@ruiz.example",
    "person Ben Ito ben@ito.example",
    "person Cem Kaya",
    "relation @cem referred by @ana",
)
INTRODUCTION = "SELECT one_consent, other_consent, made_on, outcome, closed_on FROM introduction"
INVITATION = "SELECT kind, text, answer, rests_until, closed_on FROM invitation ORDER BY id"
OPEN = "SELECT purpose, text, due_on FROM follow_up WHERE status = 'open' ORDER BY id"


@pytest.fixture
def opened(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file in which the links stand that the program opened."""
    folder = tmp_path_factory.mktemp("openers")
    for name, value in with_openers(folder, os.environ).items():
        monkeypatch.setenv(name, value)
    return fake_openers(folder)


async def begin(peer: Peer) -> None:
    for line in LINES:
        await peer.press("a", f"={line}", "enter")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_two_people_are_introduced_once_both_said_yes(
    tmp_path: Path, size: tuple[int, int], opened: Path
) -> None:
    async with running(tmp_path, size, sample=False) as peer:
        await begin(peer)
        await peer.press("2")
        before = peer.dump()
        shown = await peer.press("p", "i", "=@ben about wholesale")
        assert "Introduction · Ana Ruiz and Ben Ito" in shown
        await peer.press("enter", "1")
        assert "ask both: to meet Ben Ito" in peer.cursor_line
        panel = await peer.press("y")
        assert "Ana Ruiz: not asked yet" in panel
        assert "is made" not in panel
        await peer.press("1")
        assert peer.message.startswith("Ana Ruiz said yes.")
        assert "Ben Ito" in peer.cursor_line
        panel = await peer.press("y")
        assert "Ana Ruiz: said yes" in panel
        assert "is made" not in panel
        await peer.press("1")
        assert peer.rows(INTRODUCTION) == [("yes", "yes", None, "", None)]
        assert "both said yes: it is made" in await peer.press("y")
        await peer.press("1")
        assert peer.message.startswith("Introduced Ana Ruiz and Ben Ito")
        assert "m write to both" in peer.screen
        assert peer.rows(INTRODUCTION) == [("yes", "yes", "2026-11-18", "", None)]
        assert peer.rows(OPEN) == [
            ("introduction", "ask what came of meeting Ben Ito", "2026-12-02")
        ]
        await peer.press("m")
        [link] = links_in(opened)
        assert link.startswith("mailto:ana@ruiz.example,ben@ito.example?subject=Ana%20Ruiz%20and")
        assert "about%20wholesale" in link
        await peer.press("5", "y", "=they share a van now", "enter")
        assert peer.rows(INTRODUCTION) == [
            ("yes", "yes", "2026-11-18", "they share a van now", "2026-11-18")
        ]
        page = await peer.press("2", "p", "p")
        assert "made; they share a van now" in page
        assert peer.value("SELECT count(*) FROM interaction WHERE kind = 'introduction'") == 1
        for _ in range(5):
            await peer.press("u")
        assert peer.dump() == before
    assert examine(tmp_path / "peer.db") == []


async def test_a_letter_with_one_address_is_not_one_to_both(tmp_path: Path, opened: Path) -> None:
    async with running(tmp_path, sample=False) as peer:
        await begin(peer)
        await peer.press("2", "p", "i", "=@cem about oak", "enter", "1")
        for _ in range(3):
            await peer.press("y", "1")
        assert peer.message.startswith("Introduced ")
        assert "write to both" not in peer.screen
        assert "m write to one of them" in peer.screen
        await peer.press("m")
        [link] = links_in(opened)
        assert "," not in link.split("?")[0]
        assert "No address for Cem Kaya." in peer.message


async def test_one_is_asked_for_a_story_and_thanked(tmp_path: Path) -> None:
    async with running(tmp_path, sample=False) as peer:
        await begin(peer)
        await peer.press("a", "=need @ana leaking tap, check in 2 weeks", "enter")
        await peer.press("2")
        before = peer.dump()
        assert "tell their story" in await peer.press("p", "v")
        await peer.press("1", "=the oak table", "enter")
        assert peer.rows(INVITATION) == [
            ("story", "tell the story of the oak table", "", None, None)
        ]
        await peer.press("p", "v")
        assert peer.message.startswith("One ask at a time: one is open with Ana Ruiz")
        await peer.press("1", "y", "1")
        assert peer.message.startswith("Ana Ruiz said yes")
        await peer.press("2", "p", "p")
        assert "said yes" in peer.screen
        await peer.press("G", "y", "1")
        assert "said yes, and it came" in peer.screen
        assert ("thank", "thank for: tell the story of the oak table", "2026-11-18") in peer.rows(
            OPEN
        )
        await peer.press("escape", "1")
        assert "THANK" in peer.screen
        for _ in range(3):
            await peer.press("u")
        assert peer.dump() == before


async def test_the_people_around_somebody(tmp_path: Path) -> None:
    async with running(tmp_path, sample=False) as peer:
        await begin(peer)
        await peer.press("2")
        before = peer.dump()
        assert "Relation · Ana Ruiz works with Ben Ito" in await peer.press(
            "p", "r", "=works with @ben"
        )
        await peer.press("enter")
        assert "Around      referred Cem Kaya · works with Ben Ito" in peer.screen
        page = await peer.press("p", "p")
        assert "└ Cem Kaya" in page
        assert peer.cursor_line == "referred Cem Kaya"
        await peer.press("j")
        shown = await peer.press("e", "end", *["backspace"] * 10, "=employs")
        assert "Ana Ruiz employs Ben Ito" in shown
        assert "Ben Ito works for Ana Ruiz" in shown
        await peer.press("enter")
        assert peer.rows("SELECT kind, label FROM relation ORDER BY id") == [
            ("referred by", ""),
            ("employee", ""),
        ]
        await peer.press("g", "g")
        assert peer.cursor_line == "employs Ben Ito"
        assert "Ben Ito" in (await peer.press("enter")).split("Shared history")[0]
        assert "works for Ana Ruiz" in await peer.press("p", "p")
        await peer.press("x")
        assert peer.message.startswith("Taken out: Ana Ruiz employs Ben Ito.") or (
            peer.message.startswith("Taken out: Ben Ito works for Ana Ruiz.")
        )
        assert "Nobody is tied to this person yet." in peer.screen
        for _ in range(3):
            await peer.press("u")
        assert peer.dump() == before


async def test_done_and_let_go_on_a_row_mean_the_introduction(tmp_path: Path) -> None:
    async with running(tmp_path, sample=False) as peer:
        await begin(peer)
        await peer.press("2", "p", "i", "=@ben about wholesale", "enter", "1")
        before = peer.dump()
        await peer.press("d")
        assert "Waits till Wed 25 Nov." in peer.screen
        assert peer.rows(INTRODUCTION) == [("asked", "asked", None, "", None)]
        await peer.press("u")
        assert peer.dump() == before
        await peer.press("x")
        assert "is left at that." in peer.screen
        assert peer.rows(INTRODUCTION) == [("", "", None, "", "2026-11-18")]
        await peer.press("u")
        assert peer.dump() == before
