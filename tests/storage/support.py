"""A store to test with, and everything that is in it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from peer_tui.clock import FixedClock
from peer_tui.domain.people import ContactKind, ContactPoint, Person, Rhythm, RhythmKind, Tag
from peer_tui.services.people import add_person
from peer_tui.storage.models import DOMAIN_MODELS
from peer_tui.storage.store import Identity, Store, open_store

NOW = datetime(2026, 11, 18, 10, 30).astimezone()
TODAY = NOW.date()
ME = Identity("desk", "ann")
HER = Identity("laptop", "bea")

TABLES = (*(model._meta.table_name for model in DOMAIN_MODELS), "person_document")
"""Every table the owner's data is in."""


def new_store(
    directory: Path, who: Identity = ME, now: datetime = NOW, **options: Path | None
) -> Store:
    """The store of this directory, open."""
    return open_store(directory / "peer.db", FixedClock(now), who, **options)


def dump(store: Store) -> dict[str, list[Any]]:
    """Every row the owner could see, and the words it is found by."""
    return {table: store.reader.rows(f"SELECT * FROM {table} ORDER BY id") for table in TABLES}


def add(store: Store, name: str, **parts: Any) -> int:  # noqa: ANN401 - the fields of Person
    """Add a person and return the id."""
    return add_person(store, Person(name, **parts)).ids[0]


def maria() -> Person:
    """Somebody with all parts."""
    return Person(
        "Maria Łopez",
        nickname="Mia",
        organisation="Bäckerei Süd",
        contact_points=(
            ContactPoint(ContactKind.PHONE, "020 7946 0000", "work", "+442079460000"),
            ContactPoint(ContactKind.EMAIL, "maria@example.com", "", "maria@example.com"),
        ),
        tags=(Tag("customer", "2021"),),
        rhythm=Rhythm(RhythmKind.PERIODIC, 30),
    )


def put(store: Store, table: str, **values: object) -> None:
    """Write a row behind the journal's back."""
    names = ", ".join(values)
    marks = ", ".join("?" * len(values))
    store.database().run(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))


def iso(day: date | None) -> str | None:
    """A date as it is stored."""
    return day.isoformat() if day else None
