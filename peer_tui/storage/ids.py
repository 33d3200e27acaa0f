"""Row ids made by the client: known before the commit, ordered by time, never reused."""

from __future__ import annotations

import os
from collections.abc import Callable

LOW_BITS = 21
"""Bits below the milliseconds: room for two million ids in one millisecond of one process."""


class IdSource:
    """Gives 63-bit integers that only grow: milliseconds since 1970, then a running number.

    The running number starts at a random place, so that two processes in one millisecond do not
    meet.
    """

    def __init__(self, milliseconds: Callable[[], int]) -> None:
        self._milliseconds = milliseconds
        self._last = 0

    def next(self) -> int:
        """An id larger than every one given before."""
        base = self._milliseconds() << LOW_BITS
        if base > self._last:
            start = int.from_bytes(os.urandom(4), "big") >> (32 - LOW_BITS + 1)
            self._last = base | start
        else:
            self._last += 1
        return self._last
