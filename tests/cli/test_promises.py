"""`peer promises`: both ways, open and closed, as a table and as JSON."""

from __future__ import annotations

import json

from tests.cli.conftest import TODAY, Home, error_line


def promises(home: Home, *arguments: str) -> str:
    run = home.peer("promises", *arguments, "--today", TODAY)
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_the_open_ones_of_both_sides(sample: Home) -> None:
    lines = promises(sample).splitlines()
    [maria] = [line for line in lines if "Maria Lopez" in line]
    assert "send quote for oak table" in maria
    assert "by Fri 13 Nov · moved once" in maria
    assert any(line.startswith("they owe  Ben Okafor") for line in lines)
    assert not any("kept" in line for line in lines)
    mine = promises(sample, "--mine").splitlines()
    theirs = promises(sample, "--theirs").splitlines()
    assert sorted(line.split()[0] for line in mine) == ["I"] * len(mine)
    assert len(mine) + len(theirs) == len(lines)


def test_the_record_with_one_person(sample: Home) -> None:
    first, *lines = promises(sample, "maria", "--all").splitlines()
    assert first == "I kept 7 of 8 on time. They kept 3 of 3 on time."
    assert "was Wed 11 Nov (waiting for the price of the oak)" in lines[0]
    assert any("kept 2 days late, Tue 27 Oct" in line for line in lines)
    assert len(promises(sample, "maria").splitlines()) == 2


def test_as_json(sample: Home) -> None:
    document = json.loads(promises(sample, "tomas", "--all", "--json"))
    assert document["schema"] == 1
    assert document["kept"]["theirs"] == {"on_time": 1, "kept": 1}
    [board] = [each for each in document["promises"] if each["text"].startswith("a sound board")]
    assert (board["firmness"], board["status"], board["moves"]) == ("soft", "open", 1)
    assert board["moved"][0]["why"] == "the spruce is still wet"
    assert board["from"]["text"].startswith("his viola")
    ended = {each["text"]: each["status"] for each in document["promises"]}
    assert ended["a stand for the shop window"] == "withdrawn"
    everybody = json.loads(promises(sample, "--json"))
    assert "kept" not in everybody
    assert {each["status"] for each in everybody["promises"]} == {"open"}


def test_nobody_and_nothing(sample: Home, home: Home) -> None:
    run = sample.peer("promises", "nobody-at-all")
    assert run.returncode != 0
    assert error_line(run) == "peer: Nobody is called nobody-at-all."


def test_an_empty_home(home: Home) -> None:
    run = home.peer("promises")
    assert run.returncode == 0
    assert run.stdout == ""
    assert run.stderr == "No open promises.\n"
