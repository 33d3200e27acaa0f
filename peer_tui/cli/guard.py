"""How every run ends: an exit code, and at most one plain sentence."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable

from peer_tui.errors import DataError, PeerError

INTERRUPTED = 130
FAULT = 70
"""Exit code of a fault in the program itself (EX_SOFTWARE of sysexits.h)."""
_CANNOT_TAKE_MORE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""What the system says of a stream with no room left."""


def guarded(run: Callable[[], int]) -> int:
    """Run to an exit code; errors become a sentence on standard error.

    A fault of the program itself is written to the log file: types, files and line numbers,
    never values.
    """
    from peer_tui.cli.output import talk

    _open_closed_streams()
    try:
        code = run()
        sys.stdout.flush()
    except PeerError as error:
        talk(f"peer: {error}")
        return error.exit_code
    except KeyboardInterrupt:
        talk("")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader has enough.
        _give_up_output()
        return 0
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _CANNOT_TAKE_MORE and not error.filename:
            _give_up_output()
            talk(f"peer: what was asked for could not be written: {error.strerror}.")
            return DataError.exit_code
        talk(_recorded(error))
        return FAULT
    return code


def _open_closed_streams() -> None:
    """A stream that the shell closed takes everything and gives nothing.

    Else a file that is opened later gets its number, and what is said goes into that.
    """
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115 - as long as the program
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def _give_up_output() -> None:
    """Nothing more can be written; Python would complain once more when it closes the stream."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _recorded(error: BaseException) -> str:
    from peer_tui.settings.fault_log import record_fault
    from peer_tui.settings.locations import find_locations

    where = record_fault(find_locations(os.environ).log, error)
    kept = f" The details are in {where}." if where else ""
    return f"peer: a fault of the program itself ({type(error).__name__}).{kept}"
