"""An import stopped in a real terminal, in each part of it, leaves the database as it was."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from peer_tui.storage.doctor import examine
from peer_tui.storage.journal import MODELS
from tests.cli.conftest import Home
from tests.terminal.peer_terminal import rows_of
from tests.terminal.pty_session import KEYS, PtySession

CARDS = 10_000
MANY_CARDS = 60_000
"""So many are read for some seconds."""
CARD = (
    "BEGIN:VCARD\r\nUID:{0}\r\nFN:Ann {0}\r\nTEL:+44 20 {0:08}\r\n"
    "EMAIL:a{0}@x.example\r\nEND:VCARD\r\n"
)
MINE = "BEGIN:VCARD\r\nUID:3\r\nFN:Ann 3\r\nNOTE:mine\r\nEND:VCARD\r\n"
TABLES = (*MODELS, "action", "change", "head", "person_document")
STOPPED = "Stopped; nothing was imported."
CTRL_C = "\x03"
INTERRUPTED = 130

Dump = list[tuple[str, list[tuple[Any, ...]]]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A database with somebody in it, and a long file that has her, too."""
    made = Home(tmp_path_factory.mktemp("home"))
    for name, count in (("cards.vcf", CARDS), ("many.vcf", MANY_CARDS)):
        (made.root / name).write_text("".join(map(CARD.format, range(count))))
    assert made.peer("import", "-", stdin=MINE).returncode == 0
    return made


def _dump(home: Home) -> Dump:
    return [(table, rows_of(home.database, f"SELECT * FROM {table}")) for table in TABLES]


@contextmanager
def _peer(home: Home, *arguments: str) -> Iterator[PtySession]:
    """The program in a terminal; the database is as before when it has ended."""
    before = _dump(home)
    command = [sys.executable, "-m", "peer_tui", *arguments]
    with PtySession(command, env=home.environment()) as session:
        yield session
        session.wait_end()
    assert _dump(home) == before
    assert examine(home.database) == []


def _wait_raw(session: PtySession, words: str) -> None:
    wanted = words.encode()
    assert session.wait_until(lambda: wanted in session.raw), session.screen_now()


@pytest.mark.parametrize("part", ["Reading [", "Comparing [", "Saving ["])
def test_ctrl_c_on_the_command_line(home: Home, part: str) -> None:
    with _peer(home, "import", str(home.root / "cards.vcf")) as session:
        _wait_raw(session, part)
        session.send(CTRL_C)
    assert session.exit_code == INTERRUPTED


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_ended_from_outside_while_saving(home: Home, how: signal.Signals) -> None:
    with _peer(home, "import", str(home.root / "cards.vcf")) as session:
        _wait_raw(session, "Saving [")
        os.kill(session.pid, how)
    assert session.exit_code not in (0, None)


def _to_the_plan(session: PtySession, file: Path) -> None:
    session.wait_for("People")
    session.screen(0.3)
    session.send("i")
    session.wait_for("Import file or folder")
    session.send(str(file))
    session.wait_for("Enter reads it")
    session.send(KEYS["enter"])


def _import_begun(session: PtySession) -> None:
    session.wait_for("Enter Import")
    session.send(KEYS["enter"])
    session.wait_for(f"of {CARDS:,}, Esc stops")


def test_escape_on_the_screen_in_each_part(home: Home) -> None:
    before = _dump(home)
    with _peer(home) as session:
        _to_the_plan(session, home.root / "many.vcf")
        session.wait_for("MB, Esc stops")
        session.send(KEYS["esc"])
        session.wait_for(STOPPED)
        _to_the_plan(session, home.root / "cards.vcf")
        _import_begun(session)
        session.send(KEYS["esc"])
        session.wait_for(STOPPED)
        assert _dump(home) == before
        # The plan is still there; it is left by the next Esc.
        session.wait_for(f"{CARDS - 1:,} new")
        session.send(KEYS["esc"])
        session.wait_for("Nothing was imported.")
        session.send(KEYS["ctrl+q"])
    assert session.exit_code == 0


@pytest.mark.parametrize("how", ["ctrl+q", signal.SIGKILL, signal.SIGHUP])
def test_left_or_ended_while_the_screen_imports(home: Home, how: str | signal.Signals) -> None:
    with _peer(home) as session:
        _to_the_plan(session, home.root / "cards.vcf")
        _import_begun(session)
        if isinstance(how, str):
            session.send(KEYS[how])
        else:
            os.kill(session.pid, how)
