"""What is typed in one go comes out as if it were typed slowly; text never runs as commands."""

from pathlib import Path

import pytest

from tests.storage.support import TABLES
from tests.terminal.conftest import Opener
from tests.terminal.peer_terminal import PeerTerminal, copy_database, retelling_of

SLOW = 0.03
TRIES = 15
"""How often a busy machine is given another tenth of a second."""
LATEST = "SELECT text FROM interaction ORDER BY id DESC LIMIT ?"
STRINGS = (
    ("ddjxsu", "Strf.", "j4lmet\r1d", "lhal\x1bjl\x1bkl\rd"),
    ("S/24 dec\rr/next mon 9:00\r", "*sud  xuU", "3jjx1x2jnhi\r"),
    ("jlsaid yes > send plan fri\ruu", "/ben\rjlasked\rqd", "?snooze\x1bd\r\rjs"),
    ("a@nadia call mon\r\rd", "gpjlhi there\rgdd", "eX\rj Anadia\r"),
)
"""Groups typed in one program each; no verb three times in a row, that is a held key."""


@pytest.mark.parametrize("strings", STRINGS, ids=("verbs", "panels", "opening", "adding"))
def test_a_burst_is_as_good_as_slow_typing(
    strings: tuple[str, ...], tmp_path: Path, sample: Path
) -> None:
    homes = [tmp_path / name for name in ("slow", "burst")]
    for home in homes:
        copy_database(sample, home / "data" / "demo.db")
    with PeerTerminal(homes[0]) as slow, PeerTerminal(homes[1]) as quick:
        for keys in strings:
            quick.send(keys)
            for key in keys:
                slow.send(key)
                slow.settle(SLOW)
            for _ in range(TRIES):
                expected, seen = slow.settle(), quick.settle()
                if seen == expected:
                    break
            assert seen == expected, keys
            assert retelling_of(quick.database) == retelling_of(slow.database), keys


def test_two_verbs_with_text_after_each_run_the_verbs_alone(peer: Opener) -> None:
    terminal = peer()
    people = terminal.rows("SELECT * FROM person ORDER BY id")
    screen = terminal.burst("dhello", "enter", "dhello", "enter")
    assert "5 left 6 handled" in screen
    assert "Typed text was ignored" in terminal.message
    assert terminal.cursor_line.startswith("SOLVED? Kaspar Lind")
    assert terminal.rows("SELECT * FROM person ORDER BY id") == people
    assert terminal.value("SELECT count(*) FROM action") == 7
    terminal.press("uu")
    assert "7 left 4 handled" in terminal.screen_now()


def test_two_log_lines_in_one_write_are_two_entries(peer: Opener) -> None:
    terminal = peer()
    terminal.burst("lhello", "enter", "lhello", "enter")
    assert terminal.rows(LATEST, 2) == [("hello",), ("hello",)]
    assert terminal.rows("SELECT text FROM promise WHERE closed_on = '2026-11-18' ORDER BY id") == [
        ("send quote for oak table",),
        ("return the sample box",),
    ]


def test_a_line_added_in_one_write_is_what_was_typed(peer: Opener) -> None:
    terminal = peer()
    before = terminal.dump()
    terminal.burst("ahello fri", "enter")
    after = terminal.dump()
    assert [table for table in TABLES if before[table] != after[table]] == ["follow_up"]
    assert terminal.rows("SELECT text, due_on FROM follow_up ORDER BY id DESC LIMIT 1") == [
        ("hello", "2026-11-20")
    ]


@pytest.mark.parametrize(
    ("pane", "keys"),
    [("2", "hello\r"), ("3", "hello xdx\r"), ("5", "zhello\rhello\r"), ("1", "hd\rhx\r")],
)
def test_text_without_a_bar_changes_nothing(pane: str, keys: str, peer: Opener) -> None:
    terminal = peer()
    terminal.press(pane)
    before, place = terminal.dump(), terminal.cursor_line
    terminal.burst(keys)
    assert terminal.dump() == before
    assert terminal.cursor_line == place


def test_a_pasted_text_changes_nothing(peer: Opener) -> None:
    terminal = peer()
    before = terminal.dump()
    terminal.burst("\x1b[200~dxs hello\rdd\x1b[201~")
    assert terminal.dump() == before
    assert "Pasted text was ignored" in terminal.message


def test_text_pasted_into_a_bar_is_one_line_of_it(peer: Opener) -> None:
    terminal = peer()
    terminal.press("n")
    terminal.burst("\x1b[200~dear all,\nsee you\x1b]52;c;aGk=\x07\x1b[201~")
    terminal.press("enter")
    (text,) = terminal.rows(LATEST, 1)[0]
    assert "dear all," in text
    assert "see you" in text
    assert "\x1b" not in text
    assert b"\x1b]52" not in terminal.raw


def test_a_held_verb_stops_after_two(peer: Opener) -> None:
    terminal = peer()
    terminal.burst("d" * 6)
    assert "Key held? stopped" in terminal.message
    assert terminal.value("SELECT count(*) FROM action WHERE kind = 'do'") == 6


def test_keys_typed_while_the_program_starts_are_not_lost(home: Path) -> None:
    # Until a program takes the terminal over, the terminal makes a line feed of Enter.
    with PeerTerminal(home, ahead="jlearly\r") as terminal:
        terminal.wait_for("6 left 5 handled")
        assert terminal.rows(LATEST, 1) == [("early",)]
