"""Enter typed before the program took the terminal over is Enter."""

import os
import select
import termios
import tty

import pytest

from peer_tui.tui.early_keys import EarlyKeys, bytes_waiting


def test_only_what_came_early_is_put_right() -> None:
    attributes = [termios.ICRNL, 0]
    assert EarlyKeys(0, attributes).read(b"a\n") == b"a\n"
    early = EarlyKeys(4, attributes)
    assert [early.read(data) for data in (b"a\n", b"\nb\n", b"\n")] == [b"a\r", b"\rb\n", b"\n"]


@pytest.mark.parametrize("attributes", [None, [0, 0]])
def test_a_line_feed_stays_where_nothing_made_one(attributes: list[int] | None) -> None:
    assert EarlyKeys(4, attributes).read(b"a\n") == b"a\n"


def test_a_terminal_in_line_mode_gives_back_what_was_typed() -> None:
    master, slave = os.openpty()
    try:
        before = termios.tcgetattr(slave)
        os.write(master, b"jl\rhi\r")
        # In line mode it can be read once the line is whole: then all of it has arrived.
        assert select.select([slave], [], [], 30)[0]
        tty.setraw(slave, termios.TCSANOW)
        waiting = bytes_waiting(slave)
        assert waiting == 6
        os.write(master, b"x\n")
        assert EarlyKeys(waiting, before).read(os.read(slave, 6) + b"x\n") == b"jl\rhi\rx\n"
    finally:
        os.close(master)
        os.close(slave)


def test_what_is_no_terminal_has_nothing_waiting(tmp_path: object) -> None:
    with open(f"{tmp_path}/empty", "w+b") as file:
        assert bytes_waiting(file.fileno()) == 0
