"""What a command loads: imports are the floor of every start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.paths import REPOSITORY

HEAVY = {"textual", "rich", "peewee", "click", "sqlcipher3", "phonenumbers", "dateutil", "tomlkit"}
REPORT = (
    "import atexit, sys\n"
    "atexit.register(lambda: print(*sorted(sys.modules), sep='\\n', file=sys.stderr))\n"
    "from peer_tui.__main__ import main\n"
    "sys.argv = ['peer', *sys.argv[1:]]\n"
    "sys.exit(main())\n"
)


def loaded(tmp_path: Path, *arguments: str) -> set[str]:
    """The heavy packages that a run of the command has loaded at its end."""
    run = subprocess.run(
        [sys.executable, "-c", REPORT, *arguments],
        cwd=REPOSITORY,
        env=os.environ | {"PEER_DB": str(tmp_path / "peer.db"), "XDG_STATE_HOME": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert run.returncode == 0, run.stderr
    return HEAVY & {line.split(".")[0] for line in run.stderr.splitlines()}


def test_the_version_loads_nothing(tmp_path: Path) -> None:
    assert loaded(tmp_path, "--version") == set()


def test_help_loads_click_only(tmp_path: Path) -> None:
    assert loaded(tmp_path, "--help") == {"click"}


def test_reading_loads_neither_the_screen_nor_peewee(tmp_path: Path) -> None:
    loaded(tmp_path, "add", "person Ann")
    for command in (("due",), ("find", "ann"), ("show", "ann"), ("where",), ("keys",)):
        assert loaded(tmp_path, *command) <= {"click", "sqlcipher3"}, command


@pytest.mark.parametrize("line", ["person Ann", "log @ann called > tea fri"])
def test_adding_does_not_load_the_screen(line: str, tmp_path: Path) -> None:
    loaded(tmp_path, "add", "person Ann Other")
    assert loaded(tmp_path, "add", line) <= {"click", "sqlcipher3", "peewee", "dateutil"}


@pytest.mark.parametrize("command", ["due", "export", "import", "demo"])
def test_the_help_of_a_command_loads_click_only(command: str, tmp_path: Path) -> None:
    assert loaded(tmp_path, command, "--help") == {"click"}


def test_the_screen_is_not_started_through_click(tmp_path: Path) -> None:
    script = (
        "import sys, types\n"
        "app = types.ModuleType('peer_tui.tui.app')\n"
        "app.run = lambda path, **how: print(path, how) or 0\n"
        "sys.modules['peer_tui.tui.app'] = app\n"
        "from peer_tui.__main__ import main\n"
        "sys.argv = ['peer', *sys.argv[1:]]\n"
        "code = main()\n"
        "assert 'click' not in sys.modules\n"
        "sys.exit(code)\n"
    )
    for arguments in ([], ["--db", str(tmp_path / "peer.db")]):
        run = subprocess.run(
            [sys.executable, "-c", script, *arguments],
            cwd=REPOSITORY,
            env=os.environ | {"PEER_DB": str(tmp_path / "peer.db")},
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )
        assert run.returncode == 0, run.stderr
        assert run.stdout == f"{tmp_path / 'peer.db'} {{'sample': False, 'today': None}}\n"
