"""Two people side by side: field by field whose value is kept, then one person."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual.geometry import Region, Size
from textual.widget import Widget

from peer_tui.domain.duplicates import pair_of
from peer_tui.domain.merging import BY_NAME, Take, next_take
from peer_tui.errors import PeerError
from peer_tui.services.merging import Choices, MergePage, keep_apart, merge, read_merge, take_of
from peer_tui.services.outcome import Topic
from peer_tui.storage.queries.merging import who_stays
from peer_tui.tui.actions import Action, Place
from peer_tui.tui.late_enter import LateEnter
from peer_tui.tui.merge_rows import SidePainter, SideRow, side_rows
from peer_tui.tui.screens.page import SHORT, OwnKeys, PageScreen, Regions, detailed
from peer_tui.tui.themes import styles_for
from peer_tui.tui.widgets.fixed_rows import FixedRows
from peer_tui.tui.widgets.frame import PaintedBlock, PaneTitle
from peer_tui.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Callable

    from peer_tui.services.outcome import Outcome
    from peer_tui.tui.app import PeerApp

DETAIL_ROWS, LEAST_DETAIL_ROWS = 4, 2


def open_pair(app: "PeerApp", one: int, other: int) -> None:
    """Show the two side by side; who has more behind them stays."""
    reader = app.store.reader
    try:
        page = read_merge(reader, *who_stays(reader, pair_of(one, other)))
    except PeerError as error:
        app.say(str(error))
        return
    app.push_screen(MergeScreen(page))


class MergeScreen(OwnKeys, PageScreen):
    """The one who stays on the left, the one who goes on the right; what is kept has a mark."""

    scroll_step = 1
    takes: ClassVar[frozenset[str]] = frozenset(
        {"pair.merge", "pair.not_same", "side.other", "side.left", "side.right"}
    )

    def __init__(self, page: MergePage) -> None:
        super().__init__()
        self._page = page
        self._choices = Choices()
        self._painter = SidePainter(lambda: styles_for(self.app.theme))
        self._enter: LateEnter | None = None
        self._is_ending = False
        self._title = PaneTitle("lines", "Merge", id="merge-title")
        self._sides = PaintedBlock(id="sides")
        self.lines: VirtualList[SideRow] = VirtualList(self._painter.row, id="lines")
        self._detail = PaintedBlock(id="detail")

    def divide(self, size: Size, foot: int) -> Regions:
        """Title, the two names, list, what the row says whole."""
        width, is_short = size.width, size.height < SHORT
        top = 2 if is_short else 3
        return {
            "merge-title": Region(0, 0, width, 1),
            "head-rule": Region(0, 1, width, top - 2),
            "sides": Region(0, top - 1, width, 1),
            **detailed("lines", width, top, foot, LEAST_DETAIL_ROWS if is_short else DETAIL_ROWS),
        }

    def parts(self) -> Iterable[Widget]:
        """Title, names, list, detail."""
        return self._title, self._sides, self.lines, self._detail

    def scrolled(self) -> PaintedBlock:
        """The detail."""
        return self._detail

    def on_mount(self) -> None:
        """Stand on the first field; hear Enter after the first moment."""
        self._title.set_active(True)
        self._title.set_title("Merge", "one person of these two; the marked values are kept")
        self._show()
        self.set_focus(self.lines)
        self._enter = LateEnter(self)

    def _show(self) -> None:
        rows = tuple(side_rows(self._page, self._choices))
        self.lines.show(FixedRows(rows, lambda row: row.key))
        self._sides.show(lambda styles, width: self._painter.names(self._page, styles, width))
        self._show_detail()

    def refresh_topics(self, topics: frozenset[Topic]) -> None:
        """Read the two again; without one of them there is nothing to look at."""
        reader, page = self.peer.store.reader, self._page
        if self._is_ending:
            return
        try:
            self._page = read_merge(reader, page.staying.id, page.going.id)
        except PeerError:
            if self.is_active:
                self.leave("One of these two people is no longer there.")
            return
        self._show()

    def _show_detail(self) -> None:
        row, page = self.lines.cursor_row, self._page
        self._detail.show(lambda styles, width: self._painter.detail(row, page, styles, width))
        self.show_hints()

    # the working screen

    @property
    def list_in_use(self) -> VirtualList[Any]:
        """The fields and parts."""
        return self.lines

    def place(self) -> Place:
        """Two people side by side."""
        return Place.MERGE

    def own_hints(self) -> Sequence[tuple[str, str]]:
        """The keys of this page."""
        row = self.lines.cursor_row
        is_kept = row is not None and (row.keeps_left or row.keeps_right)
        other = "Leave out" if is_kept else "Keep"
        return [
            ("side.other", "The other's" if row is None or row.is_field else other),
            ("pair.merge", "Merge"),
            ("pair.not_same", "Not the same"),
            ("app.back", "Back"),
        ]

    def row_changed(self) -> None:
        """The detail and the hints are of this row."""
        self._show_detail()

    def on_virtual_list_opened(self) -> None:
        """A second click takes the other value."""
        self._choose(self._other)

    async def perform(self, action: Action) -> bool:
        """Choose, merge, keep apart; moves."""
        match action.id:
            case "side.other":
                self._choose(self._other)
            case "side.left":
                self._choose(lambda name: Take.STAYING)
            case "side.right":
                self._choose(lambda name: Take.GOING)
            case "pair.merge":
                self._merge()
            case "pair.not_same":
                ids = self._page.staying.id, self._page.going.id
                self._end_with(lambda: keep_apart(self.peer.store, *ids))
            case _:
                return await super().perform(action)
        return True

    # choosing

    def _other(self, name: str) -> Take:
        return next_take(BY_NAME[name], take_of(self._page, self._choices, name))

    def _choose(self, take: "Callable[[str], Take]") -> None:
        row = self.lines.cursor_row
        if row is None:
            return
        if row.is_field:
            name = str(row.key[1])
            takes = {**self._choices.takes, name: take(name)}
            self._choices = replace(self._choices, takes=takes)
        else:
            key = (str(row.key[0]), int(row.key[1]))
            self._choices = replace(self._choices, taken_off=self._choices.taken_off ^ {key})
        self._show()

    # the end

    def _merge(self) -> None:
        if self._enter is None or not self._enter.take():
            return
        page, choices = self._page, self._choices
        self._end_with(lambda: merge(self.peer.store, page, choices))

    def _end_with(self, call: "Callable[[], Outcome]") -> None:
        async def acting() -> None:
            self._is_ending = True
            outcome = await self.peer.act(call)
            self._is_ending = False
            if outcome is None:
                self.refresh_topics(frozenset())
            else:
                self.leave(outcome.message, undo=True)

        self.peer.start(acting())
