"""Waits until something has come to rest: a held arrow key is over, not every row it passed."""

from collections.abc import Callable

from textual.message_pump import MessagePump


class Rest:
    """Calls a function once nothing has moved for a while."""

    def __init__(self, pump: MessagePump, seconds: float, then: Callable[[], None]) -> None:
        self._pump = pump
        self._seconds = seconds
        self._then = then
        self._moves = 0
        self._waiting = False

    @property
    def is_over(self) -> bool:
        """Whether nothing is waited for."""
        return not self._waiting

    def moved(self) -> None:
        """Something moved; the wait begins anew."""
        self._moves += 1
        if not self._waiting:
            self._waiting = True
            self._wait()

    def _wait(self) -> None:
        moves = self._moves

        def look() -> None:
            if self._moves != moves:
                self._wait()
                return
            self._waiting = False
            self._then()

        self._pump.set_timer(self._seconds, look)
