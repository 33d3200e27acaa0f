"""The key gate with words: what was not run is said, never swallowed."""

from textual.filter import LineFilter

from peer_tui.tui.key_gate import KeyGate
from peer_tui.tui.text import ControlFilter
from peer_tui.tui.widgets.message_line import MessageLine

_NET = ControlFilter()


class SpokenGate(KeyGate[int], inherit_bindings=False):
    """A key gate that tells on the message line what it kept from running."""

    def get_line_filters(self) -> list[LineFilter]:
        """The last net against control characters in data, before Textual's own filters."""
        if self.no_color:
            from peer_tui.tui.no_colour import NO_COLOUR

            return [_NET, NO_COLOUR]
        return [_NET, *super().get_line_filters()]

    def say(self, text: str, *, undo: bool = False) -> None:
        """One sentence on the message line; `undo` adds how to take it back."""
        raise NotImplementedError

    def on_key_held(self, key: str) -> None:
        """Three equal verbs in one burst: stop, and say so."""
        keys = self.keymap.keys_of("edit.undo")
        self.say(f"Key held? stopped{f' - {keys[0]} undo' if keys else ''}")

    def on_text_ignored(self) -> None:
        """Typed text never runs commands."""
        ways = ("item.log", "logs a line"), ("add.line", "adds one")
        self.say(self.keymap.advice("Typed text was ignored", *ways))

    def on_chord(self, prefix: str) -> None:
        """Show what may follow, in place of message and hints, which come back at the end."""
        from peer_tui.tui.screens.work import WorkScreen
        from peer_tui.tui.view_keys import words_of

        for line in self.screen.query(MessageLine):
            line.interrupt(words_of(self, prefix) if prefix else "")
        if not prefix and isinstance(self.screen, WorkScreen):
            self.screen.show_hints()

    def on_unknown_chord(self, chord: str) -> None:
        """Open the owner's view of that letter; else say that two keys do nothing here."""
        from peer_tui.tui.action_list import ACTIONS
        from peer_tui.tui.view_keys import opens

        if not opens(self, chord):
            keys = self.keymap.keys_of("help.open")
            elsewhere = any(chord in self.keymap.keys_of(action.id) for action in ACTIONS)
            fault = "does not work here" if elsewhere else "is no command"
            self.say(f"{chord} {fault}.{f' {keys[0]} lists the keys.' if keys else ''}")

    def on_paste_ignored(self, text: str) -> None:
        """Pasted text never runs commands."""
        keys = self.keymap.keys_of("add.line")
        how = f": press {keys[0]} first, then paste" if keys else ""
        self.say(f"Pasted text was ignored{how}.")
