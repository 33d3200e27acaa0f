"""Textual's POSIX driver with an input thread that can be woken; part of `compat`.

Stock input waits in steps of 100 ms: leaving costs two of them (the thread is joined), and a
lone Esc costs one whatever ESCDELAY says. Here the thread sleeps until a byte arrives, is woken
through a pipe to leave, and looks again for a lone Esc after exactly the escape delay.
"""

import os
import select
from codecs import getincrementaldecoder

from textual import constants
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

READ_BYTES = 4096


class FastDriver(LinuxDriver):
    """A LinuxDriver that stops reading at once."""

    _wake: tuple[int, int] | None = None
    """The pipe that wakes the input thread: (read end, write end)."""

    def start_application_mode(self) -> None:
        """Take over the terminal and start reading."""
        if self._wake is None:
            self._wake = os.pipe()
        super().start_application_mode()

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
        # Junk on the line is shown as such; it must not end the program.
        decode = getincrementaldecoder("utf-8")("replace").decode
        while True:
            timeout = None if parser._timeout_time is None else constants.ESCAPE_DELAY
            ready, _, _ = select.select([self.fileno, wake], [], [], timeout)
            if wake in ready:
                break
            if ready:
                data = os.read(self.fileno, READ_BYTES)
                if not data:
                    break
                if text := decode(data):
                    for event in parser.feed(text):
                        self.process_message(event)
            for event in parser.tick():
                self.process_message(event)
        try:
            for _ in parser.feed(""):
                pass
        except (EOFError, ParseError):
            pass
