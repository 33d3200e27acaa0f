"""My ready sentence, large, and what I did."""

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from peer_tui.tui.modals.choice_panel import ChoicePanel
from peer_tui.tui.modals.keyed_panel import KeyedLine
from peer_tui.tui.text import wrap

Value = TypeVar("Value")
SIDE_CELLS = 2
COPIED = "copied: paste it as your answer"
NO_SENTENCE = 'No ready sentence yet: end the boundary in  say "..."  to have one.'


class SentencePanel(ChoicePanel[Value]):
    """A choice under a sentence that stands by itself; dismissed as a `ChoicePanel` is."""

    DEFAULT_CSS: ClassVar[str] = """
    SentencePanel > .box, SentencePanel.-framed.-high > .box {
        width: 72; border: round $primary; padding: 0 1;
    }
    """

    def __init__(self, title: str, sentence: str, choices: Sequence[tuple[str, Value]]) -> None:
        """`sentence`: empty where none was written down."""
        super().__init__(title, choices, esc_words="writes nothing")
        self._sentence = sentence

    def lines(self, width: int) -> list[KeyedLine]:
        """Title, the sentence with room around it, the choices."""
        title, *rest = super().lines(width)
        blank = KeyedLine("")
        if not self._sentence:
            return [title, KeyedLine(NO_SENTENCE, style="$peer-dim"), blank, *rest]
        quoted = wrap(f"“{self._sentence}”", max(1, width - 2 * SIDE_CELLS))
        room = self.app.size.height - len(rest) - 6
        large = [KeyedLine(" " * SIDE_CELLS + line, style="bold $peer-text") for line in quoted]
        gap = [blank] if room > len(large) + 2 else []
        copied = KeyedLine(" " * SIDE_CELLS + COPIED, style="$peer-dim")
        return [title, *gap, *large[: max(1, room)], copied, *gap, *rest]
