"""Filters and views on the screen: a list narrows as it is typed, and gives all back on Esc."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from textual import events

from peer_tui.clock import FixedClock
from peer_tui.settings.load import load
from peer_tui.settings.schema import Settings
from peer_tui.tui.actions import Place
from tests.storage.support import NOW, TODAY
from tests.tui.peer_app import NARROW, WIDE, Peer, running

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
TINY = (40, 12)


def narrowed_rows(peer: Peer) -> tuple[Any, ...]:
    """The rows of the list in use, as far as they were read."""
    narrowed = peer.app.main.panes[peer.app.main.current].narrowed
    return () if narrowed is None else narrowed.rows


def rows(peer: Peer) -> list[str]:
    """Whom they are about."""
    return [getattr(row, "name", "") or row.person_name for row in narrowed_rows(peer)]


@SIZES
async def test_the_list_narrows_as_it_is_typed(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(tmp_path, size) as peer:
        before = peer.dump()
        screen = await peer.press("f", "=owed:me")
        assert "1 row: owed to me" in screen
        assert "Ben Okafor" in screen
        assert "signed contract" in screen
        assert "SOLVED?" not in screen
        screen = await peer.press("enter")
        assert "owed:me" in screen
        assert "Esc clears" in screen
        assert "7 left" in screen
        screen = await peer.press("escape")
        assert "Esc clears" not in screen
        assert "SOLVED?" in screen
        assert "Follow-ups due" in screen
        assert peer.dump() == before


async def test_esc_in_the_bar_takes_back_what_was_before(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("f", "=owed:me", "escape")
        assert "Follow-ups due" in peer.screen
        await peer.press("f", "=owed:them", "enter", "f", "= zzz")
        assert "0 rows" in peer.screen
        await peer.press("escape")
        assert "owed:them" in peer.lines[1]
        assert rows(peer) == ["Maria Lopez", "Sunil Rao"]
        await peer.press("f")
        assert "Filter Due: owed:them" in peer.screen
        assert "zzz" not in peer.screen


async def test_what_cannot_be_read_is_refused_and_stands(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("f", "=owed:me tga:oak")
        assert "There is no field tga. Did you mean tag?" in peer.screen
        assert rows(peer) == ["Ben Okafor"]
        await peer.press("enter")
        assert "Did you mean tag?" in peer.screen
        await peer.press(*["backspace"] * 8, "enter")
        assert "owed:me" in peer.lines[1]


async def test_a_burst_comes_out_right(tmp_path: Path) -> None:
    """Everything in one read: the filter stands before the verb after it acts."""
    async with running(tmp_path) as peer:
        kept = "SELECT status FROM promise WHERE text = 'signed contract'"
        keys = [*((letter, letter) for letter in "fowed:me"), ("enter", "\r"), ("d", "d")]
        for key, character in keys:
            peer.app.post_message(events.Key(key, character).set_sender(peer.app))
        await peer.rest()
        assert peer.value(kept) == "kept"
        assert "Nothing here is owed:me. Esc shows all." in peer.screen
        await peer.press("u")
        assert peer.value(kept) == "open"
        assert "signed contract" in peer.screen


async def test_verbs_act_on_exactly_what_is_shown(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        before = peer.dump()
        await peer.press("3", "f", "=owed:them", "enter")
        shown = len(rows(peer))
        assert shown > 2
        await peer.press("*", "x")
        assert peer.value("SELECT count(*) FROM promise WHERE status = 'released'") == shown + len(
            [row for row in before["promise"] if "released" in row]
        )
        assert not peer.value(
            "SELECT count(*) FROM promise WHERE status = 'open' AND side = 'mine'"
        )
        assert "Nothing here is owed:them. Esc shows all." in peer.screen
        await peer.press("u")
        assert peer.dump() == before
        assert len(rows(peer)) == shown


async def test_esc_takes_marks_then_the_filter_then_the_view(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("3", "f", "=owed:me", "enter", "space")
        assert "•" in peer.screen
        assert "•" not in await peer.press("escape")
        assert "Esc clears" in peer.lines[1]
        assert "Esc clears" not in (await peer.press("escape")).split("\n")[1]
        assert "Promises" in peer.lines[1]
        await peer.press("escape")
        assert "Follow-ups due" in peer.lines[1]


async def test_a_view_of_peers_own_is_told_by_its_plain_name(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("F", "l")
        assert "My late promises" in peer.lines[1]
        assert len(rows(peer)) == 2
        await peer.press("escape", "1", "F", "q")
        assert "Gone quiet" in peer.lines[1]
        await peer.press("d")
        assert "Nothing is in this view: gone quiet. Esc shows all." in peer.screen


async def test_a_filter_outlives_changes_and_resizes(tmp_path: Path) -> None:
    async with running(tmp_path, WIDE) as peer:
        await peer.press("f", "=tag:customer", "enter", "j", "j")
        under = peer.cursor_line
        for size in (NARROW, TINY, WIDE):
            screen = await peer.resize(size)
            assert "tag:customer" in screen
            assert "Esc clears" in screen
        assert peer.cursor_line == under
        many = len(rows(peer))
        await peer.press("s")
        assert len(rows(peer)) == many - 1
        assert peer.cursor_line != under
        await peer.press("u")
        assert len(rows(peer)) == many
        await peer.press("2")
        assert "Esc clears" in peer.screen
        await peer.press("1", "escape")
        assert "Esc clears" not in peer.screen


async def test_the_row_under_the_cursor_stays(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("j", "j", "j")
        under = peer.cursor_line
        await peer.press("f", "=tag:customer", "enter")
        assert peer.cursor_line == under
        await peer.press("escape")
        assert peer.cursor_line == under


@SIZES
async def test_views_open_in_their_list(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(tmp_path, size) as peer:
        main = peer.app.main
        for keys, place, words in (
            ("Fl", Place.PROMISES, "owed:them due:late"),
            ("Fo", Place.PROMISES, "owed:me"),
            ("Fq", Place.DUE, "kind:rhythm"),
            ("Fz", Place.DUE, "snoozed"),
            ("Fh", Place.DUE, "held"),
        ):
            await peer.press(f"={keys}")
            assert main.current is place
            assert str(main.panes[place].query) == words
            assert "Esc clears" in peer.screen
        await peer.press("=Fl")
        assert rows(peer) == ["Maria Lopez", "Sunil Rao"]
        await peer.press("=Fo")
        assert "Ben Okafor" in rows(peer)
        await peer.press("=Fq")
        assert rows(peer) == ["May Chen"]


async def test_what_is_snoozed_shows_its_day_and_takes_verbs(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("s")
        await peer.press("=Fz")
        maria = next(line for line in peer.lines if "send quote" in line)
        assert "Thu 19 Nov" in maria
        assert "Maria Lopez" in rows(peer)
        before = peer.dump()
        await peer.go_to("send quote")
        await peer.press("s")
        wakes = "SELECT snoozed_until FROM promise WHERE text = 'send quote for oak table'"
        assert peer.value(wakes) == "2026-11-23"
        await peer.press("u")
        assert peer.dump() == before
        await peer.go_to("send quote")
        await peer.press("d")
        assert "Maria Lopez" not in rows(peer)
        assert "Kept" in peer.message


async def test_a_filter_is_saved_under_a_letter(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('# mine\ntheme = "peer-light"\n')
    async with running(tmp_path) as peer:
        await peer.press("=Fs")
        assert "There is no filter to save here" in peer.message
        await peer.press("2", "f", "=tag:customer", "enter", "=Fs")
        await peer.press("=l", "enter")
        assert "are Peer's own" in peer.screen
        await peer.press("backspace", "=k", "enter")
        assert "Saved: F k opens in:people tag:customer." in peer.message
        assert load(config).settings.views == {"k": "in:people tag:customer"}
        assert config.read_text().startswith('# mine\ntheme = "peer-light"\n')
        many = len(rows(peer))
        await peer.press("escape", "1", "F")
        assert "k tag:customer" in peer.screen
        await peer.press("k")
        assert peer.app.main.current is Place.PEOPLE
        assert len(rows(peer)) == many
        await peer.press("=Fw")
        assert "F w is no command" in peer.message


async def test_a_view_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    views = MappingProxyType({"k": "tga:oak"})
    async with running(tmp_path, settings=replace(Settings(), views=views)) as peer:
        await peer.press("=Fk")
        assert "The view k cannot be read. There is no field tga." in peer.message


async def test_the_mouse_clears_a_filter(tmp_path: Path) -> None:
    async with running(tmp_path, WIDE) as peer:
        await peer.press("f", "=owed:me", "enter")
        assert "Esc clears" not in await peer.click("Esc clears")
        assert "SOLVED?" in peer.screen


@pytest.mark.parametrize("place", ["2", "3", "4", "5"])
async def test_every_list_has_its_filter(tmp_path: Path, place: str) -> None:
    async with running(tmp_path) as peer:
        await peer.press(place, "f", "=zzz")
        assert "0 rows" in peer.screen
        await peer.press("enter")
        assert "Nothing here is zzz. Esc shows all." in peer.screen
        await peer.press("j", "enter", "d", "space", "*", "k")
        await peer.press("escape")
        assert "Nothing here is zzz" not in peer.screen
        assert peer.cursor_line


async def test_history_follows_the_row_under_its_filter(tmp_path: Path) -> None:
    async with running(tmp_path, WIDE) as peer:
        await peer.press("4", "f", "=channel:call", "enter")
        assert "wants oak, not pine" in peer.screen
        await peer.press("1", "j")
        assert "channel:call" in peer.screen
        assert "wants oak, not pine" not in peer.screen


async def test_tab_completes_a_field(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("f", "=ow", "tab", "=me", "enter")
        assert str(peer.app.main.panes[Place.DUE].query) == "owed:me"


async def test_the_question_after_an_import_is_read_whole(tmp_path: Path) -> None:
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Alba Rossi\r\nEND:VCARD\r\n"
    (tmp_path / "phone.vcf").write_text(card, newline="")
    async with running(tmp_path, WIDE, sample=False) as peer:
        await peer.press("i", f"={tmp_path / 'phone.vcf'}", "enter")
        await peer.accept_import()
        assert "Whom not to lose touch with? Space marks, t sets a rhythm" in peer.lines[-2]
        assert "u undo" in peer.lines[-2]
        assert peer.app.main.current is Place.PEOPLE


async def test_days_of_a_filter_follow_the_calendar(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("f", "=due:today", "enter")
        assert rows(peer)
        assert all(row.due_on == TODAY for row in narrowed_rows(peer))
        peer.app.clock = FixedClock(NOW + timedelta(days=2))
        day = TODAY + timedelta(days=2)
        await peer.wait_until(lambda: {row.due_on for row in narrowed_rows(peer)} == {day})
        await peer.rest()
        assert rows(peer)


async def test_a_view_opens_from_a_persons_page(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("enter")
        assert "z snoozed" in await peer.press("F")
        screen = await peer.press("z")
        assert "Snoozed  1  Esc clears" in screen
        await peer.press("escape", "i", "F", "z")
        assert peer.app.main.panes[Place.DUE].query is None
