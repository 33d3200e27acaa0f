"""The lines of a large file, one after the other, without ever holding its whole text.

Text in memory takes up to four times the bytes of the file, so a file stays bytes until a line
of it is needed.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from peer_tui.interchange.reading_choices import Progress, no_progress
from peer_tui.interchange.vcard_lines import BYTE_ORDER_MARKS, decode_by_nuls
from peer_tui.interchange.vcard_values import codec_of

LONGEST_LINE = 8 * 1024 * 1024
"""Bytes; a longer line is left out."""
LIMIT = f"{LONGEST_LINE // 2**20} MB"
_SLICE = 512 * 1024
_CHARSET = re.compile(rb"CHARSET=\"?([^;:\"\s]{1,40})", re.IGNORECASE)
_AT_MARGIN = re.compile(rb"(?:^|[\r\n])(?:\xef\xbb\xbf)?BEGIN[ \t]*:[ \t]*VCARD", re.IGNORECASE)
_INDENTED = re.compile(rb"(?:^|[\r\n])([ \t]+)BEGIN[ \t]*:[ \t]*VCARD", re.IGNORECASE)


def as_utf8(data: bytes) -> bytes:
    """The file in UTF-8 if a byte order mark or its NULs tell its encoding; else as it is."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            if encoding == "utf-8":
                return data[len(mark) :]
            return _in_utf8(data[len(mark) :], encoding)
    head = decode_by_nuls(data[:4096])
    if head is None:
        return data
    odd, even = data[1:4096:2].count(0), data[:4096:2].count(0)
    return _in_utf8(data, "utf-16-le" if odd >= even else "utf-16-be")


def _in_utf8(data: bytes, encoding: str) -> bytes:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    pieces = [
        decoder.decode(data[start : start + _SLICE]).encode("utf-8", "replace")
        for start in range(0, len(data), _SLICE)
    ]
    return b"".join([*pieces, decoder.decode(b"", final=True).encode("utf-8", "replace")])


def is_utf8(data: bytes) -> bool:
    """Whether all of it can be read as UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    try:
        for start in range(0, len(data), _SLICE):
            decoder.decode(data[start : start + _SLICE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def charset_of_the_rest(data: bytes) -> str:
    """How to read bytes that no CHARSET explains: as the first one named that is not UTF-8.

    Empty when all of it is UTF-8, cp1252 when no charset is named.
    """
    if is_utf8(data):
        return ""
    for match in _CHARSET.finditer(data):
        codec = codec_of(match[1].decode("ascii", "replace"))
        if codec not in ("", "utf-8", "ascii"):
            return codec
    return "cp1252"


def card_margin(data: bytes) -> str:
    """What stands before every line of a file whose cards are all indented; else nothing."""
    if _AT_MARGIN.search(data):
        return ""
    indented = _INDENTED.search(data)
    return indented[1].decode("ascii") if indented else ""


def byte_lines(data: bytes, encoding: str = "utf-8", errors: str = "surrogateescape", *,
               long: list[int] | None = None,
               progress: Progress = no_progress) -> Iterator[str]:  # fmt: skip
    """The lines without their ends, whichever way they end, and without byte order marks.

    A line longer than `LONGEST_LINE` comes empty, and its number is added to `long`. `progress`
    is told the bytes that were read, now and then.
    """
    number = done = 0
    for piece in _slices(data):
        progress(done, len(data))
        done += len(piece)
        plain = piece.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        if len(plain) <= 2 * _SLICE:
            for line in plain.decode(encoding, errors).replace("\ufeff", "").split("\n"):
                number += 1
                yield line
            continue
        for raw in plain.split(b"\n"):
            number += 1
            if len(raw) > LONGEST_LINE:
                if long is not None:
                    long.append(number)
                raw = b""
            yield raw.decode(encoding, errors).replace("\ufeff", "")


def _slices(data: bytes) -> Iterator[bytes]:
    """Pieces of whole lines without the end of the last; of encodings with single-byte ends."""
    start = 0
    mark = b"\n" if b"\n" in data else b"\r"
    while True:
        end = data.find(mark, start + _SLICE)
        if end < 0:
            yield data[start:]
            return
        until = end - 1 if mark == b"\n" and data[end - 1 : end] == b"\r" else end
        yield data[start:until]
        start = end + 1
