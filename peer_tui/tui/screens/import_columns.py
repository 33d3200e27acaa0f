"""What the columns of an unknown CSV file hold: proposals, for the owner to settle."""

from collections.abc import Callable
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.layout import Layout
from textual.strip import Strip
from textual.timer import Timer

from peer_tui.domain.text import clean_line
from peer_tui.interchange.column_mapping import FIELDS, IGNORED, Proposal
from peer_tui.interchange.csv_formats import Sight
from peer_tui.services.outcome import Topic
from peer_tui.tui.actions import Action, Place
from peer_tui.tui.panes.painters import Columns
from peer_tui.tui.screens import import_preview
from peer_tui.tui.screens.import_preview import UNTOUCHED, PreviewLayout
from peer_tui.tui.screens.opening import Opening
from peer_tui.tui.screens.work import WorkScreen
from peer_tui.tui.targets import Targets
from peer_tui.tui.themes import styles_for
from peer_tui.tui.widgets.fixed_rows import FixedRows
from peer_tui.tui.widgets.frame import PaneTitle, QuietLine
from peer_tui.tui.widgets.painted_line import Hint
from peer_tui.tui.widgets.row_lines import RowState
from peer_tui.tui.widgets.virtual_list import VirtualList

NAMING = frozenset({"name", "given", "family", "organisation", "email", "phone"})
"""Without one of these a row is nobody."""
CHOICES = tuple(FIELDS)


class ColumnsScreen(WorkScreen):
    """Every column with samples and what it holds; Space and the arrows choose, Enter goes on."""

    takes: ClassVar[frozenset[str]] = frozenset(
        {
            *("columns.accept", "columns.next", "columns.previous", "columns.leave_out"),
            *("edit.undo", "edit.redo", "import.open", "add.line", "add.person"),
        }
    )

    def __init__(self, name: str, sight: Sight, go_on: Callable[[dict[str, str]], None]) -> None:
        super().__init__()
        self._name = clean_line(name)
        self._go_on = go_on
        self._fields = {each.position: each.field or IGNORED for each in sight.proposals}
        self._proposals = tuple(sight.proposals)
        self._deaf: Timer | None = None
        """Runs as long as Enter is not heard yet."""
        self._arrangement = PreviewLayout()
        self._title = PaneTitle("import-lines", "Import", id="import-title")
        self._advice = QuietLine(id="import-counts")
        self.lines: VirtualList[Proposal] = VirtualList(self._paint, id="import-lines")

    def compose(self) -> ComposeResult:
        """Title, a sentence, the columns, foot."""
        yield self._title
        yield self._advice
        yield self.lines
        yield self.message_line
        yield self.hint_bar

    @property
    def layout(self) -> Layout:
        """One list."""
        return self._arrangement

    def on_mount(self) -> None:
        """Stand on the first column; hear Enter after the first moment."""
        self._title.set_active(True)
        self._title.set_title(f"Import {self._name}", "what its columns hold")
        self._advice.set_text("Check what each column holds; it is remembered for such files.")
        self.lines.show(FixedRows(self._proposals, lambda column: column.position))
        self.set_focus(self.lines)
        self.show_hints()
        self._deaf = self.set_timer(import_preview.DEAF_SECONDS, self._listen)

    def _listen(self) -> None:
        self._deaf = None

    def refresh_topics(self, topics: frozenset[Topic]) -> None:
        """Nothing of the database is shown here."""

    def _paint(self, row: Proposal, width: int, state: RowState) -> Strip:
        styles = styles_for(self.app.theme)
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

    def current_row(self) -> None:
        """No row here is one of the lists that the verbs know."""

    def targets(self) -> Targets:
        """Nothing a verb of every day acts on."""
        return Targets((), ())

    def show_hints(self) -> None:
        """The keys of this page."""
        keymap = self.peer.keymap
        own = ("columns.next", "columns.previous", "columns.leave_out", "columns.accept")
        labels = ("Next", "Previous", "Leave out", "Go on")
        pairs = [*zip(own, labels, strict=True), ("app.back", "Back")]
        keys = [(id_, label, keymap.keys_of(id_)) for id_, label in pairs]
        self.hint_bar.set_help_key(keymap.keys_of("help.open"))
        self.hint_bar.set_hints([Hint(found[0], label, id_) for id_, label, found in keys if found])

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
            case _ if action.id in self.takes:
                self.say("Enter goes on, Esc leaves everything as it is; then that key works.")
            case _ if action.id.startswith("view."):
                self.peer.pop_to_main()
                self.peer.say(UNTOUCHED)
                return await self.peer.main.perform(action)
            case _:
                return self.move(action) or Opening(self.peer, self).perform(action)
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

    def _accept(self) -> None:
        if self._deaf is not None:
            # A key that is held down goes on being meant for the bar.
            self._deaf.reset()
            return
        if not NAMING & {field.partition(".")[0] for field in self._fields.values()}:
            self.say("Say which column holds the names, or an e-mail address or a phone.")
            return
        self._go_on({each.key: self._fields[each.position] for each in self._proposals})

    def back(self) -> bool:
        """Leave everything as it is."""
        self.dismiss()
        self.peer.call_after_refresh(lambda: self.peer.say(UNTOUCHED))
        return True
