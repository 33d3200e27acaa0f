"""Putting off on the screen: the default shown, waiting for a reply, third snooze, spreading."""

from pathlib import Path

import pytest

from peer_tui.settings.schema import Settings
from peer_tui.storage.models import Boundary
from tests.tui.peer_app import NARROW, WIDE, Peer, elsewhere, running

BEN = "SELECT id FROM person WHERE name = 'Ben Okafor'"
PUT_OFF = (
    "SELECT snoozed_until, waits_for_reply, snooze_count FROM promise"
    " WHERE text = 'signed contract'"
)
OFFER = "3rd time, to Fri 27"


async def snooze_ben(peer: Peer) -> None:
    """Ben's promise, put off twice before, is the last row."""
    await peer.press("G")
    assert "Ben Okafor" in peer.cursor_line
    await peer.press("s")


async def test_the_default_shown_is_where_it_goes(tmp_path: Path) -> None:
    """Ben is not to be reached on Fridays, and the owner works from Wednesday to Friday."""
    settings = Settings(working_days=frozenset({2, 3, 4}), default_snoozes=(1, 2, 3))
    async with running(tmp_path, settings=settings) as peer:
        with elsewhere(peer.path) as store, store.transaction("agree", "agreed") as transaction:
            [ben] = transaction.query(BEN)
            values = {"person_id": ben["id"], "side": "theirs", "kind": "days", "value": "not wed"}
            transaction.insert(Boundary, values)
        await peer.press("G")
        # Three working days ahead is Wednesday the 25th.
        assert "Snooze > Thu 26 Nov" in peer.hints
        await peer.press("s")
        assert peer.rows(PUT_OFF) == [("2026-11-26", 0, 3)]


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_third_snooze_offers_other_ways(size: tuple[int, int], tmp_path: Path) -> None:
    async with running(tmp_path, size) as peer:
        await snooze_ben(peer)
        if size == NARROW:
            assert peer.message == OFFER
        else:
            assert peer.message == "Snoozed Ben Okafor to Fri 27 Nov, the third time."
        line = peer.lines[-2]
        for offered in ("o l loosen", "o x let go", "o e end well", "when needed"):
            assert offered in line


async def test_the_offer_is_about_its_row_wherever_the_cursor_is(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await snooze_ben(peer)
        await peer.press("g", "g", "j")
        assert peer.message == OFFER
        await peer.press("o")
        assert peer.message.startswith("o ...")
        await peer.press("x")
        assert peer.message == "Released: signed contract (Ben Okafor)."
        assert "Sunil Rao" in peer.cursor_line
        assert peer.value("SELECT status FROM promise WHERE text = 'signed contract'") == "released"
        await peer.press("u", "u")
        assert peer.rows(PUT_OFF)[0][2] == 2


@pytest.mark.parametrize("between", [("escape",), ("u",), ("g", "z")])
async def test_without_the_offer_the_keys_are_about_the_cursor(
    between: tuple[str, ...], tmp_path: Path
) -> None:
    async with running(tmp_path) as peer:
        await snooze_ben(peer)
        await peer.press("g", "g", *between, "o", "x")
        assert peer.message.startswith("Released: send quote")


async def test_ending_well_is_one_step(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await snooze_ben(peer)
        before, acts = peer.dump(), peer.value("SELECT count(*) FROM action")
        assert "End well with Ben Okafor" in await peer.press("o", "e")
        await peer.press("=moved away", "enter", "enter")
        assert peer.message == "Ended well with Ben Okafor; 1 promise between you stays."
        assert ("ended", "moved away") in peer.rows("SELECT standing, standing_reason FROM person")
        assert peer.value("SELECT count(*) FROM action") == acts + 1
        await peer.press("u")
        assert peer.dump() == before


async def test_again_eases_the_next_row(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        moved = "SELECT count(*) FROM follow_up WHERE due_on = '2026-12-18'"
        before = peer.value(moved)
        await peer.press("j", "j", "o", "l", ".")
        assert peer.value(moved) == before + 2


async def test_waiting_for_a_reply_ends_with_a_word(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("G", "S")
        assert ", or when they reply" in await peer.press("r")
        await peer.press("f")
        assert peer.message.startswith("Snoozed Ben Okafor to Fri 20 Nov, or when they reply")
        assert peer.rows(PUT_OFF) == [("2026-11-20", 1, 3)]
        assert "waits" in await peer.press("5")
        before = peer.dump()
        await peer.press("1", "a", "=log @ben rang about the contract", "enter")
        assert peer.rows(PUT_OFF) == [(None, 0, 3)]
        await peer.press("u")
        assert peer.dump() == before


async def test_again_waits_for_the_next_reply_too(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("S", "r", "f", ".")
        assert peer.value("SELECT count(*) FROM promise WHERE waits_for_reply = 1") == 2


async def test_marked_rows_are_spread_in_one_step(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        before, acts = peer.dump(), peer.value("SELECT count(*) FROM action")
        assert "p  spread: Thu 19 to " in await peer.press("*", "S")
        await peer.press("p")
        assert peer.message.startswith("7 items over Thu 19 to ")
        assert peer.value("SELECT count(*) FROM action") == acts + 1
        assert "0 left" in peer.screen or "Nothing is due" in peer.screen
        await peer.press("u")
        assert peer.dump() == before


# rows that are no items themselves


async def test_the_verbs_are_about_the_rhythm_in_the_list_of_people(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("2")
        assert "Ana Ruiz" in peer.cursor_line
        before = peer.dump()
        await peer.press("d")
        assert peer.message == "In touch with Ana Ruiz."
        assert "Aoife Brennan" in peer.cursor_line
        assert peer.rows("SELECT text, kind FROM interaction ORDER BY id DESC LIMIT 1") == [
            ("", "conversation")
        ]
        await peer.press("u", "g", "g")
        assert peer.dump() == before
        await peer.press("t", "=4 weeks", "enter", "g", "g")
        # In touch on Friday the 13th; the rhythm runs out four weeks later, on a Friday.
        assert "Snooze > Mon 14 Dec" in peer.hints
        await peer.press("s")
        until = "SELECT snoozed_until FROM person WHERE name = 'Ana Ruiz'"
        assert peer.value(until) == "2026-12-14"
        await peer.press("g", "g", "S", "f")
        assert peer.value(until) == "2026-11-20"
        await peer.press("g", "g", "x")
        assert peer.message == "No rhythm any more with Ana Ruiz."
        await peer.press("g", "g")
        for key, words in (("s", "to put off; t gives one"), ("x", "to end")):
            await peer.press(key)
            assert peer.message == f"Ana Ruiz has no rhythm {words}."


async def test_a_promise_that_was_found_is_kept(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        before = peer.dump()
        await peer.press("/", "=quote for oak", "tab")
        assert "Snooze > Thu 19 Nov" in peer.hints
        await peer.press("d")
        assert peer.message == "Kept: send quote for oak table (Maria Lopez)."
        assert peer.value("SELECT status FROM promise WHERE text LIKE 'send quote%'") == "kept"
        await peer.press("g", "g", "d")
        assert peer.message == "This is closed already."
        await peer.press("u")
        assert peer.dump() == before


async def test_a_held_snooze_stops_all_the_same(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        before = peer.value("SELECT count(*) FROM action")
        await peer.press("G", "=sssss")
        assert peer.value("SELECT count(*) FROM action") <= before + 2
        assert "Key held? stopped" in peer.message


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_begun_chord_shows_what_may_follow(size: tuple[int, int], tmp_path: Path) -> None:
    async with running(tmp_path, size) as peer:
        before = peer.hints
        await peer.press("p")
        shown = peer.message + peer.hints
        for words in ("n Need", "s Story", "a Arc", "c Show them"):
            assert words in shown
        assert peer.hints.rstrip().endswith("? keys")
        await peer.press("escape")
        assert peer.hints == before
        await peer.press("p", "a")
        assert "The arc with" in peer.screen
