"""Text from outside, made safe to keep (`clean`) and ready to compare (`fold`)."""

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

# Marks that steer the direction of writing: they let a name rewrite the line around it.
_DIRECTION_MARKS = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_KEPT_CONTROLS = frozenset("\n\t")


def clean(text: str) -> str:
    """The text without what could harm a terminal, a database or the line it stands in.

    Removes control characters (escape sequences among them) except newline and tab, direction
    marks, lone surrogates and the byte order mark; line ends become a single newline. The
    result is normalised to NFC. Joiners inside emoji and Indic words stay.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = [
        char
        for char in text
        if char in _KEPT_CONTROLS
        or (
            unicodedata.category(char) not in ("Cc", "Cs")
            and char not in _DIRECTION_MARKS
            and char != "\ufeff"
        )
    ]
    return unicodedata.normalize("NFC", "".join(kept))


def clean_line(text: str) -> str:
    """`clean`, on one line: runs of white space become one space, none at the ends."""
    return " ".join(clean(text).split())


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
