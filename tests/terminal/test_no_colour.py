"""With NO_COLOR not one colour reaches the terminal, and everything is still told apart."""

import re
from pathlib import Path

import pytest

from tests.terminal.conftest import Opener
from tests.terminal.peer_terminal import PeerTerminal

SGR = re.compile(rb"\x1b\[([0-9;]*)m")
ALLOWED = {"", "0", "1", "4", "7", "22", "24", "27"}
"""Reset, bold, underline, reverse, and their ends."""


def codes_in(raw: bytes) -> set[str]:
    return {code for found in SGR.findall(raw) for code in found.decode().split(";")}


def reversed_lines(terminal: PeerTerminal) -> list[str]:
    """What stands reversed on the screen, line by line."""
    screen = terminal._screen
    rows = (
        "".join(cell.data for _, cell in sorted(screen.buffer[y].items()) if cell.reverse)
        for y in range(screen.lines)
    )
    return [row for row in rows if row]


@pytest.mark.parametrize("theme", ["peer-dark", "peer-light", "ansi-dark"])
def test_no_colour_is_sent(peer: Opener, home: Path, theme: str) -> None:
    folder = home / "config" / "peer"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(f'theme = "{theme}"\n')
    terminal = peer((80, 24), env={"NO_COLOR": "1"})
    for keys in ("j", "a", "esc", "S", "esc", "?", "esc", "f1", "esc", ",", "esc", "enter", "A"):
        terminal.press(keys)
    assert codes_in(bytes(terminal.raw)) <= ALLOWED


def test_an_empty_no_color_does_not_count(peer: Opener) -> None:
    terminal = peer((80, 24), env={"NO_COLOR": ""})
    assert not codes_in(bytes(terminal.raw)) <= ALLOWED


def test_the_words_tell_the_rows_apart(peer: Opener) -> None:
    terminal = peer((80, 24), env={"NO_COLOR": "1"})
    for word in ("I OWE", "HELD", "F-UP", "QUIET", "late"):
        assert word in terminal.screen_now()
    assert terminal.cursor_line.startswith("I OWE Maria")
    terminal.press("j")
    assert "Sunil Rao" in "".join(reversed_lines(terminal))
    terminal.press("a", "soon")
    assert reversed_lines(terminal)[-1].strip() == ""


def test_the_cursor_does_not_blink(peer: Opener) -> None:
    terminal = peer((80, 24), env={"TEXTUAL_ANIMATIONS": "none"})
    terminal.press("a")
    terminal.settle(0.3)
    before = len(terminal.raw)
    terminal.wait_until(lambda: False, 1.2)
    assert len(terminal.raw) == before
