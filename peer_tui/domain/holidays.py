"""Days that go by a name and fall the same everywhere the name is used."""

from datetime import date, timedelta

from peer_tui.domain.calendar_days import easter
from peer_tui.domain.date_words import Moment

FIXED = {
    ("christmas",): (12, 25),
    ("xmas",): (12, 25),
    ("christmas", "day"): (12, 25),
    ("xmas", "day"): (12, 25),
    ("christmas", "eve"): (12, 24),
    ("xmas", "eve"): (12, 24),
    ("boxing", "day"): (12, 26),
    ("new", "year"): (1, 1),
    ("new", "years"): (1, 1),
    ("new", "year's"): (1, 1),
    ("new", "year's", "day"): (1, 1),
    ("new", "years", "day"): (1, 1),
    ("new", "year", "day"): (1, 1),
    ("new", "year's", "eve"): (12, 31),
    ("new", "years", "eve"): (12, 31),
    ("new", "year", "eve"): (12, 31),
    ("nye",): (12, 31),
    ("valentine's",): (2, 14),
    ("valentine's", "day"): (2, 14),
    ("valentines", "day"): (2, 14),
    ("st", "patrick's", "day"): (3, 17),
    ("bonfire", "night"): (11, 5),
    ("halloween",): (10, 31),
}
"""Words, and the month and day of every year."""

_BY_EASTER = {
    ("easter",): 0,
    ("easter", "sunday"): 0,
    ("easter", "monday"): 1,
    ("good", "friday"): -2,
    ("maundy", "thursday"): -3,
    ("palm", "sunday"): -7,
    ("ash", "wednesday"): -46,
    ("shrove", "tuesday"): -47,
}


def read_holiday(words: tuple[str, ...], moment: Moment) -> date | None:
    """The next such day, today included, or that of the year said; None for any other words."""
    year = int(words[-1]) if len(words[-1]) == 4 and words[-1].isdigit() else None
    name = words if year is None else words[:-1]
    if name not in FIXED and name not in _BY_EASTER:
        return None
    if year is not None:
        return _in_year(name, year) if 1583 <= year <= 2199 else None
    this_year = _in_year(name, moment.today.year)
    if this_year >= moment.today:
        return this_year
    return _in_year(name, moment.today.year + 1)


def _in_year(name: tuple[str, ...], year: int) -> date:
    if name in FIXED:
        return date(year, *FIXED[name])
    return easter(year) + timedelta(days=_BY_EASTER[name])
