"""Find anything as it is typed: people, promises, follow-ups, history."""

from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Region, Size
from textual.layout import Layout, WidgetPlacement
from textual.strip import Strip
from textual.widget import Widget

from peer_tui.services.outcome import Topic
from peer_tui.storage.queries.find import FindResult, find
from peer_tui.storage.rows import Hit, HitKind
from peer_tui.tui.actions import Action, Place
from peer_tui.tui.bars.bar_question import BarQuestion, Preview
from peer_tui.tui.panes.painters import Columns, entry_date, name_cells, paint_heading
from peer_tui.tui.screens.house_layout import FOOT_ROWS, foot_regions, placements
from peer_tui.tui.screens.work import WorkScreen
from peer_tui.tui.targets import AnyRow
from peer_tui.tui.themes import RowStyles, styles_for
from peer_tui.tui.widgets.fixed_rows import FixedRows, Heading, heading_key
from peer_tui.tui.widgets.painted_line import Hint
from peer_tui.tui.widgets.row_lines import RowState
from peer_tui.tui.widgets.virtual_list import VirtualList

BAR_ROWS = 2
DATE_CELLS = 12
GROUP_NAMES = {
    HitKind.PERSON: "People",
    HitKind.PROMISE: "Promises",
    HitKind.FOLLOW_UP: "Follow-ups",
    HitKind.INTERACTION: "Shared history",
}
FIND_HINTS = (
    Hint("Enter", "open", "person.open"),
    Hint("Down", "choose", "move.down"),
    Hint("Tab", "to the list", "pane.next"),
    Hint("Esc", "back", "app.back"),
)
ENOUGH = 20
"""Hits of a kind that are shown; more are not counted."""


FindRow = Heading | Hit


def found_rows(result: FindResult) -> FixedRows[FindRow]:
    """Each group under its heading, a blank line between groups."""
    rows: list[FindRow] = []
    for number, group in enumerate(result.groups):
        if rows:
            rows.append(Heading("", number))
        count = f"{ENOUGH}+" if group.more else str(len(group.hits))
        rows.append(Heading(f"{GROUP_NAMES[group.kind]}  {count}"))
        rows.extend(group.hits)
    return FixedRows(tuple(rows), _key)


def _key(row: FindRow) -> tuple[str, int]:
    return heading_key(row) if isinstance(row, Heading) else (row.kind, row.id)


class FindLayout(Layout):
    """The bar on top, what was found under it, the foot below."""

    name = "find"

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


class FindScreen(WorkScreen):
    """A field, and what it finds; Enter goes there, Esc returns to the very row."""

    def __init__(self) -> None:
        super().__init__()
        self._arrangement = FindLayout()
        self.found: VirtualList[FindRow] = VirtualList(
            self._paint, selectable=lambda row: isinstance(row, Hit), id="found"
        )
        self._query = ""
        self._leaving = False

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

    def on_mount(self) -> None:
        """Ready for the first letter."""
        self.found.show(found_rows(FindResult("")))
        self._ask()

    def _ask(self) -> None:
        question = BarQuestion(
            kind="find",
            prompt="Find:",
            placeholder="a name, a promise, a word you remember",
            preview=self._look,
            on_key=self._take_key,
            initial=self._query,
        )
        self.bar.open(question, self._answered)
        self.hint_bar.set_hints(FIND_HINTS)

    def _look(self, text: str) -> Preview:
        """Search in the frame of the key."""
        self._query = text
        result = find(self.peer.store.reader, text, ENOUGH)
        if text.strip() and not result.groups:
            self.found.empty_text = [Content("Nothing found. a adds, Esc goes back.")]
        elif not text.strip():
            self.found.empty_text = []
        self.found.show(found_rows(result), keep_place=False)
        return Preview("")

    def _take_key(self, key: str) -> bool:
        """Moves go to the list while the letters go to the field."""
        moves = {
            "Down": lambda: self.found.action_move(1),
            "Up": lambda: self.found.action_move(-1),
            "PgDn": lambda: self.found.action_page(1),
            "PgUp": lambda: self.found.action_page(-1),
        }
        if key in moves:
            moves[key]()
        elif key == "Tab":
            self.bar.close()
        else:
            self._leaving = key == "Esc"
            return False
        return True

    def _answered(self, text: str | None) -> None:
        if text is None:
            if self._leaving:
                self.dismiss()
            else:
                self.set_focus(self.found)
                self.show_hints()
            return
        self._open()

    def _open(self) -> None:
        from peer_tui.tui.screens.person import PersonScreen

        row = self.found.cursor_row
        subject = self.current_subject()
        if isinstance(row, Hit) and subject is not None:
            key = None if row.kind is HitKind.PERSON else (str(row.kind), row.id)
            self.peer.switch_screen(PersonScreen(subject, at=key))
        else:
            self._ask()
            self.say("Nothing to open yet; type a name or a word.")

    def _paint(self, row: FindRow, width: int, state: RowState) -> Strip:
        styles: RowStyles = styles_for(self.app.theme)
        if isinstance(row, Heading):
            return paint_heading(row.words, width, styles)
        line = Columns()
        name = name_cells(width) + 4
        today = self.peer.today()
        line.add(row.person_name, name, styles.text_strong if state.selected else styles.text)
        line.add(" ".join(row.text.split("\n")), width - name - DATE_CELLS, styles.mid)
        when = entry_date(row.on, today) if row.on else ""
        line.add(when, DATE_CELLS, styles.dim, right=True)
        return line.strip()

    # the working screen

    def refresh_topics(self, topics: frozenset[Topic]) -> None:
        """Search again, keeping the place."""
        self.found.show(found_rows(find(self.peer.store.reader, self._query, ENOUGH)))

    @property
    def list_in_use(self) -> VirtualList[Any]:
        """What was found."""
        return self.found

    def current_row(self) -> AnyRow | None:
        """The hit under the cursor."""
        row = self.found.cursor_row
        return row if isinstance(row, Hit) else None

    def place(self) -> Place:
        """The results of a search."""
        return Place.FIND

    @on(VirtualList.Highlighted)
    def _row_changed(self) -> None:
        if not self.bar.is_open:
            self.show_hints()

    def on_virtual_list_opened(self) -> None:
        """A second click goes there."""
        self._open()

    async def perform(self, action: Action) -> bool:
        """Moves; Enter goes there."""
        if action.id == "person.open":
            self._open()
            return True
        if action.id == "find.open":
            self._ask()
            return True
        return self.move(action)

    def back(self) -> bool:
        """Back to the very row the search was opened from."""
        self.dismiss()
        return True
