"""Pages that are one list under a title.

How one is made, here with the verbs of every day:

    class LettersScreen(ListPage[Letter]):
        takes = frozenset({"letter.send"})  # what is not a verb of every day here
        part, nothing = "letters", ("No letters yet.",)

        def read(self) -> None:
            self.title_line.set_title("Letters", "3 to send")
            self.show_rows(letters(self.peer.store.reader))

        def key_of(self, row: Letter) -> Hashable:
            return row.id

        def paint_row(self, row: Letter, width: int, state: RowState) -> Strip:
            ...

        def place(self) -> Place:
            return Place.LETTERS

        async def perform(self, action: Action) -> bool:
            if action.id == "letter.send":
                ...
                return True
            return await super().perform(action)
"""

from collections.abc import Hashable, Iterable, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from textual.content import Content
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from peer_tui.services.outcome import Topic
from peer_tui.tui.panes.painters import paint_heading
from peer_tui.tui.screens.page import HeadedPage, Regions, headed, titled
from peer_tui.tui.widgets.fixed_rows import FixedRows, Heading, heading_key
from peer_tui.tui.widgets.frame import PaneTitle, QuietLine
from peer_tui.tui.widgets.row_lines import RowState
from peer_tui.tui.widgets.virtual_list import VirtualList

Row = TypeVar("Row")


class ListPage(HeadedPage, Generic[Row]):
    """A page that is one list under its title; headings may stand between the rows."""

    part: ClassVar[str]
    """The id of the list."""
    nothing: ClassVar[Sequence[str]] = ()
    """What stands in the list while it is empty."""

    def __init__(self) -> None:
        super().__init__()
        self.title_line = PaneTitle(self.part, "", id=f"{self.part}-title")
        self.rows: VirtualList[Row | Heading] = VirtualList(
            self._paint,
            selectable=lambda row: not isinstance(row, Heading),
            id=self.part,
        )

    # what it fills in

    def read(self) -> None:
        """Read everything, set the title and show the rows."""
        raise NotImplementedError

    def empty_lines(self) -> Sequence[str]:
        """What stands in the list while it is empty; here the keys are known, too."""
        return self.nothing

    def key_of(self, row: Row) -> Hashable:
        """The identity of a row."""
        raise NotImplementedError

    def paint_row(self, row: Row, width: int, state: RowState) -> Strip:
        """One row."""
        raise NotImplementedError

    # the page

    def divide(self, size: Size, foot: int) -> Regions:
        """Title, list."""
        return {**headed(size.width), **titled(self.part, size.width, 2, foot)}

    def parts(self) -> Iterable[Widget]:
        """Title, list."""
        return self.title_line, self.rows

    def on_mount(self) -> None:
        """Read everything and stand on the first row."""
        self.title_line.set_active(True)
        self.rows.empty_text = [Content(line) for line in self.empty_lines()]
        self.read()
        self.set_focus(self.rows)

    def refresh_topics(self, topics: frozenset[Topic]) -> None:
        """Read everything again, keeping the place."""
        self.read()

    @property
    def list_in_use(self) -> VirtualList[Any]:
        """The one list."""
        return self.rows

    def row_here(self) -> Row | None:
        """The row under the cursor."""
        row = self.rows.cursor_row
        return None if isinstance(row, Heading) else row

    def show_rows(self, rows: Iterable[Row | Heading], *, keep_place: bool = True) -> None:
        """Put these into the list; `keep_place`: the cursor stays on its row."""
        self.rows.show(FixedRows(tuple(rows), self._key), keep_place)
        self.row_changed()

    def heading_strip(self, heading: Heading, width: int) -> Strip:
        """A line between the rows."""
        return paint_heading(heading.words, width, self.row_styles())

    def _key(self, row: Row | Heading) -> Hashable:
        return heading_key(row) if isinstance(row, Heading) else self.key_of(row)

    def _paint(self, row: Row | Heading, width: int, state: RowState) -> Strip:
        if isinstance(row, Heading):
            return self.heading_strip(row, width)
        return self.paint_row(row, width, state)


class NotedListPage(ListPage[Row]):
    """A page of one list with a quiet line, and a blank one, under its title."""

    def __init__(self) -> None:
        super().__init__()
        self.note_line = QuietLine(id=f"{self.part}-note")

    def divide(self, size: Size, foot: int) -> Regions:
        """Title, note, a blank line, list."""
        return {
            **headed(size.width),
            **titled(self.part, size.width, 2, foot, between=2),
            f"{self.part}-note": Region(0, 3, size.width, 1),
        }

    def parts(self) -> Iterable[Widget]:
        """Title, note, list."""
        return self.title_line, self.note_line, self.rows
