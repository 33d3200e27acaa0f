"""What a filter asks, as conditions of the queries of the lists.

Every value is bound; only fixed SQL is put together. Words are found as they are by the search
index: by the start of a word.

What only a few rows have is looked up first, and the page is made of these rows; what many have
is asked of every row, while the page is a walk along the index it is ordered by.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from peer_tui.domain.filter_fields import CHANNELS, HISTORY_KINDS
from peer_tui.domain.filter_query import FilterQuery, Term
from peer_tui.storage.queries.filter_people import PEOPLE
from peer_tui.storage.queries.filter_rows import (
    DUE,
    HAS_KEPT,
    HAVING,
    ITEMS_OF,
    KEPT,
    MOVES,
    NEEDS,
    OF_ANY,
    OPEN,
    OPEN_INDEX,
    PERSON_ID,
    STANDING,
    TEXT_INDEX,
    Target,
)
from peer_tui.storage.queries.filter_words import has_words, phrase, tags_beginning
from peer_tui.storage.reader import Reader
from peer_tui.storage.search import Index


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
    _few: dict[object, list[int] | None] = field(default_factory=dict, init=False)

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
            from peer_tui.storage.queries.held import held_people

            self._held = held_people(self.reader, self.now)
        return self._held

    def few(self, ids: str, parameters: Mapping[str, object]) -> list[int] | None:
        """The ids that a query finds; None when they are many."""
        key = (ids, *parameters.items())
        if key not in self._few:
            rows = self.reader.rows(f"{ids} LIMIT {FEW + 1}", parameters)
            self._few[key] = None if len(rows) > FEW else [id_ for (id_,) in rows]
        return self._few[key]


NEVER = "0"
FEW = 1000
"""So many rows are put in order faster than a whole table is looked through."""
_ITEMS = (Target.PROMISE, Target.FOLLOW_UP, Target.RHYTHM)
_OF_ITEMS = frozenset({"owed", "due", "snoozed", "moved", "firm", "starred", "waiting", "channel"})
"""Fields about promises, follow-ups and rhythms: of a person they ask for one that has them."""
_ITEM_KINDS = {
    "promise": Target.PROMISE,
    "follow-up": Target.FOLLOW_UP,
    "rhythm": Target.RHYTHM,
}


def _is_of_items(term: Term) -> bool:
    return term.field in _OF_ITEMS or (term.field == "kind" and term.value in _ITEM_KINDS)


class _Compiler:
    """Builds one condition, numbering its parameters."""

    def __init__(self, wanted: Filter, target: Target) -> None:
        self._filter = wanted
        self._target = target
        self._parameters: dict[str, object] = {}
        self._is_looked_up = False
        """Whether the rows of an item are known by their ids."""
        self._of_kept = target is Target.PROMISE and wanted.query.asks("kept")
        """Whether the promises are those that were kept; the indexes are of open ones."""

    def condition(self) -> Condition:
        """All terms together."""
        terms = [term for term in self._filter.query.terms if term.field != "in"]
        parts = []
        if self._target is Target.PERSON:
            # One item must have all that is asked of items.
            joint = [term for term in terms if _is_of_items(term) and not term.negated]
            terms = [term for term in terms if term not in joint]
            parts += [self._with_item(joint)] if joint else []
        parts += [self._signed(term) for term in terms]
        where = " AND ".join(f"({part})" for part in parts) or "1"
        return Condition(where, self._parameters, NEVER not in parts)

    def _signed(self, term: Term) -> str:
        asked = self._one(term)
        return f"NOT coalesce(({asked}), 0)" if term.negated else asked

    def _one(self, term: Term) -> str:
        if self._target is Target.PERSON and _is_of_items(term):
            # Only what must not be comes here: most people do not have it.
            asked = {kind: self._of_row(term, kind) for kind in _ITEMS}
            ways = [OF_ANY[kind].format(part) for kind, part in asked.items() if part != NEVER]
            return " OR ".join(ways) or NEVER
        if term.field in _OF_ITEMS or term.field == "kind":
            return self._of_row(term, self._target)
        return _ASKED[term.field](self, term)

    def _bind(self, value: object) -> str:
        """The mark of a value."""
        name = f"filter{len(self._parameters)}"
        self._parameters[name] = value
        return f":{name}"

    def _listed(self, ids: list[int]) -> str:
        import json

        return f"SELECT value FROM json_each({self._bind(json.dumps(ids))})"

    def _person_in(self, people: str, test: str = "") -> str:
        """Whether the person is among these; `test` asks the same of one person, {0}."""
        ids = self._filter.few(people, self._parameters)
        if ids is not None:
            return self._one_of(ids)
        # The plus keeps the page on the index it is ordered by.
        return test.format(PERSON_ID[self._target]) or (f"+{PERSON_ID[self._target]} IN ({people})")

    def _one_of(self, people: list[int]) -> str:
        """Whether the person is one of a few."""
        listed = self._listed(people)
        items = None if self._of_kept else ITEMS_OF.get(self._target)
        if items is None:
            return f"{PERSON_ID[self._target]} IN ({listed})"
        found = self._filter.few(items.format(listed), self._parameters)
        if found is None:
            return f"+{PERSON_ID[self._target]} IN ({listed})"
        return f"{self._target}.id IN ({self._listed(found)})"

    def _having(self, test: str, target: Target) -> str:
        """Whether the row has something that there is an index of."""
        if self._of_kept:
            return test
        table = "person" if target is Target.RHYTHM else str(target)
        ids = self._filter.few(HAVING[target].format(test), self._parameters)
        if ids is None:
            return test
        self._is_looked_up = True
        return f"{table}.id IN ({self._listed(ids)})"

    def _with_item(self, terms: list[Term]) -> str:
        """People with one open promise, follow-up or rhythm that has all of it."""
        open_, each = [], []
        for kind in _ITEMS:
            self._is_looked_up = False
            parts = [self._of_row(term, kind) for term in terms]
            if NEVER not in parts:
                asked = " AND ".join(f"({part})" for part in parts)
                index = "" if self._is_looked_up else OPEN_INDEX[kind]
                open_.append(OPEN[kind].format(asked, index))
                each.append(OF_ANY[kind].format(asked))
        if not open_:
            return NEVER
        return self._person_in(" UNION ALL ".join(open_), " OR ".join(each))

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
                return f"{MOVES} >= {least}" if target is Target.PROMISE else NEVER
            case "firm":
                firmness = {"firm": "hard"}.get(term.value, term.value)
                same = f"promise.firmness = {self._bind(firmness)}"
                return same if target is Target.PROMISE else NEVER
            case "channel":
                channel = self._bind(str(CHANNELS[term.value]))
                test = f"{target}.channel <> '' AND {target}.channel = {channel}"
                if target in ITEMS_OF:
                    return self._having(test, target)
                return test if target is Target.HISTORY else NEVER
        return self._flag(term, target)

    def _flag(self, term: Term, target: Target) -> str:
        """Fields that are columns of every item."""
        if target not in _ITEMS:
            return NEVER
        table = "person" if target is Target.RHYTHM else str(target)
        match term.field:
            case "starred":
                never = target is Target.RHYTHM
                return NEVER if never else self._having(f"{table}.starred = 1", target)
            case "waiting":
                return self._having(f"{table}.waits_for_reply = 1", target)
        if term.number:
            # The index is of what was ever put off.
            least = self._bind(term.number)
            test = f"{table}.snooze_count > 0 AND {table}.snooze_count >= {least}"
            return self._having(test, target)
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
        # The index of what is open has the days of promises so.
        indexed = DUE[target]
        if term.value == "none":
            return f"{column} IS NULL AND {indexed} = '9999-12-31'"
        parts = [f"{column} IS NOT NULL"]
        if term.first is not None:
            parts.append(f"{indexed} >= {self._bind(term.first.isoformat())}")
        if term.last is not None:
            parts.append(f"{indexed} <= {self._bind(term.last.isoformat())}")
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
        index = TEXT_INDEX.get(self._target)
        if index is None:
            keys = self._filter.few(
                f"SELECT rowid FROM {Index.INTERACTION}"
                f" WHERE {Index.INTERACTION} MATCH {expression}",
                self._parameters,
            )
            if keys is not None:
                return f"interaction.search_key IN ({self._listed(keys)})"
            words = "interaction.text || ' ' || interaction.tags"
            return f"has_words({words}, {self._bind(term.value)})"
        texts = f"SELECT rowid FROM {index} WHERE {index} MATCH {expression}"
        return f"+{self._target}.id IN ({texts}) OR {names}"

    def _of_people(self, term: Term) -> str:
        among, test = PEOPLE[term.field](term, self._bind, self._filter.today)
        return self._person_in(among, test)

    def _org(self, term: Term) -> str:
        words, value = self._bind(f"other : {phrase(term.value)}"), self._bind(term.value)
        test = (
            f"(SELECT organisation <> '' AND has_words(organisation, {value}) FROM person AS named"
            " WHERE named.id = {0})"
        )
        # The words may also stand among the other words of the person.
        found = self._filter.few(
            f"SELECT rowid FROM {Index.PERSON} WHERE {Index.PERSON} MATCH {words}",
            self._parameters,
        )
        if found is None:
            return test.format(PERSON_ID[self._target])
        return self._person_in(
            f"SELECT id FROM person WHERE id IN ({self._listed(found)})"
            f" AND organisation <> '' AND has_words(organisation, {value})"
        )

    def _tag(self, term: Term) -> str:
        import json

        names = json.dumps(tags_beginning(self._filter.reader, term.value))
        named = f"name IN (SELECT value FROM json_each({self._bind(names)}))"
        people = self._person_in(
            f"SELECT person_id FROM tag WHERE {named}",
            f"EXISTS (SELECT 1 FROM tag WHERE tag.person_id = {{0}} AND {named})",
        )
        index = TEXT_INDEX.get(self._target)
        if index is not None:
            return f"{people} OR ({self._own_tag(term, index)})"
        if self._target is Target.HISTORY:
            value = self._bind(term.value)
            return f"interaction.tags <> '' AND has_words(interaction.tags, {value}) OR {people}"
        return people

    def _own_tag(self, term: Term, index: Index) -> str:
        words, value = self._bind(phrase(term.value)), self._bind(term.value)
        table = str(self._target)
        test = f"{table}.tags <> '' AND has_words({table}.tags, {value})"
        found = self._filter.few(
            f"SELECT rowid FROM {index} WHERE {index} MATCH {words}", self._parameters
        )
        return test if found is None else f"{table}.id IN ({self._listed(found)}) AND {test}"

    def _kept(self, term: Term) -> str:
        if self._target is Target.PROMISE:
            return KEPT[term.value]
        if self._target is not Target.PERSON:
            return NEVER
        kept = KEPT[term.value]
        return self._person_in(f"SELECT person_id FROM promise WHERE {kept}", HAS_KEPT.format(kept))

    def _standing(self, term: Term) -> str:
        which = STANDING[term.value].format(self._today())
        if term.value == "active":  # as most are
            test = f"EXISTS (SELECT 1 FROM person AS stood WHERE stood.id = {{0}} AND ({which}))"
            return test.format(PERSON_ID[self._target])
        people = f"SELECT id FROM person WHERE {which}"
        items = None if self._of_kept else ITEMS_OF.get(self._target)
        # They are few among all, and so are their open items.
        return (
            f"{self._target}.id IN ({items.format(people)})" if items else self._person_in(people)
        )

    def _need(self, term: Term) -> str:
        which = NEEDS[term.field, term.value]
        return self._person_in(
            f"SELECT person_id FROM need WHERE {which}",
            "EXISTS (SELECT 1 FROM need INDEXED BY need_person"
            f" WHERE need.person_id = {{0}} AND {which})",
        )

    def _held(self, _term: Term) -> str:
        return self._person_in(self._listed(self._filter.held()))

    def _by(self, term: Term) -> str:
        if self._target is not Target.HISTORY:
            return NEVER
        return f"interaction.initiated_by = {self._bind(term.value)}"


_ASKED: dict[str, Callable[[_Compiler, Term], str]] = {
    "": _Compiler._text,
    "tag": _Compiler._tag,
    "org": _Compiler._org,
    "kept": _Compiler._kept,
    "held": _Compiler._held,
    "need": _Compiler._need,
    "solved": _Compiler._need,
    "standing": _Compiler._standing,
    "by": _Compiler._by,
    **dict.fromkeys(PEOPLE, _Compiler._of_people),
}
