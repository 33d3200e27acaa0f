"""The quick-add bar and the date panel on the screen: nothing is saved that was not shown."""

from pathlib import Path

import pytest

from tests.tui.peer_app import WIDE, running

LATEST = (
    "SELECT p.name, f.text, f.due_on FROM follow_up f LEFT JOIN person p ON p.id = f.person_id"
    " ORDER BY f.id DESC LIMIT 1"
)
DUE = "SELECT due_on, due_time, snoozed_until FROM promise WHERE text = 'send quote for oak table'"


async def test_the_preview_is_what_is_saved(tmp_path: Path) -> None:
    async with running(tmp_path, WIDE) as peer:
        screen = await peer.press("a", "=@zoe call about boards fri")
        for words in ("Follow-up", "Zoë Müller", "call about boards", "Fri 20 Nov"):
            assert words in screen.split("Add:")[1], words
        assert peer.value("SELECT count(*) FROM action") == 5
        await peer.press("enter")
        assert peer.rows(LATEST) == [("Zoë Müller", "call about boards", "2026-11-20")]
        assert "Add:" not in peer.screen


async def test_the_preview_shows_every_way_to_reach_a_new_person(tmp_path: Path) -> None:
    async with running(tmp_path, WIDE) as peer:
        screen = await peer.press("a", "=person Wanda Fox wanda@fox.example 020 7946 0999 #oak")
        for words in ("Person", "Wanda Fox", "wanda@fox.example", "020 7946 0999", "#oak"):
            assert words in screen.split("Add:")[1].split("\n", 1)[1], words


async def test_the_row_gives_the_person(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("j", "a", "=ask about paper tue", "enter")
        assert peer.rows(LATEST) == [("Sunil Rao", "ask about paper", "2026-11-24")]
        assert "Sunil Rao" in peer.cursor_line


async def test_an_ambiguous_name_is_picked_by_number(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        screen = await peer.press("a", "=@ma call fri", "enter")
        assert "Who? Enter, then  1 " in screen
        assert "3 Maria Lopez" in screen
        assert peer.value("SELECT count(*) FROM action") == 5
        screen = await peer.press("3")
        assert "Follow-up · Maria Lopez · call" in screen
        await peer.press("enter")
        assert peer.rows(LATEST) == [("Maria Lopez", "call", "2026-11-20")]


async def test_a_new_person_needs_a_second_enter(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        people = peer.value("SELECT count(*) FROM person")
        screen = await peer.press("a", "=@nadia call mon", "enter")
        assert "creates nadia - Enter again" in screen
        assert peer.value("SELECT count(*) FROM person") == people
        await peer.press("enter")
        assert peer.value("SELECT count(*) FROM person") == people + 1
        assert peer.rows(LATEST)[0][1:] == ("call", "2026-11-23")
        await peer.press("u")
        assert peer.value("SELECT count(*) FROM person") == people


async def test_changing_the_text_asks_again_before_creating(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        people = peer.value("SELECT count(*) FROM person")
        await peer.press("a", "=@nadia call mon", "enter", "backspace", "=n", "enter")
        assert peer.value("SELECT count(*) FROM person") == people
        assert "Enter again" in peer.screen


async def test_tab_takes_the_other_reading(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("a", "=@zoe call next fri")
        assert "call · Fri 27 Nov" in peer.screen
        assert "call · Fri 20 Nov" in await peer.press("tab")
        assert "call · Fri 27 Nov" in await peer.press("tab")
        await peer.press("tab", "enter")
        assert peer.rows(LATEST)[0][2] == "2026-11-20"


async def test_esc_keeps_the_draft_and_empty_text_saves_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        before = peer.dump()
        assert "Nothing typed yet" in await peer.press("a", "enter")
        await peer.press("=half a line", "escape")
        assert "half a line" not in peer.screen
        assert "Add: half a line" in await peer.press("a")
        await peer.press("escape")
        assert peer.dump() == before


async def test_the_next_step_of_a_log_line(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("l", "=she said yes > send the drawing fri", "enter")
        assert peer.rows(LATEST) == [("Maria Lopez", "send the drawing", "2026-11-20")]
        assert peer.value("SELECT text FROM interaction ORDER BY id DESC") == "she said yes"
        assert "Sunil Rao" in peer.cursor_line
        await peer.press("u")
        assert peer.rows(DUE) == [("2026-11-13", None, None)]


@pytest.mark.parametrize(
    ("keys", "row"),
    [
        (("r", "/", "=24 dec", "enter"), ("2026-12-24", None, None)),
        (("r", "/", "=next mon 9:30", "enter"), ("2026-11-23", "09:30", None)),
        (("r", "z"), (None, None, None)),
        (("r", "3"), ("2026-11-21", None, None)),
        (("S", "e"), ("2026-11-13", None, "2026-11-30")),
        (("S", "enter"), ("2026-11-13", None, "2026-11-19")),
        (("S", "/", "=in 2 weeks", "enter"), ("2026-11-13", None, "2026-12-02")),
        (("S", "escape"), ("2026-11-13", None, None)),
        (("S", "/", "=dex", "enter", "escape", "escape"), ("2026-11-13", None, None)),
        (("r", "/", "=1 nov 2020", "enter", "escape", "escape"), ("2026-11-13", None, None)),
    ],
    ids=str,
)
async def test_the_date_panel(
    keys: tuple[str, ...], row: tuple[str | None, ...], tmp_path: Path
) -> None:
    async with running(tmp_path) as peer:
        await peer.press(*keys)
        assert peer.rows(DUE) == [row]
        assert peer.app.work is not None


async def test_the_panel_says_what_a_typed_date_means(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        assert "Snooze Maria Lopez until" in await peer.press("S")
        screen = await peer.press("/", "=24 dec")
        assert "Thu 24 Dec, in 36 days" in screen
        assert "Monday      " in await peer.press("escape")
        await peer.press("escape")
        assert "send quote" in peer.cursor_line
