"""How far long work is, over the screen it was begun from; Esc stops it."""

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
REPAINT_SECONDS = 0.1
WORK_SECONDS = 0.01
REST_SECONDS = 0.002
"""How long the work rests, after so much of it, so that keys are never kept waiting."""
BAR_CELLS = 24
MEGABYTE = 1_000_000


class Stopped(PeerError):
    """The owner stopped the work; nothing was written."""


class Watch:
    """How far the work is; told by its thread, read by the screen."""

    def __init__(self, doing: str, stopped: str, waiting: str = "") -> None:
        """For work that is `doing`, such as "Importing"; `stopped` is said after Esc.

        `waiting` says why it has not begun; without it that is not known.
        """
        self.doing = doing
        self.stopped = stopped
        self.waiting = waiting or f"{doing} ..."
        self.done = 0
        self.of = 0
        self.are_bytes = False
        self.is_stopped = False
        self._rested = 0.0

    def begin(self, doing: str, *, are_bytes: bool = False) -> None:
        """Go on to another part of the work, which counts anew."""
        self.doing, self.are_bytes = doing, are_bytes
        self.waiting = f"{doing} ..."
        self.done = self.of = 0

    def report(self, done: int, of: int) -> None:
        """Say how far it is. Raises Stopped when the owner wants no more of it."""
        self.done, self.of = done, of
        if time.perf_counter() - self._rested >= WORK_SECONDS:
            time.sleep(REST_SECONDS)
            self._rested = time.perf_counter()
        if self.is_stopped:
            raise Stopped(self.stopped)

    def lines(self) -> tuple[str, str]:
        """What is shown of it: a bar with what is done, and how much of it."""
        if self.is_stopped:
            return f"{self.doing}: stopping ...", ""
        if not self.of:
            return self.waiting, "Esc stops"
        done = min(self.done, self.of)
        filled = BAR_CELLS * done // self.of
        bar = "█" * filled + "░" * (BAR_CELLS - filled)
        far = f"{done:,} of {self.of:,}"
        if self.are_bytes:
            far = f"{done / MEGABYTE:,.1f} of {self.of / MEGABYTE:,.1f} MB"
        return f"{bar} {100 * done // self.of:3} %  {self.doing}", f"{far}, Esc stops"


class ProgressPanel(Panel[None]):
    """Two lines, in the place of message and hints; Esc stops."""

    DEFAULT_CSS = """
    ProgressPanel { background: transparent; }
    ProgressPanel > Static {
        dock: bottom; height: 2; padding: 0 1; background: $peer-ground; color: $peer-text;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "stop", "Stop", priority=True)]

    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self.so_far = watch
        self._line = Static("", markup=False)

    def compose(self) -> ComposeResult:
        """The lines."""
        yield self._line

    def on_mount(self) -> None:
        """Tell it again and again."""
        self._tell()
        self.set_interval(REPAINT_SECONDS, self._tell)

    def on_unmount(self) -> None:
        """Whoever leaves the program does not wait for the rest of it."""
        self.so_far.is_stopped = True

    def _tell(self) -> None:
        self._line.update("\n".join(self.so_far.lines()))

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
    watch: Watch,
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
    progress = ProgressPanel(watch)
    await app.push_screen(progress)
    hold.close()
    try:
        while not task.done():
            await asyncio.wait({task}, timeout=REPAINT_SECONDS)
            if abandon and watch.is_stopped and not task.done():
                task.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
                raise Stopped(watch.stopped)
    finally:
        hold.enter_context(app.hold_keys())
        await progress.dismiss()
    return task.result()
