"""The line of key hints at the foot of the screen."""

from collections.abc import Sequence
from functools import partial

from textual.message import Message

from peer_tui.tui.themes import RowStyles
from peer_tui.tui.widgets.painted_line import MARGIN, Hint, LineBuilder, PaintedLine, safe_hint

GAP = 2
HELP_HINT = Hint("?", "keys", "help.open")


class HintBar(PaintedLine):
    """Hints chosen for the row under the cursor, most useful first.

    Hints that do not fit are left out whole, from the right. The help hint is always there, at
    the right end, unless it leaves no room for those that must be seen.
    """

    class Chosen(Message):
        """A hint was clicked."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action
            """The action id of the hint."""

    def __init__(
        self,
        help_hint: Hint = HELP_HINT,
        *,
        id: str | None = None,  # noqa: A002 - the name Textual gives it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._help = safe_hint(help_hint)
        self._hints: tuple[Hint, ...] = ()
        self._whole = 0

    @property
    def hints(self) -> tuple[Hint, ...]:
        """The hints set, whether they fit or not; without the help hint."""
        return self._hints

    def set_help_key(self, keys: Sequence[str]) -> None:
        """The key of the help hint, the first of these; without any it stays as it was."""
        if keys and keys[0] != self._help.key:
            self._help = safe_hint(self._help._replace(key=keys[0]))
            self.repaint()

    def set_hints(self, hints: Sequence[Hint], *, whole: int = 0) -> None:
        """Show these hints; nothing is repainted if they are the ones shown.

        `whole`: how many of the first must be seen; the help hint gives way to them.
        """
        wanted = tuple(safe_hint(hint) for hint in hints)
        if (wanted, whole) != (self._hints, self._whole):
            self._hints, self._whole = wanted, whole
            self.repaint()

    def paint(self, line: LineBuilder, styles: RowStyles, width: int) -> None:
        """As many hints as fit, then the help hint at the right."""
        needed = MARGIN + sum(hint.width + GAP for hint in self._hints[: self._whole])
        full = max(self._help.width + 2 * MARGIN, self._help.width + MARGIN + needed) <= width
        help_width = self._help.width if full else len(self._help.key)
        room = width - MARGIN - help_width
        line.gap(min(MARGIN, room))
        for hint in self._hints:
            gap = GAP if line.zones else 0
            if line.width + gap + hint.width + GAP > room:
                break
            line.gap(gap)
            line.hint(hint, styles, partial(self.Chosen, hint.action))
        line.gap(room - line.width)
        chosen = partial(self.Chosen, self._help.action)
        if full:
            line.hint(self._help, styles, chosen)
        else:
            start = line.width
            line.add(self._help.key, styles.accent_strong)
            line.clickable(start, chosen)
