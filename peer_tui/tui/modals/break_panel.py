"""The question after a break. It opens by itself, so it does not hear the first moment's keys."""

from collections.abc import Sequence

from peer_tui.tui.late_enter import LateEnter
from peer_tui.tui.modals.choice_panel import ChoicePanel, numbered


class BreakPanel(ChoicePanel[int]):
    """1-9 choose; dismissed with the index, or None after Esc."""

    def __init__(self, title: str, choices: Sequence[str], *, by_itself: bool) -> None:
        """`by_itself`: nobody asked for the panel."""
        super().__init__(title, numbered(choices))
        self._by_itself = by_itself
        self._first_moment: LateEnter | None = None

    def on_mount(self) -> None:
        """Listen after the first moment."""
        if self._by_itself:
            self._first_moment = LateEnter(self)

    def press(self, key: str) -> None:
        """A key that was meant for what was there before is not heard."""
        if self._first_moment is None or self._first_moment.take():
            super().press(key)
