"""Marks, the mouse, other instances, and what happens when the storage refuses."""

from pathlib import Path

from peer_tui.services.items import done
from peer_tui.storage.queries.agenda import queue
from tests.storage.support import TODAY
from tests.tui.peer_app import NARROW, WIDE, elsewhere, running

OPEN = "SELECT count(*) FROM promise WHERE status = 'open'"
BUSY = 60
"""Milliseconds a write waits for a lock, instead of five seconds."""


async def test_marked_rows_are_one_step(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        before, acts = peer.dump(), peer.value("SELECT count(*) FROM action")
        await peer.press("space", "j", "space")
        assert peer.screen.count("•") == 2
        await peer.press("x")
        assert peer.value("SELECT count(*) FROM action") == acts + 1
        assert "5 left 6 handled" in peer.screen
        assert "•" not in peer.screen
        assert "Sunil Rao" in peer.screen
        await peer.press("u")
        assert peer.dump() == before
        assert "•" not in peer.screen


async def test_marked_people_share_one_entry(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("2", "space", "space", "l", "=met both at the fair", "enter")
        assert peer.rows(
            "SELECT p.name FROM person p JOIN interaction_person ip ON ip.person_id = p.id"
            " JOIN interaction i ON i.id = ip.interaction_id WHERE i.text = 'met both at the fair'"
            " ORDER BY p.name"
        ) == [("Ana Ruiz",), ("Aoife Brennan",)]
        assert peer.value("SELECT count(*) FROM interaction WHERE text LIKE 'met both%'") == 1


async def test_esc_takes_off_one_layer(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("3", "space", "d", "u", "space")
        assert "•" in peer.screen
        assert "•" not in await peer.press("escape")
        await peer.press_until("escape", lambda: "Follow-ups due" in peer.screen)
        await peer.press("escape", "escape", "escape")
        assert peer.app.is_running


async def test_a_held_verb_stops(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("=ssssss")
        assert peer.value("SELECT count(*) FROM action") == 7
        assert "Key held? stopped" in peer.message


async def test_again_does_what_was_done_last(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("n", "=called, no answer", "enter", "j", ".")
        assert (
            peer.rows("SELECT text FROM interaction ORDER BY id DESC LIMIT 2")
            == [("called, no answer",)] * 2
        )
        assert "Sunil Rao" in peer.cursor_line


async def test_clicks_select_open_and_choose(tmp_path: Path) -> None:
    async with running(tmp_path, WIDE) as peer:
        await peer.click("Kaspar Lind")
        assert "Kaspar Lind" in peer.cursor_line
        await peer.click("Promises  I owe")
        assert "quote" in peer.cursor_line or "Maria" in peer.cursor_line
        assert "Promises" in await peer.click("2 People", on_line=0)
        assert "Ana Ruiz" in peer.cursor_line
        await peer.press("1")
        acts = peer.value("SELECT count(*) FROM action")
        await peer.click("Done", on_line=len(peer.lines) - 1)
        assert peer.value("SELECT count(*) FROM action") == acts + 1
        assert "Next time: d" in peer.message
        await peer.click("undo", on_line=len(peer.lines) - 2)
        assert peer.message.startswith("Undone")
        row = next(n for n, line in enumerate(peer.lines) if "HELD     Ben Okafor" in line)
        await peer.click("HELD", on_line=row)
        assert "Ben Okafor" in peer.cursor_line
        await peer.click("HELD", on_line=row)
        assert len(peer.app.screen_stack) == 2


async def test_a_click_closes_a_bar_and_keeps_its_text(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        await peer.press("l", "=half")
        await peer.click("Sunil Rao")
        assert "half" not in peer.screen
        await peer.press("k", "l")
        assert "half" in peer.screen


async def test_another_instance_is_seen(tmp_path: Path) -> None:
    async with running(tmp_path, NARROW) as peer:
        await peer.press("j", "j", "j")
        place = peer.cursor_line
        with elsewhere(peer.path) as other:
            done(other, queue(other.reader, TODAY).first(2))
            await peer.wait_until(lambda: "5 left 6 handled" in peer.screen)
            await peer.rest()
        assert peer.cursor_line == place


async def test_a_read_only_file_keeps_the_row_and_says_why(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        peer.app.store.read_only = True
        before, place = peer.dump(), peer.cursor_line
        for keys in (("d",), ("s",), ("x",), ("S", "t"), ("l", "=note", "enter"), ("u",)):
            await peer.press(*keys)
            assert "read-only" in peer.message, keys
            assert peer.cursor_line == place
        assert peer.dump() == before
        assert "7 left 4 handled" in peer.screen


async def test_a_locked_database_keeps_the_row_and_says_why(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        store = peer.app.store
        await store.run(lambda: store.database().run(f"PRAGMA busy_timeout = {BUSY}"))
        place = peer.cursor_line
        with elsewhere(peer.path) as other, other.transaction("hold", "Hold"):
            await peer.press("d")
            assert peer.message
            assert "Kept" not in peer.message
            assert peer.cursor_line == place
            await peer.press("A", "=Nadia", "f2")
            assert "Nadia" in peer.screen
            assert len(peer.app.screen_stack) == 2
            await peer.press("escape", "escape")
        await peer.press("d")
        assert "Kept" in peer.message


async def test_what_was_typed_survives_a_refusal(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        peer.app.store.read_only = True
        await peer.press("l", "=a long and careful sentence", "enter")
        assert "read-only" in peer.message
        peer.app.store.read_only = False
        assert "a long and careful sentence" in await peer.press("l")


async def test_the_history_is_that_of_the_row_a_verb_moved_on_to(tmp_path: Path) -> None:
    async with running(tmp_path) as peer:
        for _ in range(3):
            await peer.press("F", "l", "g", "g", "=d4")
            assert peer.app.main.subject is not None
            assert peer.app.main.subject.name == "Sunil Rao"
            await peer.press("1", "escape", "u")
