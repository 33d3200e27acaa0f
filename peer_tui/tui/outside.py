"""Links handed to the other programs of this computer."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from threading import Thread

OPENED_KINDS = ("tel:", "mailto:")
_OPENERS = {"darwin": "open", "cygwin": "cygstart"}


def open_link(link: str, environ: Mapping[str, str]) -> str:
    """Hand the link to the program the platform has for it; "" or why that was not possible.

    The program runs by itself: it shares neither our terminal nor our end, and nothing waits for
    it. Over SSH without a display it would open on a screen nobody looks at.
    """
    assert link.startswith(OPENED_KINDS), link.partition(":")[0]
    if _is_remote(environ):
        return "over SSH nothing can be opened here"
    try:
        if sys.platform == "win32":
            os.startfile(link)
            return ""
        opener = shutil.which(_OPENERS.get(sys.platform, "xdg-open"), path=environ.get("PATH"))
        if opener is None:
            return "no program here opens links"
        _detached(opener, link)
    except OSError as error:
        return f"the link could not be opened: {error.strerror}"
    return ""


def _is_remote(environ: Mapping[str, str]) -> bool:
    remote = environ.get("SSH_CONNECTION") or environ.get("SSH_TTY")
    return bool(remote) and not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def _detached(program: str, link: str) -> None:
    process = subprocess.Popen(
        [program, link],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    # Waited for beside the program, so that it leaves no zombie.
    Thread(target=process.wait, daemon=True).start()
