"""Random keys that somebody who looks at the screen could mean, one after the other.

What comes next is drawn from what the program takes at that moment: a command of the registry
that works on the row, a letter of the panel that is open, a text for the bar that is open.
"""

import random

from textual.screen import Screen

from peer_tui.tui.action_list import ACTIONS
from peer_tui.tui.actions import Action, acts_on, works_in
from peer_tui.tui.app import PeerApp
from peer_tui.tui.key_gate import KeyMode
from peer_tui.tui.modals.call_card import CallCard
from peer_tui.tui.modals.choice_panel import ChoicePanel
from peer_tui.tui.modals.date_panel import DatePanel
from peer_tui.tui.modals.line_question import LineQuestion
from peer_tui.tui.screens.find import FindScreen
from peer_tui.tui.screens.palette import PaletteScreen
from peer_tui.tui.screens.work import WorkScreen
from peer_tui.tui.targets import kind_of

Keys = list[str]
"""Characters, and names that Textual has for keys."""

NAMES = {
    **{"Enter": "enter", "Esc": "escape", "Space": "space", "Tab": "tab", "Shift-Tab": "shift+tab"},
    **{"PgUp": "pageup", "PgDn": "pagedown", "Home": "home", "End": "end", "F1": "f1"},
    **{"Up": "up", "Down": "down", "Left": "left", "Right": "right"},
}
LEFT_OUT = frozenset(
    # They end the program, wait for another program, or change what is compared with.
    {"app.quit", "app.quit_or_back", "import.open", "demo.open", "item.edit_long", "settings.open"}
)
WEIGHTS = {"item": 12, "ease": 3, "wish": 6, "edit": 8, "mark": 6, "move": 8, "filter": 3}
"""How often an action of such a name is drawn; 2 for any other."""
LINES = ("all well", "rang > next mon", "@zoe call fri", "@ben promise keys by tue", "owed:me")
FOUND = ("ben", "mar", "quote", "zoe")
CHOSEN = ("undo", "mark all", "snooze", "week", "maria")
DAYS = ("24 dec", "in 3 days", "tomorrow", "reply fri")
CONTINUES_ESC = ("tab", "f", "b", *"OPNX[]_^")
"""Straight behind an Esc in one write, a terminal means one key by the two: Alt-f."""
MOST_EQUAL = 2
"""A verb that comes three times at once counts as a held key."""


class Meant:
    """Draws keys and remembers the last verb."""

    def __init__(self, app: PeerApp, pick: random.Random) -> None:
        self._app, self._pick = app, pick
        self._last, self._equal = "", 0
        self._escaped = False

    def next_keys(self) -> Keys:
        """What could be pressed now, and in one write with what was pressed before."""
        keys = self._draw()
        while self._escaped and keys[0] in CONTINUES_ESC:
            keys = self._draw()
        self._escaped = keys[-1] == "escape"
        return keys

    def _draw(self) -> Keys:
        match self._app.key_mode():
            case KeyMode.TEXT:
                return self._text(self._app.screen)
            case KeyMode.PLAIN:
                return [self._pick.choice(self._panel_keys(self._app.screen))]
        action = self._action()
        self._equal = self._equal + 1 if action.id == self._last else 1
        self._last = action.id
        key = self._pick.choice(action.keys)
        return [textual_name(part) for part in key.split(" ")]

    def _text(self, screen: Screen[object]) -> Keys:
        texts = {FindScreen: FOUND, PaletteScreen: CHOSEN, DatePanel: DAYS}.get(type(screen), LINES)
        ways: tuple[Keys, ...] = (
            [*self._pick.choice(texts), "enter"],
            [*self._pick.choice(texts), "enter"],
            ["enter"],
            ["escape"],
            [*self._pick.choice(texts), "escape"],
        )
        return self._pick.choice(ways)

    def _panel_keys(self, screen: Screen[object]) -> Keys:
        if isinstance(screen, DatePanel):
            letters = [day.key for column in screen._columns for day in column]
            return [*letters, *letters, "enter", "/", "escape"]
        if isinstance(screen, LineQuestion):
            return [*map(textual_name, screen._answers), "escape"]
        if isinstance(screen, ChoicePanel):
            return ["1", "enter", "j", "escape"]
        if isinstance(screen, CallCard):
            return [*"123", "escape"]
        spots = getattr(self._app.focused, "_spots", {})
        return [*(label for label in spots if len(label) == 1), "escape"]

    def _action(self) -> Action:
        work = self._app.work
        row = work.current_row() if isinstance(work, WorkScreen) else None
        can = [
            action
            for action in ACTIONS
            if action.keys
            and action.id not in LEFT_OUT
            and works_in(action, self._app.place())
            and acts_on(action, kind_of(row))
            and not (action.id == self._last and self._equal >= MOST_EQUAL)
        ]
        weights = [WEIGHTS.get(action.id.split(".")[0], 2) for action in can]
        return self._pick.choices(can, weights)[0]


def textual_name(key: str) -> str:
    """Textual's name for a key of the registry; a character stays what it is."""
    return f"ctrl+{key[-1].lower()}" if key.startswith("Ctrl-") else NAMES.get(key, key)
