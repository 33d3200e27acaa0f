"""Links handed to the other programs of this computer."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import Thread

OPENED_KINDS = ("tel:", "mailto:", "http://", "https://")
_OPENERS = {"darwin": "open", "cygwin": "cygstart"}


def open_link(link: str, environ: Mapping[str, str]) -> str:
    """Hand the link to the program the platform has for it; "" or why that was not possible.

    The program runs by itself: it shares neither our terminal nor our end, and nothing waits for
    it. Over SSH without a display it would open on a screen nobody looks at.
    """
    assert link.lower().startswith(OPENED_KINDS), link.partition(":")[0]
    return _opened(link, environ, "no program here opens links")


def open_file(path: Path, environ: Mapping[str, str]) -> str:
    """Hand a file to the program the platform has for it; "" or why that was not possible."""
    assert path.is_absolute()
    return _opened(str(path), environ, "no program here opens files")


def _opened(place: str, environ: Mapping[str, str], no_program: str) -> str:
    if _is_remote(environ):
        return "over SSH nothing can be opened here"
    try:
        if sys.platform == "win32":
            os.startfile(place)
            return ""
        opener = shutil.which(_OPENERS.get(sys.platform, "xdg-open"), path=environ.get("PATH"))
        if opener is None:
            return no_program
        _detached(opener, place)
    except OSError as error:
        return f"it could not be opened: {error.strerror}"
    return ""


def _is_remote(environ: Mapping[str, str]) -> bool:
    remote = environ.get("SSH_CONNECTION") or environ.get("SSH_TTY")
    return bool(remote) and not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def _detached(program: str, place: str) -> None:
    process = subprocess.Popen(
        [program, place],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    # Waited for beside the program, so that it leaves no zombie.
    Thread(target=process.wait, daemon=True).start()
