"""Find anything as it is typed: people, promises, follow-ups, history."""

from functools import partial
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Region, Size
from textual.layout import Layout, WidgetPlacement
from textual.strip import Strip
from textual.widget import Widget

from peer_tui.domain.filter_fields import BY_NAME
from peer_tui.domain.text import clean_line
from peer_tui.errors import DataError
from peer_tui.services.outcome import Topic
from peer_tui.storage.queries.find import FindResult, HitGroup, finished_within, search_for
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

if TYPE_CHECKING:
    from textual.worker import WorkType

    from peer_tui.storage.late_find import LateFind

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
BUDGET_MS = 25
"""How long the frame of a key waits for the search; what is not found by then comes later."""
STILL_SEARCHING = "Searching ..."


FindRow = Heading | Hit


def found_rows(result: FindResult) -> FixedRows[FindRow]:
    """Each group under its heading, a blank line between groups."""
    rows: list[FindRow] = []
    for number, group in enumerate(result.groups):
        if rows:
            rows.append(Heading("", number))
        rows.append(Heading(_group_words(group, result.query)))
        rows.extend(group.hits)
    if not result.is_whole:
        rows += [Heading("", len(result.groups)), Heading(STILL_SEARCHING)][not rows :]
    return FixedRows(tuple(rows), _key)


def has_field(text: str) -> bool:
    """Whether a word of the text is of the language of filters, as in tag:oak."""
    named = (word.lstrip("-").partition(":") for word in text.split())
    return any(colon and name in BY_NAME for name, colon, _ in named)


def _group_words(group: HitGroup, query: str) -> str:
    name = GROUP_NAMES[group.kind]
    if group.near:
        return f"{name}  near: {clean_line(query)}"
    return f"{name}  {ENOUGH}+" if group.more else f"{name}  {len(group.hits)}"


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
        self._begun = FindResult("")
        """What the newest search found in the frame of its key."""
        self._late: LateFind | None = None
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
        self._search(keep_place=False)
        self._ask()

    def on_unmount(self) -> None:
        """Nothing is looked for any more."""
        if self._late is not None:
            self._late.close()

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
        return Preview(self._search(keep_place=False))

    def _search(self, *, keep_place: bool) -> str:
        """Show what is found at once; what takes longer is looked for beside.

        Gives what a filter means, or why it cannot be read; nothing for words.
        """
        if self._late is not None:
            self._late.give_up()
        search, words = self._meant(self._query)
        begun = finished_within(self.peer.store.reader, search, ENOUGH, BUDGET_MS)
        self._begun = begun
        self._show(begun, keep_place=keep_place)
        if not begun.is_whole:
            # No coroutine: cancelled before it has begun, it would complain.
            work: WorkType[None] = partial(self._finish, begun)
            self.run_worker(work, group="find", exclusive=True)
        return words

    def _meant(self, text: str) -> tuple[FindResult, str]:
        """The search that a text asks for, and what it means when it has a field of a filter."""
        if not has_field(text):
            return search_for(text), ""
        from peer_tui.domain.filter_query import FilterRefused, in_words
        from peer_tui.storage.queries.filtered_find import filtered_search_for
        from peer_tui.tui.acts.filtering import parsed

        try:
            query = parsed(self.peer, text).narrowing
        except FilterRefused as refused:
            # The word under the cursor is not finished yet: the others stand.
            before, _, _ = text.rstrip().rpartition(" ")
            search = self._meant(before)[0] if before.strip() else FindResult("")
            return search, str(refused)
        now = self.peer.now()
        return filtered_search_for(text, query, now), in_words(query, now.date())

    async def _finish(self, begun: FindResult) -> None:
        """Show the rest when it is there, unless another search was begun meanwhile."""
        import asyncio

        from peer_tui.storage.late_find import LateFind

        if begun is not self._begun:
            return
        if self._late is None:
            self._late = LateFind(self.peer.store.path, ENOUGH)
        try:
            whole = await asyncio.wrap_future(self._late.finish(begun))
        except DataError as error:
            self.say(str(error))
            return
        if whole is not None and begun is self._begun:
            self._show(whole, keep_place=True)

    def _show(self, result: FindResult, *, keep_place: bool) -> None:
        typed = bool(result.query.strip())
        self.found.empty_text = [Content("Nothing found. a adds, Esc goes back.")] if typed else []
        self.found.show(found_rows(result), keep_place=keep_place)

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
        self._search(keep_place=True)

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
        """Marks first, then back to the very row the search was opened from."""
        if not self.take_off_marks():
            self.dismiss()
        return True
