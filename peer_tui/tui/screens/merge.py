"""Two people side by side: field by field whose value is kept, then one person."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.geometry import Region, Size
from textual.layout import Layout, WidgetPlacement
from textual.timer import Timer
from textual.widget import Widget

from peer_tui.domain.duplicates import pair_of
from peer_tui.domain.merging import BY_NAME, Take, next_take
from peer_tui.errors import PeerError
from peer_tui.services.merging import Choices, MergePage, keep_apart, merge, read_merge, take_of
from peer_tui.services.outcome import Topic
from peer_tui.storage.queries.merging import who_stays
from peer_tui.tui.actions import Action, Place
from peer_tui.tui.merge_rows import SidePainter, SideRow, side_rows
from peer_tui.tui.screens.house_layout import FOOT_ROWS, RULES, foot_regions, placements
from peer_tui.tui.screens.opening import Opening
from peer_tui.tui.screens.work import WorkScreen
from peer_tui.tui.targets import Targets
from peer_tui.tui.themes import styles_for
from peer_tui.tui.widgets.fixed_rows import FixedRows
from peer_tui.tui.widgets.frame import PaintedBlock, PaneTitle
from peer_tui.tui.widgets.painted_line import Hint
from peer_tui.tui.widgets.row_lines import GUTTER
from peer_tui.tui.widgets.rules import Rules
from peer_tui.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Callable

    from peer_tui.services.outcome import Outcome
    from peer_tui.tui.app import PeerApp

DEAF_SECONDS = 0.3
"""Enter this soon after the one that opened the page was meant for the list before it."""
DETAIL_ROWS, LEAST_DETAIL_ROWS = 4, 2
SHORT = 16
"""Below so many rows of the terminal the detail gives way."""


class MergeLayout(Layout):
    """Title, the two names, list, what the row says whole, foot."""

    name = "merge"

    def __init__(self) -> None:
        self.rules = Rules(id=RULES)
        self.bar_rows = 0

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> list[WidgetPlacement]:
        """Give every part its region."""
        width, height = size
        foot = height - FOOT_ROWS - self.bar_rows
        short = height < SHORT
        detail = LEAST_DETAIL_ROWS if short else DETAIL_ROWS
        top = 2 if short else 3
        rows = max(1, foot - detail - top - 1)
        below = top + rows
        regions = {
            "merge-title": Region(0, 0, width, 1),
            "head-rule": Region(0, 1, width, top - 2),
            "sides": Region(0, top - 1, width, 1),
            "lines": Region(0, top, width, rows),
            "detail-rule": Region(0, below, width, 1),
            "detail": Region(GUTTER, below + 1, max(0, width - 4), max(0, foot - below - 1)),
            "bar": Region(0, foot, width, self.bar_rows),
            **foot_regions(size),
        }
        self.rules.set_rules((regions["head-rule"], regions["detail-rule"]))
        return placements(children, {**regions, RULES: size.region})


def open_pair(app: "PeerApp", one: int, other: int) -> None:
    """Show the two side by side; who has more behind them stays."""
    reader = app.store.reader
    try:
        page = read_merge(reader, *who_stays(reader, pair_of(one, other)))
    except PeerError as error:
        app.say(str(error))
        return
    app.push_screen(MergeScreen(page))


class MergeScreen(WorkScreen):
    """The one who stays on the left, the one who goes on the right; what is kept has a mark."""

    takes: ClassVar[frozenset[str]] = frozenset(
        {"pair.merge", "pair.not_same", "side.other", "side.left", "side.right"}
    )

    def __init__(self, page: MergePage) -> None:
        super().__init__()
        self._page = page
        self._choices = Choices()
        self._painter = SidePainter(lambda: styles_for(self.app.theme))
        self._deaf: Timer | None = None
        """Runs as long as Enter is not heard yet."""
        self._is_ending = False
        self._arrangement = MergeLayout()
        self._title = PaneTitle("lines", "Merge", id="merge-title")
        self._sides = PaintedBlock(id="sides")
        self.lines: VirtualList[SideRow] = VirtualList(self._painter.row, id="lines")
        self._detail = PaintedBlock(id="detail")

    def compose(self) -> ComposeResult:
        """Title, names, list, detail, foot."""
        yield self._arrangement.rules
        yield self._title
        yield self._sides
        yield self.lines
        yield self._detail
        yield self.message_line
        yield self.hint_bar

    @property
    def layout(self) -> Layout:
        """One list in two columns."""
        return self._arrangement

    def on_mount(self) -> None:
        """Stand on the first field; hear Enter after the first moment."""
        self._title.set_active(True)
        self._title.set_title("Merge", "one person of these two; the marked values are kept")
        self._show()
        self.set_focus(self.lines)
        self._deaf = self.set_timer(DEAF_SECONDS, self._listen)

    def _listen(self) -> None:
        self._deaf = None

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
                self._leave("One of these two people is no longer there.")
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

    def current_row(self) -> None:
        """No row here is one of the lists that the verbs know."""

    def targets(self) -> Targets:
        """Nothing a verb of every day acts on."""
        return Targets((), ())

    def show_hints(self) -> None:
        """The keys of this page."""
        if self.bar_rows:
            return
        keymap, row = self.peer.keymap, self.lines.cursor_row
        is_kept = row is not None and (row.keeps_left or row.keeps_right)
        other = "Leave out" if is_kept else "Keep"
        own = [
            ("side.other", "The other's" if row is None or row.is_field else other),
            ("pair.merge", "Merge"),
            ("pair.not_same", "Not the same"),
            ("app.back", "Back"),
        ]
        keys = ((id_, label, keymap.keys_of(id_)) for id_, label in own)
        self.hint_bar.set_help_key(keymap.keys_of("help.open"))
        self.hint_bar.set_hints([Hint(found[0], label, id_) for id_, label, found in keys if found])

    @on(VirtualList.Highlighted)
    def _row_changed(self) -> None:
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
            case "card.down" | "card.up":
                self._detail.scroll_lines(1 if action.id == "card.down" else -1)
            case _ if action.id.startswith("view."):
                self.peer.pop_to_main()
                return await self.peer.main.perform(action)
            case _:
                return self.move(action) or Opening(self.peer, self).perform(action)
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
        if self._deaf is not None:
            # A key that is held down goes on being meant for the list.
            self._deaf.reset()
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
                self._leave(outcome.message, undo=True)

        self.peer.start(acting())

    def _leave(self, words: str, *, undo: bool = False) -> None:
        """Close the page and say it on the screen under it."""
        if self.is_active:
            self.dismiss()
        stack: Sequence[Any] = self.peer.screen_stack
        below = next(
            screen
            for screen in reversed(stack)
            if isinstance(screen, WorkScreen) and screen is not self
        )
        below.say(words, undo=undo)

    def bar_moved(self) -> None:
        """The open bar takes its rows from the list."""
        self._arrangement.bar_rows = self.bar_rows
        self._title.refresh(layout=True)

    def back(self) -> bool:
        """Back to where the owner came from; nothing is changed."""
        self.dismiss()
        return True
