"""Find anything as it is typed: people, promises, follow-ups, history."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.strip import Strip

from peer_tui.domain.filter_fields import BY_NAME
from peer_tui.domain.text import clean_line
from peer_tui.errors import DataError
from peer_tui.services.outcome import Topic
from peer_tui.storage.queries import near
from peer_tui.storage.queries.find import FindResult, HitGroup, finished_within, search_for
from peer_tui.storage.rows import Hit, HitKind
from peer_tui.tui.actions import Action, Place
from peer_tui.tui.bars.bar_question import BarQuestion, Preview
from peer_tui.tui.panes.painters import Columns, entry_date, name_cells
from peer_tui.tui.screens.field import FieldScreen
from peer_tui.tui.targets import AnyRow
from peer_tui.tui.themes import RowStyles
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
    Hint("Esc", "back", "app.back"),
    Hint("Down", "choose", "move.down"),
    Hint("Tab", "to the list", "pane.next"),
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


class FindScreen(FieldScreen):
    """A field, and what it finds; Enter goes there, Esc returns to the very row."""

    def __init__(self) -> None:
        super().__init__()
        self._begun = FindResult("")
        """What the newest search found in the frame of its key."""
        self._late: LateFind | None = None
        self._leaving = False

    def on_mount(self) -> None:
        """Ready for the first letter."""
        self.run_worker(near.load, group="load", thread=True)
        self._search(keep_place=False)
        self.open_field()

    def on_unmount(self) -> None:
        """Nothing is looked for any more."""
        if self._late is not None:
            self._late.close()

    def question(self) -> BarQuestion:
        """What to find."""
        return BarQuestion(
            kind="find",
            prompt="Find:",
            placeholder="a name, a promise, a word you remember",
            preview=self._look,
            on_key=self.take_key,
            initial=self._query,
        )

    def field_hints(self) -> Iterable[Hint]:
        """The keys while the field is open."""
        return FIND_HINTS

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
        ways = ("add.line", "adds"), ("app.back", "goes back")
        nothing = Content(self.peer.keymap.advice("Nothing found", *ways))
        self.found.empty_text = [nothing] if typed else []
        self.found.show(found_rows(result), keep_place=keep_place)

    def take_key(self, key: str) -> bool:
        """Moves go to the list; Tab does, too, and the keys of a list work there."""
        if super().take_key(key):
            return True
        if key == "Tab":
            self.bar.close()
            return True
        self._leaving = key == "Esc"
        return False

    def answered(self, text: str | None) -> None:
        """Enter goes there; without the field the list is in use."""
        if text is None and not self._leaving:
            self.set_focus(self.found)
            self.show_hints()
        else:
            super().answered(text)

    def choose(self) -> None:
        """Go to the row under the cursor."""
        from peer_tui.tui.screens.person import PersonScreen

        row = self.found.cursor_row
        subject = self.current_subject()
        if isinstance(row, Hit) and subject is not None:
            key = None if row.kind is HitKind.PERSON else (str(row.kind), row.id)
            self.peer.switch_screen(PersonScreen(subject, at=key))
        else:
            self.open_field()
            self.say("Nothing to open yet; type a name or a word.")

    def paint_found(self, row: Hit, width: int, state: RowState, styles: RowStyles) -> Strip:
        """Who, what, and when."""
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

    async def perform(self, action: Action) -> bool:
        """Moves; Enter goes there."""
        if action.id == "person.open":
            self.choose()
            return True
        if action.id == "find.open":
            self.open_field()
            return True
        return self.move(action)

    def back(self) -> bool:
        """Marks first, then back to the very row the search was opened from."""
        if not self.take_off_marks():
            self.dismiss()
        return True
