"""Public holidays of a country, for owners who chose one."""

from collections.abc import Mapping
from datetime import date
from functools import cache


def holiday_name(country: str, day: date) -> str:
    """The name of the public holiday in its country's words for English readers; "" if none.

    `country` is an ISO 3166-1 code; the empty code has no holidays, nor has an unknown one.
    """
    return _of_year(country, day.year).get(day, "") if country else ""


@cache
def _of_year(country: str, year: int) -> Mapping[date, str]:
    import holidays

    try:
        return dict(holidays.country_holidays(country, years=year, language="en_US"))
    except NotImplementedError:
        return {}
