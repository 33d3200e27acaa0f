"""A question on the message line that one key answers."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget

from peer_tui.tui.modals.panel import KeyPanel
from peer_tui.tui.text import as_content, cell_width, middle_cut
from peer_tui.tui.widgets.painted_line import MARGIN

GAP = "  "
ESC = "Esc"


class _Lines(Widget):
    """The question, and the keys under it."""

    DEFAULT_CSS: ClassVar[str] = f"""
    _Lines {{ width: 100%; height: auto; padding: 0 {MARGIN}; }}
    """

    def __init__(
        self, lines: Sequence[str], answers: Mapping[str, str], choose: Callable[[str], None]
    ) -> None:
        """`choose` gets the key that was clicked."""
        super().__init__()
        self._lines = lines
        self._answers = answers
        self._choose = choose

    def render(self) -> Content:
        """Every line, cut where it does not fit; the keys are never cut."""
        width = self.size.width
        lines = [as_content(middle_cut(line, width), "$peer-text") for line in self._lines]
        keys = Content()
        for key, words in self._answers.items():
            gap = GAP if keys.cell_length else ""
            keys += Content(gap) + Content.styled(key, "bold $peer-accent")
            keys += Content.styled(f" {words}", "$peer-dim")
        return Content("\n").join([*lines, keys])

    def on_click(self, event: events.Click) -> None:
        """A click on a key and its words is the key."""
        end = MARGIN
        for key, words in self._answers.items():
            start, end = end, end + cell_width(f"{key} {words}")
            if event.y == len(self._lines) and start <= event.x < end:
                self._choose(key)
            end += len(GAP)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """One row for each line, one for the keys."""
        return len(self._lines) + 1


class LineQuestion(KeyPanel[str | None]):
    """Dismissed with the key that answers, or None after Esc; other keys do nothing."""

    DEFAULT_CSS: ClassVar[str] = """
    LineQuestion { align: left bottom; }
    LineQuestion > _Lines { background: $peer-ground; }
    """

    def __init__(self, lines: Sequence[str], answers: Mapping[str, str]) -> None:
        """`lines` ask, the last of them on the message line; `answers` are keys and their words.

        Esc is among the answers where it has words of its own.
        """
        super().__init__()
        self._lines = lines
        self._answers = answers

    def compose(self) -> ComposeResult:
        """The question stands where messages do."""
        yield _Lines(self._lines, self._answers, self.press)

    def press(self, key: str) -> None:
        """One key answers."""
        if key == ESC:
            self.dismiss(None)
        elif key in self._answers:
            self.dismiss(key)
