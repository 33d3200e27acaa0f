"""The program on the screen: wiring, and the one way from a key to a service call."""

import os
import sys
from collections.abc import Callable, Coroutine, Iterable
from datetime import date, datetime, time
from importlib import import_module
from pathlib import Path
from typing import Any

from peer_tui.clock import Clock, FixedClock, SystemClock
from peer_tui.errors import EditConflict, PeerError
from peer_tui.services.outcome import EVERYTHING, Outcome, Topic
from peer_tui.settings.identity import find_identity
from peer_tui.settings.load import load
from peer_tui.settings.locations import Locations, find_locations
from peer_tui.settings.values import MOST_DAILY, Settings
from peer_tui.storage.store import Store, open_store
from peer_tui.tui import acts, compat
from peer_tui.tui.actions import Action, Place
from peer_tui.tui.keymap import keymap_in_force
from peer_tui.tui.panes.held import HeldPeople
from peer_tui.tui.panes.house_panes import Desk
from peer_tui.tui.pointed_gate import PointedGate
from peer_tui.tui.screens.main import MainScreen
from peer_tui.tui.screens.work import WorkScreen
from peer_tui.tui.themes import css_variables, themes
from peer_tui.tui.upkeep import Upkeep
from peer_tui.tui.verbs import Verbs

MORNING = time(10, 30)
WAITING = "Another program is writing to the database; waiting for it ..."
SLOW = "Saving takes longer than usual ..."
THREAD_TURN_SECONDS = 0.0005
"""After so long a thread gives its turn back to the screen; Python's own 5 ms make a key late."""
NOTICE_SECONDS = 0.3
"""After how long a write that is not done is spoken of."""


class PeerApp(PointedGate, inherit_bindings=False):
    """Peer."""

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    WorkScreen { background: $peer-ground; color: $peer-text; }
    InputBar { padding: 0 2; background: $peer-ground; }
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        settings: Settings,
        locations: Locations,
        *,
        sample: bool = False,
    ) -> None:
        keys = keymap_in_force(settings.keys)
        super().__init__(keys.keymap, driver_class=compat.driver_class())
        self.store = store
        self.settings = settings
        self.locations = locations
        self.warnings: tuple[str, ...] = (keys.warning,) if keys.faults else ()
        """What was wrong with the configuration file; said once, at the start."""
        self.clock = clock
        self.sample = sample
        self.verbs = Verbs(self)
        self.held = HeldPeople(self)
        self._everything_today = False
        self.has_written = False
        """Whether this session has changed anything."""
        self.upkeep = Upkeep(self)
        for theme in themes():
            self.register_theme(theme)
        self.theme = settings.theme

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our variables exist before our theme is set."""
        return css_variables()

    def get_default_screen(self) -> MainScreen:
        """The main screen is there from the first frame."""
        return MainScreen()

    def now(self) -> datetime:
        """The present moment, where the owner is."""
        return self.clock.now()

    @property
    def desk(self) -> Desk:
        """What reading a list needs."""
        number = MOST_DAILY if self._everything_today else self.settings.daily_number
        passed, asked = self.held.let_through(), self.held.is_asked
        return Desk(self.store.reader, self.now(), number, passed, asked)

    def show_everything(self) -> None:
        """Let every row of the queue be today's, until the program is closed."""
        self._everything_today = True
        self.data_changed(EVERYTHING)

    def today(self) -> date:
        """The owner's calendar date."""
        return self.clock.now().date()

    def on_mount(self) -> None:
        """Look after other instances, the turn of the day and the memory."""
        self.upkeep.begin()
        # The gate, and then the greeting, are imported when the first screen stands.
        self.call_after_refresh(self._ask_gate)
        self.call_after_refresh(lambda: import_module("peer_tui.tui.greeting").greet(self))

    def _ask_gate(self) -> None:
        # Two steps, so that no key waits for both.
        import_module("peer_tui.storage.queries.reach")
        self.call_later(self._show_held)

    def _show_held(self) -> None:
        self.held.is_asked = True
        self.data_changed({Topic.PEOPLE, Topic.FOLLOW_UPS})

    # keys

    @property
    def work(self) -> WorkScreen | None:
        """The working screen in front; None under a question."""
        screen = self.screen
        return screen if isinstance(screen, WorkScreen) else None

    @property
    def main(self) -> MainScreen:
        """The first screen."""
        screen = self.screen_stack[0]
        assert isinstance(screen, MainScreen)
        return screen

    def pop_to_main(self) -> None:
        """Close every screen over the first."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def place(self) -> Place:
        """Where the next command key acts."""
        return Place.ANYWHERE if self.work is None else self.work.place()

    async def perform(self, action: Action) -> bool:
        """Run an action: the program's own, a verb, or what the screen in front knows."""
        work = self.work
        self.begin_action()
        if work is not None and action.id in work.takes:
            return await work.perform(action)
        match action.id:
            case "app.quit":
                await self.leave()
                return True
            case "edit.undo" | "edit.redo":
                from peer_tui.tui.turning_back import turn_back

                turn_back(self, WAITING, redo=action.id == "edit.redo")
                return True
        if work is None:
            return False
        if self.verbs.perform(work, action) or acts.perform(self, work, action):
            return True
        if await work.perform(action):
            return True
        match action.id:
            case "app.back":
                if not work.back():
                    work.message_line.clear()
            case "app.quit_or_back":
                if not work.back():
                    await self.leave()
            case _:
                return False
        return True

    # from a key to the database and back

    async def act(
        self, call: Callable[[], Outcome], *, repeats: bool = False, waiting: str = WAITING
    ) -> Outcome | None:
        """Run a service call on the database thread; say what happened and read again.

        None when it was refused: the reason stands on the message line, nothing was changed.
        `repeats`: the key for "again" does the same on another row, and is named. `waiting` is said
        when it takes long; nothing where that is shown otherwise.
        """

        def speak() -> None:
            self.say(waiting if self.store.is_waiting or not waiting else SLOW)

        notice = self.set_timer(NOTICE_SECONDS, speak)
        try:
            outcome = await self.store.run(call)
        except PeerError as error:
            await self._refuse(error)
            return None
        finally:
            notice.stop()
        self.has_written = True
        self.store.changed_elsewhere()
        if self.main.panes.filtered:
            from peer_tui.tui.rereading import read_ahead

            await read_ahead(self, frozenset(outcome.topics))
        self._forget_older_words()
        self.say(outcome.message + self.key_of_choice(), undo=outcome.changed, again=repeats)
        self.data_changed(outcome.topics)
        if Topic.HISTORY in outcome.topics:
            from peer_tui.tui.welcoming import offer_welcome

            offer_welcome(self)
        return outcome

    async def _refuse(self, error: PeerError) -> None:
        """Say why an act was refused; what was changed elsewhere is shown as it is now."""
        if isinstance(error, EditConflict):
            from peer_tui.tui.rereading import show_again

            self.store.changed_elsewhere()
            await show_again(self, EVERYTHING)
        self.say(str(error))

    def start(self, work: Coroutine[Any, Any, object]) -> None:
        """Run work that follows an answered question; keys wait until it is done."""
        hold = self.hold_keys()
        hold.__enter__()

        async def held() -> None:
            try:
                await work
            finally:
                hold.__exit__(None, None, None)

        self.run_worker(held(), group="acts", exit_on_error=True)

    def open_sample(self) -> None:
        """Look around with the sample data; the owner's own file stays as it is."""
        from peer_tui.services.demo import prepare

        identity = self.store.identity
        try:
            path = prepare(
                self.locations.demo, self.clock, identity, state_directory=self.locations.state
            )
            store = open_store(path, self.clock, identity)
        except PeerError as error:
            self.say(str(error))
            return
        self.store.close()
        self.store, self.sample = store, True
        self.main.header.set_sample(True)
        self.data_changed(EVERYTHING)

    def data_changed(self, topics: Iterable[Topic]) -> None:
        """Let every working screen read again what shows these topics."""
        self.held.forget()
        for screen in self.screen_stack:
            if isinstance(screen, WorkScreen):
                screen.refresh_topics(frozenset(topics))

    def say(self, text: str, *, undo: bool = False, again: bool = False) -> None:
        """One sentence on the message line of the working screen in front."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, WorkScreen):
                screen.say(text, undo=undo, again=again)
                return

    def _forget_older_words(self) -> None:
        """What the screens under the one in front said of an act: another is the last one now."""
        for screen in self.screen_stack:
            if isinstance(screen, WorkScreen):
                screen.message_line.clear()

    def _fatal_error(self) -> None:
        compat.end_on_fault(self)

    async def leave(self) -> None:
        """Quit at once: the terminal first, then the database, then the process."""
        compat.restore_terminal(self)
        self.exit(0)


def run(path: Path, *, sample: bool = False, today: date | None = None) -> int:
    """Open the program on the database at `path`; returns the exit code.

    Raises DataError when the file cannot be used, and the fault that ended the program, if one
    did. `today` lets the program live on another day.
    """
    compat.choose_escape_delay(os.environ)
    if not os.environ.get("NO_COLOR", "on"):
        # Present but empty does not count (no-color.org); Textual would take it.
        del os.environ["NO_COLOR"]
    locations = find_locations(os.environ).named(path)
    loaded = load(locations.config)
    clock: Clock = SystemClock() if today is None else morning_of(today)
    store = open_store(
        path,
        clock,
        find_identity(locations.device, os.environ),
        state_directory=locations.state,
        backup_directory=locations.backups,
    )
    sys.setswitchinterval(THREAD_TURN_SECONDS)
    app = PeerApp(store, clock, loaded.settings, locations, sample=sample)
    app.warnings = tuple(filter(None, (store.warning, *loaded.warnings, *app.warnings)))
    code = app.run() or 0
    app.upkeep.end()
    fault = compat.fault_of(app)
    if fault is not None:
        raise fault
    compat.leave_now(code)


def morning_of(day: date) -> FixedClock:
    """Half past ten of a day, standing still: for trying things out."""
    return FixedClock(datetime.combine(day, MORNING).astimezone())
