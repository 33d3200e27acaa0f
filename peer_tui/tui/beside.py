"""Backups made by a process beside the program.

A copy of a large database keeps a processor and the disk busy for seconds. In a process of its
own, with the lowest claim on both, it delays no key, and whoever closes the program meanwhile has
the terminal back at once: the copy is finished all the same.
"""

import os
import subprocess
import sys
from pathlib import Path

from peer_tui.services.backup_moments import Occasion

LOWEST_CLAIM = 19
"""The niceness of the process, where the system knows one; disks follow it on Linux."""
SAID_FIRST = "peer: "
"""What a command puts before its sentence."""


class BackupProcess:
    """A backup under way, made only if something changed since the newest."""

    def __init__(self, database: Path, occasion: Occasion) -> None:
        """Begin it; `occasion` becomes part of its name."""
        program = [sys.executable, "-m", "peer_tui", "--db", str(database)]
        self._process = subprocess.Popen(
            [*program, "backup", "--if-changed", "--occasion", occasion],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        if hasattr(os, "setpriority"):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, LOWEST_CLAIM)

    @property
    def is_over(self) -> bool:
        """Whether it has ended, with or without a backup."""
        return self._process.poll() is not None

    @property
    def complaint(self) -> str:
        """Why no backup could be made, once it is over; "" when all went well."""
        assert self._process.stderr is not None
        said = self._process.stderr.read().decode(errors="replace").strip()
        return said.removeprefix(SAID_FIRST) if self._process.returncode else ""
