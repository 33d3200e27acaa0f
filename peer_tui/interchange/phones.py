"""Phone numbers: one form to compare them in, another to dial them with."""

import re

_EXTENSION = re.compile(r"(?:ext\.?|x|#|;|,|p|w)\s*[=:]?\s*\d*.*$", re.IGNORECASE | re.DOTALL)
_COMPARED = 8
_FEWEST = 7


def phone_digits(value: str) -> str:
    """The last eight digits without any extension; empty when there are fewer than seven.

    Two numbers with the same digits are taken for one, however their countries are written.
    """
    head = value.lstrip()
    number = _EXTENSION.sub("", head[:64]) or head[:64]
    digits = "".join(char for char in number if char.isdecimal() and char.isascii())
    return digits[-_COMPARED:] if len(digits) >= _FEWEST else ""


def normalise_phone(value: str, region: str) -> str:
    """The number in E.164, such as +49301234567; empty when it is not a possible number.

    `region` is the ISO 3166 code of the country for numbers without one ("" for none). Only
    the length is judged (`is_possible_number`): new number ranges are never refused.
    """
    if sum(char.isdecimal() for char in value[:64]) < 4:
        return ""
    # Importing it takes about as long as reading a thousand cards.
    import phonenumbers

    try:
        number = phonenumbers.parse(value, region.upper() or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
