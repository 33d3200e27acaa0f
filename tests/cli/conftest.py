"""Running `peer` as its owner does: a process of its own, with an empty home."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.paths import REPOSITORY

GOLDEN = Path(__file__).parent / "golden"
TODAY = "2026-11-18"


@dataclass(frozen=True)
class Home:
    """A machine on which nothing was ever set up."""

    root: Path

    @property
    def database(self) -> Path:
        """Where the owner's database will be."""
        return self.root / "data" / "peer" / "peer.db"

    def environment(self) -> dict[str, str]:
        """What the process sees."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PEER_")}
        folders = {"XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "XDG_STATE_HOME": "state"}
        return kept | {
            "HOME": str(self.root),
            "USER": "owner",
            "TZ": "UTC",
            "PYTHONPATH": str(REPOSITORY),
            "PYTHONIOENCODING": "utf-8",
            "COVERAGE_PROCESS_START": "",
            **{name: str(self.root / folder) for name, folder in folders.items()},
        }

    def peer(
        self, *arguments: str, stdin: str = "", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run one command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "peer_tui", *arguments],
            cwd=self.root,
            env=self.environment() | environment,
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            timeout=180,
        )


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A fresh home."""
    return Home(tmp_path)


@pytest.fixture(scope="session")
def made_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample database, made once."""
    home = Home(tmp_path_factory.mktemp("sample"))
    made = home.peer("demo", "--path", "--today", TODAY)
    assert made.returncode == 0, made.stderr
    return Path(made.stdout.strip())


@pytest.fixture
def sample(home: Home, made_sample: Path) -> Home:
    """A home whose own database holds the sample data."""
    home.database.parent.mkdir(parents=True)
    shutil.copyfile(made_sample, home.database)
    return home


Golden = Callable[[str, str], None]


@pytest.fixture
def golden() -> Golden:
    """Compare an output with the kept one; PEER_GOLDEN=write keeps the new one instead."""

    def compare(name: str, output: str) -> None:
        settled = re.sub(r'("(?:id|person_id)": )\d+', r"\g<1>1", output)
        path = GOLDEN / name
        if os.environ.get("PEER_GOLDEN") == "write":
            path.write_bytes(settled.encode())
        assert settled.encode() == path.read_bytes()

    return compare


def error_line(run: subprocess.CompletedProcess[Any]) -> str:
    """The one sentence on standard error."""
    lines = run.stderr.splitlines()
    assert len(lines) == 1, run.stderr
    assert lines[0].startswith("peer: ")
    return str(lines[0])
