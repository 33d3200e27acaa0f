"""`peer needs` and `peer stories`, as lines and as JSON."""

from __future__ import annotations

import json

from tests.cli.conftest import TODAY, Home, error_line


def test_open_needs_of_everybody_and_all_of_one(sample: Home) -> None:
    run = sample.peer("needs", "--today", TODAY)
    assert run.returncode == 0, run.stderr
    lines = run.stdout.splitlines()
    assert [line.split("  ")[0] for line in lines] == [
        *("Yusuf Demir", "Rosa Bianchi", "Aoife Brennan", "Gus", "Kaspar Lind")
    ]
    assert lines[-1].endswith("ask Wed 18 Nov · I give new hinges; they give 20 and a cake")
    run = sample.peer("needs", "uma", "--today", TODAY)
    assert run.stdout == (
        "drawers that cannot catch a finger  solved, Fri 9 Oct · “not one tear since”"
        " · I give soft runners; they give 310\n"
    )


def test_as_json(sample: Home) -> None:
    found = json.loads(sample.peer("needs", "leïla", "--json", "--today", TODAY).stdout)
    assert found["schema"] == 1
    [need] = found["needs"]
    assert (need["outcome"], need["said_by"], need["answer"]) == ("solved", "mine", None)
    assert (need["person"], need["closed_on"]) == ("Leïla Benali", "2026-09-09")
    assert json.loads(sample.peer("needs", "maria", "--json").stdout)["needs"] == []


def test_a_limit_is_said(sample: Home) -> None:
    run = sample.peer("needs", "--limit", "2")
    assert len(run.stdout.splitlines()) == 2
    assert "The oldest 2" in run.stderr


def test_nothing_and_nobody(home: Home, sample: Home) -> None:
    assert "No needs written down." in sample.peer("needs", "maria").stderr
    assert "Nobody is called zzz." in error_line(sample.peer("needs", "zzz"))


def test_an_empty_database_has_none(home: Home) -> None:
    run = home.peer("needs")
    assert (run.returncode, run.stdout) == (0, "")
    assert "No open needs." in run.stderr


def test_show_tells_needs_and_kindness(sample: Home) -> None:
    run = sample.peer("show", "uma", "--today", TODAY)
    assert "drawers that cannot catch a finger: solved, Fri 9 Oct" in run.stdout
    run = sample.peer("show", "víctor", "--today", TODAY)
    assert (
        "theirs, driving the timber through the night, Mon 28 Sep"
        " · mine, lent our van while his was in the garage, Wed 12 Aug" in run.stdout
    )
    kind = json.loads(sample.peer("show", "víctor", "--json", "--today", TODAY).stdout)
    assert kind["last_kindness"]["mine"]["on"] == "2026-08-12"


def test_the_filters_find_people_by_their_needs(sample: Home) -> None:
    found = sample.peer("find", "kind:person solved:mine", "--today", TODAY)
    assert "Leïla Benali" in found.stdout
    assert "Uma" not in found.stdout


def test_only_stories_with_permission_are_listed(sample: Home) -> None:
    run = sample.peer("stories", "--today", TODAY)
    assert run.stdout.splitlines() == [
        "Fri 16 Oct  Nguyễn Thị Hạnh  win        the second noodle bar is open!",
        "Sun 30 Aug  Freya Sørensen   milestone  ten years of the café",
    ]
    [only] = json.loads(sample.peer("stories", "freya", "--json").stdout)["stories"]
    assert (only["person"], only["aspect"]) == ("Freya Sørensen", "milestone")
    run = sample.peer("stories", "maria")
    assert (run.returncode, run.stdout) == (0, "")
    assert "No story" in run.stderr
