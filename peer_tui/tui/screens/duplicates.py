"""Pairs of people who may be one, with the reason, to be looked at side by side."""

import asyncio
import time
from collections.abc import Hashable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar

from textual.content import Content
from textual.strip import Strip

from peer_tui.domain.duplicates import Sign
from peer_tui.errors import PeerError
from peer_tui.services import merging
from peer_tui.storage.opening import open_for_reading
from peer_tui.storage.queries.duplicates import (
    DuplicatePair,
    Duplicates,
    duplicates,
    still_open,
)
from peer_tui.tui.actions import Action, Place
from peer_tui.tui.panes.painters import Columns
from peer_tui.tui.screens.list_page import ListPage
from peer_tui.tui.screens.page import OwnKeys
from peer_tui.tui.widgets.row_lines import RowState

NOTHING = ("Nobody here looks like somebody else.",)
LOOKING = "looking ..."
REST_SECONDS = 0.0003
"""How long the search rests at every few rows, so that keys are never kept waiting."""
ROOMY = 100
"""From this width on, the organisation stands beside the name."""


class DuplicatesScreen(OwnKeys, ListPage[DuplicatePair]):
    """The likeliest pairs first; looking for them never holds a key up."""

    takes: ClassVar[frozenset[str]] = frozenset({"pair.open", "pair.not_same"})

    part = "pairs"

    def __init__(self) -> None:
        super().__init__()
        self._found: Duplicates | None = None
        """By the newest search that came to its end."""
        self._search = 0
        """The number of the newest search; an older one stops when it sees it."""
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="duplicates")

    def on_unmount(self) -> None:
        """Stop looking; does not wait for it."""
        self._search += 1
        self._thread.shutdown(wait=False)

    # looking

    def read(self) -> None:
        """Take out what is settled, and look again in the background."""
        if self._found is None:
            self.title_line.set_title("Who may be one person", LOOKING)
        else:
            self._show(still_open(self.peer.store.reader, self._found))
        self._search += 1
        self.run_worker(self._look(self._search), group="duplicates")
        self.show_hints()

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
        self.rows.empty_text = [Content(line) for line in NOTHING]
        self.show_rows(found.pairs)

    # painting

    def key_of(self, row: DuplicatePair) -> Hashable:
        """The two people."""
        return row.pair

    def paint_row(self, row: DuplicatePair, width: int, state: RowState) -> Strip:
        """Both names, and why they may be one."""
        styles = self.row_styles()
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

    def place(self) -> Place:
        """The list of pairs."""
        return Place.DUPLICATES

    def own_hints(self) -> Sequence[tuple[str, str]]:
        """The keys of this page."""
        own = [("pair.open", "Side by side"), ("pair.not_same", "Not the same")]
        if self.row_here() is None:
            own = []
        return [*own, ("edit.undo", "Undo"), ("app.back", "Back")]

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
            case _:
                return await super().perform(action)
        return True

    def _open(self) -> None:
        row = self.row_here()
        if row is None:
            self.say("No pair here to look at.")
            return
        from peer_tui.tui.screens.merge import open_pair

        open_pair(self.peer, row.one.id, row.other.id)

    def _keep_apart(self) -> None:
        row = self.row_here()
        if row is None:
            self.say("No pair here to keep apart.")
            return
        store = self.peer.store
        self.peer.start(self.peer.act(lambda: merging.keep_apart(store, row.one.id, row.other.id)))


def why_words(pair: DuplicatePair) -> str:
    """Why the two may be one: "same e-mail ann@example.com", "alike by name, same organisation"."""
    sure = [sign for sign in pair.signs if sign is not Sign.NAME]
    if not sure:
        place = ", same organisation" if pair.same_organisation else ""
        return f"{Sign.NAME}{place}"
    shared = f" {pair.shared}" if sure[0] is Sign.EMAIL else ""
    rest = "".join(f", {sign}" for sign in sure[1:])
    return f"{sure[0]}{shared}{rest}"
