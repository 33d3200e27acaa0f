"""Filters and views on the command line: the language of the screen, and what is refused."""

import json

import pytest

from tests.cli.conftest import TODAY, Golden, Home, error_line

LISTS = {
    "due_view_l": ("due", "--view", "l"),
    "due_filter_week": ("due", "--filter", "due:week tag:customer"),
    "find_filter": ("find", "tag:cust", "owed:me"),
    "find_filter_history": ("find", "kind:conversation oak"),
}


@pytest.mark.parametrize("name", LISTS)
def test_lists(name: str, sample: Home, golden: Golden) -> None:
    run = sample.peer(*LISTS[name], "--today", TODAY)
    assert run.returncode == 0, run.stderr
    golden(f"{name}.txt", run.stdout)


def test_what_is_put_off_says_when_it_comes_back(sample: Home) -> None:
    run = sample.peer("due", "--view", "z", "--today", TODAY)
    assert run.returncode == 0, run.stderr
    assert "back " in run.stdout
    assert "snoozed." in run.stderr


def test_documents_name_the_filter(sample: Home) -> None:
    run = sample.peer("due", "--filter", "in:people owed:me", "--json", "--today", TODAY)
    document = json.loads(run.stdout)
    assert document["filter"] == "owed:me"
    assert {item["kind"] for item in document["items"]} == {"promise"}
    plain = json.loads(sample.peer("due", "--json", "--today", TODAY).stdout)
    assert "filter" not in plain
    ahead = sample.peer("due", "--filter", "due:>today", "--json", "--today", TODAY)
    assert {item["why"] for item in json.loads(ahead.stdout)["items"]} == {None}


def test_a_view_of_the_owner(sample: Home) -> None:
    config = sample.root / "config" / "peer" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('[views]\nk = "in:people tag:customer kind:promise"\n')
    run = sample.peer("due", "--view", "k", "--today", TODAY)
    assert run.returncode == 0, run.stderr
    assert "Maria Lopez" in run.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("due", "--filter", "tga:oak"), "There is no field tga. Did you mean tag?"),
        (("due", "--filter", "due:soonish"), "due: takes late, today"),
        (("due", "--view", "w"), "There is no view w. Views: l, o, q, z, h."),
        (("due", "--view", "l", "--filter", "oak"), "Give --view or --filter, not both."),
        (("find", "oak", "tga:x"), "There is no field tga. Did you mean tag?"),
        (("find", "owed:you"), "owed: takes me or them, not you."),
    ],
)
def test_what_cannot_be_read_ends_with_2(
    arguments: tuple[str, ...], words: str, sample: Home
) -> None:
    run = sample.peer(*arguments, "--today", TODAY)
    assert run.returncode == 2
    assert run.stdout == ""
    assert words in error_line(run)


def test_plain_words_are_found_as_ever(sample: Home) -> None:
    for words in ("quiet", '"tag:oak"', "10:30"):
        run = sample.peer("find", words, "--today", TODAY)
        assert run.returncode in (0, 1), run.stderr
    nothing = sample.peer("find", "tag:zzz", "--today", TODAY)
    assert nothing.returncode == 1
    assert "Nothing is tag:zzz." in nothing.stderr


def test_without_a_database_a_filter_is_read_all_the_same(home: Home) -> None:
    assert home.peer("due", "--filter", "tga:oak").returncode == 2
    assert home.peer("due", "--filter", "tag:oak").returncode == 0
    assert home.peer("find", "tag:oak").returncode == 1
