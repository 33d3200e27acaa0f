"""Faults of the storage as plain sentences, with the real cause and not the last echo of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peer_tui.errors import DataError, EditConflict, PeerError
from peer_tui.storage.driver import driver

_WAY_ON = (
    "`peer restore` lists its backups; `peer restore FILE --aside` puts one in its place and"
    " keeps the damaged file."
)
_SENTENCES: tuple[tuple[str, str], ...] = (
    ("file is not a database", "{path} is not a Peer database; it looks like another kind of"
     " file. Nothing was changed."),
    ("disk is full", "The disk is full, so nothing was saved. Free some space and try again."),
    ("locked", "Another program is writing to {path} and has not finished. Nothing was saved;"
     " try again."),
    ("readonly database", "{path} cannot be written: the file or its folder is read-only."
     " Nothing was saved."),
    ("malformed", f"{{path}} is damaged. {_WAY_ON}"),
    ("disk i/o error", "The disk reported a fault while reading or writing {path}. Nothing was"
     " saved."),
    ("unable to open", "{path} cannot be opened: the file or its folder cannot be read or"
     " written."),
    ("no such table", f"{{path}} is damaged: a part of it is missing. {_WAY_ON}"),
)  # fmt: skip

_GONE = "Somebody or something this is about is no longer there. Nothing was saved."


class RowRefused(Exception):
    """A row would point nowhere, be pointed to when gone, or repeat what must be unique."""


def root_cause(error: BaseException) -> BaseException:
    """The first database error of a chain: what SQLite said before anything else failed."""
    root, seen = error, error
    while seen.__context__ is not None:
        seen = seen.__context__
        if _is_database_error(seen):
            root = seen
    return root


def as_sentence(error: BaseException, path: Path) -> str:
    """What happened and what to do, for the owner."""
    for cause in (root_cause(error), error):
        for sign, sentence in _SENTENCES:
            if sign in str(cause).lower():
                return sentence.format(path=path)
    return f"{path} could not be used: {root_cause(error)}. Nothing was saved."


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn every database error inside into a DataError with a plain sentence.

    A row that points to one that is gone is an EditConflict: the file is as it should be.
    """
    try:
        yield
    except PeerError:
        raise
    except Exception as error:
        if not _is_database_error(error):
            raise
        if "foreign key" in str(root_cause(error)).lower():
            raise EditConflict(_GONE) from error
        raise DataError(as_sentence(error, path)) from error


@contextmanager
def refused_rows() -> Iterator[None]:
    """Turn the engine's refusal of a row into RowRefused; the transaction goes on."""
    try:
        yield
    except Exception as error:
        if not (_is_database_error(error) and type(error).__name__ == "IntegrityError"):
            raise
        raise RowRefused from error


def _is_database_error(error: BaseException) -> bool:
    # Peewee's errors are its own classes; they are told by the module that made them, so that
    # reading does not have to import Peewee.
    return isinstance(error, driver().Error) or type(error).__module__ == "peewee"
