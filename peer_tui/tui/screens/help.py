"""The keys that work here, searchable."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from peer_tui.domain.text import fold
from peer_tui.tui.actions import Place
from peer_tui.tui.keymap import Hint, Keymap

KEY_CELLS = 18


class HelpScreen(ModalScreen[None]):
    """Every key that works at this place; typing narrows the list."""

    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $peer-ground; }
    HelpScreen > #help-head { dock: top; height: 1; padding: 0 2; color: $peer-text; }
    HelpScreen > #help-search { dock: top; height: 1; margin: 1 2; }
    HelpScreen > #help-rows { padding: 0 2; scrollbar-size-vertical: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Back"),
        Binding("f1", "close", "Back"),
        Binding("down", "scroll(1)", "Down"),
        Binding("up", "scroll(-1)", "Up"),
        Binding("pagedown", "scroll(10)", "Page down"),
        Binding("pageup", "scroll(-10)", "Page up"),
    ]

    def __init__(self, keymap: Keymap, place: Place) -> None:
        super().__init__()
        self._rows = keymap.help_rows(place)
        self._place = place
        self._text = Static("", markup=False)

    def compose(self) -> ComposeResult:
        """A title, a field, the rows."""
        where = "everywhere" if self._place is Place.ANYWHERE else f"in {self._place}"
        yield Static(f"The keys that work {where}. Esc closes.", id="help-head", markup=False)
        yield Input(placeholder="type to search", compact=True, id="help-search")
        with VerticalScroll(id="help-rows", can_focus=False):
            yield self._text

    def on_mount(self) -> None:
        """Show everything, ready for a word."""
        self.query_one(Input).cursor_blink = False
        self.query_one(Input).focus()
        self._show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        self._show(event.value)

    def on_key(self, event: events.Key) -> None:
        """A second ? closes, as long as nothing was typed."""
        if event.character == "?" and not self.query_one(Input).value:
            event.stop()
            event.prevent_default()
            self.dismiss()

    def action_close(self) -> None:
        """Back to where it was opened."""
        self.dismiss()

    def action_scroll(self, lines: int) -> None:
        """Move through the rows."""
        self.query_one("#help-rows").scroll_relative(y=lines, animate=False)

    def _show(self, query: str) -> None:
        words = fold(query).split()
        rows = [row for row in self._rows if _matches(row, words)]
        lines = [_line(row) for row in rows] or [Content("No key does that.")]
        self._text.update(Content("\n").join(lines))


def _matches(row: Hint, words: list[str]) -> bool:
    text = fold(f"{' '.join(row.keys)} {row.label} {row.help}")
    return all(word in text for word in words)


def _line(row: Hint) -> Content:
    keys = ", ".join(row.keys)
    return Content.assemble((f"{keys:<{KEY_CELLS}}", "bold $peer-accent"), row.help)
