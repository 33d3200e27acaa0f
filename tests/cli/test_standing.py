"""`peer standing` and `peer messages`: how it stands with people, and what is worth sending."""

import json
from pathlib import Path

import pytest

from peer_tui.clock import FixedClock
from peer_tui.domain.people import ContactKind, ContactPoint, Person
from peer_tui.domain.wish_line import read_wish
from peer_tui.services import sending, wishes
from peer_tui.services.people import add_person
from peer_tui.storage.store import Identity, open_store
from tests.cli.conftest import TODAY, Home
from tests.storage.support import NOW


@pytest.fixture
def house(tmp_path: Path) -> Home:
    """Ana wants oak and can be written to; Ben wants it and has no address."""
    home = Home(tmp_path)
    home.database.parent.mkdir(parents=True)
    store = open_store(home.database, FixedClock(NOW), Identity("bench", "owner"))
    mail = ContactPoint(ContactKind.EMAIL, "ana@ruiz.example")
    for person in (Person("Ana Ruiz", contact_points=(mail,)), Person("Ben Okafor")):
        [who] = add_person(store, person).ids
        wishes.add_wish(store, who, read_wish("wants oak", NOW))
    sending.begin(store, "New oak samples", "oak, brass")
    store.close()
    return home


def standing(home: Home, *arguments: str) -> tuple[int, str, str]:
    done = home.peer("standing", "--today", TODAY, *arguments)
    return done.returncode, done.stdout, done.stderr


def test_rest_end_and_welcome(house: Home) -> None:
    code, out, said = standing(
        house, "ana", "resting", "--until", "2027-03-01", "--reason", "moving house"
    )
    assert (code, out) == (0, "")
    assert said.startswith("Resting with Ana Ruiz until Mon 1 Mar 2027.")
    shown = house.peer("show", "--today", TODAY, "ana").stdout
    assert "Standing      resting until Mon 1 Mar 2027: moving house" in shown
    document = json.loads(house.peer("show", "--today", TODAY, "--json", "ana").stdout)
    assert document["standing"] == {
        "standing": "resting",
        "door": None,
        "rests_until": "2027-03-01",
        "reason": "moving house",
    }
    over = json.loads(house.peer("show", "--today", "2027-03-01", "--json", "ana").stdout)
    assert over["standing"]["standing"] == "active"
    assert standing(house, "ana", "ended", "--door", "closed by them")[0] == 0
    shown = house.peer("show", "--today", TODAY, "ana").stdout
    assert "ended, the door is closed by them" in shown
    assert "Ana Ruiz" in house.peer("find", "standing:ended").stdout
    assert standing(house, "ana", "active")[2].startswith("Welcome back, Ana Ruiz.")
    assert standing(house, "ana", "active")[2] == "peer: Ana Ruiz is active already.\n"
    for _ in range(3):
        assert house.peer("undo").returncode == 0
    assert "Standing" not in house.peer("show", "--today", TODAY, "ana").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ana", "ended", "--until", "2027-03-01"), "--until is for a rest"),
        (("ana", "resting", "--door", "open"), "--door is for what ended"),
        (("ana", "active", "--reason", "x"), "--reason is for a rest or an end"),
        (("ana", "resting", "--until", TODAY), "still to come"),
        (("zoe", "resting"), "Nobody is called zoe"),
        (("ana", "asleep"), "active"),
        (("ana",), "'ana' is not one of 'active', 'resting', 'ended'"),
        (("active",), "Say who: peer standing maria active."),
    ],
)
def test_what_cannot_be_is_said(house: Home, arguments: tuple[str, ...], said: str) -> None:
    code, out, error = standing(house, *arguments)
    assert code != 0
    assert out == ""
    assert said in error
    assert house.peer("find", "standing:active").stdout.count("person") == 2


def test_messages_are_listed_with_reasons(house: Home) -> None:
    listed = house.peer("messages", "--today", TODAY)
    assert listed.returncode == 0
    assert listed.stdout.splitlines() == [
        "New oak samples  [oak, brass]",
        "  Ana Ruiz    wants oak",
        "  Ben Okafor  no e-mail address",
    ]
    document = json.loads(house.peer("messages", "--today", TODAY, "--json").stdout)
    assert document["schema"] == 1
    [message] = document["messages"]
    assert message["topics"] == ["oak", "brass"]
    assert [(each["name"], each["part"], each["note"]) for each in message["people"]] == [
        ("Ana Ruiz", "open", None),
        ("Ben Okafor", "left out", "no e-mail address"),
    ]


def test_nothing_worth_sending_yet(tmp_path: Path) -> None:
    listed = Home(tmp_path).peer("messages")
    assert listed.returncode == 0
    assert listed.stdout == ""
    assert "Nothing is worth sending yet" in listed.stderr
