"""Killed in the middle of writing, fifty times: nothing acknowledged is lost, nothing is half."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from peer_tui.storage.doctor import examine
from peer_tui.storage.queries.journal import hash_at, head
from tests.paths import REPOSITORY
from tests.storage.support import new_store

ROUNDS = 50
LONGEST_S = 0.12


def test_kill_in_the_middle_of_writes(tmp_path: Path) -> None:
    moments = random.Random(20261118)
    acknowledged = 0
    for number in range(ROUNDS):
        lines = _killed_after(tmp_path, moments.uniform(0, LONGEST_S), number % 2 > 0)
        store = new_store(tmp_path, state_directory=tmp_path / "state")
        assert store.warning is None, number
        for line in lines:
            seq, digest = line.split()
            assert hash_at(store.reader, int(seq)) == digest, (number, seq)
            acknowledged = max(acknowledged, int(seq))
        assert head(store.reader).seq in (acknowledged, acknowledged + 1), number
        acknowledged = head(store.reader).seq
        store.close()
        if number % 10 == 9:
            assert examine(tmp_path / "peer.db") == []
    assert acknowledged >= ROUNDS // 2


def _killed_after(directory: Path, seconds: float, is_at_work: bool) -> list[str]:
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.storage.kill_child", str(directory)],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    # Every other one has come to an act at least, however slow the machine is.
    said = child.stdout.readline() if is_at_work else ""
    time.sleep(seconds)
    child.kill()
    said += child.stdout.read()
    child.wait()
    # The last line may be cut off by the kill; it was not wholly said then.
    return [line for line in said.splitlines(keepends=True) if line.endswith("\n")]
