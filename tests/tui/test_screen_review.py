"""The weekly review: list after list with the verbs of every day; and the pass after a break."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from peer_tui.clock import FixedClock
from peer_tui.domain.quick_add import parse
from peer_tui.services.add import known_people, save
from peer_tui.storage.store import open_store
from peer_tui.tui import late_enter
from peer_tui.tui.screens.review import PARTS
from tests.storage.support import NOW, add
from tests.tui.peer_app import ME, NARROW, WIDE, running

OF_ALL = f"of {len(PARTS)}"
LAST = f"{len(PARTS)} {OF_ALL}"


@pytest.mark.parametrize("size", [NARROW, WIDE, (40, 12)], ids=["narrow", "wide", "tiny"])
async def test_list_after_list_and_one_line_at_the_end(
    size: tuple[int, int], tmp_path: Path
) -> None:
    async with running(tmp_path, size) as peer:
        screen = await peer.press("w")
        assert f"1 {OF_ALL}" in screen
        assert "Quentin" in screen
        assert f"2 {OF_ALL}" in await peer.press("tab")
        assert f"1 {OF_ALL}" in await peer.press("shift+tab")
        await peer.press_until("tab", lambda: LAST in peer.screen)
        assert "Thu 19 Nov" in peer.screen
        assert "This week: kept" in peer.message
        screen = await peer.press("tab")
        assert OF_ALL not in screen
        assert peer.message.startswith("This week: kept 0, moved 0, let go 0. Mon 23 Nov: ")


async def test_the_verbs_work_and_the_list_gets_shorter(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        before = peer.dump()
        assert "2 left" in await peer.press("w")
        screen = await peer.press("x")
        assert "1 left" in screen
        assert peer.value("SELECT count(*) FROM promise WHERE status = 'released'") == 1
        assert "Uma Krishnan" in screen
        assert "2 left" in await peer.press("u")
        assert peer.dump() == before
        assert "Quentin Dubois" in await peer.press("j", "x")
        assert "2 left" in await peer.press("u", "k")
        assert "Quentin Dubois" in await peer.press("enter")
        assert f"1 {OF_ALL}" in await peer.press("escape")
        assert OF_ALL not in await peer.press("escape")


async def test_a_list_that_is_read_in_part_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("peer_tui.storage.queries.review.MOST", 1)
    async with running(tmp_path) as peer:
        assert "1+ left" in await peer.press("w")


def write_much(path: Path, at: datetime) -> None:
    """43 things due in the days after that moment, and nothing done since."""
    store = open_store(path, FixedClock(at), ME)
    add(store, "Maria Lopez")
    for number in range(43):
        lead = "promise " if number % 4 == 0 else ""
        line = f"{lead}@maria thing {number} by 2026-11-{2 + number % 9:02}"
        save(store, parse(line, at, known_people(store.reader)), allow_new=False)
    store.close()


@pytest.mark.parametrize("size", [NARROW, WIDE, (40, 12)], ids=["narrow", "wide", "tiny"])
async def test_after_a_break_it_asks_what_to_do_and_undo_brings_all_back(
    size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_much(tmp_path / "peer.db", NOW - timedelta(days=17))
    monkeypatch.setattr(late_enter, "SECONDS", 60.0)
    async with running(tmp_path, size, sample=False) as peer:
        before = peer.dump()
        assert "43 overdue since Mon 2 Nov" in peer.screen
        # The key begins the first moment anew; this one is over soon.
        monkeypatch.setattr(late_enter, "SECONDS", 0.001)
        await peer.press("1")
        assert peer.dump() == before, "keys of the first moment are not for it"
        await asyncio.sleep(0.02)
        await peer.rest()
        await peer.press("2")
        asleep = "SELECT (SELECT count(*) FROM {0} WHERE snoozed_until IS NOT NULL)"
        assert peer.value(asleep.format("promise")) + peer.value(asleep.format("follow_up")) == 28
        assert "15 left" in peer.screen
        await peer.press("u")
        assert peer.dump() == before


async def test_a_full_queue_without_a_break_asks_nothing(tmp_path: Path) -> None:
    write_much(tmp_path / "peer.db", NOW - timedelta(days=2))
    async with running(tmp_path, sample=False) as peer:
        assert "overdue since" not in peer.screen
        await peer.press(":", "=after a break", "enter")
        assert "overdue since" in peer.screen


async def test_a_wish_is_acted_on_with_the_key_for_done(tmp_path: Path) -> None:
    asked = "SELECT count(*) FROM preference WHERE stance = 'wants' AND acted_on IS NULL"
    async with running(tmp_path) as peer:
        waiting = peer.value(asked)
        assert waiting > 0
        await peer.press("w")
        await peer.press_until("tab", lambda: "Asked for or owed" in peer.screen)
        await peer.press("G")
        assert "wants" in peer.cursor_line
        before = peer.dump()
        await peer.press("d")
        assert peer.value(asked) == waiting - 1
        await peer.press("u")
        assert peer.dump() == before
