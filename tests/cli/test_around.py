"""`peer around` and `peer suggest`: the people around somebody, and who comes to mind."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import TODAY, Home, error_line


def test_the_people_around_somebody(sample: Home) -> None:
    run = sample.peer("around", "rosa", "--today", TODAY)
    assert run.returncode == 0, run.stderr
    lines = run.stdout.splitlines()
    assert lines[0] == "People around Rosa Bianchi"
    assert "referred by  Quentin Dubois" in lines
    assert lines[lines.index("Quentin Dubois") :][:4] == [
        "Quentin Dubois",
        "└ Rosa Bianchi",
        "  ├ Uma Krishnan",
        "  └ Eilidh MacLeod",
    ]
    assert any("made; Ola keeps the books" in line for line in lines)


def test_the_document_says_the_same(sample: Home) -> None:
    run = sample.peer("around", "rosa", "--json", "--today", TODAY)
    document = json.loads(run.stdout)
    assert document["schema"] == 1
    assert {(each["kind"], each["name"]) for each in document["related"]} == {
        ("referred", "Eilidh MacLeod"),
        ("referred", "Uma Krishnan"),
        ("referred by", "Quentin Dubois"),
    }
    assert document["referrals"]["name"] == "Quentin Dubois"
    assert [each["state"] for each in document["introductions"]] == ["over"]
    shown = json.loads(sample.peer("show", "rosa", "--json", "--today", TODAY).stdout)
    assert shown["related"] == document["related"]


def test_show_names_them_in_one_line(sample: Home) -> None:
    run = sample.peer("show", "wren", "--today", TODAY)
    assert any(
        line.startswith("Around") and line.endswith("learned from Quentin Dubois")
        for line in run.stdout.splitlines()
    )


def test_who_comes_to_mind(sample: Home) -> None:
    run = sample.peer("suggest", "--today", TODAY)
    assert run.returncode == 0, run.stderr
    assert all(": solved by their word" in line or ": they let you tell" in line
               for line in run.stdout.splitlines())  # fmt: skip
    document = json.loads(sample.peer("suggest", "--json", "--today", TODAY).stdout)
    assert document["schema"] == 1
    assert [f"{each['name']}: {each['why']}" for each in document["suggestions"]] == (
        run.stdout.splitlines()
    )
    assert 0 < len(document["suggestions"]) <= 5


def test_nobody_is_there(home: Home) -> None:
    assert error_line(home.peer("around", "rosa")) == "peer: Nobody is called rosa."
    run = home.peer("suggest")
    assert (run.returncode, run.stdout) == (0, "")
    assert "Nobody comes to mind" in run.stderr


@pytest.mark.parametrize("words", ["nobody at all", "zzz"])
def test_an_unknown_name_is_said(sample: Home, words: str) -> None:
    assert error_line(sample.peer("around", words)) == f"peer: Nobody is called {words}."
