"""Keys pressed by somebody who does not read the screen: nothing breaks, all can be taken back."""

import random
from pathlib import Path

import pytest

from peer_tui.storage.doctor import examine
from peer_tui.tui.action_list import ACTIONS
from tests.terminal.meant_keys import textual_name
from tests.tui.peer_app import NARROW, WIDE, running

LEFT_OUT = frozenset({"app.quit", "app.quit_or_back", "item.edit_long"})
"""What ends the program, or starts another one."""
BOUND = tuple(
    tuple(textual_name(key) for key in keys.split(" "))
    for action in ACTIONS
    if action.id not in LEFT_OUT
    for keys in action.keys
)
VERBS = tuple(
    tuple(textual_name(key) for key in action.keys[0].split(" "))
    for action in ACTIONS
    if action.is_verb and action.id not in LEFT_OUT
)
OTHERS = (
    *((key,) for key in ("enter", "enter", "escape", "escape", "down", "backspace", "f2")),
    *((key,) for key in "tfmwho19bz!c "),
    *(("=maria",), ("=@zoe call fri",), ("=hello ",), ("=24 dec",), ("= > next step mon",)),
    *(("a", "=@zoe call fri", "enter"), ("l", "=it is done", "enter"), ("S", "t"), ("r", "f")),
    *(("escape", "escape", key) for key in "12345w"),
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
            keys = pick.choice(pick.choice((BOUND, VERBS, OTHERS)))
            pressed.append(keys)
            await peer.press(*keys)
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
    assert examine(peer.path) == []
