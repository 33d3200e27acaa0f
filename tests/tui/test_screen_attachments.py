"""Attaching to an entry on the screen, and opening what is attached."""

import os
import time
from pathlib import Path

import pytest

from peer_tui.services.attachments import attach
from peer_tui.tui.outside import open_file
from tests.openers import links_in
from tests.tui.peer_app import NARROW, WIDE, Peer, elsewhere, running

ATTACHED = "SELECT location, label FROM attachment ORDER BY id"
FIRST_ENTRY = (
    "SELECT interaction_id FROM interaction_person JOIN person ON person.id = person_id"
    " WHERE name = 'Maria Lopez' ORDER BY at DESC, interaction_person.id DESC LIMIT 1"
)


async def open_history(peer: Peer) -> None:
    """Maria's page, on the newest entry of the history."""
    await peer.press("/", "=maria", "enter", "enter")
    await peer.press("g", "g")
    for _ in range(30):
        await peer.press("g", "f")
        if "entry of the history" not in peer.message:
            return
        await peer.press("j")
    raise AssertionError(peer.screen)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_file_is_attached_marked_opened_and_taken_back(
    size: tuple[int, int], tmp_path: Path, opened: Path
) -> None:
    quote = tmp_path / "oak quote.pdf"
    quote.touch()
    async with running(tmp_path, size) as peer:
        await open_history(peer)
        assert peer.message == "Nothing is attached to this entry; g a attaches one."
        before = peer.dump()
        await peer.press("g", "a", f"={tmp_path}/oak", "tab")
        assert "oak quote.pdf" in peer.screen
        await peer.press("= as the quote", "enter")
        assert peer.message.startswith("Attached the quote")
        assert peer.rows(ATTACHED) == [(str(quote), "the quote")]
        assert "↗" in peer.cursor_line
        await peer.press("g", "f")
        assert "handed to the program" in peer.message
        assert links_in(opened) == [str(quote)]
        quote.unlink()
        await peer.press("g", "f")
        assert "is not there" in peer.message
        assert links_in(opened) == [str(quote)]
        await peer.press("u")
        assert peer.dump() == before
        assert "↗" not in peer.cursor_line


async def test_several_are_chosen_from(tmp_path: Path, opened: Path) -> None:
    async with running(tmp_path) as peer:
        entry = peer.value(FIRST_ENTRY)
        with elsewhere(peer.path) as store:
            for link in ("https://one.example", "https://two.example as [bold]the \\second"):
                attach(store, entry, link)
        await peer.press("/", "=maria", "enter", "enter", "g", "g")
        for _ in range(30):
            if "↗2" in peer.cursor_line:
                break
            await peer.press("j")
        await peer.press("g", "f")
        assert "[bold]the \\second" in peer.screen
        await peer.press("2")
        assert links_in(opened) == ["https://two.example"]
        await peer.press("g", "f", "escape")
        assert links_in(opened) == ["https://two.example"]


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_one_is_taken_off_by_key_and_comes_back(
    size: tuple[int, int], tmp_path: Path
) -> None:
    async with running(tmp_path, size) as peer:
        await open_history(peer)
        before = peer.dump()
        await peer.press("g", "x")
        assert peer.message == "Nothing is attached to this entry; g a attaches one."
        assert peer.dump() == before
        await peer.press("g", "a", "=https://one.example", "enter")
        one = peer.dump()
        await peer.press("g", "a", "=https://two.example as the second", "enter")
        both = peer.dump()
        await peer.press("g", "x")
        assert "Take off" in peer.screen
        await peer.press("escape")
        assert peer.dump() == both
        await peer.press("g", "x", "2")
        assert peer.message.startswith("Took off the second; the file itself stays where it is.")
        assert peer.dump() == one
        assert "↗" in peer.cursor_line
        await peer.press("g", "x")
        assert peer.message.startswith("Took off one.example")
        assert peer.dump() == before
        assert "↗" not in peer.cursor_line
        await peer.press("u", "u")
        assert peer.dump() == both


async def test_what_does_not_open_is_not_saved(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await open_history(peer)
        await peer.press("g", "a", "=javascript:alert(1)")
        assert "Only http" in peer.screen
        await peer.press("enter")
        assert peer.rows(ATTACHED) == []
        await peer.press("escape")
        assert peer.rows(ATTACHED) == []


async def test_a_promise_has_nothing_attached(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("/", "=maria", "enter", "enter", "g", "g", "g", "a")
        assert (
            peer.message == "Files and pages belong to an entry of the history; this row is none."
        )


def test_a_file_goes_to_the_opener_of_the_platform(tmp_path: Path, opened: Path) -> None:
    file = tmp_path / "-x --help.pdf"
    assert open_file(file, os.environ) == ""
    for _ in range(3_000):
        if links_in(opened):
            break
        time.sleep(0.01)
    assert links_in(opened) == [str(file)]
    assert "SSH" in open_file(file, {"SSH_TTY": "/dev/pts/1"})
    assert open_file(file, {"PATH": ""}) == "no program here opens files"
