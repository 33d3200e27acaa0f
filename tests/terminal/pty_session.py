"""A real terminal for tests: a program in a pty, its screen in pyte."""

import codecs
import fcntl
import os
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import pyte

# What Textual asks a terminal, and a modern terminal answers.
_QUERY = re.compile(
    rb"\x1b\[\?(?P<mode>\d+)\$p"
    rb"|\x1b\[(?P<secondary>>?)0?c"
    rb"|(?P<position>\x1b\[6n)"
    rb"|(?P<status>\x1b\[5n)"
    rb"|(?P<kitty>\x1b\[\?u)"
    rb"|\x1b\](?P<colour>1[01]);\?(?:\x07|\x1b\\)"
    rb"|(?P<pixels>\x1b\[1[468]t)"
)
# Sequences that pyte would print instead of ignoring.
_UNKNOWN_TO_PYTE = re.compile(
    r"\x1b\[\?\d+\$p|\x1b\[[>=<][0-9;]*[a-zA-Z]|\x1b\[\?u|\x1b\[\d*(?:;\d*)* ?q"
    r"|\x1b[P_^X][^\x1b]*\x1b\\|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[0-9;]*t"
    r"|\x1b\[\?[0-9;]*[uSm]"
)
_UNFINISHED = re.compile(r"\x1b(?:\[[0-9;?<>=$ ]*|\][^\x07\x1b]*\x1b?|[P_^X][^\x1b]*\x1b?)?$")
_ALT_SCREEN_OFF = "\x1b[?1049l"
_BUSY = ("R", "D")
"""States of a thread that runs, or would if the machine let it, or waits for the disk."""
LOOKS_APART = 0.01
PATIENCE = 30.0
"""Seconds for what takes a moment on a machine that has nothing else to do."""
_KNOWN_MODES = (b"2026", b"2004", b"1004", b"1006")
KEYS: Mapping[str, str] = {
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "esc": "\x1b",
    "backspace": "\x7f",
    "f1": "\x1bOP",
    "ctrl+q": "\x11",
    "ctrl+j": "\n",
}
"""The bytes of keys that are not a character: `session.send(KEYS["down"])`."""


class PtySession:
    """A program running in a pty of `cols` by `rows`; use it as a context manager.

    `env` is laid over the environment of the tests. Nothing is read between calls: every
    method that waits reads and answers the terminal's queries meanwhile.
    """

    def __init__(
        self,
        argv: Sequence[str],
        cols: int = 80,
        rows: int = 24,
        env: Mapping[str, str] | None = None,
    ) -> None:
        self._screen = pyte.Screen(cols, rows)
        self._stream = pyte.Stream(self._screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._unfinished = ""
        self.ended = False
        """Whether the program closed its side of the pty."""
        self.exit_code: int | None = None
        """Set once the program was waited for."""
        self.left_at: float | None = None
        """When the main screen came back (`time.perf_counter`)."""
        self.raw = bytearray()
        """All bytes so far."""
        self.pid, self._master = self._start(argv, cols, rows, env or {})

    def __enter__(self) -> "PtySession":
        """The session itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    def send(self, text: str) -> None:
        """Type the characters, in one write."""
        self.send_bytes(text.encode())

    def send_bytes(self, data: bytes) -> None:
        """Write these bytes, in one write."""
        assert os.write(self._master, data) == len(data), "the pty took only a part"

    def wait_for(self, text: str, timeout: float = PATIENCE) -> str:
        """Read until `text` stands on the screen; the screen.

        Raises AssertionError with the screen after `timeout` seconds.
        """
        if not self.wait_until(lambda: text in self.screen_now(), timeout):
            raise AssertionError(f"{text!r} did not appear in {timeout} s:\n{self.screen_now()}")
        return self.screen_now()

    def wait_gone(self, text: str, timeout: float = PATIENCE) -> str:
        """Read until `text` no longer stands on the screen; the screen."""
        if not self.wait_until(lambda: text not in self.screen_now(), timeout):
            raise AssertionError(f"{text!r} still there after {timeout} s:\n{self.screen_now()}")
        return self.screen_now()

    def wait_until(self, holds: Callable[[], bool], timeout: float = PATIENCE) -> bool:
        """Read until `holds()`; whether it came to hold in time."""
        end = time.perf_counter() + timeout
        while not holds():
            left = end - time.perf_counter()
            if left <= 0 or self.ended:
                return holds()
            self._read(min(left, 0.05))
        return True

    def screen(
        self, quiet: float = 0.05, timeout: float = PATIENCE, *, is_idle: bool = True
    ) -> str:
        """The screen's text once nothing was written for `quiet` seconds.

        With `is_idle` the program has waited all that time, too: where the machine is busy, it
        may be silent for long because its turn does not come.
        """
        since = time.perf_counter()
        end = since + timeout
        while (now := time.perf_counter()) < end and now - since < quiet and not self.ended:
            if self._read(min(quiet, LOOKS_APART)) or (is_idle and self._is_busy()):
                since = time.perf_counter()
        return self.screen_now()

    def screen_now(self) -> str:
        """The screen's text as read so far, rows joined by newlines."""
        return "\n".join(self._screen.display)

    def resize(self, cols: int, rows: int) -> None:
        """Give the terminal another size."""
        _set_size(self._master, cols, rows)
        self._screen.resize(rows, cols)
        os.kill(self.pid, signal.SIGWINCH)

    def wait_end(self, timeout: float = PATIENCE) -> int:
        """Read until the program has ended; its exit code (negative: the signal)."""
        end = time.perf_counter() + timeout
        while self.exit_code is None:
            if time.perf_counter() > end:
                raise AssertionError(f"still running after {timeout} s:\n{self.screen_now()}")
            if not self.ended:
                self._read(0.002)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.exit_code = os.waitstatus_to_exitcode(status)
                while self._read(0):
                    pass
        return self.exit_code

    def close(self) -> None:
        """End the program and give the pty back."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            if self.exit_code is None:
                os.kill(self.pid, number)
                try:
                    self.wait_end(1.0)
                except AssertionError:
                    continue
        os.close(self._master)

    def _start(
        self, argv: Sequence[str], cols: int, rows: int, env: Mapping[str, str]
    ) -> tuple[int, int]:
        environ = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            **env,
        }
        for name in ("LINES", "COLUMNS"):
            environ.pop(name, None)
        master, slave = os.openpty()
        _set_size(slave, cols, rows)
        pid = os.fork()
        if pid == 0:
            try:
                os.setsid()
                fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
                for number in (0, 1, 2):
                    os.dup2(slave, number)
                os.closerange(3, 256)
                os.execvpe(argv[0], list(argv), environ)
            finally:
                os._exit(127)
        os.close(slave)
        return pid, master

    def _is_busy(self) -> bool:
        """Whether a thread of the program has something to do; never where that is not told."""
        for told in Path(f"/proc/{self.pid}/task").glob("*/stat"):
            with suppress(OSError):
                # The state follows the name, which may hold anything.
                if told.read_text("utf-8", "replace").rpartition(") ")[2][:1] in _BUSY:
                    return True
        return False

    def _read(self, timeout: float) -> bool:
        """Read once; whether anything came within `timeout` seconds."""
        if self.ended or not select.select([self._master], [], [], timeout)[0]:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:  # Linux says EIO when the other side is closed
            data = b""
        if not data:
            self.ended = True
            return False
        now = time.perf_counter()
        self.raw += data
        for match in _QUERY.finditer(data):
            os.write(self._master, self._answer(match))
        self._feed(data, now)
        return True

    def _feed(self, data: bytes, now: float) -> None:
        text = self._unfinished + self._decoder.decode(data)
        match = _UNFINISHED.search(text)
        cut = match.start() if match and len(text) - match.start() < 4096 else len(text)
        text, self._unfinished = text[:cut], text[cut:]
        if self.left_at is None and _ALT_SCREEN_OFF in text:
            self.left_at = now
        self._stream.feed(_UNKNOWN_TO_PYTE.sub("", text))

    def _answer(self, query: re.Match[bytes]) -> bytes:
        cols, rows = self._screen.columns, self._screen.lines
        if mode := query["mode"]:
            return b"\x1b[?%s;%d$y" % (mode, 2 if mode in _KNOWN_MODES else 0)
        if query["position"]:
            return b"\x1b[1;1R"
        if query["status"]:
            return b"\x1b[0n"
        if query["kitty"]:
            return b"\x1b[?0u"
        if colour := query["colour"]:
            return b"\x1b]%s;rgb:1e1e/1e1e/1e1e\x1b\\" % colour
        if query["pixels"]:
            return b"\x1b[8;%d;%dt" % (rows, cols)
        return b"\x1b[>41;354;0c" if query["secondary"] else b"\x1b[?62;22c"


def _set_size(fd: int, cols: int, rows: int) -> None:
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, cols * 8, rows * 16))
