"""Words: nothing the program can show makes a person a stage of a sale or a number."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from peer_tui.cli.main import COMMANDS, group
from peer_tui.services.demo import prepare
from peer_tui.tui.action_list import ACTIONS
from tests.contracts.test_shape import FORBIDDEN
from tests.tui.peer_app import NARROW, WIDE, Peer, running

WALK: tuple[tuple[str, ...], ...] = (
    *((number,) for number in "12345"),
    ("enter",),
    ("b",),
    ("p", "p"),
    ("p", "o"),
    ("p", "a"),
    ("p", "c"),
    ("p", "v"),
    ("c",),
    ("S",),
    ("w",),
    ("g", "b"),
    ("g", "s"),
    ("g", "m"),
    ("question_mark",),
    ("f1",),
    ("ctrl+p",),
    (",",),
    ("/", "=ma", "enter"),
    ("a", "=need @maria the drawers stick, check in 2 weeks"),
    ("a", "=story @maria won the fair!"),
    ("a", "=boundary @maria no calls after 18"),
    ("a", "=intro @maria @ana about wholesale"),
)
"""Keys that lead to every screen there is, each from the first."""


def assert_fair(text: str) -> None:
    """No word of the forbidden ones; the line that has one is named."""
    for line in text.splitlines():
        found = FORBIDDEN.search(line)
        assert not found, line


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_no_screen_calls_a_person_what_nobody_is(
    size: tuple[int, int], tmp_path: Path
) -> None:
    async with running(tmp_path, size) as peer:
        seen = set()
        for keys in WALK:
            await back_to_the_list(peer)
            await peer.press(*keys)
            seen.add(re.sub(r"\s+", " ", peer.screen))
            assert_fair(peer.screen)
        assert len(seen) >= len(WALK) - 1


async def back_to_the_list(peer: Peer) -> None:
    """Close whatever is open."""
    for _ in range(6):
        await peer.press("escape")
    await peer.press("1")


async def test_no_sentence_after_a_verb_does(tmp_path: Path) -> None:
    async with running(tmp_path, WIDE) as peer:
        said = set()
        for keys in (("d",), ("s",), ("x",), ("l", "=fine", "enter"), ("t", "=thanks", "enter")):
            await peer.press(*keys)
            said.add(peer.message)
            assert_fair(peer.message)
        assert len(said) == 5


def test_no_action_and_no_command_does(tmp_path: Path) -> None:
    for action in ACTIONS:
        assert_fair(f"{action.label}\n{action.help}")
    for name in COMMANDS:
        shown = CliRunner().invoke(group, [name, "--help"])
        assert shown.exit_code == 0, name
        assert_fair(shown.output)


def test_the_sample_data_does_not_either(tmp_path: Path) -> None:
    from peer_tui.clock import FixedClock
    from peer_tui.storage.reader import open_reader
    from tests.storage.support import ME, NOW

    path = tmp_path / "demo.db"
    prepare(path, FixedClock(NOW), ME)
    reader = open_reader(path)
    for table, column in (
        ("person", "notes"),
        ("interaction", "text"),
        ("promise", "text"),
        ("follow_up", "text"),
        ("tag", "name"),
        ("need", "text"),
    ):
        rows = reader.rows(f"SELECT {column} FROM {table}")
        assert rows, table
        for (text,) in rows:
            assert_fair(text)
    reader.close()
