"""A fault of the program ends in one sentence; the report holds types and lines, never values."""

import sys
from pathlib import Path

from tests.storage.support import TODAY
from tests.terminal.peer_terminal import ROOT, home_environment
from tests.terminal.pty_session import PtySession

FAULT = 70


def test_a_fault_is_one_sentence_without_a_name(home: Path) -> None:
    argv = [sys.executable, "-m", "tests.terminal.faulty_app"]
    argv += ["demo", "--today", TODAY.isoformat()]
    with PtySession(argv, env=home_environment(home)) as session:
        session.wait_for("Follow-ups due")
        session.screen(0.1)
        painted = len(session.raw)
        session.send("\r")
        assert session.wait_end() == FAULT
        ending = bytes(session.raw[painted:]).decode()
    said = ending.split("\x1b[?1049l")[1]
    assert "peer: a fault of the program itself (ValueError)." in said
    assert "Maria" not in said
    assert "Traceback" not in said
    log = (home / "state" / "peer" / "peer.log").read_text()
    assert "builtins.ValueError" in log
    assert "faulty_app.py:" in log
    assert "Maria" not in log
    assert str(ROOT) not in log
