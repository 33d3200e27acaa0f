"""The gates of the screen: start, keys, find, memory, quit; each program in a real terminal."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.bench import data
from tests.bench.figures import Figure, percentile, ratio_of_rounds, spread
from tests.bench.pty import Memory, Paint, Terminal, environment
from tests.paths import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator

BARE = "bare"
BARE_LIST = "bare list"
BARE_PROGRAMS = {BARE: "tests.bench.bare_app", BARE_LIST: "tests.bench.bare_list_app"}
USABLE = {
    "large": r"(?s)\A(?=.*\? keys)(?=.*\b(I OWE|OWED|F-UP|QUIET)\b)",
    "small": r"(?s)\A(?=.*\? keys)(?=.*\b(I OWE|OWED|F-UP|QUIET)\b)",
    "empty": r"\? keys",
    BARE: "bare 0",
    BARE_LIST: "bare 0",
}
QUIT = "ctrl+q"
PEOPLE_PANE = "2"
FIND = "/"
SEARCHES = ("maria", "łuk", "quote", "wor", "delivery f", "lopze")
DOWNS, PAGES, ENDS = 40, 20, 6
LIST_KEYS = ("down",) * DOWNS + ("pagedown",) * PAGES + ("end", "home") * (ENDS // 2)
SWEPT_SECONDS = 2.3
"""After so long without a key the idle clean-up of memory has been."""
RESTED_SECONDS = 6.5
"""After so long the program has also looked whether a backup is due."""
PEOPLE_DOWNS = 60
NOTHING = Memory(0, 0)


class DidNotShow(Exception):
    """The program under measure never showed what was waited for."""


@contextmanager
def running(name: str) -> Iterator[tuple[Terminal, float]]:
    """The program on a database, or the bare app: the terminal and ms to the first usable frame.

    Raises DidNotShow.
    """
    if name in BARE_PROGRAMS:
        arguments = ["-m", BARE_PROGRAMS[name]]
    else:
        arguments = ["-m", "peer_tui", "--db", str(data.database(name))]
    settings = environment(data.state_directory())
    with Terminal([sys.executable, *arguments], settings, REPOSITORY) as terminal:
        usable = terminal.until(USABLE[name])
        if usable is None:
            raise DidNotShow(f"{name}: no usable frame, but\n{terminal.screen.text()}")
        yield terminal, usable


def start(rounds: int) -> list[Figure]:
    """G1, G2, G3: from exec to the first usable frame."""
    names = [name for name in USABLE if name != BARE_LIST]
    took: dict[str, list[float]] = {name: [] for name in names}
    for number in range(-1, rounds):
        for name in names[number % len(names) :] + names[: number % len(names)]:
            with running(name) as (_, usable):
                if number >= 0:
                    took[name].append(usable)
    large = took["large"]
    return [
        Figure(
            gate,
            f"first usable frame, large : {other}",
            ratio_of_rounds(large, took[other]),
            limit,
            rounds,
            detail=f"{spread(large)} : {spread(took[other])}",
        )
        for gate, other, limit in (("G1", "empty", 1.20), ("G2", "small", 1.10), ("G3", BARE, 1.35))
    ]


@dataclass(slots=True)
class _Session:
    """What one round of keys gave, in milliseconds."""

    bare: list[float] = field(default_factory=list)
    downs: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    finds: list[float] = field(default_factory=list)
    people: list[float] = field(default_factory=list)
    bare_list: list[float] = field(default_factory=list)
    keys: int = 0
    bare_memory: Memory = NOTHING
    rested: Memory = NOTHING
    worked: Memory = NOTHING

    def press(self, terminal: Terminal, key: str) -> Paint:
        """Press a key that must show. Raises DidNotShow."""
        paint = terminal.press(key)
        self.keys += 1
        if paint is None:
            raise DidNotShow(f"{key!r} changed nothing:\n{terminal.screen.text()}")
        return paint


def _bare_round(session: _Session) -> None:
    with running(BARE) as (terminal, _):
        time.sleep(SWEPT_SECONDS)
        session.bare_memory = terminal.memory()
        session.bare = [session.press(terminal, "x").first for _ in range(DOWNS)]


def _bare_list_round(session: _Session) -> None:
    with running(BARE_LIST) as (terminal, _):
        time.sleep(SWEPT_SECONDS)
        session.bare_list = [session.press(terminal, key).first for key in LIST_KEYS]


def _peer_round(session: _Session) -> None:
    with running("large") as (terminal, _):
        time.sleep(RESTED_SECONDS)
        session.rested = terminal.memory()
        session.keys = 0
        session.downs = [session.press(terminal, "down").first for _ in range(DOWNS)]
        session.press(terminal, PEOPLE_PANE)
        pages = ["pagedown"] * PAGES + ["end", "home"] * (ENDS // 2)
        session.pages = [session.press(terminal, key).first for key in pages]
        session.press(terminal, FIND)
        for words in SEARCHES:
            # The letter itself shows at once: what counts is the last frame it causes.
            session.finds += [session.press(terminal, letter).settled for letter in words]
            for _ in words:
                session.press(terminal, "backspace")
        session.press(terminal, "escape")
        for _ in range(PEOPLE_DOWNS - DOWNS):
            session.press(terminal, "down")
        session.people = [session.press(terminal, "down").first for _ in range(DOWNS)]
        time.sleep(SWEPT_SECONDS)
        session.worked = terminal.memory()


def _sessions(rounds: int) -> list[_Session]:
    sessions = []
    for number in range(rounds):
        session = _Session()
        turns = [_bare_round, _peer_round, _bare_list_round]
        for turn in turns if number % 2 else turns[::-1]:
            turn(session)
        sessions.append(session)
    return sessions


def keys(rounds: int) -> list[Figure]:
    """G4, G5, G6, G8, G15, G16: from key to paint, and memory at rest and after work."""
    sessions = _sessions(rounds)
    bare = [time for session in sessions for time in session.bare]
    middle = statistics.median(bare)

    def against(
        gate: str, what: str, times: Sequence[float], percent: int, limit: float, like: int = 50
    ) -> Figure:
        value, unit = percentile(times, percent), percentile(bare, like)
        detail = f"{value:.2f} : {unit:.2f} ms, {len(times)} keys"
        if like != 50:
            detail += f"; {value / middle:.2f} of the bare p50"
        title = f"{what} p{percent} : bare p{like}"
        return Figure(gate, title, value / unit, limit, rounds, detail=detail)

    downs = [time for session in sessions for time in session.downs]
    pages = [time for session in sessions for time in session.pages]
    finds = [time for session in sessions for time in session.finds]
    return [
        against("G4", "Down", downs, 50, 1.5),
        against("G4", "Down", downs, 99, 2.5, like=99),
        against("G5", "PageDown, End", pages, 99, 6),
        against("G6", "find as you type", finds, 50, 5),
        against("G6", "find as you type", finds, 95, 9),
        against("G6", "find as you type", finds, 99, 12),
        *_beside_a_list(sessions),
        _within("G16", "find, last frame p95", finds, 95, rounds),
        _memory("at rest", sessions, [session.rested for session in sessions], 1.4),
        _memory(
            f"after {sessions[0].keys} keys", sessions, [each.worked for each in sessions], 2.0
        ),
    ]


def _beside_a_list(sessions: Sequence[_Session]) -> list[Figure]:
    """G15: the same keys in our list of people and in a bare one of the same length."""
    ours = [time for session in sessions for time in (*session.people, *session.pages)]
    theirs = [time for session in sessions for time in session.bare_list]
    value, unit = percentile(ours, 95), percentile(theirs, 95)
    detail = f"{value:.2f} : {unit:.2f} ms, {len(ours)} keys"
    rounds = len(sessions)
    return [
        Figure("G15", "list keys p95 : bare list p95", value / unit, 1.5, rounds, detail=detail),
        _within("G15", "list keys p99", ours, 99, rounds),
    ]


def _within(gate: str, what: str, times: Sequence[float], percent: int, rounds: int) -> Figure:
    detail = f"{spread(times)}, {len(times)} keys"
    return Figure(gate, what, percentile(times, percent), 50, rounds, "ms", detail=detail)


def _memory(
    when: str, sessions: Sequence[_Session], held: Sequence[Memory], limit: float
) -> Figure:
    bare = [session.bare_memory for session in sessions]
    ours, theirs = [each.resident for each in held], [each.resident for each in bare]
    shared = ratio_of_rounds(
        [each.proportional for each in held], [each.proportional for each in bare]
    )
    return Figure(
        "G8",
        f"memory {when} : bare at rest",
        ratio_of_rounds(ours, theirs),
        limit,
        len(sessions),
        detail=f"{spread(ours, 'MiB')} : {spread(theirs, 'MiB')}; by PSS {shared:.2f}",
    )


def leaving(rounds: int) -> list[Figure]:
    """G11: from the quitting key to the main screen, and to the end of the process."""
    screens, ends = [], []
    for _ in range(rounds):
        with running("large") as (terminal, _usable):
            left = terminal.quit(QUIT)
            if left is None:
                raise DidNotShow(f"{QUIT} did not end the program:\n{terminal.screen.text()}")
            screens.append(left[0])
            ends.append(left[1])
    return [
        Figure("G11", what, statistics.median(times), limit, rounds, "ms", detail=spread(times))
        for what, times, limit in (("main screen back", screens, 20), ("process gone", ends, 50))
    ]
