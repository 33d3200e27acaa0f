"""The call card: whom, why, the number large; then what came of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from peer_tui.tui.modals.big_number import big_number
from peer_tui.tui.modals.keyed_panel import KeyedLine, KeyedPanel, around
from peer_tui.tui.modals.panel import STEPS

MOST_KEYED = 9
DIM = "$peer-dim"


class CallResult(StrEnum):
    """What came of a call, by the key that says so."""

    SPOKE = "1"
    NO_ANSWER = "2"
    VOICEMAIL = "3"
    SPOKE_OPEN = "n"
    """Spoke, but the row stays as it is."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number on the card."""

    shown: str
    """As the owner wrote it."""
    dialled: str
    """As a telephone takes it; empty where it is none."""
    label: str = ""
    do_not_use: bool = False


class CallCard(KeyedPanel[CallResult | None]):
    """Shows a number and asks what came of the call. Dismissed with it, or None after Esc.

    With one number to use it is called at once; among several, or where all are marked not to be
    used, the owner chooses first.
    """

    def __init__(
        self,
        title: str,
        facts: Sequence[str],
        numbers: Sequence[Number],
        call: Callable[[Number], str],
        closing: str = "",
    ) -> None:
        """`numbers` in order of preference, those not to be used last.

        `facts` give way first where there is no room. `call` copies and dials a number and says
        what it did. `closing` says what 1 does to the row besides logging ("done", "kept").
        """
        super().__init__()
        self._title = title
        self._facts = facts
        self._numbers = numbers
        self._call = call
        self._closes = closing
        self._at = 0
        self._called = ""
        """What was done with the number; empty while it is still to be chosen."""

    def on_mount(self) -> None:
        """Call at once where there is nothing to choose."""
        usable = [number for number in self._numbers if not number.do_not_use]
        if len(usable) == 1:
            self._dial(0)

    def press(self, key: str) -> None:
        """Choose a number, say what came of the call, or move."""
        if key == "Esc":
            self.dismiss(None)
        elif key in STEPS:
            self._move(STEPS[key])
        elif self._called:
            if key in tuple(CallResult) and (key != CallResult.SPOKE_OPEN or self._closes):
                self.dismiss(CallResult(key))
        elif key == "Enter":
            self._dial(self._at)
        elif key.isdecimal() and 0 < int(key) <= min(MOST_KEYED, len(self._numbers)):
            self._dial(int(key) - 1)

    def _move(self, step: int) -> None:
        """To another number; it is called once it is chosen."""
        if len(self._numbers) > 1:
            self._at = min(max(self._at + step, 0), len(self._numbers) - 1)
            self._called = ""
            self.redraw()

    def _dial(self, at: int) -> None:
        self._at = at
        self._called = self._call(self._numbers[at])
        self.redraw()

    # what it shows

    def lines(self, width: int) -> list[KeyedLine]:
        """Whom, why, the number, and what may come of it."""
        number = self._numbers[self._at]
        height = self.app.size.height
        framed = self.has_class("-framed") and self.has_class("-high")
        room = height - (2 if framed else 0)
        foot = self._outcome_lines() if self._called else self._choice_lines(room)
        rows = big_number(number.shown, width)
        large = [KeyedLine(row, style="bold $peer-text") for row in rows]
        if len(large) + len(foot) + 2 > room:
            large = [KeyedLine(number.shown, style="bold $peer-text")]
        # While numbers are chosen from, the list has the words.
        worded = len(large) > 1 and self._called
        label = [KeyedLine(_number_words(number), style=DIM)] if worded else []
        needed = 1 + len(large) + len(label) + len(foot)
        facts = [KeyedLine(fact, style="$peer-mid") for fact in self._facts]
        facts = facts[: max(0, room - needed)]
        gaps = room - needed - len(facts)
        gap = [KeyedLine("")]
        return [
            KeyedLine(self._title, style="bold $peer-text"),
            *facts,
            *gap * (gaps > 0),
            *large,
            *label,
            *gap * (gaps > 1),
            *foot,
        ]

    def _choice_lines(self, room: int) -> list[KeyedLine]:
        lines = [
            KeyedLine(
                _number_words(number),
                str(at + 1) if at < MOST_KEYED else " ",
                DIM if number.do_not_use else "$peer-text",
                selected=at == self._at,
            )
            for at, number in enumerate(self._numbers)
        ]
        words = "1-9 or Enter calls, j k moves, Esc"
        return [*around(lines, self._at, room - 4), KeyedLine(words, style=DIM)]

    def _outcome_lines(self) -> list[KeyedLine]:
        log = f"spoke: log a line, {self._closes}" if self._closes else "spoke: log a line"
        another = [KeyedLine("another number", "j")]
        stays = [KeyedLine("spoke, and the row stays", CallResult.SPOKE_OPEN)]
        return [
            KeyedLine(self._called, style="$peer-mid"),
            KeyedLine(log, CallResult.SPOKE),
            KeyedLine("no answer", CallResult.NO_ANSWER),
            KeyedLine("left a voicemail", CallResult.VOICEMAIL),
            *(stays if self._closes else []),
            *(another if len(self._numbers) > 1 else []),
            KeyedLine("nothing is logged", "Esc"),
        ]


def _number_words(number: Number) -> str:
    """ "020 7946 0101, mobile", "020 7946 0102, not to be used, old office"."""
    marks = (number.shown, "not to be used" if number.do_not_use else "", number.label)
    return ", ".join(filter(None, marks))
