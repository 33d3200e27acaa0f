"""The owner's editor in a real terminal: it gets the screen, the keys and the text, and back."""

import os
from pathlib import Path

import pytest

from tests.terminal.conftest import Opener

TEXT = "SELECT text FROM promise WHERE text LIKE 'send%'"
SCRIPT = """#!/bin/sh
stty -a > "$0.terminal"
printf 'The editor is open.\\n'
read -r line
printf 'send %s\\n' "$line" > "$1"
sleep 0.4
"""


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
def test_the_editor_has_the_terminal_and_its_keys(
    peer: Opener, home: Path, size: tuple[int, int]
) -> None:
    script = home / "editor"
    script.write_text(SCRIPT)
    script.chmod(0o755)
    scratch = home / "scratch"
    scratch.mkdir()
    terminal = peer(size, env={"VISUAL": str(script), "TMPDIR": str(scratch)})
    before, acts = terminal.dump(), terminal.value("SELECT count(*) FROM action")
    terminal.send("E")
    terminal.wait_for("The editor is open.")
    terminal.send("two quotes\n")
    # What is typed while the editor closes is neither text of it nor a command here.
    terminal.send("xxdd")
    terminal.wait_for("Edited: send two quotes")
    terminal.settle()
    assert terminal.rows(TEXT) == [("send two quotes",)]
    assert terminal.value("SELECT count(*) FROM action") == acts + 1
    assert "send two quotes" in terminal.cursor_line
    settings = (home / "editor.terminal").read_text()
    assert " icanon" in settings
    assert " echo " in settings
    assert os.listdir(scratch) == []
    terminal.press("u")
    assert terminal.dump() == before
    terminal.press("j", "d")
    assert terminal.value("SELECT count(*) FROM action") == acts + 3
    terminal.leave()
