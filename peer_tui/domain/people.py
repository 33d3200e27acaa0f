"""People, how to reach them, and what is worth remembering about them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class RhythmKind(StrEnum):
    """What makes it time to be in touch again."""

    PERIODIC = "periodic"
    """Every so many days since the last real contact."""
    AMBIENT = "ambient"
    """Whenever paths cross; never falls due."""
    TRIGGERED = "triggered"
    """Only when something happens; never falls due."""


class Standing(StrEnum):
    """How the relationship stands; only an active one has a rhythm that runs."""

    ACTIVE = "active"
    RESTING = "resting"
    ENDED = "ended"


class ContactKind(StrEnum):
    """What a contact point is."""

    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    URL = "url"
    MESSENGER = "messenger"


class DateKind(StrEnum):
    """What an important date is about."""

    BIRTHDAY = "birthday"
    ANNIVERSARY = "anniversary"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which any part may be unknown (RFC 6350 section 4.3.1)."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        """`2021-05-04`, `2021-05`, `2021`, `--05-04`, `--05`, `---04`; empty when unknown."""
        year, month, day = self.year, self.month, self.day
        if year is None and month is None:
            return "" if day is None else f"---{day:02}"
        head = "-" if year is None else f"{year:04}"
        if month is None:
            return head if day is None else f"{head}---{day:02}"
        return f"{head}-{month:02}" + ("" if day is None else f"-{day:02}")


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """One way to reach a person."""

    kind: ContactKind
    value: str
    """As typed or imported; never rejected."""
    label: str = ""
    """"work", "mobile", in the owner's words."""
    normalised: str = ""
    """E.164 for a possible phone number, lower case for e-mail; else empty."""
    do_not_use: bool = False
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """A role or free tag of a person: "customer" since 2021, "neighbour"."""

    name: str
    since: str = ""
    """A partial date as text, such as 2021; empty when unknown."""
    until: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class ImportantDate:
    """A birthday, an anniversary, or another day worth a word."""

    kind: DateKind
    on: PartialDate
    label: str = ""
    lead_days: int | None = None
    """Days before it that a follow-up is due; None asks for no follow-up."""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often to be in touch."""

    kind: RhythmKind = RhythmKind.AMBIENT
    days: int | None = None
    """For a periodic rhythm: days between contacts, 1 to 3650."""


@dataclass(frozen=True, slots=True)
class Person:
    """Anyone the business has a relationship with, with all that the form edits."""

    name: str
    """All that is required; a nickname will do."""
    id: int | None = None
    uid: str = ""
    prefix: str = ""
    given: str = ""
    additional: str = ""
    family: str = ""
    suffix: str = ""
    nickname: str = ""
    organisation: str = ""
    job_title: str = ""
    met_on: str = ""
    """A partial date as text."""
    met_through: str = ""
    time_zone: str = ""
    """An IANA name or an offset from UTC, raw when it is neither; empty: the owner's own."""
    language: str = ""
    """A language tag (BCP 47), as the owner or another program wrote it; empty: not said."""
    notes: str = ""
    rhythm: Rhythm = Rhythm()
    contact_points: tuple[ContactPoint, ...] = ()
    """In the preferred order."""
    tags: tuple[Tag, ...] = ()
    dates: tuple[ImportantDate, ...] = ()
    last_contact_on: date | None = None
    """Computed from the history; never set by hand."""
    version: int = 1
