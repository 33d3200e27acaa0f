"""The one place that reaches past Textual's public face; each reach has a test.

What is here holds for one version of Textual. With another one, or on a system without POSIX
terminals, everything falls back to what Textual does by itself.
"""

import os
import sys
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from textual.app import App
    from textual.driver import Driver
    from textual.screen import Screen

TEXTUAL_VERSION = "8.2.8"
"""The version whose inner parts this module knows."""

ESCAPE_DELAY_MS = 25
ESCAPE_DELAY_REMOTE_MS = 50


def choose_escape_delay(environ: MutableMapping[str, str]) -> None:
    """Set how long a lone Esc waits for the rest of a sequence; call it before the app runs.

    A terminal writes an arrow key in one go, so its bytes come together unless a network packet
    ends between them: 25 ms here, 50 ms over SSH (the usual choice of editors, and well above
    the gap between two packets of one burst; a slower line wants its own ESCDELAY). Terminals
    that speak the kitty protocol send Esc unmistakably and never wait. An ESCDELAY of the
    owner's wins.
    """
    if "ESCDELAY" in environ:
        return
    remote = "SSH_CONNECTION" in environ or "SSH_TTY" in environ
    delay = ESCAPE_DELAY_REMOTE_MS if remote else ESCAPE_DELAY_MS
    environ["ESCDELAY"] = str(delay)
    loaded = sys.modules.get("textual.constants")
    if loaded is not None:
        vars(loaded)["ESCAPE_DELAY"] = delay / 1000


def is_known_textual() -> bool:
    """Whether the Textual at hand is the one this module knows."""
    import textual

    # The version itself costs 7 ms to ask for; the folder that states it is beside the package.
    stated = Path(textual.__file__).parents[1] / f"textual-{TEXTUAL_VERSION}.dist-info"
    return stated.is_dir() or textual.__version__ == TEXTUAL_VERSION


def driver_class(environ: Mapping[str, str] | None = None) -> "type[Driver] | None":
    """The driver that leaves at once, or None for Textual's own choice."""
    environ = os.environ if environ is None else environ
    if os.name != "posix" or not is_known_textual() or environ.get("TEXTUAL_DRIVER"):
        return None
    from peer_tui.tui.fast_driver import FastDriver

    return FastDriver


def restore_terminal(app: "App[Any]") -> None:
    """Give the terminal back now: main screen, cursor, modes, all written out.

    What the app draws afterwards goes nowhere. Safe to call more than once; does nothing on
    another driver than ours, which gives the terminal back when the app ends.
    """
    leave = getattr(app._driver, "leave", None)
    if leave is not None:
        leave()


def send(app: "App[Any]", sequence: str) -> None:
    """Send a control sequence to the terminal between two frames, so that no frame is broken."""
    if app._driver is not None:
        app._driver.write(sequence)


def lay_out(screen: "Screen[Any]") -> None:
    """Give every widget its place now, where that was to come with the next frame."""
    screen._clear_arrangement_cache()
    screen._refresh_layout()


def end_on_fault(app: "App[Any]") -> None:
    """End the app after a fault without Textual's report, which shows values: people's names."""
    app._close_messages_no_wait()


def fault_of(app: "App[Any]") -> Exception | None:
    """What ended the app, if a fault did."""
    return app._exception


def leave_now(code: int = 0) -> NoReturn:
    """End the process without the interpreter's tidying up.

    For the caller that has restored the terminal and closed the database: nothing is left to
    save, and taking the program apart object by object takes longer than the owner wants to wait.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
