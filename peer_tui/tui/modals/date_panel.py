"""The date panel: one letter commits, and every letter shows its date and that day's load."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from peer_tui.domain.calendar_days import short_day
from peer_tui.domain.date_words import DateOrder
from peer_tui.domain.text import clean_line
from peer_tui.tui.bars.bar_input import BarInput
from peer_tui.tui.key_names import key_name
from peer_tui.tui.modals.date_choices import (
    DateChoice,
    KeyedDay,
    choice_for,
    keyed_days,
    load_words,
    read_date,
)
from peer_tui.tui.text import as_content, one_line

WIDE = 76
"""Cells of the panel where the words fit beside the dates."""
FRAMED = 80
"""From this width, and `FRAMED_ROWS`, there is room for a frame."""
FRAMED_ROWS = 18
TITLE_LINES = 1


class DayColumns(Widget):
    """Both columns of choices with a title above and the default below, drawn as one widget."""

    DEFAULT_CSS: ClassVar[str] = "DayColumns { height: auto; width: 100%; }"

    def __init__(
        self,
        title: str,
        columns: tuple[tuple[KeyedDay, ...], ...],
        loads: Mapping[date, int],
        foot: str,
        pick: Callable[[str], None],
    ) -> None:
        """`foot` stands below the columns; `pick` gets the key of a line that was clicked."""
        super().__init__()
        self._title = title
        self._columns = columns
        self._loads = loads
        self._foot = foot
        self._pick = pick
        self.is_typing = False
        """Whether the field for a date stands in the place of the foot."""

    def render(self) -> Content:
        """All lines at the width there is."""
        width = self.size.width
        lines = [as_content(one_line(self._title, width), "bold")]
        for number in range(max(map(len, self._columns))):
            cells = [
                self._cell(column[number], width // 2) if number < len(column) else Content()
                for column in self._columns
            ]
            lines.append(cells[0].pad_right(width // 2 - cells[0].cell_length) + cells[1])
        if not self.is_typing:
            lines.append(Content(self._foot))
        return Content("\n").join(lines)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """The title, the longer column, the foot unless a date is typed in its place."""
        return TITLE_LINES + max(map(len, self._columns)) + (not self.is_typing)

    def on_click(self, event: events.Click) -> None:
        """Choose the line that was clicked."""
        column = self._columns[min(event.x // max(1, self.size.width // 2), 1)]
        number = event.y - TITLE_LINES
        if 0 <= number < len(column):
            self._pick(column[number].key)

    def _cell(self, day: KeyedDay, width: int) -> Content:
        wide = width >= WIDE // 2
        words = f"  {day.words:<17}" if wide else f" {day.short:<4}"
        if day.on is None:
            return Content.styled(day.key, "bold $peer-accent") + (
                words if wide else f"{words}someday"
            )
        load = load_words(self._loads.get(day.on, 0))
        if not wide:
            load = load.removesuffix(" due")
        return (
            Content.styled(day.key, "bold $peer-accent")
            + f"{words}{short_day(day.on, day.on):<11}{load}"
        )


class DatePanel(ModalScreen[DateChoice | None]):
    """Asks for a day. Dismissed with a DateChoice, or None after Esc."""

    AUTO_FOCUS = ""
    DEFAULT_CSS: ClassVar[str] = f"""
    DatePanel {{ align: center middle; background: transparent; }}
    DatePanel > #date-panel {{
        width: {WIDE}; max-width: 100%; height: auto; max-height: 100%;
        background: $surface; color: $foreground; padding: 0;
    }}
    DatePanel.-framed.-high > #date-panel {{
        width: {FRAMED}; border: round $primary; padding: 0 1;
    }}
    DatePanel #date-field {{ height: 1; }}
    DatePanel #date-echo {{ height: 1; }}
    """

    def __init__(
        self,
        title: str,
        now: datetime,
        default: date,
        loads: Mapping[date, int],
        allow_someday: bool,
        order: DateOrder = DateOrder.DAY_FIRST,
    ) -> None:
        """`loads` counts what is due on a day already; a missing day has nothing."""
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-bare"), (FRAMED, "-framed")]
        self.VERTICAL_BREAKPOINTS = [(0, "-low"), (FRAMED_ROWS, "-high")]
        self._title = clean_line(title)
        self._now = now
        self._default = default
        self._loads = loads
        self._order = order
        self._columns = keyed_days(now.date(), allow_someday)
        self._field: BarInput | None = None
        self._echo = Static("", id="date-echo", markup=False)
        self._typed: DateChoice | None = None

    def compose(self) -> ComposeResult:
        """The choices; the field for typing comes with `/`."""
        with Widget(id="date-panel"):
            yield DayColumns(self._title, self._columns, self._loads, self._foot(), self._choose)

    def on_key(self, event: events.Key) -> None:
        """One key commits."""
        event.stop()
        key = key_name(event.key, event.character)
        if key == "Esc":
            self.dismiss(None)
        elif key == "Enter":
            self.dismiss(DateChoice(self._default))
        elif key == "/":
            self._open_field()
        else:
            self._choose(key)

    def _choose(self, key: str) -> None:
        choice = choice_for(key, self._columns)
        if choice is not None:
            self.dismiss(choice)

    def _foot(self) -> str:
        default = short_day(self._default, self._now.date())
        load = load_words(self._loads.get(self._default, 0))
        return f"Enter {default}{f', {load}' if load else ''}   / any date   Esc"

    # typing a date

    def _open_field(self) -> None:
        self._field = BarInput(self._echo_date, self._take_key, clean_line)
        self._field.id = "date-field"
        self._show_typing(True)
        self.query_one("#date-panel").mount(self._field, self._echo)
        self._echo_date("")
        self.set_focus(self._field)

    def _close_field(self) -> None:
        if self._field is not None:
            self._show_typing(False)
            self.set_focus(None)
            self._field.remove()
            self._echo.remove()
            self._field = None
            self._echo = Static("", id="date-echo", markup=False)

    def _show_typing(self, typing: bool) -> None:
        columns = self.query_one(DayColumns)
        columns.is_typing = typing
        columns.refresh(layout=True)

    def _echo_date(self, text: str) -> None:
        self._typed, line = read_date(text, self._now, self._order)
        if self._typed is not None and self._typed.on is not None:
            load = load_words(self._loads.get(self._typed.on, 0))
            line = f"{line}, {load}" if load else line
        self._echo.update(as_content(line), layout=False)

    def _take_key(self, event: events.Key) -> bool:
        """Enter commits what was read, Esc goes back to the letters."""
        key = key_name(event.key, event.character)
        if key == "Enter":
            if self._typed is not None:
                self.dismiss(self._typed)
            return True
        if key == "Esc":
            self._close_field()
            return True
        return key in ("Tab", "Shift-Tab")
