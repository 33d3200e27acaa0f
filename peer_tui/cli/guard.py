"""How every run ends: an exit code, and at most one plain sentence."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from peer_tui.errors import PeerError

INTERRUPTED = 130
FAULT = 70
"""Exit code of a fault in the program itself (EX_SOFTWARE of sysexits.h)."""


def guarded(run: Callable[[], int]) -> int:
    """Run to an exit code; errors become a sentence on standard error.

    A fault of the program itself is written to the log file: types, files and line numbers,
    never values.
    """
    from peer_tui.cli.output import talk

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
        # The reader has enough. Python would complain once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        talk(_recorded(error))
        return FAULT
    return code


def _recorded(error: BaseException) -> str:
    from peer_tui.settings.fault_log import record_fault
    from peer_tui.settings.locations import find_locations

    where = record_fault(find_locations(os.environ).log, error)
    kept = f" The details are in {where}." if where else ""
    return f"peer: a fault of the program itself ({type(error).__name__}).{kept}"
