"""The owner's choices, from the declared schema: seen, changed, saved, and in force at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from peer_tui.services.outcome import Topic
from peer_tui.settings.schema import SCHEMA, TABLES, Setting, Settings
from peer_tui.settings.words import name_of, text_of
from peer_tui.tui.action_list import BY_ID
from peer_tui.tui.actions import Action, Place
from peer_tui.tui.panes.painters import Columns, paint_heading
from peer_tui.tui.screens.page import SHORT, OwnKeys, PageScreen, Regions, detailed
from peer_tui.tui.text import one_line, wrap
from peer_tui.tui.themes import RowStyles
from peer_tui.tui.view_keys import view_key
from peer_tui.tui.widgets.fixed_rows import FixedRows, Heading, heading_key
from peer_tui.tui.widgets.frame import PaintedBlock, PaneTitle
from peer_tui.tui.widgets.painted_line import LineBuilder
from peer_tui.tui.widgets.row_lines import RowState
from peer_tui.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from peer_tui.tui.acts.choosing import Choosing

NAME_CELLS, VALUE_CELLS, MARK_CELLS = 18, 29, 9
WITH_HELP = 100
"""From this width on, the help of a setting stands beside it too."""
DETAIL_ROWS, LEAST_DETAIL_ROWS = 4, 3
NOTHING_SET = "none"


@dataclass(frozen=True, slots=True)
class Choice:
    """One row of the screen."""

    name: str
    value: str
    about: tuple[str, ...]
    """What is said about it below the list, a paragraph each."""
    setting: Setting | None = None
    """What Enter changes; None where the file is the place to change it."""
    is_default: bool = False


ChoiceRow = Heading | Choice


def choice_rows(
    settings: Settings, faults: Sequence[str], path: str, view_key: str = "F"
) -> FixedRows[ChoiceRow]:
    """Faults of the file first, then every setting, then the owner's keys and views.

    `view_key`: the first key of every view.
    """
    rows: list[ChoiceRow] = []
    if faults:
        rows.append(Heading("To put right in the file"))
        rows.extend(
            # The title names the file.
            Choice(f"{n}", fault.removeprefix(f"{path}: "), (fault,))
            for n, fault in enumerate(faults, 1)
        )
        rows.append(Heading(""))
    for setting in SCHEMA:
        rows.append(_choice(setting, settings))
    for number, table in enumerate(TABLES, 1):
        entries = getattr(settings, table.key)
        rows += [Heading("", number), Heading(f"{table.help}  [{table.key}]")]
        where = f"Allowed: {table.allowed}. Change it in {path}."
        if not entries:
            rows.append(Choice(NOTHING_SET, "", (f"None in the file. {where}",), is_default=True))
        rows.extend(
            Choice(name, value, (_about(name, view_key), where))
            for name, value in sorted(entries.items())
        )
    return FixedRows(tuple(rows), _key)


def _choice(setting: Setting, settings: Settings) -> Choice:
    same = getattr(settings, setting.key) == getattr(Settings(), setting.key)
    about = (f"{setting.help}.", f"Allowed: {setting.allowed}.")
    return Choice(name_of(setting), text_of(setting, settings) or "none", about, setting, same)


def _about(name: str, view_key: str) -> str:
    return f"{BY_ID[name].help}." if name in BY_ID else f"{view_key} {name} shows it.".lstrip()


def _key(row: ChoiceRow) -> tuple[str, object]:
    if isinstance(row, Heading):
        return heading_key(row)
    return (row.setting.key if row.setting else "file", (row.name, row.about))


class SettingsScreen(OwnKeys, PageScreen):
    """Every setting with its value; Enter changes it, u takes the change back."""

    scroll_step = 1
    takes: ClassVar[frozenset[str]] = frozenset({"edit.undo", "edit.redo", "settings.open"})

    def __init__(self) -> None:
        super().__init__()
        self._title = PaneTitle("choices", "Settings", id="choices-title")
        self.choices: VirtualList[ChoiceRow] = VirtualList(
            self._paint, selectable=lambda row: isinstance(row, Choice), id="choices"
        )
        self._detail = PaintedBlock(id="detail")
        self._choosing: Choosing | None = None

    def divide(self, size: Size, foot: int) -> Regions:
        """Title, list, what the row is about."""
        width, is_short = size.width, size.height < SHORT
        top = 1 if is_short else 2
        return {
            "choices-title": Region(0, 0, width, 1),
            "head-rule": Region(0, 1, width, top - 1),
            **detailed("choices", width, top, foot, LEAST_DETAIL_ROWS if is_short else DETAIL_ROWS),
        }

    def parts(self) -> Iterable[Widget]:
        """Title, list, detail."""
        return self._title, self.choices, self._detail

    def scrolled(self) -> PaintedBlock:
        """The detail."""
        return self._detail

    @property
    def choosing(self) -> "Choosing":
        """What changes settings, and knows the changes of this visit."""
        if self._choosing is None:
            from peer_tui.tui.acts.choosing import Choosing

            self._choosing = Choosing(self.peer, self)
        return self._choosing

    def on_mount(self) -> None:
        """Stand on the first row."""
        self._title.set_title("Settings", self._path())
        self._title.set_active(True)
        self.show_choices()
        self.set_focus(self.choices)

    def show_choices(self) -> None:
        """Read what is in force again, keeping the place."""
        file = str(self.peer.locations.config)
        faults = [fault.replace(file, self._path()) for fault in self.choosing.faults()]
        shown = choice_rows(self.peer.settings, faults, self._path(), view_key(self.peer))
        self.choices.show(shown)
        self._show_detail()

    def _path(self) -> str:
        """The file, from the home of the owner on."""
        path, home = self.peer.locations.config, Path.home()
        return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)

    def refresh_topics(self, topics: frozenset[Topic]) -> None:
        """Nothing of the database is shown here."""

    def _paint(self, row: ChoiceRow, width: int, state: RowState) -> Strip:
        styles = self.row_styles()
        if isinstance(row, Heading):
            return paint_heading(row.words, width, styles)
        line = Columns()
        name = min(NAME_CELLS, width // 2)
        mark = MARK_CELLS if row.setting is not None and width >= 2 * NAME_CELLS else 0
        room = width - name - mark
        value = min(room, VALUE_CELLS) if row.setting is not None else room
        bright = styles.dim if not row.value else styles.text
        line.add(row.name, name, styles.text_strong if state.selected else bright)
        line.add(row.value, value, styles.mid if row.is_default else styles.accent)
        line.add("default" if row.is_default else "", mark, styles.dim)
        if row.setting is not None and width >= WITH_HELP:
            line.add(row.setting.help, room - value, styles.dim)
        return line.strip()

    def _paint_detail(self, styles: RowStyles, width: int) -> list[LineBuilder]:
        row = self.choices.cursor_row
        lines: list[LineBuilder] = []
        if not isinstance(row, Choice):
            return lines
        for number, paragraph in enumerate(row.about):
            for text in wrap(paragraph, width):
                line = LineBuilder()
                line.add(one_line(text, width), styles.mid if number else styles.text)
                lines.append(line)
        return lines

    def _show_detail(self) -> None:
        self._detail.show(self._paint_detail)
        self.show_hints()

    # the working screen

    @property
    def list_in_use(self) -> VirtualList[Any]:
        """The settings."""
        return self.choices

    def current_choice(self) -> Choice | None:
        """The row under the cursor."""
        row = self.choices.cursor_row
        return row if isinstance(row, Choice) else None

    def place(self) -> Place:
        """The owner's choices."""
        return Place.SETTINGS

    def own_hints(self) -> Sequence[tuple[str, str]]:
        """What can be done with the row under the cursor."""
        row = self.current_choice()
        wanted = ["app.back"]
        if row is not None and row.setting is not None:
            more = ["choice.next"] if row.setting.choices else []
            wanted = ["choice.edit", *more, *wanted]
        return [(id_, BY_ID[id_].label) for id_ in wanted]

    def row_changed(self) -> None:
        """The detail and the hints are of this row."""
        self._show_detail()

    def on_virtual_list_opened(self) -> None:
        """A second click changes the row."""
        self.choosing.edit(self.current_choice())

    async def perform(self, action: Action) -> bool:
        """Changes, moves, and what leads away."""
        match action.id:
            case "choice.edit":
                self.choosing.edit(self.current_choice())
            case "choice.next":
                self.choosing.step(self.current_choice(), 1)
            case "choice.previous":
                self.choosing.step(self.current_choice(), -1)
            case "edit.undo":
                self.choosing.undo()
            case "edit.redo":
                self.choosing.redo()
            case "settings.open":
                pass
            case _:
                return await super().perform(action)
        return True
