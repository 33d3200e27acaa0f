"""The only writer of standard output: data there, talk on standard error."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any, BinaryIO

SCHEMA = 1
"""The version of every JSON document; raised when a key changes its meaning or goes."""

# Inside a JSON string these are allowed as they are, but a terminal may act on them.
_ACTED_ON = "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"


def data(text: str) -> None:
    """Write a line, or several, of what was asked for."""
    _write(sys.stdout, text)


def document(content: Mapping[str, Any]) -> None:
    """Write one JSON document with the schema number first."""
    import json
    import re

    text = json.dumps({"schema": SCHEMA, **content}, ensure_ascii=not _takes_unicode(), indent=2)
    _write(sys.stdout, re.sub(_ACTED_ON, lambda found: f"\\u{ord(found[0]):04x}", text))


def stream() -> BinaryIO:
    """Where a document goes as the bytes it is made of."""
    sys.stdout.flush()
    return sys.stdout.buffer


def talk(text: str) -> None:
    """Write a sentence that is not part of the data."""
    sys.stdout.flush()
    _write(sys.stderr, text)


def is_terminal() -> bool:
    """Whether a person sees what `data` writes."""
    return sys.stdout.isatty()


def can_ask() -> bool:
    """Whether a person can be asked a question."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(question: str) -> str:
    """Ask on standard error and give back the line typed."""
    return ask_line(question) or ""


def ask_line(question: str) -> str | None:
    """Ask on standard error; the line typed, or None at the end of the input."""
    sys.stdout.flush()
    sys.stderr.write(question)
    sys.stderr.flush()
    line = sys.stdin.readline()
    return line.strip() if line else None


def progress(text: str) -> None:
    """Show how far a long task is, on one line, where standard error is a terminal."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()


def _takes_unicode() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"


def _write(stream: Any, text: str) -> None:  # noqa: ANN401 - a text stream, redirected or not
    encoding = stream.encoding or "utf-8"
    safe = text.encode(encoding, "backslashreplace").decode(encoding)
    stream.write(f"{safe}\n")
