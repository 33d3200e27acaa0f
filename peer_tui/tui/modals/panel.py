"""A question over the screen in front."""

from typing import ClassVar, TypeVar

from textual import events
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

from peer_tui.tui.key_names import key_name

Answer = TypeVar("Answer")

FRAMED = 80
"""From this width, and `FRAMED_ROWS`, there is room for a frame."""
FRAMED_ROWS = 18
STEPS = {"j": 1, "Down": 1, "k": -1, "Up": -1}
"""The keys that move among the lines of a panel, and which way."""


class Panel(ModalScreen[Answer]):
    """Closes once: a second click or key that was on its way closes nothing under it."""

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close it with the answer, unless that was done."""
        return super().dismiss(result) if self.is_active else AwaitComplete()


class KeyPanel(Panel[Answer]):
    """A panel that one key answers; it is drawn in its `.box`, with a frame where there is room."""

    AUTO_FOCUS = ""
    DEFAULT_CSS: ClassVar[str] = f"""
    KeyPanel {{ align: center middle; background: transparent; }}
    KeyPanel > .box {{
        width: 76; max-width: 100%; height: auto; max-height: 100%;
        background: $surface; color: $foreground; padding: 0;
    }}
    KeyPanel.-framed.-high > .box {{ width: {FRAMED}; border: round $primary; padding: 0 1; }}
    """

    def __init__(self) -> None:
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-bare"), (FRAMED, "-framed")]
        self.VERTICAL_BREAKPOINTS = [(0, "-low"), (FRAMED_ROWS, "-high")]

    def on_key(self, event: events.Key) -> None:
        """One key commits."""
        event.stop()
        self.press(key_name(event.key, event.character))

    def press(self, key: str) -> None:
        """A key, by its name, was pressed, or its line was clicked."""
        raise NotImplementedError
