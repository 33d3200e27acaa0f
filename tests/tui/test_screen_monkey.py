"""Keys pressed by somebody who does not read the screen: nothing breaks, all can be taken back."""

import random
from pathlib import Path

import pytest

from tests.tui.peer_app import NARROW, WIDE, running

KEYS = (
    *"ddllnnssSSrrxxuU..aaAe//jjjkkJKG12345*  vqt?tfmwho19bz!c",
    *("enter", "enter", "enter", "escape", "escape", "escape", "tab", "shift+tab"),
    *("pagedown", "pageup", "home", "end", "down", "up", "backspace", "ctrl+z", "ctrl+y", "f2"),
    *("=maria", "=@zoe call fri", "=hello ", "=24 dec", "= > next step mon", "=g p", "=g d"),
)
PRESSES = 100
SIZES = (NARROW, WIDE, (40, 12), (100, 30))


@pytest.mark.parametrize("seed", range(2))
async def test_random_keys_can_be_taken_back(seed: int, tmp_path: Path) -> None:
    pick = random.Random(seed)
    async with running(tmp_path, WIDE) as peer:
        await peer.press(*"uuuuu")
        assert "Nothing to undo" in peer.message
        before = peer.dump()
        pressed = []
        for number in range(PRESSES):
            key = pick.choice(KEYS)
            if key == "q" and len(peer.app.screen_stack) == 1:
                continue
            pressed.append(key)
            await peer.press(key)
            assert peer.app.is_running, pressed
            if number % 40 == 39:
                await peer.resize(pick.choice(SIZES))
        for _ in range(6):
            await peer.press("escape")
        for _ in range(PRESSES):
            if peer.dump() == before:
                break
            await peer.press("u")
        assert peer.dump() == before, pressed
