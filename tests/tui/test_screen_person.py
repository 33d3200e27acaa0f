"""A person's page, the form, and find."""

from dataclasses import replace
from pathlib import Path

import pytest

from peer_tui.services.people import edit_person
from peer_tui.storage.queries.person import person as read_person
from tests.tui.peer_app import NARROW, WIDE, elsewhere, running

MARIA = "SELECT id FROM person WHERE name = 'Maria Lopez'"
QUOTE = "SELECT status, snoozed_until FROM promise WHERE text = 'send quote for oak table'"


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
async def test_verbs_on_the_page_of_a_person(size: tuple[int, int], tmp_path: Path) -> None:
    async with running(tmp_path, size) as peer:
        screen = await peer.press("enter")
        for words in ("Maria Lopez", "maria@lopez.example", "ask about the hallway"):
            assert words in screen, words
        assert "send quote" in peer.cursor_line
        before = peer.dump()
        await peer.press("d")
        assert peer.rows(QUOTE)[0][0] == "kept"
        assert "ask about the hallway" in peer.cursor_line
        await peer.press("s")
        assert peer.value(
            "SELECT snoozed_until FROM follow_up WHERE text = 'ask about the hallway'"
        )
        await peer.press("u", "u")
        assert peer.dump() == before
        await peer.press("n", "=a note on the page", "enter")
        assert "a note on the page" in peer.screen
        await peer.press("u", "escape")
        assert "7 left 4 handled" in peer.screen


async def test_on_an_entry_of_the_history_only_what_makes_sense(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("enter", "end")
        assert "drawers" in peer.cursor_line
        before = peer.dump()
        await peer.press("d", "s", "x", "r", "S")
        assert peer.dump() == before
        await peer.press("l", "=told on the page", "enter")
        assert peer.value("SELECT text FROM interaction ORDER BY id DESC") == "told on the page"


async def test_a_person_is_added_by_form(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("A", "=Nadia Haddad", "down", "down", "=Lamps & Co", "f2")
        assert peer.rows("SELECT name, organisation FROM person ORDER BY id DESC LIMIT 1") == [
            ("Nadia Haddad", "Lamps & Co")
        ]
        assert "Nadia Haddad" in peer.message
        await peer.press("u")
        assert peer.value("SELECT count(*) FROM person WHERE name = 'Nadia Haddad'") == 0


async def test_the_form_refuses_and_says_why(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        people = peer.value("SELECT count(*) FROM person")
        assert "needs a name" in await peer.press("A", "f2")
        await peer.press("=Nadia", "down", "=Nad", "escape")
        assert "Not saved yet" in peer.screen
        await peer.press("escape")
        assert peer.value("SELECT count(*) FROM person") == people
        assert "send quote" in peer.cursor_line


async def test_every_field_is_read_back(tmp_path: Path) -> None:
    async with running(tmp_path, WIDE) as peer:
        id_ = peer.value(MARIA)
        before = peer.dump()
        await peer.press("g", "e", "f2")
        assert peer.dump() == before
        await peer.press("g", "e", "end", "= Senior", "enter")
        assert peer.value("SELECT name FROM person WHERE id = ?", id_) == "Maria Lopez Senior"
        assert "Maria Lopez Senior" in peer.screen
        await peer.press("u")
        assert peer.dump() == before


async def test_zone_and_language_are_read_by_the_form(tmp_path: Path) -> None:
    async with running(tmp_path, WIDE) as peer:
        wanted = "SELECT time_zone, language FROM person WHERE name = 'Nadia'"
        await peer.press("A", "=Nadia", *["tab"] * 10, "=Atlantis")
        assert "Whose clock they live by" in peer.screen
        assert "“Atlantis” is no time zone: try Europe/London" in await peer.press("f2")
        assert peer.rows(wanted) == []
        await peer.press(*["backspace"] * 8, "=tokyo", "tab", "=Japanese", "f2")
        assert "“Japanese” is no short name of a language" in peer.screen
        await peer.press(*["backspace"] * 8, "=ja", "f2")
        assert peer.rows(wanted) == [("Asia/Tokyo", "ja")]


async def test_a_zone_that_another_program_wrote_stays(tmp_path: Path) -> None:
    async with running(tmp_path, WIDE) as peer:
        raw = "-05:00; EST; Raleigh/North America"
        with elsewhere(peer.path) as other:
            shown = read_person(other.reader, peer.value(MARIA))
            assert shown is not None
            edit_person(other, shown, replace(shown, time_zone=raw))
        await peer.press("g", "e", "end", "= Senior", "f2")
        assert peer.rows("SELECT name, time_zone FROM person WHERE id = ?", peer.value(
            "SELECT id FROM person WHERE name = 'Maria Lopez Senior'")) == [
            ("Maria Lopez Senior", raw)]  # fmt: skip


async def test_a_conflict_keeps_the_text_and_names_the_field(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("g", "e", "end", "= Junior")
        with elsewhere(peer.path) as other:
            shown = read_person(other.reader, peer.value(MARIA))
            assert shown is not None
            edit_person(other, shown, replace(shown, name="Maria Lopez Senior"))
        screen = await peer.press("enter")
        assert "Maria Lopez Junior" in screen
        assert "changed elsewhere" in screen
        assert "Maria Lopez Senior" in screen
        assert peer.value("SELECT count(*) FROM person WHERE name LIKE '%Junior'") == 0


async def test_edits_of_different_fields_are_merged(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("g", "e", "end", "= Junior")
        with elsewhere(peer.path) as other:
            shown = read_person(other.reader, peer.value(MARIA))
            assert shown is not None
            edit_person(other, shown, replace(shown, organisation="Lopez Ltd"))
        await peer.press("enter")
        assert peer.rows("SELECT organisation FROM person WHERE name = 'Maria Lopez Junior'") == [
            ("Lopez Ltd",)
        ]


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
async def test_find_returns_to_the_very_row(size: tuple[int, int], tmp_path: Path) -> None:
    async with running(tmp_path, size) as peer:
        for pane in "123":
            await peer.press(pane, "j", "j")
            place = peer.cursor_line
            await peer.press("/", "=oak", "escape")
            assert peer.cursor_line == place
            await peer.press("/", "=ben", "down", "enter")
            assert "Leïla Benali" in peer.screen
            await peer.press("escape")
            assert peer.cursor_line == place


async def test_find_finds_everything_accents_ignored(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        for query, found in (
            ("zoe", "Zoë Müller"),
            ("oak table", "send quote for oak table"),
            ("hinge", "did the new hinge hold?"),
            ("drawers", "asked whether we repair drawers"),
            ("thorunn", "Þórunn"),
            ("山田", "山田 太郎"),
        ):
            screen = await peer.press("/", f"={query}")
            assert found in screen, query
            await peer.press("escape")
        assert "Nothing found" in await peer.press("/", "=xyzzy")


async def test_find_opens_the_entry_that_was_found(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("/", "=drawers", "enter")
        assert "drawers" in peer.cursor_line
        assert "Maria Lopez" in peer.screen


EVERYWHERE = ("n", "l", "b", "c", "m", "t", "e", "E", "g e", "S", "r", "s", "d", "x", "!")


async def test_on_an_empty_history_the_verbs_act_on_the_person(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("a", "=person Nadia Empty", "enter", "/", "=nadia", "enter")
        assert "Nothing shared yet" in peer.screen
        await peer.press("e")
        assert "Nadia Empty" in peer.screen
        await peer.press("escape", "n", "=met at the fair", "enter")
        assert "met at the fair" in peer.screen
        await peer.press("u")
        assert "Nothing shared yet" in peer.screen


async def test_no_verb_is_swallowed_on_any_row_of_a_person(tmp_path: Path) -> None:
    """Each key does something that is seen, on a promise, a follow-up and an entry."""
    async with running(tmp_path) as peer:
        await peer.press("enter")
        for moves in ((), ("j",), ("G",)):
            for keys in EVERYWHERE:
                await peer.press("g", "g", *moves)
                peer.app.screen.message_line.clear()  # type: ignore[attr-defined]
                before = peer.screen
                after = await peer.press(*keys.split())
                assert after != before, (moves, keys)
                for _ in range(3):
                    if len(peer.app.screen_stack) > 2 or peer.app.work.bar.is_open:  # type: ignore[union-attr]
                        await peer.press("escape")
                acts = peer.value("SELECT count(*) FROM action")
                if acts > 6:
                    await peer.press("u")
