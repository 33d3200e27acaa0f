"""A file that is there whole or not at all, for the owner's eyes only."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from peer_tui.errors import UsageError


@contextmanager
def new_file(path: Path, *, replace: bool = False) -> Iterator[BinaryIO]:
    """Write a file through one beside it, which gets the name when it is whole and on disk.

    Raises UsageError, with nothing written, when there is a file of that name and it is not to be
    replaced, or the place cannot be written.
    """
    if path.is_dir():
        raise UsageError(f"{path} is a folder. Name a file in it. Nothing was written.")
    if path.exists() and not path.is_file():
        raise UsageError(f"{path} is no ordinary file. Nothing was written.")
    if not replace and (path.exists() or path.is_symlink()):
        raise UsageError(f"{path} exists already; --force replaces it. Nothing was written.")
    if not path.parent.is_dir():
        raise UsageError(f"The folder {path.parent} does not exist. Nothing was written.")
    final = path.resolve()
    try:
        handle, name = tempfile.mkstemp(prefix=f".{final.name}.", dir=final.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, final)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from error
