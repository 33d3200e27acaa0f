"""The weekly review: short lists, one after the other, with the verbs of every day."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from textual.content import Content
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.calendar_days import short_day
from peer_tui.services.outcome import Topic
from peer_tui.storage.queries import review
from peer_tui.storage.queries.needs import unplanned
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import NeedRow, WishRow
from peer_tui.tui.actions import Action, Place
from peer_tui.tui.panes.card import CardPainter, read_card
from peer_tui.tui.panes.need_rows import paint_need
from peer_tui.tui.panes.painters import (
    AgendaPainter,
    Columns,
    name_cells,
    paint_heading,
)
from peer_tui.tui.rest import Rest
from peer_tui.tui.screens.house_layout import (
    NARROW_CARD_SHARE,
    shape_of,
)
from peer_tui.tui.screens.opening import Opening
from peer_tui.tui.screens.page import HeadedPage, Regions, headed
from peer_tui.tui.widgets.fixed_rows import FixedRows, Heading, heading_key
from peer_tui.tui.widgets.frame import PaintedBlock, PaneTitle
from peer_tui.tui.widgets.painted_line import Hint
from peer_tui.tui.widgets.row_lines import RowState
from peer_tui.tui.widgets.virtual_list import VirtualList

ReviewRow = AgendaItem | WishRow | NeedRow | Heading
TAG_CELLS = 9
LOAD_CELLS = 12
ROOMY_ROWS = 20
"""From this height of the list a blank line stands under the title."""
CARD_DELAY_SECONDS = 0.05
LOAD_MARK = "▪"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the short lists."""

    name: str
    read: Callable[[Reader, date], Sequence[ReviewRow]]


def _asked_for(reader: Reader, today: date) -> Sequence[ReviewRow]:
    return (*review.thanks_waiting(reader, today), *review.wishes_waiting(reader))


def _never_answered(reader: Reader, _today: date) -> Sequence[ReviewRow]:
    return unplanned(reader, review.MOST)


def _load(reader: Reader, today: date) -> Sequence[ReviewRow]:
    return [
        Heading(f"{short_day(each, today):<{LOAD_CELLS}}{count:>3} due  {LOAD_MARK * count}")
        for each, count in review.load_ahead(reader, today).items()
    ]


PARTS = (
    Part("I owe: no date yet, or moved twice", review.undated_or_moved),
    Part("They owe me, and it is late", review.they_are_late),
    Part("Put off three times or more", review.often_snoozed),
    Part("Asked for or owed, and not yet acted on", _asked_for),
    Part("They came with it, and nobody asked whether it is solved", _never_answered),
    Part("Gone quiet past their rhythm", review.gone_quiet),
    Part("Next week, day by day", _load),
)
"""In the order of the review; the last one is to look at, not to act on."""


class ReviewScreen(HeadedPage):
    """One short list at a time; Tab goes on to the next that has something in it."""

    takes: ClassVar[frozenset[str]] = frozenset({"item.done", "pane.next", "pane.previous"})

    def __init__(self) -> None:
        super().__init__()
        self.part_title = PaneTitle("part", "", id="part")
        self.rows: VirtualList[ReviewRow] = VirtualList(
            self._paint, selectable=lambda row: not isinstance(row, Heading), id="rows"
        )
        self._paint_item = AgendaPainter(
            self.row_styles,
            self._today,
            held=lambda who: self.peer.held(who),
            room=lambda who: self.peer.held.needs_room(who),
        )
        self.card = PaintedBlock(id="card")
        self.rest = Rest(self, CARD_DELAY_SECONDS, self._show_card)
        self._at = 0

    def divide(self, size: Size, foot: int) -> Regions:
        """Title and list; the card beside the list or under it, where there is room."""
        width, shape = size.width, shape_of(size)
        left = width // 2 if shape == "wide" else width
        card_rows = round((foot - 3) * NARROW_CARD_SHARE) if shape == "narrow" else 0
        bottom = foot - card_rows - bool(card_rows)
        top = 4 if card_rows == 0 and foot > ROOMY_ROWS else 3
        regions = {
            **headed(width),
            "part": Region(0, 2, left, 1),
            "rows": Region(0, top, left, max(0, bottom - top)),
        }
        if shape == "wide":
            regions["card-rule"] = Region(left, 2, 1, max(0, foot - 2))
            regions["card"] = Region(left + 3, 2, width - left - 4, max(0, foot - 2))
        elif card_rows:
            regions["card-rule"] = Region(0, bottom, width, 1)
            regions["card"] = Region(1, bottom + 1, width - 2, card_rows)
        return regions

    def parts(self) -> Iterable[Widget]:
        """Title, list, card."""
        return self.part_title, self.rows, self.card

    def scrolled(self) -> PaintedBlock:
        """The card."""
        return self.card

    def on_mount(self) -> None:
        """Begin with the first list that has something in it."""
        self.part_title.set_active(True)
        self._go(0, 1)
        self.set_focus(self.rows)

    def _today(self) -> date:
        return self.peer.today()

    # the lists

    def _go(self, at: int, step: int) -> None:
        """Show that list, or the next in this direction that is not empty."""
        last = len(PARTS) - 1
        while 0 <= at < last and not self._read(at):
            at += step
        if at < 0:
            self.say("This is the first list.")
            return
        self._at = at
        self._show(keep_place=False)

    def _read(self, at: int) -> Sequence[ReviewRow]:
        return PARTS[at].read(self.peer.store.reader, self._today())

    def _show(self, *, keep_place: bool) -> None:
        rows = self._read(self._at)
        nothing = self.peer.keymap.advice("Nothing left here", ("pane.next", "goes on"))
        self.rows.empty_text = [Content(nothing)]
        self.rows.show(FixedRows(tuple(rows), _key), keep_place=keep_place)
        is_last = self._at == len(PARTS) - 1
        more = "+" if len(rows) >= review.MOST else ""
        note = self.closing_words() if is_last else f"{len(rows)}{more} left"
        place = f"{self._at + 1} of {len(PARTS)}"
        self.part_title.set_title(f"{place}  {PARTS[self._at].name}", note)
        if is_last:
            self.say(self.closing_words())
        self.show_hints()

    def closing_words(self) -> str:
        """The week in one line: kept, moved, let go, and next Monday's count."""
        today, reader = self._today(), self.peer.store.reader
        begin = today - timedelta(days=(today.weekday() - self.peer.settings.week_start) % 7)
        week = review.week_so_far(reader, begin)
        monday = today + timedelta(days=7 - today.weekday())
        return (
            f"This week: kept {week.kept}, moved {week.moved}, let go {week.let_go}."
            f" {short_day(monday, today)}: {review.due_on(reader, monday)} due."
        )

    def _paint(self, row: ReviewRow, width: int, state: RowState) -> Strip:
        if isinstance(row, Heading):
            return paint_heading(row.words, width, self.row_styles())
        if isinstance(row, AgendaItem):
            return self._paint_item(row, width, state)
        if isinstance(row, NeedRow):
            return paint_need(row, width, state, self.row_styles(), self._today())
        return self._paint_wish(row, width, state)

    def _paint_wish(self, row: WishRow, width: int, state: RowState) -> Strip:
        styles, line = self.row_styles(), Columns()
        name = name_cells(width)
        line.add("WISH", TAG_CELLS, styles.accent_strong)
        line.add(row.person_name, name, styles.text_strong if state.selected else styles.text)
        said = f"said {short_day(row.said_on, self._today())}" if row.said_on else ""
        when = len(said) + 1 if said else 0
        line.add(f"wants {row.topic}", width - TAG_CELLS - name - when, styles.mid)
        line.add(said, when, styles.dim, right=True)
        return line.strip()

    # the working screen

    def refresh_topics(self, topics: frozenset[Topic]) -> None:
        """Read the list again, keeping the place."""
        self._show(keep_place=True)

    @property
    def list_in_use(self) -> VirtualList[Any]:
        """The list of this part."""
        return self.rows

    def place(self) -> Place:
        """The weekly review."""
        return Place.REVIEW

    def row_changed(self) -> None:
        """The card follows when the cursor rests."""
        self.rest.moved()

    def on_resize(self) -> None:
        """Another shape may show the card, or more of it."""
        self.rest.moved()

    def _show_card(self) -> None:
        self.show_hints()
        subject, shown = self.current_subject(), None
        if subject is not None and shape_of(self.size) != "tiny":
            reader, now = self.peer.store.reader, self.peer.now()
            passed = self.peer.held.passed(subject.id)
            shown = read_card(reader, subject.id, with_history=True, now=now, passed=passed)
        opens = self.peer.keymap.key_of("person.open")
        self.card.show(CardPainter(shown, self._today(), opens))

    def show_hints(self) -> None:
        """The verbs for the row, after the way on to the next list."""
        super().show_hints()
        if self.bar_rows:
            return
        on = [Hint(key, "next list", "pane.next") for key in self.peer.keymap.keys_of("pane.next")]
        self.hint_bar.set_hints([*on[:1], *self.hint_bar.hints])

    def on_virtual_list_opened(self) -> None:
        """A second click opens the person."""
        Opening(self.peer, self).person()

    async def perform(self, action: Action) -> bool:
        """On to the next list; moves, and what opens something."""
        match action.id:
            case "item.done":
                self._done(action)
            case "pane.next":
                self._next()
            case "pane.previous":
                self._go(self._at - 1, -1)
            case _:
                return await super().perform(action)
        return True

    def _done(self, action: Action) -> None:
        row = self.current_row()
        if not isinstance(row, WishRow):
            self.peer.verbs.perform(self, action)
            return
        from peer_tui.services import wishes
        from peer_tui.storage.queries.reach import preferences

        store = self.peer.store
        asked = (one for one in preferences(store.reader, row.person_id) if one.id == row.id)
        wish = next(asked, None)
        if wish is not None:
            self.peer.start(self.peer.act(lambda: wishes.acted_on(store, wish)))

    def _next(self) -> None:
        if self._at < len(PARTS) - 1:
            self._go(self._at + 1, 1)
            return
        words = self.closing_words()
        self.dismiss()
        self.peer.main.say(words)


def _key(row: ReviewRow) -> tuple[str, int]:
    if isinstance(row, Heading):
        return heading_key(row)
    if isinstance(row, NeedRow):
        return ("need", row.id)
    return ("wish", row.id) if isinstance(row, WishRow) else (str(row.kind), row.id)
