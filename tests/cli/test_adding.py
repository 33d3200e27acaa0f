"""`peer add` of needs, wishes, kindness, stories, pairs and invitations: as in the bar."""

import json
from typing import Any

import pytest

from tests.cli.conftest import TODAY, Home

PEOPLE = ("Ana Ruiz", "Ben Okafor", "May Chen", "Zoe Muller")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home that knows four people."""
    home = Home(tmp_path_factory.mktemp("adding"))
    names = "\n".join(f"person {name}" for name in PEOPLE)
    assert home.peer("add", "-", stdin=names).returncode == 0
    return home


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "boundary @ana no calls after 18",
            {"kind": "boundary", "person": "Ana Ruiz", "wish": "theirs: no calls after 18:00"},
        ),
        ("@ana wants oak news", {"kind": "preference", "wish": "wants oak news"}),
        (
            "need @ben leaking tap, check in 2 weeks; I give a washer",
            *({"kind": "need", "text": "leaking tap", "due": "2026-12-02", "i_give": "a washer"},),
        ),
        ("thanks @zoe for the referral", {"kind": "thanks", "text": "for the referral"}),
        (
            "hope @may a shop, ask in spring (may share)",
            {"kind": "story", "aspect": "hope", "ask": "2027-03-01", "may_share": True},
        ),
        (
            "intro @ana @ben about wholesale",
            {"kind": "introduction", "person": "Ana Ruiz, Ben Okafor", "text": "wholesale"},
        ),
        ("@ana referred by @ben", {"kind": "relation", "relation": "referred by"}),
        (
            "invite @ana to tell the story of the oak table",
            {"kind": "invitation", "invitation": "story"},
        ),
    ],
)
def test_a_dry_run_shows_the_kind(line: str, said: dict[str, Any], book: Home) -> None:
    before = book.database.read_bytes()
    run = book.peer("add", "--dry-run", "--json", "--today", TODAY, line)
    assert run.returncode == 0, run.stderr
    document = json.loads(run.stdout)
    assert document["schema"] == 1
    [record] = document["records"]
    assert {name: record[name] for name in said} == said
    assert book.database.read_bytes() == before


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("need leaking tap", "who is it? add @name"),
        ("intro @ana about wholesale", "an introduction is of two people: name both"),
        ("boundary @ana be nice", "Not understood. Try: mail only;"),
    ],
)
def test_refusals_are_those_of_the_bar(line: str, why: str, book: Home) -> None:
    run = book.peer("add", line)
    assert run.returncode == 2
    assert f"Not saved: {why}" in run.stderr
    dry = book.peer("add", "--dry-run", "--json", line)
    assert dry.returncode == 2
    assert json.loads(dry.stdout)["refused"].startswith(why)


def test_a_line_is_saved_and_said(book: Home) -> None:
    run = book.peer("add", "--today", TODAY, "story @may won the fair! > promise @may a cake")
    assert run.returncode == 0, run.stderr
    assert run.stdout == (
        "Win of May Chen: won the fair!, today; promise to May Chen: a cake, no date.\n"
    )
    assert run.stderr == '(begin with "follow up" for a follow-up)\n(no date)\n'
