"""The key gate with a pointer: what is clicked, or chosen in the palette, is its key.

The message line then tells the key that would have done the same.
"""

from textual.driver import Driver

from peer_tui.tui.action_list import BY_ID
from peer_tui.tui.keymap import Keymap
from peer_tui.tui.spoken_gate import SpokenGate
from peer_tui.tui.widgets.hint_bar import HintBar
from peer_tui.tui.widgets.message_line import MessageLine


class PointedGate(SpokenGate, inherit_bindings=False):
    """A key gate whose hints can be clicked."""

    def __init__(
        self, keymap: Keymap | None = None, driver_class: type[Driver] | None = None
    ) -> None:
        """As `KeyGate`."""
        super().__init__(keymap, driver_class)
        self._chosen_key = ""
        self._choosing = False

    def begin_action(self) -> None:
        """An action begins; by its key unless it was chosen."""
        if not self._choosing:
            self._chosen_key = ""

    async def on_hint_bar_chosen(self, message: HintBar.Chosen) -> None:
        """A click on a hint is its key."""
        await self.perform_chosen(message.action)

    async def on_message_line_chosen(self, message: MessageLine.Chosen) -> None:
        """A click on a hint is its key."""
        await self.perform_chosen(message.action)

    async def on_header_line_help_chosen(self) -> None:
        """A click on `? keys` is its key."""
        await self.perform_chosen("help.open")

    async def perform_chosen(self, action_id: str) -> None:
        """Run an action that was chosen by mouse or in the palette, and tell its key."""
        action = BY_ID.get(action_id)
        if action is None:
            return
        self._chosen_key = next(iter(self.keymap.keys_of(action_id)), "")
        self._choosing = True
        try:
            await self.perform(action)
        finally:
            self._choosing = False
        if action_id.startswith("view.") or action_id == "person.open":
            self.say(self.key_of_choice().strip())

    def key_of_choice(self) -> str:
        """The key that would have done the same, if it was chosen by mouse or in the palette."""
        key, self._chosen_key = self._chosen_key, ""
        return f"  Next time: {key}" if key else ""
