"""All that is kept about one person, as one would show it to them; parts can be forgotten."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar

from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from peer_tui.services import forgetting
from peer_tui.services.outcome import Topic
from peer_tui.storage.queries.kept_about import KeptLine, kept_about
from peer_tui.tui.actions import Action, Place
from peer_tui.tui.bars.bar_question import BarQuestion
from peer_tui.tui.panes.painters import Columns, paint_heading
from peer_tui.tui.screens.page import HeadedPage, OwnKeys, Regions, detailed, headed
from peer_tui.tui.targets import Subject
from peer_tui.tui.text import wrap
from peer_tui.tui.themes import RowStyles
from peer_tui.tui.widgets.fixed_rows import FixedRows, Heading, heading_key
from peer_tui.tui.widgets.frame import PaintedBlock, PaneTitle
from peer_tui.tui.widgets.painted_line import LineBuilder
from peer_tui.tui.widgets.row_lines import RowState
from peer_tui.tui.widgets.virtual_list import VirtualList

PRIVATE_CELLS = 10
DETAIL_ROWS = 4
"""Rows for the whole text of the line under the cursor."""
LEAST_ROWS = 16
"""Rows of the page from which on there is room for that."""
GONE = "This person is no longer kept here."
AnyLine = KeptLine | Heading


class KeptAboutScreen(OwnKeys, HeadedPage):
    """Section by section, what is private marked; it can be turned to the person themselves."""

    takes: ClassVar[frozenset[str]] = frozenset(
        {"kept.forget", "kept.private", "kept.forget_all", "kept.purge"}
    )

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._subject = subject
        self._lines: list[KeptLine] = []
        self._shows_private = True
        self.title_line = PaneTitle("lines", self._title, id="lines-title")
        self.lines: VirtualList[AnyLine] = VirtualList(
            self._paint, selectable=lambda row: isinstance(row, KeptLine), id="lines"
        )
        self.detail = PaintedBlock(id="detail")

    @property
    def _title(self) -> str:
        return f"All that is kept about {self._subject.name}"

    def divide(self, size: Size, foot: int) -> Regions:
        """Title, list, and the whole text of one line where there is room for it."""
        rows = DETAIL_ROWS if foot >= LEAST_ROWS else 0
        under = detailed("lines", size.width, 3, foot, rows) if rows else {}
        title = {"lines-title": headed(size.width)["header"].translate((0, 2))}
        if not rows:
            under = {"lines": title["lines-title"].translate((0, 1)).grow((0, 0, foot - 4, 0))}
        return {**headed(size.width), **title, **under}

    def parts(self) -> Iterable[Widget]:
        """Title, list, detail."""
        return self.title_line, self.lines, self.detail

    def on_mount(self) -> None:
        """Read everything."""
        self.title_line.set_active(True)
        self._read()
        self.set_focus(self.lines)

    def scrolled(self) -> PaintedBlock:
        """The whole text of the line under the cursor."""
        return self.detail

    def refresh_topics(self, topics: frozenset[Topic]) -> None:
        """Read everything again, keeping the place."""
        self._read()

    def _read(self) -> None:
        self._lines = kept_about(self.peer.store.reader, self._subject.id)
        name = next((line.text for line in self._lines if line.column == "name"), "")
        if name:
            self._subject = Subject(self._subject.id, name.removeprefix("Name: "))
        shown = [line for line in self._lines if self._shows_private or not line.private]
        hidden = len(self._lines) - len(shown)
        private = sum(line.private for line in self._lines)
        marked = f", {private} private" if private else ""
        count = f"{len(shown)} line{'s' * (len(shown) != 1)}{marked}"
        note = f"{hidden} private left out" if hidden else count
        self.title_line.set_title(self._title, note)
        self.lines.show(FixedRows(tuple(_with_headings(shown)), _key))
        self.row_changed()

    def row_changed(self) -> None:
        """The whole text of the line under the cursor."""
        row = self.lines.cursor_row
        text = row.text if isinstance(row, KeptLine) else ""
        self.detail.show(lambda styles, width: list(_whole(text, width, styles)))
        self.show_hints()

    def _paint(self, row: AnyLine, width: int, state: RowState) -> Strip:
        styles = self.row_styles()
        if isinstance(row, Heading):
            return paint_heading(row.words, width, styles)
        line = Columns()
        own = styles.text_strong if state.selected else styles.text
        line.add(row.text, width - PRIVATE_CELLS, own)
        line.add("private" if row.private else "", PRIVATE_CELLS, styles.accent, right=True)
        return line.strip()

    @property
    def list_in_use(self) -> VirtualList[Any]:
        """The one list."""
        return self.lines

    def place(self) -> Place:
        """What is kept about somebody."""
        return Place.KEPT

    def own_hints(self) -> Sequence[tuple[str, str]]:
        """Forget, leave out what is private, undo."""
        hide = "Private lines" if not self._shows_private else "Without private"
        forget = [("kept.forget", "Forget")] if self._lines else []
        return [
            *forget,
            ("mark.toggle", "Mark"),
            ("kept.private", hide),
            ("kept.forget_all", "Forget all"),
            ("edit.undo", "Undo"),
            ("app.back", "Back"),
        ]

    async def perform(self, action: Action) -> bool:
        """Forget, purge, leave private lines out; moves and marks."""
        match action.id:
            case "kept.forget":
                self._forget()
            case "kept.forget_all":
                self._forget_all()
            case "kept.private":
                self._shows_private = not self._shows_private
                self._read()
            case "kept.purge":
                self._ask_to_purge()
            case _:
                return await super().perform(action)
        return True

    def _forget(self) -> None:
        marked = [row for row in self.lines.marked_rows() if isinstance(row, KeptLine)]
        at_cursor = self.lines.cursor_row
        chosen = marked or ([at_cursor] if isinstance(at_cursor, KeptLine) else [])
        if not chosen:
            self.say("Nothing here to forget." if self._lines else GONE)
            return
        store, person_id = self.peer.store, self._subject.id
        self.lines.action_clear_marks()
        self.peer.start(self.peer.act(lambda: forgetting.forget(store, person_id, chosen)))

    def _forget_all(self) -> None:
        store, person_id = self.peer.store, self._subject.id
        self.peer.start(self.peer.act(lambda: forgetting.forget_all(store, person_id)))

    def _ask_to_purge(self) -> None:
        if not self._lines:
            self.say(GONE)
            return
        name = self._subject.name
        letters = name.strip()[: forgetting.LETTERS_ASKED]

        def answered(typed: str | None) -> None:
            if typed is not None:
                self.peer.start(self._purge(typed))

        self.ask(
            BarQuestion(
                kind="purge",
                prompt=f"Purge {name}:",
                placeholder=f"type {letters} to erase for good",
                enter_words="purges",
                esc_words="keeps everything",
            ),
            answered,
        )

    async def _purge(self, typed: str) -> None:
        store, person_id = self.peer.store, self._subject.id
        outcome = await self.peer.act(lambda: forgetting.purge(store, person_id, typed))
        if outcome is not None:
            self.peer.pop_to_main()
            self.peer.say(outcome.message)


def _with_headings(lines: Sequence[KeptLine]) -> Iterator[AnyLine]:
    section = ""
    for line in lines:
        if line.section != section:
            if section:
                yield Heading("", len(line.section) * 1000 + len(section))
            section = line.section
            yield Heading(section)
        yield line


def _key(row: AnyLine) -> tuple[object, ...]:
    return heading_key(row) if isinstance(row, Heading) else row.key


def _whole(text: str, width: int, styles: RowStyles) -> Iterator[LineBuilder]:
    for words in wrap(text, width):
        line = LineBuilder()
        line.add(words, styles.text)
        yield line
