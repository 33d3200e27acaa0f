"""The pages of the queue are exactly the queue of the rules, in the same order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peer_tui.domain.agenda import AgendaItem, ItemKind, Lane, is_due, lane_of, order_key
from peer_tui.domain.date_words import Moment
from peer_tui.domain.filter_query import parse_filter
from peer_tui.domain.follow_ups import Purpose
from peer_tui.domain.history import Side
from peer_tui.storage.queries import agenda, week
from peer_tui.storage.queries.filters import Filter
from peer_tui.storage.queries.held import held_now
from peer_tui.storage.queries.open_items import due_list
from peer_tui.storage.queries.rhythms import RhythmPages
from peer_tui.storage.rows import NO_DATE
from peer_tui.storage.store import Store
from tests.storage.support import NOW, TODAY, iso, new_store, put

days = st.integers(-40, 12).map(lambda n: TODAY + timedelta(days=n))
snoozes = st.none() | days
names = st.sampled_from(["ana", "bo", "bo", "łukasz", "zoë \U0001f600", ""])
times = st.none() | st.sampled_from([time(9), time(14, 30)])


@st.composite
def promises(draw: st.DrawFn) -> AgendaItem:
    return AgendaItem(
        ItemKind.PROMISE,
        0,
        "",
        draw(st.just(NO_DATE) | days),
        side=draw(st.sampled_from(Side)),
        due_time=draw(times),
        snoozed_until=draw(snoozes),
    )


@st.composite
def follow_ups(draw: st.DrawFn) -> AgendaItem:
    return AgendaItem(
        ItemKind.FOLLOW_UP,
        0,
        "",
        draw(days),
        purpose=draw(st.sampled_from(Purpose)),
        due_time=draw(times),
        snoozed_until=draw(snoozes),
    )


@st.composite
def quiet_people(draw: st.DrawFn) -> AgendaItem:
    rhythm = draw(st.sampled_from([1, 3, 7, 14, 28, 30, 3650]))
    # Whole and half rhythms make equal ratios of unequal rows.
    halves = draw(st.integers(-1, 4) | st.just(20))
    return AgendaItem(
        ItemKind.RHYTHM,
        0,
        "",
        draw(days | st.just(date(2, 1, 1)) | st.just(TODAY - timedelta(days=halves * rhythm // 2))),
        snoozed_until=draw(snoozes),
        rhythm_days=rhythm,
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = new_store(tmp_path_factory.mktemp("agenda"))
    opened.database().run("pragma foreign_keys = 0")
    opened.database().run("pragma synchronous = 0")
    yield opened
    opened.close()


def fill(store: Store, items: list[tuple[str, AgendaItem]]) -> list[AgendaItem]:
    """Put items into the tables, each with a person of its own; returns them as they are read."""
    database = store.database()
    with database.atomic("IMMEDIATE"):
        for table in ("boundary", "person", "promise", "follow_up"):
            database.run(f"DELETE FROM {table}")
        return [_put(store, n, name, item) for n, (name, item) in enumerate(items, start=1)]


def _put(store: Store, n: int, name: str, item: AgendaItem) -> AgendaItem:
    rhythm = item.kind is ItemKind.RHYTHM
    person: dict[str, Any] = {"id": n, "uid": str(n), "name": name, "sort_name": name}
    if rhythm:
        person |= {"rhythm_kind": "periodic", "rhythm_days": item.rhythm_days}
        person |= {"rhythm_on": iso(item.due_on), "snoozed_until": iso(item.snoozed_until)}
    put(store, "person", **person)
    values = {
        "id": n,
        "person_id": n,
        "text": "",
        "due_on": None if item.due_on == NO_DATE else iso(item.due_on),
        "due_time": item.due_time.strftime("%H:%M") if item.due_time else None,
        "snoozed_until": iso(item.snoozed_until),
    }
    if item.kind is ItemKind.PROMISE:
        put(store, "promise", side=item.side, made_on="2026-01-01", **values)
    elif item.kind is ItemKind.FOLLOW_UP:
        put(store, "follow_up", purpose=item.purpose, **values)
    return AgendaItem(
        item.kind,
        n,
        "",
        item.due_on,
        n,
        name,
        name,
        side=item.side,
        purpose=item.purpose,
        due_time=item.due_time,
        snoozed_until=item.snoozed_until,
        rhythm_days=item.rhythm_days,
    )


rows = st.lists(st.tuples(names, promises() | follow_ups() | quiet_people()), max_size=40)
many = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def expected_of(items: list[AgendaItem]) -> list[AgendaItem]:
    due = [item for item in items if is_due(item, TODAY)]
    return sorted(due, key=lambda item: order_key(item, TODAY))


@given(rows, st.integers(1, 12))
@many
def test_pages_are_the_queue_of_the_rules(
    store: Store, drawn: list[tuple[str, AgendaItem]], size: int
) -> None:
    expected = expected_of(fill(store, drawn))
    pages = agenda.queue(store.reader, TODAY)

    down = list(pages.first(size))
    while down and (page := pages.after(down[-1], size)):
        assert len(page) <= size
        assert len(down) <= len(expected)
        down.extend(page)
    assert down == expected

    up = list(pages.last(size))
    while up and (page := pages.before(up[0], size)):
        assert len(page) <= size
        assert len(up) <= len(expected)
        up[:0] = page
    assert up == expected


@given(rows, st.data())
@many
def test_around_shows_the_neighbours(
    store: Store, drawn: list[tuple[str, AgendaItem]], data: st.DataObject
) -> None:
    items = fill(store, drawn)
    expected = expected_of(items)
    pages = agenda.queue(store.reader, TODAY)
    for item in items:
        if item not in expected:
            assert pages.around((item.kind, item.id), 6) == []
    if expected:
        place = data.draw(st.integers(0, len(expected) - 1))
        row = expected[place]
        assert pages.key(row) == (row.kind, row.id)
        assert pages.around(pages.key(row), 6) == expected[max(0, place - 3) : place + 4]


@given(st.lists(st.tuples(names, quiet_people()), max_size=40), st.data())
@many
def test_a_quiet_person_who_has_moved_on_is_still_a_place(
    store: Store, drawn: list[tuple[str, AgendaItem]], data: st.DataObject
) -> None:
    """A page goes on from where a row was, even when nobody has that rhythm any more."""
    items = fill(store, drawn)
    gone = data.draw(quiet_people().filter(lambda item: is_due(item, TODAY)))
    pages = RhythmPages(store.reader, TODAY)
    expected = expected_of(items)
    place = order_key(gone, TODAY)
    after = [item for item in expected if order_key(item, TODAY) > place]
    before = [item for item in expected if order_key(item, TODAY) < place]
    assert pages.after(gone, 5) == after[:5]
    assert pages.before(gone, 5) == before[-5:]


@given(rows)
@many
def test_counts_are_those_of_the_rules(store: Store, drawn: list[tuple[str, AgendaItem]]) -> None:
    items = fill(store, drawn)
    due = expected_of(items)
    counts = agenda.due_counts(store.reader, TODAY)
    late = [item for item in due if item.due_on < TODAY and item.kind is not ItemKind.RHYTHM]
    assert counts.late == len(late)
    assert counts.late + counts.today == len(due)
    assert counts.someday == sum(item.due_on == NO_DATE for item in items)


@given(rows, st.sets(st.integers(1, 40)), st.sets(st.integers(1, 40)))
@many
def test_every_row_that_is_due_is_in_one_lane(
    store: Store, drawn: list[tuple[str, AgendaItem]], held: set[int], passed: set[int]
) -> None:
    """The pages, the counts and the filter tell the same lanes as the rules."""
    items = fill(store, drawn)
    with store.database().atomic("IMMEDIATE"):
        for who in held:
            put(store, "boundary", id=who, person_id=who, side="theirs", kind="no contact")
    people = held_now(store.reader, NOW, passed)
    assert set(people) == held - passed
    lanes: dict[Lane, list[AgendaItem]] = {lane: [] for lane in Lane}
    for item in items:
        lane = lane_of(item, TODAY, held=item.person_id in people)
        if lane is not None:
            lanes[lane].append(item)
    shown = agenda.queue(store.reader, TODAY).first(1000)
    due = [item for lane in Lane if lane is not Lane.NEW for item in lanes[lane]]
    assert sorted(due, key=lambda item: order_key(item, TODAY)) == shown
    counts = agenda.due_counts(store.reader, TODAY, people)
    assert counts.held == len(lanes[Lane.HELD])
    assert counts.late + counts.today == len(due) - counts.held
    late = [item for item in due if item.due_on < TODAY and item.kind is not ItemKind.RHYTHM]
    assert counts.late == sum(item not in lanes[Lane.HELD] for item in late)
    wanted = Filter(store.reader, parse_filter("held", Moment(NOW.replace(tzinfo=None))), NOW)
    by_filter = [item for item in shown if item.person_id in held]
    assert due_list(wanted).first(1000) == by_filter


@given(rows, st.integers(0, 9), st.integers(1, 20))
@many
def test_coming_is_what_stands_in_the_queue_on_that_day(
    store: Store, drawn: list[tuple[str, AgendaItem]], length: int, limit: int
) -> None:
    items = fill(store, drawn)
    first, last = TODAY + timedelta(days=1), TODAY + timedelta(days=1 + length)
    expected = sorted(
        (day, item.due_time or time(0), item.sort_name, item.kind, item.id)
        for item in items
        if item.kind is not ItemKind.RHYTHM
        and first <= (day := max(item.due_on, item.snoozed_until or item.due_on)) <= last
    )
    found = week.coming(store.reader, first, last, 1000)
    assert [(day, item.kind, item.id) for day, item in found] == [
        (day, kind, id_) for day, _, _, kind, id_ in expected
    ]
    days_of_page = [day for day, _ in week.coming(store.reader, first, last, limit)]
    assert days_of_page == [day for day, *_ in expected][:limit]
    for day, item in found:
        assert is_due(item, day)
        assert not is_due(item, day - timedelta(days=1))
