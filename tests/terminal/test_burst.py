"""Fast typing in a real terminal: one write, and the same keys in pieces."""

import os
import random
import re
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest

from tests.terminal.pty_session import KEYS, PtySession

ROOT = Path(__file__).resolve().parents[2]
ESC_SECONDS = 0.09
QUIT_SECONDS = 0.25
"""Generous: measured 4 ms to the main screen, 10 ms to the end of the process."""
TRIES = 8
"""How often what must be quick is tried: a busy machine is slow now and then, not each time."""


def start(ending: str = "return", typed_ahead: str = "", **env: str) -> PtySession:
    """The test program, painted; `typed_ahead` is typed before it is."""
    session = PtySession(
        [sys.executable, "-m", "tests.terminal.burst_app", ending],
        env={"PYTHONPATH": os.pathsep.join((str(ROOT), *filter(None, sys.path))), **env},
    )
    session.send(typed_ahead)
    session.wait_for("rows")
    return session


def log_after(writes: list[str]) -> list[str]:
    """What the program noted of these writes, each in one go."""
    with start() as session:
        for write in writes:
            session.send(write)
            session.screen(quiet=0.01)
        session.screen(quiet=0.15)
        session.send(KEYS["ctrl+q"])
        session.wait_end()
        said = re.search(rb"LOG (.*) app.quit", session.raw)
        assert said, session.screen_now()
        return said[1].decode().split()


@pytest.mark.parametrize(
    ("verb", "noted"),
    [("d", "item.done modal:{}"), ("l", "item.log bar:{}"), ("n", "item.note late:{}")],
)
def test_the_burst_in_one_write(verb: str, noted: str) -> None:
    seen = log_after([f"{verb}hello\r{verb}dlx\r"])
    assert seen == f"{noted.format('hello')} {noted.format('dlx')}".split()


def test_the_burst_in_pieces() -> None:
    text, pieces = "dhello\rjldnx\rgpnabc\r", random.Random(2)
    whole = log_after([text])
    for _ in range(3):
        cuts = sorted(pieces.sample(range(1, len(text)), 3))
        parts = [text[a:b] for a, b in pairwise([0, *cuts, len(text)])]
        assert log_after(parts) == whole, parts


def test_what_is_typed_while_the_program_starts() -> None:
    with start(typed_ahead="jlab") as session:
        session.wait_for("move.down item.log")
        session.screen()
        session.send("c\r")
        session.wait_for("bar:abc")


def test_a_bracketed_paste_runs_nothing() -> None:
    assert log_after(["\x1b[200~xdl\x1b[201~j"]) == ["ignored:xdl", "move.down"]


def test_junk_on_the_line_ends_nothing() -> None:
    with start() as session:
        session.send_bytes(b"\xff\xfej")
        session.wait_for("move.down")


def seconds_to_esc() -> float:
    """How long after Esc the program acts on it."""
    with start() as session:
        session.screen()
        began = time.perf_counter()
        session.send("\x1b")
        session.wait_for("app.back")
        return time.perf_counter() - began


def test_esc_is_not_waited_for() -> None:
    assert any(seconds_to_esc() < ESC_SECONDS for _ in range(TRIES))


def test_keys_after_an_esc_are_keys() -> None:
    with start() as session:
        session.send("\x1b")
        session.wait_for("app.back")
        session.send("j")
        session.wait_for("move.down")
        session.send("\x1b\x1b[Bx")
        session.wait_for("item.let_go")


def test_esc_and_what_follows_in_one_write_stay_two_keys() -> None:
    assert log_after(["g\x1bx\x1b?\x1b1\x1bj"]) == [
        "item.let_go",
        *("app.back", "help.open", "app.back", "view.due", "app.back", "move.down"),
    ]


def test_arrow_keys_in_a_burst_stay_arrow_keys() -> None:
    seen = log_after([f"{KEYS['down']}j\x1b{KEYS['up']}{KEYS['pagedown']}k"])
    assert seen[:2] == ["move.down", "move.down"]
    assert seen[-2:] == ["move.page_down", "move.up"]


def test_an_arrow_key_in_two_packets_is_no_esc() -> None:
    # On a busy machine this test itself may pause between the two.
    with start(ESCDELAY="5000") as session:
        session.screen()
        session.send("\x1b")
        session.send("[B")
        session.wait_for("move.down")
        assert "app.back" not in session.screen_now()


def test_the_terminal_is_lent_out_and_taken_back() -> None:
    with start() as session:
        session.screen()
        session.send("i")
        session.wait_until(lambda: b"SUSPENDED" in session.raw)
        session.wait_for("import.open")
        session.send("j")
        session.wait_for("move.down")
        session.send(KEYS["ctrl+q"])
        assert session.wait_end() == 0


def seconds_to_quit() -> tuple[float, float]:
    """How long after Ctrl+Q the main screen is back, and the process over."""
    with start("leave") as session:
        session.screen(quiet=0.2)
        began = time.perf_counter()
        session.send(KEYS["ctrl+q"])
        assert session.wait_end() == 7
        over = time.perf_counter() - began
        assert session.left_at is not None
        assert b"LOG app.quit" in session.raw
        return session.left_at - began, over


def test_quitting_gives_the_terminal_back_at_once() -> None:
    assert any(max(seconds_to_quit()) < QUIT_SECONDS for _ in range(TRIES))
