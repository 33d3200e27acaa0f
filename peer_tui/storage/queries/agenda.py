"""The queue, read section by section in the order of `domain.agenda.Section`.

Each section is one ordered query; together they are one list. A test holds the order against
`domain.agenda.order_key`.
"""

from __future__ import annotations

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
from peer_tui.storage.queries.keyset import Chain, Keyset, Pages, count_to, narrowed
from peer_tui.storage.queries.rhythms import AWAKE, LATE, RHYTHMS_IN_USE, RhythmPages
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

_PROMISES = "promise JOIN person ON person.id = promise.person_id"
_FOLLOW_UPS = "follow_up LEFT JOIN person ON person.id = follow_up.person_id"


def _purposes(purposes: frozenset[Any]) -> str:
    return ", ".join(f"'{purpose}'" for purpose in sorted(purposes))


_AWAKE = "({0}.snoozed_until IS NULL OR {0}.snoozed_until <= :today)"
_OPEN_PROMISE = f"promise.status = 'open' AND {_AWAKE.format('promise')}"
_OPEN_FOLLOW_UP = f"follow_up.status = 'open' AND {_AWAKE.format('follow_up')}"
_DUE = "coalesce(promise.due_on, '9999-12-31')"

_PROMISE_SECTIONS = frozenset(
    {Section.MY_LATE_PROMISES, Section.MY_PROMISES_TODAY, Section.THEIR_LATE_PROMISES}
)
_WHERE = {
    Section.MY_LATE_PROMISES: f"{_OPEN_PROMISE} AND promise.side = 'mine' AND {_DUE} < :today",
    Section.MY_PROMISES_TODAY: f"{_OPEN_PROMISE} AND promise.side = 'mine' AND {_DUE} = :today",
    Section.SOLVED_CHECKS_AND_DATES: (
        f"{_OPEN_FOLLOW_UP} AND follow_up.due_on <= :today"
        f" AND follow_up.purpose IN ({_purposes(CHECK_PURPOSES)})"
    ),
    Section.WAITING_THANKS: (
        f"{_OPEN_FOLLOW_UP} AND follow_up.due_on < :waiting_since"
        f" AND follow_up.purpose IN ({_purposes(THANKS_PURPOSES)})"
    ),
    Section.MY_FOLLOW_UPS: (
        f"{_OPEN_FOLLOW_UP} AND follow_up.due_on <= :today"
        f" AND follow_up.purpose NOT IN ({_purposes(CHECK_PURPOSES)})"
        f" AND NOT (follow_up.purpose IN ({_purposes(THANKS_PURPOSES)})"
        " AND follow_up.due_on < :waiting_since)"
    ),
    Section.THEIR_LATE_PROMISES: (
        f"{_OPEN_PROMISE} AND promise.side = 'theirs' AND {_DUE} <= :today"
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
    due = _DUE if promise else "follow_up.due_on"
    return Keyset(
        reader,
        columns=PROMISE_COLUMNS if promise else FOLLOW_UP_COLUMNS,
        tables=_PROMISES if promise else _FOLLOW_UPS,
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


def due_counts(reader: Reader, today: date) -> DueCounts:
    """How much is due, and what is still to come."""
    tomorrow = today + timedelta(days=1)
    sunday = today + timedelta(days=6 - today.weekday())
    parameters = {
        "today": today.isoformat(),
        "waiting_since": (today - timedelta(days=THANKS_WAIT_DAYS)).isoformat(),
    }
    due = {section: _count(reader, section, parameters) for section in Section}
    late = _late(reader, parameters) + due[Section.MY_LATE_PROMISES]
    return DueCounts(
        late=late,
        today=max(0, sum(due.values()) - late),
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
            "rhythm_kind = 'periodic' AND last_contact_on IS NULL",
        ),
    )


def _count(reader: Reader, section: Section, parameters: dict[str, str]) -> int:
    if section is Section.RHYTHMS:
        counted: int = reader.value(
            f"{RHYTHMS_IN_USE} SELECT count(*) FROM (SELECT 1 FROM rhythm JOIN person"
            f" ON person.rhythm_days = rhythm.days AND {LATE} AND {AWAKE} LIMIT {COUNT_LIMIT})",
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
        f"{_OPEN_PROMISE} AND promise.side = 'theirs' AND {_DUE} < :today",
        parameters,
    )
    return follow_ups + theirs


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
        "status = 'open' AND side = 'mine'"
        " AND coalesce(due_on, '9999-12-31') BETWEEN :first AND :last",
        parameters,
    )
