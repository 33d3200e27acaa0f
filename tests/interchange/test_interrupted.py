"""An import stopped at any moment leaves the database as it was."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest

from peer_tui.storage.doctor import examine
from peer_tui.storage.journal import MODELS
from peer_tui.storage.reader import open_reader
from tests.cli.conftest import Home

CARDS = 4000
STOPS = int(os.environ.get("PEER_STOPS", "4"))
"""How often each kind of stop is tried; the first time as soon as the cards are read."""
LONGEST_SECONDS = 1.3


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A database with somebody in it, and a file to import."""
    made = Home(tmp_path_factory.mktemp("home"))
    card = "BEGIN:VCARD\r\nUID:{0}\r\nFN:Ann {0}\r\nTEL:+44 20 {0:08}\r\nEND:VCARD\r\n"
    text = "".join(card.format(number) for number in range(CARDS))
    (made.root / "cards.vcf").write_text(text)
    first = "BEGIN:VCARD\r\nUID:3\r\nFN:Ann 3\r\nNOTE:mine\r\nEND:VCARD\r\n"
    assert made.peer("import", "-", stdin=first).returncode == 0
    return made


def _dump(home: Home) -> Iterator[Any]:
    reader = open_reader(home.database)
    try:
        for table in (*MODELS, "action", "change", "head", "person_document"):
            yield table, reader.rows(f"SELECT * FROM {table}")
    finally:
        reader.close()


def _people(home: Home) -> int:
    return len(next(rows for table, rows in _dump(home) if table == "person"))


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_stopped_import_leaves_everything_as_it_was(home: Home, how: signal.Signals) -> None:
    before = list(_dump(home))
    chance = random.Random(int(how))
    stopped = 0
    cards = (home.root / "cards.vcf").read_bytes()
    for number in range(STOPS):
        process = subprocess.Popen(
            [sys.executable, "-m", "peer_tui", "import", "-"],
            env=home.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert process.stdin is not None
        # More than a pipe holds: written once the program has begun to read.
        process.stdin.write(cards)
        process.stdin.close()
        process.stdin = None
        time.sleep(chance.uniform(0, LONGEST_SECONDS) if number else 0)
        process.send_signal(how)
        process.communicate(timeout=120)
        assert process.returncode in (0, 130, -how)
        if list(_dump(home)) == before:
            stopped += 1
        else:
            # It was stopped after the commit: then everything is there.
            assert _people(home) == CARDS
            assert home.peer("undo").returncode == 0
            before = list(_dump(home))
        assert examine(home.database) == []
    assert stopped


def test_the_import_goes_through_afterwards_and_back(home: Home) -> None:
    people = _people(home)
    run = home.peer("import", str(home.root / "cards.vcf"))
    assert run.returncode == 0
    assert f"{CARDS - 1:,} new, 1 changed" in run.stdout
    assert examine(home.database) == []
    assert home.peer("undo").returncode == 0
    assert _people(home) == people
    assert examine(home.database) == []
