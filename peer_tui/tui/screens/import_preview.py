"""What an import would do, person by person, before anything is written."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar

from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from peer_tui.domain.text import clean_line
from peer_tui.interchange.plan import ImportPlan, Verdict
from peer_tui.interchange.records import ReadResult
from peer_tui.services.outcome import Topic
from peer_tui.tui.actions import Action, Place
from peer_tui.tui.bars.bar_question import BarQuestion
from peer_tui.tui.late_enter import LateEnter
from peer_tui.tui.panes.painters import Columns
from peer_tui.tui.screens.import_lines import Line, Lines
from peer_tui.tui.screens.page import OwnKeys, PageScreen, Regions, titled
from peer_tui.tui.text import cell_width
from peer_tui.tui.widgets.frame import PaneTitle, QuietLine
from peer_tui.tui.widgets.row_lines import RowState
from peer_tui.tui.widgets.virtual_list import VirtualList

VERDICT_CELLS = 10
CURSOR_CELLS = 2
PLACE_CELLS = 20
"""What says where in the file a card is."""
WRITTEN = frozenset({Verdict.NEW, Verdict.CHANGED})
UNTOUCHED = "Nothing was imported."

Carry = Callable[[frozenset[int], tuple[str, ...]], None]
"""Carries the plan out: without these positions, with these tags."""


def name_cells(row: Line, width: int) -> int:
    """How much of a row of this width is for the name; the reason gets the rest."""
    if not row.reason:
        return width - VERDICT_CELLS
    cells = max(12, min(28, width // 3))
    return min(cells, PLACE_CELLS) if row.position < 0 else cells


class ImportPage(OwnKeys, PageScreen):
    """Title, a quiet line, a list; left without Enter, it leaves everything as it is."""

    def __init__(self) -> None:
        super().__init__()
        self._title = PaneTitle("import", "Import", id="import-title")
        self._words = QuietLine(id="import-words")
        self._enter: LateEnter | None = None

    def divide(self, size: Size, foot: int) -> Regions:
        """Title, a quiet line, list."""
        width = size.width
        return {
            **titled("import", width, 0, foot, between=1),
            "import-words": Region(0, 1, width, 1),
        }

    def parts(self) -> Iterable[Widget]:
        """Title, a quiet line, list."""
        return self._title, self._words, self.list_in_use

    @property
    def list_in_use(self) -> VirtualList[Any]:
        """The one list."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Stand on the first row; hear Enter after the first moment."""
        self._title.set_active(True)
        self.set_focus(self.list_in_use)
        self._enter = LateEnter(self, self.show_hints)
        self.show_hints()

    @property
    def hears_enter(self) -> bool:
        """Whether the first moment is over."""
        return self._enter is not None and self._enter.is_heard

    def take_enter(self) -> bool:
        """Enter came: whether it is meant for this page."""
        return self._enter is not None and self._enter.take()

    def say_first(self, way: tuple[str, str]) -> None:
        """Say that the import is to be ended first, one way or the other."""
        leaves = ("app.back", "leaves everything as it is")
        self.say(self.peer.keymap.advice("That key works after the import", way, leaves))

    def left(self) -> None:
        """Say that nothing was done."""
        self.peer.say(UNTOUCHED)

    def back(self) -> bool:
        """Leave everything as it is."""
        self.leave(UNTOUCHED)
        return True


class ImportPreview(ImportPage):
    """Every record of the plan; single people can be left out before it is carried out."""

    takes: ClassVar[frozenset[str]] = frozenset(
        {
            "import.accept",
            "import.leave_out",
            "import.all",
            "import.tag",
            "import.columns",
            *("edit.undo", "edit.redo", "import.open", "add.line", "add.person"),
        }
    )

    def __init__(
        self, name: str, found: ReadResult, plan: ImportPlan, lines: Lines, carry_out: Carry
    ) -> None:
        """`lines` are those of the plan, made by `lines_of` on another thread."""
        super().__init__()
        self._rows = lines
        self.ask_columns: Callable[[], None] | None = None
        """Asks what the columns hold; None where a file has none that the owner could name."""
        self._name = clean_line(name)
        self._found = found
        self._plan = plan
        self._carry_out = carry_out
        self._left_out: set[int] = set()
        self._tags: tuple[str, ...] = ()
        self.lines: VirtualList[Line] = VirtualList(self._paint, id="import")

    def on_mount(self) -> None:
        """Ready to look through."""
        self.lines.show(self._rows)
        self._show_counts()

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
        if untaken := len(self._found.not_taken):
            parts.append("1 column not taken" if untaken == 1 else f"{untaken:,} columns not taken")
        if missing := len(self._found.not_read):
            parts.append(f"{missing:,} not read")
        if self._found.problems:
            notes = len(self._found.problems)
            parts.append("1 note" if notes == 1 else f"{notes:,} notes")
        self._words.set_text(" · ".join(parts))
        note = f"tagged {', '.join(self._tags)}" if self._tags else ""
        self._title.set_title(f"Import {self._name}", note)

    def _paint(self, row: Line, width: int, state: RowState) -> Strip:
        styles = self.row_styles()
        coloured = {
            str(Verdict.NEW): styles.accent,
            str(Verdict.CHANGED): styles.i_owe,
            str(Verdict.SKIPPED): styles.quiet,
        }
        gone = row.position in self._left_out
        line = Columns()
        left, name = width - VERDICT_CELLS, name_cells(row, width)
        verdict = "left out" if gone else row.verdict
        line.add(verdict, VERDICT_CELLS, styles.dim if gone else coloured.get(verdict, styles.dim))
        strong = styles.text_strong if state.selected else styles.text
        line.add(row.name, name, styles.dim if gone else strong)
        line.add(row.reason, left - name, styles.dim if gone else styles.mid)
        return line.strip()

    # the working screen

    def row_changed(self) -> None:
        """Say the whole reason where the row has no room for it."""
        super().row_changed()
        row = self.lines.cursor_row
        width = self.size.width - CURSOR_CELLS
        room = 0 if row is None else width - VERDICT_CELLS - name_cells(row, width)
        if row is not None and cell_width(row.reason) > room:
            self.say(row.reason[:1].upper() + row.reason[1:])
        else:
            self.message_line.clear()

    @property
    def list_in_use(self) -> VirtualList[Any]:
        """The records."""
        return self.lines

    def place(self) -> Place:
        """The preview of an import."""
        return Place.IMPORT

    def own_hints(self) -> Sequence[tuple[str, str]]:
        """The keys of this page; Enter among them once it is heard."""
        row = self.lines.cursor_row
        gone = row is not None and row.position in self._left_out
        own = [
            ("import.accept", "Import"),
            ("import.leave_out", "Take in" if gone else "Leave out"),
            ("import.all", "All"),
            ("import.tag", "Tag"),
        ]
        if not self._plan.changes_anything:
            own = []
        elif not self.hears_enter:
            del own[0]
        if self.ask_columns is not None:
            own.append(("import.columns", "Columns"))
        return [*own, ("app.back", "Back")]

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
            case "import.columns":
                self._go_to_columns()
            case _ if action.id in self.takes:
                self.say_first(("import.accept", "imports"))
            case _:
                return await super().perform(action)
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
            self._left_out = self._plan.planned.written()
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

    def _go_to_columns(self) -> None:
        if self.ask_columns is None:
            self.say("Nothing is unknown about the columns of this file.")
        else:
            self.ask_columns()

    def _accept(self) -> None:
        if not self.take_enter():
            return
        stay = self._plan.planned.without(self._left_out)
        if not (stay[Verdict.NEW] or stay[Verdict.CHANGED] or self._plan.items):
            self.say("There is nothing to import.")
            return
        self._carry_out(frozenset(self._left_out), self._tags)
