"""The main screen: what is due, the people, the promises, and the one person in view."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.layout import Layout
from textual.widget import Widget

from peer_tui.services.outcome import Topic
from peer_tui.storage.queries.journal import handled_today
from peer_tui.tui.actions import Action, Place
from peer_tui.tui.panes.house_panes import TAB_NAMES, TABS, HousePanes, is_first_run
from peer_tui.tui.panes.painters import long_date
from peer_tui.tui.rest import Rest
from peer_tui.tui.screens.house_layout import HouseLayout, shape_of
from peer_tui.tui.screens.opening import Opening
from peer_tui.tui.screens.work import WorkScreen
from peer_tui.tui.targets import Subject, subject_of
from peer_tui.tui.themes import styles_for
from peer_tui.tui.widgets.frame import PaintedBlock, PaneTitle
from peer_tui.tui.widgets.header_line import HeaderLine
from peer_tui.tui.widgets.loaded_rows import RowKey
from peer_tui.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from peer_tui.domain.filter_query import FilterQuery

CARD_DELAY_SECONDS = 0.05
"""The card follows the cursor when it rests: a held arrow key (25 to 40 ms) draws no card."""
CARD_STEP = 3


class MainScreen(WorkScreen):
    """Four panes at once where there is room, one list and the card elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.house = HouseLayout()
        self.header = HeaderLine(TAB_NAMES, id="header")
        self.card = PaintedBlock(id="card")
        self.panes = HousePanes(
            lambda: styles_for(self.app.theme),
            lambda: self.peer.today(),
            self.peer.keymap,
            lambda person_id: self.peer.held(person_id),
            lambda person_id: self.peer.held.needs_room(person_id),
        )
        self.subject: Subject | None = None
        """The person in view."""
        self.rest = Rest(self, CARD_DELAY_SECONDS, self._show_row_card)
        self.current = Place.DUE
        """The list in use."""
        self._filters_of: date | None = None
        """The day the dates of the filters were read on."""

    def compose(self) -> ComposeResult:
        """Every part once; the layout decides which are seen and where."""
        yield self.header
        yield self.house.rules
        for pane in self.panes.by_place.values():
            yield pane.title
            yield pane.list_view
        yield self.panes.due_foot
        yield self.card
        yield self.message_line
        yield self.hint_bar

    @property
    def layout(self) -> Layout:
        """The house layout."""
        return self.house

    def on_mount(self) -> None:
        """Show the queue first; other lists are read when the layout shows them."""
        self.header.set_sample(self.peer.sample)
        self._read_shown()
        self.go(Place.DUE)

    def on_resize(self) -> None:
        """Another shape may show other lists."""
        self.call_after_refresh(self._after_layout)

    def _after_layout(self) -> None:
        self._read_shown()
        if not self.list_in_use.size:
            self.go(Place(self.house.view))

    # what is shown

    def _shown_places(self) -> Sequence[Place]:
        if shape_of(self.size) != "wide":
            return (Place(self.house.view),)
        top = Place.WEEK if self.house.view == Place.WEEK else Place.DUE
        return (top, Place.PEOPLE, Place.PROMISES, Place.HISTORY)

    def refresh_topics(self, topics: frozenset[Topic]) -> None:
        """Read again what shows these topics; lists out of sight when they come into it."""
        self.follow_the_day()
        self.panes.outdate(topics)
        self._read_shown()
        self._show_card()

    def follow_the_day(self) -> None:
        """Let the filters mean the days as they are called today."""
        if self._filters_of not in (None, self.peer.today()):
            from peer_tui.tui.acts.filtering import follow_the_day

            self._filters_of = self.peer.today()
            follow_the_day(self.peer)

    def _read_shown(self) -> None:
        for place in self._shown_places():
            if self.panes[place].stale:
                self.panes.read(place, self.peer.desk, self.subject)
        desk = self.peer.desk
        if self.panes[Place.DUE].stale:
            self.panes.count_due(desk)
        self.header.set_day(*long_date(desk.now))
        self.header.set_progress(self.panes.left, handled_today(desk.reader, desk.today))
        self.header.set_current(TABS.index(self.current))
        self.show_hints()

    def narrow(
        self,
        place: Place,
        query: "FilterQuery | None",
        rows: Sequence[Any] | None = None,
        key: RowKey | None = None,
    ) -> None:
        """Put a filter on a list, or take it off; see `HousePanes.narrow`."""
        self._filters_of = self.peer.today()
        self.panes.narrow(place, query, self.peer.desk, self.subject, rows, key)
        self.show_hints()
        self.rest.moved()

    # the person in view

    @on(VirtualList.Highlighted)
    def _row_changed(self, message: "VirtualList.Highlighted[Any]") -> None:
        """The row under the cursor of the list in use decides whose card is shown."""
        if message.list_view is self.list_in_use:
            self.rest.moved()

    def _show_row_card(self) -> None:
        self.show_hints()
        subject = self.current_subject()
        if subject != self.subject:
            self.subject = subject
            self.panes[Place.HISTORY].stale = True
            if Place.HISTORY in self._shown_places():
                self.panes.read(Place.HISTORY, self.peer.desk, subject)
            self._show_card(keep_place=False)

    def _show_card(self, *, keep_place: bool = True) -> None:
        from peer_tui.tui.panes.card import CardPainter, read_card

        desk = self.peer.desk
        narrow = shape_of(self.size) != "wide"
        shown = None
        if self.subject is not None:
            who = self.subject.id
            passed = self.peer.held.passed(who)
            now = desk.now if desk.asks_gate else None
            shown = read_card(desk.reader, who, with_history=narrow, now=now, passed=passed)
        opens = self.peer.keymap.key_of("person.open")
        self.card.show(CardPainter(shown, desk.today, opens), keep_place=keep_place)

    def current_subject(self) -> Subject | None:
        """Whom the row is about; in the history it stays who it was."""
        if self.current is Place.HISTORY:
            return self.subject
        return subject_of(self.current_row())

    # moving about

    @property
    def list_in_use(self) -> VirtualList[Any]:
        """The list with the focus, or the one that had it."""
        return self.panes[self.current].list_view

    def place(self) -> Place:
        """Where keys act; an empty house has keys of its own."""
        empty = self.current is Place.DUE and self.list_in_use.cursor_row is None
        first = empty and is_first_run(self.peer.store.reader)
        return Place.FIRST_RUN if first else self.current

    def go(self, place: Place) -> None:
        """Put a list in use, and show it."""
        # The person in view is the one under the cursor, however fast the keys came; before the
        # first frame there is none, and the card can wait.
        if self.list_in_use.size:
            self._show_row_card()
        self.current = place
        if self.house.view != place:
            self.house.view = str(place)
            self.bar_moved()
        if self.panes[place].stale or place is Place.HISTORY:
            self.panes.read(place, self.peer.desk, self.subject)
        for pane in self.panes.by_place.values():
            pane.title.set_active(pane.place is place)
            pane.list_view.in_use = pane.place is place
            pane.list_view.refresh()
        self.set_focus(self.panes[place].list_view)
        self.header.set_current(TABS.index(place))
        self.rest.moved()

    def on_descendant_focus(self, event: Any) -> None:  # noqa: ANN401 - events.DescendantFocus
        """A click into a list makes it the one in use."""
        widget: Widget = event.widget
        for pane in self.panes.by_place.values():
            if widget is pane.list_view and pane.place is not self.current:
                self.go(pane.place)

    async def on_pane_title_chosen(self, message: PaneTitle.Chosen) -> None:
        """A click on a title goes to its list; on "Esc clears", it takes the filter off."""
        if message.clears:
            self.narrow(Place(message.pane), None)
        else:
            await self.peer.perform_chosen(f"view.{message.pane}")

    async def on_header_line_chosen(self, message: HeaderLine.Chosen) -> None:
        """A click on a tab goes to its list."""
        await self.peer.perform_chosen(f"view.{TABS[message.tab]}")

    async def on_virtual_list_opened(self, message: "VirtualList.Opened[Any]") -> None:
        """A second click opens the person."""
        await self.peer.perform_chosen("person.open")

    async def perform(self, action: Action) -> bool:
        """Views, moves and marks."""
        if action.id.startswith("view."):
            self.go(Place(action.id.removeprefix("view.")))
            return True
        if action.id.startswith("pane."):
            shown = list(self._shown_places())
            if len(shown) == 1:
                shown = list(TABS)
            step = 1 if action.id == "pane.next" else -1
            at = shown.index(self.current) if self.current in shown else 0
            self.go(shown[(at + step) % len(shown)])
            return True
        if action.id.startswith("card."):
            self.card.scroll_lines(CARD_STEP if action.id == "card.down" else -CARD_STEP)
            return True
        if self.move(action):
            return True
        return Opening(self.peer, self).perform(action)

    def bar_moved(self) -> None:
        """The open bar takes its rows from the lists."""
        self.house.bar_rows = self.bar_rows
        # Only a child's request makes a screen forget its arrangement.
        self.header.refresh(layout=True)

    def back(self) -> bool:
        """Marks first, then the filter, then another list than the queue."""
        if self.take_off_marks():
            return True
        if self.panes[self.current].query is not None:
            self.narrow(self.current, None)
            return True
        if self.current is not Place.DUE:
            self.go(Place.DUE)
            return True
        return False
