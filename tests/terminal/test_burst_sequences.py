"""Random keys that could be meant: in one write they do what they do one by one.

They are drawn while they are pressed slowly, each once the program rests; then a second program
on an equal file gets every sequence in one write, and a third in a real terminal.
PEER_BURST_SEQUENCES=500 tries that many, PEER_BURST_SEED others; with PEER_BURST_LETTERS=1 the
slow hand types texts letter by letter.
"""

import os
import random
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.storage.support import TABLES
from tests.terminal.meant_keys import Keys, Meant
from tests.terminal.peer_terminal import Dump, PeerTerminal, retelling_of
from tests.terminal.pty_session import KEYS
from tests.tui.peer_app import NARROW, WIDE, Peer, running

SEQUENCES = int(os.environ.get("PEER_BURST_SEQUENCES", "40"))
SEED = int(os.environ.get("PEER_BURST_SEED", "1"))
STEPS = 8
"""Choices in a sequence; a text and its Enter is one of them."""
SESSION = 20
"""Sequences one program gets."""
TYPED_AT_ONCE = "PEER_BURST_LETTERS" not in os.environ
"""Whether the letters of a text come in one go, and only other keys slowly: that takes less."""
SECONDS = 60
IN_TERMINAL = 20
"""Per cent of the sequences that are played in a real terminal too, the first of each program."""
LONGEST_CHORD = 2
BYTES = {
    **KEYS,
    **{"escape": "\x1b", "space": " ", "ctrl+z": "\x1a", "ctrl+y": "\x19", "ctrl+p": "\x10"},
}


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
                await press_slowly(peer, step)
                keys += step
            played.append(Played(keys, retelling_of(peer.path)))
    return played


async def press_slowly(peer: Peer, keys: Keys) -> None:
    """Press one key after the other."""
    if TYPED_AT_ONCE and len(keys) > LONGEST_CHORD:
        await peer.press_at_once(keys[:-1])
        keys = keys[-1:]
    await peer.press(*keys)


@pytest.mark.parametrize("session", range(-(-SEQUENCES // SESSION)))
async def test_one_write_does_what_slow_keys_do(session: int, tmp_path: Path, home: Path) -> None:
    size = (NARROW, WIDE)[session % 2]
    for name in ("slow", "fast"):
        (tmp_path / name).mkdir()
    number = min(SESSION, SEQUENCES)
    played = await play_slowly(tmp_path / "slow", size, SEED * 1000 + session, number)
    async with running(tmp_path / "fast", size) as peer:
        for at, (keys, held) in enumerate(played):
            await peer.press_at_once(keys)
            assert retelling_of(peer.path) == held, (at, " ".join(keys), peer.screen)
    in_a_terminal(home, size, played[: len(played) * IN_TERMINAL // 100])


def in_a_terminal(home: Path, size: tuple[int, int], played: list[Played]) -> None:
    """Send every sequence in one write to a real terminal."""
    with PeerTerminal(home, size) as terminal:
        for at, (keys, held) in enumerate(played):
            wanted = {table: held[table] for table in TABLES}
            terminal.send("".join(BYTES.get(key, key) for key in keys))

            def is_same(wanted: Dump = wanted) -> bool:
                told = retelling_of(terminal.database)
                return {table: told[table] for table in TABLES} == wanted

            assert terminal.wait_until(is_same, SECONDS), (
                at,
                " ".join(keys),
                terminal.screen_now(),
            )
        terminal.leave()
