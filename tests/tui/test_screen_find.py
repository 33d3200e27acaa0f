"""Find: slips in names, searches that take long, and the way there and back."""

import asyncio
import time
from pathlib import Path

import pytest

from peer_tui.storage.queries import find as find_module
from peer_tui.storage.queries.find import FindResult, HitGroup
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import Hit, HitKind
from peer_tui.tui.screens.find import STILL_SEARCHING
from tests.tui.peer_app import NARROW, PATIENCE, WIDE, Peer, _event, running

COUNTING = (
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT {}) SELECT max(i) FROM n"
)


def put_in(monkeypatch: pytest.MonkeyPatch, step: find_module.Step) -> None:
    """Let the search for people be followed by that step."""
    first, *others = find_module._STEPS
    monkeypatch.setattr(find_module, "_STEPS", (first, step, *others))


class SlowStep:
    """A step that goes on until it may end, remembers what it was asked, and finds it."""

    def __init__(self) -> None:
        self.may_end = False
        self.running = 0
        self.finished: list[str] = []

    def __call__(self, reader: Reader, result: FindResult, limit: int) -> HitGroup | None:
        """See `find.Step`."""
        if not result.query:
            return None
        end = time.perf_counter() + PATIENCE
        self.running += 1
        try:
            while not self.may_end and time.perf_counter() < end:
                reader.rows(COUNTING.format(100_000))
        finally:
            self.running -= 1
        self.finished.append(result.query)
        hit = Hit(HitKind.PROMISE, 1, None, "", f"late for {result.query}.", None)
        return HitGroup(HitKind.PROMISE, (hit,), more=False)


async def type_keys(peer: Peer, *keys: str) -> None:
    """Type while a search goes on, which is not waited for."""
    for key in keys:
        peer.app.post_message(_event(key).set_sender(peer.app))
        await asyncio.sleep(0.01)
        await peer.wait_until(lambda: peer.app.gate_is_quiet)


@pytest.mark.parametrize("size", [NARROW, WIDE, (40, 12)], ids=["narrow", "wide", "small"])
async def test_a_slip_in_a_name_is_forgiven(size: tuple[int, int], tmp_path: Path) -> None:
    async with running(tmp_path, size) as peer:
        place = peer.cursor_line
        screen = await peer.press("/", "=lopze")
        assert "People near: lopze" in screen
        assert "Maria Lopez" in peer.cursor_line
        screen = await peer.press("enter")
        assert "Maria Lopez" in screen
        assert "near" not in screen
        await peer.press("escape")
        assert peer.cursor_line == place


async def test_near_names_stand_after_what_was_found_exactly(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        screen = await peer.press("/", "=maria lopez")
        assert "near" not in screen.split("Maria Lopez")[0]
        screen = await peer.press("escape", "/", "=table")
        assert "near" not in screen
        screen = await peer.press("escape", "/", "=xyzzy")
        assert "Nothing found" in screen


async def test_what_was_typed_is_shown_without_its_controls(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        screen = await peer.press("/", "=lopze   ")
        assert "People near: lopze" in screen


async def test_the_palette_forgives_a_slip_too(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        screen = await peer.press(":", "=lopze")
        assert "People near: lopze" in screen
        assert "Maria Lopez" in peer.cursor_line
        assert "Maria Lopez" in await peer.press("enter")


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
async def test_the_language_of_filters_is_understood(size: tuple[int, int], tmp_path: Path) -> None:
    async with running(tmp_path, size) as peer:
        place = peer.cursor_line
        screen = await peer.press("/", "=kind:promise owed:me")
        assert "owed to me" in screen
        assert "signed contract" in screen
        owed = peer.rows("SELECT text FROM promise WHERE side = 'theirs' AND status = 'open'")
        mine = peer.rows("SELECT text FROM promise WHERE side = 'mine' AND status = 'open'")
        assert all(text in screen for (text,) in owed)
        assert not any(text in screen for (text,) in mine)
        assert "near" not in screen
        # Not finished yet: the words before it stand, and what the field takes is said.
        screen = await peer.press("=  due:x")
        assert "due: takes" in screen
        assert "signed contract" in screen
        await peer.press(*["backspace"] * 7, "= contract", "enter")
        assert "signed contract" in peer.cursor_line
        await peer.press("escape")
        assert peer.cursor_line == place


@pytest.mark.parametrize("typed", ["tag:", "10:30", "re: oak", "owed", "-", ":", 'tag:"'])
async def test_half_a_filter_is_no_fault(typed: str, tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        assert "Find:" in await peer.press("/", f"={typed}", "enter")


async def test_a_filter_follows_what_changes(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("/", "=owed:me kind:promise", "tab")
        before = peer.dump()
        row = peer.cursor_line
        await peer.press("d")
        assert row not in peer.screen
        await peer.press("u")
        assert row in peer.screen
        assert peer.dump() == before


async def test_a_long_search_shows_at_once_what_is_there_and_the_rest_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = SlowStep()
    async with running(tmp_path) as peer:
        put_in(monkeypatch, slow)
        await peer.press("/")
        await type_keys(peer, "m")
        await peer.wait_until(lambda: STILL_SEARCHING in peer.screen)
        assert "late for m" not in peer.screen
        first = peer.cursor_line
        await type_keys(peer, "down")
        await peer.wait_until(lambda: peer.cursor_line not in ("", first))
        row = peer.cursor_line
        slow.may_end = True
        await peer.rest()
        assert "late for m." in peer.screen
        assert STILL_SEARCHING not in peer.screen
        assert peer.cursor_line == row


async def test_only_the_newest_result_is_ever_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = SlowStep()
    seen: set[str] = set()

    def has_come() -> bool:
        seen.update(line.strip() for line in peer.lines if "late for" in line)
        return "late for man." in peer.screen

    async with running(tmp_path) as peer:
        put_in(monkeypatch, slow)
        await peer.press("/")
        await type_keys(peer, "m", "a")
        await peer.wait_until(lambda: slow.running > 0)
        await type_keys(peer, "n")
        slow.may_end = True
        await peer.wait_until(has_come)
        await peer.rest()
        assert has_come()
        assert {line.split("late for ")[1] for line in seen} == {"man."}
        assert slow.finished[-1] == "man"


async def test_leaving_stops_the_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = SlowStep()
    async with running(tmp_path) as peer:
        place = peer.cursor_line
        put_in(monkeypatch, slow)
        await peer.press("/")
        await type_keys(peer, "m")
        await peer.wait_until(lambda: slow.running > 0)
        await peer.press("escape")
        assert peer.cursor_line == place
        await peer.wait_until(lambda: slow.running == 0)
        assert slow.finished == []


async def test_the_loop_is_not_held_by_a_long_search(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path) as peer:
        slow = SlowStep()
        put_in(monkeypatch, slow)
        await peer.press("/")
        # A loop that waited for the search would take half a minute for every letter.
        await type_keys(peer, *"maria lop")
        await peer.wait_until(lambda: STILL_SEARCHING in peer.screen)
        assert "Find: maria lop" in peer.screen
        assert slow.finished == []
        await peer.press("escape")
