"""Enter that is not heard at once: the one that opened a page is not meant for it."""

from collections.abc import Callable

from textual.message_pump import MessagePump
from textual.timer import Timer

SECONDS = 0.3
"""Enter this soon was meant for what was there before; a key that is held down waits on."""


class LateEnter:
    """Knows whether Enter, or any key that commits, is heard yet."""

    def __init__(self, pump: MessagePump, heard: Callable[[], None] | None = None) -> None:
        """For a page or panel that has just been opened; `heard` is called when it is heard."""
        self._pump = pump
        self._heard = heard
        self._timer: Timer | None = pump.set_timer(SECONDS, self._listen)

    @property
    def is_heard(self) -> bool:
        """Whether the first moment is over."""
        return self._timer is None

    def take(self) -> bool:
        """Enter came: whether it counts; if not, the moment begins anew."""
        if self._timer is None:
            return True
        self._timer.stop()
        self._timer = self._pump.set_timer(SECONDS, self._listen)
        return False

    def _listen(self) -> None:
        self._timer = None
        if self._heard is not None:
            self._heard()
