"""Thanks, kindness and stories, from an empty database to the card, by the keys a user types."""

from pathlib import Path

import pytest

from tests.tui.peer_app import NARROW, WIDE, running

OWED = "SELECT purpose, text, due_on, status FROM follow_up ORDER BY id"
ENTRIES = "SELECT kind, side, aspect, may_share, initiated_by, text FROM interaction ORDER BY id"


async def test_the_head_counts_what_is_due_whatever_list_is_shown(tmp_path: Path) -> None:
    async with running(tmp_path, NARROW, sample=False) as peer:
        await peer.press("a", "=person Ana Ruiz", "enter", "2")
        assert "0 left" in peer.lines[0]
        await peer.press("p", "k", "=for the referral", "enter")
        assert "1 left" in peer.lines[0]
        await peer.press("p", "s", "=win won the fair!", "enter")
        assert "2 left" in peer.lines[0]
        await peer.press("1", "j")
        assert "t Applaud" in peer.lines[-1]
        await peer.press("2", "u", "u")
        assert "0 left" in peer.lines[0]


@pytest.mark.parametrize("size", [NARROW, WIDE, (40, 12)], ids=["narrow", "wide", "tiny"])
async def test_kindness_received_asks_for_thanks(size: tuple[int, int], tmp_path: Path) -> None:
    async with running(tmp_path, size, sample=False) as peer:
        await peer.press("a", "=person Zoe Muller", "enter")
        fresh = peer.dump()
        await peer.press("2", "p", "k", "=for the referral", "enter")
        assert peer.rows(ENTRIES) == [("kindness", "theirs", "", 0, "them", "for the referral")]
        assert peer.rows(OWED) == [("thank", "thank for the referral", "2026-11-18", "open")]
        told = peer.dump()
        await peer.press("1")
        assert "thank" in peer.cursor_line.lower()
        await peer.press("t", "=sent a card", "enter")
        assert peer.rows(OWED)[0][3] == "done"
        assert peer.rows(ENTRIES)[-1][0] == "kindness"
        await peer.press("u")
        assert peer.dump() == told
        await peer.press("u")
        assert peer.dump() == fresh


async def test_the_card_shows_the_last_kindness_each_way_and_no_sum(tmp_path: Path) -> None:
    async with running(tmp_path, WIDE, sample=False) as peer:
        await peer.press("a", "=person Zoe Muller", "enter", "2")
        await peer.press("p", "K", "=lent our van 2026-08-12", "enter")
        assert peer.value("SELECT count(*) FROM follow_up") == 0, "mine asks for nothing"
        assert "Kindness    mine, lent our van, Wed 12 Aug" in peer.screen
        await peer.press("p", "k", "=for a box of pears 2026-09-01", "enter")
        await peer.press("p", "k", "=for the referral 2026-10-03", "enter")
        screen = peer.screen
        assert "theirs, the referral, Sat 3 Oct" in screen
        assert "mine, lent our van, Wed 12 Aug" in screen
        card = screen[screen.index("Kindness") :].split("\n")[0]
        assert "pears" not in card


async def test_thanks_given_are_no_kindness_of_mine(tmp_path: Path) -> None:
    async with running(tmp_path, WIDE, sample=False) as peer:
        await peer.press("a", "=thanks @zoe for the referral", "enter", "enter", "1")
        await peer.press("t", "=sent a card", "enter", "2")
        assert "mine," not in peer.screen
        assert "theirs, the referral" in peer.screen


@pytest.mark.parametrize("told", ["=won the fair!", "=milestone ten years in business"])
async def test_a_win_or_a_milestone_asks_for_applause(told: str, tmp_path: Path) -> None:
    async with running(tmp_path, sample=False) as peer:
        await peer.press("a", "=person May Chen", "enter", "2")
        fresh = peer.dump()
        await peer.press("p", "s", told, "enter")
        [(purpose, text, due, status)] = peer.rows(OWED)
        assert (purpose, due, status) == ("applaud", "2026-11-18", "open")
        assert text.startswith("applaud: ")
        kind = peer.rows(ENTRIES)[0][0]
        assert kind == ("milestone" if "milestone" in told else "story")
        await peer.press("1")
        await peer.press("t", "=sent flowers", "enter")
        assert peer.rows(OWED)[0][3] == "done"
        await peer.press("u", "u")
        assert peer.dump() == fresh


async def test_a_hope_comes_back_as_a_gentle_question_at_its_day(tmp_path: Path) -> None:
    async with running(tmp_path, sample=False) as peer:
        await peer.press("a", "=person May Chen", "enter", "2")
        await peer.press("p", "s", "=hope a second shop, ask in 3 months", "enter")
        assert peer.rows(ENTRIES)[0][:3] == ("story", "theirs", "hope")
        assert peer.rows(OWED) == [
            ("check in", "how is it going: a second shop?", "2027-02-18", "open")
        ]


async def test_a_struggle_asks_nothing_by_itself(tmp_path: Path) -> None:
    async with running(tmp_path, sample=False) as peer:
        await peer.press("a", "=struggle @may staff is hard to find", "enter", "enter")
        assert peer.rows(ENTRIES)[0][:3] == ("story", "theirs", "struggle")
        assert peer.rows(OWED) == []


async def test_stories_stand_on_the_page_and_sharing_is_their_word(tmp_path: Path) -> None:
    async with running(tmp_path, WIDE, sample=False) as peer:
        await peer.press("a", "=story @may won the fair!", "enter", "enter", "2")
        screen = await peer.press("enter")
        assert "win" in screen
        assert "★" in screen
        assert "may share" not in screen
        await peer.press("G")
        before = peer.dump()
        screen = await peer.press("p", "S")
        assert "may share" in peer.cursor_line
        assert peer.rows(ENTRIES)[0][3] == 1
        await peer.press("p", "S")
        assert peer.rows(ENTRIES)[0][3] == 0
        await peer.press("u", "u")
        assert peer.dump() == before
        await peer.press("k")
        await peer.press("p", "S")
        assert "no story" in peer.message
        await peer.press("escape", "1", "p", "S")
        assert peer.message == "p S does not work here. ? lists the keys."


async def test_thank_written_by_hand_works_as_before(tmp_path: Path) -> None:
    async with running(tmp_path, sample=False) as peer:
        await peer.press("a", "=thank @zoe for the plan today", "enter", "enter", "1")
        assert peer.rows(OWED)[0][0] == "thank"
        await peer.press("t", "=rang her", "enter")
        assert peer.rows(OWED)[0][3] == "done"


async def test_editing_a_story_or_a_kindness_leaves_it_what_it_is(tmp_path: Path) -> None:
    async with running(tmp_path, sample=False) as peer:
        await peer.press("a", "=kindness @may lent her our van", "enter", "enter")
        await peer.press("a", "=hope @may a second shop", "enter", "2", "enter")
        for text in ("a second shop", "lent her our van"):
            await peer.press("G" if "van" in text else "g", *([] if "van" in text else "g"))
            assert text in peer.cursor_line
            await peer.press("e", "end", "= too", "enter")
            assert f"{text} too" in peer.cursor_line
        assert peer.rows(ENTRIES) == [
            ("kindness", "mine", "", 0, "me", "lent her our van too"),
            ("story", "theirs", "hope", 0, "them", "a second shop too"),
        ]
