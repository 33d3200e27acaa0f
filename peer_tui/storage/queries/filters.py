"""What a filter asks, as conditions of the queries of the lists.

Every value is bound; only fixed SQL is put together. What is asked of a person is asked through
`person.id IN (...)`, read once for each query, so that a page of a long list stays a walk along
its index. Words are found as they are by the search index: by the start of a word.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from peer_tui.domain.filter_fields import CHANNELS, CONTACTS, HISTORY_KINDS
from peer_tui.domain.filter_query import FilterQuery, Term, words_of
from peer_tui.domain.text import fold
from peer_tui.storage.reader import Reader
from peer_tui.storage.search import Index

if TYPE_CHECKING:
    from peer_tui.domain.boundaries import Boundary


class Target(StrEnum):
    """What stands in the rows of a list, by the name of its table in the query."""

    PROMISE = "promise"
    FOLLOW_UP = "follow_up"
    RHYTHM = "rhythm"
    """A person gone quiet; the table is person."""
    PERSON = "person"
    HISTORY = "interaction"


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition for a WHERE, and its values."""

    where: str
    parameters: dict[str, object]
    is_met: bool = True
    """Whether any row can meet it: False when something is asked that such rows do not have."""


@dataclass
class Filter:
    """A query on its way into SQL, on one day."""

    reader: Reader
    query: FilterQuery
    now: datetime
    """An aware moment."""
    _held: list[int] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.reader.let_call("has_words", has_words, 2)

    @property
    def today(self) -> date:
        """The owner's calendar date."""
        return self.now.date()

    def of(self, rows: str) -> Condition:
        """What rows of that kind (a `Target`) must have."""
        return _Compiler(self, Target(rows)).condition()

    def held(self) -> list[int]:
        """The people whom a boundary keeps from being contacted now, by any way."""
        if self._held is None:
            self._held = _held_people(self.reader, self.now)
        return self._held


_ITEMS = (Target.PROMISE, Target.FOLLOW_UP, Target.RHYTHM)
_OF_ITEMS = frozenset({"owed", "due", "snoozed", "moved", "starred", "waiting", "channel"})
"""Fields about promises, follow-ups and rhythms: of a person they ask for one that has them."""
_ITEM_KINDS = {
    "promise": Target.PROMISE,
    "follow-up": Target.FOLLOW_UP,
    "rhythm": Target.RHYTHM,
}
_OPEN = {
    Target.PROMISE: "SELECT person_id FROM promise WHERE status = 'open' AND ({0})",
    Target.FOLLOW_UP: (
        "SELECT person_id FROM follow_up WHERE status = 'open' AND person_id IS NOT NULL AND ({0})"
    ),
    Target.RHYTHM: "SELECT id FROM person WHERE rhythm_on IS NOT NULL AND ({0})",
}
"""The people with an open item that has something."""

_PERSON_ID = {
    Target.PROMISE: "promise.person_id",
    Target.FOLLOW_UP: "follow_up.person_id",
    Target.RHYTHM: "person.id",
    Target.PERSON: "person.id",
    Target.HISTORY: "link.person_id",
}
_TEXT_INDEX = {Target.PROMISE: Index.PROMISE, Target.FOLLOW_UP: Index.FOLLOW_UP}
_MOVES = "(SELECT count(*) FROM promise_move WHERE promise_move.promise_id = promise.id)"
NEVER = "0"


def phrase(value: str) -> str:
    """The value as an FTS5 expression: its words in a row, the last one may be unfinished."""
    return f'"{" ".join(words_of(value))}"*'


def has_words(text: str | None, value: str) -> bool:
    """Whether the words of `value` stand in the text in a row; the last may be unfinished."""
    wanted = _folded_words(value)
    folded = fold(text or "")
    # Most texts do not even have the letters of the last word.
    return wanted.rpartition(" ")[2] in folded and wanted in f" {' '.join(words_of(folded))}"


@lru_cache(64)
def _folded_words(value: str) -> str:
    return f" {' '.join(words_of(value))}"


class _Compiler:
    """Builds one condition, numbering its parameters."""

    def __init__(self, wanted: Filter, target: Target) -> None:
        self._filter = wanted
        self._target = target
        self._parameters: dict[str, object] = {}

    def condition(self) -> Condition:
        """All terms together."""
        terms = [term for term in self._filter.query.terms if term.field != "in"]
        parts = []
        if self._target is Target.PERSON:
            # One item must have all that is asked of items.
            joint = [term for term in terms if self._is_of_items(term) and not term.negated]
            terms = [term for term in terms if term not in joint]
            parts += [self._with_item(joint)] if joint else []
        parts += [self._signed(term) for term in terms]
        where = " AND ".join(f"({part})" for part in parts) or "1"
        return Condition(where, self._parameters, NEVER not in parts)

    def _signed(self, term: Term) -> str:
        asked = self._one(term)
        return f"NOT coalesce(({asked}), 0)" if term.negated else asked

    def _one(self, term: Term) -> str:
        if self._target is Target.PERSON and self._is_of_items(term):
            return self._with_item([term])
        if term.field in _OF_ITEMS or term.field == "kind":
            return self._of_row(term, self._target)
        return _ASKED[term.field](self, term)

    @staticmethod
    def _is_of_items(term: Term) -> bool:
        return term.field in _OF_ITEMS or (term.field == "kind" and term.value in _ITEM_KINDS)

    def _bind(self, value: object) -> str:
        """The mark of a value."""
        name = f"filter{len(self._parameters)}"
        self._parameters[name] = value
        return f":{name}"

    def _person_in(self, people: str) -> str:
        # The plus keeps the page on the index it is ordered by.
        return f"+{_PERSON_ID[self._target]} IN ({people})"

    def _with_item(self, terms: list[Term]) -> str:
        """People with one open promise, follow-up or rhythm that has all of it."""
        ways = [
            _OPEN[kind].format(" AND ".join(f"({self._of_row(term, kind)})" for term in terms))
            for kind in _ITEMS
        ]
        return self._person_in(" UNION ALL ".join(ways))

    # fields of a row

    def _of_row(self, term: Term, target: Target) -> str:
        match term.field:
            case "kind":
                return self._kind(term, target)
            case "owed":
                side = "theirs" if term.value == "me" else "mine"
                return f"promise.side = '{side}'" if target is Target.PROMISE else NEVER
            case "due":
                return self._due(term, target)
            case "moved":
                least = self._bind(max(1, term.number))
                return f"{_MOVES} >= {least}" if target is Target.PROMISE else NEVER
            case "channel":
                known = target in (Target.PROMISE, Target.FOLLOW_UP, Target.HISTORY)
                channel = self._bind(str(CHANNELS[term.value]))
                return f"{target}.channel = {channel}" if known else NEVER
        return self._flag(term, target)

    def _flag(self, term: Term, target: Target) -> str:
        """Fields that are columns of every item."""
        if target not in _ITEMS:
            return NEVER
        table = "person" if target is Target.RHYTHM else str(target)
        match term.field:
            case "starred":
                return NEVER if target is Target.RHYTHM else f"{table}.starred = 1"
            case "waiting":
                return f"{table}.waits_for_reply = 1"
        if term.number:
            # There are indexes of what was put off three times and more.
            often = f"{table}.snooze_count >= 3 AND " if term.number >= 3 else ""
            return f"{often}{table}.snooze_count >= {self._bind(term.number)}"
        return f"{table}.snoozed_until > {self._today()}"

    def _kind(self, term: Term, target: Target) -> str:
        if term.value in _ITEM_KINDS:
            return "1" if _ITEM_KINDS[term.value] is target else NEVER
        if term.value == "person":
            return "1" if target is Target.PERSON else NEVER
        kind = self._bind(str(HISTORY_KINDS[term.value]))
        return f"interaction.kind = {kind}" if target is Target.HISTORY else NEVER

    def _due(self, term: Term, target: Target) -> str:
        if target not in (Target.PROMISE, Target.FOLLOW_UP):
            return NEVER
        column = f"{target}.due_on"
        if term.value == "none":
            return f"{column} IS NULL"
        parts = [f"{column} IS NOT NULL"]
        if term.first is not None:
            parts.append(f"{column} >= {self._bind(term.first.isoformat())}")
        if term.last is not None:
            parts.append(f"{column} <= {self._bind(term.last.isoformat())}")
        return " AND ".join(parts)

    def _today(self) -> str:
        return self._bind(self._filter.today.isoformat())

    # fields of a person

    def _text(self, term: Term) -> str:
        expression = self._bind(phrase(term.value))
        found = f"SELECT rowid FROM {Index.PERSON} WHERE {Index.PERSON} MATCH "
        if self._target in (Target.PERSON, Target.RHYTHM):
            return self._person_in(found + expression)
        names = self._person_in(found + self._bind(f"names : {phrase(term.value)}"))
        index = _TEXT_INDEX.get(self._target)
        if index is None:
            words = "interaction.text || ' ' || interaction.tags"
            return f"has_words({words}, {self._bind(term.value)})"
        texts = f"SELECT rowid FROM {index} WHERE {index} MATCH {expression}"
        return f"+{self._target}.id IN ({texts}) OR {names}"

    def _person(self, term: Term) -> str:
        named = self._bind(f"names : {phrase(term.value)}")
        return self._person_in(
            f"SELECT rowid FROM {Index.PERSON} WHERE {Index.PERSON} MATCH {named}"
        )

    def _org(self, term: Term) -> str:
        words, value = self._bind(f"other : {phrase(term.value)}"), self._bind(term.value)
        return self._person_in(
            f"SELECT person.id FROM {Index.PERSON} CROSS JOIN person"
            f" ON person.id = {Index.PERSON}.rowid"
            f" WHERE {Index.PERSON} MATCH {words} AND person.organisation <> ''"
            f" AND has_words(person.organisation, {value})"
        )

    def _tag(self, term: Term) -> str:
        import json

        names = json.dumps(_tags_beginning(self._filter.reader, term.value))
        people = self._person_in(
            "SELECT person_id FROM tag WHERE name IN"
            f" (SELECT value FROM json_each({self._bind(names)}))"
        )
        index = _TEXT_INDEX.get(self._target)
        if index is not None:
            words, value = self._bind(phrase(term.value)), self._bind(term.value)
            own = (
                f"{self._target}.tags <> '' AND +{self._target}.id IN (SELECT rowid FROM {index}"
                f" WHERE {index} MATCH {words}) AND has_words({self._target}.tags, {value})"
            )
            return f"{people} OR ({own})"
        if self._target is Target.HISTORY:
            value = self._bind(term.value)
            return f"interaction.tags <> '' AND has_words(interaction.tags, {value}) OR {people}"
        return people

    def _has(self, term: Term) -> str:
        if term.value == "tag":
            return self._person_in("SELECT person_id FROM tag")
        if term.value == "date":
            return self._person_in("SELECT person_id FROM important_date")
        kind = self._bind(str(CONTACTS[term.value]))
        return self._person_in(
            f"SELECT person_id FROM contact_point WHERE kind = {kind} AND do_not_use = 0"
        )

    def _quiet(self, term: Term) -> str:
        if term.number:
            day = self._filter.today - timedelta(days=term.number)
            column, last = "last_contact_on", self._bind(day.isoformat())
        else:
            column, last = "rhythm_on", self._today()
        return self._person_in(
            f"SELECT id FROM person WHERE {column} IS NOT NULL AND {column} <= {last}"
        )

    def _new(self, _term: Term) -> str:
        return self._person_in(
            "SELECT id FROM person WHERE rhythm_kind = 'periodic' AND last_contact_on IS NULL"
        )

    def _held(self, _term: Term) -> str:
        import json

        people = self._bind(json.dumps(self._filter.held()))
        return self._person_in(f"SELECT value FROM json_each({people})")

    def _by(self, term: Term) -> str:
        if self._target is not Target.HISTORY:
            return NEVER
        return f"interaction.initiated_by = {self._bind(term.value)}"


_ASKED: dict[str, Callable[[_Compiler, Term], str]] = {
    "": _Compiler._text,
    "tag": _Compiler._tag,
    "person": _Compiler._person,
    "org": _Compiler._org,
    "has": _Compiler._has,
    "quiet": _Compiler._quiet,
    "new": _Compiler._new,
    "held": _Compiler._held,
    "by": _Compiler._by,
}


def _tags_beginning(reader: Reader, value: str) -> list[str]:
    """The tags of people in which the words stand; each different one is one step in the index."""
    names = reader.rows(
        "WITH RECURSIVE known (name) AS (SELECT min(name) FROM tag UNION ALL"
        " SELECT (SELECT min(name) FROM tag WHERE name > known.name) FROM known"
        " WHERE known.name IS NOT NULL) SELECT name FROM known WHERE name IS NOT NULL"
    )
    return [name for (name,) in names if has_words(name, value)]


def _held_people(reader: Reader, now: datetime) -> list[int]:
    """Everybody with a boundary that is closed now; what was agreed is read at once for all."""
    from peer_tui.domain.boundaries import BoundaryKind
    from peer_tui.domain.gate import Agreement, is_open
    from peer_tui.storage.queries.reach import BOUNDARY, boundaries_of, boundary_from, zone_named

    agreed: dict[int, list[Boundary]] = {}
    for row in reader.rows(f"SELECT {BOUNDARY} FROM boundary"):
        boundary = boundary_from(row)
        agreed.setdefault(boundary.person_id or 0, []).append(boundary)
    zones = dict(
        reader.rows(
            "SELECT id, time_zone FROM person WHERE id IN (SELECT person_id FROM boundary)"
            " AND time_zone <> ''"
        )
    )

    def agreement(person_id: int) -> Agreement:
        found = agreed[person_id]
        if any(boundary.kind is BoundaryKind.AT_MOST for boundary in found):
            return boundaries_of(reader, person_id)
        return Agreement(tuple(found), time_zone=zone_named(zones.get(person_id, "")))

    return [person_id for person_id in agreed if not is_open(agreement(person_id), now)]
