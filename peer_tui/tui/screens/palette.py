"""The palette: what can be done here with its key, every person, every saved view."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from textual.content import Content
from textual.strip import Strip

from peer_tui.domain.text import clean_line, fold
from peer_tui.services.outcome import Topic
from peer_tui.storage.queries import near
from peer_tui.storage.queries.find import people_near
from peer_tui.storage.queries.people import FoundPerson, matching
from peer_tui.tui.action_list import ACTIONS
from peer_tui.tui.actions import Action, Place, acts_on, label_for, works_in
from peer_tui.tui.bars.bar_question import BarQuestion, Preview
from peer_tui.tui.panes.painters import Columns, name_cells
from peer_tui.tui.screens.field import FieldScreen
from peer_tui.tui.screens.work import WorkScreen
from peer_tui.tui.targets import Subject, kind_of
from peer_tui.tui.themes import RowStyles
from peer_tui.tui.view_keys import view_key
from peer_tui.tui.widgets.fixed_rows import FixedRows, Heading, heading_key
from peer_tui.tui.widgets.painted_line import Hint
from peer_tui.tui.widgets.row_lines import RowState

MOST_PEOPLE = 20
KEY_CELLS = 16
OWN_WAY = frozenset({"palette.open", "app.back"})
"""Actions that mean nothing from inside the palette."""
HINTS = (
    Hint("Enter", "do it", ""),
    Hint("Esc", "back", "app.back"),
    Hint("Down", "choose", "move.down"),
)


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action that works on the screen below."""

    action: Action
    label: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JumpRow:
    """A person to go to."""

    subject: Subject
    organisation: str


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A saved view."""

    letter: str
    query: str


DoRow = ActionRow | JumpRow | ViewRow
PaletteRow = Heading | DoRow


class PaletteScreen(FieldScreen):
    """A field, and what it may mean; Enter does it on the screen below."""

    def __init__(self, below: WorkScreen) -> None:
        super().__init__()
        self._place = below.place()
        self._row_kind = kind_of(below.current_row())

    def on_mount(self) -> None:
        """Everything that can be done, before the first letter."""
        self.run_worker(near.load, group="load", thread=True)
        self._look("")
        self.open_field()

    def question(self) -> BarQuestion:
        """What to do."""
        return BarQuestion(
            kind="palette",
            prompt="Do:",
            placeholder="an action, a person, a saved view",
            preview=self._look,
            on_key=self.take_key,
            allow_empty=True,
            initial=self._query,
        )

    def field_hints(self) -> Iterable[Hint]:
        """The keys of the field."""
        return HINTS

    def _look(self, text: str) -> Preview:
        self._query = text
        rows = [*self._groups(text)]
        self.found.empty_text = [Content("Nothing is called that. Esc goes back.")]
        self.found.show(FixedRows(tuple(rows), _key), keep_place=False)
        return Preview("")

    def _groups(self, text: str) -> Iterator[PaletteRow]:
        words = fold(text).split()
        views = self.peer.settings.views.items()
        reader = self.peer.store.reader
        people = matching(reader, text, MOST_PEOPLE) if words else []
        groups: tuple[tuple[str, list[PaletteRow]], ...] = (
            ("Actions", list(self._actions(words))),
            ("People", _jumps(people)),
            (
                "Saved views",
                [ViewRow(*view) for view in views if _has(words, f"view {' '.join(view)}")],
            ),
            (f"People  near: {clean_line(text)}", _jumps(people_near(reader, text, people))),
        )
        number = 0
        for name, rows in groups:
            if not rows:
                continue
            if number:
                yield Heading("", number)
            number += 1
            yield Heading(name)
            yield from rows

    def _actions(self, words: list[str]) -> Iterator[ActionRow]:
        keymap = self.peer.keymap
        fitting = [
            ActionRow(action, label_for(action, self._row_kind), keymap.keys_of(action.id))
            for action in ACTIONS
            if self._fits(action)
        ]
        # What the word begins, then what it only occurs in.
        named = [row for row in fitting if _has(words, row.label)]
        yield from named
        yield from (
            row
            for row in fitting
            if row not in named and _has(words, f"{row.label} {row.action.help} {row.action.id}")
        )

    def _fits(self, action: Action) -> bool:
        if action.id in OWN_WAY or action.id.startswith(("move.", "card.")):
            return False
        return works_in(action, self._place) and acts_on(action, self._row_kind)

    def choose(self) -> None:
        """Do it, go there, or open the view, on the screen below."""
        row = self.found.cursor_row
        if row is None or isinstance(row, Heading):
            self.open_field()
            self.say("Nothing is called that.")
            return
        peer = self.peer
        if isinstance(row, JumpRow):
            from peer_tui.tui.screens.person import PersonScreen

            peer.switch_screen(PersonScreen(row.subject))
            return
        self.dismiss()
        if isinstance(row, ViewRow):
            from peer_tui.tui.acts.filtering import open_view

            peer.call_later(open_view, peer, row.letter)
        else:
            peer.call_later(peer.perform_chosen, row.action.id)

    # painting

    def paint_found(self, row: DoRow, width: int, state: RowState, styles: RowStyles) -> Strip:
        """A name in bold, and what is known of it."""
        line = Columns()
        strong = styles.text_strong if state.selected else styles.text
        name = name_cells(width)
        if isinstance(row, ActionRow):
            keys = min(KEY_CELLS, max(0, width - name))
            line.add(row.label, name, strong)
            line.add(row.action.help, width - name - keys, styles.mid)
            line.add(", ".join(row.keys), keys, styles.accent_strong, right=True)
        elif isinstance(row, JumpRow):
            line.add(row.subject.name, name, strong)
            line.add(row.organisation, width - name, styles.mid)
        else:
            line.add(f"{view_key(self.peer)} {row.letter}".strip(), name, styles.accent_strong)
            line.add(row.query, width - name, styles.mid)
        return line.strip()

    # the working screen

    def refresh_topics(self, topics: frozenset[Topic]) -> None:
        """Read the people again."""
        self._look(self._query)

    def current_row(self) -> None:
        """No verb acts on a row of the palette."""
        return

    def place(self) -> Place:
        """The palette has no place of its own: its field has the focus."""
        return Place.ANYWHERE

    async def perform(self, action: Action) -> bool:
        """Moves only."""
        return self.move(action)

    def back(self) -> bool:
        """Back to the screen below."""
        self.dismiss()
        return True


def _jumps(people: Iterable[FoundPerson]) -> list[PaletteRow]:
    return [JumpRow(Subject(id_, name), organisation) for id_, name, organisation, _ in people]


def _has(words: list[str], text: str) -> bool:
    """Whether every typed word begins a word of the text."""
    parts = fold(text).replace(".", " ").split()
    return all(any(part.startswith(word) for part in parts) for word in words)


def _key(row: PaletteRow) -> tuple[str, Any]:
    if isinstance(row, Heading):
        return heading_key(row)
    if isinstance(row, ActionRow):
        return ("action", row.action.id)
    return ("view", row.letter) if isinstance(row, ViewRow) else ("person", row.subject.id)
