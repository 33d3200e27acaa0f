"""Paints rows: columns that keep their place, the owner's words brighter than ours."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from peer_tui.clock import local_day
from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.domain.calendar_days import short_day
from peer_tui.domain.follow_ups import Purpose
from peer_tui.domain.history import Side
from peer_tui.domain.promise_words import ending_words, how_words, is_on_time
from peer_tui.storage.rows import HistoryRow, PersonRow, PromiseRow
from peer_tui.tui.panes import words
from peer_tui.tui.text import cell_width, pad
from peer_tui.tui.themes import RowStyles
from peer_tui.tui.widgets.row_lines import RowState

if TYPE_CHECKING:
    from peer_tui.domain.gate import Reach

TAG_CELLS = 9
SHORT_TAG_CELLS = 7
WHEN_CELLS = 12
SHORT_WHEN_CELLS = 9
ROOMY = 60
"""From this width on, dates are written in full."""
TIGHT = 48
"""Below this width the queue says first names, and nothing stands in it that is not needed."""
TIGHT_TAG_CELLS = 8
TIGHT_NAME_CELLS = 9
STAR = "★"
ATTACHED = "↗"
ARROWS = {"me": "→", "them": "←", "both": "↔"}
CHANNELS = {
    "phone": "call",
    "email": "mail",
    "text": "text",
    "whatsapp": "chat",
    "visit": "visit",
    "post": "post",
}
KIND_WORDS = {
    "kindness": "kind",
    "milestone": "mark",
    "concession": "gave",
    "introduction": "intro",
    "invitation": "asked",
    "boundary crossing": "cross",
}
ASPECT_WORDS = {"hope": "hope", "struggle": "hard", "win": "win"}
MAY_SHARE = "may share"
HISTORY_DATE_CELLS = 12
HISTORY_CHANNEL_CELLS = 6
HELD_TAG = "HELD"
Styles = Callable[[], RowStyles]
Held = Callable[[int | None], "Reach | None"]
"""Why a person may not be reached now, and until when; None when they may."""


Room = Callable[[int | None], bool]
"""Whether a person did not answer twice in a row, and is better given room."""
GIVE_ROOM = "two unanswered: give it room"


def nobody_needs_room(person_id: int | None) -> bool:
    """For lists that say nothing of it."""
    return False


def nobody_held(person_id: int | None) -> "Reach | None":
    """For lists in which no row is ever held."""
    return None


class Columns:
    """Collects the cells of one row from left to right."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []

    def add(self, text: str, width: int, style: Style, *, right: bool = False) -> None:
        """A column of exactly that many cells; nothing where there is no room.

        The cell towards the next column stays blank, so that two columns never touch.
        """
        if width > 1:
            cut = pad(text, width - 1, "right" if right else "left")
            self.segments.append(Segment(f" {cut}" if right else f"{cut} ", style))
        elif width == 1:
            self.segments.append(Segment(pad(text, 1), style))

    def strip(self) -> Strip:
        """The row."""
        return Strip(self.segments)


def paint_heading(text: str, width: int, styles: RowStyles) -> Strip:
    """A row that only names the rows under it."""
    row = Columns()
    row.add(text, width, styles.mid_strong)
    return row.strip()


def name_cells(width: int) -> int:
    """Cells of the column of names in a row of that width."""
    return max(11, min(24, width // 4 + 1))


class AgendaPainter:
    """Rows of the queue, of promises on a person's page, and of the week."""

    def __init__(
        self,
        styles: Styles,
        today: Callable[[], date],
        *,
        ahead: bool = False,
        named: bool = True,
        held: Held = nobody_held,
        room: Room = nobody_needs_room,
    ) -> None:
        """`ahead`: show the day a row comes (back); `named`: show whom it is about."""
        self._styles = styles
        self._today = today
        self._ahead = ahead
        self._named = named
        self._held = held
        self._room = room
        self.todays: frozenset[tuple[str, int]] | None = None
        """Keys of the rows that fill today; all others wait without colour. None: no row waits."""

    def __call__(self, item: AgendaItem, width: int, state: RowState) -> Strip:
        """Tag, name, what, how often put off, when."""
        styles, today = self._styles(), self._today()
        roomy = width >= ROOMY
        held = None if self._ahead else self._held(item.person_id)
        if held is not None:
            when = words.held_until(held.opens_at, today, short=not roomy)
        elif self._ahead:
            day = max(item.due_on, item.snoozed_until or item.due_on)
            when = short_day(day, today) if roomy else words.near_day(day, today)
        else:
            when = words.item_when(item, today, short=not roomy)
        tag_cells, who = TAG_CELLS, item.person_name
        name_width = name_cells(width) if self._named else 0
        if width < TIGHT:
            tag_cells = TIGHT_TAG_CELLS
            who, name_width = who.split(" ")[0], min(name_width, TIGHT_NAME_CELLS)
        calm = self.todays is not None and (item.kind, item.id) not in self.todays
        row = Columns()
        if held is not None:
            row.add(HELD_TAG, tag_cells, styles.dim if calm else styles.mid_strong)
        else:
            tag_style = styles.dim if calm else _tag_style(item, styles)
            row.add(words.item_tag(item), tag_cells, tag_style)
        name = styles.text_strong if state.selected else styles.text
        row.add(who, name_width, styles.dim if calm else name)
        put_off = f"z{item.snooze_count}" if item.snooze_count else ""
        if item.waits_for_reply:
            put_off = "waits"
        put_off_cells = cell_width(put_off) + 1 if put_off else 0
        when_cells = cell_width(when) + 1
        if put_off and width >= TIGHT:
            # Else the text has the cells that are blank before the day.
            when_cells = max(WHEN_CELLS if roomy else SHORT_WHEN_CELLS, when_cells)
        star = f"{STAR} " if item.starred else ""
        text_width = width - tag_cells - name_width - when_cells - put_off_cells
        text = star + words.item_text(item, today)
        if item.kind is ItemKind.RHYTHM and held is None and self._room(item.person_id):
            text = f"{GIVE_ROOM} · {text}"
        if held is not None:
            text_width -= _add_beginning(row, text, text_width, styles.mid)
            row.add(held.why, text_width, styles.dim)
        else:
            row.add(text, text_width, styles.mid)
        row.add(put_off, put_off_cells, styles.dim)
        late = words.is_late(item, today) and not (calm or self._ahead or held)
        late = late and not when.startswith("since")
        row.add(when, when_cells, styles.i_owe if late else styles.dim, right=True)
        return row.strip()


def _add_beginning(row: Columns, text: str, width: int, style: Style) -> int:
    """The text and a gap, in no more cells than it needs; returns how many those are."""
    cells = min(cell_width(text) + 2, width) if text else 0
    row.add(text, cells, style)
    return cells


def _tag_style(item: AgendaItem, styles: RowStyles) -> Style:
    if item.kind is ItemKind.RHYTHM:
        return styles.quiet_strong
    if item.kind is ItemKind.PROMISE:
        return styles.i_owe_strong if item.side is Side.MINE else styles.they_owe_strong
    if item.purpose in (Purpose.THANK, Purpose.APPLAUD):
        return styles.accent_strong
    return styles.text_strong


class PersonPainter:
    """Rows of the list of people: name, organisation, how long ago."""

    def __init__(self, styles: Styles, today: Callable[[], date]) -> None:
        self._styles = styles
        self._today = today

    def __call__(self, person: PersonRow, width: int, state: RowState) -> Strip:
        """Paint one person."""
        styles = self._styles()
        row = Columns()
        ago_cells = 6
        name_width = max(8, (width - ago_cells) * 11 // 20)
        row.add(person.name, name_width, styles.text_strong if state.selected else styles.text)
        left = width - name_width - ago_cells
        apart = words.apart(person, self._today())
        left -= _add_beginning(row, apart, left, styles.mid)
        row.add(person.organisation, left, styles.dim)
        last = words.ago(person.last_contact_on, self._today())
        row.add(last, ago_cells, styles.dim, right=True)
        return row.strip()


class PromisePainter:
    """Rows of the list of promises: whose, to whom, what, how firm and how often moved, when."""

    def __init__(self, styles: Styles, today: Callable[[], date], held: Held = nobody_held) -> None:
        self._styles = styles
        self._today = today
        self._held = held

    def __call__(self, item: AgendaItem | PromiseRow, width: int, state: RowState) -> Strip:
        """Paint one promise; the arrow points the way the promise goes."""
        if isinstance(item, PromiseRow):
            return paint_promise(item, width, self._styles(), self._today(), strong=state.selected)
        styles, today = self._styles(), self._today()
        roomy = width >= ROOMY
        mine = item.side is Side.MINE
        row = Columns()
        if roomy:
            row.add(words.item_tag(item), TAG_CELLS, _tag_style(item, styles))
        else:
            row.add("▸" if mine else "◂", 2, styles.i_owe if mine else styles.they_owe)
        name_width = name_cells(width) if roomy else max(8, width * 2 // 7)
        name = item.person_name if roomy else item.person_name.split(" ")[0]
        row.add(name, name_width, styles.text_strong if state.selected else styles.text)
        when = (
            words.item_when(item, today, short=True)
            if roomy
            else words.near_day(item.due_on, today)
        )
        if roomy and when == "no date" and item.firmness == "someday":
            when = "someday"
        if roomy and item.waits_for_reply:
            when = f"waits  {when}"
        when_cells = max(8, cell_width(when) + 1)
        lead = TAG_CELLS if roomy else 2
        how = words.promise_how(item, short=not roomy)
        how_cells = cell_width(how) + 1 if how else 0
        row.add(item.text, width - lead - name_width - how_cells - when_cells, styles.mid)
        row.add(how, how_cells, styles.dim)
        late = words.is_late(item, today) and self._held(item.person_id) is None
        row.add(when, when_cells, styles.i_owe if late else styles.dim, right=True)
        return row.strip()


def promise_tag_cells(width: int) -> int:
    """Cells before the text of a promise in a row of that width."""
    return TAG_CELLS if width >= ROOMY else SHORT_TAG_CELLS


def paint_promise(
    promise: PromiseRow,
    width: int,
    styles: RowStyles,
    today: date,
    *,
    strong: bool,
    named: bool = True,
) -> Strip:
    """The columns of a promise that may be closed; `named`: with the person it is with."""
    if named and width < ROOMY:
        return _paint_closed_shortly(promise, width, styles, today, strong=strong)
    row = Columns()
    mine = promise.side is Side.MINE
    is_open = promise.status == "open"
    whose = ("I OWE" if mine else "OWED") if is_open else ("MINE" if mine else "THEIRS")
    tag_style = styles.i_owe_strong if mine else styles.they_owe_strong
    tag_cells = promise_tag_cells(width)
    row.add(whose, tag_cells, tag_style if is_open else styles.dim)
    name_width = name_cells(width) if named else 0
    row.add(promise.person_name, name_width, styles.text_strong if strong else styles.text)
    ending = ending_words(promise.side, promise.status, promise.closed_on, promise.due_on, today)
    how = how_words(promise.firmness, promise.moves) if width >= ROOMY else ""
    ending = ", ".join(filter(None, (how, ending)))
    cells = min(cell_width(ending) + 1, width // 2)
    text_style = styles.text_strong if strong and not named else styles.mid
    row.add(promise.text, width - tag_cells - name_width - cells, text_style)
    late = is_open and promise.due_on is not None and promise.due_on < today
    row.add(ending, cells, styles.i_owe if late else styles.dim, right=True)
    return row.strip()


def _paint_closed_shortly(
    promise: PromiseRow, width: int, styles: RowStyles, today: date, *, strong: bool
) -> Strip:
    """Whose, with whom, what, and when it was closed; "late" where it was kept late."""
    row, mine = Columns(), promise.side is Side.MINE
    row.add("▸" if mine else "◂", 2, styles.i_owe if mine else styles.they_owe)
    name_width = max(8, width * 2 // 7)
    name_style = styles.text_strong if strong else styles.text
    row.add(promise.person_name.split(" ")[0], name_width, name_style)
    closed, due = promise.closed_on, promise.due_on
    when = words.near_day(closed, today) if closed else ""
    if closed and not is_on_time(closed, due):
        when = f"late {when}"
    when_cells = max(8, cell_width(when) + 1)
    row.add(promise.text, width - 2 - name_width - when_cells, styles.mid)
    row.add(when, when_cells, styles.dim, right=True)
    return row.strip()


class HistoryPainter:
    """Rows of the shared history: when, by what way, whose step, what."""

    def __init__(self, styles: Styles, today: Callable[[], date]) -> None:
        self._styles = styles
        self._today = today

    def __call__(self, entry: HistoryRow, width: int, state: RowState) -> Strip:
        """Paint one entry."""
        row = Columns()
        paint_entry(row, entry, width, self._styles(), self._today(), strong=state.selected)
        return row.strip()


def paint_entry(
    row: Columns, entry: HistoryRow, width: int, styles: RowStyles, today: date, *, strong: bool
) -> None:
    """The columns of an entry of the history."""
    row.add(entry_date(local_day(entry.at), today), HISTORY_DATE_CELLS, styles.dim)
    row.add(entry_word(entry), HISTORY_CHANNEL_CELLS, styles.mid)
    mark, style = entry_mark(entry, styles)
    row.add(mark, 2, style)
    text = " ".join(entry.text.split("\n")) or "in touch"
    left = width - HISTORY_DATE_CELLS - HISTORY_CHANNEL_CELLS - 2
    if entry.attached:
        left -= _add_beginning(row, attached_mark(entry.attached), left, styles.accent)
    if entry.may_share:
        left -= _add_beginning(row, MAY_SHARE, left, styles.accent)
    row.add(text, left, styles.text_strong if strong else styles.text)


def attached_mark(number: int) -> str:
    """That an entry points to a file or a page, and to how many if to several."""
    return ATTACHED if number == 1 else f"{ATTACHED}{number}"


def entry_date(day: date, today: date) -> str:
    """ "Fri 13 Nov" this year, "13 Nov 2024" before; always within eleven cells."""
    if day.year == today.year:
        return f"{day:%a} {day.day} {day:%b}"
    return f"{day.day} {day:%b} {day.year}"


def entry_word(entry: HistoryRow) -> str:
    """By what way, or what kind of entry it is, in five letters."""
    if entry.kind in ("conversation", "attempt"):
        return CHANNELS.get(entry.channel, "talk")
    if entry.aspect in ASPECT_WORDS and entry.kind == "story":
        return ASPECT_WORDS[entry.aspect]
    return KIND_WORDS.get(entry.kind, entry.kind)[:5]


def entry_mark(entry: HistoryRow, styles: RowStyles) -> tuple[str, Style]:
    """Whose step it was; a star for stories and milestones."""
    if entry.kind in ("story", "milestone"):
        return STAR, styles.accent
    if entry.kind == "note":
        return "·", styles.dim
    return ARROWS.get(entry.initiated_by, "↔"), styles.dim


def long_date(moment: datetime) -> tuple[str, str]:
    """The day for the header: long and short."""
    return moment.strftime("%A %-d %B"), moment.strftime("%a %-d %b")
