"""The date panel: one letter commits, and every letter shows its date and that day's load."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from peer_tui.domain.calendar_days import MON_TO_FRI, short_day
from peer_tui.domain.date_words import DateOrder
from peer_tui.domain.text import clean_line
from peer_tui.tui.bars.bar_input import BarInput
from peer_tui.tui.key_names import key_name
from peer_tui.tui.modals.date_choices import (
    REPLY_KEY,
    SOMEDAY_KEY,
    Columns,
    DateChoice,
    DayFacts,
    KeyedDay,
    choice_for,
    keyed_days,
    read_choice,
    read_date,
)
from peer_tui.tui.modals.panel import FRAMED, KeyPanel
from peer_tui.tui.text import as_content, cell_width, one_line

WIDE = 76
"""Cells of the panel where the words fit beside the dates."""
ROOMY = 120
"""From this width every day says in full why it is held."""
OR_REPLY = ", or when they reply"
DATE_CELLS = 11
TITLE_LINES = 1


class DayColumns(Widget):
    """Both columns of choices with a title above and the default below, drawn as one widget."""

    DEFAULT_CSS: ClassVar[str] = "DayColumns { height: auto; width: 100%; }"

    def __init__(
        self,
        title: str,
        columns: Columns,
        facts: DayFacts,
        foot: Callable[[bool], str],
        pick: Callable[[str], None],
    ) -> None:
        """`foot` stands below the columns, whether there is room for words or not; `pick` gets the
        key of a line that was clicked.
        """
        super().__init__()
        self._title = title
        self._columns = columns
        self._facts = facts
        self._foot = foot
        self._pick = pick
        self.title_end = ""
        """What the title ends with, never cut."""
        self.is_typing = False
        """Whether the field for a date stands in the place of the foot."""
        self._answer = ""

    def answer(self, words: str) -> None:
        """Say that in the place of the foot."""
        self._answer = words
        self.refresh()

    def render(self) -> Content:
        """All lines at the width there is."""
        width = self.size.width
        title = one_line(self._title, width - len(self.title_end)) + self.title_end
        lines = [as_content(title, "bold")]
        for number in range(max(map(len, self._columns))):
            split = _left_width(width)
            cells = [
                self._cell(column[number], room) if number < len(column) else Content()
                for column, room in zip(self._columns, (split - 1, width - split), strict=True)
            ]
            lines.append(cells[0].pad_right(split - cells[0].cell_length) + cells[1])
        if not self.is_typing:
            foot = self._answer or self._foot(width >= WIDE)
            lines.append(as_content(foot if cell_width(foot) <= width else one_line(foot, width)))
        return Content("\n").join(lines)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """The title, the longer column, the foot unless a date is typed in its place."""
        return TITLE_LINES + max(map(len, self._columns)) + (not self.is_typing)

    def on_click(self, event: events.Click) -> None:
        """Choose the line that was clicked."""
        column = self._columns[event.x >= _left_width(self.size.width)]
        number = event.y - TITLE_LINES
        if 0 <= number < len(column):
            self._pick(column[number].key)

    def _cell(self, day: KeyedDay, width: int) -> Content:
        wide = self.size.width >= WIDE
        key = Content.styled(day.key, "bold $peer-accent")
        if day.on is None:
            blank, text = ("  ", day.words) if wide else (" ", day.short)
            return key + as_content(blank + one_line(text, width - 1 - len(blank)))
        words = f"  {day.words:<12}" if wide else f" {day.short}"
        line = f"{words}{short_day(day.on, day.on):<{DATE_CELLS}}"
        room = width - 1 - len(line)
        return key + as_content(line + self._facts.words(day.on, room))


def _left_width(width: int) -> int:
    """The cells of the left column, its gap among them; narrow ones need words on the left only."""
    return width // 2 if width >= WIDE else width * 11 // 20


class DatePanel(KeyPanel[DateChoice | None]):
    """Asks for a day. Dismissed with a DateChoice, or None after Esc."""

    DEFAULT_CSS: ClassVar[str] = f"""
    DatePanel.-roomy.-high > .box {{
        width: {ROOMY}; border: round $primary; padding: 0 1;
    }}
    DatePanel #date-field {{ height: 1; }}
    DatePanel #date-echo {{ height: 1; }}
    """

    def __init__(
        self,
        title: str,
        now: datetime,
        default: date,
        facts: DayFacts,
        allow_someday: bool,
        order: DateOrder = DateOrder.DAY_FIRST,
        *,
        may_wait: bool = False,
        working_days: frozenset[int] = MON_TO_FRI,
        spread: Sequence[date] = (),
        no_someday: str = "",
    ) -> None:
        """`may_wait`: their reply may end it; `spread`: the days of the rows if they are spread.

        `no_someday`: why the key for someday does nothing here.
        """
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-bare"), (FRAMED, "-framed"), (ROOMY, "-roomy")]
        self._title = clean_line(title)
        self._now = now
        self._default = default
        self._facts = facts
        self._order = order
        self._may_wait = may_wait
        self._no_someday = no_someday
        self._waits = False
        self._columns = keyed_days(now.date(), allow_someday, working_days, spread)
        self._field: BarInput | None = None
        self._echo = Static("", id="date-echo", markup=False)
        self._typed: DateChoice | None = None

    def compose(self) -> ComposeResult:
        """The choices; the field for typing comes with `/`."""
        with Widget(classes="box"):
            yield DayColumns(self._title, self._columns, self._facts, self._foot, self._choose)

    def press(self, key: str) -> None:
        """One key commits."""
        if key == "Esc":
            self.dismiss(None)
        elif key == "Enter":
            self._commit(DateChoice(self._default))
        elif key == "/":
            self._open_field()
        elif key == REPLY_KEY and self._may_wait:
            self._wait_or_not()
        else:
            self._choose(key)

    def _wait_or_not(self) -> None:
        self._waits = not self._waits
        columns = self.query_one(DayColumns)
        columns.title_end = OR_REPLY if self._waits else ""
        columns.refresh()

    def _choose(self, key: str) -> None:
        choice = choice_for(key, self._columns)
        if choice is not None:
            self._commit(choice)
        elif key == SOMEDAY_KEY and self._no_someday:
            self.query_one(DayColumns).answer(self._no_someday)

    def _commit(self, choice: DateChoice) -> None:
        if self._waits and choice.on is not None:
            choice = replace(choice, waits_for_reply=True)
        self.dismiss(choice)

    def _foot(self, wide: bool) -> str:
        default = short_day(self._default, self._now.date())
        if not wide:
            return f"Enter {default}{'  r reply' if self._may_wait else ''}  / date  Esc"
        facts = self._facts.sentence(self._default)
        reply = "   r or when they reply" if self._may_wait else ""
        return f"Enter {default}{f', {facts}' if facts else ''}{reply}   / any date   Esc"

    # typing a date

    def _open_field(self) -> None:
        self._field = BarInput(self._echo_date, self._take_key, clean_line)
        self._field.id = "date-field"
        self._show_typing(True)
        self.query_one(".box").mount(self._field, self._echo)
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
        if self._may_wait:
            self._typed, line = read_choice(text, self._now, self._order, self._default)
        else:
            self._typed, line = read_date(text, self._now, self._order)
        if self._typed is not None and self._typed.on is not None:
            facts = self._facts.sentence(self._typed.on)
            line = f"{line}, {facts}" if facts else line
        self._echo.update(as_content(line), layout=False)

    def _take_key(self, event: events.Key) -> bool:
        """Enter commits what was read, Esc goes back to the letters."""
        key = key_name(event.key, event.character)
        if key == "Enter":
            if self._typed is not None:
                self._commit(self._typed)
            return True
        if key == "Esc":
            self._close_field()
            return True
        return key in ("Tab", "Shift-Tab")
