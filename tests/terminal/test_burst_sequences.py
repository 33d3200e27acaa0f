"""Random keys that could be meant: in one write they do what they do one by one.

They are drawn while they are pressed slowly, each once the program rests; then a second program
on an equal file gets every sequence in one write. PEER_BURST_SEQUENCES=500 tries that many.
"""

import os
import random
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.terminal.meant_keys import Keys, Meant
from tests.terminal.peer_terminal import Dump, retelling_of
from tests.tui.peer_app import NARROW, WIDE, Peer, _event, running

SEQUENCES = int(os.environ.get("PEER_BURST_SEQUENCES", "60"))
SEED = int(os.environ.get("PEER_BURST_SEED", "1"))
STEPS = 8
"""Choices in a sequence; a text and its Enter is one of them."""
SESSION = 30
"""Sequences one program gets."""


class Played(NamedTuple):
    """A sequence, and what the database held after it."""

    keys: Keys
    held: Dump


async def play_slowly(folder: Path, size: tuple[int, int], seed: int, number: int) -> list[Played]:
    """Draw sequences and press them key by key."""
    played = []
    async with running(folder, size) as peer:
        meant = Meant(peer.app, random.Random(seed))
        for _ in range(number):
            keys: Keys = []
            for _ in range(STEPS):
                step = meant.next_keys()
                await peer.press(*step)
                keys += step
            played.append(Played(keys, retelling_of(peer.path)))
    return played


async def press_at_once(peer: Peer, keys: Keys) -> None:
    """Press keys in one go."""
    for key in keys:
        peer.app.post_message(_event(key).set_sender(peer.app))
    await peer.rest()


@pytest.mark.parametrize("session", range(-(-SEQUENCES // SESSION)))
async def test_one_write_does_what_slow_keys_do(session: int, tmp_path: Path) -> None:
    size = (NARROW, WIDE)[session % 2]
    slow, fast = tmp_path / "slow", tmp_path / "fast"
    slow.mkdir()
    fast.mkdir()
    played = await play_slowly(slow, size, SEED * 1000 + session, SESSION)
    async with running(fast, size) as peer:
        for number, (keys, held) in enumerate(played):
            await press_at_once(peer, keys)
            assert retelling_of(peer.path) == held, (number, keys, peer.screen)
