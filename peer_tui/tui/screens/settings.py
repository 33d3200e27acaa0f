"""The owner's choices, from the declared schema: seen, changed, saved, and in force at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.geometry import Region, Size
from textual.layout import Layout, WidgetPlacement
from textual.strip import Strip
from textual.widget import Widget

from peer_tui.services.outcome import Topic
from peer_tui.settings.schema import SCHEMA, TABLES, Setting, Settings
from peer_tui.settings.words import name_of, text_of
from peer_tui.tui.action_list import BY_ID
from peer_tui.tui.actions import Action, Place
from peer_tui.tui.panes.painters import Columns, paint_heading
from peer_tui.tui.screens.house_layout import FOOT_ROWS, RULES, foot_regions, placements
from peer_tui.tui.screens.opening import Opening
from peer_tui.tui.screens.work import WorkScreen
from peer_tui.tui.targets import AnyRow
from peer_tui.tui.text import one_line, wrap
from peer_tui.tui.themes import RowStyles, styles_for
from peer_tui.tui.widgets.fixed_rows import FixedRows, Heading, heading_key
from peer_tui.tui.widgets.frame import PaintedBlock, PaneTitle
from peer_tui.tui.widgets.painted_line import Hint, LineBuilder
from peer_tui.tui.widgets.row_lines import RowState
from peer_tui.tui.widgets.rules import Rules
from peer_tui.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from peer_tui.tui.acts.choosing import Choosing

NAME_CELLS, VALUE_CELLS, MARK_CELLS = 18, 29, 9
WITH_HELP = 100
"""From this width on, the help of a setting stands beside it too."""
DETAIL_ROWS, LEAST_DETAIL_ROWS = 4, 3
SHORT = 16
"""Below so many rows of the terminal the detail gives way."""
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


def choice_rows(settings: Settings, faults: Sequence[str], path: str) -> FixedRows[ChoiceRow]:
    """Faults of the file first, then every setting, then the owner's keys and views."""
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
            Choice(name, value, (_about(name), where)) for name, value in sorted(entries.items())
        )
    return FixedRows(tuple(rows), _key)


def _choice(setting: Setting, settings: Settings) -> Choice:
    same = getattr(settings, setting.key) == getattr(Settings(), setting.key)
    about = (f"{setting.help}.", f"Allowed: {setting.allowed}.")
    return Choice(name_of(setting), text_of(setting, settings) or "none", about, setting, same)


def _about(name: str) -> str:
    return f"{BY_ID[name].help}." if name in BY_ID else f"F {name} shows it."


def _key(row: ChoiceRow) -> tuple[str, object]:
    if isinstance(row, Heading):
        return heading_key(row)
    return (row.setting.key if row.setting else "file", (row.name, row.about))


class SettingsLayout(Layout):
    """Title, list, what the row is about, foot."""

    name = "settings"

    def __init__(self) -> None:
        self.rules = Rules(id=RULES)
        self.bar_rows = 0

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> list[WidgetPlacement]:
        """Give every part its region."""
        width, height = size
        foot = height - FOOT_ROWS - self.bar_rows
        detail = DETAIL_ROWS if height >= SHORT else LEAST_DETAIL_ROWS
        top = 2 if height >= SHORT else 1
        rows = max(1, foot - detail - top - 1)
        regions = {
            "choices-title": Region(0, 0, width, 1),
            "head-rule": Region(0, 1, width, top - 1),
            "choices": Region(0, top, width, rows),
            "detail-rule": Region(0, top + rows, width, 1),
            "detail": Region(2, top + 1 + rows, max(0, width - 4), max(0, foot - top - 1 - rows)),
            "bar": Region(0, foot, width, self.bar_rows),
            **foot_regions(size),
        }
        rules = ("head-rule", "detail-rule") if top > 1 else ("detail-rule",)
        self.rules.set_rules(regions[rule] for rule in rules)
        return placements(children, {**regions, RULES: size.region})


class SettingsScreen(WorkScreen):
    """Every setting with its value; Enter changes it, u takes the change back."""

    takes: ClassVar[frozenset[str]] = frozenset({"edit.undo", "edit.redo", "settings.open"})

    def __init__(self) -> None:
        super().__init__()
        self._arrangement = SettingsLayout()
        self._title = PaneTitle("choices", "Settings", id="choices-title")
        self.choices: VirtualList[ChoiceRow] = VirtualList(
            self._paint, selectable=lambda row: isinstance(row, Choice), id="choices"
        )
        self._detail = PaintedBlock(id="detail")
        self._choosing: Choosing | None = None

    def compose(self) -> ComposeResult:
        """Title, list, detail, foot."""
        yield self._arrangement.rules
        yield self._title
        yield self.choices
        yield self._detail
        yield self.message_line
        yield self.hint_bar

    @property
    def layout(self) -> Layout:
        """Title, list, detail, foot."""
        return self._arrangement

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
        self.choices.show(choice_rows(self.peer.settings, faults, self._path()))
        self._show_detail()

    def _path(self) -> str:
        """The file, from the home of the owner on."""
        path, home = self.peer.locations.config, Path.home()
        return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)

    def refresh_topics(self, topics: frozenset[Topic]) -> None:
        """Nothing of the database is shown here."""

    def _paint(self, row: ChoiceRow, width: int, state: RowState) -> Strip:
        styles: RowStyles = styles_for(self.app.theme)
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

    def current_row(self) -> AnyRow | None:
        """No row here is about a person."""
        return None

    def current_choice(self) -> Choice | None:
        """The row under the cursor."""
        row = self.choices.cursor_row
        return row if isinstance(row, Choice) else None

    def place(self) -> Place:
        """The owner's choices."""
        return Place.SETTINGS

    def show_hints(self) -> None:
        """What can be done with the row under the cursor."""
        row = self.current_choice()
        wanted = ["app.back"]
        if row is not None and row.setting is not None:
            more = ["choice.next"] if row.setting.choices else []
            wanted = ["choice.edit", *more, *wanted]
        keymap = self.peer.keymap
        self.hint_bar.set_hints(
            [
                Hint(keymap.keys_of(id_)[0], BY_ID[id_].label, id_)
                for id_ in wanted
                if keymap.keys_of(id_)
            ]
        )

    @on(VirtualList.Highlighted)
    def _row_changed(self) -> None:
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
            case "card.down" | "card.up":
                self._detail.scroll_lines(1 if action.id == "card.down" else -1)
            case "settings.open":
                pass
            case _ if action.id.startswith("view."):
                self.peer.pop_to_main()
                return await self.peer.main.perform(action)
            case _:
                return self.move(action) or Opening(self.peer, self).perform(action)
        return True

    def bar_moved(self) -> None:
        """The open bar takes its rows from the list."""
        self._arrangement.bar_rows = self.bar_rows
        self._title.refresh(layout=True)

    def back(self) -> bool:
        """Back to where the owner came from."""
        self.dismiss()
        return True
