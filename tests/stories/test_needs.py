"""Needs, from an empty database to "solved", by the keys a user types."""

from pathlib import Path

import pytest

from tests.tui.peer_app import NARROW, WIDE, Peer, running

NEED = "SELECT text, i_give, they_give, check_on, outcome, answer, said_by, closed_on FROM need"
CHECKS = "SELECT text, due_on, status FROM follow_up WHERE need_id IS NOT NULL ORDER BY id"


async def came(peer: Peer, check: str = "check today") -> None:
    line = f"need @ben leaking tap, {check}; they give 40 an hour"
    await peer.press("a", f"={line}", "enter", "enter")


@pytest.mark.parametrize("size", [NARROW, WIDE, (40, 12)], ids=["narrow", "wide", "tiny"])
async def test_solved_in_their_words_and_all_the_way_back(
    size: tuple[int, int], tmp_path: Path
) -> None:
    async with running(tmp_path, size, sample=False) as peer:
        empty = peer.dump()
        await came(peer)
        assert peer.rows(NEED) == [
            ("leaking tap", "", "40 an hour", "2026-11-18", "", "", "", None)
        ]
        assert peer.rows(CHECKS) == [("leaking tap: is it solved?", "2026-11-18", "open")]
        told = peer.dump()
        await peer.press("1")
        assert "leaking" in peer.cursor_line
        assert "0 handled" in peer.screen, "writing a need down handles nothing"
        assert "Is it solved?" in await peer.press("y")
        assert peer.dump() == told, "nothing is written before an answer"
        await peer.press("1")
        assert "Their words" in peer.screen
        await peer.press("=dry since monday", "enter")
        assert "The door stays open" in peer.message
        assert peer.rows(NEED)[0][4:] == ("solved", "dry since monday", "theirs", "2026-11-18")
        assert [row[2] for row in peer.rows(CHECKS)] == ["done"]
        assert "leaking" not in peer.cursor_line
        assert "1 handled" in peer.screen
        await peer.press("u")
        assert peer.dump() == told
        assert "leaking" in peer.cursor_line
        await peer.press("u")
        assert peer.dump() == empty


async def test_not_solved_opens_a_promise_whose_keeping_asks_again(tmp_path: Path) -> None:
    async with running(tmp_path, WIDE, sample=False) as peer:
        await came(peer)
        told = peer.dump()
        await peer.press("1", "y", "3", "=still drips", "enter")
        assert "I owe ben:" in peer.screen
        assert "leaking tap" in peer.screen
        await peer.press("= with a new washer, by fri", "enter")
        assert peer.rows(NEED)[0][4:] == ("not", "still drips", "theirs", None)
        promise = "SELECT side, text, due_on, status, need_id IS NOT NULL FROM promise"
        assert peer.rows(promise) == [
            ("mine", "leaking tap with a new washer", "2026-11-20", "open", 1)
        ]
        await peer.press("3")
        assert "leaking ta" in peer.cursor_line
        await peer.press("d")
        assert peer.rows(promise)[0][3] == "kept"
        assert "Asks Mon 23 Nov whether it is solved." in peer.message
        assert peer.rows(CHECKS)[-1] == ("leaking tap: is it solved?", "2026-11-23", "open")
        await peer.press("2")
        assert "not solved, ask Mon 23 Nov" in peer.screen, "the card tells where it stands"
        await peer.press("u", "u")
        assert peer.dump() == told


async def test_no_promise_where_the_owner_makes_none(tmp_path: Path) -> None:
    async with running(tmp_path, sample=False) as peer:
        await came(peer)
        await peer.press("1", "y", "2", "enter", "escape")
        assert peer.rows(NEED)[0][4:] == ("partly", "", "mine", "2026-11-18")
        assert peer.value("SELECT count(*) FROM promise") == 0


async def test_no_answer_asks_once_more_without_a_line(tmp_path: Path) -> None:
    async with running(tmp_path, sample=False) as peer:
        await came(peer)
        told = peer.dump()
        await peer.press("1", "y", "4")
        assert "One gentle question more Wed 2 Dec" in peer.message
        assert [row[1:] for row in peer.rows(CHECKS)] == [
            ("2026-11-18", "done"),
            ("2026-12-02", "open"),
        ]
        await peer.press("u")
        assert peer.dump() == told


async def test_escape_leaves_it_open_at_every_step(tmp_path: Path) -> None:
    async with running(tmp_path, sample=False) as peer:
        await came(peer)
        told = peer.dump()
        await peer.press("1", "y", "escape")
        await peer.press("y", "1", "=half a sen", "escape")
        assert peer.dump() == told


async def test_done_closes_only_the_question_and_the_review_comes_back_to_it(
    tmp_path: Path,
) -> None:
    async with running(tmp_path, sample=False) as peer:
        await came(peer)
        await peer.press("1", "d")
        assert peer.rows(NEED)[0][4:] == ("", "", "", None)
        screen = await peer.press("w")
        assert "nobody asked whether it is solved" in screen
        assert "leaking tap" in peer.cursor_line
        await peer.press("y", "1", "=yes", "enter")
        assert peer.rows(NEED)[0][4:7] == ("solved", "yes", "theirs")
        assert "leaking tap" not in peer.screen.split("\n")[4]


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
async def test_needs_stand_on_the_page_of_the_person_and_are_worked_there(
    size: tuple[int, int], tmp_path: Path
) -> None:
    async with running(tmp_path, size, sample=False) as peer:
        await peer.press("a", "=person ben", "enter")
        await peer.press("2", "p", "n", "=leaking tap, check in 2 weeks", "enter")
        assert peer.rows(NEED)[0][:4] == ("leaking tap", "", "", "2026-12-02")
        screen = await peer.press("enter")
        assert "Needs" in screen
        await peer.press("j")
        assert "leaking tap" in peer.cursor_line
        assert "NEED" in peer.cursor_line
        told = peer.dump()
        await peer.press("e")
        assert "leaking tap, check 2026-12-02" in peer.screen
        await peer.press("=; I give a washer", "enter")
        assert peer.rows(NEED)[0][:4] == ("leaking tap", "a washer", "", "2026-12-02")
        await peer.press("u")
        assert peer.dump() == told
        assert "Is it solved?" in await peer.press("enter")
        await peer.press("1", "enter")
        assert peer.rows(NEED)[0][4:7] == ("solved", "", "mine")
        assert "solved, my own opinion" in peer.screen


async def test_rows_that_ask_nothing_say_so(tmp_path: Path) -> None:
    async with running(tmp_path, sample=False) as peer:
        await peer.press("a", "=@ben call him today", "enter", "enter")
        before = peer.dump()
        await peer.press("1", "y")
        assert "asks nothing" in peer.message
        assert peer.dump() == before


async def test_an_open_need_without_a_question_is_answered_from_the_person(tmp_path: Path) -> None:
    async with running(tmp_path, sample=False) as peer:
        await peer.press("a", "=need @ben leaking tap", "enter", "enter", "2")
        assert peer.rows(CHECKS) == []
        assert "Is it solved?" in await peer.press("y")
        await peer.press("1", "=yes", "enter")
        assert peer.rows(NEED)[0][4:7] == ("solved", "yes", "theirs")
        assert "asks nothing" not in peer.message
        await peer.press("y")
        assert "asks nothing" in peer.message


async def test_solved_only_by_my_own_opinion_is_a_filter(tmp_path: Path) -> None:
    async with running(tmp_path, WIDE, sample=False) as peer:
        for who, words in (("ben", ()), ("zoe", ("=yes it is",))):
            await peer.press("a", f"=need @{who} leaking tap", "enter", "enter")
            await peer.press("2", "home" if who == "ben" else "end", "y", "1", *words, "enter")
        assert sorted(row[6] for row in peer.rows(NEED)) == ["mine", "theirs"]
        await peer.press("f", "=solved:mine", "enter")
        assert "ben" in peer.cursor_line
        await peer.press("escape", "f", "=need:open", "enter")
        assert "ben" not in peer.cursor_line
        assert "zoe" not in peer.cursor_line
