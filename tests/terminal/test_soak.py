"""No path by any key in any state ends in a traceback: keys without sense, in a real terminal.

PEER_SOAK_KEYS=20000 presses that many keys instead of a short run, PEER_SOAK_SEED others.
"""

import os
import random
from contextlib import suppress
from pathlib import Path

import pytest

from peer_tui.storage.doctor import examine
from tests.terminal.any_keys import draw
from tests.terminal.peer_terminal import PeerTerminal

KEYS = int(os.environ.get("PEER_SOAK_KEYS", "1200"))
SEED = int(os.environ.get("PEER_SOAK_SEED", "1"))
LEG = 500
"""Keys between two starts of the program, all on one database and one configuration."""
SIZES = ((80, 24), (140, 40), (80, 24), (140, 40), (40, 12), (100, 30), (20, 5))
RESIZE_EVERY = 40
SHOWN = 60
SAMPLE = ("demo", "--today", "2026-11-18")
QUIT_SECONDS = 20


class Soak:
    """One home, on which the program is started again and again."""

    def __init__(
        self, home: Path, args: tuple[str, ...], database: Path, module: str = "peer_tui"
    ) -> None:
        self.home, self.args, self.database, self.module = home, args, database, module
        self.log = home / "state" / "peer" / "peer.log"

    def start(self, size: tuple[int, int]) -> PeerTerminal:
        """The program, painted; the editor is one that changes nothing."""
        return PeerTerminal(
            self.home,
            size,
            args=self.args,
            database=self.database,
            env={"VISUAL": "true", "EDITOR": "true"},
            ready="Due",
            module=self.module,
        )

    def leg(self, pick: random.Random, keys: int) -> int:
        """Press keys until there are so many or the program quits; how many there were."""
        size = pick.choice(SIZES[:2])
        sent: list[str] = []
        with self.start(size) as terminal:
            resized = 0
            while len(sent) < keys and not terminal.ended:
                if len(sent) - resized >= RESIZE_EVERY:
                    resized, size = len(sent), pick.choice(SIZES)
                    sent.append(f"<{size[0]}x{size[1]}>")
                    terminal.resize(*size)
                    terminal.settle(0.05)
                    continue
                chunk = [key for _ in range(pick.choice((1, 1, 2, 4))) for key in draw(pick, size)]
                sent += chunk
                try:
                    terminal.send("".join(chunk))
                except OSError:  # it quit
                    break
                terminal.screen(0.012, is_idle=False)
            if not terminal.ended:
                with suppress(OSError):
                    terminal.send("\x11")
            try:
                code = terminal.wait_end(QUIT_SECONDS)
            except AssertionError as stuck:
                raise AssertionError(f"{stuck}\n{self.story(sent, terminal)}") from None
            story = self.story(sent, terminal)
            assert code == 0, f"exit {code}\n{story}"
            assert b"Traceback" not in terminal.raw, story
            assert not self.log.exists(), story
        return len(sent)

    def story(self, sent: list[str], terminal: PeerTerminal) -> str:
        """What was pressed and how it ended."""
        log = self.log.read_text() if self.log.exists() else ""
        end = bytes(terminal.raw[-1500:]).decode(errors="replace")
        return f"after {len(sent)} keys, the last of them {sent[-SHOWN:]!r}\n{log}\n{end!r}"

    def run(self, pick: random.Random, keys: int) -> None:
        """Press so many keys, and look through the file afterwards."""
        done = 0
        while done < keys:
            done += self.leg(pick, min(LEG, keys - done))
        assert examine(self.database) == []


def test_no_key_ends_it(home: Path) -> None:
    soak = Soak(home, SAMPLE, home / "data" / "demo.db")
    soak.run(random.Random(SEED), KEYS)


def test_no_key_ends_the_first_run(tmp_path: Path) -> None:
    database = tmp_path / "peer.db"
    soak = Soak(tmp_path, ("--db", str(database)), database)
    soak.run(random.Random(SEED + 1), KEYS // 5)


def test_a_fault_would_be_seen(home: Path) -> None:
    soak = Soak(home, SAMPLE, home / "data" / "demo.db", "tests.terminal.faulty_app")
    with pytest.raises(AssertionError, match="exit 70"):
        soak.run(random.Random(SEED), KEYS)
