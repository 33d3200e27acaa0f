"""The look back on a week: kept, thanked, solved, new, rested."""

from collections.abc import Hashable, Iterator, Sequence
from datetime import timedelta
from typing import ClassVar, NamedTuple

from textual.content import Content
from textual.strip import Strip

from peer_tui.domain.calendar_days import short_day
from peer_tui.storage.queries.look_back import (
    DAYS,
    Event,
    PartOfWeek,
    look_back,
    monday_of,
    week_words,
)
from peer_tui.storage.reader import Reader
from peer_tui.tui.actions import Action, Place
from peer_tui.tui.panes.painters import Columns, name_cells
from peer_tui.tui.screens.beside import LOOKING, Beside
from peer_tui.tui.screens.list_page import ListPage
from peer_tui.tui.screens.page import OwnKeys
from peer_tui.tui.targets import Subject
from peer_tui.tui.widgets.fixed_rows import Heading, grouped
from peer_tui.tui.widgets.row_lines import RowState

QUIET_WEEK = "Nothing was written down in this week. That is fine."
DAY_CELLS = 11
_WORDS = {
    "kept": "Promises kept",
    "thanked": "Thanked and applauded",
    "solved": "Solved",
    "new": "New",
    "rested": "Resting, or ended well",
}


class _Week(NamedTuple):
    """A week that was looked back on, and how it is shown."""

    title: str
    parts: list[PartOfWeek]
    keep_place: bool


class LookBackScreen(OwnKeys, ListPage[Event]):
    """One week as a list; Left and Right go from week to week."""

    takes: ClassVar[frozenset[str]] = frozenset({"week.earlier", "week.later", "week.person"})

    part = "events"
    nothing = (QUIET_WEEK,)

    def __init__(self) -> None:
        super().__init__()
        self._weeks_ago = 0
        self._beside = Beside(self, self._show)

    def on_unmount(self) -> None:
        """Stop looking."""
        self._beside.close()

    def empty_lines(self) -> Sequence[str]:
        """Nothing before it is known that the week was quiet."""
        return ()

    def read(self) -> None:
        """The week in view again, keeping the place."""
        self._read(keep_place=True)

    def _read(self, *, keep_place: bool = False) -> None:
        today = self.peer.today()
        monday = monday_of(today) - timedelta(days=DAYS * self._weeks_ago)
        which = {0: "This week", 1: "Last week"}.get(
            self._weeks_ago, f"The week from {short_day(monday, today)}"
        )
        if not keep_place or not self.rows.empty_text:
            self.title_line.set_title(which, LOOKING)

        # An import of that week may have left a million changes to walk through.
        def look(reader: Reader) -> _Week:
            return _Week(which, look_back(reader, monday), keep_place)

        self.run_worker(self._beside.look(look), group="look back")

    def _show(self, week: "_Week") -> None:
        self.title_line.set_title(week.title, week_words(week.parts))
        self.rows.empty_text = [Content(line) for line in self.nothing]
        self.show_rows(grouped(_groups(week.parts)), keep_place=week.keep_place)

    def key_of(self, row: Event) -> Hashable:
        """The row of the database that tells it."""
        return (row.part, row.row_id)

    def paint_row(self, row: Event, width: int, state: RowState) -> Strip:
        """Who, what, and the day."""
        styles = self.row_styles()
        line, name = Columns(), name_cells(width)
        strong = styles.text_strong if state.selected else styles.text
        line.add(row.person_name, name, strong)
        line.add(row.text, width - name - DAY_CELLS, styles.mid)
        line.add(short_day(row.on, self.peer.today()), DAY_CELLS, styles.dim, right=True)
        return line.strip()

    def place(self) -> Place:
        """The look back."""
        return Place.LOOK_BACK

    def own_hints(self) -> Sequence[tuple[str, str]]:
        """From week to week."""
        later = [("week.later", "Later")] if self._weeks_ago else []
        opens = [("week.person", "Open")] if self.row_here() is not None else []
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
        row = self.row_here()
        if row is None or row.person_id is None:
            self.say("Nobody here to open.")
            return
        from peer_tui.tui.screens.person import PersonScreen

        self.peer.push_screen(PersonScreen(Subject(row.person_id, row.person_name)))


def _groups(parts: Sequence[PartOfWeek]) -> Iterator[tuple[str, Sequence[Event | Heading]]]:
    for number, part in enumerate(part for part in parts if part.number):
        more = part.number - len(part.events)
        rest = [Heading(f"and {more:,} more", number)] if more > 0 else []
        yield f"{_WORDS[part.part]}  {part.number:,}", [*part.events, *rest]
