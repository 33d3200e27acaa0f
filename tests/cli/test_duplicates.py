"""`peer duplicates` and `peer merge`: what they say, write and refuse."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from typing import Any

import pytest

from peer_tui.storage.doctor import examine
from tests.cli.conftest import Home, error_line

CARDS = "".join(
    f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEMAIL:{mail}\nUID:{name}\nEND:VCARD\n"
    for name, mail in (
        ("Bob Jones", "bob@jones.example"),
        ("Robert Jones", "bob@jones.example"),
        ("John Smith", "john@x.example"),
        ("Joan Smith", "joan@x.example"),
    )
)


@pytest.fixture
def pairs(home: Home) -> Home:
    """Bob and Robert Jones share an address, John and Joan Smith nearly a name."""
    assert home.peer("import", "-", stdin=CARDS).returncode == 0
    return home


def rows(home: Home, sql: str) -> list[Any]:
    connection = sqlite3.connect(home.database)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def names(home: Home) -> list[str]:
    return [name for (name,) in rows(home, "SELECT name FROM person ORDER BY id")]


def fine(run: subprocess.CompletedProcess[str]) -> subprocess.CompletedProcess[str]:
    assert run.returncode == 0, run.stderr
    return run


def test_pairs_are_listed_with_the_reason_and_the_numbers(pairs: Home) -> None:
    lines = fine(pairs.peer("duplicates")).stdout.splitlines()
    assert [line.split("  ")[0] for line in lines] == ["same e-mail", "alike by name"]
    found = json.loads(fine(pairs.peer("duplicates", "--json")).stdout)
    assert (found["schema"], found["total"]) == (1, 2)
    first = found["pairs"][0]
    assert (first["why"], first["shared"]) == (["same e-mail"], "bob@jones.example")
    assert lines[0].endswith(f"{first['one']['id']} {first['other']['id']}")
    limited = fine(pairs.peer("duplicates", "--limit", "1"))
    assert len(limited.stdout.splitlines()) == 1
    assert "2 pairs in all" in limited.stderr


def test_nobody_like_somebody_else_is_one(home: Home) -> None:
    for _ in range(2):
        run = home.peer("duplicates")
        assert (run.returncode, run.stdout) == (1, "")
        assert run.stderr == "Nobody here looks like somebody else.\n"
        home.peer("add", "person Ann")


def test_a_dry_run_writes_nothing(pairs: Home) -> None:
    run = fine(pairs.peer("merge", "bob", "robert", "--dry-run"))
    assert "Bob Jones" in run.stdout
    assert "not Robert Jones" in run.stdout
    assert run.stderr == "Nothing was written.\n"
    assert len(names(pairs)) == 4


def test_merging_by_number_and_taking_it_back(pairs: Home) -> None:
    [first, _] = json.loads(pairs.peer("duplicates", "--json").stdout)["pairs"]
    ids = str(first["one"]["id"]), str(first["other"]["id"])
    run = fine(pairs.peer("merge", *ids, "--yes", "--take", "name", "--json"))
    document = json.loads(run.stdout)
    assert document["merged"] is True
    assert {"what": "Name", "value": "Robert Jones", "not": "Bob Jones"} in document["kept"]
    assert document["along"]["cards"] == [1, 1]
    assert names(pairs) == ["Robert Jones", "John Smith", "Joan Smith"]
    assert rows(pairs, "SELECT count(*) FROM source_card WHERE person_id = " + ids[0]) == [(2,)]
    assert examine(pairs.database) == []
    fine(pairs.peer("undo"))
    assert names(pairs) == ["Bob Jones", "Robert Jones", "John Smith", "Joan Smith"]


def test_a_second_import_after_a_merge_changes_nothing(pairs: Home) -> None:
    fine(pairs.peer("merge", "bob", "robert", "--yes"))
    assert fine(pairs.peer("import", "-", stdin=CARDS)).returncode == 0
    assert names(pairs) == ["Bob Jones", "John Smith", "Joan Smith"]


def test_two_people_are_remembered_as_two(pairs: Home) -> None:
    said = fine(pairs.peer("merge", "john", "joan", "--not-same")).stderr
    assert said == "Not the same person: John Smith and Joan Smith.\n"
    assert json.loads(pairs.peer("duplicates", "--json").stdout)["total"] == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("bob", "robert"), 2, "Nothing was merged. --yes merges without asking"),
        (("bob", "bob", "--yes"), 2, "cannot be merged with themselves"),
        (("bob", "smith", "--yes"), 2, "Which one, by number? "),
        (("bob", "nobody", "--yes"), 1, "Nobody is called nobody."),
        (("bob", "robert", "--yes", "--take", "shoe"), 2, "There is no field 'shoe'."),
        (("bob", "9" * 19, "--yes"), 1, "Nobody is called 9999"),
        (("bob",), 2, "Missing argument"),
    ],
)
def test_what_is_refused(arguments: tuple[str, ...], code: int, said: str, pairs: Home) -> None:
    run = pairs.peer("merge", *arguments)
    assert run.returncode == code
    assert said in error_line(run)
    assert len(names(pairs)) == 4
