"""The number reaches the clipboard of a real terminal, and the dialler, and breaks nothing."""

from base64 import b64encode
from pathlib import Path

import pytest

from tests.openers import links_in
from tests.terminal.conftest import Opener
from tests.terminal.peer_terminal import SIZES

NUMBER = "+442079460101"
COPY = b"\x1b]52;c;" + b64encode(NUMBER.encode()) + b"\x07"
IN_TMUX = b"\x1bPtmux;" + COPY.replace(b"\x1b", b"\x1b\x1b") + b"\x1b\\"
IN_SCREEN = b"\x1bP" + COPY + b"\x1b\\"
LATEST = "SELECT kind, channel, initiated_by, text FROM interaction ORDER BY id DESC LIMIT 1"


@pytest.mark.parametrize(
    ("env", "sent"),
    [
        ({}, COPY),
        ({"TMUX": "/tmp/tmux-0/default,1,0"}, COPY + IN_TMUX),
        ({"STY": "1.pts-0.desk"}, IN_SCREEN),
    ],
    ids=("plain", "tmux", "screen"),
)
def test_the_number_is_copied_and_handed_to_the_dialler(
    env: dict[str, str], sent: bytes, peer: Opener
) -> None:
    terminal = peer(env=env)
    assert b"\x1b]52" not in terminal.raw
    screen = terminal.press("c")
    assert "Call Maria Lopez" in screen
    assert "Copied, and handed to the dialler." in screen
    assert sent in bytes(terminal.raw)
    assert terminal.raw.count(b"]52;") == sent.count(b"]52;")
    assert terminal.wait_until(lambda: links_in(terminal.opened) == [f"tel:{NUMBER}"])
    # Nothing of the sequence is left on the screen.
    assert "52;" not in screen
    assert "tmux;" not in screen


@pytest.mark.parametrize("size", SIZES)
def test_a_call_is_two_keys_and_the_line(size: tuple[int, int], peer: Opener) -> None:
    terminal = peer(size)
    terminal.count_from_here()
    before = terminal.dump()
    terminal.press("c", "1", "she is glad", "enter")
    assert terminal.pressed == 3 + len("she is glad")
    assert terminal.rows(LATEST) == [("conversation", "phone", "both", "she is glad")]
    assert "6 left 5 handled" in terminal.screen_now()
    terminal.press("u")
    assert terminal.dump() == before


def test_calls_in_one_write_come_out_as_typed(peer: Opener) -> None:
    terminal = peer()
    terminal.burst("c1yes", "enter", "c2", "m1", "t")
    assert terminal.rows("SELECT kind, text FROM interaction ORDER BY id DESC LIMIT 3") == [
        ("conversation", "did the new hinge hold?"),
        ("attempt", "no answer"),
        ("conversation", "yes"),
    ]


def test_a_mail_program_that_is_slow_or_loud_disturbs_nothing(peer: Opener, home: Path) -> None:
    terminal = peer()
    for name in ("xdg-open", "open"):
        program = home / "bin" / name
        program.write_text("#!/bin/sh\necho loud; echo loud >&2; sleep 5\n")
    screen = terminal.press("m")
    assert "Draft to maria@lopez.example opened. Sent?" in screen
    assert "loud" not in terminal.press("1")
    assert terminal.rows(LATEST) == [("conversation", "email", "me", "send quote for oak table")]
    terminal.leave()
