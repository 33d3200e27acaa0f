"""The README tells what is there, and nothing else."""

import json
import os
import re
import shlex
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from peer_tui.cli.keys import key_table
from peer_tui.cli.main import COMMANDS, group
from peer_tui.clock import FixedClock
from peer_tui.domain.quick_add import parse
from peer_tui.services.add import known_people
from peer_tui.services.demo import prepare
from peer_tui.settings.load import load
from peer_tui.settings.schema import SCHEMA
from peer_tui.storage.store import Identity, open_store
from tests.paths import REPOSITORY

START, END = "<!-- keys:start -->", "<!-- keys:end -->"


def readme() -> str:
    return (REPOSITORY / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_told(name: str) -> None:
    assert re.search(rf"\bpeer {name}\b", readme())


def test_every_command_told_is_there() -> None:
    told = set(re.findall(r"`peer ([a-z]+)\b", readme()))
    told |= set(re.findall(r"^peer ([a-z]+)\b", readme(), re.MULTILINE))
    assert told
    assert told <= set(COMMANDS)


def test_every_option_told_is_there() -> None:
    """`peer add --dry-run` in backticks or at the start of a line of an example."""
    lines = re.findall(r"`(peer [^`\n]+)`", readme())
    lines += re.findall(r"^(peer .+)$", readme(), re.MULTILINE)
    for line in lines:
        words = shlex.split(line.split("#")[0].split("|")[0], posix=False)
        options = {word.split("=")[0] for word in words if re.match(r"--?[a-z]", word)}
        command = next((word for word in words[1:] if word in COMMANDS), None)
        assert options <= known_options(command), line


def known_options(command: str | None) -> set[str]:
    context = group.make_context("peer", ["--help"], resilient_parsing=True)
    parameters = list(group.params)
    if command is not None:
        found = group.get_command(context, command)
        assert found is not None
        parameters += found.params
    return {"--help", "-h"} | {name for parameter in parameters for name in parameter.opts}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    command = group.get_command(group.make_context("peer", [], resilient_parsing=True), name)
    assert command is not None
    assert command.help
    assert command.name == name
    for parameter in command.params:
        assert parameter.name is not None
        if parameter.param_type_name == "option":
            assert getattr(parameter, "help", None), parameter.name


def test_the_key_table_is_that_of_the_program() -> None:
    text = readme()
    assert START in text
    table = text[text.index(START) + len(START) : text.index(END)]
    assert table.strip() == key_table().strip(), "write the output of: peer keys --markdown"


def test_the_pictures_are_there() -> None:
    for picture in re.findall(r"!\[[^]]*\]\(([^)]+)\)", readme()):
        if "://" not in picture:
            assert (REPOSITORY / picture).is_file(), picture


def test_every_setting_is_told_and_the_example_works(tmp_path: Path) -> None:
    [example] = re.findall(r"^```toml\n(.+?)^```$", readme(), re.MULTILINE | re.DOTALL)
    (tmp_path / "config.toml").write_text(example)
    assert load(tmp_path / "config.toml").warnings == ()
    for setting in SCHEMA:
        assert f"| `{setting.key}` |" in readme()


def test_the_check_runs_the_command_for_tests() -> None:
    [command] = re.findall(r"^python3 -m venv .*pytest.*$", readme(), re.MULTILINE)
    check = (REPOSITORY / ".ci" / "run").read_text("utf-8")
    for part in ("-m venv", "'.[dev]'", "-m pytest"):
        assert part in command
        assert part in check


def test_the_table_of_lines_is_understood(tmp_path: Path) -> None:
    """Every line of "you type" can be typed into the sample as it stands."""
    table = readme().split("| you type |")[1].split("\n\n")[0]
    lines = re.findall(r"^\| `(.+?)` \|", table, re.MULTILINE)
    assert lines
    now = datetime(2026, 11, 18, 10, 30).astimezone()
    identity = Identity("bench", "owner")
    path = prepare(tmp_path / "demo.db", FixedClock(now), identity)
    store = open_store(path, FixedClock(now), identity)
    for line in lines:
        read = parse(line, now, known_people(store.reader))
        assert (read.refusal, read.new_people) == (None, ()), line
    store.close()


def test_examples_of_adding_are_understood(tmp_path: Path) -> None:
    """Every `peer add` of the README is a line that saves, once its people are there."""
    environment = os.environ | {
        "PEER_DB": str(tmp_path / "peer.db"),
        "XDG_STATE_HOME": str(tmp_path),
        "PYTHONPATH": str(REPOSITORY),
    }
    examples = re.findall(r"^peer add (?!-)(.+)$", readme(), re.MULTILINE)
    assert examples
    for example in examples:
        run = subprocess.run(
            [sys.executable, "-m", "peer_tui", "add", "--dry-run", "--json", *shlex.split(example)],
            env=environment,
            capture_output=True,
            encoding="utf-8",
        )
        assert run.returncode == 0, (example, run.stderr)
        assert json.loads(run.stdout)["records"], example
