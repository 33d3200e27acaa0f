"""The key gate: fast typing never runs text as commands.

Stock Textual hands keys on as fast as they arrive. When a verb key and the text after it come in
one read (a slow line, a paste), the text overtakes the bar that the verb opens, and runs as
commands. The gate lets one key through, then waits until every widget from the focused one up to
the app has worked off its messages (and again, if that moved the focus), then lets the next one
through. So what a key means is decided when its turn comes, never when it arrives.
"""

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum, auto
from typing import TypeVar

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.driver import Driver
from textual.message_pump import MessagePump

from peer_tui.tui.actions import Action, Place
from peer_tui.tui.key_names import key_name
from peer_tui.tui.key_reader import KeyReader, Meaning
from peer_tui.tui.keymap import Keymap
from peer_tui.tui.layouts import to_latin

Result = TypeVar("Result")
QUIT = "app.quit"
PASSES = 2
"""How often the barrier goes up: a key may set off a message that sets off another."""
SETTLE_SECONDS = 0.02
"""How long after a lone key the barrier goes up: the screen is painted first. A second key
starts it at once."""
WATCH_SECONDS = 0.25
STUCK_SECONDS = 1.0


class KeyMode(Enum):
    """Who a key is for."""

    COMMAND = auto()
    """It runs an action of the registry."""
    PLAIN = auto()
    """A panel with its own keys has the focus: no chords, no guard, straight to Textual."""
    TEXT = auto()
    """A text field has the focus: every printable key is text."""


class KeyGate(App[Result]):
    """An app whose keys pass the gate.

    Override `place` and `perform`; the other hooks are optional. A screen or widget with its own
    letters sets `plain_keys = True` on itself; modal screens count as such.
    """

    def __init__(
        self, keymap: Keymap | None = None, driver_class: type[Driver] | None = None
    ) -> None:
        """An app with these keys (default: the registry's) on this driver (default: stock)."""
        super().__init__(driver_class=driver_class)
        self.keymap = keymap or Keymap.build()
        self.last_key_at = 0.0
        """When the last key arrived, in seconds of the clock that stamps Textual's messages."""
        self.is_hurried = False
        """Whether the key in hand had waited for others: no frame was painted before it."""
        self._gate_queue: deque[events.Key | events.Paste] = deque()
        self._gate_reader = KeyReader(self.keymap)
        self._gate_pass = 0
        self._gate_is_open = False
        self._gate_busy = False
        self._gate_busy_since = 0.0
        self._gate_holds = 0
        self._gate_waiting_on: MessagePump | None = None
        self._gate_watch: asyncio.TimerHandle | None = None
        self._gate_settle: asyncio.TimerHandle | None = None
        self._gate_passes = PASSES

    def use_keymap(self, keymap: Keymap) -> None:
        """Take these keys from now on."""
        self.keymap = keymap
        self._gate_reader = KeyReader(keymap)

    # what the program fills in

    def place(self) -> Place:
        """Where the next command key acts."""
        return Place.ANYWHERE

    async def perform(self, action: Action) -> bool:
        """Run an action; False if it means nothing here, then the key goes on to Textual."""
        return False

    def on_key_held(self, key: str) -> None:
        """A verb came three times in one burst; the third and further ones were dropped."""

    def on_text_ignored(self) -> None:
        """Text was typed where keys are commands; its letters ran none."""

    def on_chord(self, prefix: str) -> None:
        """A chord began with `prefix`; "" when it is over, done or not."""

    def on_unknown_chord(self, chord: str) -> None:
        """Two keys ("g y") that are no chord were typed; neither was run."""

    def on_paste_ignored(self, text: str) -> None:
        """Text was pasted while no text field had the focus; nothing was run."""

    # for actions that need a moment before they open a text field

    @contextmanager
    def hold_keys(self) -> Iterator[None]:
        """Keep keys waiting, none lost, until the block is left.

        An action enters it *before* it returns, when the bar or screen for the keys that follow
        opens only later, from a worker.
        """
        self._gate_holds += 1
        try:
            yield
        finally:
            self._gate_holds -= 1
            if not self._gate_holds and not self._gate_busy:
                self.is_hurried = True
                self.call_later(self._gate_next)

    @property
    def gate_is_quiet(self) -> bool:
        """Whether every key so far has been worked off."""
        return not self._gate_busy and not self._gate_queue

    def key_mode(self) -> KeyMode:
        """Who the next key is for."""
        focused = self.focused
        if focused is not None and focused.check_consume_key("a", "a"):
            return KeyMode.TEXT
        if self.screen.is_modal:
            return KeyMode.PLAIN
        node: DOMNode | None = focused or self.screen
        while node is not None:
            if getattr(node, "plain_keys", False):
                return KeyMode.PLAIN
            node = node.parent
        return KeyMode.COMMAND

    # the gate

    async def on_event(self, event: events.Event) -> None:
        """Queue a key or paste that has not passed yet; everything else goes on as ever."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self.last_key_at = event.time
            if await self._gate_escape_hatch(event):
                return
            self._gate_queue.append(event)
            if self._gate_busy or self._gate_holds:
                self._gate_arm_watch()
                self._gate_begin()
            else:
                self.is_hurried = len(self._gate_queue) > 1
                await self._gate_next()
        else:
            await super().on_event(event)

    async def _gate_next(self) -> None:
        """Let one key through, then wait for all it sets in motion."""
        if self._gate_busy or self._gate_holds or not self._gate_queue:
            return
        if not self._gate_is_open:
            # Typed before the first screen stood: it and its focus come first.
            self._gate_is_open = self._gate_busy = True
            self._gate_busy_since = self._gate_queue[0].time
            self._gate_start_pass(PASSES)
            return
        event = self._gate_queue.popleft()
        self._gate_busy = True
        self._gate_busy_since = event.time
        if not self.app_focus:
            # A window that lost the focus has none of its widgets focused; typing brings the
            # focus back to the text field before it is asked who the key is for.
            self.app_focus = True
        typed = isinstance(event, events.Key) and event.is_printable
        quick = typed and self.key_mode() is KeyMode.TEXT
        try:
            await self._gate_deliver(event)
        finally:
            self._gate_passes = 1 if quick else PASSES
            loop = asyncio.get_running_loop()
            self._gate_settle = loop.call_later(SETTLE_SECONDS, self._gate_begin)
            if self._gate_queue:
                self._gate_begin()

    def _gate_begin(self) -> None:
        """Send up the barrier for the key that was let through, unless that was done."""
        if self._gate_settle is None:
            return
        self._gate_settle.cancel()
        self._gate_settle = None
        if self.is_running and self.screen_stack:
            self._gate_start_pass(self._gate_passes)
        else:
            self._gate_busy = False

    async def _gate_deliver(self, event: events.Key | events.Paste) -> None:
        """Give one key or paste to whom it is for, as the focus stands now."""
        mode = self.key_mode()
        if mode is not KeyMode.COMMAND:
            if self._gate_reader.prefix:
                self.on_chord("")
            self._gate_reader.forget()
        if isinstance(event, events.Paste):
            if mode is KeyMode.TEXT:
                await super().on_event(event)
            else:
                self.on_paste_ignored(event.text)
            return
        if mode is not KeyMode.TEXT:
            event = self._gate_latin(event)
        if mode is KeyMode.COMMAND:
            done = await self._gate_command(event)
        else:
            quit_action = self._gate_quit_action(event)
            done = quit_action is not None and await self.perform(quit_action)
        if not done:
            await super().on_event(event)

    async def _gate_command(self, event: events.Key) -> bool:
        """Read a command key; False if it is none and goes on to Textual."""
        reader = self._gate_reader
        had_prefix = bool(reader.prefix)
        reading = reader.read(key_name(event.key, event.character), event.time, self.place())
        if had_prefix or reading.meaning is Meaning.WAIT:
            self.on_chord(reader.prefix)
        match reading.meaning:
            case Meaning.RUN:
                assert reading.action is not None
                return await self.perform(reading.action) or had_prefix
            case Meaning.HELD:
                self.on_key_held(reading.key)
            case Meaning.TEXT:
                self.on_text_ignored()
            case Meaning.UNKNOWN:
                if not had_prefix:
                    return False
                self.on_unknown_chord(reading.key)
        return True

    def _gate_start_pass(self, passes_left: int) -> None:
        """Send a barrier from the focused widget up to the app; let go when all is quiet."""
        self._gate_pass += 1
        chain: list[MessagePump] = list((self.focused or self.screen).ancestors_with_self)
        state = (self.screen, self.focused)
        token = self._gate_pass

        def step(index: int) -> None:
            if token != self._gate_pass:
                return
            for position in range(index, len(chain)):
                if chain[position].call_later(step, position + 1):
                    self._gate_waiting_on = chain[position]
                    return
            if (self.screen, self.focused) != state:
                self._gate_start_pass(PASSES)
            elif passes_left > 1:
                self._gate_start_pass(passes_left - 1)
            else:
                self._gate_release()

        step(0)

    def _gate_release(self) -> None:
        self._gate_busy = False
        self._gate_waiting_on = None
        if self._gate_watch is not None:
            self._gate_watch.cancel()
            self._gate_watch = None
        if self._gate_queue:
            self.is_hurried = True
            self.call_later(self._gate_next)

    def _gate_arm_watch(self) -> None:
        if self._gate_watch is None:
            loop = asyncio.get_running_loop()
            self._gate_watch = loop.call_later(WATCH_SECONDS, self._gate_look)

    def _gate_look(self) -> None:
        """Begin anew if the barrier was lost with a widget that went away meanwhile."""
        self._gate_watch = None
        if not self._gate_busy or not self.is_running:
            return
        pump = self._gate_waiting_on
        chain = (self.focused or self.screen).ancestors_with_self
        if pump is None or not pump.is_running or pump not in chain:
            self._gate_start_pass(PASSES)
        self._gate_arm_watch()

    async def _gate_escape_hatch(self, event: events.Key | events.Paste) -> bool:
        """Whether the key quit at once: it may, when what went before is stuck."""
        waiting = self._gate_busy or self._gate_holds
        if not waiting or event.time - self._gate_busy_since < STUCK_SECONDS:
            return False
        action = self._gate_quit_action(event) if isinstance(event, events.Key) else None
        return action is not None and await self.perform(action)

    def _gate_quit_action(self, event: events.Key) -> Action | None:
        """The action that quits from anywhere, if this is its key and no text."""
        if event.is_printable:
            return None
        name = key_name(event.key, event.character)
        action = self.keymap.action_for(name, Place.ANYWHERE)
        return action if action is not None and action.id == QUIT else None

    def _gate_latin(self, event: events.Key) -> events.Key:
        """The key as a Latin keyboard would have sent it."""
        latin = to_latin(event.character or "")
        if latin == (event.character or ""):
            return event
        mapped = events.Key(latin, latin)
        mapped.time = event.time
        mapped.set_sender(self)
        return mapped
