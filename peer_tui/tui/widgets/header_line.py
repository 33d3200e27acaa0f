"""The line at the top: the day, how far it is done, and the five screens."""

from collections.abc import Sequence
from functools import partial
from typing import Literal, NamedTuple

from textual.message import Message

from peer_tui.tui.text import one_line
from peer_tui.tui.themes import RowStyles
from peer_tui.tui.widgets.painted_line import MARGIN, LineBuilder, PaintedLine

PROGRESS_CELLS = 11
LEAST_GAP = 2
PROGRAM = "Peer"
SAMPLE_BADGE = "SAMPLE"
DONE_CELL, OPEN_CELL = "━", "─"

DayForm = Literal["long", "short", "none"]
TabForm = Literal["full", "tight", "current"]


class Variant(NamedTuple):
    """Which parts of the header are drawn."""

    name: bool
    day: DayForm
    progress: bool
    bar: bool
    tabs: TabForm


VARIANTS = (
    Variant(name=True, day="long", progress=True, bar=True, tabs="full"),
    Variant(name=True, day="short", progress=True, bar=True, tabs="full"),
    Variant(name=True, day="short", progress=True, bar=True, tabs="tight"),
    Variant(name=True, day="short", progress=True, bar=False, tabs="tight"),
    Variant(name=False, day="short", progress=True, bar=False, tabs="tight"),
    Variant(name=False, day="short", progress=True, bar=True, tabs="current"),
    Variant(name=False, day="short", progress=True, bar=False, tabs="current"),
    Variant(name=False, day="none", progress=True, bar=False, tabs="current"),
    Variant(name=False, day="none", progress=False, bar=False, tabs="current"),
)
"""From the widest to the narrowest; the first that fits is drawn."""


class HeaderLine(PaintedLine):
    """Program, day, progress of the day and the numbered tabs; all of it clickable that acts."""

    class Chosen(Message):
        """A tab was clicked."""

        def __init__(self, tab: int) -> None:
            super().__init__()
            self.tab = tab
            """Index of the tab, from 0."""

    class HelpChosen(Message):
        """The `? keys` hint was clicked."""

    def __init__(
        self,
        tabs: Sequence[str],
        *,
        sample: bool = False,
        id: str | None = None,  # noqa: A002 - the name Textual gives it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._tabs = tuple(tabs)
        self._current = 0
        self._day: tuple[str, str] = ("", "")
        self._progress: tuple[int, int] | None = None
        self._sample = sample

    def set_day(self, long: str, short: str) -> None:
        """Show the day: `Wednesday 18 November` where there is room, else `Wed 18 Nov`."""
        self._set(_day=(long, short))

    def set_progress(self, left: int | None, handled: int = 0) -> None:
        """Show how many are left and handled today; None shows nothing."""
        self._set(_progress=None if left is None else (left, handled))

    def set_current(self, tab: int) -> None:
        """Mark that tab (from 0) as the one on screen."""
        self._set(_current=tab)

    def set_sample(self, sample: bool) -> None:
        """Show or hide the badge that says these are sample data."""
        self._set(_sample=sample)

    def paint(self, line: LineBuilder, styles: RowStyles, width: int) -> None:
        """The widest variant that fits."""
        for variant in VARIANTS:
            left, right = LineBuilder(), LineBuilder()
            self._paint_left(left, styles, variant)
            self._paint_tabs(right, styles, variant.tabs)
            needed = left.width + right.width + 2 * MARGIN + (LEAST_GAP if left.width else 0)
            if needed <= width:
                break
        line.gap(MARGIN)
        line.segments.extend(left.segments)
        line.width += left.width
        line.gap(width - MARGIN - right.width - line.width)
        offset = line.width
        line.segments.extend(right.segments)
        line.width += right.width
        line.zones.extend(
            zone._replace(start=zone.start + offset, end=zone.end + offset) for zone in right.zones
        )

    def _set(self, **values: object) -> None:
        changed = {name: new for name, new in values.items() if getattr(self, name) != new}
        for name, new in changed.items():
            setattr(self, name, new)
        if changed:
            self.repaint()

    def _paint_left(self, line: LineBuilder, styles: RowStyles, variant: Variant) -> None:
        if variant.name:
            line.add(PROGRAM, styles.accent_strong)
        if self._sample:
            line.gap(2 if line.width else 0)
            line.add(SAMPLE_BADGE, styles.i_owe_strong)
        if variant.day != "none":
            long, short = self._day
            line.gap(2 if line.width else 0)
            line.add(one_line(long if variant.day == "long" else short, 40), styles.mid)
        if variant.progress and self._progress is not None:
            self._paint_progress(line, styles, self._progress, variant)

    @staticmethod
    def _paint_progress(
        line: LineBuilder, styles: RowStyles, progress: tuple[int, int], variant: Variant
    ) -> None:
        left, handled = progress
        if line.width:
            line.gap(5 if variant.day == "long" else 2)
        line.add(f"{left} left", styles.text_strong)
        line.add(f" {handled} handled", styles.mid)
        if variant.bar and left + handled:
            done = PROGRESS_CELLS * handled // (left + handled)
            line.gap(2)
            line.add(DONE_CELL * done, styles.accent)
            line.add(OPEN_CELL * (PROGRESS_CELLS - done), styles.rule)

    def _paint_tabs(self, line: LineBuilder, styles: RowStyles, form: TabForm) -> None:
        gap = 2 if form == "full" else 1
        for index, label in enumerate(self._tabs):
            current = index == self._current
            line.gap(gap if index else 0)
            start = line.width
            line.add(str(index + 1), styles.accent_strong if current else styles.dim)
            if current or form != "current":
                line.add(f" {label}", styles.text_strong if current else styles.mid)
            line.clickable(start, partial(self.Chosen, index))
        line.gap(gap)
        start = line.width
        line.add("? keys" if form == "full" else "?", styles.dim)
        line.clickable(start, self.HelpChosen)
