"""What an import would do, person by person, before anything is written."""

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widgets import Static

from peer_tui.interchange.plan import ImportPlan, Verdict
from peer_tui.interchange.records import ReadResult
from peer_tui.tui.modals.panel import Panel
from peer_tui.tui.panes.painters import Columns
from peer_tui.tui.text import as_content
from peer_tui.tui.themes import styles_for
from peer_tui.tui.widgets.fixed_rows import FixedRows
from peer_tui.tui.widgets.row_lines import RowState
from peer_tui.tui.widgets.virtual_list import VirtualList

VERDICT_CELLS = 9
ORDER = (Verdict.CHANGED, Verdict.SKIPPED, Verdict.NEW, Verdict.SAME)
"""What needs a look comes first."""


@dataclass(frozen=True, slots=True)
class Line:
    """One record of the plan, or a card that could not be read."""

    number: int
    verdict: str
    name: str
    reason: str


def lines_of(found: ReadResult, plan: ImportPlan) -> FixedRows[Line]:
    """Every record with its verdict and reason; what could not be read is among the skipped."""
    raw = [
        (item.verdict, item.record.person.name, item.reason)
        for verdict in ORDER
        for item in plan.planned
        if item.verdict is verdict
    ]
    lost = [(Verdict.SKIPPED, f"card at line {p.line}", p.what) for p in found.skipped]
    noted = [("note", f"card at line {p.line}", p.what) for p in found.problems]
    rows = (Line(n, str(v), name, why) for n, (v, name, why) in enumerate([*lost, *raw, *noted]))
    return FixedRows(tuple(rows), lambda line: line.number)


class ImportPreview(Panel[bool]):
    """Asks whether the plan is to be carried out; True after Enter, False after Esc."""

    DEFAULT_CSS = """
    ImportPreview { background: $peer-ground; layout: vertical; }
    ImportPreview > Static { height: 1; padding: 0 2; }
    ImportPreview > #import-title { text-style: bold; }
    ImportPreview > #import-counts { color: $peer-mid; margin: 0 0 1 0; }
    ImportPreview > #import-keys { color: $peer-dim; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", "Import", priority=True),
        Binding("escape", "give_up", "Leave"),
        Binding("q", "give_up", "Leave"),
    ]

    def __init__(self, name: str, found: ReadResult, plan: ImportPlan) -> None:
        super().__init__()
        self._name = name
        self._found = found
        self._plan = plan
        self._list: VirtualList[Line] = VirtualList(self._paint, id="import-lines")

    def compose(self) -> ComposeResult:
        """A title, the counts, every record, the keys."""
        yield Static(as_content(f"Import {self._name}"), id="import-title")
        yield Static(self._counts(), id="import-counts", markup=False)
        yield self._list
        keys = "Enter imports (u takes it back)   Esc leaves everything as it is"
        if not self._plan.changes_anything:
            keys = "There is nothing new in it.   Esc goes back"
        yield Static(keys, id="import-keys", markup=False)

    def on_mount(self) -> None:
        """Ready to look through."""
        self._list.show(lines_of(self._found, self._plan))
        self._list.focus()

    def _counts(self) -> str:
        numbers = {verdict: self._plan.count(verdict) for verdict in Verdict}
        numbers[Verdict.SKIPPED] += len(self._found.skipped)
        parts = [f"{number:,} {verdict}" for verdict, number in numbers.items()]
        if self._plan.possible_duplicates:
            parts.append(f"possible duplicates: {self._plan.possible_duplicates:,}")
        if self._found.problems:
            parts.append(f"{len(self._found.problems):,} notes")
        return " · ".join(parts)

    def _paint(self, row: Line, width: int, state: RowState) -> Strip:
        styles = styles_for(self.app.theme)
        coloured = {
            str(Verdict.NEW): styles.accent,
            str(Verdict.CHANGED): styles.i_owe,
            str(Verdict.SKIPPED): styles.quiet,
        }
        line = Columns()
        left = width - VERDICT_CELLS
        name = max(12, min(28, width // 3)) if row.reason else left
        line.add(row.verdict, VERDICT_CELLS, coloured.get(row.verdict, styles.dim))
        line.add(row.name, name, styles.text_strong if state.selected else styles.text)
        line.add(row.reason, left - name, styles.mid)
        return line.strip()

    def action_accept(self) -> None:
        """Carry the plan out."""
        self.dismiss(self._plan.changes_anything)

    def action_give_up(self) -> None:
        """Leave everything as it is."""
        self.dismiss(False)
