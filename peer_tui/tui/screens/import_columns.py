"""What the columns of an unknown CSV file hold: proposals, for the owner to settle."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual.strip import Strip

from peer_tui.domain.text import clean_line
from peer_tui.interchange.column_mapping import FIELDS, IGNORED, Proposal
from peer_tui.interchange.csv_formats import Sight, first_row_otherwise
from peer_tui.services.outcome import Topic
from peer_tui.tui.actions import Action, Place
from peer_tui.tui.panes.painters import Columns
from peer_tui.tui.screens.import_preview import ImportPage
from peer_tui.tui.widgets.fixed_rows import FixedRows
from peer_tui.tui.widgets.row_lines import RowState
from peer_tui.tui.widgets.virtual_list import VirtualList

NAMING = frozenset({"name", "given", "family", "organisation", "email", "phone"})
"""Without one of these a row is nobody."""
CHOICES = tuple(FIELDS)


class ColumnsScreen(ImportPage):
    """Every column with samples and what it holds; Space and the arrows choose, Enter goes on."""

    takes: ClassVar[frozenset[str]] = frozenset(
        {
            *("columns.accept", "columns.next", "columns.previous", "columns.leave_out"),
            "columns.first_row",
            *("edit.undo", "edit.redo", "import.open", "add.line", "add.person"),
        }
    )

    def __init__(self, name: str, sight: Sight, go_on: Callable[[dict[str, str]], None]) -> None:
        super().__init__()
        self._name = clean_line(name)
        self._go_on = go_on
        self._sight = sight
        self._fields = _proposed(sight)
        self.lines: VirtualList[Proposal] = VirtualList(self._paint, id="import")

    def on_mount(self) -> None:
        """Show every column."""
        self._title.set_title(f"Import {self._name}", "what its columns hold")
        self._show()

    def _show(self) -> None:
        first = "names of the columns" if self._sight.names else "data"
        self._words.set_text(f"First row: {first}. Check what each holds; it is remembered.")
        rows = tuple(self._sight.proposals)
        self.lines.show(FixedRows(rows, lambda column: column.position))

    def refresh_topics(self, topics: frozenset[Topic]) -> None:
        """Nothing of the database is shown here."""

    def _paint(self, row: Proposal, width: int, state: RowState) -> Strip:
        styles = self.row_styles()
        field = self._fields[row.position]
        kind, _, label = field.partition(".")
        words = FIELDS.get(field) or f"{FIELDS.get(kind, kind)} ({label})"
        line = Columns()
        name, held = max(11, width // 4), max(14, width // 4)
        strong = styles.text_strong if state.selected else styles.text
        line.add(row.name or f"column {row.position + 1}", name, strong)
        unsure = not row.certain and field == (row.field or IGNORED)
        asks = "?" if unsure and field != IGNORED else ""
        line.add(words + asks, held, styles.dim if field == IGNORED else styles.accent)
        line.add(", ".join(row.samples), width - name - held, styles.mid)
        return line.strip()

    # the working screen

    @property
    def list_in_use(self) -> VirtualList[Any]:
        """The columns."""
        return self.lines

    def place(self) -> Place:
        """The columns of a file to import."""
        return Place.COLUMNS

    def own_hints(self) -> Sequence[tuple[str, str]]:
        """The keys of this page."""
        return [
            ("columns.next", "Next"),
            ("columns.leave_out", "Leave out"),
            ("columns.first_row", "First row"),
            ("columns.accept", "Go on"),
            ("app.back", "Back"),
            ("columns.previous", "Previous"),
        ]

    def on_virtual_list_opened(self) -> None:
        """A second click takes the next choice."""
        self._turn(1)

    async def perform(self, action: Action) -> bool:
        """Choose, go on; moves."""
        match action.id:
            case "columns.accept":
                self._accept()
            case "columns.next":
                self._turn(1)
            case "columns.previous":
                self._turn(-1)
            case "columns.leave_out":
                self._set(IGNORED)
            case "columns.first_row":
                self._read_first_row_otherwise()
            case _ if action.id in self.takes:
                self.say_first(("columns.accept", "goes on"))
            case _:
                return await super().perform(action)
        return True

    def _turn(self, step: int) -> None:
        row = self.lines.cursor_row
        if row is None:
            return
        # A label of the file's own stands before the first choice.
        choices = CHOICES
        if row.field and row.field not in FIELDS:
            choices = (row.field, *CHOICES)
        at = choices.index(self._fields[row.position])
        self._set(choices[(at + step) % len(choices)])

    def _set(self, field: str) -> None:
        row = self.lines.cursor_row
        if row is not None:
            self._fields[row.position] = field
            self.message_line.clear()
            self.lines.repaint_rows()

    def _read_first_row_otherwise(self) -> None:
        """Take the first row for data, or for names again; what was chosen stays."""
        before = _proposed(self._sight)
        self._sight = first_row_otherwise(self._sight)
        chosen = {at: field for at, field in self._fields.items() if field != before.get(at)}
        proposed = _proposed(self._sight)
        kept = {at: field for at, field in chosen.items() if at in proposed and field in FIELDS}
        self._fields = proposed | kept
        self.message_line.clear()
        self._show()

    def _accept(self) -> None:
        if not self.take_enter():
            return
        if not NAMING & {field.partition(".")[0] for field in self._fields.values()}:
            self.say("Say which column holds the names, or an e-mail address or a phone.")
            return
        self._go_on({each.key: self._fields[each.position] for each in self._sight.proposals})


def _proposed(sight: Sight) -> dict[int, str]:
    """What each column seems to hold, by its position."""
    return {each.position: each.field or IGNORED for each in sight.proposals}
