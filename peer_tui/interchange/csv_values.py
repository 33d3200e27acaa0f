"""Cells of a CSV file that spreadsheets and people wrote in ways of their own. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

from peer_tui.domain.people import PartialDate
from peer_tui.interchange.csv_words import field_by_words

_FORMULA_OF_TEXT = re.compile(r'="([^"]*)"')
_BETWEEN_PHONES = re.compile(r"\s*[,;|\n]\s*|\s+(?:or|oder|ou|und|and|et|y)\s+|\s*/\s*")
_DIVIDING = re.compile(r"[,;|/\n]| (?:or|oder|ou|und|and|et|y) ")
_FEWEST_DIGITS = 6
_STARTS = ("+", "0", "(")
_LABELLED = re.compile(r"([^\W\d_]+) ?: *([+(\d][\d ()./+-]{3,})")
_SERIAL_DIGITS = 5
_LAST_SERIAL = 60_000
_DAY_ZERO = date(1899, 12, 30)


def plain_cell(value: str) -> str:
    """The text of `="0431123"`, by which spreadsheets are kept from calculating with it."""
    match = _FORMULA_OF_TEXT.fullmatch(value) if value.startswith('="') else None
    return match[1].strip() if match else value


def phones_of(value: str) -> list[str]:
    """The numbers in one cell: `01225 1, 07700 900111` are two, `0431 / 1234` is one.

    What could be a part of the number before it, or an extension, divides nothing.
    """
    if len(value) <= 2 * _FEWEST_DIGITS or not _DIVIDING.search(value):
        return [value]
    parts = _BETWEEN_PHONES.split(value)
    first, *others = parts
    if any(_digits(part) < _FEWEST_DIGITS for part in parts):
        return [value]
    if "/" in value and not all(part.startswith(_STARTS) for part in others):
        return [value] if _digits(first) < 2 * _FEWEST_DIGITS - 2 else parts
    return parts


def _digits(text: str) -> int:
    return sum(map(str.isdecimal, text))


def labelled_phones(value: str) -> list[tuple[str, str]]:
    """Labels and numbers of `Phone: 01225 1 Mobile: 07700 1`; none when it is anything else."""
    found = [(match[1], match[2].strip()) for match in _LABELLED.finditer(value)]
    if not found or _LABELLED.sub("", value).strip(" ,;"):
        return []
    fields = [(field_by_words(label.lower()), text) for label, text in found]
    if not all(field.startswith("phone") for field, _ in fields):
        return []
    return [(field.partition(".")[2], text) for field, text in fields]


def spreadsheet_day(text: str) -> PartialDate | None:
    """The day of a number of days, as a spreadsheet keeps dates; None for anything else."""
    if len(text) != _SERIAL_DIGITS or not text.isdecimal():
        return None
    number = int(text)
    if number > _LAST_SERIAL:
        return None
    on = _DAY_ZERO + timedelta(days=number)
    return PartialDate(on.year, on.month, on.day)
