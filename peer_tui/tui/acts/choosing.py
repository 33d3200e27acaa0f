"""Opens the settings, and changes one: on the screen first, in the file at once."""

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from peer_tui.errors import PeerError
from peer_tui.services.outcome import EVERYTHING
from peer_tui.settings.load import load
from peer_tui.settings.save import save
from peer_tui.settings.schema import Refused, Setting, Settings
from peer_tui.settings.words import choice_beside, name_of, read_text, text_of
from peer_tui.tui.bars.bar_question import BarQuestion, Preview
from peer_tui.tui.keymap import keymap_in_force
from peer_tui.tui.widgets.painted_line import Hint

if TYPE_CHECKING:
    from peer_tui.tui.actions import Action
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.screens.settings import Choice, SettingsScreen
    from peer_tui.tui.screens.work import WorkScreen

Value = Any
"""A value as in `Settings`; each setting has its own type."""
IN_THE_FILE = "This one is changed in the file itself."


def perform(app: "PeerApp", screen: "WorkScreen", action: "Action") -> bool:
    """Open the settings."""
    from peer_tui.tui.screens.settings import SettingsScreen

    app.push_screen(SettingsScreen())
    return True


class Choosing:
    """Changes settings from their screen; the changes of one visit can be taken back."""

    def __init__(self, app: "PeerApp", screen: "SettingsScreen") -> None:
        self._app = app
        self._screen = screen
        self._done: list[tuple[Setting, Value, Value]] = []
        """(setting, before, after), the latest last."""
        self._undone: list[tuple[Setting, Value, Value]] = []

    def faults(self) -> tuple[str, ...]:
        """What is wrong with the file as it stands now."""
        loaded = load(self._app.locations.config)
        return (*loaded.warnings, *keymap_in_force(loaded.settings.keys).faults)

    def edit(self, choice: "Choice | None") -> None:
        """Ask for the value in one line; the allowed ones stand under it."""
        setting = choice.setting if choice is not None else None
        if setting is None:
            self._screen.say(IN_THE_FILE)
            return

        def preview(text: str) -> Preview:
            try:
                value = read_text(setting, text)
            except Refused as refused:
                near = f"Did you mean {refused}? " if str(refused) else ""
                return Preview(f"{near}Allowed: {setting.allowed}.", ok=False)
            settings = _with(self._app.settings, setting, value)
            return Preview(f"{text_of(setting, settings) or 'none'}    {setting.help}")

        def other_choice(text: str, cursor: int) -> str | None:
            names = setting.choices
            at = names.index(text) if text in names else -1
            return names[(at + 1) % len(names)]

        question = BarQuestion(
            kind=f"setting {setting.key}",
            prompt=f"{name_of(setting)}:",
            initial=text_of(setting, self._app.settings),
            allow_empty=True,
            preview=preview,
            on_tab=other_choice if setting.choices else None,
            tab_words="the next choice" if setting.choices else "",
        )

        def answered(text: str | None) -> None:
            if text is not None:
                self._choose(setting, read_text(setting, text))

        self._screen.ask(question, answered)

    def step(self, choice: "Choice | None", steps: int) -> None:
        """The next choice, or the one before; asks where the choices are many."""
        setting = choice.setting if choice is not None else None
        if setting is None or not setting.choices:
            self.edit(choice)
        else:
            self._choose(setting, choice_beside(setting, self._app.settings, steps))

    def undo(self) -> None:
        """Take back the latest change of this visit."""
        if not self._done:
            self._screen.say("Nothing was changed here yet.")
            return
        setting, before, after = self._done.pop()
        self._undone.append((setting, before, after))
        self._app.start(self._save(setting, before))

    def redo(self) -> None:
        """Make a change again that was taken back."""
        if not self._undone:
            self._screen.say("Nothing was taken back here.")
            return
        setting, before, after = self._undone.pop()
        self._done.append((setting, before, after))
        self._app.start(self._save(setting, after))

    def _choose(self, setting: Setting, value: Value) -> None:
        before = getattr(self._app.settings, setting.key)
        if value == before:
            self._screen.say(f"{name_of(setting)} stays as it is.")
            return
        self._done.append((setting, before, value))
        self._undone.clear()
        self._app.start(self._save(setting, value))

    async def _save(self, setting: Setting, value: Value) -> None:
        """Show it first; if the file refuses, show the old value again with the reason."""
        old = self._app.settings
        self._take(setting, value)
        try:
            await asyncio.to_thread(save, self._app.locations.config, setting.key, value)
        except PeerError as error:
            self._take(setting, getattr(old, setting.key))
            self._done = [step for step in self._done if step[2] != value or step[0] != setting]
            self._screen.say(str(error))
            return
        self._screen.show_choices()
        now = text_of(setting, self._app.settings) or "none"
        was = text_of(setting, old) or "none"
        self._screen.message_line.show(
            f"{name_of(setting)}: {now} (was {was}). Saved.", [Hint("u", "undo", "edit.undo")]
        )

    def _take(self, setting: Setting, value: Value) -> None:
        """Have the value in force on every screen."""
        app = self._app
        app.settings = _with(app.settings, setting, value)
        if app.theme != app.settings.theme:
            app.theme = app.settings.theme
        app.data_changed(EVERYTHING)
        self._screen.show_choices()


def _with(settings: Settings, setting: Setting, value: Value) -> Settings:
    changed: dict[str, Value] = {setting.key: value}
    return replace(settings, **changed)
