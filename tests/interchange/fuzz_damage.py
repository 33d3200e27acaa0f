"""What can happen to a file: bytes lost, put in, changed, moved, and other charsets."""

import os
from collections.abc import Callable, Sequence

from hypothesis import settings
from hypothesis import strategies as st

_ASKED = int(os.environ.get("PEER_FUZZ", "0"))
"""Examples for each rule by hand; 0 for as many as the suite has time for."""
_MOST = 10_000
"""Examples of one round: what was tried is kept until its end, ten kilobytes for each."""
ROUNDS = max(1, _ASKED // _MOST)
PIECES = (
    *(b"\n", b"\r\n ", b"\r", b"=\n", b"\0", b"\t", b" ", b'"', b"'", b",", b";", b"|", b":", b"="),
    *(b"\\", b"^n", b"{", b"}", b"[", b"]", b"<", b">", b"@", b"#", b"* ", b" ::: ", b"::"),
    *(b"\xff", b"x\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\x1b[2J", b"\x85", b"\\ud800"),
    *("ü\u202e".encode(), "\u2028".encode(), "ÄÖÜ".encode("cp1252"), "名前".encode("cp932")),
    *(b"BEGIN:VCARD\r\n", b"END:VCARD\r\n", b"AGENT:", b"FN:", b"N:", b"TEL;TYPE=", b"BDAY:"),
    *(b"ORG:", b"ADR;TYPE=work:", b"NOTE;", b"item1.", b"PREF=1:", b"TZ:", b"LANG;PREF=1:"),
    *(b"X-PEER-RHYTHM:periodic;", b"ENCODING=QUOTED-PRINTABLE:", b"ENCODING=B:", b"=C3"),
    *(b"CHARSET=utf-7:", b"CHARSET=", b"utf-7", b"idna", b"base64", b"punycode:"),
    *(b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n", b"END:VALARM\r\n", b"DTSTART;TZID=", b"DUE:"),
    *(b"RRULE:FREQ=", b"STATUS:", b"9999-12-31", b"00010101T000000Z", b"1/2/3", b"29/2/99"),
    *(b"Name,Email\n", b"Phone 1 - Value", b"Labels", b"Birthday", b"=?utf-8?Q?", b"?="),
    *(b"dn: ", b"version: 1\n", b"changetype: ", b"Date: "),
    b"From a@b.c Mon Jun 01 10:00:00 2026\n",
    *(b"null", b"true", b"-1", b"1e999", b"99999999999999999999", b"\\u0000", b"[[", b"{\n"),
)  # fmt: skip
CHARSETS = ("utf-16", "utf-16-le", "utf-32", "utf-8-sig", "cp1252", "cp932", "koi8-r", "latin-1")

Damage = tuple[Callable[[bytes, int, int, bytes], bytes], int, int, bytes]


def fuzz(examples: int) -> settings:
    """So many examples of a rule in a round, or as many as are asked for by hand."""
    return settings(max_examples=min(_ASKED, _MOST) or examples, deadline=None)


def _put(content: bytes, at: int, length: int, piece: bytes) -> bytes:
    return content[:at] + piece + content[at:]


def _lose(content: bytes, at: int, length: int, piece: bytes) -> bytes:
    return content[:at] + content[at + length :]


def _change(content: bytes, at: int, length: int, piece: bytes) -> bytes:
    return content[:at] + piece + content[at + length :]


def _flip(content: bytes, at: int, length: int, piece: bytes) -> bytes:
    return content[:at] + bytes([content[at] ^ (1 << length % 8)]) + content[at + 1 :]


def _repeat(content: bytes, at: int, length: int, piece: bytes) -> bytes:
    return content[:at] + content[at : at + 4 * length] * 3 + content[at + 4 * length :]


def _move(content: bytes, at: int, length: int, piece: bytes) -> bytes:
    return content[at : at + 8 * length] + content[:at] + content[at + 8 * length :]


def _cut(content: bytes, at: int, length: int, piece: bytes) -> bytes:
    return content[:at]


def _lines_end(content: bytes, at: int, length: int, piece: bytes) -> bytes:
    plain = content.replace(b"\r\n", b"\n")
    return plain.replace(b"\n", b"\r\n" if length % 2 else b"\r")


def _translate(content: bytes, at: int, length: int, piece: bytes) -> bytes:
    charset = CHARSETS[length % len(CHARSETS)]
    return content.decode("utf-8", "replace").encode(charset, "replace")


_MOSTLY = (_put, _lose, _change, _flip, _repeat, _move)
# What spoils a whole file leaves little to find behind it.
_WAYS = (*_MOSTLY, *_MOSTLY, _lines_end, _cut, _translate)


def damaged(samples: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """One of the files, with up to eight things that happened to it."""
    pieces = st.sampled_from(PIECES) | st.binary(max_size=8)
    damages = st.tuples(st.sampled_from(_WAYS), st.integers(0, 2**20), st.integers(0, 60), pieces)
    return st.builds(_all_of, st.sampled_from(samples), st.lists(damages, max_size=8))


def _all_of(content: bytes, damages: list[Damage]) -> bytes:
    for way, at, length, piece in damages:
        content = way(content, at % len(content), length, piece) or b"x"
    return content
