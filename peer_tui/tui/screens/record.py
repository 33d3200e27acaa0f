"""Every promise between the owner and one person, both ways, with what became of each."""

from collections.abc import Hashable, Iterator, Sequence

from textual.strip import Strip

from peer_tui.domain.calendar_days import short_day
from peer_tui.domain.promise_words import moves_words, record_words
from peer_tui.storage.queries.ledger import Record, record_of
from peer_tui.storage.rows import PromiseRow
from peer_tui.tui.actions import Action, Place
from peer_tui.tui.panes.painters import (
    Columns,
    paint_promise,
    promise_tag_cells,
)
from peer_tui.tui.screens.list_page import NotedListPage
from peer_tui.tui.targets import Subject
from peer_tui.tui.widgets.fixed_rows import Heading, grouped
from peer_tui.tui.widgets.row_lines import RowState

NOTHING = (
    "No promise yet, of either side.",
    "A line writes one down: promise @name the plan by fri, or @name owes me photos.",
)


class Told(Heading):
    """A line under a promise that tells where it came from and how it was moved."""


class RecordScreen(NotedListPage[PromiseRow]):
    """The record with one person: open promises first, then closed ones, the newest first."""

    part = "record"
    nothing = NOTHING

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._subject = subject
        self._record: Record | None = None

    def read(self) -> None:
        """Every promise, and the plain counts."""
        record = record_of(self.peer.store.reader, self._subject.id)
        self._record = record
        self.title_line.set_title(self._subject.name, "promises, both ways")
        self.note_line.set_text(record_words(record.mine, record.theirs))
        parts = (("Open", record.open), ("Closed", record.closed))
        self.show_rows(
            grouped((f"{name}  {len(part)}", self._rows(record, part)) for name, part in parts)
        )

    def _rows(self, record: Record, part: Sequence[PromiseRow]) -> list[PromiseRow | Heading]:
        rows: list[PromiseRow | Heading] = []
        for promise in part:
            rows += [promise, *self._told(record, promise)]
        return rows

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

    def heading_strip(self, heading: Heading, width: int) -> Strip:
        """What is told of a promise stands under its text."""
        if not isinstance(heading, Told):
            return super().heading_strip(heading, width)
        styles, line = self.row_styles(), Columns()
        indent = promise_tag_cells(width)
        line.add("", indent, styles.dim)
        line.add(heading.words, width - indent, styles.dim)
        return line.strip()

    def key_of(self, row: PromiseRow) -> Hashable:
        """Its id."""
        return ("promise", row.id)

    def paint_row(self, row: PromiseRow, width: int, state: RowState) -> Strip:
        """As in the list of promises, without the name."""
        styles = self.row_styles()
        today = self.peer.today()
        return paint_promise(row, width, styles, today, strong=state.selected, named=False)

    def place(self) -> Place:
        """As on the person's own page: the verbs of every day."""
        return Place.PERSON

    def current_subject(self) -> Subject:
        """This person, whatever the row."""
        return self._subject

    async def perform(self, action: Action) -> bool:
        """Enter opens the person, on the entry that the promise came from."""
        row = self.row_here()
        if action.id == "person.open" and row is not None:
            from peer_tui.tui.screens.person import PersonScreen

            origin = None if self._record is None else self._record.origins.get(row.id)
            at = ("promise", row.id) if origin is None else ("interaction", origin.interaction_id)
            self.app.push_screen(PersonScreen(self._subject, at))
            return True
        return await super().perform(action)
