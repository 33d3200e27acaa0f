"""The letter y of the daily pass in plain lines: every question that a row can ask."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import TODAY, Home
from tests.cli.plain_lines import added, settings, triage, value

PEOPLE = ("person Ana Ruiz ana@ruiz.example", "person Ben Okafor ben@okafor.example")
INTRODUCTION = "SELECT one_consent || ' ' || other_consent || ' ' || outcome FROM introduction"
INVITATION = "SELECT answer || ' ' || (closed_on IS NOT NULL) FROM invitation"
WISH = "SELECT stance || ' ' || coalesce(reconfirm_on, 'settled') FROM preference"
ACTS = "SELECT count(*) FROM action"


def test_both_say_yes_then_it_is_made_and_what_came_of_it_is_kept(home: Home) -> None:
    added(home, *PEOPLE, "intro @ana @ben about wholesale")
    said = triage(home, "y", "1", "y", "1", "y", "1", "q")
    assert "Ana Ruiz and Ben Okafor, about wholesale" in said
    assert "Ben Okafor: not asked yet" in said
    assert "Ana Ruiz: said yes" in said
    assert "1 both said yes: it is made" in said
    assert "Introduced Ana Ruiz and Ben Okafor" in said
    assert "Write to both: ana@ruiz.example, ben@okafor.example" in said
    assert "3 handled" in said
    later = triage(home, "y", "", "y", "they trade now", "q", today="2026-12-02")
    assert "Ana Ruiz and Ben Okafor, about wholesale, introduced Wed 18 Nov" in later
    assert value(home, INTRODUCTION) == "yes yes they trade now"
    assert "1 handled. Nothing is due." in later


def test_a_no_ends_it_and_says_nobodys_name_and_u_takes_it_back(home: Home) -> None:
    added(home, *PEOPLE, "boundary @ben no contact until 2026-12-01", "intro @ana @ben")
    said = triage(home, "y", "4", "u", "q")
    assert "Ben Okafor: not asked yet; held, no contact until 1 Dec" in said
    assert "nobody is told whose no" in said
    assert "Nothing is left. u takes the last act back" in said
    assert said.count("Introduce, Ana Ruiz") == 2
    assert value(home, "SELECT closed_on IS NULL FROM introduction") == 1


def test_a_letter_to_both_waits_where_one_of_them_is_held(home: Home) -> None:
    added(home, *PEOPLE, "boundary @ben no contact until 2026-12-01", "intro @ana @ben")
    said = triage(home, "y", "1", "y", "1", "y", "1", "q")
    assert "Introduced Ana Ruiz and Ben Okafor" in said
    assert "Held: no contact until 1 Dec" in said
    assert "Write to both" not in said
    assert "! and a reason passes once" not in said


def test_a_letter_for_one_address_is_not_called_one_to_both(home: Home) -> None:
    added(home, "person Ana Ruiz", PEOPLE[1], "intro @ana @ben")
    said = triage(home, "y", "1", "y", "1", "y", "1", "q")
    assert "Ana Ruiz has no mail address." in said
    assert "Write to the other: ben@okafor.example" in said
    assert "both: ben" not in said


def test_my_quiet_hours_hold_suggestions(home: Home) -> None:
    added(home, *PEOPLE, "win @ana opened the shop, may share")
    assert "Ana Ruiz" in home.peer("suggest", "--today", TODAY).stdout
    settings(home, 'quiet_hours = "08:00-12:00"\n')
    assert "Ana Ruiz" not in home.peer("suggest", "--today", TODAY).stdout


@pytest.mark.parametrize(
    ("number", "words", "kept"),
    [
        ("1", "Ana Ruiz said yes", "yes 0"),
        ("2", "Ana Ruiz would rather not", "no 1"),
        ("3", "Ana Ruiz would rather be asked later", "later 0"),
        ("4", "Asked Ana Ruiz", " 0"),
        ("5", "Left at that with Ana Ruiz", " 1"),
    ],
)
def test_what_they_say_to_an_invitation(home: Home, number: str, words: str, kept: str) -> None:
    added(home, *PEOPLE, "invite @ana to tell the story of the table")
    said = triage(home, "y", number, "q")
    assert "Ana Ruiz: to tell the story of the table" in said
    assert words in said
    assert value(home, INVITATION) == kept


def test_what_they_said_yes_to_came_and_asks_for_thanks(home: Home) -> None:
    added(home, *PEOPLE, "invite @ana to tell the story of the table")
    triage(home, "y", "1", "q")
    said = triage(home, "y", "1", "t we hung it in the shop", "q", today="2026-12-02")
    assert "1 it came: thank for it" in said
    assert "thanks are due" in said
    assert "Thanked Ana Ruiz: we hung it in the shop" in said
    assert value(home, INVITATION) == "yes 1"


@pytest.mark.parametrize(
    ("number", "words", "kept"),
    [
        ("1", "Ben Okafor still wants oak", "wants settled"),
        ("2", "Ben Okafor now avoids oak", "avoids settled"),
        ("3", "asked again Thu 18 Feb 2027", "unsure 2027-02-18"),
        ("4", "Not now: Ben Okafor", "wants 2027-02-18"),
    ],
)
def test_whether_a_wish_still_holds(home: Home, number: str, words: str, kept: str) -> None:
    added(home, *PEOPLE, "@ben wants oak, ask again 2026-11-18")
    said = triage(home, "y", number, "q")
    assert "Ben Okafor: still wants oak?" in said
    assert words in said
    assert value(home, WISH) == kept


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("intro @ana @ben", "8"),
        ("invite @ana to tell the story of the table", "0"),
        ("@ben wants oak, ask again 2026-11-18", "yes"),
        ("need @ana a leaking tap, check 2026-11-18", "5"),
    ],
)
def test_enter_and_a_number_that_is_not_there_write_nothing(
    home: Home, line: str, wrong: str
) -> None:
    added(home, *PEOPLE, line)
    acts = value(home, ACTS)
    said = triage(home, "y", "", "y", wrong, "q")
    assert f"{wrong} is none of these; nothing was written down." in said
    assert "0 handled" in said
    assert value(home, ACTS) == acts


def test_what_was_never_written_down_is_said(sample: Home) -> None:
    day = "2026-11-25"
    due = json.loads(sample.peer("due", "--json", "--today", day).stdout)["items"]
    before = [row["text"] for row in due].index("introduce her to Hanna")
    said = triage(sample, *[""] * before, "y", "q", today=day)
    assert "What this asks about is not written down" in said


def test_a_row_that_asks_nothing_says_so_even_of_a_person_who_is_asked_elsewhere(
    home: Home,
) -> None:
    added(home, *PEOPLE, "promise @ana a quote 2026-11-18", "invite @ana to tell the story")
    assert "Nothing is asked here that y could answer." in triage(home, "y", "q")
