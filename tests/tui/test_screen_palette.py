"""The palette: every action with its key, every person, every saved view."""

from pathlib import Path

import pytest

from peer_tui.settings.schema import Settings
from peer_tui.tui.action_list import ACTIONS
from peer_tui.tui.actions import Place, RowKind, acts_on, works_in
from peer_tui.tui.screens.palette import OWN_WAY
from tests.tui.peer_app import NARROW, WIDE, running


@pytest.mark.parametrize("key", [":", "ctrl+p"])
async def test_an_action_is_done_on_the_row_below_and_its_key_is_told(
    key: str, tmp_path: Path
) -> None:
    async with running(tmp_path) as peer:
        screen = await peer.press(key, "=sno")
        assert "Snooze" in screen
        assert "Put off to the day shown" in screen
        await peer.press("enter")
        assert peer.value(
            "SELECT snoozed_until FROM promise WHERE text = 'send quote for oak table'"
        ) == ("2026-11-19")
        assert "Snoozed Maria Lopez to Thu 19 Nov" in peer.message
        assert "Next time: s" in peer.message


async def test_every_action_that_works_here_is_listed_even_without_a_key(tmp_path: Path) -> None:
    async with running(tmp_path, (140, 200)) as peer:
        screen = await peer.press(":")
        for action in ACTIONS:
            moves = action.id.startswith(("move.", "card."))
            works = works_in(action, Place.DUE) and acts_on(action, RowKind.PROMISE)
            if works and not moves and action.id not in OWN_WAY:
                assert action.help[:30] in screen, action.id


@pytest.mark.parametrize("size", [NARROW, WIDE, (40, 12)], ids=["narrow", "wide", "tiny"])
async def test_a_person_is_jumped_to_and_esc_comes_back(
    size: tuple[int, int], tmp_path: Path
) -> None:
    async with running(tmp_path, size) as peer:
        await peer.press("j")
        at = peer.cursor_line
        screen = await peer.press(":", "=okaf", "enter")
        assert "Ben Okafor" in screen
        assert peer.app.place() is Place.PERSON
        await peer.press("escape")
        assert peer.cursor_line == at


async def test_what_is_called_nothing_is_said_and_the_text_stays(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        before = peer.dump()
        screen = await peer.press(":", "=zzqy", "enter")
        assert "Nothing is called that" in screen
        assert "zzqy" in screen
        await peer.press("escape")
        assert peer.app.place() is Place.DUE
        assert peer.dump() == before


async def test_saved_views_are_listed_with_their_letter(tmp_path: Path) -> None:
    settings = Settings(views={"k": "tag:oak owed:me"})
    async with running(tmp_path, settings=settings) as peer:
        screen = await peer.press(":", "=view k")
        assert "F k" in screen
        assert "tag:oak owed:me" in screen
