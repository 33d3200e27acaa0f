"""The one place that asks the machine for the time."""

from datetime import UTC, date, datetime
from time import time_ns
from typing import Protocol


class Clock(Protocol):
    """Where the present comes from; tests and `--today` give their own."""

    def now(self) -> datetime:
        """The present moment, aware, in the owner's local time zone."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present moment, aware, in the local time zone of the machine."""
        return datetime.now().astimezone()


class FixedClock:
    """A clock that stands still."""

    def __init__(self, moment: datetime) -> None:
        """`moment` is aware; its date is today."""
        self.moment = moment

    def now(self) -> datetime:
        """Always the same moment."""
        return self.moment


def today(clock: Clock) -> date:
    """The local calendar date."""
    return clock.now().date()


def to_utc_text(moment: datetime) -> str:
    """An aware moment as stored text: UTC, seconds, with Z (RFC 3339)."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def from_utc_text(text: str) -> datetime:
    """The aware UTC moment that `to_utc_text` wrote."""
    return datetime.fromisoformat(text)


def local_day(utc_text: str) -> date:
    """The calendar date a stored moment had, or has, where the owner is."""
    return from_utc_text(utc_text).astimezone().date()


def milliseconds() -> int:
    """Milliseconds since 1970 by the machine's clock; for ids, which no fixed clock may slow."""
    return time_ns() // 1_000_000
