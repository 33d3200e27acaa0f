"""The line that says what just happened and how to take it back."""

from collections.abc import Sequence
from functools import partial

from textual.message import Message

from peer_tui.tui.text import cell_width, middle_cut
from peer_tui.tui.themes import RowStyles
from peer_tui.tui.widgets.painted_line import MARGIN, Hint, LineBuilder, PaintedLine, safe_hint

GAP = 3
LEAST_TEXT = 12
"""Cells of text worth keeping before a second hint."""


class MessageLine(PaintedLine):
    """One sentence and its hints; the sentence is cut in its middle before the first hint is."""

    class Chosen(Message):
        """A hint was clicked."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action
            """The action id of the hint."""

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 - the name Textual gives it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._text = ""
        self._hints: tuple[Hint, ...] = ()
        self._interrupted: tuple[str, tuple[Hint, ...]] | None = None

    @property
    def text(self) -> str:
        """The sentence shown, empty if there is none."""
        return self._text

    def show(self, text: str, hints: Sequence[Hint] = ()) -> None:
        """Show the sentence; the first hint is the one that is never cut (undo)."""
        self._interrupted = None
        self._text = text
        self._hints = tuple(safe_hint(hint) for hint in hints)
        self.repaint()

    def interrupt(self, text: str) -> None:
        """Show other words for a moment; the empty text brings back what stood there before."""
        before = self._interrupted or (self._text, self._hints)
        if text:
            self.show(text)
            self._interrupted = before
        elif self._interrupted is not None:
            self.show(*before)

    def clear(self) -> None:
        """Show nothing."""
        if self._text or self._hints:
            self.show("")

    def paint(self, line: LineBuilder, styles: RowStyles, width: int) -> None:
        """The sentence, shortened to what the hints leave."""
        hints = list(self._hints)
        room = self._room(width, hints)
        while len(hints) > 1 and room < min(LEAST_TEXT, cell_width(self._text)):
            hints.pop()
            room = self._room(width, hints)
        line.gap(MARGIN)
        sentence = middle_cut(self._text, room)
        line.add(sentence, styles.text)
        for hint in hints:
            line.gap(GAP if line.width > MARGIN else 0)
            line.hint(hint, styles, partial(self.Chosen, hint.action))

    @staticmethod
    def _room(width: int, hints: Sequence[Hint]) -> int:
        return width - 2 * MARGIN - sum(GAP + hint.width for hint in hints)
