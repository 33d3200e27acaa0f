"""Import on the screen: the plan as a list, what is left out, a tag, one step back."""

import asyncio
import time
from pathlib import Path

import pytest
from textual import events

from peer_tui.tui import late_enter
from peer_tui.tui.actions import Place
from peer_tui.tui.screens import progress
from tests.tui.peer_app import NARROW, PATIENCE, WIDE, Peer, running

CARDS = "".join(
    f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{name}\r\nFN:{name} Oak\r\nEND:VCARD\r\n"
    for name in ("Ann", "Ben", "Cleo")
)
SIZES = pytest.mark.parametrize("size", [NARROW, WIDE, (40, 12)], ids=["narrow", "wide", "tiny"])
NAMES = "SELECT name FROM person ORDER BY name"


@pytest.fixture(autouse=True)
def hears_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Enter counts from the first moment."""
    monkeypatch.setattr(late_enter, "SECONDS", 0.001)


async def preview(peer: Peer, folder: Path) -> str:
    """Open the preview of three cards and wait until Enter is heard; the screen."""
    path = folder / "contacts.vcf"
    path.write_text(CARDS, newline="")
    await peer.press("i", f"={path}", "enter")
    await asyncio.sleep(0.02)
    await peer.rest()
    return peer.screen


async def choose(peer: Peer, field: str) -> None:
    """Give the column under the cursor one field after the other until it is that one."""
    await peer.press_until("space", lambda: field in peer.cursor_line)


@SIZES
async def test_left_out_tagged_imported_and_taken_back(
    size: tuple[int, int], tmp_path: Path
) -> None:
    async with running(tmp_path, size, sample=False) as peer:
        before = peer.dump()
        screen = await preview(peer, tmp_path)
        assert "Import contacts.vcf" in screen
        assert "3 new" in screen
        assert peer.cursor_line.startswith("new")
        screen = await peer.press("space")
        assert "2 new" in screen
        assert "1 left out" in screen or size[0] == 40
        assert any("left out" in line and "Ann Oak" in line for line in peer.lines)
        assert "Ben Oak" in peer.cursor_line
        assert "tagged fair 2026" in await peer.press("t", "=fair 2026", "enter")
        assert peer.dump() == before
        await peer.press("enter")
        assert "2 new" in peer.message
        assert peer.rows(NAMES) == [("Ben Oak",), ("Cleo Oak",)]
        assert peer.value("SELECT count(*) FROM tag WHERE name = 'fair 2026'") == 2
        await peer.press("u")
        assert peer.dump() == before


async def test_all_out_is_nothing_to_import_and_all_in_again_is_everybody(tmp_path: Path) -> None:
    async with running(tmp_path, NARROW, sample=False) as peer:
        await preview(peer, tmp_path)
        assert "0 new" in await peer.press("*")
        assert "Take in" in peer.hints
        await peer.press("enter")
        assert peer.message == "There is nothing to import."
        assert "3 new" in await peer.press("*")
        await peer.press("enter")
        assert peer.value("SELECT count(*) FROM person") == 3


async def test_escape_leaves_everything_as_it_is(tmp_path: Path) -> None:
    async with running(tmp_path, NARROW, sample=False) as peer:
        before = peer.dump()
        await preview(peer, tmp_path)
        await peer.press("space", "u")
        assert "Esc leaves everything" in peer.message
        await peer.press("escape")
        assert peer.message == "Nothing was imported."
        assert peer.dump() == before


async def test_what_is_there_already_is_the_same_and_cannot_be_left_out(tmp_path: Path) -> None:
    async with running(tmp_path, NARROW, sample=False) as peer:
        await preview(peer, tmp_path)
        await peer.press("enter")
        assert "3 same" in await preview(peer, tmp_path)
        await peer.press("space")
        assert peer.message == "Nothing would be written of this one."


@SIZES
async def test_unknown_columns_are_named_once_and_remembered(
    size: tuple[int, int], tmp_path: Path
) -> None:
    path = tmp_path / "strange.csv"
    path.write_text("Wer,Wo\nAnn Oak,ann@oak.example\nBen Elm,b2@elm.example\n")
    async with running(tmp_path, size, sample=False) as peer:
        before = peer.dump()
        await peer.press("i", f"={path}", "enter")
        await asyncio.sleep(0.02)
        await peer.rest()
        assert peer.app.place() is Place.COLUMNS
        assert peer.cursor_line.startswith("Wer")
        await peer.press("x")
        assert "left out" in peer.cursor_line
        await peer.press("space")
        assert "full name" in peer.cursor_line
        await peer.press("right", "left", "enter")
        await asyncio.sleep(0.02)
        await peer.rest()
        assert peer.app.place() is Place.IMPORT
        assert "2 new" in peer.screen
        await peer.press("enter")
        assert peer.rows(NAMES) == [("Ann Oak",), ("Ben Elm",)]
        assert peer.value("SELECT value FROM contact_point LIMIT 1") == "ann@oak.example"
        await peer.press("u")
        assert peer.dump() == before
        await peer.press("i", f"={path}", "enter")
        assert peer.app.place() is Place.IMPORT


@SIZES
async def test_the_first_row_can_be_said_to_be_data_and_a_header_again(
    size: tuple[int, int], tmp_path: Path
) -> None:
    path = tmp_path / "strange.csv"
    path.write_text("Wer,Wo\nAnn Oak,Leeds\nBen Elm,York\n")
    async with running(tmp_path, size, sample=False) as peer:
        before = peer.dump()
        await peer.press("i", f"={path}", "enter")
        await asyncio.sleep(0.02)
        await peer.rest()
        assert peer.app.place() is Place.COLUMNS
        assert "First row: names of the columns." in peer.screen
        await choose(peer, "full name")
        await peer.press("j", "x")
        assert "First row: data." in await peer.press("h")
        assert peer.cursor_line.startswith("column 2")
        assert "left out" in peer.cursor_line, "what was chosen stays"
        await peer.press("k")
        assert peer.cursor_line.startswith("column 1")
        assert "Wer" in peer.cursor_line or size[0] == 40
        assert "full name" in peer.cursor_line
        assert "names of the columns" in await peer.press("h")
        assert peer.cursor_line.startswith("Wer")
        assert "full name" in peer.cursor_line
        await peer.press("h", "enter")
        await peer.accept_import()
        assert peer.rows(NAMES) == [("Ann Oak",), ("Ben Elm",), ("Wer",)]
        await peer.press("u")
        assert peer.dump() == before


async def test_a_first_row_taken_for_data_can_be_said_to_be_a_header(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("a@x.example,1\nAnn Oak,2\nBen Elm,3\n")
    async with running(tmp_path, NARROW, sample=False) as peer:
        await peer.press("i", f"={path}", "enter")
        await asyncio.sleep(0.02)
        await peer.rest()
        assert peer.app.place() is Place.COLUMNS
        assert "First row: data." in peer.screen
        assert "First row: names of the columns." in await peer.press("h")
        assert peer.cursor_line.startswith("a@x.example")
        await choose(peer, "full name")
        await peer.press("enter")
        await peer.accept_import()
        assert peer.rows(NAMES) == [("Ann Oak",), ("Ben Elm",)]


@SIZES
async def test_a_table_of_which_only_the_town_is_known_is_asked(
    size: tuple[int, int], tmp_path: Path
) -> None:
    path = tmp_path / "towns.csv"
    path.write_text("Wer,Ort\nAnn Oak,Leeds\nBen Elm,York\n")
    async with running(tmp_path, size, sample=False) as peer:
        await peer.press("i", f"={path}", "enter")
        await asyncio.sleep(0.02)
        await peer.rest()
        assert peer.app.place() is Place.COLUMNS
        await choose(peer, "full name")
        await peer.press("enter")
        await peer.accept_import()
        assert peer.rows(NAMES) == [("Ann Oak",), ("Ben Elm",)]
        assert "Leeds" in str(peer.rows("SELECT value FROM contact_point"))


async def test_the_columns_of_a_table_can_be_named_from_the_plan(tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    path.write_text("Name,Firm?\nAnn Oak,Oak Ltd\nBen Elm,Elm Inc\n")
    async with running(tmp_path, WIDE, sample=False) as peer:
        await peer.press("i", f"={path}", "enter")
        await asyncio.sleep(0.02)
        await peer.rest()
        assert peer.app.place() is Place.IMPORT
        assert "c Columns" in peer.hints
        await peer.press("c")
        assert peer.app.place() is Place.COLUMNS
        await peer.press("j")
        await choose(peer, "company")
        await asyncio.sleep(0.02)
        await peer.press("enter")
        await peer.accept_import()
        assert peer.rows("SELECT organisation FROM person ORDER BY name") == [
            ("Oak Ltd",),
            ("Elm Inc",),
        ]


async def test_the_columns_of_a_card_file_are_nothing_to_name(tmp_path: Path) -> None:
    async with running(tmp_path, NARROW, sample=False) as peer:
        await preview(peer, tmp_path)
        assert "c Columns" not in peer.hints
        await peer.press("c")
        assert peer.message == "Nothing is unknown about the columns of this file."
        assert peer.app.place() is Place.IMPORT


async def test_a_reason_that_does_not_fit_is_said_whole(tmp_path: Path) -> None:
    path = tmp_path / "nobody.vcf"
    path.write_text("BEGIN:VCARD\nNOTE:x\nEND:VCARD\nBEGIN:VCARD\nFN:Ann\nEND:VCARD\n")
    async with running(tmp_path, NARROW, sample=False) as peer:
        await peer.press("i", f"={path}", "enter")
        await asyncio.sleep(0.02)
        await peer.rest()
        assert peer.cursor_line.startswith("skipped   card at line 1")
        whole = "It has no name, organisation, e-mail address or phone number"
        assert peer.message == whole
        assert peer.cursor_line.endswith("…")
        await peer.press("j")
        assert peer.message == ""


@SIZES
async def test_columns_without_names_are_proposed_again_and_asked(
    size: tuple[int, int], tmp_path: Path
) -> None:
    path = tmp_path / "bare.csv"
    path.write_text("Ann Oak,Leeds Town,ann2@x.example\nBen Elm,York Town,post@y.example\n")
    async with running(tmp_path, size, sample=False) as peer:
        await peer.press("i", f"={path}", "enter")
        await asyncio.sleep(0.02)
        await peer.rest()
        assert peer.app.place() is Place.COLUMNS
        await choose(peer, "company")
        await peer.press("j")
        await choose(peer, "full name")
        await peer.press("enter")
        await peer.accept_import()
        assert peer.rows("SELECT name, organisation FROM person ORDER BY name") == [
            ("Leeds Town", "Ann Oak"),
            ("York Town", "Ben Elm"),
        ]
        path.write_text("Cy Poe,Bath Town,cy@z.example\n,Kent Town,di@z.example\n")
        await peer.press("i", f"={path}", "enter")
        await asyncio.sleep(0.02)
        await peer.rest()
        assert peer.app.place() is Place.COLUMNS
        assert "company" in peer.cursor_line
        assert "company?" not in peer.cursor_line
        await peer.press("enter")
        await peer.accept_import()
        assert peer.value("SELECT organisation FROM person WHERE name = 'Bath Town'") == "Cy Poe"
        assert peer.value("SELECT count(*) FROM person") == 4


def lasts_until_it_is_stopped(patch: pytest.MonkeyPatch) -> None:
    """Let work go on until the owner stops it; how far it is is shown at once."""
    report = progress.Watch.report

    def waits(watch: progress.Watch, done: int, of: int) -> None:
        end = time.perf_counter() + PATIENCE
        while not watch.is_stopped and time.perf_counter() < end:
            time.sleep(0.001)
        report(watch, done, of)

    patch.setattr(progress, "PATIENCE_SECONDS", 0)
    patch.setattr(progress.Watch, "report", waits)


async def press_and_stop(peer: Peer, key: events.Key) -> None:
    """Press a key that begins long work, and Esc once it is shown how far that is."""
    peer.app.post_message(key.set_sender(peer.app))
    await peer.wait_until(lambda: isinstance(peer.app.screen, progress.ProgressPanel))
    assert isinstance(peer.app.screen, progress.ProgressPanel)
    peer.app.screen.action_stop()
    await peer.rest()


async def test_escape_stops_a_long_import_with_nothing_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path, NARROW, sample=False) as peer:
        before = peer.dump()
        await preview(peer, tmp_path)
        assert "3 new" in peer.screen
        with monkeypatch.context() as slow:
            lasts_until_it_is_stopped(slow)
            await press_and_stop(peer, events.Key("enter", "\r"))
        assert peer.message == "Stopped; nothing was imported."
        assert peer.dump() == before
        assert peer.app.place() is Place.IMPORT
        await peer.press("enter")
        assert peer.value("SELECT count(*) FROM person") == 3


async def test_escape_stops_a_long_undo_with_nothing_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path, NARROW, sample=False) as peer:
        empty = peer.dump()
        await preview(peer, tmp_path)
        await peer.press("enter")
        before = peer.dump()
        with monkeypatch.context() as slow:
            lasts_until_it_is_stopped(slow)
            await press_and_stop(peer, events.Key("u", "u"))
        assert peer.message == "Stopped; nothing was taken back."
        assert peer.dump() == before
        await peer.press("u")
        assert peer.dump() == empty


def test_what_is_shown_of_long_work() -> None:
    watch = progress.Watch("Importing", "Stopped.")
    assert watch.lines() == ("Importing ...", "Esc stops")
    watch.report(500, 1000)
    bar, far = watch.lines()
    assert bar == "█" * 12 + "░" * 12 + "  50 %  Importing"
    assert far == "500 of 1,000, Esc stops"
    watch.begin("Reading a.vcf", are_bytes=True)
    watch.report(1_500_000, 2_000_000)
    assert watch.lines()[1] == "1.5 of 2.0 MB, Esc stops"
    watch.is_stopped = True
    with pytest.raises(progress.Stopped, match="Stopped"):
        watch.report(1, 2)


@SIZES
async def test_columns_that_hold_something_nobody_knows_are_told(
    size: tuple[int, int], tmp_path: Path
) -> None:
    path = tmp_path / "shop.csv"
    path.write_text("Name,Mobile No,Shelf\nAnn Poe,07700 900111,oak\n")
    async with running(tmp_path, size, sample=False) as peer:
        await peer.press("i", f"={path}", "enter")
        await peer.rest()
        assert "column not taken" in peer.screen or size[0] == 40
        assert "1 column" in peer.cursor_line
        assert "not taken: Shelf" in peer.cursor_line or size[0] == 40
