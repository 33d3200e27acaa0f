"""The page of boundaries and preferences, held rows, and the gate before contact begins."""

from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from peer_tui.clock import FixedClock
from peer_tui.settings.schema import Settings
from peer_tui.tui.screens.wishes import WishesScreen
from tests.storage.support import NOW
from tests.tui.peer_app import NARROW, WIDE, Peer, running

SMALL = (40, 12)
AGREED = (
    "SELECT side, kind, value, agreed_on, until FROM boundary JOIN person"
    " ON person.id = boundary.person_id WHERE person.name = ? ORDER BY boundary.id"
)
ASKED = (
    "SELECT topic, stance, said_on FROM preference JOIN person"
    " ON person.id = preference.person_id WHERE person.name = ? ORDER BY preference.id"
)
NOTES = "SELECT text FROM interaction WHERE kind = 'note' ORDER BY id DESC"


@pytest.mark.parametrize("size", [NARROW, WIDE, SMALL])
async def test_both_sides_are_seen(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(tmp_path, size) as peer:
        screen = await peer.press("b")
        assert isinstance(peer.app.screen, WishesScreen)
        for words in ("Maria Lopez", "Can be reached now", "not at weekends", "rather mail"):
            assert words in screen
        if size != SMALL:
            assert "agreed 3 Oct" in screen
            assert "workshop days" in screen
            assert "newsletters" in screen
        assert "Follow-ups due" in await peer.press("escape")


async def test_one_line_adds_with_its_meaning_shown_first(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("j", "b")
        assert "Sunil Rao" in peer.lines[2]
        before = peer.dump()
        screen = await peer.press("a", "=theirs: no calls before 10, agreed today")
        assert "Theirs · no calls before 10:00 · agreed 18 Nov" in screen
        await peer.press("enter")
        assert ("theirs", "hours", "not 00:00-10:00 by phone", "2026-11-18", None) in peer.rows(
            AGREED, "Sunil Rao"
        )
        assert "no calls before 10:00" in peer.screen
        assert "Written down for Sunil Rao" in peer.message
        await peer.press("a", "=wants oak", "enter")
        assert peer.rows(ASKED, "Sunil Rao") == [("oak", "wants", None)]
        await peer.press("u", "u")
        assert peer.dump() == before


async def test_a_line_that_is_not_sure_is_refused_and_kept(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        before = peer.dump()
        screen = await peer.press("b", "a", "=not after 6")
        assert "6am or 6pm" in screen
        await peer.press("enter")
        assert peer.app.work is not None
        assert peer.app.work.bar.is_open
        await peer.press("escape")
        assert peer.dump() == before
        assert "not after 6" in await peer.press("a")


async def test_a_line_is_changed_and_taken_out(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("b", "j")
        assert peer.cursor_line.startswith("not at weekends")
        before = peer.dump()
        assert "theirs: not at weekends, agreed 3 oct 2026" in await peer.press("e")
        await peer.press("=, until 1 mar", "enter")
        assert ("theirs", "days", "not sat, sun", "2026-10-03", "2027-03-01") in peer.rows(
            AGREED, "Maria Lopez"
        )
        await peer.press("x")
        assert [row[2] for row in peer.rows(AGREED, "Maria Lopez")] == ["rather mail"]
        assert "Removed for Maria Lopez" in peer.message
        await peer.press("u", "u")
        assert peer.dump() == before


async def test_a_wish_is_ticked_off_when_it_was_answered(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("b", "d")
        assert "until it is changed" in peer.message
        await peer.press("j", "j")
        assert peer.cursor_line.startswith("oak")
        await peer.press("d")
        assert peer.value("SELECT acted_on FROM preference WHERE topic = 'oak'") == "2026-11-18"
        assert "acted on 18 Nov" in peer.cursor_line


async def test_nothing_agreed_yet(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("2", "b")
        assert "Nothing was agreed" not in peer.screen
        await peer.press("escape", "j", "b")
        assert "Aoife Brennan" in peer.lines[2]
        assert "Nothing was agreed or asked for yet." in peer.screen
        for key in ("x", "e", "d", "enter", "j", "G", "space", "escape"):
            await peer.press(key)
        assert "People" in peer.screen


async def test_of_several_marked_people_the_first(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("space", "space", "b")
        assert "Maria Lopez" in peer.lines[2]
        assert "1 more person is marked" in peer.message


async def test_a_held_row_says_so_and_is_never_late(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        [row] = [line for line in peer.lines if "Ben Okafor" in line]
        assert "HELD" in row
        assert "no contact" in row
        assert "opens Tue 24" in row
        assert "late" not in row
        await peer.press("G")
        assert "Ben Okafor" in peer.cursor_line
        assert "HELD until Tue 24 Nov" in peer.screen
        await peer.press("b", "x", "escape")
        [row] = [line for line in peer.lines if "Ben Okafor" in line and "contract" in line]
        assert "OWED" in row
        assert "2 days late" in row
        await peer.press("u")
        assert "HELD" in "".join(line for line in peer.lines if "contract" in line)


async def test_the_card_says_how_to_reach_them(tmp_path: Path) -> None:
    async with running(tmp_path, WIDE) as peer:
        assert "rather mail; not at weekends (agreed 3 Oct)" in peer.screen
        assert "Wants: oak, workshop days" in peer.screen
        assert "No: newsletters" in peer.screen


async def to_ben(peer: Peer) -> None:
    await peer.press("G")
    assert "Ben Okafor" in peer.cursor_line


@pytest.mark.parametrize("key", ["c", "m"])
async def test_contact_that_is_held_does_not_begin(tmp_path: Path, key: str) -> None:
    async with running(tmp_path) as peer:
        await to_ben(peer)
        before = peer.dump()
        await peer.press(key)
        assert peer.app.work is not None
        assert peer.message.startswith("Held: no contact until 23 Nov (agreed 4 Nov)")
        assert "Opens Tue 24 Nov" in peer.message
        assert "! passes once" in peer.message
        assert peer.dump() == before


async def test_passing_asks_why_and_lets_through_once(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await to_ben(peer)
        before = peer.dump()
        await peer.press("c", "!")
        assert "Why now, Ben Okafor?" in peer.screen
        await peer.press("=the staircase came loose", "enter")
        [(note,), *_] = peer.rows(NOTES)
        assert "the staircase came loose" in note
        assert "no contact" in note
        await peer.press("c")
        assert peer.app.work is None
        await peer.press("escape", "c")
        assert peer.message.startswith("Held:")
        await peer.press("u")
        assert peer.dump() == before


async def test_a_reason_taken_back_lets_nobody_through(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await to_ben(peer)
        await peer.press("!", "=a reason", "enter", "u", "c")
        assert peer.message.startswith("Held:")


async def test_nothing_to_pass(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("!")
        assert "Nothing is held with Maria Lopez" in peer.message


async def test_a_line_can_be_logged_although_it_is_held(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await to_ben(peer)
        await peer.press("l")
        assert "Held now: no contact" in peer.message
        await peer.press("=he called from the train", "enter")
        assert peer.value("SELECT count(*) FROM interaction WHERE text LIKE 'he called%'") == 1


async def test_my_quiet_hours_hold_everybody_but_mark_no_row(tmp_path: Path) -> None:
    settings = replace(Settings(), quiet_hours=(time(9), time(11)))
    async with running(tmp_path, settings=settings) as peer:
        assert sum("HELD" in line for line in peer.lines) == 1
        await peer.press("c")
        assert "my quiet hours" in peer.message
        assert "Opens today 11:00" in peer.message


async def test_a_row_opens_when_its_minute_comes(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("j", "b", "a", "=not before 10:31", "enter", "escape")
        assert "opens 10:31" in peer.cursor_line
        peer.app.clock = FixedClock(NOW + timedelta(minutes=1))
        peer.app.upkeep._look_around()
        await peer.rest()
        assert "I OWE" in peer.cursor_line


async def test_their_hours_are_read_by_their_clock(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("j", "b")
        before = peer.dump()
        await peer.press("a", "=9:00-18:00 only", "enter")
        assert "Can be reached now" in peer.screen
        assert "No such place" in await peer.press("z", "=toky")
        assert "Asia/Tokyo · There it is " in await peer.press("o")
        await peer.press("enter")
        assert peer.value("SELECT time_zone FROM person WHERE name = 'Sunil Rao'") == "Asia/Tokyo"
        assert "Sunil Rao lives by Asia/Tokyo" in peer.message
        tokyo = NOW.astimezone(ZoneInfo("Asia/Tokyo"))
        assert f"{tokyo:%H:%M}" in peer.lines[3]
        assert ("HELD" in peer.lines[3]) == (not 9 <= tokyo.hour < 18)
        await peer.press("u", "u")
        assert peer.dump() == before
