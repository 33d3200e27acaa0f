"""The card of a person: who, how to reach them, what is owed each way, what comes next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rich.style import Style

from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.calendar_days import short_day
from peer_tui.domain.follow_ups import Purpose, RecursFrom
from peer_tui.domain.history import UNANSWERED, Side
from peer_tui.domain.people import ContactKind, ImportantDate, RhythmKind, Tag
from peer_tui.domain.promise_words import how_words, kept_words
from peer_tui.domain.recurrence import describe
from peer_tui.domain.rhythm import every_words
from peer_tui.storage.queries import history
from peer_tui.storage.queries.card import LOOK_BACK, Card
from peer_tui.storage.queries.card import card as read_stored_card
from peer_tui.storage.queries.unanswered import unanswered
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import HistoryRow
from peer_tui.tui.panes.card_lines import lines_of
from peer_tui.tui.panes.painters import Columns, paint_entry
from peer_tui.tui.panes.words import MONTH, WEEK, item_text
from peer_tui.tui.text import cell_width, one_line, wrap
from peer_tui.tui.themes import RowStyles
from peer_tui.tui.widgets.painted_line import LineBuilder

LABEL_CELLS = 12
MOST_PROMISES = 4
HISTORY_LINES = 3
# One statement, as it is asked at every step of the cursor. Kindness is looked for among the
# newest entries only, so that no card takes long.
HAS = """
    SELECT EXISTS (SELECT 1 FROM boundary WHERE person_id = :who)
        OR EXISTS (SELECT 1 FROM preference WHERE person_id = :who),
    EXISTS (SELECT 1 FROM need WHERE person_id = :who AND closed_on IS NULL),
    EXISTS (SELECT 1 FROM (SELECT interaction_id FROM interaction_person
        WHERE person_id = :who ORDER BY at DESC LIMIT :look_back) AS newest
        CROSS JOIN interaction INDEXED BY interaction_kindness
        ON interaction.id = newest.interaction_id
        WHERE interaction.kind = 'kindness' AND interaction.side <> ''),
    EXISTS (SELECT 1 FROM relation WHERE one_id = :who)
        OR EXISTS (SELECT 1 FROM relation WHERE other_id = :who),
    (SELECT standing <> 'active' FROM person WHERE id = :who)
"""
"""Whether a person has wishes, open needs, kindness, ties, and a standing of their own."""
GIVE_ROOM = "two unanswered in a row: give it room"
REACHED_BY = (ContactKind.PHONE, ContactKind.EMAIL, ContactKind.MESSENGER)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class ShownCard:
    """What the card shows, read at once."""

    card: Card
    entries: tuple[HistoryRow, ...]
    """The newest entries, for where the card and the history share one place."""
    wishes: tuple[tuple[str, bool], ...] = ()
    """How to reach them and what they asked for; (words, True) are theirs."""
    standing: str = ""
    """How it stands with them, in words; empty while active."""
    needs_room: bool = False
    """Whether the last two steps were mine and nobody answered."""
    needs: tuple[tuple[tuple[str, bool], ...], ...] = ()
    """What they came with and is open, the words of each."""
    kindness: tuple[tuple[str, bool], ...] = ()
    """The last kindness each way."""
    ties: tuple[tuple[str, bool], ...] = ()
    """Whom they are tied to."""


def read_card(
    reader: Reader,
    person_id: int,
    *,
    with_history: bool,
    now: datetime | None = None,
    passed: bool = False,
) -> ShownCard | None:
    """The card of a person; None when they are gone. Without a moment nothing is said of reach.

    `passed`: who is held lets the next contact through.
    """
    card = read_stored_card(reader, person_id)
    if card is None:
        return None
    entries: tuple[HistoryRow, ...] = ()
    if with_history:
        entries = tuple(history.with_person(reader, person_id).first(HISTORY_LINES))
    needs_room = unanswered(reader, person_id) >= UNANSWERED
    if now is None:
        return ShownCard(card, entries, needs_room=needs_room)
    today = now.date()
    asked = {"who": person_id, "look_back": LOOK_BACK}
    has_wishes, has_needs, was_kind, has_ties, stands_apart = reader.row(HAS, asked)
    wishes: tuple[tuple[str, bool], ...] = ()
    if has_wishes:
        from peer_tui.tui.panes.card_wishes import wishes_words

        wishes = tuple(wishes_words(reader, person_id, now, passed=passed))
    needs: tuple[tuple[tuple[str, bool], ...], ...] = ()
    kindness: tuple[tuple[str, bool], ...] = ()
    if has_needs or was_kind:
        from peer_tui.tui.panes import card_told

        needs = tuple(card_told.need_facts(reader, person_id, today)) if has_needs else ()
        kindness = card_told.kindness_facts(reader, person_id, today) if was_kind else ()
    ties: tuple[tuple[str, bool], ...] = ()
    if has_ties:
        from peer_tui.tui.panes.card_ties import tie_words

        ties = tie_words(reader, person_id)
    standing = ""
    if stands_apart:
        from peer_tui.storage.queries.standing import standing_of

        standing = standing_of(reader, person_id).words(today)
    return ShownCard(
        card, entries, wishes, standing, needs_room, needs=needs, kindness=kindness, ties=ties
    )


class CardPainter:
    """Paints a card for any width."""

    def __init__(self, shown: ShownCard | None, today: date, opens: str = "") -> None:
        """`opens`: the key for the rest of the history."""
        self._opens = f" · {opens} opens everything" if opens else ""
        self._shown = shown
        self._today = today

    def __call__(self, styles: RowStyles, width: int) -> Sequence[LineBuilder]:
        """The lines of the card."""
        if self._shown is None or width < LABEL_CELLS:
            return []
        if not self._shown.entries:
            return [*self._head(styles, width), *self._facts(styles, width)]
        return [
            *self._head(styles, width),
            *self._standing(styles, width),
            *self._wishes(styles, width),
            *self._owed(styles, width),
            *self._needs(styles, width),
            *self._next(styles, width),
            *self._times(styles, width),
            *self._kindness(styles, width),
            *self._entries(styles, width),
            *self._kept(styles, width),
            *self._ties(styles, width),
            *self._dates(styles, width),
            *self._notes(styles, width),
        ]

    def _head(self, styles: RowStyles, width: int) -> Iterator[LineBuilder]:
        person = self._card_of().person
        place = ", ".join(filter(None, (person.job_title, person.organisation)))
        roles = " · ".join(map(tag_words, person.tags))
        reach = " · ".join(
            point.value
            for point in person.contact_points
            if point.kind in REACHED_BY and not point.do_not_use
        )
        name = one_line(person.name, width)
        first = LineBuilder()
        first.add(name, styles.text_strong)
        room = width - first.width - 2
        # The roles go where they fit: beside the name, else under it.
        beside = cell_width(place) + cell_width(roles) + 2 <= room
        if place and room > 4:
            first.gap(2)
            first.add(one_line(place, room), styles.mid)
        if beside:
            first.gap(width - first.width - cell_width(roles))
            first.add(one_line(roles, width), styles.dim)
        yield first
        second = LineBuilder()
        second.add(one_line(reach, width), styles.mid)
        under = "" if beside else one_line(roles, max(0, width - second.width - 2))
        second.gap(width - second.width - cell_width(under))
        second.add(under, styles.dim)
        yield second
        if self._shown is not None and not self._shown.entries:
            yield LineBuilder()

    def _wishes(self, styles: RowStyles, width: int) -> Iterator[LineBuilder]:
        if self._shown is not None and self._shown.wishes:
            yield from self._wrapped_fact(styles, width, "Reach", self._shown.wishes)

    def _needs(self, styles: RowStyles, width: int) -> Iterator[LineBuilder]:
        for number, words in enumerate(self._shown.needs if self._shown else ()):
            yield from self._wrapped_fact(styles, width, "" if number else "Need", words)

    def _kindness(self, styles: RowStyles, width: int) -> Iterator[LineBuilder]:
        if self._shown is not None and self._shown.kindness:
            yield from self._wrapped_fact(styles, width, "Kindness", self._shown.kindness)

    def _standing(self, styles: RowStyles, width: int) -> Iterator[LineBuilder]:
        if self._shown is not None and self._shown.standing:
            yield from self._wrapped_fact(styles, width, "Standing", [(self._shown.standing, True)])

    def _facts(self, styles: RowStyles, width: int) -> Iterator[LineBuilder]:
        yield from self._standing(styles, width)
        yield from self._wishes(styles, width)
        yield from self._owed(styles, width)
        yield from self._needs(styles, width)
        yield from self._kept(styles, width)
        yield from self._next(styles, width)
        yield from self._times(styles, width)
        yield from self._kindness(styles, width)
        yield from self._ties(styles, width)
        yield from self._dates(styles, width)
        yield from self._notes(styles, width)

    def _owed(self, styles: RowStyles, width: int) -> Iterator[LineBuilder]:
        card = self._card_of()
        for owed, label, style in (
            (card.mine, "I owe", styles.i_owe_strong),
            (card.theirs, "They owe", styles.they_owe_strong),
        ):
            if not owed.first and not (self._shown and self._shown.entries):
                yield self._fact(styles, width, label, [("nothing", False)])
            shown = owed.first[:MOST_PROMISES]
            for number, item in enumerate(shown):
                words = [(item.text, True), (self._promise_words(item), False)]
                if number == len(shown) - 1 and owed.count > len(shown):
                    words.append((f"and {owed.count - len(shown)} more", False))
                yield self._fact(styles, width, "" if number else label, words, style)

    def _kept(self, styles: RowStyles, width: int) -> Iterator[LineBuilder]:
        card = self._card_of()
        kept = (kept_words(Side.MINE, card.mine.kept), kept_words(Side.THEIRS, card.theirs.kept))
        if any(kept):
            words = ", ".join(filter(None, kept))
            yield self._fact(styles, width, "Kept", [(words, True)])

    def _promise_words(self, item: AgendaItem) -> str:
        if item.due_on == date.max:
            words = "no date"
        else:
            verb = "was due" if item.due_on < self._today else "by"
            words = f"{verb} {short_day(item.due_on, self._today)}"
        return ", ".join(filter(None, (words, how_words(item.firmness, item.moves))))

    def _next(self, styles: RowStyles, width: int) -> Iterator[LineBuilder]:
        for number, item in enumerate(self._card_of().follow_ups):
            repeats = f", {describe(item.recurrence, RecursFrom.DATE)}" if item.recurrence else ""
            meets = item.purpose is Purpose.INTRODUCTION
            text = item_text(item, self._today) if meets else item.text
            words = [(short_day(item.due_on, self._today), False), (text + repeats, True)]
            yield self._fact(styles, width, "" if number else "Next", words)

    def _times(self, styles: RowStyles, width: int) -> Iterator[LineBuilder]:
        card = self._card_of()
        person = card.person
        last = person.last_contact_on
        if last is None:
            words = [("not yet", True)]
        else:
            contact = f"{short_day(last, self._today)} ({days_ago(last, self._today)})"
            step = _first_step(card.last_contact)
            words = [(f"{contact},", True), (step, True)] if step else [(contact, True)]
        if person.rhythm.kind is RhythmKind.PERIODIC and person.rhythm.days:
            words[-1] = (f"{words[-1][0]};", True)
            words.append((f"every {every_words(person.rhythm.days)}", False))
        if self._shown is not None and self._shown.needs_room:
            words.append((GIVE_ROOM, True))
        yield from self._wrapped_fact(styles, width, "In touch", words)

    def _ties(self, styles: RowStyles, width: int) -> Iterator[LineBuilder]:
        if self._shown is not None and self._shown.ties:
            yield self._fact(styles, width, "Around", self._shown.ties)

    def _dates(self, styles: RowStyles, width: int) -> Iterator[LineBuilder]:
        person = self._card_of().person
        dates = ", ".join(map(date_words, person.dates))
        if dates:
            yield self._fact(styles, width, "Dates", [(dates, True)])
        met = ", ".join(
            filter(
                None, (person.met_on, f"through {person.met_through}" * bool(person.met_through))
            )
        )
        if met:
            yield self._fact(styles, width, "Met", [(met, True)])

    def _notes(self, styles: RowStyles, width: int) -> Iterator[LineBuilder]:
        room = width - LABEL_CELLS
        paragraphs = [line for line in self._card_of().person.notes.split("\n") if line.strip()]
        number = 0
        for paragraph in paragraphs:
            quote = paragraph.startswith(">")
            text = f"“{paragraph[1:].strip()}”" if quote else paragraph
            for line in wrap(text, room):
                style = styles.text_quote if quote else styles.text
                yield self._styled_fact(styles, width, "" if number else "Note", line, style)
                number += 1

    def _entries(self, styles: RowStyles, width: int) -> Iterator[LineBuilder]:
        assert self._shown is not None
        for entry in self._shown.entries:
            row = Columns()
            paint_entry(row, entry, width, styles, self._today, strong=False)
            line = LineBuilder()
            for segment in row.segments:
                line.add(segment.text, segment.style or styles.text)
            yield line
        more = self._shown.card.history_count - len(self._shown.entries)
        if more > 0:
            line = LineBuilder()
            line.add(f"{more} more{self._opens}", styles.dim_quote)
            yield line

    def _styled_fact(
        self, styles: RowStyles, width: int, label: str, text: str, style: Style
    ) -> LineBuilder:
        line = self._fact(styles, width, label, [])
        line.add(one_line(text, width - line.width), style)
        return line

    def _fact(
        self,
        styles: RowStyles,
        width: int,
        label: str,
        words: Sequence[tuple[str, bool]],
        label_style: Style | None = None,
    ) -> LineBuilder:
        """A label and its words; (words, True) are the owner's own."""
        line = LineBuilder()
        line.add(one_line(label, LABEL_CELLS - 1, "left") + " ", label_style or styles.dim)
        for text, own in words:
            gap = 1 if line.width > LABEL_CELLS else 0
            room = width - line.width - gap
            if room > 1 and text:
                line.gap(gap)
                line.add(one_line(text, room), styles.text if own else styles.dim)
        return line

    def _wrapped_fact(
        self, styles: RowStyles, width: int, label: str, words: Sequence[tuple[str, bool]]
    ) -> Iterator[LineBuilder]:
        """As `_fact`, but in as many lines as the words need."""
        for line in lines_of(words, max(1, width - LABEL_CELLS)):
            yield self._fact(styles, width, label, line)
            label = ""

    def _card_of(self) -> Card:
        assert self._shown is not None
        return self._shown.card


def _first_step(entry: HistoryRow | None) -> str:
    if entry is None or entry.initiated_by == "both":
        return ""
    return "I reached out last" if entry.initiated_by == "me" else "they reached out last"


def tag_words(tag: Tag) -> str:
    """ "customer since 2021", "neighbour"."""
    since = f" since {tag.since}" if tag.since else ""
    until = f" until {tag.until}" if tag.until else ""
    return f"{tag.name}{since}{until}"


def date_words(day: ImportantDate) -> str:
    """ "birthday 4 Mar", "anniversary May 2019"."""
    on = day.on
    month = MONTHS[on.month - 1] if on.month else ""
    parts = (str(on.day) if on.day else "", month, str(on.year) if on.year else "")
    return f"{day.label or day.kind} {' '.join(filter(None, parts))}"


def days_ago(day: date, today: date) -> str:
    """ "today", "yesterday", "5 days ago", "9 weeks ago"."""
    days = (today - day).days
    if days <= 1:
        return "yesterday" if days == 1 else "today"
    return f"{span_words(days)} ago"


def span_words(days: int) -> str:
    """A number of days in the largest honest unit: "10 days", "6 weeks", "3 months"."""
    if (days % WEEK == 0 and days < 4 * MONTH) or 2 * WEEK < days < 3 * MONTH:
        weeks = days // WEEK
        return "week" if weeks == 1 else f"{weeks} weeks"
    if days >= 3 * MONTH:
        return f"{round(days / MONTH)} months"
    return "day" if days == 1 else f"{days} days"
