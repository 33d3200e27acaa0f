"""The queue, read section by section in the order of `domain.agenda.Section`.

Each section is one ordered query; together they are one list. A test holds the order against
`domain.agenda.order_key`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from peer_tui.domain.agenda import (
    CHECK_PURPOSES,
    THANKS_PURPOSES,
    THANKS_WAIT_DAYS,
    AgendaItem,
    ItemKind,
    Section,
    section_of,
)
from peer_tui.storage.queries.item_sql import (
    ACTIVE,
    AWAKE,
    FOLLOW_UPS,
    PROMISED,
    PROMISES,
    quoted,
)
from peer_tui.storage.queries.keyset import Chain, Keyset, Pages, count_to, narrowed
from peer_tui.storage.queries.rhythms import AWAKE as PERSON_AWAKE
from peer_tui.storage.queries.rhythms import LATE, RHYTHMS_IN_USE, RhythmPages
from peer_tui.storage.reader import Reader
from peer_tui.storage.rows import (
    FOLLOW_UP_COLUMNS,
    PROMISE_COLUMNS,
    follow_up_item,
    promise_item,
)

if TYPE_CHECKING:
    from peer_tui.storage.queries.filters import Filter

COUNT_LIMIT = 1000
"""Counts for the screen go no further than this."""
MOST_DUE = 500
"""Rows of a kind whose people are looked up: those due longest, of rhythms any."""

_OPEN_PROMISE = f"promise.status = 'open' AND {AWAKE.format('promise')}"
_OPEN_FOLLOW_UP = f"follow_up.status = 'open' AND {AWAKE.format('follow_up')}"
_PROMISE_SECTIONS = frozenset(
    {Section.MY_LATE_PROMISES, Section.MY_PROMISES_TODAY, Section.THEIR_LATE_PROMISES}
)
_WHERE = {
    Section.MY_LATE_PROMISES: f"{_OPEN_PROMISE} AND promise.side = 'mine' AND {PROMISED} < :today",
    Section.MY_PROMISES_TODAY: f"{_OPEN_PROMISE} AND promise.side = 'mine' AND {PROMISED} = :today",
    Section.SOLVED_CHECKS_AND_DATES: (
        f"{_OPEN_FOLLOW_UP} AND follow_up.due_on <= :today"
        f" AND follow_up.purpose IN ({quoted(CHECK_PURPOSES)})"
    ),
    Section.WAITING_THANKS: (
        f"{_OPEN_FOLLOW_UP} AND follow_up.due_on < :waiting_since"
        f" AND follow_up.purpose IN ({quoted(THANKS_PURPOSES)})"
    ),
    Section.MY_FOLLOW_UPS: (
        f"{_OPEN_FOLLOW_UP} AND follow_up.due_on <= :today"
        f" AND follow_up.purpose NOT IN ({quoted(CHECK_PURPOSES)})"
        f" AND NOT (follow_up.purpose IN ({quoted(THANKS_PURPOSES)})"
        " AND follow_up.due_on < :waiting_since)"
    ),
    Section.THEIR_LATE_PROMISES: (
        f"{_OPEN_PROMISE} AND promise.side = 'theirs' AND {PROMISED} <= :today"
    ),
}


def queue(reader: Reader, today: date, wanted: Filter | None = None) -> Chain[AgendaItem]:
    """Everything due today that the filter lets through, in order."""
    parts: list[Pages[AgendaItem]] = [
        _section(reader, section, today, wanted) for section in Section
    ]
    return Chain(parts, part_of=lambda item: section_of(item, today) - 1)


def _section(
    reader: Reader, section: Section, today: date, wanted: Filter | None
) -> Pages[AgendaItem]:
    if section is Section.RHYTHMS:
        return RhythmPages(reader, today, wanted)
    parameters = {
        "today": today.isoformat(),
        "waiting_since": (today - timedelta(days=THANKS_WAIT_DAYS)).isoformat(),
    }
    promise = section in _PROMISE_SECTIONS
    table = "promise" if promise else "follow_up"
    # The plus keeps the page on the index by date, where it needs no sort of the section.
    own = _WHERE[section].replace("follow_up.purpose IN", "+follow_up.purpose IN")
    where, asked = narrowed(own, table, wanted)
    due = PROMISED if promise else "follow_up.due_on"
    return Keyset(
        reader,
        columns=PROMISE_COLUMNS if promise else FOLLOW_UP_COLUMNS,
        tables=PROMISES if promise else FOLLOW_UPS,
        where=where,
        order=(
            due,
            f"coalesce({table}.due_time, '')",
            "coalesce(person.sort_name, '')",
            f"{table}.id",
        ),
        make=promise_item if promise else follow_up_item,
        place=_place,
        name=ItemKind.PROMISE if promise else ItemKind.FOLLOW_UP,
        identify=lambda item: item.id,
        id_column=f"{table}.id",
        parameters=asked | parameters,
    )


def _place(item: AgendaItem) -> tuple[Any, ...]:
    at = item.due_time.strftime("%H:%M") if item.due_time else ""
    return (item.due_on.isoformat(), at, item.sort_name, item.id)


class DueCounts(NamedTuple):
    """What the header and the foot of the queue say; none counts beyond `COUNT_LIMIT`."""

    late: int
    today: int
    tomorrow: int
    this_week: int
    later: int
    someday: int
    new: int
    held: int = 0
    """Due, but the contact gate is closed now; among neither `late` nor `today`."""


def due_counts(reader: Reader, today: date, held: Sequence[int] = ()) -> DueCounts:
    """How much is due, and what is still to come; `held`: people who may not be reached now."""
    tomorrow = today + timedelta(days=1)
    sunday = today + timedelta(days=6 - today.weekday())
    parameters = {
        "today": today.isoformat(),
        "waiting_since": (today - timedelta(days=THANKS_WAIT_DAYS)).isoformat(),
    }
    due = {section: _count(reader, section, parameters) for section in Section}
    late = _late(reader, parameters) + due[Section.MY_LATE_PROMISES]
    held_late, held_today = _held(reader, held, parameters) if held else (0, 0)
    return DueCounts(
        late=max(0, late - held_late),
        today=max(0, sum(due.values()) - late - held_today),
        held=held_late + held_today,
        tomorrow=_coming(reader, tomorrow, tomorrow),
        this_week=_coming(reader, tomorrow + timedelta(days=1), sunday),
        later=_coming(reader, max(sunday, tomorrow) + timedelta(days=1), date.max),
        someday=count_to(
            reader,
            COUNT_LIMIT,
            "promise",
            "status = 'open' AND due_on IS NULL",
        ),
        new=count_to(
            reader,
            COUNT_LIMIT,
            "person",
            f"rhythm_kind = 'periodic' AND last_contact_on IS NULL AND {ACTIVE.format(':today')}",
            parameters,
        ),
    )


def due_people(reader: Reader, today: date) -> set[int]:
    """The people of what is due today; no more than `MOST_DUE` rows of a kind are looked at."""
    parameters = {"today": today.isoformat()}
    rows = []
    for due in (
        f"SELECT person_id FROM promise WHERE {_OPEN_PROMISE} AND promise.side = 'mine'"
        f" AND {PROMISED} <= :today",
        f"SELECT person_id FROM promise WHERE {_WHERE[Section.THEIR_LATE_PROMISES]}",
        "SELECT person_id FROM follow_up WHERE person_id IS NOT NULL"
        f" AND {_OPEN_FOLLOW_UP} AND follow_up.due_on <= :today",
        f"{RHYTHMS_IN_USE} SELECT person.id FROM rhythm JOIN person"
        f" ON person.rhythm_days = rhythm.days AND {LATE} AND {PERSON_AWAKE}",
    ):
        rows += reader.rows(f"{due} LIMIT {MOST_DUE}", parameters)
    return {person_id for (person_id,) in rows}


def _count(reader: Reader, section: Section, parameters: dict[str, str]) -> int:
    if section is Section.RHYTHMS:
        counted: int = reader.value(
            f"{RHYTHMS_IN_USE} SELECT count(*) FROM (SELECT 1 FROM rhythm JOIN person"
            f" ON person.rhythm_days = rhythm.days AND {LATE} AND {PERSON_AWAKE}"
            f" LIMIT {COUNT_LIMIT})",
            parameters,
        )
        return counted
    table = "promise" if section in _PROMISE_SECTIONS else "follow_up"
    return count_to(reader, COUNT_LIMIT, table, _WHERE[section], parameters)


def _late(reader: Reader, parameters: dict[str, str]) -> int:
    follow_ups = count_to(
        reader,
        COUNT_LIMIT,
        "follow_up",
        f"{_OPEN_FOLLOW_UP} AND follow_up.due_on < :today",
        parameters,
    )
    theirs = count_to(
        reader,
        COUNT_LIMIT,
        "promise",
        f"{_OPEN_PROMISE} AND promise.side = 'theirs' AND {PROMISED} < :today",
        parameters,
    )
    return follow_ups + theirs


def _held(reader: Reader, held: Sequence[int], parameters: dict[str, str]) -> tuple[int, int]:
    """How many rows of these people are late, and due today."""
    import json

    counted = reader.row(
        "SELECT count(CASE WHEN due < :today THEN 1 END), count(CASE WHEN due >= :today THEN 1 END)"
        f" FROM (SELECT {PROMISED} AS due FROM json_each(:held) AS held CROSS JOIN promise"
        f" ON promise.person_id = held.value AND {_OPEN_PROMISE} AND {PROMISED} <= :today"
        " UNION ALL SELECT follow_up.due_on FROM json_each(:held) AS held CROSS JOIN follow_up"
        f" ON follow_up.person_id = held.value AND {_OPEN_FOLLOW_UP}"
        " AND follow_up.due_on <= :today"
        # A rhythm is never late.
        " UNION ALL SELECT :today FROM json_each(:held) AS held CROSS JOIN person"
        f" ON person.id = held.value AND {LATE} AND {PERSON_AWAKE})",
        parameters | {"held": json.dumps(list(held))},
    )
    return (counted[0], counted[1])


def _coming(reader: Reader, first: date, last: date) -> int:
    if first > last:
        return 0
    parameters = {"first": first.isoformat(), "last": min(last, date(9999, 12, 30)).isoformat()}
    return count_to(
        reader,
        COUNT_LIMIT,
        "follow_up",
        "status = 'open' AND due_on BETWEEN :first AND :last",
        parameters,
    ) + count_to(
        reader,
        COUNT_LIMIT,
        "promise",
        f"status = 'open' AND side = 'mine' AND {PROMISED} BETWEEN :first AND :last",
        parameters,
    )
