"""A panel that asks for one of several things by a digit."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.widget import Widget

from peer_tui.tui.key_names import key_name
from peer_tui.tui.modals.keyed_panel import KeyedLine, KeyedLines
from peer_tui.tui.modals.panel import Panel

MOST_KEYED = 9
OTHER_LINES = 4
"""Title, foot, and the frame."""


class ChoicePanel(Panel[int | None]):
    """1-9 choose, or j and k and Enter. Dismissed with the index, or None after Esc."""

    AUTO_FOCUS = ""
    DEFAULT_CSS: ClassVar[str] = """
    ChoicePanel { align: center middle; background: transparent; }
    ChoicePanel > #choice-panel {
        width: 60; max-width: 100%; height: auto; max-height: 100%;
        background: $surface; color: $foreground; border: round $primary; padding: 0 1;
    }
    """

    def __init__(self, title: str, choices: Sequence[str]) -> None:
        super().__init__()
        self._title = title
        self._choices = choices
        self._at = 0

    def compose(self) -> ComposeResult:
        """One widget draws it all."""
        with Widget(id="choice-panel"):
            yield KeyedLines(self._lines, self._press)

    def on_key(self, event: events.Key) -> None:
        """One key commits."""
        event.stop()
        self._press(key_name(event.key, event.character))

    def on_resize(self) -> None:
        """More or less room for the choices."""
        self._redraw()

    def _redraw(self) -> None:
        for lines in self.query(KeyedLines):
            lines.refresh(layout=True)

    def _press(self, key: str) -> None:
        if key == "Esc":
            self.dismiss(None)
        elif key == "Enter":
            self.dismiss(self._at)
        elif key in ("j", "Down", "k", "Up"):
            step = 1 if key in ("j", "Down") else -1
            self._at = min(max(self._at + step, 0), len(self._choices) - 1)
            self._redraw()
        elif key.isdecimal() and 0 < int(key) <= min(MOST_KEYED, len(self._choices)):
            self.dismiss(int(key) - 1)

    def _lines(self, width: int) -> list[KeyedLine]:
        shown = max(1, min(len(self._choices), self.app.size.height - OTHER_LINES))
        first = min(max(0, self._at - shown + 1), len(self._choices) - shown)
        lines = [
            KeyedLine(choice, str(at + 1) if at < MOST_KEYED else " ", selected=at == self._at)
            for at, choice in enumerate(self._choices)
        ]
        return [
            KeyedLine(self._title, style="bold $peer-text"),
            *lines[first : first + shown],
            KeyedLine("1-9 or Enter chooses, j k moves, Esc", style="$peer-dim"),
        ]
