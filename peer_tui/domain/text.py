"""Text from outside, made safe to keep (`clean`) and ready to compare (`fold`)."""

import re
import unicodedata

# Letters that NFKD does not decompose, with what people type instead.
_UNDECOMPOSED = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "n",
        "ĸ": "k",
    }
)

# What is taken out: C0 without newline and tab, DEL, C1, lone surrogates, the byte order mark, and
# the marks that steer the direction of writing: they let a name rewrite the line around it.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def clean(text: str) -> str:
    """The text without what could harm a terminal, a database or the line it stands in.

    Removes control characters (escape sequences among them) except newline and tab, direction
    marks, lone surrogates and the byte order mark; line ends become a single newline. The
    result is normalised to NFC. Joiners inside emoji and Indic words stay.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNSAFE.sub("", text))


def clean_line(text: str) -> str:
    """`clean`, on one line: runs of white space become one space, none at the ends."""
    return " ".join(clean(text).split())


def without_first_word(text: str, word: str) -> str:
    """The text without this word, in any case, where it begins with it and goes on after it."""
    first, _, rest = text.partition(" ")
    return rest if rest and first.lower() == word else text


def fold(text: str) -> str:
    """The text as it is compared: case, accents and width do not matter.

    Casefold, NFKD without combining marks, and the letters that do not decompose, so that
    "lukasz" finds Łukasz and "strasse" finds Straße.
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return bare.translate(_UNDECOMPOSED)
