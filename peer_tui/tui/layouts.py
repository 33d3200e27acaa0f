"""Letters of other keyboards as the Latin letter on the same physical key.

Only letters that a Latin keyboard does not type are listed, so a character that a key table
could name itself (a digit, a point, a slash) is never changed. Layouts: Russian and Ukrainian
(ЙЦУКЕН), Greek, Hebrew (SI 1452) and Arabic (101), each against US QWERTY.
"""

from collections.abc import Mapping
from types import MappingProxyType

_ROWS = (
    # Russian; Ukrainian differs in three letters
    ("йцукенгшщз", "qwertyuiop"),
    ("фывапролд", "asdfghjkl"),
    ("ячсмить", "zxcvbnm"),
    ("і", "s"),
    # Greek: q is ";" and stays
    ("ςερτυθιοπ", "wertyuiop"),
    ("ασδφγηξκλ", "asdfghjkl"),
    ("ζχψωβνμ", "zxcvbnm"),
    # Hebrew: q and w are "/" and "'" and stay
    ("קראטוןםפ", "ertyuiop"),
    ("שדגכעיחלך", "asdfghjkl"),
    ("זסבהנמצ", "zxcvbnm"),
    # Arabic: b types the two letters lam-alef, as one character in some terminals
    ("ضصثقفغعهخح", "qwertyuiop"),
    ("شسيبلاتنم", "asdfghjkl"),
    ("ئءؤرىة", "zxcvnm"),
    ("ﻻ", "b"),
)


def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for typed, latin in _ROWS:
        for letter, key in zip(typed, latin, strict=True):
            table[letter] = key
            if letter.upper() != letter:
                table.setdefault(letter.upper(), key.upper())
    return table


LATIN: Mapping[str, str] = MappingProxyType(_table())
"""The Latin letter for each letter of the other layouts."""


def to_latin(character: str) -> str:
    """The Latin letter on the key that typed `character`, or the character itself."""
    return LATIN.get(character, character)
