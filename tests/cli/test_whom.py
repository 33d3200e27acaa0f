"""Every command that is about one person finds them in the same way."""

from pathlib import Path

import pytest

from tests.cli.conftest import Home, error_line

COMMANDS = [
    ("around",),
    ("show",),
    ("show", "--arc"),
    ("show", "--for-them"),
    ("promises",),
    ("forget", "--all"),
]


@pytest.fixture
def house(tmp_path: Path) -> Home:
    found = Home(tmp_path)
    for name in ("Ana Ruiz", "Ana Ruiz Vega"):
        found.peer("add", f"person {name}")
    return found


@pytest.mark.parametrize("command", COMMANDS)
def test_a_person_is_named_alike(house: Home, tmp_path: Path, command: tuple[str, ...]) -> None:
    run = house.peer(*command, "ana")
    assert run.returncode == 2
    said = error_line(run)
    assert said.startswith("peer: Which one, by number? Ana Ruiz (")
    number = said.rpartition("(")[2].rstrip(")")
    assert house.peer(*command, number).returncode == 0
    assert error_line(house.peer(*command, "nobody")) == "peer: Nobody is called nobody."
    (tmp_path / "empty").mkdir()
    empty = Home(tmp_path / "empty")
    assert error_line(empty.peer(*command, "ana")) == "peer: Nobody is called ana."


def test_a_whole_name_goes_before_a_part(house: Home) -> None:
    assert house.peer("show", "ana", "ruiz").stdout.startswith("Ana Ruiz\n")
