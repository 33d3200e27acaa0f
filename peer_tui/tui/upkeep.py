"""What the program does by itself: other instances, the turn of the day, backups, memory."""

from typing import TYPE_CHECKING

from peer_tui.errors import DataError
from peer_tui.services.outcome import EVERYTHING, Topic
from peer_tui.tui import memory

if TYPE_CHECKING:
    from peer_tui.tui.app import PeerApp
    from peer_tui.tui.beside import BackupProcess

POLL_SECONDS = 0.5
"""How often another instance's changes and the turn of the day are looked for."""
FIRST_BACKUP_SECONDS = 5.0
"""The backup of the day waits until the first screen has been read."""
BACKUP_SECONDS = 60.0
"""How often it is looked whether half an hour of use wants a backup."""


class Upkeep:
    """Begins with the first screen, ends after the last."""

    def __init__(self, app: "PeerApp") -> None:
        self._app = app
        self._shown_day = app.today()
        self._backed_up = False
        self._backup: BackupProcess | None = None

    def begin(self) -> None:
        """Set the timers going."""
        app = self._app
        app.set_interval(POLL_SECONDS, self._look_around)
        sweeper = memory.IdleSweeper(lambda: app.last_key_at)
        app.set_interval(memory.IDLE_SECONDS, sweeper.tick)
        app.call_after_refresh(memory.freeze)
        app.set_timer(FIRST_BACKUP_SECONDS, self._start_backup)
        app.set_interval(BACKUP_SECONDS, self._start_backup)

    def end(self) -> None:
        """Give the file back; a process of its own makes the backup of what changed.

        The owner has closed the program and wants the terminal, not to wait for a copy.
        """
        app = self._app
        written = app.has_written and not app.sample
        app.store.close()
        if written:
            from peer_tui.services.backup_moments import Occasion
            from peer_tui.tui.beside import BackupProcess

            BackupProcess(app.store.path, Occasion.EXIT)

    def _look_around(self) -> None:
        app, day = self._app, self._app.today()
        self._look_at_backup()
        if app.store.changed_elsewhere() or day != self._shown_day:
            self._shown_day = day
            self._show_again(EVERYTHING)
        elif app.held.has_turned():
            self._show_again(frozenset({Topic.PEOPLE}))

    def _show_again(self, topics: frozenset[Topic]) -> None:
        if not self._app.main.panes.filtered:
            self._app.data_changed(topics)
            return
        from peer_tui.tui.rereading import show_again

        self._app.run_worker(show_again(self._app, topics), group="elsewhere")

    def _start_backup(self) -> None:
        from peer_tui.services.backup_moments import Occasion, is_moment

        app = self._app
        if app.sample or self._backup is not None:
            return
        occasion = Occasion.USE if self._backed_up else Occasion.START
        self._backed_up = True
        try:
            # Mostly it is not: then no process is started.
            if not is_moment(app.store.path, app.locations.backups, occasion, app.now()):
                return
        except DataError as error:
            app.say(str(error))
            return
        from peer_tui.tui.beside import BackupProcess

        self._backup = BackupProcess(app.store.path, occasion)

    def _look_at_backup(self) -> None:
        if self._backup is None or not self._backup.is_over:
            return
        complaint, self._backup = self._backup.complaint, None
        if complaint:
            self._app.say(complaint)
