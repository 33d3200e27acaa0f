"""The day an item is put off to without asking: the hint shows it, the act uses it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from peer_tui.domain.agenda import SNOOZE_STEPS, AgendaItem, default_snooze
from peer_tui.domain.calendar_days import MON_TO_FRI

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
    open_days = OpenDays(reader, item.person_id)
    return default_snooze(
        item,
        today,
        rules.working_days,
        steps=rules.steps,
        is_free=rules.is_holiday,
        opens_on=open_days.opens_on,
    )


class OpenDays:
    """On which days a person can be reached, by what was agreed."""

    def __init__(self, reader: Reader, person_id: int | None) -> None:
        """Without a person, or anything agreed, every day is open and nothing more is loaded."""
        self._agreement: Agreement | None = None
        if person_id is not None and reader.value(_HAS_BOUNDARIES, (person_id,)):
            from peer_tui.storage.queries.reach import boundaries_of

            self._agreement = boundaries_of(reader, person_id)

    def opens_on(self, day: date) -> date | None:
        """The first day from this one on that has an open moment; None: never."""
        if self._agreement is None:
            return day
        from peer_tui.domain import gate

        if gate.day_is_open(self._agreement, day):
            return day
        opens_at = gate.reach(self._agreement, _midday(day)).opens_at
        if opens_at is None:
            return None
        return max(opens_at.astimezone().date(), day + timedelta(days=1))

    def why_closed(self, day: date) -> str:
        """What closes the whole day: "not at weekends"; "" when it has an open moment."""
        if self._agreement is None:
            return ""
        from peer_tui.domain import gate

        if gate.day_is_open(self._agreement, day):
            return ""
        return gate.reach(self._agreement, _midday(day)).why


_HAS_BOUNDARIES = "SELECT EXISTS (SELECT 1 FROM boundary WHERE person_id = ?)"


def _midday(day: date) -> datetime:
    return datetime.combine(day, time(12)).astimezone()
