"""The contact gate, from an empty database: held, passed once, asked again, crossed."""

from datetime import date, datetime
from pathlib import Path

import pytest

from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.tui.panes.pane import rows_of_today
from tests.tui.peer_app import NARROW, WIDE, Peer, running

SMALL = (40, 12)
SIZES = pytest.mark.parametrize("size", [NARROW, WIDE, SMALL], ids=["narrow", "wide", "tiny"])
NOTES = "SELECT kind, aspect, text FROM interaction ORDER BY id"


async def somebody(peer: Peer, *wishes: str) -> None:
    """Ana, with what was agreed, and a promise of hers and one of mine due."""
    await peer.press("a", "=person Ana +44 20 7946 0999", "enter")
    await peer.press("a", "=promise @ana the plan by 2026-11-16", "enter")
    await peer.press("b")
    for wish in wishes:
        await peer.press("a", f"={wish}", "enter")
    await peer.press("escape", "1")


@SIZES
async def test_held_until_it_opens_and_passed_once_with_a_reason(
    size: tuple[int, int], tmp_path: Path
) -> None:
    async with running(tmp_path, size, sample=False) as peer:
        empty = peer.dump()
        await somebody(peer, "not before 14:00, agreed today", "no calls at weekends")
        agreed = peer.rows("SELECT side, kind, value, agreed_on FROM boundary ORDER BY id")
        assert agreed == [
            ("theirs", "hours", "not 00:00-14:00", "2026-11-18"),
            ("theirs", "days", "not sat, sun by phone", None),
        ]
        assert peer.cursor_line.startswith("HELD")
        assert "14:00" in peer.cursor_line
        if size != SMALL:
            assert "held 1" in peer.screen
            assert "late 1" not in peer.screen
        told = peer.dump()
        await peer.press("c")
        assert peer.message.startswith("Held: not before 14:00")
        assert "! passes once" in peer.message
        assert peer.dump() == told
        await peer.press("!", "=her pipe burst", "enter")
        assert not peer.cursor_line.startswith("HELD")
        [(kind, _, text)] = peer.rows(NOTES)
        assert kind == "note"
        assert "her pipe burst" in text
        await peer.press("c")
        assert "spoke" in peer.screen
        await peer.press("escape")
        await peer.press("u")
        assert peer.cursor_line.startswith("HELD")
        assert peer.dump() == told
        for _ in range(4):
            await peer.press("u")
        assert peer.dump() == empty


def test_what_is_held_takes_no_place_of_the_day() -> None:
    rows = [
        AgendaItem(ItemKind.PROMISE, n, "", date(2026, 11, 18), who)
        for n, who in enumerate([7, 1, 7, None, 2])
    ]
    keys = [(row.kind, row.id) for row in rows]
    assert rows_of_today(rows, {7}, 2) == frozenset(keys[:4])
    assert rows_of_today(rows, (), 2) == frozenset(keys[:2])
    assert rows_of_today(rows, {1, 2}, 9) == frozenset(keys)


async def test_why_it_stands_there_and_the_list_of_what_is_held(tmp_path: Path) -> None:
    async with running(tmp_path, NARROW, sample=False) as peer:
        await somebody(peer, "no contact until 1 dec")
        await peer.press("a", "=promise @bea the sketch by 2026-11-17", "enter", "enter")
        assert "late 1 · held 1" in peer.screen
        await peer.press("o", "y")
        assert peer.message == (
            "Here because a promise of mine is late;"
            " held now, in its place: no contact until 1 Dec."
        )
        screen = await peer.press("F", "h")
        assert "the plan" in screen
        assert "the sketch" not in screen


async def test_every_proposed_day_is_one_on_which_they_can_be_reached(tmp_path: Path) -> None:
    async with running(tmp_path, NARROW, sample=False) as peer:
        await somebody(peer, "only on mon, tue")
        assert "Snooze > Mon 23 Nov" in peer.hints
        screen = await peer.press("S")
        assert "mon, tue only" in screen
        await peer.press("escape", "r")
        assert "mon, tue only" in peer.screen
        await peer.press("escape")
        screen = await peer.press("a", "=call @ana fri")
        assert "held that day: mon, tue only, open Mon 23 Nov" in " ".join(screen.split())
        await peer.press("escape", "s")
        assert peer.value("SELECT snoozed_until FROM promise") == "2026-11-23"


async def test_spreading_keeps_to_what_was_agreed(tmp_path: Path) -> None:
    async with running(tmp_path, NARROW, sample=False) as peer:
        await somebody(peer, "only on fri")
        for what in ("tea", "oak", "ash"):
            await peer.press("a", f"=promise @ana the {what} by 2026-11-17", "enter")
        await peer.press("*", "S", "p")
        days = peer.rows("SELECT DISTINCT snoozed_until FROM promise")
        assert days
        assert all(datetime.fromisoformat(day).weekday() == 4 for (day,) in days)


@SIZES
async def test_a_wish_is_asked_again_and_answered(size: tuple[int, int], tmp_path: Path) -> None:
    async with running(tmp_path, size, sample=False) as peer:
        await somebody(peer, "wants oak news; ask again today")
        assert peer.value("SELECT topic FROM preference") == "oak news"
        await peer.press("j")
        assert peer.cursor_line.startswith("STILL?")
        before = peer.dump()
        screen = await peer.press("y")
        assert "Ana: still wants oak" in screen
        await peer.press("2")
        wish = peer.rows("SELECT stance, said_on, reconfirm_on FROM preference")
        assert wish == [("avoids", "2026-11-18", None)]
        assert peer.value("SELECT status FROM follow_up") == "done"
        assert peer.rows(NOTES) == [("note", "", "now avoids oak news")]
        await peer.press("u")
        assert peer.dump() == before


@SIZES
async def test_a_boundary_of_mine_that_was_crossed(size: tuple[int, int], tmp_path: Path) -> None:
    async with running(tmp_path, size, sample=False) as peer:
        await somebody(peer, 'mine: not after 19:00, say "I read it tomorrow at eight."')
        before = peer.dump()
        sent: list[str] = []
        peer.app._driver.write = sent.append  # type: ignore[union-attr, method-assign]
        screen = await peer.press("p", "b")
        assert "“I read it tomorrow at eight.”" in screen
        assert any("\x1b]52;c;" in text for text in sent), "copied"
        assert peer.dump() == before
        await peer.press("1", "=called at ten", "enter")
        assert peer.rows(NOTES) == [
            ("boundary crossing", "held", "held: not after 19:00; called at ten")
        ]
        assert peer.value("SELECT last_contact_on FROM person") is None
        await peer.press("u")
        assert peer.dump() == before


async def test_without_a_boundary_of_mine_it_says_how_to_have_one(tmp_path: Path) -> None:
    async with running(tmp_path, NARROW, sample=False) as peer:
        await somebody(peer, "mail only")
        before = peer.dump()
        await peer.press("p", "b")
        assert "No boundary of mine with Ana" in peer.message
        assert peer.dump() == before
