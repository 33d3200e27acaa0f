"""What every line painted without Textual's box model goes through."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.filter import LineFilter
from textual.strip import Strip
from textual.widget import Widget

from peer_tui.tui.themes import ground_colour


class PaintedStrip(Strip):
    """A painted line that is freed as soon as nothing shows it.

    Textual's own strip keeps itself in its cache when it is not cut, and then lives until garbage
    is collected, which never happens while somebody types.
    """

    __slots__ = ()

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """The strip in pieces, cut at these cells."""
        places = [cut for cut in cuts if cut <= self.cell_length]
        return [self] if places == [self.cell_length] else super().divide(places)


class Look(NamedTuple):
    """What every painted line of a widget depends on besides its content."""

    theme: str
    filters: tuple[LineFilter, ...]
    width: int


def look_of(widget: Widget) -> Look:
    """The look of the widget now; a painted line is good for as long as it stays equal."""
    return Look(widget.app.theme, tuple(widget.get_line_filters()), widget.size.width)


def finished_line(look: Look, segments: list[Segment], ground: Style) -> Strip:
    """The segments on that ground, exactly as wide as the look says, through the line filters.

    The filters are the app's: the net for control characters, NO_COLOR and the like.
    """
    length = sum(segment.cell_length for segment in segments)
    if length < look.width:
        segments = [*segments, Segment(" " * (look.width - length))]
    line = list(Segment.apply_style(segments, ground))
    if length > look.width:
        line = Segment.adjust_line_length(line, look.width, ground)
    if look.filters:
        background = ground_colour(look.theme)
        for line_filter in look.filters:
            line = line_filter.apply(line, background)
    return PaintedStrip(line, look.width)
