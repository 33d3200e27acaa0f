"""How far a long import is, over the screen it was begun from; Esc stops it."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from peer_tui.errors import PeerError
from peer_tui.tui.modals.panel import Panel

if TYPE_CHECKING:
    from peer_tui.tui.app import PeerApp

Result = TypeVar("Result")

PATIENCE_SECONDS = 0.4
"""What is done sooner shows no progress."""
STOPPED = "Stopped; nothing was imported."
REPAINT_SECONDS = 0.1
REST_SECONDS = 0.002
"""How long the work rests at every report, so that keys are never kept waiting."""


class Stopped(PeerError):
    """The owner stopped the import; nothing was written."""


class Watch:
    """How far the work is; told by its thread, read by the screen."""

    def __init__(self) -> None:
        self.done = 0
        self.of = 0
        self.is_stopped = False

    def report(self, done: int, of: int) -> None:
        """Say how far it is. Raises Stopped when the owner wants no more of it."""
        self.done, self.of = done, of
        time.sleep(REST_SECONDS)
        if self.is_stopped:
            raise Stopped(STOPPED)


class ImportProgress(Panel[None]):
    """One line, in the place of message and hints; Esc stops."""

    DEFAULT_CSS = """
    ImportProgress { background: transparent; }
    ImportProgress > Static {
        dock: bottom; height: 2; padding: 0 2; background: $peer-ground; color: $peer-text;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "stop", "Stop", priority=True)]

    def __init__(self, doing: str, watch: Watch) -> None:
        super().__init__()
        self._doing = doing
        self.so_far = watch
        self._line = Static("", markup=False)

    def compose(self) -> ComposeResult:
        """The line."""
        yield self._line

    def on_mount(self) -> None:
        """Tell it again and again."""
        self._tell()
        self.set_interval(REPAINT_SECONDS, self._tell)

    def _tell(self) -> None:
        watch = self.so_far
        if watch.is_stopped:
            self._line.update(f"{self._doing}: stopping ...")
            return
        far = f": {watch.done:,} of {watch.of:,}" if watch.of else " ..."
        self._line.update(f"{self._doing}{far}, Esc stops")

    def action_stop(self) -> None:
        """No more of it."""
        self.so_far.is_stopped = True
        self._tell()


def begin(app: "PeerApp", work: Callable[[ExitStack], Coroutine[Any, Any, None]]) -> None:
    """Run work that follows an answered question; keys wait, except while progress is shown."""
    hold = ExitStack()
    hold.enter_context(app.hold_keys())

    async def held() -> None:
        with hold:
            await work(hold)

    app.run_worker(held(), group="acts", exit_on_error=True)


async def watched(
    app: "PeerApp",
    hold: ExitStack,
    progress: ImportProgress,
    run: Coroutine[Any, Any, Result],
    *,
    abandon: bool = False,
) -> Result:
    """Run the work; when it takes long, show how far it is and let Esc stop it.

    `abandon`: what only reads is left to end by itself. Raises Stopped then; else that comes from
    the work's own report.
    """
    task = asyncio.ensure_future(run)
    done, _ = await asyncio.wait({task}, timeout=PATIENCE_SECONDS)
    if done:
        return task.result()
    await app.push_screen(progress)
    hold.close()
    try:
        while not task.done():
            await asyncio.wait({task}, timeout=REPAINT_SECONDS)
            if abandon and progress.so_far.is_stopped and not task.done():
                task.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
                raise Stopped(STOPPED)
    finally:
        hold.enter_context(app.hold_keys())
        await progress.dismiss()
    return task.result()
