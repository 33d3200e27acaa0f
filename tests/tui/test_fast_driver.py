"""What the driver makes of one read."""

import os
import time

import pytest
from textual.message import Message

from peer_tui.tui.fast_driver import FastDriver


class Listening(FastDriver):
    """Reads from a pipe, and loses its turn after every key."""

    attrs_before = None
    _debug = False

    def __init__(self, source: int) -> None:
        self.fileno = source
        self._wake = self.pipe = os.pipe()
        self.came: list[Message] = []

    def process_message(self, message: Message) -> None:
        self.came.append(message)
        time.sleep(0.02)


@pytest.mark.parametrize("keys", [b"dddd", b"d\x1bd\x1b[Ad"])
def test_the_keys_of_one_read_came_at_one_time(keys: bytes) -> None:
    source, end = os.pipe()
    os.write(end, keys)
    os.close(end)
    driver = Listening(source)
    driver.run_input_thread()
    for each in (source, *driver.pipe):
        os.close(each)
    assert len(driver.came) >= 4
    assert len({message.time for message in driver.came}) == 1
