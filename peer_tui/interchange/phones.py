"""Phone numbers: one form to compare them in, another to dial them with."""

from peer_tui.domain.sameness import phone_digits as phone_digits


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
