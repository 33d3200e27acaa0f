"""The settings on the screen: seen, changed, in force at once, and in the file."""

from pathlib import Path

import pytest

from peer_tui.settings.load import load
from peer_tui.settings.schema import SCHEMA, Settings
from peer_tui.settings.words import name_of
from tests.tui.peer_app import NARROW, WIDE, running

TINY = (40, 12)
FILE = "# mine\ntheme = 'peer-dark'  # the dark one\n\n[views]\nk = 'tag:oak'\n"


def settings_in(tmp_path: Path) -> Settings:
    return load(tmp_path / "config.toml").settings


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_every_setting_has_a_row_with_its_value(
    size: tuple[int, int], tmp_path: Path
) -> None:
    async with running(tmp_path, size) as peer:
        await peer.press(",")
        for setting in SCHEMA:
            [row] = [line for line in peer.lines if line[2:].startswith(name_of(setting))]
            assert " default" in row
        assert str(tmp_path / "config.toml") in peer.lines[0] or size == NARROW
        assert "Allowed: peer-dark, peer-light" in peer.screen
        assert "Enter Change  Space Next  Esc Back" in peer.hints


async def test_a_choice_is_in_force_and_saved_at_once(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(FILE)
    async with running(tmp_path) as peer:
        await peer.press(",", "space")
        assert peer.message == "Theme: peer-light (was peer-dark). Saved."
        assert peer.app.theme == "peer-light"
        assert (tmp_path / "config.toml").read_text() == FILE.replace("'peer-dark'", '"peer-light"')
        await peer.press("left", "left")
        assert peer.app.theme == "ansi-light"
        await peer.press("u")
        assert peer.app.theme == "peer-dark"
        await peer.press("u", "u", "u")
        assert peer.message == "Nothing was changed here yet."
        await peer.press("U")
        assert peer.app.theme == settings_in(tmp_path).theme == "peer-light"
        assert settings_in(tmp_path).views == {"k": "tag:oak"}


async def test_undo_here_leaves_the_database_alone(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("d")
        done = peer.dump()
        await peer.press(",", "u")
        assert peer.dump() == done
        await peer.press("escape", "u")
        assert peer.dump() != done


async def test_a_value_is_typed_and_a_wrong_one_is_not_taken(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press(",", *["j"] * 6, "enter", "backspace", "backspace", "=0")
        assert "Allowed: a whole number from 1 to 999." in peer.screen
        await peer.press("enter")
        assert "Daily number:" in peer.screen
        await peer.press("backspace", "=2", "enter")
        assert peer.message == "Daily number: 2 (was 15). Saved."
        assert peer.app.settings.daily_number == settings_in(tmp_path).daily_number == 2
        await peer.press("escape")
        assert "Follow-ups due" in peer.screen


async def test_esc_changes_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press(",", "j", "e", "tab", "escape")
        assert peer.app.settings == Settings()
        assert not (tmp_path / "config.toml").exists()
        await peer.press("e", "enter")
        assert peer.message == "Date order: month first (was day first). Saved."


async def test_what_the_file_refuses_is_not_in_force(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("theme = \n")
    async with running(tmp_path) as peer:
        await peer.press(",")
        assert "is not valid TOML" in peer.screen
        await peer.press("j", "space")
        assert "was not saved" in peer.message
        assert peer.app.theme == "peer-dark"
        assert (tmp_path / "config.toml").read_text() == "theme = \n"


async def test_own_keys_and_views_are_shown_with_their_file(tmp_path: Path) -> None:
    settings = Settings(keys={"item.note": "N"}, views={"k": "tag:oak"})
    async with running(tmp_path, WIDE, settings=settings) as peer:
        await peer.press(",")
        assert "item.note         N" in peer.screen
        assert "k                 tag:oak" in peer.screen
        await peer.press("G", "e")
        assert peer.message == "This one is changed in the file itself."
        assert f"Change it in {tmp_path / 'config.toml'}." in " ".join(peer.screen.split())


async def test_a_small_terminal_shows_value_and_allowed_values(tmp_path: Path) -> None:
    async with running(tmp_path, TINY) as peer:
        await peer.press(",", "j", "j")
        assert peer.cursor_line.startswith("Week start")
        assert "Allowed: mon, sun, sat." in peer.screen
        assert "None in the file." in await peer.press("G")
        assert "None in the file." not in await peer.press("J")
        assert "None in the file." in await peer.press("K")
        await peer.press("g", "g", "j", "j")
        await peer.press("e", "tab", "enter")
        assert settings_in(tmp_path).week_start == 6
        await peer.resize(WIDE)
        assert peer.cursor_line.split()[:3] == ["Week", "start", "sun"]


async def test_a_click_selects_and_a_second_one_asks(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press(",")
        await peer.click("Country")
        assert peer.cursor_line.startswith("Country")
        await peer.click("Country")
        assert "two letters such as" in peer.screen or "Country:" in peer.screen
        await peer.press("=gb", "enter")
        assert settings_in(tmp_path).country == "GB"
