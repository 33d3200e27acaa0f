"""`e` and `E`: the row as a line, and its text in another program."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest

from peer_tui.domain.quick_add_line import write_line
from peer_tui.services.editing import change, read
from peer_tui.storage.rows import HitKind
from peer_tui.tui.adding import Adding
from peer_tui.tui.app import PeerApp
from peer_tui.tui.screens.person_form import PersonForm
from tests.tui.peer_app import WIDE, Peer, elsewhere, running

QUOTE = "SELECT text, due_on, version FROM promise WHERE text LIKE 'send%quote%'"


async def clear_line(peer: Peer) -> None:
    await peer.press("ctrl+e", "ctrl+u")


@pytest.mark.parametrize("size", [(80, 24), WIDE, (40, 12)])
async def test_e_changes_the_row_in_place(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(tmp_path, size) as peer:
        before = peer.dump()
        [(_, _, version)] = peer.rows(QUOTE)
        await peer.press("e")
        assert "promise @Maria Lopez" in peer.screen
        await clear_line(peer)
        await peer.press("=promise @Maria Lopez send the quote by 2026-11-17")
        assert "I owe · Maria Lopez" in peer.screen
        await peer.press("enter")
        assert peer.rows(QUOTE) == [("send the quote", "2026-11-17", version + 1)]
        assert peer.message.startswith("Edited: send the quote")
        assert "Maria" in peer.cursor_line
        await peer.press("u")
        assert peer.dump() == before


async def test_an_unchanged_line_writes_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        acts = peer.value("SELECT count(*) FROM action")
        await peer.press("e", "enter")
        assert peer.message == "Nothing was changed."
        await peer.press("e", "=x", "escape", "e")
        assert "x" in peer.app.main.bar.text[-1:]
        assert peer.value("SELECT count(*) FROM action") == acts


async def test_every_row_of_the_sample_can_be_edited(tmp_path: Path) -> None:
    """Each promise, follow-up and entry is shown as a line, or the screen says why not."""
    async with running(tmp_path) as peer:
        reader = peer.app.store.reader
        for kind in (HitKind.PROMISE, HitKind.FOLLOW_UP, HitKind.INTERACTION):
            for (row_id,) in peer.rows(f"SELECT id FROM {kind}"):
                shown = read(reader, kind, row_id)
                assert shown is not None
                line = write_line(shown.record, Adding(peer.app, []).parse)
                assert line or not shown.record.text, shown


async def test_what_was_told_is_edited_with_its_aspect(tmp_path: Path) -> None:
    """Its words could begin a follow-up; here they are no doubt, and ask nothing new."""
    told = "SELECT kind, aspect, may_share, text FROM interaction WHERE text LIKE '%shop%!'"
    async with running(tmp_path) as peer:
        await peer.press("a", "=win @maria opened the shop!", "enter")
        before, asked = peer.dump(), peer.value("SELECT count(*) FROM follow_up")
        screen = await peer.press("4", "e")
        assert "Edit: win @Maria Lopez opened the shop! on 2026-11-18" in screen
        assert "Win · Maria Lopez · opened the shop!" in screen
        assert "Tab" not in screen.split("Edit:")[1].split("Enter saves")[0]
        assert "applause due" not in screen
        await clear_line(peer)
        await peer.press("=milestone @maria opened the second shop! (may share)", "enter")
        assert peer.rows(told) == [("milestone", "", 1, "opened the second shop!")]
        assert peer.value("SELECT count(*) FROM follow_up") == asked
        await peer.press("u")
        assert peer.dump() == before


async def test_a_line_that_means_another_sort_is_held_back(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        before = peer.dump()
        await peer.press("e")
        await clear_line(peer)
        await peer.press("=promise @ben send quote")
        assert "stays with Maria Lopez" in peer.screen
        await peer.press("enter")
        assert peer.app.main.bar.is_open
        await peer.press("escape")
        assert peer.dump() == before


async def test_two_edits_of_one_row_meet(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        [promise_id] = peer.rows("SELECT id FROM promise WHERE text LIKE 'send quote%'")[0]
        await peer.press("e", "= now")
        with elsewhere(peer.path) as other:
            shown = read(other.reader, HitKind.PROMISE, promise_id)
            assert shown is not None
            parsed = Adding(peer.app, []).parse("promise @Maria Lopez other words by 2026-11-17")
            change(other, shown, parsed)
        await peer.press("enter")
        assert "was changed elsewhere" in peer.message
        assert peer.value("SELECT text FROM promise WHERE id = ?", promise_id) == "other words"


async def test_e_on_people_opens_the_form(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("2", "e")
        assert isinstance(peer.app.screen, PersonForm)
        await peer.press("escape", "1", "g", "e")
        assert isinstance(peer.app.screen, PersonForm)
        assert "Maria Lopez" in peer.screen
        await peer.press("escape")
        await peer.go_to("QUIET")
        await peer.press("e")
        assert isinstance(peer.app.screen, PersonForm)
        await peer.press("escape", "k", "space", "space", "e")
        assert "2 rows are marked" in peer.message


async def test_an_entry_is_edited_on_the_page_of_a_person(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("enter", "G", "k", "e")
        assert "Edit: log @Maria Lopez" in peer.screen
        await peer.press("= today", "enter")
        assert peer.message.startswith("Edited:")
        assert peer.value("SELECT count(*) FROM interaction WHERE text LIKE '% today'") == 1


# the editor


@contextmanager
def editor(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> Iterator[None]:
    """A program that stands in for the owner's editor."""
    path = folder / "an editor"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    with monkeypatch.context() as patch:
        patch.delenv("VISUAL", raising=False)
        patch.setenv("EDITOR", f"'{path}'")
        patch.setenv("TMPDIR", str(folder))
        patch.setattr("tempfile.tempdir", None)
        # Without a terminal there is nothing to hand over; tests/terminal does that.
        patch.setattr(PeerApp, "suspend", lambda _app: nullcontext())
        yield


def left_over(folder: Path) -> list[Path]:
    return sorted(folder.glob("peer-*/*"))


async def test_the_text_goes_to_the_editor_and_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = 'cp "$1" "$0.seen"; ls -ld "$1" > "$0.mode"; printf "send two quotes\\n" > "$1"'
    with editor(monkeypatch, tmp_path, script):
        async with running(tmp_path) as peer:
            before = peer.dump()
            await peer.press("E")
            assert "send two quotes" in peer.cursor_line
            assert (tmp_path / "an editor.seen").read_text() == "send quote for oak table\n"
            assert (tmp_path / "an editor.mode").read_text().startswith("-rw-------")
            assert left_over(tmp_path) == []
            await peer.press("u")
            assert peer.dump() == before


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("exit 0", "Nothing was changed."),
        ("exit 3", "The editor ended with error 3. Nothing was changed."),
        (': > "$1"', "Not saved: the text is empty. Let the row go instead."),
        ('rm "$1"', "The editor left no file. Nothing was changed."),
    ],
)
async def test_an_editor_that_changes_nothing_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, says: str
) -> None:
    with editor(monkeypatch, tmp_path, script):
        async with running(tmp_path) as peer:
            acts = peer.value("SELECT count(*) FROM action")
            await peer.press("E")
            assert peer.message == says
            assert peer.value("SELECT count(*) FROM action") == acts
            assert left_over(tmp_path) == []


@pytest.mark.parametrize("script", ['echo precious > "$1"; exit 1', 'printf "\\377" > "$1"'])
async def test_what_cannot_be_saved_is_kept_where_the_message_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    with editor(monkeypatch, tmp_path, script):
        async with running(tmp_path, WIDE) as peer:
            before = peer.dump()
            await peer.press("E")
            [kept] = left_over(tmp_path)
            assert str(kept) in peer.message
            assert stat.S_IMODE(os.stat(kept.parent).st_mode) == 0o700
            assert peer.dump() == before


async def test_a_missing_editor_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor --wait")
    async with running(tmp_path) as peer:
        await peer.press("E")
        assert peer.message == "VISUAL is no-such-editor, which is not there. Nothing was changed."
        monkeypatch.setenv("VISUAL", "'")
        await peer.press("E")
        assert peer.message.startswith("VISUAL cannot be read")
        monkeypatch.delenv("VISUAL")
        monkeypatch.delenv("EDITOR", raising=False)
        monkeypatch.setenv("PATH", "")
        await peer.press("E")
        assert peer.message.startswith("No editor found")


async def test_the_notes_of_a_person_are_long_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with editor(monkeypatch, tmp_path, 'printf "Likes **oak**.\\n\\nAnd tea.\\n" >> "$1"'):
        async with running(tmp_path) as peer:
            await peer.press("2", "E")
            notes = peer.value("SELECT notes FROM person WHERE name = 'Ana Ruiz'")
            assert notes.endswith("Likes **oak**.\n\nAnd tea.")
