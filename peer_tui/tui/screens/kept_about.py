"""All that is kept about one person, as one would show it to them; parts can be forgotten."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import ClassVar

from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from peer_tui.services import forgetting
from peer_tui.storage.queries.kept_about import KeptLine, kept_about
from peer_tui.tui.actions import Action, Place
from peer_tui.tui.bars.bar_question import BarQuestion
from peer_tui.tui.panes.painters import Columns
from peer_tui.tui.screens.list_page import ListPage
from peer_tui.tui.screens.page import OwnKeys, Regions, detailed, headed, titled
from peer_tui.tui.targets import Subject
from peer_tui.tui.text import wrap
from peer_tui.tui.themes import RowStyles
from peer_tui.tui.widgets.fixed_rows import grouped
from peer_tui.tui.widgets.frame import PaintedBlock
from peer_tui.tui.widgets.painted_line import LineBuilder
from peer_tui.tui.widgets.row_lines import RowState

PRIVATE_CELLS = 10
DETAIL_ROWS = 4
"""Rows for the whole text of the line under the cursor."""
LEAST_ROWS = 16
"""Rows of the page from which on there is room for that."""
GONE = "This person is no longer kept here."


class KeptAboutScreen(OwnKeys, ListPage[KeptLine]):
    """Section by section, what is private marked; it can be turned to the person themselves."""

    takes: ClassVar[frozenset[str]] = frozenset(
        {"kept.forget", "kept.private", "kept.forget_all", "kept.purge"}
    )

    part = "lines"

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._subject = subject
        self._lines: list[KeptLine] = []
        self._shows_private = True
        self.detail = PaintedBlock(id="detail")

    @property
    def _title(self) -> str:
        return f"All that is kept about {self._subject.name}"

    def divide(self, size: Size, foot: int) -> Regions:
        """Title, list, and the whole text of one line where there is room for it."""
        whole = titled("lines", size.width, 2, foot)
        if foot >= LEAST_ROWS:
            whole |= detailed("lines", size.width, 3, foot, DETAIL_ROWS)
        return {**headed(size.width), **whole}

    def parts(self) -> Iterable[Widget]:
        """Title, list, detail."""
        return *super().parts(), self.detail

    def scrolled(self) -> PaintedBlock:
        """The whole text of the line under the cursor."""
        return self.detail

    def read(self) -> None:
        """Every line, or those that are not private."""
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
        sections: dict[str, list[KeptLine]] = {}
        for line in shown:
            sections.setdefault(line.section, []).append(line)
        self.show_rows(grouped(sections.items()))

    def row_changed(self) -> None:
        """The whole text of the line under the cursor."""
        row = self.row_here()
        text = "" if row is None else row.text
        self.detail.show(lambda styles, width: list(_whole(text, width, styles)))
        self.show_hints()

    def key_of(self, row: KeptLine) -> Hashable:
        """What it is a line of."""
        return row.key

    def paint_row(self, row: KeptLine, width: int, state: RowState) -> Strip:
        """What is kept, and whether it is private."""
        styles, line = self.row_styles(), Columns()
        own = styles.text_strong if state.selected else styles.text
        line.add(row.text, width - PRIVATE_CELLS, own)
        line.add("private" if row.private else "", PRIVATE_CELLS, styles.accent, right=True)
        return line.strip()

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
            ("kept.purge", "Purge"),
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
                self.read()
            case "kept.purge":
                self._ask_to_purge()
            case _:
                return await super().perform(action)
        return True

    def _forget(self) -> None:
        marked = [row for row in self.rows.marked_rows() if isinstance(row, KeptLine)]
        at_cursor = self.row_here()
        chosen = marked or ([] if at_cursor is None else [at_cursor])
        if not chosen:
            self.say("Nothing here to forget." if self._lines else GONE)
            return
        store, person_id = self.peer.store, self._subject.id
        self.rows.action_clear_marks()
        self.peer.start(self.peer.act(lambda: forgetting.forget(store, person_id, chosen)))

    def _forget_all(self) -> None:
        store, person_id = self.peer.store, self._subject.id
        self.peer.start(self.peer.act(lambda: forgetting.forget_all(store, person_id)))

    def _ask_to_purge(self) -> None:
        if not self._lines:
            self.say(GONE)
            return
        name = self._subject.name
        letters = name.strip()[: forgetting.LETTERS_ASKED].strip()

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


def _whole(text: str, width: int, styles: RowStyles) -> Iterator[LineBuilder]:
    for words in wrap(text, width):
        line = LineBuilder()
        line.add(words, styles.text)
        yield line
