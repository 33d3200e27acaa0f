"""Lines of a vCard on their way out: escapes, parameters, folding (RFC 6350 section 3)."""

import re
from collections.abc import Iterable, Iterator, Sequence

_PLAIN = re.compile(r"[\w .+/-]*", re.ASCII)
_PARAMETER = re.compile(r'(?:[^";]|"[^"]*")+')
_NAME = re.compile(r"[A-Za-z0-9_.\-]*[ \t]*[;:]?")
_LONGEST = 75
"""Octets of a line without its end."""

Parameters = Sequence[tuple[str, str]]
"""Names and values in order, values as they are written; the name alone for a bare 2.1 type."""


def escape(text: str) -> str:
    r"""The text as a value: backslash, comma, semicolon and newline escaped."""
    if not any(mark in text for mark in "\\,;\n"):
        return text
    text = text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return text.replace("\n", "\\n")


def parameter_value(text: str) -> str:
    """The text as the value of a parameter: quoted where need be, carets as in RFC 6868."""
    text = text.replace("^", "^^").replace("\n", "^n").replace('"', "^'")
    return text if _PLAIN.fullmatch(text) else f'"{text}"'


def property_line(name: str, value: str, parameters: Parameters = (), group: str = "") -> str:
    """A whole line, unfolded; the value and those of the parameters are escaped already."""
    head = f"{group}.{name}" if group else name
    for key, text in parameters:
        head += f";{key}={text}" if text else f";{key}"
    return f"{head}:{value}"


def split_parameters(head: str) -> tuple[str, str, list[tuple[str, str]]]:
    """Group and name as written, and the parameters of what stands before the colon."""
    # Lines that are no properties are joined to the one before, and may come before its colon.
    head = head.replace("\n", " ")
    pieces = _PARAMETER.findall(head) if '"' in head else head.split(";")
    group, _, name = (pieces[0] if pieces else "").strip().rpartition(".")
    parameters: list[tuple[str, str]] = []
    for piece in pieces[1:]:
        key, _, value = piece.partition("=")
        if key.strip():
            parameters.append((key.strip(), value.strip()))
    return group, name, parameters


_EQUALS = ord("=")


def fold_line(line: str) -> str:
    """The line folded to at most 75 octets, with CRLF between.

    Never inside a character nor inside its name, however long that is: what begins with half a
    name is no property to whoever reads it.
    """
    if len(line) <= _LONGEST and (line.isascii() or len(line.encode()) <= _LONGEST):
        return line
    return "\r\n ".join(_folds(line))


def _folds(line: str) -> Iterator[str]:
    data = line.encode("utf-8", "replace")
    name = _NAME.match(line)
    start, room = 0, max(_LONGEST, name.end() if name else 0)
    while start < len(data):
        end = min(start + room, len(data))
        while end < len(data) and data[end] & 0xC0 == 0x80:
            end -= 1
        # A line that ends in `=` may be taken for a soft break of quoted-printable.
        while end < len(data) and end > start + 1 and data[end - 1] == _EQUALS:
            end -= 1
        yield data[start:end].decode()
        start, room = end, _LONGEST - 1


def card_text(lines: Iterable[str]) -> str:
    """A whole card; the lines are unfolded, or folded with CRLF already."""
    body = "\r\n".join(lines)
    return f"BEGIN:VCARD\r\n{body}\r\nEND:VCARD\r\n"
