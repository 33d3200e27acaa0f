"""A panel that asks for one of several things by one key."""

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from peer_tui.tui.modals.keyed_panel import KeyedLine, KeyedPanel, around
from peer_tui.tui.modals.panel import STEPS

Value = TypeVar("Value")

DIGITS = "123456789"
OTHER_LINES = 4
"""Title, foot, and the frame."""
BY_DIGIT = "1-9 or Enter chooses, j k moves, Esc"
BY_LETTER = "a letter or Enter, arrows move, Esc"


class ChoicePanel(KeyedPanel[Value | None]):
    """A title, and things to choose from. Dismissed with the value chosen, or None after Esc.

        def answered(value: Solved | None) -> None:  # None: Esc, nothing was chosen
            ...

        choices = [("solved", Solved.YES), ("partly", Solved.PARTLY), ("not", Solved.NO)]
        app.push_screen(ChoicePanel("Solved?  Ann: kitchen door", choices), answered)

    The key of a choice commits; so does a click on it, or j and k (or the arrows) and Enter. The
    first nine have the digits as keys, unless `keys` names others. The values may be anything but
    None; of texts alone use `numbered(texts)`, whose values are their indices from 0.
    """

    DEFAULT_CSS: ClassVar[str] = """
    ChoicePanel > .box, ChoicePanel.-framed.-high > .box {
        width: 60; border: round $primary; padding: 0 1;
    }
    """

    def __init__(
        self,
        title: str,
        choices: Sequence[tuple[str, Value]],
        *,
        keys: Sequence[str] = DIGITS,
        facts: Sequence[str] = (),
        at: int = 0,
        esc_words: str = "",
    ) -> None:
        """`choices`: words and value of each, at least one; they may be more than there is room.

        `keys`: one for each choice from the first on, digits or letters; with letters only the
        arrows move. `facts`: lines under the title, which give way first where there is no room.
        `at`: where the cursor begins. `esc_words`: what Esc does, "leaves it open".
        """
        super().__init__()
        self._title = title
        self._choices = choices
        self._keys = dict(zip(keys, range(len(choices)), strict=False))
        self._facts = facts
        self._at = at
        digits = all(key.isdecimal() for key in self._keys)
        foot = BY_DIGIT if digits else BY_LETTER
        self._foot = f"{foot} {esc_words}".rstrip()

    def press(self, key: str) -> None:
        """Choose, or move."""
        if key == "Esc":
            self.dismiss(None)
        elif key == "Enter":
            self._choose(self._at)
        elif key in self._keys:
            self._choose(self._keys[key])
        elif key in STEPS:
            self._at = min(max(self._at + STEPS[key], 0), len(self._choices) - 1)
            self.redraw()

    def _choose(self, at: int) -> None:
        self.dismiss(self._choices[at][1])

    def lines(self, width: int) -> list[KeyedLine]:
        """Title, facts, the choices around the cursor, the keys."""
        key_of = {at: key for key, at in self._keys.items()}
        choices = [
            KeyedLine(words, key_of.get(at, " "), selected=at == self._at)
            for at, (words, _) in enumerate(self._choices)
        ]
        room = self.app.size.height - OTHER_LINES
        facts = [KeyedLine(fact, style="$peer-mid") for fact in self._facts]
        facts = facts[: max(0, room - len(choices))]
        return [
            KeyedLine(self._title, style="bold $peer-text"),
            *facts,
            *around(choices, self._at, room - len(facts)),
            KeyedLine(self._foot, style="$peer-dim"),
        ]


def numbered(texts: Sequence[str]) -> list[tuple[str, int]]:
    """Texts as choices whose values are their indices."""
    return [(text, index) for index, text in enumerate(texts)]
