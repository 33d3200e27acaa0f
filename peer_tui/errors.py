"""Errors that reach the owner: one plain sentence each, and an exit code for the command line."""


class PeerError(Exception):
    """Something the owner can act on.

    `str(error)` is one or two plain sentences: what happened, where, and what to do.
    """

    exit_code = 1


class NothingFound(PeerError):
    """The question was fine; nothing matches."""


class UsageError(PeerError):
    """The line or the option cannot be read as it stands; nothing was saved."""

    exit_code = 2


class DataError(PeerError):
    """The database file cannot be used: wrong kind, damaged, locked, newer, full disk."""

    exit_code = 3


class ImportRefused(PeerError):
    """The file to import cannot be read at all; nothing was written."""

    exit_code = 4


class EditConflict(PeerError):
    """The row was changed elsewhere since it was shown; says who changed it and when."""
