"""`;`: a letter for every row and pane on the screen; the letter goes there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from textual import events
from textual.widget import Widget

from peer_tui.tui import compat
from peer_tui.tui.key_names import key_name
from peer_tui.tui.widgets.frame import PaneTitle
from peer_tui.tui.widgets.loaded_rows import RowKey
from peer_tui.tui.widgets.painted_line import Hint
from peer_tui.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.work import WorkScreen

HOME_ROW = "fjdkslagh"
LETTERS = f"{HOME_ROW}ruieowptyqvnmcbxz"
"""In the order of how easily a finger finds them."""
MOST_SINGLE = 20
"""From more places on, every label has two letters: none begins another."""
HINTS = (Hint("a-z", "goes there", ""), Hint("Esc", "leaves", ""))


def labels_for(number: int) -> list[str]:
    """That many different labels, of one letter each or of two each."""
    if number <= MOST_SINGLE:
        return list(LETTERS[:number])
    letters = HOME_ROW if number <= len(HOME_ROW) ** 2 else LETTERS
    return ["".join(pair) for pair in product(letters, repeat=2)][:number]


def perform(app: "PeerApp", screen: "WorkScreen", action: "Action") -> bool:
    """Label what is on the screen and wait for a letter."""
    if app.is_hurried:
        compat.lay_out(screen)
    spots = spots_on(screen)
    if not spots:
        screen.say("Nothing on the screen to jump to.")
        return True
    labelled = dict(zip(labels_for(len(spots)), spots, strict=False))
    letters = JumpLetters(screen, labelled)
    screen.mount(letters)
    screen.set_focus(letters)
    letters.show_labels()
    screen.message_line.clear()
    screen.hint_bar.set_hints(HINTS)
    return True


@dataclass(frozen=True, slots=True)
class Spot:
    """A row of a list, or the title of a pane."""

    at: tuple[int, int]
    """Line and column, for the order of the labels."""
    widget: VirtualList[Any] | PaneTitle
    key: RowKey | None = None
    """Of the row; None for a title."""

    def go(self) -> None:
        """Put the cursor there, or go to the list under the title."""
        if isinstance(self.widget, PaneTitle):
            self.widget.choose()
        else:
            self.widget.select_key(self.key)


def spots_on(screen: "WorkScreen") -> list[Spot]:
    """Every row that can be selected, and every other list's title, from the top left on."""
    spots: list[Spot] = []
    for view in screen.query(VirtualList):
        if view.region.area:
            spots.extend(
                Spot((view.region.y + line, view.region.x), view, key)
                for line, key in view.keys_on_screen()
            )
    in_use = screen.list_in_use
    others = {view.id for view in screen.query(VirtualList) if view is not in_use}
    for title in screen.query(PaneTitle):
        if title.region.area and title.pane in others:
            spots.append(Spot((title.region.y, title.region.x), title))
    return sorted(spots, key=lambda spot: spot.at)


class JumpLetters(Widget, can_focus=True):
    """Takes the keys while the labels are there; it has no cells of its own."""

    DEFAULT_CSS = "JumpLetters { width: 0; height: 0; }"
    plain_keys = True

    def __init__(self, screen: "WorkScreen", spots: dict[str, Spot]) -> None:
        super().__init__()
        self._work = screen
        self._spots = spots
        self._typed = ""
        self._before = screen.focused

    def show_labels(self) -> None:
        """Paint the labels that the letters typed so far leave open."""
        rows: dict[Widget, dict[RowKey, str]] = {}
        titles: dict[Widget, str] = {}
        for label, spot in self._spots.items():
            open_label = label if label.startswith(self._typed) else ""
            if isinstance(spot.widget, PaneTitle):
                titles[spot.widget] = open_label
            elif open_label:
                rows.setdefault(spot.widget, {})[spot.key] = open_label
        self._paint(lambda view: rows.get(view, {}), lambda title: titles.get(title, ""))

    def _paint(
        self,
        of_rows: Callable[[Widget], dict[RowKey, str]],
        of_title: Callable[[Widget], str],
    ) -> None:
        for widget in dict.fromkeys(spot.widget for spot in self._spots.values()):
            if isinstance(widget, PaneTitle):
                widget.set_label(of_title(widget))
            else:
                widget.set_labels(of_rows(widget))

    def on_key(self, event: events.Key) -> None:
        """A letter chooses; Esc leaves; nothing else is run."""
        event.stop()
        event.prevent_default()
        if key_name(event.key, event.character) in ("Esc", "Enter", ";"):
            self.leave()
            return
        letter = (event.character or "").lower()
        if letter in LETTERS and letter:
            self._take(letter)

    def _take(self, letter: str) -> None:
        typed = self._typed + letter
        spot = self._spots.get(typed)
        if spot is not None:
            # Focus that went back first would be heard of last: lists have queues of their own.
            self.leave(spot.widget if isinstance(spot.widget, VirtualList) else None)
            spot.go()
            return
        if self._labels(typed):
            self._typed = typed
            self.show_labels()
        else:
            self._work.say(f"No label {typed}. Esc leaves.")

    def _labels(self, typed: str) -> Sequence[str]:
        return [label for label in self._spots if label.startswith(typed)]

    def on_blur(self) -> None:
        """A click elsewhere ends it; a window that lost the focus gets it back with the labels."""
        if self.app.app_focus:
            self.leave()

    def leave(self, to: Widget | None = None) -> None:
        """Take the labels off and give the keys back, or to that list."""
        if not self._spots:
            return
        self._paint(lambda _view: {}, lambda _title: "")
        self._spots = {}
        work = self._work
        if work.focused in (self, None):
            heir = to or self._before
            work.set_focus(heir if heir is not None and heir.is_attached else None)
        work.message_line.clear()
        work.show_hints()
        self.remove()
