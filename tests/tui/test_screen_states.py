"""What the screen says at the beginning, at the end, after an import; sizes and themes."""

from pathlib import Path

import pytest

from peer_tui.settings.schema import THEMES, Settings
from peer_tui.tui.actions import Place
from tests.tui.peer_app import NARROW, WIDE, running

CARDS = "".join(
    f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nTEL:+44 20 7946 09{n:02}\r\nEND:VCARD\r\n"
    for n, name in enumerate(("Alba Rossi", "Bert Klein", "Cora Dahl"))
)


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
async def test_when_all_is_done_the_day_has_an_end(size: tuple[int, int], tmp_path: Path) -> None:
    async with running(tmp_path, size) as peer:
        screen = await peer.press("*", "d")
        assert "Nothing is due. Enjoy it." in screen
        assert "Kept today: 3 promises. Handled: 11 items." in screen
        assert "Next: Thu 19 Nov" in screen
        assert "0 left 11 handled" in screen
        assert "Maria Lopez  owner" not in screen
        before = peer.dump()
        await peer.press("d", "s", "x", "l", "enter", "e", ".")
        assert peer.dump() == before
        assert "week" in (await peer.press("5")).lower()


async def test_the_first_run_shows_four_ways_to_begin(tmp_path: Path) -> None:
    async with running(tmp_path, sample=False) as peer:
        for words in ("This is Peer", "person Maria Lopez", "import", "sample", "keys that work"):
            assert words in peer.screen, words
        assert "SAMPLE" not in peer.screen
        assert peer.app.place() is Place.FIRST_RUN
        await peer.press("a", "=person Maria Lopez maria@lopez.example", "enter")
        assert peer.rows("SELECT name FROM person") == [("Maria Lopez",)]
        assert peer.app.place() is not Place.FIRST_RUN
        assert "Maria Lopez" in await peer.press("2")
        await peer.press("u")
        assert peer.rows("SELECT name FROM person") == []
        assert "This is Peer" in await peer.press("1")


async def test_the_sample_is_another_file(tmp_path: Path) -> None:
    async with running(tmp_path, sample=False) as peer:
        screen = await peer.press("s")
        assert "SAMPLE" in screen
        assert "send quote for oak table" in screen
        assert (await peer.press("d")).count("5 handled") == 1
        assert peer.value("SELECT count(*) FROM person") == 0
        assert peer.value("SELECT count(*) FROM action") == 0


async def test_after_an_import_marks_get_a_rhythm(tmp_path: Path) -> None:
    (tmp_path / "phone.vcf").write_text(CARDS, newline="")
    async with running(tmp_path, sample=False) as peer:
        await peer.press("i", f"={tmp_path / 'phone.vcf'}", "enter")
        for words in ("Import phone.vcf", "3 new", "Alba Rossi", "Cora Dahl"):
            assert words in peer.screen, words
        assert peer.value("SELECT count(*) FROM person") == 0
        screen = await peer.accept_import()
        assert "lose touch with?" in screen
        assert "0 left" in screen
        assert "Alba Rossi" in peer.cursor_line
        await peer.press("space", "space", "t", "=6 weeks", "enter")
        rhythms = "SELECT name, rhythm_kind, rhythm_days FROM person ORDER BY name"
        assert peer.rows(rhythms) == [
            ("Alba Rossi", "periodic", 42),
            ("Bert Klein", "periodic", 42),
            ("Cora Dahl", "ambient", None),
        ]
        await peer.press("u")
        assert {days for _, _, days in peer.rows(rhythms)} == {None}
        await peer.press("u")
        assert peer.rows(rhythms) == []


async def test_an_import_left_and_an_import_of_the_same(tmp_path: Path) -> None:
    (tmp_path / "phone.vcf").write_text(CARDS, newline="")
    async with running(tmp_path, sample=False) as peer:
        path = f"={tmp_path / 'phone.vcf'}"
        await peer.press("i", path, "enter", "escape")
        assert peer.value("SELECT count(*) FROM person") == 0
        assert peer.message == "Nothing was imported."
        await peer.press("i", path, "enter")
        await peer.accept_import()
        assert peer.value("SELECT count(*) FROM person") == 3
        acts = peer.value("SELECT count(*) FROM action")
        assert "0 new" in await peer.press("i", path, "enter")
        assert "3 same" in peer.screen
        await peer.press("escape")
        assert peer.value("SELECT count(*) FROM action") == acts
        assert "no such file" in await peer.press("i", "=/nowhere/x.vcf", "enter")
        await peer.press("escape")


async def test_the_week_ahead(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        screen = await peer.press("5")
        assert "two weeks" in screen
        assert "Wren Abbott" in screen
        assert "maria lopez" not in screen.split("──")[0].lower()
        await peer.press("j", "d")
        assert peer.value(
            "SELECT status FROM follow_up WHERE text = 'agree the dates of the next course'"
        ) == "done"  # fmt: skip
        await peer.press("escape", "escape")
        assert "Maria Lopez" in peer.cursor_line


@pytest.mark.parametrize("theme", THEMES)
async def test_the_theme_of_the_settings_from_the_first_frame(theme: str, tmp_path: Path) -> None:
    async with running(tmp_path, WIDE, settings=Settings(theme=theme)) as peer:
        assert peer.app.theme == theme
        assert "I OWE" in peer.screen
        assert "Maria Lopez" in await peer.press("enter")


@pytest.mark.parametrize("size", [(40, 12), (50, 10), (20, 5), (59, 40), (200, 15)])
async def test_tiny_screens_show_the_list_and_work(size: tuple[int, int], tmp_path: Path) -> None:
    async with running(tmp_path, size) as peer:
        assert "Maria" in peer.cursor_line
        await peer.press("j", "d")
        assert peer.value(
            "SELECT status FROM promise WHERE text = 'return the sample box'"
        ) == "kept"  # fmt: skip
        await peer.press("k", "enter")
        assert "Maria" in peer.lines[2]
        for keys in (["escape"], ["S"], ["escape"], ["a"], ["escape"], ["/"], ["escape"], ["?"]):
            await peer.press(*keys)
        await peer.press("escape", "e", "escape")
        assert len(peer.lines) == size[1]


async def test_every_size_on_the_way_keeps_the_row(tmp_path: Path) -> None:
    async with running(tmp_path, WIDE) as peer:
        await peer.press("j", "j", "j")
        for size in ((119, 40), (120, 32), (120, 31), (60, 16), (59, 16), (40, 12), (50, 10), WIDE):
            await peer.resize(size)
            assert "Ana" in peer.cursor_line, (size, peer.screen)


async def test_again_is_named_only_where_it_does_the_same(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        assert "again" not in await peer.press("a", "=ask about paper tue", "enter")
        assert "u undo" in peer.screen
        assert ". again" in await peer.press("d")
        assert "again" not in await peer.press("u")


async def test_a_row_hints_at_the_key_it_asks_for(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        seen = {}
        for _ in range(7):
            seen[peer.cursor_line.lstrip("▌ ").split()[0]] = peer.hints
            await peer.press("j")
        assert "t Thank" in seen["THANK"]
        assert "c Call" in seen["QUIET"]
        assert "! Pass once" in seen["HELD"]
        assert "Pass once" not in seen["I"]
