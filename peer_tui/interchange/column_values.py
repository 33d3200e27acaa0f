"""What the values of a column look like, whatever its name is. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from peer_tui.interchange.dates import parse_date

_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]{2,}")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_PHONE = re.compile(r"(?P<start>\+|00|0|\()?[\d ()./-]{6,24}(?:(?:ext|x)\.? ?\d+)?", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,4}")
COMPANY = re.compile(
    r"\b(?:ltd|llc|inc|gmbh|ag|corp|co|s\.?a|b\.?v|kg|plc|oy|ab)\b\.?$", re.IGNORECASE
)
_DATE = re.compile(r"\d[-/.]\d")
MOST = 0.9
"""The share of values from which on all are taken to be alike."""


def share(values: Sequence[str], pattern: re.Pattern[str]) -> float:
    """The share of the values that are this and nothing else."""
    return sum(1 for value in values if pattern.fullmatch(value)) / len(values)


def kind_of_values(values: Sequence[str]) -> tuple[str, bool, str]:
    """A field, whether it is certain, and why; empty for no idea. There must be a value."""
    if share(values, _EMAIL) >= MOST:
        return "email", True, "its values are e-mail addresses"
    if share(values, _URL) >= MOST:
        return "url", True, "its values are web addresses"
    phones = [match for value in values if (match := _PHONE.fullmatch(value))]
    dates = [value for value in values if _DATE.search(value) and parse_date(value) is not None]
    if len(dates) >= MOST * len(values):
        return "birthday", False, "its values are dates"
    if len(phones) >= MOST * len(values):
        sure = sum(1 for match in phones if match["start"] in ("+", "00"))
        return "phone", sure >= MOST * len(values), "its values look like phone numbers"
    companies = sum(1 for value in values if COMPANY.search(value))
    if companies * 2 >= len(values):
        return "organisation", False, "its values look like companies"
    if share(values, _NAME) >= MOST:
        several = sum(1 for value in values if " " in value)
        field = "name" if several * 2 >= len(values) else "given"
        return field, False, "its values look like names"
    if max(len(value) for value in values) > 60:
        return "notes", False, "its values are long"
    return "", False, ""


def looks_like_data(row: Sequence[str]) -> bool:
    """Whether a first row cannot be the names of columns: an address, a number, a date."""
    cells = [cell.strip() for cell in row if cell.strip()]
    return any(
        _EMAIL.fullmatch(cell) or cell.lstrip("+-").isdecimal() or _PHONE.fullmatch(cell)
        or _URL.fullmatch(cell)
        for cell in cells
    )  # fmt: skip
