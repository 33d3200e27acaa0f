"""A person with the whole history: open promises and follow-ups first, then every entry."""

from collections.abc import Iterable
from typing import Any

from textual.content import Content
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.services.outcome import Topic
from peer_tui.storage.queries import history, people, promises
from peer_tui.storage.queries.follow_ups import open_follow_ups
from peer_tui.storage.queries.keyset import Chain
from peer_tui.storage.queries.needs import needs_of
from peer_tui.storage.rows import HistoryRow, NeedRow, PersonRow
from peer_tui.tui.actions import Action, Place
from peer_tui.tui.panes.card import CardPainter, read_card
from peer_tui.tui.panes.painters import AgendaPainter, HistoryPainter, paint_heading
from peer_tui.tui.panes.pane import history_title
from peer_tui.tui.screens.page import HeadedPage, Regions, headed, titled
from peer_tui.tui.targets import AnyRow, Subject
from peer_tui.tui.widgets.fixed_rows import FixedRows, Heading, heading_key
from peer_tui.tui.widgets.frame import PaintedBlock, PaneTitle
from peer_tui.tui.widgets.row_lines import RowState
from peer_tui.tui.widgets.virtual_list import VirtualList

LEAST_CARD, MOST_CARD = 5, 16
WAYS = ("item.log", "logs a line"), ("add.line", "adds one")
PARTS = {ItemKind.PROMISE: 0, ItemKind.FOLLOW_UP: 1}
NEEDS_HEADINGS = (Heading("", 1), Heading("Needs", 1))
NEEDS_HEADING_PART, NEEDS_PART, HEADING_PART, HISTORY_PART = 2, 3, 4, 5


def _part_of(row: AgendaItem | NeedRow | Heading | HistoryRow) -> int:
    if isinstance(row, AgendaItem):
        return PARTS[row.kind]
    if isinstance(row, NeedRow):
        return NEEDS_PART
    if isinstance(row, Heading):
        return NEEDS_HEADING_PART if row in NEEDS_HEADINGS else HEADING_PART
    return HISTORY_PART


def _need_key(row: NeedRow) -> tuple[str, int]:
    return ("need", row.id)


class PersonScreen(HeadedPage):
    """Everything shared with one person."""

    def __init__(self, subject: Subject, at: tuple[str, int] | None = None) -> None:
        """`at`: the row to stand on, by table and id."""
        super().__init__()
        self._subject = subject
        self._at = at
        self._person_row: PersonRow | None = None
        self.card = PaintedBlock(id="card")
        self.title_line = PaneTitle("entries", "Shared history", id="entries-title")
        self.entries: VirtualList[Any] = VirtualList(
            self._paint,
            selectable=lambda row: not isinstance(row, Heading),
            id="entries",
        )
        self._paint_item = AgendaPainter(
            self.row_styles, self._today, named=False, held=lambda who: self.peer.held(who)
        )
        self._paint_entry = HistoryPainter(self.row_styles, self._today)

    def divide(self, size: Size, foot: int) -> Regions:
        """Header, card, list; the card gives way first."""
        width = size.width
        card = max(LEAST_CARD, min(MOST_CARD, foot * 2 // 5)) if foot > 12 else 0
        return {
            **headed(width),
            "card": Region(2, 2, max(0, width - 4), max(1, card)),
            "card-rule": Region(0, 2 + card, width, min(1, card)),
            **titled("entries", width, 3 + card, foot),
        }

    def parts(self) -> Iterable[Widget]:
        """The card, and the list of everything."""
        return self.card, self.title_line, self.entries

    def scrolled(self) -> PaintedBlock:
        """The card."""
        return self.card

    def on_mount(self) -> None:
        """Read everything and stand on the first row."""
        self.title_line.set_active(True)
        nothing = self.peer.keymap.advice("Nothing shared yet", *WAYS)
        self.entries.empty_text = [Content(nothing)]
        self._read()
        if self._at is not None:
            self.entries.select_key(self._at)
        self.set_focus(self.entries)

    def _today(self) -> Any:  # noqa: ANN401 - a date
        return self.peer.today()

    def _paint(
        self, row: AgendaItem | NeedRow | Heading | HistoryRow, width: int, state: RowState
    ) -> Strip:
        if isinstance(row, Heading):
            return paint_heading(row.words, width, self.row_styles())
        if isinstance(row, AgendaItem):
            return self._paint_item(row, width, state)
        if isinstance(row, NeedRow):
            from peer_tui.tui.panes.need_rows import paint_need

            styles, today = self.row_styles(), self.peer.today()
            return paint_need(row, width, state, styles, today, named=False)
        return self._paint_entry(row, width, state)

    def _read(self) -> None:
        reader, subject = self.peer.store.reader, self._subject
        self._person_row = people.all_people(reader).find(("person", subject.id))
        self.entries.show(self._rows())
        shown = read_card(
            reader,
            subject.id,
            with_history=False,
            now=self.peer.now(),
            passed=self.peer.held.passed(subject.id),
        )
        if shown is not None:
            self._subject = Subject(subject.id, shown.card.person.name)
        self.card.show(CardPainter(shown, self.peer.today()), keep_place=True)
        self.show_hints()

    def _rows(self) -> Any:  # noqa: ANN401 - a chain of rows of several kinds
        reader, who = self.peer.store.reader, self._subject.id
        open_parts = (promises.open_promises(reader, who), open_follow_ups(reader, who))
        needs = tuple(needs_of(reader, who))
        is_open = bool(needs) or any(part.first(1) for part in open_parts)
        title = history_title(reader, self._subject)
        self.title_line.set_title("Open" if is_open else title.name, "" if is_open else title.note)
        headings = (Heading(""), Heading(f"{title.name}  {title.note}")) if is_open else ()
        parts: list[Any] = [
            *open_parts,
            FixedRows(NEEDS_HEADINGS if needs else (), heading_key),
            FixedRows(needs, _need_key),
            FixedRows(headings, heading_key),
            history.with_person(reader, who),
        ]
        return Chain(parts, part_of=_part_of)

    def refresh_topics(self, topics: frozenset[Topic]) -> None:
        """Read everything again, keeping the place."""
        self._read()

    @property
    def list_in_use(self) -> VirtualList[Any]:
        """The one list."""
        return self.entries

    def place(self) -> Place:
        """A person's own page."""
        return Place.PERSON

    def current_row(self) -> AnyRow | None:
        """The row under the cursor; where there is none, the person."""
        return super().current_row() or self._person_row

    def current_subject(self) -> Subject:
        """This person, whatever the row."""
        return self._subject

    async def perform(self, action: Action) -> bool:
        """The person is open already, a need is answered; else what works on every page."""
        if action.id == "person.open":
            row = self.current_row()
            if isinstance(row, NeedRow):
                from peer_tui.tui.acts.needs import ask_need

                ask_need(self.peer, self, row.id)
            return True
        return await super().perform(action)
