"""The manual inside the program: a list of pages, the pages, and a search over all of them."""

from collections.abc import Iterable
from typing import Any, ClassVar, NamedTuple

from textual.geometry import Region, Size
from textual.widget import Widget

from peer_tui.services.outcome import Topic
from peer_tui.tui.actions import Action, Place
from peer_tui.tui.bars.bar_question import BarQuestion, Preview
from peer_tui.tui.manual_text import CONTENTS, FOUND, Page, contents, found_in, read_pages
from peer_tui.tui.screens.page import SHORT, PageScreen, Regions
from peer_tui.tui.screens.work import BAR_HINTS
from peer_tui.tui.widgets.frame import PaneTitle
from peer_tui.tui.widgets.page_view import PageView
from peer_tui.tui.widgets.painted_line import Hint
from peer_tui.tui.widgets.virtual_list import VirtualList

SEARCH_HINTS = (Hint("Enter", "open", ""), Hint("Esc", "back", ""), Hint("Down", "next", ""))


class Stand(NamedTuple):
    """Where the reader was: page, line, link."""

    page: Page
    top: int
    chosen: int


class ManualScreen(PageScreen):
    """Reads the pages; Esc goes back page by page, then to where the manual was opened."""

    takes: ClassVar[frozenset[str]] = frozenset({"find.open", "manual.open"})

    def __init__(self, page: str = "") -> None:
        """`page`: the name of the page that is chosen in the contents."""
        super().__init__()
        self._first = page
        self._pages = read_pages()
        self._contents = contents(self._pages)
        self._page = self._contents
        self._behind: list[Stand] = []
        self._title = PaneTitle("manual", "", id="manual-title")
        self.view = PageView(id="manual-page")

    def divide(self, size: Size, foot: int) -> Regions:
        """Title and page."""
        width = size.width
        top = 2 if size.height >= SHORT else 1
        return {
            "manual-title": Region(0, 0, width, 1),
            "head-rule": Region(0, 1, width, top - 1),
            "manual-page": Region(0, top, width, max(1, foot - top)),
        }

    def parts(self) -> Iterable[Widget]:
        """Title and page."""
        return self._title, self.view

    def on_mount(self) -> None:
        """Begin with the contents."""
        self._title.set_active(True)
        names = list(self._pages)
        self._show(self._contents, chosen=names.index(self._first) if self._first in names else 0)
        self.set_focus(self.view)

    # pages

    def _show(self, page: Page, *, top: int = 0, chosen: int = 0, block: int | None = None) -> None:
        self._page = page
        self._title.set_title(page.title, "" if page is self._contents else "The manual")
        self.view.show(page, top=top, chosen=chosen, block=block)
        self.show_hints()

    def _go(self, link: str) -> None:
        """To a page, or to a block of it, with the way back kept."""
        name, _, block = link.partition("#")
        page = self._pages.get(name)
        if page is None:
            self.say(f"The manual has no page {name}.")
            return
        self._behind.append(self._stand())
        self._show(page, block=int(block) if block else None)

    def _stand(self) -> Stand:
        return Stand(self._page, self.view.top, self.view.chosen)

    def on_page_view_followed(self, message: PageView.Followed) -> None:
        """A link was opened."""
        self._go(message.link)

    @property
    def _is_list(self) -> bool:
        """Whether the page is a list of links, which is moved through link by link."""
        return self._page.name not in self._pages

    # search

    def _search(self) -> None:
        before = self._stand()

        def look(text: str) -> Preview:
            if not text.strip():
                self._show(*before[:1], top=before.top, chosen=before.chosen)
                return Preview("any words of the manual")
            page = found_in(self._pages, text)
            self._show_found(page)
            return Preview("")

        def take_key(key: str) -> bool:
            steps = {"Down": 1, "Up": -1}.get(key)
            if steps is not None:
                self.view.choose(steps)
            return steps is not None

        def answered(text: str | None) -> None:
            link = self.view.link if text is not None and self._page.name == FOUND else ""
            found = self._stand()
            self._show(before.page, top=before.top, chosen=before.chosen)
            if link:
                self._behind += [before] if before.page is not found.page else []
                self._show(found.page, top=found.top, chosen=found.chosen)
                self._go(link)

        self.ask(
            BarQuestion(kind="manual", prompt="Search:", preview=look, on_key=take_key), answered
        )
        self.hint_bar.set_hints(SEARCH_HINTS, whole=BAR_HINTS)

    def _show_found(self, page: Page) -> None:
        self._page = page
        self._title.set_title(page.title, "The manual")
        self.view.show(page)

    # the working screen

    @property
    def list_in_use(self) -> VirtualList[Any] | None:
        """There is no list of rows here."""
        return None

    def place(self) -> Place:
        """Only what works anywhere works here."""
        return Place.ANYWHERE

    def refresh_topics(self, topics: frozenset[Topic]) -> None:
        """Nothing of the database is shown here."""

    def show_hints(self) -> None:
        """How to read."""
        keys = self.peer.keymap.keys_of
        wanted = [
            ("Enter", "open", ""),
            (next(iter(keys("pane.next")), ""), "next link", "pane.next"),
            (next(iter(keys("find.open")), ""), "search", "find.open"),
            (next(iter(keys("move.page_down")), ""), "page", "move.page_down"),
            (next(iter(keys("app.back")), ""), "back", "app.back"),
        ]
        self.hint_bar.set_hints([Hint(*hint) for hint in wanted if hint[0]])

    async def perform(self, action: Action) -> bool:
        """Reading, and what leads away."""
        match action.id:
            case "find.open":
                self._search()
            case "manual.open":
                self._home()
            case "pane.next":
                self.view.choose(1)
            case "pane.previous":
                self.view.choose(-1)
            case _:
                return self._scroll(action) or await super().perform(action)
        return True

    def _home(self) -> None:
        """To the contents; from there back to where the manual was opened."""
        if self._page.name == CONTENTS:
            self.dismiss()
        else:
            self._behind.clear()
            self._show(self._contents)

    def _scroll(self, action: Action) -> bool:
        page = max(1, self.view.size.height - 2)
        match action.id:
            case "move.down" | "move.up":
                steps = 1 if action.id == "move.down" else -1
                if self._is_list:
                    self.view.choose(steps)
                else:
                    self.view.scroll_lines(steps)
            case "move.page_down" | "card.down":
                self.view.scroll_lines(page)
            case "move.page_up" | "card.up":
                self.view.scroll_lines(-page)
            case "move.top":
                self.view.scroll_to_end(first=True)
            case "move.bottom":
                self.view.scroll_to_end(first=False)
            case _:
                return False
        return True

    def back(self) -> bool:
        """The page before, then where the manual was opened."""
        if self._behind:
            stand = self._behind.pop()
            self._show(stand.page, top=stand.top, chosen=stand.chosen)
        else:
            self.dismiss()
        return True
