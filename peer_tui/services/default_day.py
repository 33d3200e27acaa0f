"""The day an item is put off to without asking: the hint shows it, the act uses it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from peer_tui.domain.agenda import (
    SNOOZE_STEPS,
    AgendaItem,
    default_snooze,
    next_open_day,
    suiting_day,
)
from peer_tui.domain.calendar_days import MON_TO_FRI, short_day

if TYPE_CHECKING:
    from peer_tui.domain.gate import Agreement
    from peer_tui.settings.schema import Settings
    from peer_tui.storage.reader import Reader


@dataclass(frozen=True, slots=True)
class SnoozeRules:
    """What the owner chose about putting off."""

    working_days: frozenset[int] = MON_TO_FRI
    """0 is Monday."""
    steps: Sequence[int] = SNOOZE_STEPS
    """Working days of the first, second and every later default snooze in a row."""
    country: str = ""
    """ISO 3166-1 code of the country whose public holidays are no working days; "" for none."""

    @classmethod
    def of(cls, settings: Settings) -> SnoozeRules:
        """As they stand in the settings."""
        return cls(settings.working_days, settings.default_snoozes, settings.country)

    def holiday(self, day: date) -> str:
        """The name of the public holiday on that day; "" if there is none."""
        if not self.country:
            return ""
        from peer_tui.domain.public_holidays import holiday_name

        return holiday_name(self.country, day)

    def is_holiday(self, day: date) -> bool:
        """Whether the day is a public holiday."""
        return bool(self.holiday(day))


def default_day(reader: Reader, item: AgendaItem, today: date, rules: SnoozeRules) -> date:
    """Where the snooze key sends the item; see `domain.agenda.default_snooze`."""
    open_days = OpenDays(reader, item.person_id, item.channel)
    return default_snooze(
        item,
        today,
        rules.working_days,
        steps=rules.steps,
        is_free=rules.is_holiday,
        opens_on=open_days.opens_on,
    )


def suiting_days(
    reader: Reader, items: Sequence[AgendaItem], days: Sequence[date], rules: SnoozeRules
) -> list[date]:
    """The day of each item, or the first working day after it on which its person can be reached.

    In the order of the items.
    """
    if not reader.value("SELECT EXISTS (SELECT 1 FROM boundary)"):
        return list(days)
    found = []
    for item, day in zip(items, days, strict=True):
        opens_on = OpenDays(reader, item.person_id, item.channel).opens_on
        found.append(suiting_day(day, rules.working_days, rules.is_holiday, opens_on))
    return found


def first_suiting_day(
    reader: Reader, person_id: int | None, earliest: date, rules: SnoozeRules
) -> date:
    """The first working day from the earliest on, on which the person can be reached."""
    day_before = earliest - timedelta(days=1)
    day = next_open_day(day_before, rules.working_days, rules.is_holiday)
    opens_on = OpenDays(reader, person_id).opens_on
    return suiting_day(day, rules.working_days, rules.is_holiday, opens_on)


def closed_words(reader: Reader, person_id: int, day: date, channel: str, today: date) -> str:
    """ "held that day: not at weekends, open Mon 23 Nov"; "" where the person can be reached."""
    open_days = OpenDays(reader, person_id, channel)
    why = open_days.why_closed(day)
    if not why:
        return ""
    opens = open_days.opens_on(day)
    return f"held that day: {why}" + (f", open {short_day(opens, today)}" if opens else "")


class OpenDays:
    """On which days a person can be reached, by what was agreed."""

    def __init__(self, reader: Reader, person_id: int | None, channel: str = "") -> None:
        """Without a person, or anything agreed, every day is open and nothing more is loaded.

        `channel`: by what way, if only one is meant.
        """
        self._channel = channel
        self._agreement: Agreement | None = None
        if person_id is not None and reader.value(_HAS_BOUNDARIES, (person_id,)):
            from peer_tui.storage.queries.reach import boundaries_of

            self._agreement = boundaries_of(reader, person_id)

    def opens_on(self, day: date) -> date | None:
        """The first day from this one on that has an open moment; None: never."""
        if self._agreement is None:
            return day
        from peer_tui.domain import gate

        if gate.day_is_open(self._agreement, day, self._channel):
            return day
        opens_at = gate.reach(self._agreement, _midday(day), self._channel).opens_at
        if opens_at is None:
            return None
        return max(opens_at.astimezone().date(), day + timedelta(days=1))

    def why_closed(self, day: date) -> str:
        """What closes the whole day: "not at weekends"; "" when it has an open moment."""
        if self._agreement is None:
            return ""
        from peer_tui.domain import gate

        if gate.day_is_open(self._agreement, day, self._channel):
            return ""
        return gate.reach(self._agreement, _midday(day), self._channel).why


_HAS_BOUNDARIES = "SELECT EXISTS (SELECT 1 FROM boundary WHERE person_id = ?)"


def _midday(day: date) -> datetime:
    return datetime.combine(day, time(12)).astimezone()
