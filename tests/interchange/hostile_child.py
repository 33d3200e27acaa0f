"""Reads one file as `peer import` does and says what came of it and how much memory it took."""

from __future__ import annotations

import re
import resource
import sys
from pathlib import Path

from peer_tui.errors import PeerError
from peer_tui.interchange.apply import NoPeople
from peer_tui.interchange.plan import make_plan
from peer_tui.interchange.reading import read_path
from peer_tui.interchange.reading_choices import ReadChoices


def main(path: Path) -> None:
    """Print "refused" or "read", the number of records and of problems, and the MB used."""
    try:
        read = read_path(path, ReadChoices(bodies=True))
        make_plan(read.records, NoPeople(), items=read.items)
        said = f"read {len(read.records)} {len(read.problems)}"
    except PeerError:
        said = "refused 0 0"
    print(said, _megabytes())


def _megabytes() -> int:
    # What getrusage says begins with the memory of the process that started this one.
    status = Path("/proc/self/status")
    if status.exists() and (found := re.search(r"VmHWM:\s+(\d+) kB", status.read_text())):
        return int(found[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


main(Path(sys.argv[1]))
