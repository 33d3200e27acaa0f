"""Whether a person may be reached, read from the database."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from peer_tui.clock import to_utc_text
from peer_tui.domain.boundaries import BoundaryKind
from peer_tui.domain.gate import GIVE_ROOM, day_is_open
from peer_tui.domain.history import Side
from peer_tui.domain.people import ContactKind, ContactPoint
from peer_tui.domain.preferences import Stance
from peer_tui.storage.queries.reach import (
    any_boundaries,
    boundaries,
    boundaries_of,
    preferences,
    reach,
    zone_named,
)
from peer_tui.storage.store import Store
from tests.storage.support import NOW, add, new_store, put


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = new_store(tmp_path)
    yield opened
    opened.close()


def agree(store: Store, id_: int, who: int, kind: str, value: str = "", **more: object) -> None:
    put(store, "boundary", id=id_, person_id=who, side="theirs", kind=kind, value=value,
        sentence="", version=1, **more)  # fmt: skip


def tell(store: Store, id_: int, who: int, at: datetime, **more: object) -> None:
    values = {"kind": "conversation", "channel": "email", "initiated_by": "me", "text": ""} | more
    put(
        store,
        "interaction",
        id=id_,
        at=to_utc_text(at),
        tags="",
        search_key=id_,
        version=1,
        **values,
    )
    put(store, "interaction_person", id=id_, interaction_id=id_, person_id=who, at=to_utc_text(at))


def test_nobody_agreed_anything(store: Store) -> None:
    ann = add(store, "Ann")
    assert not any_boundaries(store.reader)
    assert reach(store.reader, ann, NOW).open
    assert boundaries_of(store.reader, ann).boundaries == ()


def test_what_was_agreed_is_read_back(store: Store) -> None:
    ann, ben = add(store, "Ann"), add(store, "Ben")
    agree(store, 1, ann, "channel", "mail only", agreed_on="2026-10-03")
    agree(store, 2, ann, "no contact", until="2026-12-01")
    put(store, "preference", id=3, person_id=ann, topic="oak", stance="wants", version=1)
    put(store, "preference", id=4, person_id=ann, topic="news", stance="avoids", version=1)
    assert any_boundaries(store.reader)
    first, second = boundaries(store.reader, ann)
    assert (first.kind, first.value, first.agreed_on) == (
        BoundaryKind.CHANNEL, "mail only", date(2026, 10, 3),
    )  # fmt: skip
    assert (second.side, second.until) == (Side.THEIRS, date(2026, 12, 1))
    assert [each.stance for each in preferences(store.reader, ann)] == [Stance.WANTS, Stance.AVOIDS]
    found = reach(store.reader, ann, NOW, "phone")
    assert found.why == "mail only (agreed 3 Oct); no contact until 1 Dec"
    assert reach(store.reader, ben, NOW, "phone").open


def test_hours_are_read_where_they_live(store: Store) -> None:
    ann = add(store, "Ann")
    agree(store, 1, ann, "hours", "09:00-17:00")
    store.database().run("UPDATE person SET time_zone = 'Asia/Tokyo' WHERE id = ?", (ann,))
    at = datetime.fromisoformat("2026-11-18T10:30:00+00:00")
    found = reach(store.reader, ann, at)
    assert found.opens_at == datetime.fromisoformat("2026-11-19T00:00:00+00:00")
    assert found.why.endswith("their time")


def test_a_zone_nobody_knows_is_the_owners_own() -> None:
    assert zone_named("Mars/Olympus") is None
    assert zone_named("../etc/passwd") is None
    assert zone_named("") is None
    assert zone_named("Europe/London") is not None


def test_an_offset_is_a_zone_of_its_own() -> None:
    assert [str(zone_named(text)) for text in ("-05:00", "+0530")] == ["UTC-05:00", "UTC+05:30"]
    assert zone_named("+25:00") is None
    assert zone_named("-05:00; EST; Raleigh/North America") is None


def test_contacts_are_counted(store: Store) -> None:
    ann = add(store, "Ann")
    agree(store, 1, ann, "at most", "2 a month")
    tell(store, 10, ann, NOW - timedelta(days=2))
    tell(store, 11, ann, NOW - timedelta(days=3), kind="note")
    tell(store, 12, ann, NOW - timedelta(days=4), initiated_by="them")
    assert reach(store.reader, ann, NOW).open
    tell(store, 13, ann, NOW - timedelta(days=1), initiated_by="both")
    found = reach(store.reader, ann, NOW)
    assert found.why == "at most 2 a month"
    assert found.opens_at is not None
    assert found.opens_at.astimezone().date() == date(2026, 12, 1)


def test_two_unanswered_in_a_row(store: Store) -> None:
    ann = add(store, "Ann")
    tell(store, 10, ann, NOW - timedelta(days=9))
    tell(store, 11, ann, NOW - timedelta(days=5), initiated_by="them")
    tell(store, 12, ann, NOW - timedelta(days=3))
    assert reach(store.reader, ann, NOW).advice == ""
    tell(store, 13, ann, NOW - timedelta(days=2), kind="attempt", channel="phone")
    assert reach(store.reader, ann, NOW).advice == GIVE_ROOM
    tell(store, 14, ann, NOW - timedelta(days=1), kind="note")
    assert reach(store.reader, ann, NOW).advice == GIVE_ROOM
    tell(store, 15, ann, NOW, channel="phone")
    assert reach(store.reader, ann, NOW).advice == ""


def test_a_number_that_is_not_to_be_used(store: Store) -> None:
    points = (
        ContactPoint(ContactKind.PHONE, "020 7946 0000", do_not_use=True),
        ContactPoint(ContactKind.EMAIL, "ann@example.com"),
    )
    ann = add(store, "Ann", contact_points=points)
    assert "do not use" in reach(store.reader, ann, NOW, "phone").advice
    assert reach(store.reader, ann, NOW, "email").advice == ""


def test_a_day_is_proposed_only_where_it_is_open(store: Store) -> None:
    ann = add(store, "Ann")
    agree(store, 1, ann, "days", "not sat, sun")
    agreement = boundaries_of(store.reader, ann)
    week = [NOW.date() + timedelta(days=step) for step in range(5)]
    assert [day_is_open(agreement, day) for day in week] == [True, True, True, False, False]
