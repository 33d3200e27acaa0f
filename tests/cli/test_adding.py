"""`peer add` of needs, wishes, kindness, stories, pairs and invitations: as in the bar."""

import json
from typing import Any

import pytest

from tests.cli.conftest import TODAY, Home, error_line

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


def test_without_any_contact_the_briefing_says_what_the_screen_does(home: Home) -> None:
    home.peer("add", "person Ann Oak")
    shown = [" ".join(line.split()) for line in home.peer("show", "ann").stdout.splitlines()]
    assert "Last contact not yet" in shown


def test_one_bad_line_of_a_pipe_is_named_and_nothing_is_saved(home: Home) -> None:
    lines = "person Ana Ruiz\n\npromise @ana a\npromise @nobody b\npromise @ana c\n"
    run = home.peer("add", "-", "--today", TODAY, stdin=lines)
    assert run.returncode == 2
    assert run.stdout == ""
    said = error_line(run)
    assert said.startswith("peer: Nothing was saved. Line 4: nobody is called nobody yet")
    assert home.peer("show", "ana").returncode == 1
    mended = home.peer("add", "-", "--today", TODAY, stdin=lines.replace("@nobody", "@ruiz"))
    assert mended.returncode == 0, mended.stderr
    assert len(mended.stdout.splitlines()) == 4


def test_a_dry_run_reads_the_pipe(home: Home) -> None:
    lines = "person Ana Ruiz\nnote @ana likes tea\n"
    run = home.peer("add", "--dry-run", "-", "--today", TODAY, stdin=lines)
    assert run.stdout.splitlines() == ["Added Ana Ruiz.", "Note on Ana Ruiz: likes tea, today."]
    assert not home.database.exists()
    bad = home.peer("add", "--dry-run", "-", "--today", TODAY, stdin="person Ana\nnote likes tea\n")
    assert bad.returncode == 2
    assert "Line 2: Not saved: " in bad.stderr


@pytest.mark.parametrize("line", ["invite @ana to help", "intro @ana @ben about oak"])
def test_what_is_under_way_is_refused_in_a_dry_run_and_in_the_document(
    home: Home, line: str
) -> None:
    for each in ("person Ana Ruiz", "person Ben Ito", line):
        assert home.peer("add", each, "--today", TODAY).returncode == 0
    dry = home.peer("add", "--dry-run", line, "--today", TODAY)
    assert dry.returncode == 2
    assert dry.stdout == ""
    for how in ((), ("--dry-run",)):
        told = home.peer("add", *how, "--json", line, "--today", TODAY)
        assert told.returncode == 2
        assert json.loads(told.stdout)["refused"] in told.stderr


def test_who_is_held_on_the_day_of_the_step_is_said(home: Home) -> None:
    home.peer("add", "person Ana Ruiz", "--today", TODAY)
    home.peer("add", "boundary @ana no contact until 2026-12-24", "--today", TODAY)
    for how in (("--dry-run",), ()):
        run = home.peer("add", *how, "follow up @ana the quote by 1 dec", "--today", TODAY)
        assert run.returncode == 0
        assert "no contact until" in run.stderr
