"""What pages over the main screen share: parts placed by their ids, the foot, the way back.

A page that is one list under a title is a `list_page.ListPage`; it says how that is made. What is
more than that is a `HeadedPage`, or without the day above it a `PageScreen`, with `divide()`,
`parts()`, `place()`, `list_in_use` and `refresh_topics()`.
Where no row is an agenda item, a person, a promise or an entry, `OwnKeys` stands before it among
the bases, with `own_hints()`; `OfOnePerson` where it is all about one person. With something that
J and K scroll it has `scrolled()`; if moving the cursor changes more than the hints,
`row_changed()`; `leave(words)` closes it saying so.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.geometry import Region, Size
from textual.layout import Layout, WidgetPlacement
from textual.widget import Widget

from peer_tui.tui.actions import Action
from peer_tui.tui.panes.painters import long_date
from peer_tui.tui.screens.house_layout import FOOT_ROWS, RULES, foot_regions, placements
from peer_tui.tui.screens.opening import Opening
from peer_tui.tui.screens.work import WorkScreen
from peer_tui.tui.targets import Subject, Targets
from peer_tui.tui.themes import RowStyles, styles_for
from peer_tui.tui.widgets.frame import PaintedBlock
from peer_tui.tui.widgets.header_line import HeaderLine
from peer_tui.tui.widgets.painted_line import Hint
from peer_tui.tui.widgets.row_lines import GUTTER
from peer_tui.tui.widgets.rules import Rules
from peer_tui.tui.widgets.virtual_list import VirtualList

SHORT = 16
"""Below so many rows of the terminal a page does without what it can do without."""
Regions = Mapping[str, Region]
"""Where the parts of a page stand, by their ids."""


class PageLayout(Layout):
    """Places the parts of a page; a part whose id ends in "-rule" is drawn as a thin line."""

    name = "page"

    def __init__(self, divide: Callable[[Size, int], Regions]) -> None:
        """`divide` gives the regions of the parts above a row, for a size of the screen."""
        self.rules = Rules(id=RULES)
        self.bar_rows = 0
        """How many rows the open bar takes."""
        self._divide = divide

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> list[WidgetPlacement]:
        """Give every part its region."""
        width, height = size
        foot = height - FOOT_ROWS - self.bar_rows
        regions = {
            **self._divide(size, foot),
            "bar": Region(0, foot, width, self.bar_rows),
            **foot_regions(size),
        }
        self.rules.set_rules(
            region for part, region in regions.items() if part.endswith("-rule") and region
        )
        return placements(children, {**regions, RULES: size.region})


class PageScreen(WorkScreen):
    """A screen that is one page: a title, mostly one list, and the foot."""

    scroll_step: ClassVar[int] = 3
    """Lines that one key of the card scrolls; fewer where fewer are seen."""

    def __init__(self) -> None:
        super().__init__()
        self._arrangement = PageLayout(self.divide)

    # what a page fills in

    def divide(self, size: Size, foot: int) -> Regions:
        """The regions of its parts by their ids, above the row `foot`.

        What has no region, or none of any size, is not seen.
        """
        raise NotImplementedError

    def parts(self) -> Iterable[Widget]:
        """Its parts above the foot."""
        raise NotImplementedError

    def scrolled(self) -> PaintedBlock | None:
        """What the keys of the card scroll."""
        return None

    def row_changed(self) -> None:
        """The cursor is on another row."""
        self.show_hints()

    def left(self) -> None:
        """The owner went away from it with the key of a list of the main screen."""

    # the page

    def row_styles(self) -> RowStyles:
        """The styles of the theme in use."""
        return styles_for(self.app.theme)

    def compose(self) -> ComposeResult:
        """Its parts, then the foot."""
        yield self._arrangement.rules
        yield from self.parts()
        yield self.message_line
        yield self.hint_bar

    @property
    def layout(self) -> Layout:
        """Every part by its id."""
        return self._arrangement

    @on(VirtualList.Highlighted)
    def _row_highlighted(self) -> None:
        self.row_changed()

    async def perform(self, action: Action) -> bool:
        """Away to a list of the main screen, moves, and what opens something."""
        if action.id.startswith("view."):
            self.peer.pop_to_main()
            self.left()
            return await self.peer.main.perform(action)
        block = self.scrolled()
        if block is not None and action.id in ("card.down", "card.up"):
            step = max(1, min(self.scroll_step, block.size.height - 1))
            block.scroll_lines(step if action.id == "card.down" else -step)
            return True
        return self.move(action) or Opening(self.peer, self).perform(action)

    def bar_moved(self) -> None:
        """The open bar takes its rows from the page."""
        self._arrangement.bar_rows = self.bar_rows
        # Only a child's request makes a screen forget its arrangement.
        self.message_line.refresh(layout=True)

    def leave(self, words: str, *, undo: bool = False) -> None:
        """Close it, and say that on the working screen under it; `undo`: as after a change."""
        stack: Sequence[object] = self.peer.screen_stack
        below = next(
            screen
            for screen in reversed(stack)
            if isinstance(screen, WorkScreen) and screen is not self
        )
        if self.is_active:
            self.dismiss()
        below.say(words, undo=undo)

    def back(self) -> bool:
        """Marks first, then back to where the owner came from."""
        if not self.take_off_marks():
            self.dismiss()
        return True


class HeadedPage(PageScreen):
    """A page with the day above it."""

    def __init__(self) -> None:
        super().__init__()
        self.header = HeaderLine((), id="header")

    def compose(self) -> ComposeResult:
        """The day, then the page."""
        yield self.header
        yield from super().compose()

    def on_mount(self) -> None:
        """Say the day, and whether it is the sample."""
        self.header.set_sample(self.peer.sample)
        self.header.set_day(*long_date(self.peer.now()))


def headed(width: int) -> dict[str, Region]:
    """The regions of the day and the rule under it: the first two rows."""
    return {"header": Region(0, 0, width, 1), "head-rule": Region(0, 1, width, 1)}


def titled(part: str, width: int, top: int, foot: int, between: int = 0) -> dict[str, Region]:
    """The regions of a title ("letters-title") at row `top` and of the list ("letters") under it.

    `between`: rows between the two, for what else is said there.
    """
    below = top + 1 + between
    return {
        f"{part}-title": Region(0, top, width, 1),
        part: Region(0, below, width, max(0, foot - below)),
    }


def detailed(part: str, width: int, top: int, foot: int, rows: int) -> dict[str, Region]:
    """The regions of a list from row `top` on, and of a "detail" of so many rows under a rule."""
    below = top + max(1, foot - rows - top - 1)
    return {
        part: Region(0, top, width, below - top),
        "detail-rule": Region(0, below, width, 1),
        "detail": Region(GUTTER, below + 1, max(0, width - 2 * GUTTER), max(0, foot - below - 1)),
    }


class OwnKeys(WorkScreen):
    """For a page whose rows the verbs of every day do not know: its keys are its own.

    It stands before the page among the bases: `class LettersScreen(OwnKeys, ListPage[Letter])`.
    """

    def current_row(self) -> None:
        """No row here is one of the lists that the verbs know."""

    def targets(self) -> Targets:
        """Nothing a verb of every day acts on."""
        return Targets((), ())

    def own_hints(self) -> Sequence[tuple[str, str]]:
        """Ids of actions and the words for them, as things stand."""
        raise NotImplementedError

    def show_hints(self) -> None:
        """The keys of this page; those without a key are left out."""
        if self.bar_rows:
            return
        keymap = self.peer.keymap
        self.hint_bar.set_help_key(keymap.keys_of("help.open"))
        keys = ((id_, words, keymap.keys_of(id_)) for id_, words in self.own_hints())
        self.hint_bar.set_hints([Hint(found[0], words, id_) for id_, words, found in keys if found])


class OfOnePerson(OwnKeys):
    """For a page with keys of its own that is about one person, whatever the row."""

    def __init__(self, subject: Subject, others: int = 0) -> None:
        """`others`: how many more marked people the page is not about; that is said."""
        super().__init__()
        self._subject = subject
        self._others = others

    def on_mount(self) -> None:
        """Say whom it is about, where more are marked."""
        if self._others:
            people = "1 more person is" if self._others == 1 else f"{self._others} more people are"
            self.say(f"This page is about {self._subject.name}; {people} marked.")

    def current_subject(self) -> Subject:
        """This person, whatever the row."""
        return self._subject

    def targets(self) -> Targets:
        """The person alone."""
        return Targets((), (self._subject,))
