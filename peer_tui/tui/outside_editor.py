"""The owner's own editor on a piece of text, with the terminal handed over meanwhile."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

USUAL = ("sensible-editor", "nano", "vi")
"""What is tried where neither VISUAL nor EDITOR is set."""
FILE_NAME = "text.md"
NONE_FOUND = "No editor found: set VISUAL or EDITOR to the one you like. Nothing was changed."


class NotEdited(Exception):
    """The text could not be edited; the sentence says why and where it is."""


def editor_command(environ: Mapping[str, str]) -> list[str]:
    """The command and its options: VISUAL, else EDITOR, else a usual one; empty without any.

    Raises NotEdited where the variable cannot be read or names no program.
    """
    for name in ("VISUAL", "EDITOR"):
        value = environ.get(name, "").strip()
        if not value:
            continue
        try:
            command = shlex.split(value)
        except ValueError as error:
            raise NotEdited(f"{name} cannot be read ({error}). Nothing was changed.") from error
        if shutil.which(command[0], path=environ.get("PATH")) is None:
            raise NotEdited(f"{name} is {command[0]}, which is not there. Nothing was changed.")
        return command
    return next(([name] for name in USUAL if shutil.which(name, path=environ.get("PATH"))), [])


class OutsideEditor:
    """One use of the editor: a private file, kept until the text is saved."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self.path = Path()
        """Where the text is while it is not saved."""

    def edit(self, text: str) -> str | None:
        """The text as the editor left it; None where it was left as it is.

        Raises NotEdited when there is no editor, or it failed; a changed text stays in its file.
        """
        command = editor_command(os.environ)
        if not command:
            raise NotEdited(NONE_FOUND)
        before = text if text.endswith("\n") or not text else f"{text}\n"
        self.path = Path(tempfile.mkdtemp(prefix="peer-")) / FILE_NAME
        file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "w", encoding="utf-8", newline="") as written:
            written.write(before)
        try:
            code = self._run([*command, str(self.path)])
        except (OSError, SuspendNotSupported) as error:
            self.forget()
            why = str(error).rstrip(".")
            raise NotEdited(f"The editor did not start: {why}. Nothing was changed.") from error
        try:
            after = self.path.read_bytes().decode()
        except FileNotFoundError:
            self.forget()
            raise NotEdited("The editor left no file. Nothing was changed.") from None
        except (OSError, UnicodeDecodeError):
            raise NotEdited(
                f"What the editor left is no UTF-8 text: {self.path}. Nothing was changed."
            ) from None
        if code:
            self._fail(code, changed=after != before)
        return None if after == before else after

    def forget(self) -> None:
        """Remove the file and whatever the editor left beside it."""
        if self.path.name == FILE_NAME:
            shutil.rmtree(self.path.parent, ignore_errors=True)

    def _fail(self, code: int, *, changed: bool) -> None:
        if changed:
            raise NotEdited(
                f"The editor ended with error {code}: nothing was changed. Your text: {self.path}"
            )
        self.forget()
        raise NotEdited(f"The editor ended with error {code}. Nothing was changed.")

    def _run(self, command: list[str]) -> int:
        with self._app.suspend():
            try:
                code = subprocess.run(command, check=False).returncode
            finally:
                _drop_typed()
        return code


def _drop_typed() -> None:
    """Throw away what was typed and not read by the editor: it was not meant for Peer."""
    import termios

    if sys.__stdin__ is not None and sys.__stdin__.isatty():
        termios.tcflush(sys.__stdin__.fileno(), termios.TCIFLUSH)
