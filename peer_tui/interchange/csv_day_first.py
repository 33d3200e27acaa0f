"""Whether dates such as 5/6/1980 have their day first. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from peer_tui.interchange.csv_columns import column_key
from peer_tui.interchange.csv_decoding import Header
from peer_tui.interchange.csv_table import Row

_NUMBERS = re.compile(r"\s*(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}\b")
_DATE_KINDS = frozenset({"birthday", "birth_day", "anniversary", "met_on", "event"})
_SAID_DAY_FIRST = re.compile(r"\bd{1,2}.m{1,2}\b")
_SAID_MONTH_FIRST = re.compile(r"\bm{1,2}.d{1,2}\b")
_BRITISH = frozenset({"postcode", "post code", "town", "town city", "eircode"})
_ENGLISH = frozenset(
    {
        *("birthday", "birth date", "birthdate", "date of birth", "dateofbirth", "dob", "d o b"),
        *("bday", "anniversary", "wedding anniversary", "wedding date", "connected on"),
        *("person birthday",),
    }
)


def is_day_first(rows: Iterable[Row], header: Header) -> bool:
    """What the dates say, else the names of the columns, else the delimiter.

    A date that can only be read in one way decides. Without any, the language of the names does:
    it is English where the month stands first, but not with a "Postcode" or a "Town". Programs
    that divide by semicolons are set to a language that puts the day first.
    """
    dated = [column.position for column in header.columns if column.kind in _DATE_KINDS]
    if not dated:
        return False
    for row in rows:
        for position in dated:
            if position < len(row.cells) and (match := _NUMBERS.match(row.cells[position])):
                first, second = int(match[1]), int(match[2])
                if max(first, second) > 12:
                    return first > 12
    keys = [column_key(name) for name in header.names]
    named = [keys[position] for position in dated if position < len(keys)]
    if any(map(_SAID_DAY_FIRST.search, named)):
        return True
    if any(map(_SAID_MONTH_FIRST.search, named)):
        return False
    is_foreign = any(key and key not in _ENGLISH and "event" not in key for key in named)
    return header.delimiter == ";" or is_foreign or not _BRITISH.isdisjoint(keys)
