"""The look back on a week: kept, thanked, solved, new, rested."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any, ClassVar

from textual.content import Content
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from peer_tui.domain.calendar_days import short_day
from peer_tui.services.outcome import Topic
from peer_tui.storage.queries.look_back import (
    DAYS,
    Event,
    PartOfWeek,
    look_back,
    monday_of,
    week_words,
)
from peer_tui.tui.actions import Action, Place
from peer_tui.tui.panes.painters import Columns, name_cells, paint_heading
from peer_tui.tui.screens.page import HeadedPage, OwnKeys, Regions, headed, titled
from peer_tui.tui.targets import Subject
from peer_tui.tui.widgets.fixed_rows import FixedRows, Heading, heading_key
from peer_tui.tui.widgets.frame import PaneTitle
from peer_tui.tui.widgets.row_lines import RowState
from peer_tui.tui.widgets.virtual_list import VirtualList

QUIET_WEEK = "Nothing was written down in this week. That is fine."
DAY_CELLS = 11
_WORDS = {
    "kept": "Promises kept",
    "thanked": "Thanked and applauded",
    "solved": "Solved",
    "new": "New",
    "rested": "Resting, or ended well",
}
WeekRow = Event | Heading


class LookBackScreen(OwnKeys, HeadedPage):
    """One week as a list; Left and Right go from week to week."""

    takes: ClassVar[frozenset[str]] = frozenset({"week.earlier", "week.later", "week.person"})

    def __init__(self) -> None:
        super().__init__()
        self._weeks_ago = 0
        self.title_line = PaneTitle("events", "Looking back", id="events-title")
        self.events: VirtualList[WeekRow] = VirtualList(
            self._paint,
            selectable=lambda row: isinstance(row, Event),
            empty_text=[Content(QUIET_WEEK)],
            id="events",
        )

    def divide(self, size: Size, foot: int) -> Regions:
        """Title and list."""
        return {**headed(size.width), **titled("events", size.width, 2, foot)}

    def parts(self) -> Iterable[Widget]:
        """Title and list."""
        return self.title_line, self.events

    def on_mount(self) -> None:
        """Read this week."""
        self.title_line.set_active(True)
        self._read()
        self.set_focus(self.events)

    def refresh_topics(self, topics: frozenset[Topic]) -> None:
        """Read again, keeping the place."""
        self._read(keep_place=True)

    def _read(self, *, keep_place: bool = False) -> None:
        today = self.peer.today()
        monday = monday_of(today) - timedelta(days=DAYS * self._weeks_ago)
        parts = look_back(self.peer.store.reader, monday)
        which = {0: "This week", 1: "Last week"}.get(
            self._weeks_ago, f"The week from {short_day(monday, today)}"
        )
        self.title_line.set_title(which, week_words(parts))
        self.events.show(FixedRows(tuple(_rows(parts)), _key), keep_place=keep_place)
        self.show_hints()

    def _paint(self, row: WeekRow, width: int, state: RowState) -> Strip:
        styles = self.row_styles()
        if isinstance(row, Heading):
            return paint_heading(row.words, width, styles)
        line, name = Columns(), name_cells(width)
        strong = styles.text_strong if state.selected else styles.text
        line.add(row.person_name, name, strong)
        line.add(row.text, width - name - DAY_CELLS, styles.mid)
        line.add(short_day(row.on, self.peer.today()), DAY_CELLS, styles.dim, right=True)
        return line.strip()

    @property
    def list_in_use(self) -> VirtualList[Any]:
        """The one list."""
        return self.events

    def place(self) -> Place:
        """The look back."""
        return Place.LOOK_BACK

    def own_hints(self) -> Sequence[tuple[str, str]]:
        """From week to week."""
        later = [("week.later", "Later")] if self._weeks_ago else []
        opens = [("week.person", "Open")] if self.events.cursor_row is not None else []
        return [("week.earlier", "Earlier"), *later, *opens, ("app.back", "Back")]

    def on_virtual_list_opened(self) -> None:
        """A second click opens the person."""
        self._open()

    async def perform(self, action: Action) -> bool:
        """From week to week, to a person; moves."""
        match action.id:
            case "week.earlier":
                self._weeks_ago += 1
                self._read()
            case "week.later":
                if not self._weeks_ago:
                    self.say("This is the present week.")
                    return True
                self._weeks_ago -= 1
                self._read()
            case "week.person":
                self._open()
            case _:
                return await super().perform(action)
        return True

    def _open(self) -> None:
        row = self.events.cursor_row
        if not isinstance(row, Event) or row.person_id is None:
            self.say("Nobody here to open.")
            return
        from peer_tui.tui.screens.person import PersonScreen

        self.peer.push_screen(PersonScreen(Subject(row.person_id, row.person_name)))


def _rows(parts: Sequence[PartOfWeek]) -> Iterator[WeekRow]:
    told = [part for part in parts if part.number]
    for number, part in enumerate(told):
        if number:
            yield Heading("", number)
        yield Heading(f"{_WORDS[part.part]}  {part.number:,}")
        yield from part.events
        if part.number > len(part.events):
            yield Heading(f"and {part.number - len(part.events):,} more")


def _key(row: WeekRow) -> tuple[object, ...]:
    return heading_key(row) if isinstance(row, Heading) else (row.part, row.row_id)
