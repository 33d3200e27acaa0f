"""The question after a break. It opens by itself, so it does not hear the first moment's keys."""

from collections.abc import Sequence

from peer_tui.tui.modals.choice_panel import ChoicePanel

DEAF_SECONDS = 0.3
"""Keys this soon after the panel opened were meant for what was there before."""


class BreakPanel(ChoicePanel):
    """1-9 choose; dismissed with the index, or None after Esc."""

    def __init__(self, title: str, choices: Sequence[str], *, by_itself: bool) -> None:
        """`by_itself`: nobody asked for the panel."""
        super().__init__(title, choices)
        self._deaf = by_itself

    def on_mount(self) -> None:
        """Listen after the first moment."""
        if self._deaf:
            self.set_timer(DEAF_SECONDS, self._listen)

    def _listen(self) -> None:
        self._deaf = False

    def _press(self, key: str) -> None:
        if not self._deaf:
            super()._press(key)
