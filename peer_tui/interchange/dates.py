"""Dates as other programs write them."""

import calendar
import re

from peer_tui.domain.people import PartialDate

NO_YEAR = 1604
"""The year Apple and Outlook write when the year is not known."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero gennaio januari",
            "feb february februar février febrero febbraio februari",
            "mar march märz mars marzo maart mär",
            "apr april avril abril aprile",
            "may mai mayo maggio mei maj",
            "jun june juni juin junio giugno",
            "jul july juli juillet julio luglio",
            "aug august août agosto augustus augusti",
            "sep sept september septembre septiembre settembre",
            "oct october oktober octobre octubre ottobre okt",
            "nov november novembre noviembre",
            "dec december dezember décembre diciembre dicembre dez",
        ),
        start=1,
    )
    for name in names.split()
}
_ISO = re.compile(r"(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?(?:[T ]\s*[\d:.,+Z -]*)?", re.IGNORECASE)
_ISO_LOOSE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?", re.IGNORECASE)
_NO_YEAR = re.compile(r"--(\d{2})?-?(\d{2})?(?:T.*)?", re.IGNORECASE)
_ONLY_DAY = re.compile(r"---(\d{2})")
_NUMBERS = re.compile(r"(\d{1,2})\s*([./-])\s*(\d{1,2})(?:\s*[./-]\s*(\d{4}|\d{2})?)?(?:\s.*)?")
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_ABOUT = re.compile(r"^(?:circa|ca\.?|c\.|about|~)\s*", re.IGNORECASE)


def _checked(year: int | None, month: int | None, day: int | None) -> PartialDate | None:
    if year in (NO_YEAR, 0):
        year = None
    month, day = month or None, day or None
    if month is not None and month > 12:
        return None
    if day is not None:
        longest = 31 if month is None else calendar.monthrange(year or 2000, month)[1]
        if day > longest:
            return None
    date = PartialDate(year, month, day)
    return date if str(date) else None


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _full_year(text: str | None) -> int | None:
    """Two digits from 30 on are of the 1900s."""
    if not text:
        return None
    year = int(text)
    return year if len(text) == 4 else year + (1900 if year >= 30 else 2000)


def _in_words(text: str) -> PartialDate | None:
    """`15 Jun 2026`, `June 12, 1999`, `3. Mai`."""
    words = _WORDS.findall(text.lower())
    if not 2 <= len(words) <= 6:
        return None
    months = [_MONTHS[word] for word in words if word in _MONTHS]
    days = [int(word) for word in words if word.isdecimal() and len(word) <= 2]
    years = [int(word) for word in words if word.isdecimal() and len(word) == 4]
    if not years and len(days) == 2 and len(words) == 3 and words[1] in _MONTHS:
        years = [_full_year(f"{days[1]:02}") or 0]
    if len(months) != 1 or not (days or years):
        return None
    return _checked(years[0] if years else None, months[0], days[0] if days else None)


def parse_date(text: str, day_first: bool = False) -> PartialDate | None:
    """The date, of which any part may be unknown; None when the text is not a date.

    Reads ISO 8601 and RFC 6350 section 4.3.1 forms, timestamps (the day of them), "circa",
    `31.1.1972`, `1/31/1972` and month names. With slashes the month stands first unless it
    cannot be one or `day_first`. The years 1604 and 0000 mean that the year is unknown.
    """
    text = _ABOUT.sub("", text.strip()[:64].strip())
    if not text.isascii() or not text:
        return _in_words(text) if text else None
    if match := _ISO.fullmatch(text) or _ISO_LOOSE.fullmatch(text):
        return _checked(int(match[1]), _number(match[2]), _number(match[3]))
    if match := _ONLY_DAY.fullmatch(text):
        return _checked(None, None, int(match[1]))
    if match := _NO_YEAR.fullmatch(text):
        return _checked(None, _number(match[1]), _number(match[2]))
    if match := _NUMBERS.fullmatch(text):
        first, second = int(match[1]), int(match[3])
        year = _full_year(match[4])
        if match[2] == "." or day_first or first > 12:
            first, second = second, first
        return _checked(year, first, second)
    return _in_words(text)
