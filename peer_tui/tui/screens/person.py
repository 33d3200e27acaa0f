"""A person with the whole history: open promises and follow-ups first, then every entry."""

from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Region, Size
from textual.layout import Layout, WidgetPlacement
from textual.strip import Strip
from textual.widget import Widget

from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.services.outcome import Topic
from peer_tui.storage.queries import history, people, promises
from peer_tui.storage.queries.follow_ups import open_follow_ups
from peer_tui.storage.queries.keyset import Chain
from peer_tui.storage.rows import HistoryRow, PersonRow
from peer_tui.tui.actions import Action, Place
from peer_tui.tui.panes.card import CardPainter, read_card
from peer_tui.tui.panes.painters import AgendaPainter, HistoryPainter, long_date, paint_heading
from peer_tui.tui.panes.pane import history_title
from peer_tui.tui.screens.house_layout import FOOT_ROWS, RULES, foot_regions, placements
from peer_tui.tui.screens.opening import Opening
from peer_tui.tui.screens.work import WorkScreen
from peer_tui.tui.targets import AnyRow, Subject
from peer_tui.tui.themes import RowStyles, styles_for
from peer_tui.tui.widgets.fixed_rows import FixedRows, Heading, heading_key
from peer_tui.tui.widgets.frame import PaintedBlock, PaneTitle
from peer_tui.tui.widgets.header_line import HeaderLine
from peer_tui.tui.widgets.row_lines import RowState
from peer_tui.tui.widgets.rules import Rules
from peer_tui.tui.widgets.virtual_list import VirtualList

CARD_STEP = 3
LEAST_CARD, MOST_CARD = 5, 16
NOTHING_YET = "Nothing shared yet: l logs a line, a adds one."
PARTS = {ItemKind.PROMISE: 0, ItemKind.FOLLOW_UP: 1}
HEADING_PART, HISTORY_PART = 2, 3


class PersonLayout(Layout):
    """Header, card, list, foot; the card gives way first."""

    name = "person"

    def __init__(self) -> None:
        self.rules = Rules(id=RULES)
        self.bar_rows = 0

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> list[WidgetPlacement]:
        """Give every part its region."""
        width, height = size
        foot = height - FOOT_ROWS - self.bar_rows
        card = max(LEAST_CARD, min(MOST_CARD, foot * 2 // 5)) if foot > 12 else 0
        regions = {
            "header": Region(0, 0, width, 1),
            "head-rule": Region(0, 1, width, 1),
            "card": Region(2, 2, max(0, width - 4), max(1, card)),
            "card-rule": Region(0, 2 + card, width, min(1, card)),
            "entries-title": Region(0, 3 + card, width, 1),
            "entries": Region(0, 4 + card, width, max(0, foot - 4 - card)),
            "bar": Region(0, foot, width, self.bar_rows),
            **foot_regions(size),
        }
        self.rules.set_rules((regions["head-rule"], regions["card-rule"]))
        return placements(children, {**regions, RULES: size.region})


def _part_of(row: AgendaItem | Heading | HistoryRow) -> int:
    if isinstance(row, AgendaItem):
        return PARTS[row.kind]
    return HEADING_PART if isinstance(row, Heading) else HISTORY_PART


class PersonScreen(WorkScreen):
    """Everything shared with one person."""

    def __init__(self, subject: Subject, at: tuple[str, int] | None = None) -> None:
        """`at`: the row to stand on, by table and id."""
        super().__init__()
        self._subject = subject
        self._at = at
        self._person_row: PersonRow | None = None
        self._arrangement = PersonLayout()
        self.header = HeaderLine((), id="header")
        self.card = PaintedBlock(id="card")
        self.title_line = PaneTitle("entries", "Shared history", id="entries-title")
        self.entries: VirtualList[Any] = VirtualList(
            self._paint,
            selectable=lambda row: not isinstance(row, Heading),
            empty_text=[Content(NOTHING_YET)],
            id="entries",
        )
        self._paint_item = AgendaPainter(
            self._styles, self._today, named=False, held=lambda who: self.peer.held(who)
        )
        self._paint_entry = HistoryPainter(self._styles, self._today)

    def compose(self) -> ComposeResult:
        """Header, card, the list of everything, foot."""
        yield self.header
        yield self._arrangement.rules
        yield self.card
        yield self.title_line
        yield self.entries
        yield self.message_line
        yield self.hint_bar

    @property
    def layout(self) -> Layout:
        """Header, card, list, foot."""
        return self._arrangement

    def on_mount(self) -> None:
        """Read everything and stand on the first row."""
        self.header.set_sample(self.peer.sample)
        self.header.set_day(*long_date(self.peer.now()))
        self.title_line.set_active(True)
        self._read()
        if self._at is not None:
            self.entries.select_key(self._at)
        self.set_focus(self.entries)

    def _styles(self) -> RowStyles:
        return styles_for(self.app.theme)

    def _today(self) -> Any:  # noqa: ANN401 - a date
        return self.peer.today()

    def _paint(self, row: AgendaItem | Heading | HistoryRow, width: int, state: RowState) -> Strip:
        if isinstance(row, Heading):
            return paint_heading(row.words, width, self._styles())
        if isinstance(row, AgendaItem):
            return self._paint_item(row, width, state)
        return self._paint_entry(row, width, state)

    def _read(self) -> None:
        reader, subject = self.peer.store.reader, self._subject
        self._person_row = people.all_people(reader).find(("person", subject.id))
        self.entries.show(self._rows())
        shown = read_card(reader, subject.id, with_history=False, now=self.peer.now())
        if shown is not None:
            self._subject = Subject(subject.id, shown.card.person.name)
        self.card.show(CardPainter(shown, self.peer.today()), keep_place=True)
        self.show_hints()

    def _rows(self) -> Any:  # noqa: ANN401 - a chain of rows of several kinds
        reader, who = self.peer.store.reader, self._subject.id
        open_parts = (promises.open_promises(reader, who), open_follow_ups(reader, who))
        is_open = any(part.first(1) for part in open_parts)
        title = history_title(reader, self._subject)
        self.title_line.set_title("Open" if is_open else title.name, "" if is_open else title.note)
        headings = (Heading(""), Heading(f"{title.name}  {title.note}")) if is_open else ()
        parts: list[Any] = [
            *open_parts,
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

    @on(VirtualList.Highlighted)
    def _row_changed(self) -> None:
        self.show_hints()

    async def perform(self, action: Action) -> bool:
        """Moves, and what opens something."""
        if action.id == "person.open":
            return True
        if action.id.startswith("card."):
            step = max(1, min(CARD_STEP, self.card.size.height - 1))
            self.card.scroll_lines(step if action.id == "card.down" else -step)
            return True
        if action.id.startswith("view."):
            self.peer.pop_to_main()
            return await self.peer.main.perform(action)
        return self.move(action) or Opening(self.peer, self).perform(action)

    def bar_moved(self) -> None:
        """The open bar takes its rows from the list."""
        self._arrangement.bar_rows = self.bar_rows
        self.header.refresh(layout=True)

    def back(self) -> bool:
        """Marks first, then back to where the owner came from."""
        if not self.take_off_marks():
            self.dismiss()
        return True
