"""The screen without any colour, as NO_COLOR asks for: bold, underlined and reversed text only."""

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter


class NoColourFilter(LineFilter):
    """Takes every colour off; what stood on a ground of its own is reversed instead.

    So the row under the cursor, a text cursor and a scroll bar are still seen. Textual's own
    filter for NO_COLOR leaves shades of grey.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments without colours."""
        return [
            segment
            if segment.control or segment.style is None
            else Segment(segment.text, _plain(segment.style, background.rgb))
            for segment in segments
        ]


@lru_cache(512)
def _plain(style: Style, ground: tuple[int, int, int]) -> Style:
    """The style without colours."""
    own = style.bgcolor
    stands_out = own is not None and not own.is_default and tuple(own.get_truecolor()) != ground
    return Style(
        bold=style.bold or None,
        underline=style.underline or None,
        reverse=(bool(style.reverse) != stands_out) or None,
        meta=style.meta or None,
    )


NO_COLOUR = NoColourFilter()
"""The one instance; painted lines are cached under it."""
