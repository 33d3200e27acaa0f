"""Standing, from an empty database: rest, a good end, and a welcome back, by the keys typed."""

from pathlib import Path

import pytest

from peer_tui.settings.schema import Settings
from tests.tui.peer_app import NARROW, WIDE, Peer, running

STANDING = "SELECT standing, standing_reason, door, rests_until FROM person WHERE name = 'Ana Ruiz'"
RHYTHM = "SELECT rhythm_days, rhythm_on FROM person WHERE name = 'Ana Ruiz'"
FOLLOW_UPS = "SELECT text, status, snoozed_until, waits_for_reply FROM follow_up ORDER BY id"
PROMISES = "SELECT text, status, snoozed_until FROM promise ORDER BY id"
ACTIVE = [("active", "", "open", None)]


async def house(peer: Peer) -> None:
    """Ana, in touch in September and due since; a promise each way, a check-in, thanks owed."""
    for line in (
        "person Ana Ruiz ana@ruiz.example",
        "log @ana talked about the loft 2026-09-01",
        "promise @ana send the quote by 1 dec",
        "they owe @ana photos by 1 dec",
        "@ana ask how the move went 18 nov",
        "@ana thank her for the cake 18 nov",
    ):
        await peer.press("a", f"={line}", "enter")
    await peer.press("2", "t", "=4 weeks", "enter")
    assert peer.rows(RHYTHM) == [(28, "2026-09-29")]


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
async def test_a_rest_until_a_day_and_a_welcome_before_it(
    size: tuple[int, int], tmp_path: Path
) -> None:
    async with running(tmp_path, size, sample=False) as peer:
        await house(peer)
        awake, acts = peer.dump(), peer.value("SELECT count(*) FROM action")
        await peer.press("1")
        assert "QUIET" in peer.screen
        await peer.press("2", "o", "r", "=until 1 march, moving house")
        assert "Resting until Mon 1 Mar 2027: moving house." in peer.screen
        assert "promises stay" in peer.screen or size == NARROW
        await peer.press("enter")
        assert peer.message.startswith("Resting with Ana Ruiz until Mon 1 Mar 2027")
        assert peer.rows(STANDING) == [("resting", "moving house", "open", "2027-03-01")]
        assert peer.rows(RHYTHM) == [(28, "2027-03-01")], "no sooner than the rest is over"
        assert peer.rows(PROMISES) == [("send the quote", "open", None), ("photos", "open", None)]
        # check-ins wait for a word, until the day at most; thanks that are owed do not
        assert peer.rows(FOLLOW_UPS) == [
            ("ask how the move went", "open", "2027-03-01", 1),
            ("thank her for the cake", "open", None, 0),
        ]
        assert "resting" in peer.cursor_line
        assert "resting until Mon 1 Mar 2027: moving house" in await peer.press("enter")
        await peer.press("escape", "1")
        assert "QUIET" not in peer.screen
        assert "thank her" in peer.screen
        assert "F-UP" not in peer.screen, "the check-in waits"
        resting = peer.dump()
        # they ring: an offer, and nothing more than an offer
        await peer.press("a", "=log @ana rang, they are in", "enter")
        assert "Ana Ruiz was resting." in peer.message
        assert "o a welcome back" in peer.lines[-2]
        assert "Enter opens everything" in peer.lines[-2]
        assert peer.rows(STANDING)[0][0] == "resting"
        assert "how the move" in peer.screen, "their word brings it back"
        await peer.press("enter")
        assert "talked about the loft" in peer.screen
        assert "rang, they are in" in peer.screen
        await peer.press("escape", "2", "o", "a")
        assert peer.message.startswith("Welcome back, Ana Ruiz.")
        assert peer.rows(STANDING) == ACTIVE
        assert peer.rows(RHYTHM) == [(28, "2026-12-16")]
        assert "resting" not in peer.cursor_line
        await peer.press("u", "u")
        assert peer.dump() == resting
        await peer.press("u")
        assert peer.dump() == awake
        assert peer.value("SELECT count(*) FROM action") > acts


async def test_the_offer_is_about_who_came_back(tmp_path: Path) -> None:
    async with running(tmp_path, WIDE, sample=False) as peer:
        await house(peer)
        await peer.press("a", "=person Zoe Lind", "enter", "2", "g", "g", "o", "r", "enter")
        assert peer.rows(STANDING) == [("resting", "", "open", None)]
        assert peer.rows(RHYTHM) == [(28, None)]
        await peer.press("G", "a", "=log @ana came by", "enter")
        assert "Zoe" in peer.cursor_line
        await peer.press("o", "a")
        assert peer.rows(STANDING) == ACTIVE
        # and on anybody else there is nothing to do
        await peer.press("o", "a")
        assert peer.message == "Zoe Lind is active already."


async def test_ended_well_says_who_closed_the_door(tmp_path: Path) -> None:
    async with running(tmp_path, WIDE, sample=False) as peer:
        await house(peer)
        before = peer.dump()
        await peer.press("2", "o", "e", "=moved to Lisbon", "enter")
        assert "the door is" in peer.screen
        assert peer.dump() == before
        await peer.press("escape")
        assert peer.message == "Nothing was changed."
        await peer.press("o", "e", "=moved to Lisbon", "enter", "3")
        assert peer.message == "Ended well with Ana Ruiz; 2 promises between you stay."
        assert peer.rows(STANDING) == [("ended", "moved to Lisbon", "closed by them", None)]
        assert {row[1] for row in peer.rows(FOLLOW_UPS)} == {"let go"}
        assert {row[1] for row in peer.rows(PROMISES)} == {"open"}
        assert "ended" in peer.cursor_line
        screen = await peer.press("enter")
        assert "ended, the door is closed by them: moved to Lisbon" in screen
        await peer.press("escape", "f", "=standing:ended", "enter")
        assert "Ana Ruiz" in peer.cursor_line
        await peer.press("f", "ctrl+u", "=standing:active", "enter")
        assert "Ana Ruiz" not in peer.cursor_line
        await peer.press("escape", "escape", "u")
        assert peer.dump() == before


async def test_a_rest_asks_for_a_day_that_is_to_come(tmp_path: Path) -> None:
    async with running(tmp_path, sample=False) as peer:
        await house(peer)
        before = peer.dump()
        await peer.press("o", "r", "=until 3 nov 2020", "enter")
        assert "still to come" in peer.screen
        await peer.press("ctrl+u", "=until whenever", "enter")
        assert "Until when?" in peer.screen
        assert peer.dump() == before


async def test_a_mail_that_is_imported_is_a_word_from_them(tmp_path: Path) -> None:
    box = tmp_path / "mail.mbox"
    box.write_text(
        "From ana@ruiz.example Mon Nov 16 10:00:00 2026\n"
        "From: Ana Ruiz <ana@ruiz.example>\nTo: me@shop.example\nSubject: We are in\n"
        "Date: Mon, 16 Nov 2026 10:00:00 +0000\nMessage-ID: <1@ruiz.example>\n\nhello\n"
    )
    settings = Settings(my_addresses=("me@shop.example",))
    async with running(tmp_path, WIDE, sample=False, settings=settings) as peer:
        await house(peer)
        await peer.press("2", "o", "r", "=moving house", "enter")
        resting = peer.dump()
        await peer.press("i", f"={box}", "enter")
        await peer.accept_import()
        said = "SELECT initiated_by, channel FROM interaction ORDER BY id DESC LIMIT 1"
        assert peer.rows(said) == [("them", "email")]
        assert "Ana Ruiz was resting." in peer.message
        await peer.press("o", "a")
        assert peer.rows(STANDING) == ACTIVE
        await peer.press("u", "u")
        assert peer.dump() == resting


async def test_it_works_on_the_page_of_a_person_without_a_row(tmp_path: Path) -> None:
    async with running(tmp_path, sample=False) as peer:
        await peer.press("a", "=person Ana Ruiz", "enter", "2", "enter")
        await peer.press("o", "r", "=moving house", "enter")
        assert peer.rows(STANDING) == [("resting", "moving house", "open", None)]
        assert "resting: moving house" in peer.screen
        await peer.press("o", "a")
        assert peer.rows(STANDING) == ACTIVE
        assert "resting" not in peer.screen


async def test_marked_people_rest_in_one_step(tmp_path: Path) -> None:
    async with running(tmp_path, WIDE) as peer:
        await peer.press("2", "g", "g")
        before, acts = peer.dump(), peer.value("SELECT count(*) FROM action")
        await peer.press("space", "space", "o", "r", "enter")
        assert peer.message.startswith("Resting with 2 people")
        assert peer.value("SELECT count(*) FROM person WHERE standing = 'resting'") == 3
        assert peer.value("SELECT count(*) FROM action") == acts + 1
        await peer.press("u")
        assert peer.dump() == before
