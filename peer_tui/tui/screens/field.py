"""What find and the palette share: a field on top, and under it what its text may mean."""

from collections.abc import Iterable
from typing import Any

from textual.app import ComposeResult
from textual.geometry import Region, Size
from textual.layout import Layout, WidgetPlacement
from textual.strip import Strip
from textual.widget import Widget

from peer_tui.tui.bars.bar_question import BarQuestion
from peer_tui.tui.panes.painters import paint_heading
from peer_tui.tui.screens.house_layout import FOOT_ROWS, foot_regions, placements
from peer_tui.tui.screens.work import BAR_HINTS, WorkScreen
from peer_tui.tui.themes import RowStyles, styles_for
from peer_tui.tui.widgets.fixed_rows import Heading
from peer_tui.tui.widgets.painted_line import Hint
from peer_tui.tui.widgets.row_lines import RowState
from peer_tui.tui.widgets.virtual_list import VirtualList

BAR_ROWS = 2


class FieldLayout(Layout):
    """The bar on top, what was found under it, the foot below."""

    name = "field"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> list[WidgetPlacement]:
        """Give every part its region."""
        width, height = size
        regions = {
            "bar": Region(0, 0, width, BAR_ROWS),
            "found": Region(0, BAR_ROWS, width, max(0, height - BAR_ROWS - FOOT_ROWS)),
            **foot_regions(size),
        }
        return placements(children, regions)


class FieldScreen(WorkScreen):
    """Letters go to the field while moves go to the list; Enter chooses the row, Esc goes back."""

    def __init__(self) -> None:
        super().__init__()
        self._arrangement = FieldLayout()
        self.found: VirtualList[Any] = VirtualList(
            self._paint, selectable=lambda row: not isinstance(row, Heading), id="found"
        )
        self._query = ""
        """The text of the field."""

    # what a screen fills in

    def question(self) -> BarQuestion:
        """What the field asks; its preview fills the list."""
        raise NotImplementedError

    def field_hints(self) -> Iterable[Hint]:
        """The keys while the field is open, Enter and Esc first."""
        raise NotImplementedError

    def choose(self) -> None:
        """Do what the row under the cursor means."""
        raise NotImplementedError

    def paint_found(self, row: Any, width: int, state: RowState, styles: RowStyles) -> Strip:  # noqa: ANN401 - a row of several kinds
        """A row that is no heading."""
        raise NotImplementedError

    # the field and the list

    def compose(self) -> ComposeResult:
        """Field, list, foot."""
        yield self.bar
        yield self.found
        yield self.message_line
        yield self.hint_bar

    @property
    def layout(self) -> Layout:
        """Field on top."""
        return self._arrangement

    def open_field(self) -> None:
        """Type on, from the text there is."""
        self.bar.open(self.question(), self.answered)
        self.hint_bar.set_hints([*self.field_hints()], whole=BAR_HINTS)

    def take_key(self, key: str) -> bool:
        """Moves go to the list while the letters go to the field."""
        moves = {
            "Down": lambda: self.found.action_move(1),
            "Up": lambda: self.found.action_move(-1),
            "PgDn": lambda: self.found.action_page(1),
            "PgUp": lambda: self.found.action_page(-1),
        }
        if key not in moves:
            return False
        moves[key]()
        return True

    def answered(self, text: str | None) -> None:
        """Enter chooses, Esc goes back."""
        if text is None:
            self.dismiss()
        else:
            self.choose()

    @property
    def list_in_use(self) -> VirtualList[Any]:
        """What was found."""
        return self.found

    def on_virtual_list_opened(self) -> None:
        """A second click is Enter."""
        self.choose()

    def _paint(self, row: Any, width: int, state: RowState) -> Strip:  # noqa: ANN401 - a row of several kinds
        styles = styles_for(self.app.theme)
        if isinstance(row, Heading):
            return paint_heading(row.words, width, styles)
        return self.paint_found(row, width, state, styles)
