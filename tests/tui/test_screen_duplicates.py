"""Pairs of people who may be one, and the two side by side."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from peer_tui.clock import FixedClock
from peer_tui.domain.people import (
    ContactKind,
    ContactPoint,
    DateKind,
    ImportantDate,
    PartialDate,
    Person,
    Rhythm,
    RhythmKind,
    Tag,
)
from peer_tui.domain.quick_add import parse
from peer_tui.services.add import known_people, save
from peer_tui.services.people import add_person, edit_person
from peer_tui.storage.doctor import examine
from peer_tui.storage.queries.person import person
from peer_tui.storage.store import open_store
from peer_tui.tui import late_enter
from tests.storage.support import NOW
from tests.tui.peer_app import ME, NARROW, WIDE, Peer, elsewhere, running

MAIL = ContactPoint(ContactKind.EMAIL, "bob@jones.example", "", "bob@jones.example")
BOB = Person(
    "Bob Jones",
    organisation="Jones & Sons",
    notes="Likes oak.",
    contact_points=(MAIL, ContactPoint(ContactKind.PHONE, "020 7946 0000")),
)
ROBERT = Person(
    "Robert Jones",
    organisation="Joinery Ltd",
    notes="Met at the fair.",
    contact_points=(MAIL, ContactPoint(ContactKind.EMAIL, "rob@x.example", "", "rob@x.example")),
    tags=(Tag("customer"),),
    dates=(ImportantDate(DateKind.BIRTHDAY, PartialDate(None, 5, 4)),),
    rhythm=Rhythm(RhythmKind.PERIODIC, 30),
)
SIZES = pytest.mark.parametrize("size", [NARROW, WIDE, (40, 12)], ids=["narrow", "wide", "tiny"])


@pytest.fixture(autouse=True)
def hears_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Enter counts from the first moment."""
    monkeypatch.setattr(late_enter, "SECONDS", 0.001)


def write_pairs(folder: Path) -> None:
    """Bob and Robert Jones, who are one; John and Joan Smith, who are not."""
    store = open_store(folder / "peer.db", FixedClock(NOW), ME)
    for each in (BOB, ROBERT, Person("John Smith"), Person("Joan Smith")):
        add_person(store, each)
    for text in ("promise @bob the second quote by fri", "log @robert met > call mon"):
        save(store, parse(text, NOW, known_people(store.reader)), allow_new=False)
    store.close()


async def side_by_side(peer: Peer) -> str:
    """Open the first pair and wait until Enter is heard; the screen."""
    await peer.press("g", "m", "enter")
    await asyncio.sleep(0.02)
    await peer.rest()
    return peer.screen


@SIZES
async def test_from_the_list_to_one_person_and_back(size: tuple[int, int], tmp_path: Path) -> None:
    write_pairs(tmp_path)
    async with running(tmp_path, size, sample=False) as peer:
        before = peer.dump()
        screen = await peer.press("g", "m")
        assert "2 pairs" in screen
        assert "same e-mail" in peer.cursor_line
        screen = await side_by_side(peer)
        assert "stays" in screen
        assert "Robert Jones" in peer.cursor_line
        screen = await peer.press("enter")
        assert peer.message.startswith("Merged Bob Jones into Robert Jones.")
        assert "1 pair" in screen
        assert "Joan Smith" in screen
        assert peer.rows("SELECT name FROM person WHERE name LIKE '%Jones'") == [("Robert Jones",)]
        assert peer.value("SELECT notes FROM person WHERE name = 'Robert Jones'") == (
            "Met at the fair.\n\nLikes oak."
        )
        assert peer.value("SELECT count(*) FROM contact_point") == 3
        assert "2 pairs" in await peer.press("u")
        assert peer.dump() == before
        await peer.press("U")
        assert peer.value("SELECT count(*) FROM person") == 3
        assert "Who may be one" not in await peer.press("escape")
    assert examine(tmp_path / "peer.db") == []


async def test_field_by_field_and_line_by_line(tmp_path: Path) -> None:
    write_pairs(tmp_path)
    async with running(tmp_path, NARROW, sample=False) as peer:
        screen = await side_by_side(peer)
        assert "• Robert Jones                  Bob Jones" not in screen
        assert "Everything else comes along: history 1 + 0, promises 0 + 1" in screen
        await peer.press("space")
        assert "Name: Bob Jones" in peer.screen
        await peer.press("space")
        assert "Name: Robert Jones" in peer.screen
        await peer.press("right")
        assert "Name: Bob Jones" in peer.screen
        await peer.press("down", "right", "left", "right", "down", "down", "left", "down")
        assert peer.cursor_line.startswith("E-mail")
        await peer.press("down")
        assert "rob@x.example" in peer.cursor_line
        assert "Leave out" in peer.hints
        assert "left out (rob@x.example)" in await peer.press("space")
        assert "Keep" in peer.hints
        await peer.press("enter")
        assert peer.message.startswith("Merged Robert Jones into Bob Jones.")
        assert peer.rows("SELECT name, organisation, notes FROM person ORDER BY id LIMIT 1") == [
            ("Bob Jones", "Jones & Sons", "Met at the fair.")
        ]
        values = peer.rows("SELECT value FROM contact_point ORDER BY value")
        assert values == [("020 7946 0000",), ("bob@jones.example",)]


async def test_not_the_same_from_both_screens(tmp_path: Path) -> None:
    write_pairs(tmp_path)
    async with running(tmp_path, NARROW, sample=False) as peer:
        before = peer.dump()
        await peer.press("g", "m", "down")
        assert "John Smith" in peer.cursor_line
        assert "1 pair" in await peer.press("x")
        assert peer.message.startswith("Not the same person: John Smith and Joan Smith.")
        await side_by_side(peer)
        screen = await peer.press("n")
        assert "Nobody here looks like somebody else." in screen
        assert peer.value("SELECT count(*) FROM not_same") == 2
        assert "2 pairs" in await peer.press("u", "u")
        assert peer.dump() == before
        await peer.press("x", "x", "x")
        assert peer.message == "No pair here to keep apart."


async def test_leaving_the_page_changes_nothing(tmp_path: Path) -> None:
    write_pairs(tmp_path)
    async with running(tmp_path, NARROW, sample=False) as peer:
        before = peer.dump()
        await side_by_side(peer)
        await peer.press("space", "down", "space")
        assert "2 pairs" in await peer.press("escape")
        await peer.press("escape")
        assert peer.dump() == before


async def test_a_held_key_opens_the_page_and_merges_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(late_enter, "SECONDS", 60.0)
    write_pairs(tmp_path)
    async with running(tmp_path, NARROW, sample=False) as peer:
        before = peer.dump()
        await peer.press("g", "m", "enter", "enter", "enter")
        assert "stays" in peer.screen
        assert peer.dump() == before


async def test_a_change_elsewhere_is_said_and_the_page_read_again(tmp_path: Path) -> None:
    write_pairs(tmp_path)
    async with running(tmp_path, NARROW, sample=False) as peer:
        await side_by_side(peer)
        with elsewhere(peer.path) as store:
            who = peer.value("SELECT id FROM person WHERE name = 'Bob Jones'")
            shown = person(store.reader, who)
            assert shown is not None
            edit_person(store, shown, replace(shown, job_title="Owner"))
        await peer.press("enter")
        assert "was changed elsewhere" in peer.message
        assert "Owner" in peer.screen
        assert peer.value("SELECT count(*) FROM person") == 4
        await peer.press("enter")
        assert peer.value("SELECT job_title FROM person WHERE name = 'Robert Jones'") == "Owner"


async def test_somebody_gone_elsewhere_closes_the_page(tmp_path: Path) -> None:
    write_pairs(tmp_path)
    async with running(tmp_path, NARROW, sample=False) as peer:
        await peer.press("g", "m", "down", "enter")
        # The newest act is taken back in this window too: the page loses one of its two.
        assert "stays" in peer.screen
        await peer.press("u", "u", "u")
        assert "Joan Smith" not in peer.screen
        assert "stays" not in peer.screen


async def test_two_marked_people_come_side_by_side(tmp_path: Path) -> None:
    write_pairs(tmp_path)
    async with running(tmp_path, NARROW, sample=False) as peer:
        await peer.press("2", "space", "down", "space")
        screen = await peer.press("g", "m")
        assert "stays: " in screen
        assert "goes: " in screen


async def test_names_from_outside_are_drawn_safely(tmp_path: Path) -> None:
    store = open_store(tmp_path / "peer.db", FixedClock(NOW), ME)
    for name in ("日本 太郎", "Taro [bold]\x1b[31m\u202e"):
        add_person(store, Person(name, contact_points=(MAIL,)))
    store.close()
    async with running(tmp_path, NARROW, sample=False) as peer:
        assert "[bold]" in await peer.press("g", "m")
        screen = await side_by_side(peer)
        assert "日本 太郎" in screen
        assert "\x1b" not in screen
        assert "\u202e" not in screen


@pytest.mark.parametrize("below", ["enter", "b"], ids=["page", "wishes"])
async def test_a_page_of_the_one_who_went_is_left_in_peace(below: str, tmp_path: Path) -> None:
    write_pairs(tmp_path)
    async with running(tmp_path, NARROW, sample=False) as peer:
        await peer.press("2", below)
        assert "Bob Jones" in peer.screen
        await side_by_side(peer)
        await peer.press("enter")
        assert peer.message.startswith("Merged Bob Jones into Robert Jones.")
        await peer.press("escape", "escape", "escape")
        assert peer.app.screen is peer.app.main
        assert "Robert Jones" in await peer.press("2")
        assert "Bob Jones" in await peer.press("u")
