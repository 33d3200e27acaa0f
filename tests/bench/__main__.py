"""Measures the gates of speed and memory, and says which hold.

`python -m tests.bench [G1 G4 ...] [--rounds 15] [--quick]`; exit code 1 when a gate fails. The
databases are built at the first run (about a minute; 1.7 GB with a backup) and kept outside the
repository, where PEER_BENCH_CACHE says. G10 needs vobject (extra "bench"). Linux only.
"""

from __future__ import annotations

import argparse
import compileall
import shutil
import sys
from importlib import import_module
from importlib.util import find_spec

from tests.bench import data
from tests.bench.figures import Figure, Measure, table
from tests.paths import REPOSITORY

MEASURES = {
    "G1": "screen_gates:start",
    "G2": "screen_gates:start",
    "G3": "screen_gates:start",
    "G4": "screen_gates:keys",
    "G5": "screen_gates:keys",
    "G6": "screen_gates:keys",
    "G7": "storage_gates:pages",
    "G8": "screen_gates:keys",
    "G9": "storage_gates:saving",
    "G10": "reader_gate:reading",
    "G11": "screen_gates:leaving",
    "G14": "stall_gates:stalls",
    "G15": "screen_gates:keys",
    "G16": "screen_gates:keys",
    "G17": "peer_gates:ideas",
}
ROUNDS = 15
QUICK_ROUNDS = 3


def main() -> int:
    """Run the command; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("gates", nargs="*", metavar="GATE", help="such as G1 G4; default: all")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_ROUNDS} rounds")
    arguments = parser.parse_args()
    wanted = arguments.gates or list(MEASURES)
    unknown = [gate for gate in wanted if gate not in MEASURES]
    if unknown:
        parser.error(f"no such gate: {', '.join(unknown)}; there are {', '.join(MEASURES)}")
    if "G10" in wanted and find_spec("vobject") is None:
        parser.error("G10 needs vobject: pip install -e .[bench]")
    figures = measure(wanted, QUICK_ROUNDS if arguments.quick else arguments.rounds)
    print(table(figures))
    return 0 if all(figure.holds for figure in figures) else 1


def measure(wanted: list[str], rounds: int) -> list[Figure]:
    """The figures of these gates; gates that are measured together are measured once."""
    compileall.compile_dir(REPOSITORY / "peer_tui", quiet=2)
    # What was remembered of a database that has been made anew since would only raise a warning.
    shutil.rmtree(data.state_directory(), ignore_errors=True)
    for name in data.SIZES:
        data.database(name)
    figures = []
    for place in dict.fromkeys(MEASURES[gate] for gate in wanted):
        module, function = place.split(":")
        take: Measure = getattr(import_module(f"tests.bench.{module}"), function)
        print(f"measuring {place.replace(':', ', ')} ({rounds} rounds)", file=sys.stderr)
        figures += [figure for figure in take(rounds) if figure.gate in wanted]
    return figures


if __name__ == "__main__":
    sys.exit(main())
