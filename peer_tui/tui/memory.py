"""When garbage is collected: never while somebody types.

The collector's full runs are what makes a key late now and then. So it is off from the first
statement of the program (`gc.disable()` in `__main__`), what start-up made is set aside for good
(`freeze`), and the young generations are swept once a second while nothing is typed.
"""

import gc
import time
from collections.abc import Callable

IDLE_SECONDS = 1.0
"""How long nothing must have been typed before a sweep."""
LONGEST_SECONDS = 30.0
"""After so long without a sweep one is made even in the midst of typing."""
YOUNG_AND_MIDDLE = 1


def freeze() -> None:
    """Set aside everything alive now, without sweeping first; call it at the first paint."""
    gc.disable()
    gc.freeze()


class IdleSweeper:
    """Sweeps when the owner pauses; `tick` belongs on a timer of `IDLE_SECONDS`."""

    def __init__(
        self, last_key_at: Callable[[], float], now: Callable[[], float] = time.monotonic
    ) -> None:
        """`last_key_at` and `now` are seconds of one steady clock."""
        self._last_key_at = last_key_at
        self._now = now
        self._swept_at = now()

    def tick(self) -> bool:
        """Sweep if it is time; whether it did. Nothing typed since the last sweep: no work."""
        now, typed = self._now(), self._last_key_at()
        idle = now - typed >= IDLE_SECONDS and typed > self._swept_at
        overdue = now - self._swept_at >= LONGEST_SECONDS
        if not idle and not overdue:
            return False
        gc.collect(YOUNG_AND_MIDDLE)
        self._swept_at = now
        return True
