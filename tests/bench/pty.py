"""A program in a real pseudo-terminal of 120 columns and 40 rows, watched from outside.

A reader process of its own stamps every piece of output with the time and answers what a terminal
is asked; the output is understood (with pyte) only when the program has fallen silent. So neither
delays a stamp nor takes the processor from the program. Times are milliseconds.
"""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pyte

COLUMNS, ROWS = 120, 40
CELL_WIDTH, CELL_HEIGHT = 8, 16
KEYS = {
    "down": "\x1b[B",
    "up": "\x1b[A",
    "pagedown": "\x1b[6~",
    "pageup": "\x1b[5~",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "escape": "\x1b",
    "tab": "\t",
    "backspace": "\x7f",
    "ctrl+q": "\x11",
}
LEFT_ALTERNATE_SCREEN = b"\x1b[?1049l"

_MODE = rb"\x1b\[\?(?P<mode>\d+)\$p"
_COLOUR = rb"\x1b\](?P<colour>1[01]);\?(?:\x07|\x1b\\)"
_ASKED = re.compile(
    _MODE + rb"|" + _COLOUR + rb"|\x1b\[(?:>?0?c|6n|5n|\?u|>0?q|1[468]t)",
)
_ANSWERS = {
    b"c": b"\x1b[?62;22c",
    b"6n": b"\x1b[1;1R",
    b"5n": b"\x1b[0n",
    b"?u": b"\x1b[?0u",
    b">q": b"\x1bP>|bench 1\x1b\\",
    b"14t": b"\x1b[4;%d;%dt" % (ROWS * CELL_HEIGHT, COLUMNS * CELL_WIDTH),
    b"16t": b"\x1b[6;%d;%dt" % (CELL_HEIGHT, CELL_WIDTH),
    b"18t": b"\x1b[8;%d;%dt" % (ROWS, COLUMNS),
}
_SYNCHRONISED_OUTPUT = b"2026"
_KNOWN_MODES = {_SYNCHRONISED_OUTPUT, b"2004", b"1004", b"1006"}
_UNKNOWN_TO_PYTE = re.compile(
    r"\x1b\[\?\d+\$p|\x1b\[[>=<][0-9;]*[a-zA-Z]|\x1b\[\?u|\x1b\[\d*(?:;\d*)* ?q"
    r"|\x1b[P_^X][^\x1b]*\x1b\\|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[0-9;]*t"
    r"|\x1b\[\?[0-9;]*[uSm]"
)
_UNFINISHED = re.compile(r"\x1b(?:\[[0-9;?<>=$ ]*|\][^\x07\x1b]*\x1b?|[P_^X][^\x1b]*\x1b?)?$")
_HEAD = struct.Struct("<QI")


class Memory(NamedTuple):
    """What a process holds, in MiB."""

    resident: float
    proportional: float
    """The same with shared pages divided among those who share them."""


@dataclass(frozen=True, slots=True)
class Paint:
    """When a key showed on the screen, in milliseconds after it was sent."""

    first: float
    """End of the first frame that changed a cell."""
    settled: float
    """End of the last frame that changed a cell before the program fell silent."""


def answer(asked: re.Match[bytes]) -> bytes:
    """What a modern terminal replies to a query."""
    if asked["mode"]:
        return b"\x1b[?%s;%d$y" % (asked["mode"], 2 if asked["mode"] in _KNOWN_MODES else 0)
    if asked["colour"]:
        return b"\x1b]%s;rgb:1e1e/1e1e/1e1e\x1b\\" % asked["colour"]
    question = asked[0].removeprefix(b"\x1b[").replace(b"0", b"")
    return _ANSWERS.get(question, b"\x1b[>41;354;0c")


class Screen:
    """What stands on the terminal."""

    def __init__(self) -> None:
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.Stream(self._screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._tail = ""
        self._rows: dict[int, int] = {}
        self.in_frame = False
        """Whether a synchronised frame is open."""

    def feed(self, data: bytes) -> bool:
        """Take output in; whether any cell has changed."""
        text = self._tail + self._decoder.decode(data)
        unfinished = _UNFINISHED.search(text)
        cut = unfinished.start() if unfinished else len(text)
        text, self._tail = text[:cut], text[cut:]
        opened, closed = text.rfind("\x1b[?2026h"), text.rfind("\x1b[?2026l")
        if opened != closed:
            self.in_frame = opened > closed
        self._stream.feed(_UNKNOWN_TO_PYTE.sub("", text))
        changed = False
        for number in self._screen.dirty:
            row = self._screen.buffer[number]
            look = hash(tuple(row[column] for column in range(COLUMNS)))
            changed |= self._rows.get(number) != look
            self._rows[number] = look
        self._screen.dirty.clear()
        return changed

    def text(self) -> str:
        """The rows, joined by newlines."""
        return "\n".join(self._screen.display)


class Terminal:
    """A program running in a pseudo-terminal; close it, or use it in a `with` statement."""

    def __init__(self, argv: Sequence[str], env: Mapping[str, str], cwd: Path) -> None:
        self.screen = Screen()
        self._read_end, write_end = os.pipe()
        self.started = time.perf_counter_ns()
        self.pid, self._master = pty.fork()
        if self.pid == 0:
            _become(argv, env, cwd)
        self._reader = os.fork()
        if self._reader == 0:
            os.close(self._read_end)
            _stamp(self._master, write_end)
        os.close(write_end)
        self._buffer = b""
        self._gone = False
        self._ended = False

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def send(self, key: str) -> int:
        """Type a key, by name or as the character; returns when, in nanoseconds."""
        at = time.perf_counter_ns()
        os.write(self._master, KEYS.get(key, key).encode())
        return at

    def until(self, pattern: str, timeout: float = 20.0, quiet: float = 0.3) -> float | None:
        """Milliseconds from the start to the frame that shows `pattern`; None if it never does."""
        wanted = re.compile(pattern)
        paint = self._watch(lambda _: wanted.search(self.screen.text()) is not None, timeout, quiet)
        return (paint[0] - self.started) / 1e6 if paint else None

    def press(self, key: str, timeout: float = 3.0, quiet: float = 0.03) -> Paint | None:
        """Type a key and wait until the screen has changed and rested; None if it never did."""
        self.rest(quiet)
        sent = self.send(key)
        paint = self._watch(lambda changed: changed, timeout, quiet)
        return Paint((paint[0] - sent) / 1e6, (paint[1] - sent) / 1e6) if paint else None

    def rest(self, quiet: float, limit: float = 1.0) -> None:
        """Wait until nothing is written for `quiet` seconds, no longer than `limit`."""
        end = time.perf_counter() + limit
        while time.perf_counter() < end:
            pieces = list(self._pieces(quiet))
            for _, data in pieces:
                self.screen.feed(data)
            if not pieces:
                return

    def memory(self) -> Memory:
        """What the program holds now; Linux only."""
        figures = {}
        for line in Path(f"/proc/{self.pid}/smaps_rollup").read_text().splitlines()[1:]:
            name, kilobytes, *_ = line.split()
            figures[name] = int(kilobytes) / 1024
        return Memory(figures["Rss:"], figures["Pss:"])

    def quit(self, key: str, timeout: float = 5.0) -> tuple[float, float] | None:
        """Type the quitting key: milliseconds to the main screen's return and to the end."""
        self.rest(0.1)
        descriptor = os.pidfd_open(self.pid)
        try:
            sent = self.send(key)
            ended, _, _ = select.select([descriptor], [], [], timeout)
            gone = time.perf_counter_ns()
        finally:
            os.close(descriptor)
        if not ended:
            return None
        self._gone = True
        os.waitpid(self.pid, 0)
        seen = b""
        for at, data in self._pieces(0.1):
            seen = seen[-len(LEFT_ALTERNATE_SCREEN) :] + data
            if LEFT_ALTERNATE_SCREEN in seen:
                return (at - sent) / 1e6, (gone - sent) / 1e6
        return None

    def close(self) -> None:
        """End the program and the reader."""
        if not self._gone:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.kill(self._reader, signal.SIGKILL)
        os.waitpid(self._reader, 0)
        os.close(self._master)
        os.close(self._read_end)

    def _watch(
        self, seen: Callable[[bool], bool], timeout: float, quiet: float
    ) -> tuple[int, int] | None:
        """When the first frame in which `seen` holds ended, and the last that changed a cell."""
        end = time.perf_counter() + timeout
        first = last = None
        pending = False
        while first is None and time.perf_counter() < end and not self._ended:
            for at, data in self._pieces(quiet):
                changed = self.screen.feed(data)
                pending |= changed
                if pending and not self.screen.in_frame:
                    last = at
                    if first is None and seen(True):
                        first = at
                    pending = False
        return None if first is None or last is None else (first, last)

    def _pieces(self, quiet: float) -> Iterator[tuple[int, bytes]]:
        """Everything written until `quiet` seconds bring nothing, each with its stamp."""
        pieces = []
        while select.select([self._read_end], [], [], quiet)[0]:
            data = os.read(self._read_end, 1 << 20)
            if not data:
                self._ended = True
                break
            pieces.append(data)
        self._buffer += b"".join(pieces)
        while len(self._buffer) >= _HEAD.size:
            at, length = _HEAD.unpack_from(self._buffer)
            whole = _HEAD.size + length
            if len(self._buffer) < whole:
                return
            yield at, self._buffer[_HEAD.size : whole]
            self._buffer = self._buffer[whole:]


def _become(argv: Sequence[str], env: Mapping[str, str], cwd: Path) -> None:
    """In the child: turn into the program."""
    try:
        size = struct.pack("HHHH", ROWS, COLUMNS, COLUMNS * CELL_WIDTH, ROWS * CELL_HEIGHT)
        fcntl.ioctl(0, termios.TIOCSWINSZ, size)
        os.chdir(cwd)
        os.execve(argv[0], list(argv), dict(env))
    finally:
        os._exit(127)


def _stamp(master: int, write_end: int) -> None:
    """In the reader: pass on output with its time, and answer queries at once, for ever."""
    try:
        while data := os.read(master, 1 << 16):
            piece = _HEAD.pack(time.perf_counter_ns(), len(data)) + data
            for asked in _ASKED.finditer(data):
                os.write(master, answer(asked))
            while piece:
                piece = piece[os.write(write_end, piece) :]
    except OSError:
        pass  # The program has ended, or the measuring process has.
    finally:
        os._exit(0)


def environment(state: Path) -> dict[str, str]:
    """A clean environment whose settings, state and data lie in `state`."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    own = {f"XDG_{name}_HOME": str(state / name.lower()) for name in _XDG}
    return {
        **kept,
        **own,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }


_XDG = ("CONFIG", "DATA", "STATE", "CACHE")
