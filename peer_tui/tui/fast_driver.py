"""Textual's POSIX driver with an input thread that can be woken; part of `compat`.

Stock input waits in steps of 100 ms: leaving costs two of them (the thread is joined), and a
lone Esc costs one whatever ESCDELAY says. Here the thread sleeps until a byte arrives, is woken
through a pipe to leave, and looks again for a lone Esc after exactly the escape delay.
"""

import os
import select
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable

from textual import constants
from textual._parser import ParseError
from textual._time import get_time
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from peer_tui.tui.early_keys import EarlyKeys, bytes_waiting
from peer_tui.tui.lone_escapes import LoneEscapes

READ_BYTES = 4096


class FastDriver(LinuxDriver):
    """A LinuxDriver that stops reading at once."""

    _wake: tuple[int, int] | None = None
    """The pipe that wakes the input thread: (read end, write end)."""
    _has_left = False

    def start_application_mode(self) -> None:
        """Take over the terminal and start reading."""
        if self._wake is None:
            self._wake = os.pipe()
        start: Callable[[], None] = super().start_application_mode
        start()

    def leave(self) -> None:
        """Give the terminal back and fall silent: nothing drawn after this reaches it."""
        if self._has_left:
            return
        self.stop_application_mode()
        self.close()
        self._has_left = True

    def write(self, data: str) -> None:
        """Write to the terminal, as long as it is ours."""
        if not self._has_left:
            super().write(data)

    def disable_input(self) -> None:
        """Stop reading."""
        if self._wake is None:
            return
        read_end, write_end = self._wake
        os.write(write_end, b"\0")
        super().disable_input()
        self._wake = None
        os.close(read_end)
        os.close(write_end)

    def run_input_thread(self) -> None:
        """Read and parse until woken, or until the input ends."""
        if self._wake is None:
            return
        wake = self._wake[0]
        parser = XTermParser(self._debug)
        escapes = LoneEscapes()
        early = EarlyKeys(bytes_waiting(self.fileno), self.attrs_before)
        # Junk on the line is shown as such; it must not end the program.
        decode = getincrementaldecoder("utf-8")("replace").decode
        while True:
            timeout = None if parser._timeout_time is None else constants.ESCAPE_DELAY
            ready, _, _ = select.select([self.fileno, wake], [], [], timeout)
            if wake in ready:
                break
            if ready:
                data, at = os.read(self.fileno, READ_BYTES), get_time()
                if not data:
                    break
                if text := decode(early.read(data)):
                    for piece, lone_escape in escapes.pieces(text):
                        self._came(parser.feed(piece) if piece else (), at)
                        if lone_escape and parser._timeout_time is not None:
                            # The parser takes an Esc for itself once its wait is over.
                            parser._timeout_time = 0.0
                            self._came(parser.tick(), at)
            for event in parser.tick():
                self.process_message(event)
        try:
            for _ in parser.feed(""):
                pass
        except (EOFError, ParseError):
            pass

    def _came(self, messages: Iterable[Message], at: float) -> None:
        """Hand on what one read brought, with the time of the read.

        Between two of them the thread may lose its turn: a held key would look like a hand.
        """
        for message in messages:
            message.time = at
            self.process_message(message)
