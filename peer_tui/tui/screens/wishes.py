"""What one person and the owner agreed about contact, and what the person asked for."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Region, Size
from textual.layout import Layout, WidgetPlacement
from textual.strip import Strip
from textual.widget import Widget

from peer_tui.domain.boundaries import Boundary, agreed_words, near_date
from peer_tui.domain.history import Side
from peer_tui.domain.preferences import Preference, Stance, preference_words
from peer_tui.domain.wish_line import NotAWish, Wish, read_wish, write_wish
from peer_tui.services import wishes
from peer_tui.services.outcome import Topic
from peer_tui.storage.queries.reach import boundaries, preferences, reach, zone_named
from peer_tui.tui.actions import Action, Place
from peer_tui.tui.bars.bar_question import BarQuestion, Preview
from peer_tui.tui.gate_watch import clock_there, opens_words
from peer_tui.tui.panes.painters import Columns, long_date, paint_heading
from peer_tui.tui.screens.house_layout import FOOT_ROWS, RULES, foot_regions, placements
from peer_tui.tui.screens.opening import Opening
from peer_tui.tui.screens.work import WorkScreen
from peer_tui.tui.targets import Subject, Targets
from peer_tui.tui.themes import RowStyles, styles_for
from peer_tui.tui.widgets.fixed_rows import FixedRows, Heading, heading_key
from peer_tui.tui.widgets.frame import PaneTitle, QuietLine
from peer_tui.tui.widgets.header_line import HeaderLine
from peer_tui.tui.widgets.painted_line import Hint
from peer_tui.tui.widgets.row_lines import RowState
from peer_tui.tui.widgets.rules import Rules
from peer_tui.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Callable

    from peer_tui.services.outcome import Outcome

EXAMPLE = "mail only   no calls before 10, agreed today   wants oak   mine: not at weekends"
NOTHING = (
    "Nothing was agreed or asked for yet.",
    "a writes it down in one line: mail only; not at weekends; wants oak.",
)
TOP_ROWS = 5
WORDS_SHARE = 5, 9
"""The words take five ninths of a row, their dates the rest."""
WishRow = Heading | Boundary | Preference


class WishesLayout(Layout):
    """Header, name, whether it is open now, list, foot."""

    name = "wishes"

    def __init__(self) -> None:
        self.rules = Rules(id=RULES)
        self.bar_rows = 0

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> list[WidgetPlacement]:
        """Give every part its region."""
        width, height = size
        foot = height - FOOT_ROWS - self.bar_rows
        regions = {
            "header": Region(0, 0, width, 1),
            "head-rule": Region(0, 1, width, 1),
            "wishes-title": Region(0, 2, width, 1),
            "wishes-reach": Region(0, 3, width, 1),
            "wishes": Region(0, TOP_ROWS, width, max(0, foot - TOP_ROWS)),
            "bar": Region(0, foot, width, self.bar_rows),
            **foot_regions(size),
        }
        self.rules.set_rules((regions["head-rule"],))
        return placements(children, {**regions, RULES: size.region})


class WishesScreen(WorkScreen):
    """Boundaries of both sides and preferences: seen, added in one line, changed, taken out."""

    takes: ClassVar[frozenset[str]] = frozenset(
        {"add.line", "wish.edit", "wish.acted", "wish.zone", "wish.remove"}
    )

    def __init__(self, subject: Subject, others: int = 0) -> None:
        """`others`: how many more marked people this page is not about."""
        super().__init__()
        self._subject = subject
        self._others = others
        self._arrangement = WishesLayout()
        self.header = HeaderLine((), id="header")
        self.title_line = PaneTitle("wishes", subject.name, id="wishes-title")
        self.reach_line = QuietLine(id="wishes-reach")
        self.rows: VirtualList[WishRow] = VirtualList(
            self._paint,
            empty_text=[Content(line) for line in NOTHING],
            selectable=lambda row: not isinstance(row, Heading),
            id="wishes",
        )

    def compose(self) -> ComposeResult:
        """Header, name, the list, foot."""
        yield self.header
        yield self._arrangement.rules
        yield self.title_line
        yield self.reach_line
        yield self.rows
        yield self.message_line
        yield self.hint_bar

    @property
    def layout(self) -> Layout:
        """One list."""
        return self._arrangement

    def on_mount(self) -> None:
        """Read everything and stand on the first row."""
        self.header.set_sample(self.peer.sample)
        self.header.set_day(*long_date(self.peer.now()))
        self.title_line.set_active(True)
        self._read()
        self.set_focus(self.rows)
        if self._others:
            people = "1 more person is" if self._others == 1 else f"{self._others} more people are"
            self.say(f"This page is about {self._subject.name}; {people} marked.")

    def _read(self) -> None:
        reader, who = self.peer.store.reader, self._subject.id
        agreed, asked = boundaries(reader, who), preferences(reader, who)
        count = len(agreed) + len(asked)
        self.title_line.set_title(
            self._subject.name, f"what was agreed and asked for  {count or ''}".rstrip()
        )
        self.rows.show(FixedRows(tuple(_rows(agreed, asked)), _key))
        found = reach(reader, who, self.peer.now(), "", self.peer.settings.quiet_hours)
        if found.open:
            words = f"Can be reached now. {_sentence(found.advice)}"
        else:
            words = f"HELD: {found.why}. {opens_words(self.peer, found.opens_at)}."
        zone = zone_named(reader.value("SELECT time_zone FROM person WHERE id = ?", (who,)) or "")
        if zone is not None:
            words += f" {clock_there(self.peer.now(), zone)}."
        self.reach_line.set_text(words.replace("  ", " "))
        self.show_hints()

    def refresh_topics(self, topics: frozenset[Topic]) -> None:
        """Read everything again, keeping the place."""
        self._read()

    def show_hints(self) -> None:
        """The keys of this page."""
        if self.bar_rows:
            return
        keymap = self.peer.keymap
        own = [("add.line", "Add"), ("wish.edit", "Change"), ("wish.remove", "Remove")]
        if isinstance(self.rows.cursor_row, Preference):
            own.append(("wish.acted", "Acted on"))
        own += [("wish.zone", "Their clock"), ("edit.undo", "Undo"), ("app.back", "Back")]
        if self.rows.cursor_row is None:
            own = [own[0], *own[-3:]]
        keys = ((action_id, label, keymap.keys_of(action_id)) for action_id, label in own)
        self.hint_bar.set_hints([Hint(found[0], label, id_) for id_, label, found in keys if found])

    @property
    def list_in_use(self) -> VirtualList[Any]:
        """The one list."""
        return self.rows

    def place(self) -> Place:
        """The page of boundaries and preferences."""
        return Place.BOUNDARIES

    def current_row(self) -> None:
        """No row here is one of the lists that the verbs know."""

    def current_subject(self) -> Subject:
        """This person, whatever the row."""
        return self._subject

    def targets(self) -> Targets:
        """The person alone."""
        return Targets((), (self._subject,))

    @on(VirtualList.Highlighted)
    def _row_changed(self) -> None:
        self.show_hints()

    def on_virtual_list_opened(self) -> None:
        """A second click changes the line."""
        self._edit()

    async def perform(self, action: Action) -> bool:
        """Add, change, take out; moves."""
        row = self.rows.cursor_row
        match action.id:
            case "add.line":
                self._ask("wish", f"Wish of {self._subject.name}:", "", self._add)
            case "wish.edit":
                self._edit()
            case "wish.acted" if isinstance(row, Preference):
                self.peer.start(self._act(lambda: wishes.acted_on(self.peer.store, row)))
            case "wish.acted":
                self.say("A boundary holds until it is changed; this key is for what they want.")
            case "wish.zone":
                from peer_tui.tui.time_zones import ask_for_zone

                ask_for_zone(self.peer, self, self._subject)
            case "wish.remove" if isinstance(row, Boundary | Preference):
                self.peer.start(self._act(lambda: wishes.remove_wish(self.peer.store, row)))
            case "wish.remove":
                self.say("Nothing here to take out.")
            case _ if action.id.startswith("view."):
                self.peer.pop_to_main()
                return await self.peer.main.perform(action)
            case _:
                return self.move(action) or Opening(self.peer, self).perform(action)
        return True

    def _edit(self) -> None:
        row = self.rows.cursor_row
        if not isinstance(row, Boundary | Preference):
            self.say("Nothing here to change; a adds.")
            return

        def changed(wish: Wish) -> "Outcome":
            return wishes.change_wish(self.peer.store, row, wish)

        self._ask(f"wish:{row.id}", "Change:", write_wish(row), changed)

    def _add(self, wish: Wish) -> "Outcome":
        return wishes.add_wish(self.peer.store, self._subject.id, wish)

    def _ask(
        self, draft: str, prompt: str, initial: str, save: "Callable[[Wish], Outcome]"
    ) -> None:
        question = BarQuestion(
            kind="wish",
            prompt=prompt,
            initial=initial,
            placeholder=EXAMPLE,
            draft_key=draft if initial else f"{draft}:{self._subject.id}",
            preview=self._preview,
        )

        async def saved(line: str) -> None:
            wish = self._read_line(line)
            if not await self._act(lambda: save(wish)):
                self.bar.keep_draft(question, line)

        def answered(line: str | None) -> None:
            if line is not None:
                self.peer.start(saved(line))

        self.ask(question, answered)

    async def _act(self, call: "Callable[[], Outcome]") -> bool:
        return await self.peer.act(call) is not None

    def _read_line(self, line: str) -> Wish:
        return read_wish(line, self.peer.now(), self.peer.settings.date_order)

    def _preview(self, line: str) -> Preview:
        if not line.strip():
            return Preview("", ok=False)
        try:
            wish = self._read_line(line)
        except NotAWish as fault:
            return Preview(str(fault), ok=False)
        words, when = _cells(wish, self.peer.today())
        head = [_group(wish), words, when]
        return Preview(" · ".join(part for part in head if part))

    def _paint(self, row: WishRow, width: int, state: RowState) -> Strip:
        styles: RowStyles = styles_for(self.app.theme)
        if isinstance(row, Heading):
            return paint_heading(row.words, width, styles)
        words, when = _cells(row, self.peer.today())
        line = Columns()
        share = width * WORDS_SHARE[0] // WORDS_SHARE[1] if when else width
        line.add(words, share, styles.text_strong if state.selected else styles.text)
        line.add(when, width - share, styles.dim)
        return line.strip()

    def bar_moved(self) -> None:
        """The open bar takes its rows from the list."""
        self._arrangement.bar_rows = self.bar_rows
        self.header.refresh(layout=True)

    def back(self) -> bool:
        """Back to where the owner came from."""
        self.dismiss()
        return True


def _rows(agreed: Sequence[Boundary], asked: Sequence[Preference]) -> list[WishRow]:
    """Each group under its heading, a blank line between groups."""
    rows: list[WishRow] = []
    everything: list[Wish] = [*agreed, *asked]
    for wish in everything:
        heading = Heading(_group(wish))
        if heading not in rows:
            rows.extend([Heading("", len(rows)), heading] if rows else [heading])
        rows.append(wish)
    return rows


def _key(row: WishRow) -> tuple[str, int | None]:
    if isinstance(row, Heading):
        return heading_key(row)
    return (type(row).__name__, row.id)


def _group(wish: Wish) -> str:
    if isinstance(wish, Preference):
        return {Stance.WANTS: "Wants", Stance.AVOIDS: "Avoids", Stance.UNSURE: "Unsure"}[
            wish.stance
        ]
    return "Theirs" if wish.side is Side.THEIRS else "Mine"


def _cells(wish: Wish, today: date) -> tuple[str, str]:
    """What it says, and its dates."""
    if isinstance(wish, Preference):
        words = wish.topic if wish.stance is not Stance.UNSURE else preference_words(wish)
        dated = (
            ("said", wish.said_on),
            ("acted on", wish.acted_on),
            ("ask again", wish.reconfirm_on),
        )
        said = ""
    else:
        words = agreed_words(wish, today, dates=False).removeprefix("mine: ")
        dated = (("agreed", wish.agreed_on), ("until", wish.until), ("", None))
        said = f"“{wish.sentence}”" if wish.sentence else ""
    when = [f"{word} {near_date(day, today)}" for word, day in dated if day is not None]
    return words, " · ".join([*when, said] if said else when)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}." if words else ""
