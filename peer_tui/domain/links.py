"""Links that other programs open: `mailto:` (RFC 6068) and `tel:` (RFC 3966)."""

import re
from urllib.parse import quote

from peer_tui.domain.people import ContactPoint
from peer_tui.domain.text import clean, clean_line

_FIRST_LETTER = re.compile(r"[^\W\d_]")
_NATIONAL_ZERO = re.compile(r"\(0\)")
_NO_DIGIT = re.compile(r"[^0-9]")
LEAST_DIGITS = 3


def dialled(point: ContactPoint) -> str:
    """The number as a telephone takes it: digits, after a plus where the country is known.

    An extension, written in words, is left out: a dialler would take it for more digits. Empty
    when fewer than three digits are there.
    """
    written = point.normalised or point.value
    number = _FIRST_LETTER.split(written, maxsplit=1)[0].strip()
    plus = "+" if number.startswith("+") else ""
    digits = _NO_DIGIT.sub("", _NATIONAL_ZERO.sub("", number) if plus else number)
    return plus + digits if len(digits) >= LEAST_DIGITS else ""


def tel(number: str) -> str:
    """The link that has a number dialled, as `dialled` gives it."""
    return f"tel:{number}"


def mailto(address: str, subject: str = "", body: str = "") -> str:
    """The link that opens a draft; empty parts are left out.

    Everything that is not plain is percent-encoded as UTF-8, line breaks as %0D%0A (RFC 6068,
    sections 2 and 5). Control characters are dropped; a subject is one line.
    """
    local, at, host = clean_line(address).rpartition("@")
    fields = [
        f"{name}={_encoded(text)}"
        for name, text in (("subject", clean_line(subject)), ("body", clean(body)))
        if text
    ]
    to = f"{_encoded(local)}{at}{_encoded(host)}"
    return f"mailto:{to}" + (f"?{'&'.join(fields)}" if fields else "")


def _encoded(text: str) -> str:
    return quote(text.replace("\n", "\r\n"), safe="")
