"""What an import would do, person by person, before anything is written."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.geometry import Region, Size
from textual.layout import Layout, WidgetPlacement
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from peer_tui.domain.text import clean_line
from peer_tui.interchange.plan import ImportPlan, Verdict
from peer_tui.interchange.records import ReadResult
from peer_tui.services.outcome import Topic
from peer_tui.tui.actions import Action, Place
from peer_tui.tui.bars.bar_question import BarQuestion
from peer_tui.tui.panes.painters import Columns
from peer_tui.tui.screens.house_layout import FOOT_ROWS, foot_regions, placements
from peer_tui.tui.screens.opening import Opening
from peer_tui.tui.screens.work import WorkScreen
from peer_tui.tui.targets import Targets
from peer_tui.tui.themes import styles_for
from peer_tui.tui.widgets.fixed_rows import FixedRows
from peer_tui.tui.widgets.frame import PaneTitle, QuietLine
from peer_tui.tui.widgets.painted_line import Hint
from peer_tui.tui.widgets.row_lines import RowState
from peer_tui.tui.widgets.virtual_list import VirtualList

VERDICT_CELLS = 10
TOP_ROWS = 2
DEAF_SECONDS = 0.3
"""Enter this soon after the one that opened the page was meant for the bar before it."""
ORDER = (Verdict.CHANGED, Verdict.SKIPPED, Verdict.NEW, Verdict.SAME)
"""What needs a look comes first."""
WRITTEN = frozenset({Verdict.NEW, Verdict.CHANGED})
UNTOUCHED = "Nothing was imported."

Carry = Callable[[frozenset[int], tuple[str, ...]], None]
"""Carries the plan out: without these positions, with these tags."""


@dataclass(frozen=True, slots=True)
class Line:
    """One record of the plan, or a card that could not be read."""

    number: int
    position: int
    """In the plan; -1 for what is not in it."""
    verdict: str
    name: str
    reason: str


class Lines(FixedRows[Line]):
    """Lines whose numbers are their places."""

    def _index(self, key: Hashable) -> int | None:
        return key if isinstance(key, int) and 0 <= key < len(self.rows) else None


def lines_of(found: ReadResult, plan: ImportPlan) -> Lines:
    """Every record with its verdict and reason; what could not be read is among the skipped."""
    by_verdict: dict[Verdict, list[tuple[int, str, str, str]]] = {each: [] for each in ORDER}
    for item in plan.lines():
        by_verdict[item.verdict].append(
            (item.position, str(item.verdict), item.name or "(no name)", item.reason)
        )
    raw = [
        *((-1, str(Verdict.SKIPPED), f"card at line {p.line}", p.what) for p in found.skipped),
        *(row for verdict in ORDER for row in by_verdict[verdict]),
        *((-1, "note", f"card at line {p.line}", p.what) for p in found.problems),
    ]
    return Lines(tuple(Line(at, *row) for at, row in enumerate(raw)), lambda line: line.number)


class PreviewLayout(Layout):
    """Title, counts, list, foot."""

    name = "import"

    def __init__(self) -> None:
        self.bar_rows = 0

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> list[WidgetPlacement]:
        """Give every part its region."""
        width, height = size
        foot = height - FOOT_ROWS - self.bar_rows
        regions = {
            "import-title": Region(0, 0, width, 1),
            "import-counts": Region(0, 1, width, 1),
            "import-lines": Region(0, TOP_ROWS, width, max(0, foot - TOP_ROWS)),
            "bar": Region(0, foot, width, self.bar_rows),
            **foot_regions(size),
        }
        return placements(children, regions)


class ImportPreview(WorkScreen):
    """Every record of the plan; single people can be left out before it is carried out."""

    takes: ClassVar[frozenset[str]] = frozenset(
        {
            "import.accept",
            "import.leave_out",
            "import.all",
            "import.tag",
            *("edit.undo", "edit.redo", "import.open", "add.line", "add.person"),
        }
    )

    def __init__(self, name: str, found: ReadResult, plan: ImportPlan, carry_out: Carry) -> None:
        super().__init__()
        self._name = clean_line(name)
        self._found = found
        self._plan = plan
        self._carry_out = carry_out
        self._left_out: set[int] = set()
        self._tags: tuple[str, ...] = ()
        self._deaf: Timer | None = None
        """Runs as long as Enter is not heard yet."""
        self._arrangement = PreviewLayout()
        self._title = PaneTitle("import-lines", "Import", id="import-title")
        self._count_line = QuietLine(id="import-counts")
        self.lines: VirtualList[Line] = VirtualList(self._paint, id="import-lines")

    def compose(self) -> ComposeResult:
        """Title, counts, every record, foot."""
        yield self._title
        yield self._count_line
        yield self.lines
        yield self.message_line
        yield self.hint_bar

    @property
    def layout(self) -> Layout:
        """One list."""
        return self._arrangement

    def on_mount(self) -> None:
        """Ready to look through; hears Enter after the first moment."""
        self._title.set_active(True)
        self.lines.show(lines_of(self._found, self._plan))
        self._show_counts()
        self.set_focus(self.lines)
        self._deaf = self.set_timer(DEAF_SECONDS, self._listen)
        self.show_hints()

    def _listen(self) -> None:
        self._deaf = None
        self.show_hints()

    def refresh_topics(self, topics: frozenset[Topic]) -> None:
        """The plan is of the moment it was made; who vanished since is found when it is saved."""

    # what is shown

    def _show_counts(self) -> None:
        stay = self._plan.planned.without(self._left_out)
        stay[Verdict.SKIPPED] += len(self._found.skipped)
        parts = [f"{stay[verdict]:,} {verdict}" for verdict in Verdict]
        gone = sum(map(self._plan.count, Verdict)) + len(self._found.skipped) - sum(stay.values())
        if gone:
            parts.append(f"{gone:,} left out")
        if self._plan.items:
            parts.append(f"{len(self._plan.items):,} of history and the like")
        if self._plan.possible_duplicates:
            parts.append(f"possible duplicates: {self._plan.possible_duplicates:,}")
        if self._found.problems:
            parts.append(f"{len(self._found.problems):,} notes")
        self._count_line.set_text(" · ".join(parts))
        note = f"tagged {', '.join(self._tags)}" if self._tags else ""
        self._title.set_title(f"Import {self._name}", note)

    def _paint(self, row: Line, width: int, state: RowState) -> Strip:
        styles = styles_for(self.app.theme)
        coloured = {
            str(Verdict.NEW): styles.accent,
            str(Verdict.CHANGED): styles.i_owe,
            str(Verdict.SKIPPED): styles.quiet,
        }
        gone = row.position in self._left_out
        line = Columns()
        left = width - VERDICT_CELLS
        name = max(12, min(28, width // 3)) if row.reason else left
        verdict = "left out" if gone else row.verdict
        line.add(verdict, VERDICT_CELLS, styles.dim if gone else coloured.get(verdict, styles.dim))
        strong = styles.text_strong if state.selected else styles.text
        line.add(row.name, name, styles.dim if gone else strong)
        line.add(row.reason, left - name, styles.dim if gone else styles.mid)
        return line.strip()

    # the working screen

    @property
    def list_in_use(self) -> VirtualList[Any]:
        """The records."""
        return self.lines

    def place(self) -> Place:
        """The preview of an import."""
        return Place.IMPORT

    def current_row(self) -> None:
        """No row here is one of the lists that the verbs know."""

    def targets(self) -> Targets:
        """Nothing a verb of every day acts on."""
        return Targets((), ())

    def show_hints(self) -> None:
        """The keys of this page; Enter among them once it is heard."""
        if self.bar_rows:
            return
        keymap, row = self.peer.keymap, self.lines.cursor_row
        gone = row is not None and row.position in self._left_out
        own = [
            ("import.accept", "Import"),
            ("import.leave_out", "Take in" if gone else "Leave out"),
            ("import.all", "All"),
            ("import.tag", "Tag"),
        ]
        if not self._plan.changes_anything:
            own = []
        elif self._deaf is not None:
            del own[0]
        keys = [(id_, label, keymap.keys_of(id_)) for id_, label in [*own, ("app.back", "Back")]]
        self.hint_bar.set_help_key(keymap.keys_of("help.open"))
        self.hint_bar.set_hints([Hint(found[0], label, id_) for id_, label, found in keys if found])

    @on(VirtualList.Highlighted)
    def _row_changed(self) -> None:
        self.show_hints()

    def on_virtual_list_opened(self) -> None:
        """A second click leaves out or takes in."""
        self._toggle()

    async def perform(self, action: Action) -> bool:
        """Leave out, tag, import; moves."""
        match action.id:
            case "import.accept":
                self._accept()
            case "import.leave_out":
                self._toggle()
            case "import.all":
                self._toggle_all()
            case "import.tag":
                self._ask_tag()
            case _ if action.id in self.takes:
                self.say("Enter imports, Esc leaves everything as it is; then that key works.")
            case _ if action.id.startswith("view."):
                self.peer.pop_to_main()
                self.peer.say(UNTOUCHED)
                return await self.peer.main.perform(action)
            case _:
                return self.move(action) or Opening(self.peer, self).perform(action)
        return True

    # choosing

    def _toggle(self) -> None:
        row = self.lines.cursor_row
        if row is None or row.verdict not in WRITTEN:
            self.say("Nothing would be written of this one.")
            return
        self._left_out ^= {row.position}
        self._choices_changed()
        self.lines.next_row()

    def _toggle_all(self) -> None:
        if self._left_out:
            self._left_out.clear()
        else:
            self._left_out = {
                line.position for line in self._plan.lines() if line.verdict in WRITTEN
            }
        self._choices_changed()

    def _choices_changed(self) -> None:
        self.message_line.clear()
        self._show_counts()
        self.lines.repaint_rows()
        self.show_hints()

    def _ask_tag(self) -> None:
        question = BarQuestion(
            kind="import-tag",
            prompt="Tag for everybody of this import:",
            placeholder="fair 2026, suppliers; empty for none",
            initial=", ".join(self._tags),
            allow_empty=True,
            enter_words="takes it",
            esc_words="leaves it",
        )

        def answered(text: str | None) -> None:
            if text is not None:
                names = (clean_line(part).lstrip("#") for part in text.split(","))
                self._tags = tuple(dict.fromkeys(filter(None, names)))
                self._show_counts()

        self.ask(question, answered)

    def _accept(self) -> None:
        if self._deaf is not None:
            # A key that is held down goes on being meant for the bar.
            self._deaf.reset()
            return
        stay = self._plan.planned.without(self._left_out)
        if not (stay[Verdict.NEW] or stay[Verdict.CHANGED] or self._plan.items):
            self.say("There is nothing to import.")
            return
        self._carry_out(frozenset(self._left_out), self._tags)

    def bar_moved(self) -> None:
        """The open bar takes its rows from the list."""
        self._arrangement.bar_rows = self.bar_rows
        self._title.refresh(layout=True)

    def back(self) -> bool:
        """Leave everything as it is."""
        self.dismiss()
        self.peer.call_after_refresh(lambda: self.peer.say(UNTOUCHED))
        return True
