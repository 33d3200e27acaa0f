"""Find anything as it is typed: people, promises, follow-ups, history."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Region, Size, Spacing
from textual.layout import Layout, WidgetPlacement
from textual.strip import Strip
from textual.widget import Widget

from peer_tui.domain.calendar_days import short_day
from peer_tui.services.outcome import Topic
from peer_tui.storage.queries.find import FindResult, find
from peer_tui.storage.rows import Hit, HitKind
from peer_tui.tui.actions import Action, Place
from peer_tui.tui.bars.bar_question import BarQuestion, Preview
from peer_tui.tui.panes.painters import Columns, name_cells
from peer_tui.tui.screens.work import WorkScreen
from peer_tui.tui.targets import AnyRow
from peer_tui.tui.themes import RowStyles, styles_for
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
ENOUGH = 50
"""Hits of a kind that are shown; more are not counted."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The line above the hits of one kind."""

    kind: HitKind
    words: str


FindRow = Heading | Hit


@dataclass(frozen=True, slots=True)
class Found:
    """Everything found, as one list: bounded, so read whole."""

    rows: tuple[FindRow, ...] = ()

    @classmethod
    def of(cls, result: FindResult) -> "Found":
        """Each group under its heading."""
        rows: list[FindRow] = []
        for group in result.groups:
            number = f"{ENOUGH}+" if group.more else str(len(group.hits))
            rows.append(Heading(group.kind, f"{GROUP_NAMES[group.kind]}  {number}"))
            rows.extend(group.hits)
        return cls(tuple(rows))

    def key(self, row: FindRow) -> tuple[str, int]:
        """The identity of a row."""
        return (row.kind, row.id) if isinstance(row, Hit) else (f"{row.kind} heading", 0)

    def first(self, limit: int) -> Sequence[FindRow]:
        """The first rows."""
        return self.rows[:limit]

    def last(self, limit: int) -> Sequence[FindRow]:
        """The last rows."""
        return self.rows[-limit:] if limit else ()

    def after(self, row: FindRow, limit: int) -> Sequence[FindRow]:
        """The rows that follow."""
        at = self._index(self.key(row))
        return () if at is None else self.rows[at + 1 : at + 1 + limit]

    def before(self, row: FindRow, limit: int) -> Sequence[FindRow]:
        """The rows just before."""
        at = self._index(self.key(row))
        return () if at is None else self.rows[max(0, at - limit) : at]

    def around(self, key: object, limit: int) -> Sequence[FindRow]:
        """Rows on both sides of the one with that key."""
        at = self._index(key)
        if at is None:
            return ()
        return self.rows[max(0, at - limit // 2) : at + limit - limit // 2 + 1]

    def _index(self, key: object) -> int | None:
        return next((n for n, row in enumerate(self.rows) if self.key(row) == key), None)


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
            "found": Region(0, BAR_ROWS, width, max(0, height - BAR_ROWS - 2)),
            "message": Region(0, height - 2, width, 1),
            "hints": Region(0, height - 1, width, 1),
        }
        none, nothing = Spacing(), Region(0, 0, 0, 0)
        return [
            WidgetPlacement(regions.get(child.id or "", nothing), nothing.offset, none, child)
            for child in children
        ]


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
        self.found.show(Found())
        self._ask()
        self.show_hints()

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

    def _look(self, text: str) -> Preview:
        """Search in the frame of the key."""
        self._query = text
        result = find(self.peer.store.reader, text, ENOUGH)
        if text.strip() and not result.groups:
            self.found.empty_text = [Content("Nothing found. a adds, Esc goes back.")]
        elif not text.strip():
            self.found.empty_text = []
        self.found.show(Found.of(result), keep_place=False)
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
        line = Columns()
        if isinstance(row, Heading):
            line.add(row.words, width, styles.mid_strong)
            return line.strip()
        name = name_cells(width) + 4
        today = self.peer.today()
        line.add(row.person_name, name, styles.text_strong if state.selected else styles.text)
        line.add(" " + " ".join(row.text.split("\n")), width - name - DATE_CELLS, styles.mid)
        when = short_day(row.on, today) if row.on else ""
        line.add(when, DATE_CELLS, styles.dim, right=True)
        return line.strip()

    # the working screen

    def refresh_topics(self, topics: frozenset[Topic]) -> None:
        """Search again, keeping the place."""
        self.found.show(Found.of(find(self.peer.store.reader, self._query, ENOUGH)))

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
