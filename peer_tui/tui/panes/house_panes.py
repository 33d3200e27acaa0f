"""The five lists of the main screen: made once, read when they are seen and something changed."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.content import Content

from peer_tui.services.outcome import EVERYTHING, Topic
from peer_tui.storage.queries import agenda, history, people, promises
from peer_tui.storage.queries.held import held_now
from peer_tui.storage.reader import Reader
from peer_tui.tui.actions import Place
from peer_tui.tui.keymap import Keymap
from peer_tui.tui.panes.painters import (
    AgendaPainter,
    Held,
    HistoryPainter,
    PersonPainter,
    PromisePainter,
    Room,
    nobody_held,
    nobody_needs_room,
)
from peer_tui.tui.panes.pane import (
    Pane,
    Title,
    due_foot,
    due_title,
    history_title,
    people_title,
    promises_title,
    rows_of_today,
    week_rows,
)
from peer_tui.tui.targets import Subject
from peer_tui.tui.themes import RowStyles
from peer_tui.tui.widgets.fixed_rows import FixedRows
from peer_tui.tui.widgets.frame import PaneTitle, QuietLine
from peer_tui.tui.widgets.loaded_rows import RowKey
from peer_tui.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from peer_tui.domain.filter_query import FilterQuery

TABS = (Place.DUE, Place.PEOPLE, Place.PROMISES, Place.HISTORY, Place.WEEK)
TAB_NAMES = ("Due", "People", "Promises", "History", "Week")
WEEK_DAYS = 14
MOST_HELD = 100
"""Held rows that are looked past where today's rows are counted."""
NOTHING_COUNTED = agenda.DueCounts(0, 0, 0, 0, 0, 0, 0)
TOPICS = {
    Place.PEOPLE: frozenset({Topic.PEOPLE, Topic.HISTORY}),
    Place.PROMISES: frozenset({Topic.PROMISES, Topic.PEOPLE}),
    Place.HISTORY: frozenset({Topic.HISTORY}),
}
"""What a list shows; the others show a little of everything."""


class Desk(NamedTuple):
    """What reading needs: the database, the day, and how much fits in one."""

    reader: Reader
    now: datetime
    daily_number: int
    passed: frozenset[int] = frozenset()
    """People whom the gate lets through once, so that they are not held."""
    asks_gate: bool = True
    """Whether it is looked at who is held: not before the first screen stands."""

    @property
    def today(self) -> date:
        """The owner's calendar date."""
        return self.now.date()


class HousePanes:
    """The lists by their place."""

    def __init__(
        self,
        styles: Callable[[], RowStyles],
        today: Callable[[], date],
        keymap: Keymap,
        held: Held = nobody_held,
        room: Room = nobody_needs_room,
    ) -> None:
        self._styles = styles
        self._keymap = keymap
        self._due_painter = AgendaPainter(styles, today, held=held, room=room)
        self._wake_painter = AgendaPainter(styles, today, ahead=True)
        painters: dict[Place, Any] = {
            Place.DUE: self._due_painter,
            Place.PEOPLE: PersonPainter(styles, today),
            Place.PROMISES: PromisePainter(styles, today, held),
            Place.HISTORY: HistoryPainter(styles, today),
            Place.WEEK: AgendaPainter(styles, today, ahead=True),
        }
        self.by_place = {
            place: Pane(
                place,
                TOPICS.get(place, EVERYTHING),
                VirtualList(painters[place], id=str(place)),
                PaneTitle(str(place), name, id=f"{place}-title"),
            )
            for place, name in zip(TABS, TAB_NAMES, strict=True)
        }
        self.due_foot = QuietLine(id="due-foot")
        self.left = 0
        """How many rows of the queue are due."""
        self.counts = NOTHING_COUNTED
        """What the queue says of itself, whatever the filter."""
        self._held_now: frozenset[int] = frozenset()
        self._history_of: Subject | None = None
        self.turn = 0
        """Counts the changes of the data."""

    def __getitem__(self, place: Place) -> Pane:
        return self.by_place[place]

    @property
    def filtered(self) -> list[Pane]:
        """The lists under a filter."""
        return [pane for pane in self.by_place.values() if pane.query is not None]

    def outdate(self, topics: frozenset[Topic]) -> None:
        """Whatever shows these topics must be read before it is seen again."""
        self.turn += 1
        for pane in self.by_place.values():
            if pane.topics & topics:
                pane.stale = True
                pane.ahead, pane.coming = pane.coming, None

    def read(self, place: Place, desk: Desk, subject: Subject | None) -> None:
        """Read a list again, keeping its place."""
        pane = self.by_place[place]
        pane.stale = False
        if place is Place.DUE:
            self.count_due(desk)
        if pane.query is not None:
            self._read_narrowed(pane, desk, subject)
            return
        match place:
            case Place.DUE:
                self._read_due(pane, desk)
            case Place.PEOPLE:
                _fill(pane, people.all_people(desk.reader), people_title(desk.reader))
            case Place.PROMISES:
                _fill(pane, promises.open_promises(desk.reader), promises_title(desk.reader))
            case Place.HISTORY:
                self._read_history(pane, desk, subject)
            case Place.WEEK:
                tomorrow = desk.today + timedelta(days=1)
                rows = week_rows(desk.reader, tomorrow, desk.today + timedelta(days=WEEK_DAYS))
                _fill(pane, rows, Title("The next two weeks", str(len(rows.rows))))
                pane.list_view.empty_text = [Content("Nothing in the next two weeks.")]

    def narrow(
        self,
        place: Place,
        query: "FilterQuery | None",
        desk: Desk,
        subject: Subject | None,
        rows: Sequence[Any] | None = None,
        key: RowKey | None = None,
    ) -> None:
        """Put a filter on a list, or take it off (None).

        The cursor goes to the row with that key, or stays on its own, if the filter shows it.
        `rows`: the beginning of the filtered list, if it was read already.
        """
        pane = self.by_place[place]
        key = pane.list_view.cursor_key if key is None else key
        pane.query, pane.narrowed = query, None
        if query is None:
            pane.list_view.empty_text = ()
        pane.stale = False
        if query is not None:
            self._read_narrowed(pane, desk, subject, rows, keep_place=False)
        else:
            pane.list_view.show(FixedRows((), hash), keep_place=False)
            self.read(place, desk, subject)
        if key is not None:
            pane.list_view.select_key(key)

    def _read_narrowed(
        self,
        pane: Pane,
        desk: Desk,
        subject: Subject | None,
        rows: Sequence[Any] | None = None,
        *,
        keep_place: bool = True,
    ) -> None:
        from peer_tui.storage.queries.filters import Filter
        from peer_tui.tui.panes.narrowing import narrowed, nothing_words, title_of

        assert pane.query is not None
        wanted = Filter(desk.reader, pane.query, desk.now)
        person_id = None if subject is None else subject.id
        ahead, pane.ahead = pane.ahead, None
        if rows is None and ahead is not None and ahead.answers(pane, person_id):
            rows = ahead.rows
        if pane.place is Place.HISTORY and subject != self._history_of:
            keep_place, pane.narrowed, self._history_of = False, None, subject
        pane.narrowed = narrowed(pane.place, wanted, person_id, rows, pane.narrowed)
        back = self._keymap.key_of("app.back")
        nothing = nothing_words(pane.place, pane.query, back)
        pane.list_view.empty_text = [Content(), Content(nothing)]
        if pane.place is Place.DUE:
            self._due_painter.todays = None
            wakes = pane.query.asks("snoozed")
            pane.list_view.render_row = self._wake_painter if wakes else self._due_painter
        _fill(pane, pane.narrowed, title_of(pane, back), keep_place=keep_place)

    def ask_after_import(self, words: str) -> None:
        """Ask, in the title of the people, whom the owner does not want to lose touch with."""
        self.by_place[Place.PEOPLE].title.set_title("People", words)

    def count_due(self, desk: Desk) -> None:
        """Count what is due; the header says it whatever list is on the screen."""
        held = held_now(desk.reader, desk.now, desk.passed) if desk.asks_gate else []
        self._held_now = frozenset(held)
        self.counts = agenda.due_counts(desk.reader, desk.today, held)
        self.left = self.counts.late + self.counts.today + self.counts.held
        self.due_foot.set_text(due_foot(self.counts))

    def _read_due(self, pane: Pane, desk: Desk) -> None:
        pane.list_view.render_row = self._due_painter
        source = agenda.queue(desk.reader, desk.today)
        page = source.first(desk.daily_number + min(self.counts.held, MOST_HELD))
        self._due_painter.todays = rows_of_today(page, self._held_now, desk.daily_number)
        if not page:
            pane.list_view.empty_text = self._empty_lines(desk)
        _fill(pane, source, due_title(self.counts))

    def _empty_lines(self, desk: Desk) -> list[Content]:
        from peer_tui.tui.panes.empty import first_run_lines, zero_lines

        if is_first_run(desk.reader):
            return first_run_lines(self._styles(), self._keymap)
        return zero_lines(desk.reader, desk.today, self._styles(), self._keymap)

    def _read_history(self, pane: Pane, desk: Desk, subject: Subject | None) -> None:
        title = history_title(desk.reader, subject)
        rows: Any = FixedRows((), hash)
        if subject is not None:
            rows = history.with_person(desk.reader, subject.id)
        _fill(pane, rows, title, keep_place=subject == self._history_of)
        self._history_of = subject


def is_first_run(reader: Reader) -> bool:
    """Whether nobody was ever put in."""
    return not people.all_people(reader).first(1)


def _fill(pane: Pane, source: Any, title: Title, *, keep_place: bool = True) -> None:  # noqa: ANN401 - pages of any row
    pane.title.set_title(title.name, title.note, title.tail)
    pane.list_view.show(source, keep_place=keep_place)
