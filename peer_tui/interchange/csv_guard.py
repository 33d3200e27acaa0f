"""Cells that a spreadsheet must not take for formulas."""

_STARTS = ("=", "+", "-", "@", "\t", "\r", "'")
_NUMBER = frozenset("+-0123456789 ()./")


def guarded(text: str) -> str:
    """The text, with ' before what a spreadsheet would calculate, and before a ' of its own."""
    return f"'{text}" if text.startswith(_STARTS) else text


def guarded_but_numbers(text: str) -> str:
    """`guarded`, but for telephone numbers: other programs would read the ' as a part of them."""
    return text if _NUMBER.issuperset(text) else guarded(text)


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_STARTS) else text
