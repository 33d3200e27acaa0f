"""The promise ledger, from an empty database: made, moved, taken back, kept, and the record."""

from pathlib import Path

import pytest

from tests.tui.peer_app import NARROW, WIDE, Peer, running

SMALL = (40, 12)
PROMISES = (
    "SELECT promise.side, promise.text, promise.due_on, firmness, status, closed_on"
    " FROM promise ORDER BY promise.id"
)
MOVES = "SELECT old_due_on, new_due_on, why FROM promise_move"
FROM = "SELECT promise.text, entry.text FROM promise JOIN interaction AS entry" \
    " ON entry.id = from_interaction_id ORDER BY promise.id"  # fmt: skip
QUOTE, PHOTOS = "send the quote", "photos of the room"


async def promised(peer: Peer) -> None:
    """Both sides promise something, as the next steps of one line."""
    line = f"log @ana talked about oak > promise {QUOTE} by fri > they owe {PHOTOS} next week"
    await peer.press("a", f"={line}", "enter", "enter")
    await peer.press("3")


async def on_row(peer: Peer, text: str) -> None:
    for _ in range(4):
        if text[:8] in peer.cursor_line:
            return
        await peer.press("j")
    raise AssertionError(peer.screen)


@pytest.mark.parametrize("size", [NARROW, WIDE, SMALL], ids=["narrow", "wide", "tiny"])
async def test_both_sides_from_one_line_to_the_record(
    size: tuple[int, int], tmp_path: Path
) -> None:
    async with running(tmp_path, size, sample=False) as peer:
        empty = peer.dump()
        await promised(peer)
        assert peer.rows(PROMISES) == [
            ("mine", QUOTE, "2026-11-20", "hard", "open", None),
            ("theirs", PHOTOS, "2026-11-23", "hard", "open", None),
        ]
        assert peer.rows(FROM) == [(QUOTE, "talked about oak"), (PHOTOS, "talked about oak")]
        if size != SMALL:
            assert "I owe 1 · they owe 1" in peer.screen
        # renegotiated, and why
        screen = await peer.press("r")
        if size != SMALL:
            assert "Renegotiate with ana to" in screen
        await peer.press("m")
        assert "n why" in peer.screen
        await peer.press("n", "=the oak is late", "enter")
        assert peer.rows(MOVES) == [("2026-11-20", "2026-11-23", "the oak is late")]
        # the record tells where each came from and what it was before
        screen = await peer.press("p", "o")
        assert "promises, both ways" in screen
        if size != SMALL:
            assert "was Fri 20 Nov (the oak is late)" in screen
            assert "from Wed 18 Nov: talked about oak" in screen
        await peer.press("d")
        assert peer.rows(PROMISES)[0][4:] == ("kept", "2026-11-18")
        assert "I kept 1 of 1 on time." in peer.screen
        assert "kept on time" in peer.screen
        # Enter opens the person on the entry it came from
        await on_row(peer, QUOTE)
        await peer.press("enter")
        assert "talked about oak" in peer.cursor_line
        await peer.press("escape", "escape")
        for _ in range(4):
            await peer.press("u")
        assert peer.dump() == empty


async def test_soft_then_someday_then_firm_on_the_same_row(tmp_path: Path) -> None:
    async with running(tmp_path, NARROW, sample=False) as peer:
        await promised(peer)
        before = peer.dump()
        for word, kept in (("soft", "soft"), ("someday", "someday"), ("", "hard")):
            await peer.press("o", "f")
            assert peer.rows(PROMISES)[0][3] == kept
            assert QUOTE[:8] in peer.cursor_line
            assert word in peer.cursor_line
        await peer.press("u", "u", "u")
        assert peer.dump() == before
        await peer.press("o", "f", "f", "=firm:soft", "enter")
        listed = "".join(peer.lines[2:6])
        assert QUOTE in listed
        assert PHOTOS not in listed


async def test_taken_back_by_either_side_with_a_word_to_them(tmp_path: Path) -> None:
    async with running(tmp_path, NARROW, sample=False) as peer:
        await peer.press("a", "=person Ana ana@ruiz.example", "enter")
        await promised(peer)
        before = peer.dump()
        await peer.press("o", "t")
        assert peer.message == f"Taken back: {QUOTE} (Ana)."
        assert "m tell them" in peer.screen
        assert peer.rows(PROMISES)[0][4:] == ("withdrawn", "2026-11-18")
        entry = "SELECT kind, initiated_by, text FROM interaction ORDER BY id DESC LIMIT 1"
        assert peer.rows(entry) == [("note", "me", f"taken back: {QUOTE}")]
        await peer.press("u")
        assert peer.dump() == before
        await on_row(peer, PHOTOS)
        await peer.press("o", "t")
        assert peer.message == f"They took back: {PHOTOS} (Ana)."
        assert "tell them" not in peer.screen
        assert peer.rows(entry) == [("note", "them", f"they took back: {PHOTOS}")]
        screen = await peer.press("p", "o")
        assert "they took it back Wed 18 Nov" in screen
        assert "kept" not in screen.partition("Open")[0]


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
async def test_what_was_kept_late_is_a_filter_of_its_own(
    size: tuple[int, int], tmp_path: Path
) -> None:
    async with running(tmp_path, size, sample=False) as peer:
        await peer.press("a", "=promise @ana the plan by 2026-11-16", "enter", "enter")
        await peer.press("a", "=promise @ana the sketch by fri", "enter")
        await peer.press("3", "d", "d")
        assert {row[4] for row in peer.rows(PROMISES)} == {"kept"}
        screen = await peer.press("f", "=kept:late", "enter")
        assert ("kept 2 days late, Wed 18 Nov" if size == NARROW else "late today") in screen
        assert "the plan" in peer.cursor_line
        assert "the sketch" not in screen
        await peer.press("d")
        assert peer.message == "This is closed already."
        assert "Renegotiate" not in peer.lines[-1]
        assert "Kept" not in peer.lines[-1]
        screen = await peer.press("p", "o")
        assert "I kept 1 of 2 on time." in screen


async def test_an_entry_is_no_promise(tmp_path: Path) -> None:
    async with running(tmp_path, NARROW, sample=False) as peer:
        await peer.press("a", "=log @ana hello", "enter", "enter", "2")
        before = peer.dump()
        for keys in (("o", "f"), ("o", "t")):
            await peer.press(*keys)
            assert "no open promise" in peer.message
        assert "No promise yet" in await peer.press("p", "o")
        assert peer.dump() == before
