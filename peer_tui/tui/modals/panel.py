"""A question over the screen in front."""

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

Answer = TypeVar("Answer")


class Panel(ModalScreen[Answer]):
    """Closes once: a second click or key that was on its way closes nothing under it."""

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close it with the answer, unless that was done."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
