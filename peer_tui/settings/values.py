"""The owner's choices with their defaults: all that a start without a file needs to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from types import MappingProxyType

from peer_tui.domain.calendar_days import MON_TO_FRI
from peer_tui.domain.date_words import DateOrder

THEMES = ("peer-dark", "peer-light", "peer-contrast", "ansi-dark", "ansi-light")
MOST_DAILY = 999


def _empty() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Settings:
    """The owner's choices, each with its default."""

    theme: str = THEMES[0]
    """Name of a colour theme."""
    date_order: DateOrder = DateOrder.DAY_FIRST
    """How 3/4 is read."""
    week_start: int = 0
    """The first day of a week; 0 is Monday."""
    working_days: frozenset[int] = MON_TO_FRI
    """0 is Monday; never empty."""
    country: str = ""
    """ISO 3166-1 code (two letters) of the country whose public holidays are kept; "" for none."""
    default_snoozes: tuple[int, int, int] = (1, 3, 7)
    """Working days a row is put off: the first, the second and every later time; 1 to 365."""
    daily_number: int = 15
    """How many rows of the queue are today's; 1 to 999."""
    quiet_hours: tuple[time, time] | None = None
    """From when to when (past midnight if the second is earlier) no contact is proposed."""
    my_addresses: tuple[str, ...] = ()
    """The owner's own e-mail addresses, in lower case: mail from them is the owner's."""
    keys: Mapping[str, str] = field(default_factory=_empty)
    """The owner's own keys: action id to keys, as written; checked by the key map."""
    rhythms: Mapping[str, str] = field(default_factory=_empty)
    """How often to be in touch by default, as typed ("60 days"), by the name of a role or tag."""
    views: Mapping[str, str] = field(default_factory=_empty)
    """The owner's own views: one small letter or digit to the text of a filter."""
