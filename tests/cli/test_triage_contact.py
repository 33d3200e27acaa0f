"""Getting in touch in the daily pass in plain lines: what is agreed decides, as on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from peer_tui.clock import FixedClock
from peer_tui.domain.people import ContactKind, ContactPoint, Person
from peer_tui.services.people import add_person
from peer_tui.storage.store import Identity, open_store
from tests.cli.conftest import TODAY, Home
from tests.cli.plain_lines import added, settings, triage, value
from tests.storage.support import NOW

ENTRIES = "SELECT count(*) FROM interaction"
PROMISE = "SELECT status FROM promise"
RHYTHM = "SELECT rhythm_kind || ' ' || rhythm_days FROM person WHERE name = 'Cora Dahl'"
NEXT = "> person Cora Dahl #customer"


@pytest.fixture
def house(tmp_path: Path) -> Home:
    """Ana has a number and an address, Ben none that is to be used."""
    home = Home(tmp_path)
    home.database.parent.mkdir(parents=True)
    store = open_store(home.database, FixedClock(NOW), Identity("bench", "owner"))
    phone, mail = ContactKind.PHONE, ContactKind.EMAIL
    ana = (
        ContactPoint(phone, "020 7946 0101", label="mobile"),
        ContactPoint(phone, "020 7946 0102", do_not_use=True),
        ContactPoint(mail, "ana@ruiz.example"),
    )
    ben = (ContactPoint(mail, "ben@okafor.example", do_not_use=True),)
    add_person(store, Person("Ana Ruiz", contact_points=ana))
    add_person(store, Person("Ben Okafor", contact_points=ben))
    store.close()
    return home


@pytest.mark.parametrize(
    ("line", "answer", "status"),
    [
        ("promise @ana a quote 2026-11-18", "1", "kept"),
        ("promise @ana a quote 2026-11-18", "n", "open"),
        ("they promised @ana a deposit 2026-11-18", "1", "open"),
    ],
)
def test_a_call_keeps_my_promise_unless_the_row_stays_and_never_theirs(
    house: Home, line: str, answer: str, status: str
) -> None:
    said = triage(added(house, line), "c", answer, "she is glad", "q")
    assert ("n spoke: the row stays" in said) is line.startswith("promise")
    assert value(house, PROMISE) == status
    assert value(house, "SELECT text || ' ' || channel FROM interaction") == "she is glad phone"


@pytest.mark.parametrize(("answer", "status"), [("1", "open"), ("d", "kept")])
def test_a_mail_keeps_a_promise_where_that_is_said(house: Home, answer: str, status: str) -> None:
    added(house, "promise @ana a quote 2026-11-18")
    triage(house, "m", answer, "the quote", "q")
    assert value(house, PROMISE) == status
    assert value(house, ENTRIES) == 1


def test_a_mail_ends_the_snoozes_of_a_rhythm(house: Home) -> None:
    added(house, "log @ana saw her 2026-09-01")
    store = open_store(house.database, FixedClock(NOW), Identity("bench", "owner"))
    with store.transaction("rhythm", "a rhythm put off twice") as transaction:
        from peer_tui.storage.models import Person as Row

        who = store.reader.value("SELECT id FROM person WHERE name = 'Ana Ruiz'")
        values = {"rhythm_kind": "periodic", "rhythm_days": 14, "snooze_count": 2}
        transaction.update(Row, who, values)
    store.close()
    triage(house, "m", "1", "hello", "q")
    assert value(house, "SELECT snooze_count FROM person WHERE name = 'Ana Ruiz'") == 0


def test_numbers_are_told_apart_and_what_nobody_offers_logs_nothing(house: Home) -> None:
    added(house, "promise @ana a quote 2026-11-18")
    said = triage(house, "c", "9", "m", "yes", "q")
    assert "020 7946 0101 (mobile)\n020 7946 0102, do not use\n" in said
    assert "9 is none of these; nothing was logged." in said
    assert "yes is none of these; nothing was logged." in said
    assert value(house, ENTRIES) == 0


def test_an_address_that_is_not_to_be_used_is_not_told(house: Home) -> None:
    said = triage(added(house, "promise @ben a quote 2026-11-18"), "m", "c", "q")
    assert "No mail address of Ben Okafor is to be used." in said
    assert "Ben Okafor has no phone number." in said
    assert "ben@" not in said


def test_a_call_may_have_a_next_step_and_no_words(house: Home) -> None:
    added(house, "promise @ana a quote 2026-11-18")
    triage(house, "c", "1", "> ask how it went mon", "q")
    assert value(house, "SELECT text FROM interaction") == "call"
    assert value(house, "SELECT due_on FROM follow_up") == "2026-11-23"


def test_what_is_held_by_one_way_is_passed_by_that_way(house: Home) -> None:
    added(house, "boundary @ana mail only", "promise @ana a quote 2026-11-18")
    said = triage(house, "!", "c", "! she asked me to", "!", "c", "2", "c", "q")
    assert said.count("Held: mail only") == 2
    assert said.count("It does not open by itself. ! and a reason passes once.") == 2
    assert said.count("Nothing is held here.") == 1
    assert "The next contact with Ana Ruiz goes through, once" in said
    assert "Passed once: the next contact goes through." in said
    assert value(house, "SELECT count(*) FROM interaction WHERE kind = 'attempt'") == 1


def test_a_reason_that_is_taken_back_lets_nobody_through(house: Home) -> None:
    added(house, "boundary @ana mail only", "promise @ana a quote 2026-11-18")
    said = triage(house, "c", "! she asked me to", "u", "c", "q")
    assert said.count("Held: mail only") == 2


def test_a_pass_is_not_used_up_where_the_way_is_open(house: Home) -> None:
    added(house, "boundary @ana mail only", "promise @ana a quote 2026-11-18")
    said = triage(house, "c", "! she asked me to", "m", "", "c", "2", "q")
    assert said.count("Held: mail only") == 1
    assert value(house, "SELECT count(*) FROM interaction WHERE kind = 'attempt'") == 1


def test_my_quiet_hours_hold_and_can_be_passed(house: Home) -> None:
    settings(house, 'quiet_hours = "08:00-12:00"\n')
    added(house, "promise @ana a quote 2026-11-18")
    said = triage(house, "c", "! it burns", "c", "2", "q")
    assert said.count("Held: my quiet hours. Opens today 12:00.") == 1
    assert "goes through, once" in said
    assert value(house, "SELECT count(*) FROM interaction WHERE kind = 'attempt'") == 1


def test_a_day_on_which_they_are_held_is_said(house: Home) -> None:
    added(house, "boundary @ana not at weekends", "promise @ana a quote 2026-11-18")
    said = triage(house, "S sat", "u", "r sun", "u", "l saw her > ask how it went sat", "q")
    assert said.count("(held that day: not at weekends, open Mon 23 Nov)") == 3


def test_what_is_read_otherwise_than_it_may_be_meant_is_said(house: Home) -> None:
    added(house, "promise @ana a quote 2026-11-18")
    assert 'lies ahead: "fri" stays text' in triage(house, "n ask again fri", "q")


def test_all_about_the_person_says_that_they_are_held(house: Home) -> None:
    added(house, "boundary @ana no contact until 2026-12-01", "promise @ana a quote 2026-11-18")
    assert "HELD now: no contact until 1 Dec" in triage(house, "i", "q")


def test_a_promise_can_be_for_someday_and_nothing_else_can(house: Home) -> None:
    added(house, "promise @ana a quote 2026-11-17", "@ana ask about oak 2026-11-18")
    said = triage(house, "r someday", "r", "someday", "q")
    assert value(house, "SELECT due_on IS NULL FROM promise") == 1
    assert "someday is no single date" in said
    assert value(house, "SELECT due_on FROM follow_up") == TODAY


def test_thanks_without_words_are_none(house: Home) -> None:
    added(house, "thanks @ana for the referral")
    said = triage(house, "t", "", "q")
    assert "0 handled" in said
    assert value(house, "SELECT status FROM follow_up") == "open"


@pytest.mark.parametrize(
    "letters",
    [(f"l said hello {NEXT}",), (f"n likes oak {NEXT}",), ("c", "1", f"said hello {NEXT}")],
    ids=["l", "n", "c"],
)
def test_a_role_brings_its_rhythm(house: Home, letters: tuple[str, ...]) -> None:
    settings(house, '[rhythms]\ncustomer = "60 days"\n')
    added(house, "promise @ana a quote 2026-11-18")
    assert "in touch every 60 days" in triage(house, *letters, "q")
    assert value(house, RHYTHM) == "periodic 60"


def test_a_role_brings_its_rhythm_in_peer_add(home: Home) -> None:
    settings(home, '[rhythms]\ncustomer = "60 days"\n')
    added(home, "person Ana Ruiz", f"log @ana said hello {NEXT}")
    assert value(home, RHYTHM) == "periodic 60"
