"""The log file: faults of the program as types and lines, never as values or content."""

from __future__ import annotations

import traceback
from pathlib import Path

from peer_tui.clock import SystemClock, to_utc_text

LARGEST = 512 * 1024
"""Bytes; a longer log is begun anew."""


def record_fault(log: Path, error: BaseException) -> Path | None:
    """Append a fault to the log; gives back where, or None when it cannot be written."""
    entry = "\n".join([to_utc_text(SystemClock().now()), *fault_lines(error), "", ""])
    try:
        log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if log.exists() and log.stat().st_size > LARGEST:
            log.unlink()
        log.touch(mode=0o600)
        with log.open("a", encoding="utf-8") as file:
            file.write(entry)
    except OSError:
        return None
    return log


def fault_lines(error: BaseException) -> list[str]:
    """The chain of errors: the type of each, and where it passed; no messages, no values."""
    lines: list[str] = []
    seen: BaseException | None = error
    while seen is not None:
        kind = type(seen)
        lines.append(f"{kind.__module__}.{kind.__qualname__}")
        for frame in traceback.extract_tb(seen.__traceback__):
            lines.append(f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}")
        seen = seen.__cause__ or seen.__context__
    return lines


def _short(filename: str) -> str:
    # The folders above a package name the owner of the machine.
    return "/".join(Path(filename).parts[-3:])
