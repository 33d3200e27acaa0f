"""One key is taught in each of the first three sessions, and never over something else."""

import os
from pathlib import Path

from peer_tui.settings.schema import Settings
from peer_tui.tui.action_list import BY_ID
from peer_tui.tui.keymap import Keymap
from peer_tui.tui.teaching import LESSONS, next_lesson
from tests.tui.peer_app import copy_sample, running


def test_three_lessons_and_no_more(tmp_path: Path) -> None:
    counted, keymap = tmp_path / "state" / "lessons", Keymap.build()
    given = [next_lesson(counted, keymap) for _ in range(5)]
    assert given[0] == "One key for today: s puts the row off to the next working day."
    assert all(given[:3])
    assert given[3:] == ["", ""]
    assert all(action_id in BY_ID and len(does) < 60 for action_id, does in LESSONS)


def test_nothing_is_taught_that_cannot_be_counted(tmp_path: Path) -> None:
    keymap = Keymap.build()
    assert next_lesson(Path(os.devnull) / "lessons", keymap) == ""
    (tmp_path / "lessons").write_bytes(b"\xff many")
    assert next_lesson(tmp_path / "lessons", keymap) == ""
    assert next_lesson(tmp_path, keymap) == ""


def test_a_key_that_was_taken_off_is_not_taught(tmp_path: Path) -> None:
    assert next_lesson(tmp_path / "lessons", Keymap.build({"item.snooze": ""})) == ""
    assert next_lesson(tmp_path / "lessons", Keymap.build({"item.log": "L"})).startswith(
        "One key for today: L writes"
    )


async def test_it_is_said_at_the_start_of_the_first_sessions(tmp_path: Path) -> None:
    copy_sample(tmp_path / "peer.db")
    said = []
    for _ in range(4):
        async with running(tmp_path, sample=False) as peer:
            said.append(peer.message)
    assert [bool(words) for words in said] == [True, True, True, False]
    assert len(set(said)) == 4


async def test_a_warning_comes_first(tmp_path: Path) -> None:
    copy_sample(tmp_path / "peer.db")
    settings = Settings(keys={"item.dome": "D"})
    async with running(tmp_path, sample=False, settings=settings) as peer:
        assert "item.dome" in peer.message
    assert not (tmp_path / "state" / "lessons").exists()


async def test_nothing_is_taught_in_an_empty_house_or_in_the_sample(tmp_path: Path) -> None:
    for sample in (False, True):
        async with running(tmp_path, sample=sample) as peer:
            assert peer.message == ""
    assert not (tmp_path / "state" / "lessons").exists()
