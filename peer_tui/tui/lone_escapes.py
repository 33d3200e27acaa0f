"""Tells an Esc that was typed from one that begins a sequence, when more follows at once.

A terminal sends the Esc key as the same byte that begins every arrow key. Textual tells them
apart by a pause; typed fast, or over a slow line, there is none, and Esc and the letter after it
become Alt and the letter, or "^". Peer binds no Alt key, so here Esc and a letter stay two keys.
"""

import re
from collections.abc import Iterator

ESC = "\x1b"

# What a terminal may send right after ESC: introducers of sequences and the end of a string
# (ECMA-48), a second ESC, and the four keys that common terminals send as ESC and one
# character: Alt-Backspace, Shift-Tab, and word left and right of macOS.
_CONTINUES = "[O]P_^XN\\\x1b\x7f\tfb"
_MARK = re.compile(rf"\x1b\[20(?P<paste>[01])~|\x1b(?=[^{re.escape(_CONTINUES)}])")


class LoneEscapes:
    """Cuts a stream of terminal input behind each Esc that stands alone."""

    def __init__(self) -> None:
        self._in_paste = False
        self._ended_with_esc = False

    def pieces(self, text: str) -> Iterator[tuple[str, bool]]:
        """The text in pieces, each with whether it ends in an Esc that stands alone.

        The first piece may be empty: then the Esc that ended the text before stood alone. Text
        inside a bracketed paste is never cut.
        """
        if self._ended_with_esc and text[:1] not in tuple(_CONTINUES) and not self._in_paste:
            yield "", True
        start = 0
        for match in _MARK.finditer(text):
            if match["paste"] is not None:
                self._in_paste = match["paste"] == "0"
            elif not self._in_paste:
                yield text[start : match.end()], True
                start = match.end()
        if start < len(text):
            yield text[start:], False
        self._ended_with_esc = text.endswith(ESC)
