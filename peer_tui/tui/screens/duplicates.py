"""Pairs of people who may be one, with the reason, to be looked at side by side."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Region, Size
from textual.layout import Layout, WidgetPlacement
from textual.strip import Strip
from textual.widget import Widget

from peer_tui.domain.duplicates import Sign
from peer_tui.errors import PeerError
from peer_tui.services import merging
from peer_tui.services.outcome import Topic
from peer_tui.storage.opening import open_for_reading
from peer_tui.storage.queries.duplicates import (
    DuplicatePair,
    Duplicates,
    duplicates,
    still_open,
)
from peer_tui.tui.actions import Action, Place
from peer_tui.tui.panes.painters import Columns, long_date
from peer_tui.tui.screens.house_layout import FOOT_ROWS, RULES, foot_regions, placements
from peer_tui.tui.screens.opening import Opening
from peer_tui.tui.screens.work import WorkScreen
from peer_tui.tui.targets import Targets
from peer_tui.tui.themes import RowStyles, styles_for
from peer_tui.tui.widgets.fixed_rows import FixedRows
from peer_tui.tui.widgets.frame import PaneTitle
from peer_tui.tui.widgets.header_line import HeaderLine
from peer_tui.tui.widgets.painted_line import Hint
from peer_tui.tui.widgets.row_lines import RowState
from peer_tui.tui.widgets.rules import Rules
from peer_tui.tui.widgets.virtual_list import VirtualList

NOTHING = ("Nobody here looks like somebody else.",)
LOOKING = "looking ..."
REST_SECONDS = 0.0003
"""How long the search rests at every few rows, so that keys are never kept waiting."""
TOP_ROWS = 3
ROOMY = 100
"""From this width on, the organisation stands beside the name."""
Pages = FixedRows[DuplicatePair]


class OneListLayout(Layout):
    """Header, title, list, foot."""

    name = "one-list"

    def __init__(self) -> None:
        self.rules = Rules(id=RULES)
        self.bar_rows = 0

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> list[WidgetPlacement]:
        """Give every part its region."""
        width, height = size
        foot = height - FOOT_ROWS - self.bar_rows
        regions = {
            "header": Region(0, 0, width, 1),
            "head-rule": Region(0, 1, width, 1),
            "pairs-title": Region(0, 2, width, 1),
            "pairs": Region(0, TOP_ROWS, width, max(0, foot - TOP_ROWS)),
            "bar": Region(0, foot, width, self.bar_rows),
            **foot_regions(size),
        }
        self.rules.set_rules((regions["head-rule"],))
        return placements(children, {**regions, RULES: size.region})


class DuplicatesScreen(WorkScreen):
    """The likeliest pairs first; looking for them never holds a key up."""

    takes: ClassVar[frozenset[str]] = frozenset({"pair.open", "pair.not_same"})

    def __init__(self) -> None:
        super().__init__()
        self._arrangement = OneListLayout()
        self.header = HeaderLine((), id="header")
        self.title_line = PaneTitle("pairs", "Who may be one person", id="pairs-title")
        self.pairs: VirtualList[DuplicatePair] = VirtualList(self._paint, id="pairs")
        self._found: Duplicates | None = None
        """By the newest search that came to its end."""
        self._search = 0
        """The number of the newest search; an older one stops when it sees it."""
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="duplicates")

    def compose(self) -> ComposeResult:
        """Header, title, list, foot."""
        yield self.header
        yield self._arrangement.rules
        yield self.title_line
        yield self.pairs
        yield self.message_line
        yield self.hint_bar

    @property
    def layout(self) -> Layout:
        """One list."""
        return self._arrangement

    def on_mount(self) -> None:
        """Begin to look."""
        self.header.set_sample(self.peer.sample)
        self.header.set_day(*long_date(self.peer.now()))
        self.title_line.set_active(True)
        self.set_focus(self.pairs)
        self.refresh_topics(frozenset())
        self.show_hints()

    def on_unmount(self) -> None:
        """Stop looking; does not wait for it."""
        self._search += 1
        self._thread.shutdown(wait=False)

    # looking

    def refresh_topics(self, topics: frozenset[Topic]) -> None:
        """Take out what is settled, and look again in the background."""
        if self._found is None:
            self.title_line.set_title("Who may be one person", LOOKING)
        else:
            self._show(still_open(self.peer.store.reader, self._found))
        self._search += 1
        self.run_worker(self._look(self._search), group="duplicates")

    async def _look(self, number: int) -> None:
        path = self.peer.store.path

        def is_wanted() -> bool:
            time.sleep(REST_SECONDS)
            return self._search == number

        def search() -> Duplicates:
            reader = open_for_reading(path)
            try:
                return duplicates(reader, is_wanted=is_wanted)
            finally:
                reader.close()

        try:
            found = await asyncio.get_running_loop().run_in_executor(self._thread, search)
        except PeerError as error:
            self.say(str(error))
            return
        if self._search == number:
            self._found = found
            self._show(found)

    def _show(self, found: Duplicates) -> None:
        listed = len(found.pairs)
        more = f", the likeliest {listed:,} here" if found.total > listed else ""
        pairs = "1 pair" if found.total == 1 else f"{found.total:,} pairs"
        self.title_line.set_title("Who may be one person", f"{pairs}{more}" if listed else "")
        self.pairs.empty_text = [Content(line) for line in NOTHING]
        self.pairs.show(FixedRows(found.pairs, lambda pair: pair.pair))
        self.show_hints()

    # painting

    def _paint(self, row: DuplicatePair, width: int, state: RowState) -> Strip:
        styles: RowStyles = styles_for(self.app.theme)
        line = Columns()
        why = max(14, min(44, width * 2 // 5))
        name = (width - why) // 2
        strong = styles.text_strong if state.selected else styles.text
        for side in (row.one, row.other):
            place = f", {side.organisation}" if side.organisation and width >= ROOMY else ""
            line.add(f"{side.name}{place}", name, strong)
        sure = row.signs[0] is not Sign.NAME
        line.add(why_words(row), width - 2 * name, styles.accent if sure else styles.mid)
        return line.strip()

    # the working screen

    @property
    def list_in_use(self) -> VirtualList[Any]:
        """The one list."""
        return self.pairs

    def place(self) -> Place:
        """The list of pairs."""
        return Place.DUPLICATES

    def current_row(self) -> None:
        """No row here is one of the lists that the verbs know."""

    def targets(self) -> Targets:
        """Nothing a verb of every day acts on."""
        return Targets((), ())

    def show_hints(self) -> None:
        """The keys of this page."""
        keymap = self.peer.keymap
        own = [("pair.open", "Side by side"), ("pair.not_same", "Not the same")]
        if self.pairs.cursor_row is None:
            own = []
        own += [("edit.undo", "Undo"), ("app.back", "Back")]
        keys = ((id_, label, keymap.keys_of(id_)) for id_, label in own)
        self.hint_bar.set_help_key(keymap.keys_of("help.open"))
        self.hint_bar.set_hints([Hint(found[0], label, id_) for id_, label, found in keys if found])

    @on(VirtualList.Highlighted)
    def _row_changed(self) -> None:
        self.show_hints()

    def on_virtual_list_opened(self) -> None:
        """A second click opens the two."""
        self._open()

    async def perform(self, action: Action) -> bool:
        """Look at two side by side, keep them apart; moves."""
        match action.id:
            case "pair.open":
                self._open()
            case "pair.not_same":
                self._keep_apart()
            case _ if action.id.startswith("view."):
                self.peer.pop_to_main()
                return await self.peer.main.perform(action)
            case _:
                return self.move(action) or Opening(self.peer, self).perform(action)
        return True

    def _open(self) -> None:
        row = self.pairs.cursor_row
        if row is None:
            self.say("No pair here to look at.")
            return
        from peer_tui.tui.screens.merge import open_pair

        open_pair(self.peer, row.one.id, row.other.id)

    def _keep_apart(self) -> None:
        row = self.pairs.cursor_row
        if row is None:
            self.say("No pair here to keep apart.")
            return
        store = self.peer.store
        self.peer.start(self.peer.act(lambda: merging.keep_apart(store, row.one.id, row.other.id)))

    def bar_moved(self) -> None:
        """The open bar takes its rows from the list."""
        self._arrangement.bar_rows = self.bar_rows
        self.header.refresh(layout=True)

    def back(self) -> bool:
        """Back to where the owner came from."""
        self.dismiss()
        return True


def why_words(pair: DuplicatePair) -> str:
    """Why the two may be one: "same e-mail ann@example.com", "alike by name, same organisation"."""
    sure = [sign for sign in pair.signs if sign is not Sign.NAME]
    if not sure:
        place = ", same organisation" if pair.same_organisation else ""
        return f"{Sign.NAME}{place}"
    shared = f" {pair.shared}" if sure[0] is Sign.EMAIL else ""
    rest = "".join(f", {sign}" for sign in sure[1:])
    return f"{sure[0]}{shared}{rest}"
