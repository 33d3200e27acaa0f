"""The complete archive on the command line: `peer export json`, and `peer import` of one."""

from __future__ import annotations

import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from peer_tui.cli import output
from peer_tui.cli.options import Run
from peer_tui.errors import ImportRefused, NothingFound, UsageError

if TYPE_CHECKING:
    from peer_tui.interchange.json_archive_reading import Archive

PIPE = "-"
LOOKED_AT = 256
"""Bytes that tell an archive from any other file."""


def export_archive(run: Run, out: str, *, force: bool) -> int:
    """Write everything into the file `out`, or to standard output for "-"."""
    from peer_tui.interchange.json_archive import write_archive
    from peer_tui.interchange.new_file import new_file

    def show(done: int, of: int) -> None:
        output.progress(f"Writing {done:,} of {of:,} rows…")

    with run.existing_store() as store:
        if store is None:
            raise NothingFound("There is nothing to export yet.")
        try:
            if out == PIPE:
                write_archive(store.path, output.stream(), show)
                return 0
            path = Path(out).expanduser()
            if path.exists() and path.samefile(store.path):
                raise UsageError(f"{path} is the database itself. Nothing was written.")
            with new_file(path, replace=force) as file:
                rows = write_archive(store.path, file, show)
        finally:
            output.progress("")
    output.data(f"{path}: {rows:,} rows, everything Peer keeps.")
    return 0


def holds_archive(files: Sequence[str]) -> bool:
    """Whether one of the files to import is an archive, told by its content.

    Raises UsageError when it does not come alone.
    """
    from peer_tui.interchange.json_archive import is_archive

    found = next((name for name in files if is_archive(_start(name))), None)
    if found is not None and len(files) > 1:
        raise UsageError(f"{found} is an archive of Peer; import it alone, into an empty database.")
    return found is not None


def _start(name: str) -> bytes:
    if name == PIPE:
        return cast(BufferedReader, sys.stdin.buffer).peek(LOOKED_AT)[:LOOKED_AT]
    path = Path(name).expanduser()
    try:
        # A named pipe gives what it holds only once.
        if not stat.S_ISREG(path.stat().st_mode):
            return b""
        with path.open("rb") as file:
            return file.read(LOOKED_AT)
    except (OSError, ValueError):
        # What cannot be read is told by the reader of contacts.
        return b""


def import_archive(run: Run, name: str, *, dry_run: bool, as_json: bool) -> int:
    """Fill an empty database from an archive; with `dry_run` only look."""
    from peer_tui.interchange.json_archive_reading import check_archive, read_archive

    called = "Standard input" if name == PIPE else name

    def show(done: int, of: int) -> None:
        output.progress(f"Saving {done:,} of {of:,}…")

    with _opened(name) as file:
        output.progress("Checking the archive…")
        try:
            archive = check_archive(file, called)
            file.seek(0)
            if dry_run:
                message = _looked_into(run, archive)
            else:
                with run.store() as store:
                    message = read_archive(store, file, called, show).message
        finally:
            output.progress("")
    if as_json:
        output.document({"archive": True, "rows": archive.rows})
    else:
        output.data(message)
        if dry_run:
            output.talk("Nothing was written.")
    return 0


def _looked_into(run: Run, archive: Archive) -> str:
    from peer_tui.cli.table import columns
    from peer_tui.storage.whole import check_empty

    with run.previewing_store() as store:
        if store is not None:
            check_empty(store.reader.row, store.path)
    return "\n".join(columns([(name, f"{number:,}") for name, number in archive.rows.items()]))


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    """The archive, as a file that can be sought in."""
    if name != PIPE:
        try:
            with Path(name).expanduser().open("rb") as file:
                yield file
        except OSError as error:
            raise ImportRefused(f"{name} cannot be read: {error.strerror}.") from error
        return
    # Without a name and gone when closed; it is looked at twice before anything is written.
    with tempfile.TemporaryFile() as kept:
        shutil.copyfileobj(sys.stdin.buffer, kept)
        kept.seek(0)
        yield kept
