"""Values of vCard properties: encodings, escapes, lists, and labels of contact points."""

import base64
import binascii
import codecs
import re
from collections.abc import Collection
from urllib.parse import unquote

from peer_tui.domain.people import Rhythm, RhythmKind
from peer_tui.domain.rhythm import LONGEST_RHYTHM_DAYS
from peer_tui.domain.text import clean_line

_ESCAPE = re.compile(r"\\([nN,;:\\])")
_LIST = re.compile(r"(?:[^\\,;]|\\.)+", re.DOTALL)
PLACES = frozenset({"home", "work", "other", "pref", "personal", "business", "internet", "voice"})
"""Types that say where, and not by which service."""
_ANDROID_RELATIONS = (
    *("", "assistant", "brother", "child", "partner", "father", "friend", "manager", "mother"),
    *("parent", "partner", "referred by", "relative", "sister", "spouse"),
)
SURROGATE = re.compile("[\udc80-\udcff]")
_APPLE_LABEL = re.compile(r"_?\$!<(.*)>!\$_?", re.DOTALL)
_PHONE_EXTENSION = re.compile(r";ext=([^;]*)", re.IGNORECASE)

_WIDER_CODECS = {
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "",
    "ascii": "",
}
"""Charsets under whose name programs write a wider one; ASCII says nothing of other bytes."""

_LABELS = (
    ("homefax", "home fax"),
    ("workfax", "work fax"),
    ("otherfax", "other fax"),
    ("fax", "fax"),
    ("pager", "pager"),
    ("cell", "mobile"),
    ("mobile", "mobile"),
    ("iphone", "mobile"),
    ("car", "car"),
    ("main", "main"),
    ("isdn", "isdn"),
    ("other", "other"),
    ("homepage", "home page"),
    ("blog", "blog"),
)
_OWN_TYPE = re.compile(r"x-(?!(?:unknown|internet|custom)$)(.+)", re.IGNORECASE | re.DOTALL)


def codec_of(charset: str) -> str:
    """The codec that reads what programs write under this name; empty for an unknown one."""
    name = charset.strip().lower()
    name = _WIDER_CODECS.get(name, name)
    try:
        return codecs.lookup(name).name if name else ""
    except (LookupError, ValueError):
        return ""


def decode_bytes(data: bytes, charset: str = "", fallback: str = "") -> str:
    """The text by the charset named, else UTF-8, else the fallback, else cp1252."""
    for name in (codec_of(charset), "utf-8", codec_of(fallback)):
        if not name:
            continue
        try:
            return data.decode(name)
        except (LookupError, UnicodeError, ValueError, AssertionError, TypeError):
            continue
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    if sum(1 for char in text if char > "\x7f") > 3 * wrong:
        return text
    return data.decode("cp1252", "replace")


def repaired(text: str, charset: str = "", fallback: str = "") -> str:
    """The text with bytes that are not UTF-8 (kept as surrogates) read by the charset."""
    if text.isascii() or not SURROGATE.search(text):
        return text
    return decode_bytes(text.encode("utf-8", "surrogateescape"), charset, fallback)


def decoded(value: str, encoding: str, charset: str, fallback: str = "") -> str:
    """The value out of quoted-printable or base64; as it stands when it is neither."""
    if encoding == "QUOTED-PRINTABLE":
        data = value.encode("utf-8", "surrogateescape")
        return decode_bytes(binascii.a2b_qp(data), charset, fallback)
    if encoding in ("B", "BASE64"):
        try:
            data = base64.b64decode("".join(value.split()), validate=True)
            return decode_bytes(data, charset, fallback)
        except (ValueError, binascii.Error):
            return repaired(value, charset, fallback)
    return repaired(value, charset, fallback)


def _unescaped(match: re.Match[str]) -> str:
    return "\n" if match[1] in "nN" else match[1]


def unescape(value: str) -> str:
    r"""The text of an escaped value: `\n`, `\,`, `\;`, `\:` and `\\`; other backslashes stay."""
    return _ESCAPE.sub(_unescaped, value) if "\\" in value else value


def components(value: str, at_least: int = 0) -> list[str]:
    """The parts of a structured value, unescaped, with empty ones up to `at_least`."""
    parts = value.split(";")
    if "\\" in value:
        parts = [unescape(part) for part in _rejoined(parts)]
    if len(parts) < at_least:
        parts += [""] * (at_least - len(parts))
    return parts


def _rejoined(pieces: list[str]) -> list[str]:
    """The pieces, those joined again that an escaped semicolon divided."""
    parts: list[str] = []
    open_pieces: list[str] = []
    for piece in pieces:
        open_pieces.append(piece)
        backslashes = len(piece) - len(piece.rstrip("\\"))
        if backslashes % 2 == 0:
            parts.append(";".join(open_pieces))
            open_pieces = []
    if open_pieces:
        parts.append(";".join(open_pieces))
    return parts


def list_items(value: str) -> list[str]:
    """The items of a list such as CATEGORIES, divided by commas (some programs: semicolons)."""
    return [unescape(item).strip() for item in _LIST.findall(value)]


def phone_number(value: str) -> str:
    """The number of a `tel:` URI (RFC 3966), or the value as it is typed."""
    value = value.strip()
    if value[:4].lower() != "tel:":
        return value
    number = unquote(value[4:])
    extension = _PHONE_EXTENSION.search(number)
    number = number.partition(";")[0]
    return f"{number} ext. {extension[1]}" if extension and extension[1] else number


def without_scheme(value: str, scheme: str) -> str:
    """The value without `scheme:` before it; percent-encoding goes with the scheme."""
    value = value.strip()
    if value[: len(scheme) + 1].lower() != scheme + ":":
        return value
    return unquote(value[len(scheme) + 1 :].partition("?")[0])


def android_relation(number: str) -> str:
    """What Android's number of a relation means; empty for one of the owner's own."""
    at = int(number) if number.strip().isdecimal() and len(number) < 4 else 0
    return _ANDROID_RELATIONS[at] if at < len(_ANDROID_RELATIONS) else ""


def apple_label(value: str) -> str:
    """The label of `_$!<Home>!$_`, in lower case; the owner's own labels stay as they are."""
    label = clean_line(value)
    # What is left of a damaged one must not be read as another label once it is written back.
    while match := _APPLE_LABEL.fullmatch(label):
        label = match[1].strip().lower()
    return label


def label_of(types: Collection[str]) -> str:
    """The label that the types of a property make: "work", "home fax", "mobile"."""
    place = "work" if "work" in types else "home" if "home" in types else ""
    for kind, label in _LABELS:
        if kind in types:
            return f"{place} {label}".strip() if label in ("fax", "pager", "mobile") else label
    return place


def own_label(type_: str) -> str:
    """What the owner called a contact point, of a type such as `X-Shop`; empty for no such type.

    Makers of phones put their own names in capitals and in parts, such as X-NEC-SECRET.
    """
    match = _OWN_TYPE.fullmatch(type_.strip())
    return "" if match is None or (type_.isupper() and "-" in match[1]) else match[1]


def read_rhythm(value: str) -> Rhythm | None:
    """`periodic;42`, `ambient`, `triggered`; None for anything else."""
    kind, _, days = value.strip().lower().partition(";")
    if kind == RhythmKind.PERIODIC:
        number = int(days) if days.isascii() and days.isdecimal() and len(days) < 5 else 0
        return Rhythm(RhythmKind.PERIODIC, number) if 0 < number <= LONGEST_RHYTHM_DAYS else None
    known = kind in (RhythmKind.AMBIENT, RhythmKind.TRIGGERED)
    return Rhythm(RhythmKind(kind)) if known else None
