"""Enter, typed before the terminal was taken over.

Until then the terminal is in its line mode and makes a line feed of the Enter key's carriage
return (ICRNL, POSIX.1-2017 11.2.2), so Enter would be read as Ctrl-J.
"""

import fcntl
import struct
import termios
from collections.abc import Sequence
from typing import Any


def bytes_waiting(file: int) -> int:
    """How many bytes can be read from a terminal at once; 0 where that cannot be told."""
    try:
        answer = fcntl.ioctl(file, termios.FIONREAD, struct.pack("i", 0))
    except OSError:
        return 0
    number: int = struct.unpack("i", answer)[0]
    return number


class EarlyKeys:
    """Makes Enter again of each line feed among the first bytes of a terminal's input."""

    def __init__(self, waiting: int, attributes: Sequence[Any] | None) -> None:
        """`waiting`: how many bytes came early; `attributes`: of the terminal, as they were then.

        Attributes are those of `termios.tcgetattr`; None: it is no terminal.
        """
        made_line_feeds = attributes is not None and attributes[0] & termios.ICRNL
        self._left = waiting if made_line_feeds else 0

    def read(self, data: bytes) -> bytes:
        """The bytes as they were typed; give it every read, in order."""
        early, later = data[: self._left], data[self._left :]
        self._left -= len(early)
        return early.replace(b"\n", b"\r") + later
