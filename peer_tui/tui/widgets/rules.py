"""The thin lines between the parts of a screen, all in one widget behind them."""

from collections.abc import Iterable, Sequence

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from peer_tui.tui.themes import styles_for
from peer_tui.tui.widgets.look import Look, finished_line, look_of

LEFT, RIGHT, UP, DOWN = 1, 2, 4, 8
CHARACTERS = {
    LEFT: "─",
    RIGHT: "─",
    LEFT | RIGHT: "─",
    UP: "│",
    DOWN: "│",
    UP | DOWN: "│",
    RIGHT | DOWN: "┌",
    LEFT | DOWN: "┐",
    RIGHT | UP: "└",
    LEFT | UP: "┘",
    UP | DOWN | RIGHT: "├",
    UP | DOWN | LEFT: "┤",
    LEFT | RIGHT | DOWN: "┬",
    LEFT | RIGHT | UP: "┴",
    LEFT | RIGHT | UP | DOWN: "┼",
}
"""The character of a cell by the directions in which its lines go on."""

Cell = tuple[int, int]


def characters(rules: Sequence[Region]) -> dict[Cell, str]:
    """The character of every cell of these lines, joined where they meet; (x, y) to character.

    A rule is one cell high or one cell wide.
    """
    across = set(_cells(rule for rule in rules if rule.height == 1 and rule.width > 1))
    down = set(_cells(rule for rule in rules if rule.width == 1))
    found = {}
    for x, y in across | down:
        goes = (LEFT if (x - 1, y) in across else 0) | (RIGHT if (x + 1, y) in across else 0)
        goes |= (UP if (x, y - 1) in down else 0) | (DOWN if (x, y + 1) in down else 0)
        if (x, y) in across:
            goes |= LEFT | RIGHT
        if (x, y) in down:
            goes |= UP | DOWN
        found[x, y] = CHARACTERS[goes]
    return found


def _cells(rules: Iterable[Region]) -> Iterable[Cell]:
    for rule in rules:
        for y in range(rule.y, rule.bottom):
            for x in range(rule.x, rule.right):
                yield (x, y)


class Rules(Widget):
    """Lies behind everything and draws the lines in the gaps."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id)
        self._rules: tuple[Region, ...] = ()
        self._drawn_for: tuple[Look, int, tuple[Region, ...]] | None = None
        self._strips: list[Strip] = []

    def set_rules(self, rules: Iterable[Region]) -> None:
        """Draw these lines from now on."""
        wanted = tuple(rules)
        if wanted != self._rules:
            self._rules = wanted
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """A line of the ground with its rules."""
        look = look_of(self)
        drawn_for = (look, self.size.height, self._rules)
        if drawn_for != self._drawn_for:
            self._drawn_for = drawn_for
            self._strips = self._drawn(look, self.size.height)
        return self._strips[y]

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines in the region, without Textual's box model."""
        return [self.render_line(y).crop(*crop.column_span) for y in range(crop.y, crop.bottom)]

    def _drawn(self, look: Look, height: int) -> list[Strip]:
        styles = styles_for(look.theme)
        cells = characters(self._rules)
        lines = ("".join(cells.get((x, y), " ") for x in range(look.width)) for y in range(height))
        return [finished_line(look, [Segment(line, styles.rule)], styles.ground) for line in lines]
