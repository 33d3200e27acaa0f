"""The keys that work here and the words of filters, searchable."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from peer_tui.domain.filter_fields import FIELDS, Field, Takes
from peer_tui.domain.text import fold
from peer_tui.tui.action_list import BY_ID
from peer_tui.tui.actions import Place, RowKind
from peer_tui.tui.key_names import key_name
from peer_tui.tui.keymap import Keymap
from peer_tui.tui.modals.panel import Panel
from peer_tui.tui.text import wrap

if TYPE_CHECKING:
    from peer_tui.tui.app import PeerApp

KEY_CELLS, LEAST_KEY_CELLS = 18, 11
ROOMY = 60
"""From this width on, the column of keys has its full width."""
MARGIN = 3
MANUAL = "manual.open"
FILTERS = "Filters: what may stand after {}, peer due --filter and peer find"
WORDS = (
    ("oak", "a word looks in texts and names; several must all be there"),
    ('"oak table"', "words in quotes belong together"),
    ("-tag:oak", "a minus: must not be"),
)
"""What may stand in a filter without the name of a field."""
Row = tuple[str, str]
"""What is typed, and what it does."""


class HelpScreen(Panel[None]):
    """Every key that works at this place; typing narrows the list."""

    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $peer-ground; }
    HelpScreen > #help-head { dock: top; height: 1; padding: 0 2; color: $peer-text;
        text-wrap: nowrap; text-overflow: ellipsis; }
    HelpScreen > #help-search { dock: top; height: 1; margin: 1 2; }
    HelpScreen > #help-rows { padding: 0 2; scrollbar-size-vertical: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Back"),
        Binding("down", "scroll(1)", "Down"),
        Binding("up", "scroll(-1)", "Up"),
        Binding("pagedown", "scroll(10)", "Page down"),
        Binding("pageup", "scroll(-10)", "Page up"),
    ]

    def __init__(self, keymap: Keymap, place: Place, row_kind: RowKind | None = None) -> None:
        """The keys for a place, and for such a row of it; None: whatever the row."""
        super().__init__()
        self._keymap = keymap
        self._place = place
        self._row_kind = row_kind
        self._text = Static("", markup=False)

    def compose(self) -> ComposeResult:
        """A title, a field, the rows."""
        yield Static("", id="help-head", markup=False)
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
        """A second ? closes, as long as nothing was typed; the key of the manual opens it."""
        name = key_name(event.key, event.character)
        if not event.is_printable and name in self._keymap.keys_of(MANUAL):
            event.stop()
            event.prevent_default()
            peer: PeerApp = self.app  # type: ignore[assignment]
            self.dismiss()
            peer.call_later(peer.perform, BY_ID[MANUAL])
        elif event.character == "?" and not self.query_one(Input).value:
            event.stop()
            event.prevent_default()
            self.dismiss()

    def on_resize(self) -> None:
        """Lines break elsewhere."""
        self._show(self.query_one(Input).value)
        everywhere = self._place is Place.ANYWHERE
        where = "everywhere" if everywhere else f"in {self._place.replace('_', ' ')}"
        manual = next(iter(self._keymap.keys_of(MANUAL)), "")
        if self.size.width < ROOMY:
            head = f"Keys {where}. Esc closes.{manual and f' {manual} manual.'}"
        else:
            head = f"The keys that work {where}. Esc closes.{manual and f'  {manual} the manual.'}"
        self.query_one("#help-head", Static).update(head)

    def action_close(self) -> None:
        """Back to where it was opened."""
        self.dismiss()

    def action_scroll(self, lines: int) -> None:
        """Move through the rows."""
        self.query_one("#help-rows").scroll_relative(y=lines, animate=False)

    def _show(self, query: str) -> None:
        words = fold(query).split()
        width = self.size.width - 2 * MARGIN
        lines = [
            _line(row, width) for row, label in self._key_rows() if _matches(row, words, label)
        ]
        filters = [_line(row, width) for row in filter_rows() if _matches(row, words, FILTERS)]
        if filters:
            key = next(iter(self._keymap.keys_of("filter.open")), "")
            title = FILTERS.format(key or "a filter")
            head = Content.styled("\n".join(wrap(title, width)), "bold")
            lines += [*([Content("")] if lines else []), head, *filters]
        self._text.update(Content("\n").join(lines or [Content("No key does that.")]))

    def _key_rows(self) -> Iterator[tuple[Row, str]]:
        """Every row, and the word for it that stands in the hint line."""
        for hint in self._keymap.help_rows(self._place, self._row_kind):
            # The backticks are for the README.
            yield (", ".join(hint.keys), hint.help.replace("`", "")), hint.label


def filter_rows() -> Iterator[Row]:
    """Every word of the filter language and what it keeps."""
    yield from WORDS
    for field in FIELDS:
        yield field.example, field_meaning(field)


def field_meaning(field: Field) -> str:
    """What a field of the filter language keeps, with the words it takes."""
    named = field.takes is Takes.CHOICE
    return f"{field.meaning}: {', '.join(field.choices)}" if named else field.meaning


def _matches(row: Row, words: list[str], more: str = "") -> bool:
    """Whether the row, with more that is not shown in it, has all the words."""
    text = fold(" ".join((*row, more)))
    return all(word in text for word in words)


def _line(row: Row, width: int) -> Content:
    """The keys, and what they do beside them."""
    keys, does = row
    column = KEY_CELLS if width >= ROOMY else LEAST_KEY_CELLS
    lines = wrap(does, max(1, width - column - 1))
    beside = ("\n" + " " * (column + 1)).join(lines)
    under = "\n" + " " * (column + 1) if len(keys) > column else ""
    return Content.assemble((f"{keys:<{column}} ", "bold $peer-accent"), under, beside)
