"""Every promise between the owner and one person, both ways, with what became of each."""

from collections.abc import Iterable, Iterator
from typing import Any

from textual.content import Content
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from peer_tui.domain.calendar_days import short_day
from peer_tui.domain.promise_words import moves_words, record_words
from peer_tui.services.outcome import Topic
from peer_tui.storage.queries.ledger import Record, record_of
from peer_tui.storage.rows import PromiseRow
from peer_tui.tui.actions import Action, Place
from peer_tui.tui.panes.painters import (
    Columns,
    paint_heading,
    paint_promise,
    promise_tag_cells,
)
from peer_tui.tui.screens.page import HeadedPage, Regions, headed, titled
from peer_tui.tui.targets import Subject
from peer_tui.tui.widgets.fixed_rows import FixedRows, Heading, heading_key
from peer_tui.tui.widgets.frame import PaneTitle, QuietLine
from peer_tui.tui.widgets.row_lines import RowState
from peer_tui.tui.widgets.virtual_list import VirtualList

NOTHING = (
    "No promise yet, of either side.",
    "a writes one down: promise @name the plan by fri, or @name owes me photos.",
)


class Told(Heading):
    """A line under a promise that tells where it came from and how it was moved."""


RecordRow = PromiseRow | Heading


class RecordScreen(HeadedPage):
    """The record with one person: open promises first, then closed ones, the newest first."""

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._subject = subject
        self._record: Record | None = None
        self.title_line = PaneTitle("record", subject.name, id="record-title")
        self.counts_line = QuietLine(id="record-counts")
        self.rows: VirtualList[RecordRow] = VirtualList(
            self._paint,
            empty_text=[Content(line) for line in NOTHING],
            selectable=lambda row: not isinstance(row, Heading),
            id="record",
        )

    def divide(self, size: Size, foot: int) -> Regions:
        """Name, the plain counts, a blank line, list."""
        return {
            **headed(size.width),
            **titled("record", size.width, 2, foot, between=2),
            "record-counts": Region(0, 3, size.width, 1),
        }

    def parts(self) -> Iterable[Widget]:
        """Name, counts, list."""
        return self.title_line, self.counts_line, self.rows

    def on_mount(self) -> None:
        """Read everything and stand on the first row."""
        self.title_line.set_active(True)
        self._read()
        self.set_focus(self.rows)

    def _read(self) -> None:
        record = record_of(self.peer.store.reader, self._subject.id)
        self._record = record
        self.title_line.set_title(self._subject.name, "promises, both ways")
        self.counts_line.set_text(record_words(record.mine, record.theirs))
        self.rows.show(FixedRows(tuple(self._rows(record)), _key))
        self.show_hints()

    def _rows(self, record: Record) -> Iterator[RecordRow]:
        for name, part in (("Open", record.open), ("Closed", record.closed)):
            if part:
                if name == "Closed" and record.open:
                    yield Heading("", -1)
                yield Heading(f"{name}  {len(part)}")
            for promise in part:
                yield promise
                yield from self._told(record, promise)

    def _told(self, record: Record, promise: PromiseRow) -> Iterator[Told]:
        """ "was Fri 13 Nov", "from Thu 5 Nov: wants oak"."""
        today = self.peer.today()
        moves = record.moves.get(promise.id, [])
        origin = record.origins.get(promise.id)
        if moves:
            words = moves_words([(move.old_due_on, move.why) for move in moves], today)
            yield Told(words, promise.id)
        if origin is not None:
            text = " ".join(origin.text.split()) or "in touch"
            yield Told(f"from {short_day(origin.on, today)}: {text}", promise.id)

    def refresh_topics(self, topics: frozenset[Topic]) -> None:
        """Read everything again, keeping the place."""
        self._read()

    def _paint(self, row: RecordRow, width: int, state: RowState) -> Strip:
        styles = self.row_styles()
        if isinstance(row, Told):
            line = Columns()
            indent = promise_tag_cells(width)
            line.add("", indent, styles.dim)
            line.add(row.words, width - indent, styles.dim)
            return line.strip()
        if isinstance(row, Heading):
            return paint_heading(row.words, width, styles)
        today = self.peer.today()
        return paint_promise(row, width, styles, today, strong=state.selected, named=False)

    @property
    def list_in_use(self) -> VirtualList[Any]:
        """The one list."""
        return self.rows

    def place(self) -> Place:
        """As on the person's own page: the verbs of every day."""
        return Place.PERSON

    def current_subject(self) -> Subject:
        """This person, whatever the row."""
        return self._subject

    async def perform(self, action: Action) -> bool:
        """Enter opens the person, on the entry that the promise came from."""
        row = self.rows.cursor_row
        if action.id == "person.open" and isinstance(row, PromiseRow):
            from peer_tui.tui.screens.person import PersonScreen

            origin = None if self._record is None else self._record.origins.get(row.id)
            at = ("promise", row.id) if origin is None else ("interaction", origin.interaction_id)
            self.app.push_screen(PersonScreen(self._subject, at))
            return True
        return await super().perform(action)


def _key(row: RecordRow) -> tuple[str, int | str]:
    if isinstance(row, Heading):
        return heading_key(row)
    return ("promise", row.id)
