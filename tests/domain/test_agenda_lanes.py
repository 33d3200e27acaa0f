"""Every row that is due stands in exactly one lane, and the order of the queue is total and stable.

An example of hypothesis is the beginning of many random days: 10,000 of them in all.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from peer_tui.domain.agenda import (
    AgendaItem,
    ItemKind,
    Lane,
    Section,
    is_due,
    lane_of,
    order_key,
    section_of,
    why_first,
)
from peer_tui.domain.follow_ups import Purpose
from peer_tui.domain.history import Side

EXAMPLES, DAYS_OF_EXAMPLE = 100, 100
FAR = (-400, -8, -7, -1, 0, 0, 1, 30)
"""Days from today at which a rule may turn."""
NAMES = ("", "ana", "bo", "bo", "łukasz", "zoë")
HELD_BY = "no calls before 10:00"

Day = tuple[date, list[AgendaItem], frozenset[int]]
"""A day, what there is on it, and who may not be reached."""


def random_item(chance: random.Random, today: date, id_: int) -> AgendaItem:
    kind = chance.choice(list(ItemKind))
    due = today + timedelta(
        days=chance.choice([-400, -8, -7, -1, 0, 0, 1, 30, chance.randint(-60, 9)])
    )
    snoozed = chance.choice([None, None, today + timedelta(days=chance.randint(-3, 3))])
    never = kind is ItemKind.PROMISE and chance.random() < 0.2
    new = kind is ItemKind.RHYTHM and chance.random() < 0.3
    days = chance.choice([1, 7, 30, 365]) if kind is ItemKind.RHYTHM else 0
    return AgendaItem(
        kind,
        id_,
        "",
        date.max if never or new else due,
        id_ if kind is ItemKind.RHYTHM else chance.choice([None, chance.randint(1, 9)]),
        "",
        chance.choice(NAMES),
        side=chance.choice(list(Side)),
        purpose=chance.choice(list(Purpose)),
        due_time=chance.choice([None, time(9), time(14, 30)]),
        snoozed_until=snoozed,
        rhythm_days=0 if new and chance.random() < 0.2 else days,
        last_contact_on=None if new or kind is not ItemKind.RHYTHM else due - timedelta(days=days),
    )


def random_days(seed: int, number: int) -> Iterator[Day]:
    chance = random.Random(seed)
    for _ in range(number):
        today = date(2024, 1, 1) + timedelta(days=chance.randrange(2000))
        items = [random_item(chance, today, n) for n in range(1, chance.randint(1, 25))]
        yield today, items, frozenset(who for who in range(10) if chance.random() < 0.3)


def wanted_lane(item: AgendaItem, today: date, held: bool) -> Lane | None:
    """The lanes as DESIGN 2 says them, told anew."""
    asleep = item.snoozed_until is not None and item.snoozed_until > today
    if item.due_on > today or asleep:
        never_in_touch = item.kind is ItemKind.RHYTHM and item.last_contact_on is None
        return Lane.NEW if never_in_touch and item.rhythm_days else None
    if held:
        return Lane.HELD
    if item.kind is ItemKind.RHYTHM:
        return Lane.RHYTHM
    theirs = item.kind is ItemKind.PROMISE and item.side is Side.THEIRS
    return Lane.THEIRS if theirs else Lane.YOURS


def check_day(today: date, items: Sequence[AgendaItem], held: frozenset[int]) -> None:
    lanes: dict[Lane, list[AgendaItem]] = {lane: [] for lane in Lane}
    for item in items:
        is_held = item.person_id in held
        lane = lane_of(item, today, held=is_held)
        assert lane is wanted_lane(item, today, is_held)
        if lane is not None:
            lanes[lane].append(item)
    due = [item for item in items if is_due(item, today)]
    stands = [item for lane in Lane if lane is not Lane.NEW for item in lanes[lane]]
    assert sorted(stands, key=lambda item: item.id) == sorted(due, key=lambda item: item.id)
    assert not any(is_due(item, today) for item in lanes[Lane.NEW])
    check_order(today, due, held)


def check_order(today: date, due: list[AgendaItem], held: frozenset[int]) -> None:
    queue = sorted(due, key=lambda item: order_key(item, today))
    keys = [order_key(item, today) for item in queue]
    assert len(set(keys)) == len(keys)
    mixed = due[::-1]
    assert sorted(mixed, key=lambda item: order_key(item, today)) == queue
    sections = [section_of(item, today) for item in queue]
    assert sections == sorted(sections)
    for item in queue:
        # Being held changes no place, so that nothing jumps when the gate opens.
        rule = why_first(item, today)
        assert rule
        assert why_first(item, today, HELD_BY) == f"{rule}; held now, in its place: {HELD_BY}"


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.integers(0, 2**32))
def test_ten_thousand_random_days(seed: int) -> None:
    for today, items, held in random_days(seed, DAYS_OF_EXAMPLE):
        check_day(today, items, held)


def test_each_section_has_its_rule() -> None:
    today = date(2026, 11, 18)
    seen = {}
    for _, items, _ in random_days(7, 200):
        for item in items:
            moved = item._replace(due_on=min(item.due_on, today), snoozed_until=None)
            seen[section_of(moved, today)] = why_first(moved, today)
    assert set(seen) == set(Section)
    assert len(set(seen.values())) == len(Section)
