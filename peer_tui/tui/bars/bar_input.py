"""The text field of a bar: Textual's Input with every key shown to the bar first."""

from collections.abc import Callable

from rich.highlighter import Highlighter
from rich.text import Text
from textual import events
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from peer_tui.tui.text import one_line


class SpanHighlighter(Highlighter):
    """Underlines given stretches of the text."""

    def __init__(self) -> None:
        self.spans: tuple[tuple[int, int], ...] = ()
        """(start, end) of each stretch."""

    def highlight(self, text: Text) -> None:
        """Underline them."""
        for start, end in self.spans:
            text.stylize("underline", start, end)


class BarInput(Input):
    """One line of text; the bar decides what keys other than text do."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """As Input's, but a longer text does not lay the whole screen out anew: the field keeps its
    place, only the text in it scrolls."""

    def __init__(
        self,
        on_value: Callable[[str], None],
        takes_key: Callable[[events.Key], bool],
        takes_paste: Callable[[str], str],
    ) -> None:
        """Callbacks: each new value, each key (True: used up), each paste (the line to insert)."""
        self._on_value = on_value
        self._takes_key = takes_key
        self._takes_paste = takes_paste
        self._example = ""
        self.span_highlighter = SpanHighlighter()
        super().__init__(
            highlighter=self.span_highlighter,
            compact=True,
            select_on_focus=False,
            classes="input-bar--field",
        )
        self.cursor_blink = False

    def show_example(self, text: str) -> None:
        """Let this stand in the empty field, with "…" where it does not fit."""
        self._example = text
        self._fit_example()

    def on_resize(self) -> None:
        """Cut the example anew."""
        self._fit_example()

    def _fit_example(self) -> None:
        width = self.content_size.width
        self.placeholder = one_line(self._example, width) if width else self._example

    def watch_value(self, value: str) -> None:
        """Tell the bar in the same frame."""
        self._on_value(value)

    def on_key(self, event: events.Key) -> None:
        """Show the key to the bar first."""
        if self._takes_key(event):
            event.stop()
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Insert what the bar makes of the text, all lines of it."""
        event.stop()
        event.prevent_default()
        self.replace(self._takes_paste(event.text), *self.selection)

    def set_line(self, line: str, cursor: int) -> None:
        """Put in another text, with the cursor at that place."""
        self.value = line
        self.cursor_position = cursor
