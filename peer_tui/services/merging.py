"""Making two people one, and remembering that two are not.

One act: everything of the one who goes is given to the one who stays, what both have is kept
once, and the row of the one who goes is deleted. Taking it back gives every row as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from peer_tui.clock import today as today_of
from peer_tui.domain.duplicates import pair_of
from peer_tui.domain.merging import FIELDS, Take, chosen_values, joined_part, usual_take
from peer_tui.domain.relations import Relation, RelationKind, sameness
from peer_tui.errors import EditConflict, UsageError
from peer_tui.services.outcome import EVERYTHING, Outcome, Topic
from peer_tui.services.tied_follow_ups import Tied, TiedBy
from peer_tui.storage.journal import MODELS, Transaction, Values, columns
from peer_tui.storage.model_base import Row
from peer_tui.storage.models import FollowUp, Introduction, MessagePerson, NotSame, Person
from peer_tui.storage.models import Relation as RelationRow
from peer_tui.storage.queries.merging import (
    PARTS,
    WholePerson,
    are_kept_apart,
    counts,
    whole_person,
)
from peer_tui.storage.reader import Reader
from peer_tui.storage.store import Store

_IDENTITY = ("id", "person_id", "version")
PAIR_MODELS: tuple[type[Row], ...] = (NotSame, RelationRow, Introduction)
"""The tables that tie two people to each other."""


def tables_along() -> list[type[Row]]:
    """The tables whose rows are given along whole: of a person, and none of `PARTS`."""
    return [
        model
        for table, model in MODELS.items()
        if "person_id" in columns(model) and table not in PARTS
    ]


@dataclass(frozen=True, slots=True)
class PartLine:
    """A contact point, tag or date of the two; what both have stands in one line."""

    entity: str
    """The table."""
    staying: Values | None
    going: tuple[Values, ...]
    """Of the one who goes: what says the same, or the one part that is only theirs."""
    kept: Values
    """As it is to be: with what only the other entry knew."""

    @property
    def key(self) -> tuple[str, int]:
        """The identity of the line."""
        return (self.entity, self.kept["id"])


@dataclass(frozen=True, slots=True)
class MergePage:
    """Two people side by side."""

    staying: WholePerson
    going: WholePerson
    lines: tuple[PartLine, ...]
    along: tuple[tuple[str, int, int], ...]
    """What comes along without a question: its name, how many of who stays and of who goes."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the owner wants otherwise than usual."""

    takes: Mapping[str, Take] = field(default_factory=dict)
    """By the name of the field."""
    taken_off: frozenset[tuple[str, int]] = frozenset()
    """Keys of the lines that are not kept."""


def read_merge(reader: Reader, staying_id: int, going_id: int) -> MergePage:
    """Two people side by side.

    Raises UsageError for one and the same, EditConflict when one of them is gone.
    """
    if staying_id == going_id:
        raise UsageError("A person cannot be merged with themselves; name two people.")
    staying, going = whole_person(reader, staying_id), whole_person(reader, going_id)
    if staying is None or going is None:
        raise EditConflict("One of these two people is no longer there; the list is read again.")
    before, after = counts(reader, staying_id), counts(reader, going_id)
    along = tuple((name, before[name], after[name]) for name in before)
    return MergePage(staying, going, tuple(_lines(staying, going)), along)


def take_of(page: MergePage, choices: Choices, name: str) -> Take:
    """Whose value of the field is kept."""
    for each in FIELDS:
        if each.name == name:
            usual = usual_take(each, page.staying.row, page.going.row)
            return choices.takes.get(name, usual)
    raise KeyError(name)


def _lines(staying: WholePerson, going: WholePerson) -> Iterator[PartLine]:
    for entity in PARTS:
        lines = [PartLine(entity, part, (), part) for part in staying.parts[entity]]
        only_theirs: list[PartLine] = []
        for part in going.parts[entity]:
            for at, line in enumerate(lines):
                more = joined_part(entity, line.kept, part)
                if more is not None:
                    both = (*line.going, part)
                    lines[at] = PartLine(entity, line.staying, both, {**line.kept, **more})
                    break
            else:
                only_theirs.append(PartLine(entity, None, (part,), part))
        yield from (*lines, *only_theirs)


def merge(store: Store, page: MergePage, choices: Choices | None = None) -> Outcome:
    """Make the two people of the page one.

    Raises EditConflict when either was changed since the page was read; nothing is done then.
    """
    chosen = choices or Choices()
    today = today_of(store.clock)
    with store.transaction("merge", "Merged") as transaction:
        _check_as_shown(transaction, page)
        staying, going = page.staying, page.going
        values: Values = {}
        for each in FIELDS:
            take = take_of(page, chosen, each.name)
            values |= chosen_values(each, staying.row, going.row, take)
        _join_parts(transaction, page, chosen)
        for model in tables_along():
            _give(transaction, model, staying.id, going.id)
        for model in PAIR_MODELS:
            _repoint_pairs(transaction, model, staying.id, going.id, today)
        transaction.update(Person, staying.id, values)
        transaction.delete(Person, going.id)
        transaction.label = _label(staying.row["name"], going.row["name"], values["name"])
    return Outcome(f"{transaction.label}.", EVERYTHING, (staying.id,))


def _label(staying: str, going: str, name: str) -> str:
    if staying == going:
        return f"Merged two entries of {name}"
    return f"Merged {going if name == staying else staying} into {name}"


def _check_as_shown(transaction: Transaction, page: MergePage) -> None:
    for shown in (page.staying, page.going):
        name = shown.row["name"]
        current = whole_person(transaction.reader, shown.id)
        if current is None:
            raise EditConflict(f"{name} is no longer there. Nothing was merged.")
        if current != shown:
            raise EditConflict(
                f"{name} was changed elsewhere while this page was open. Nothing was merged;"
                " look at the two again."
            )


def _join_parts(transaction: Transaction, page: MergePage, choices: Choices) -> None:
    position = 0
    for line in page.lines:
        model = MODELS[line.entity]
        if line.key in choices.taken_off:
            for part in filter(None, (line.staying, *line.going)):
                _delete_part(transaction, model, part["id"])
            continue
        values = {name: line.kept[name] for name in line.kept if name not in _IDENTITY}
        if line.entity == "contact_point":
            values["position"] = position
            position += 1
        kept_id = line.kept["id"]
        transaction.update(model, kept_id, values | {"person_id": page.staying.id})
        for part in line.going:
            if part["id"] != kept_id:
                if line.entity == "important_date":
                    _move_questions(transaction, "important_date_id", part["id"], kept_id)
                transaction.delete(model, part["id"])


def _questions(transaction: Transaction, column: str, pointed_id: int) -> list[Values]:
    """The follow-ups about a date or a preference."""
    return transaction.query(
        f"SELECT id, status FROM follow_up WHERE {column} = ? ORDER BY id", (pointed_id,)
    )


def _delete_part(transaction: Transaction, model: type[Row], part_id: int) -> None:
    """Take a part out; a date takes its reminder along, and leaves what was done for it."""
    if model._meta.table_name == "important_date":
        for reminder in _questions(transaction, "important_date_id", part_id):
            if reminder["status"] == "open":
                transaction.delete(FollowUp, reminder["id"])
            else:
                transaction.update(FollowUp, reminder["id"], {"important_date_id": None})
    transaction.delete(model, part_id)


def _move_questions(transaction: Transaction, column: str, gone_id: int, kept_id: int) -> None:
    """What both have keeps one open follow-up about it, and everything done for either."""
    has_open = any(row["status"] == "open" for row in _questions(transaction, column, kept_id))
    for question in _questions(transaction, column, gone_id):
        if question["status"] == "open" and has_open:
            transaction.delete(FollowUp, question["id"])
        else:
            transaction.update(FollowUp, question["id"], {column: kept_id})


def _give(transaction: Transaction, model: type[Row], staying: int, going: int) -> None:
    """Make the rows of one the rows of the other; what both have alike is kept once."""
    table = model._meta.table_name
    sql = f"SELECT * FROM {table} WHERE person_id = ? ORDER BY id"
    there = {_sameness(table, row): row["id"] for row in transaction.query(sql, (staying,))}
    for row in transaction.query(sql, (going,)):
        kept_id = there.get(_sameness(table, row))
        if kept_id is not None:
            if table == "preference":
                _move_questions(transaction, "preference_id", row["id"], kept_id)
            transaction.delete(model, row["id"])
            if model is MessagePerson and row["status"] == "sent":
                _note_sent(transaction, staying, row)
        else:
            transaction.update(model, row["id"], {"person_id": staying})


def _note_sent(transaction: Transaction, staying: int, sent: Values) -> None:
    """Who got a message through the other one was not only passed over."""
    kept = ("status", "done_on", "interaction_id")
    sql = (
        "SELECT id FROM message_person WHERE message_id = ? AND person_id = ? AND status <> 'sent'"
    )
    for row in transaction.query(sql, (sent["message_id"], staying)):
        transaction.update(MessagePerson, row["id"], {name: sent[name] for name in kept})


def _sameness(table: str, row: Values) -> object:
    """What makes two rows say the same; promises, follow-ups, needs, invitations are their own."""
    if table == "interaction_person":
        return row["interaction_id"]
    if table == "message_person":
        return row["message_id"]
    if table in ("promise", "follow_up", "need", "invitation"):
        return row["id"]
    return tuple(value for name, value in row.items() if name not in _IDENTITY)


def _repoint_pairs(
    transaction: Transaction, model: type[Row], staying: int, going: int, today: date
) -> None:
    """Whatever ties the one who goes to a third person ties the one who stays; alike: once."""
    table = model._meta.table_name
    sql = f"SELECT * FROM {table} WHERE one_id = ? OR other_id = ? ORDER BY id"
    there = {_pair_sameness(table, row) for row in transaction.query(sql, (staying, staying))}
    for row in transaction.query(sql, (going, going)):
        ends = [staying if row[name] == going else row[name] for name in ("one_id", "other_id")]
        if model is NotSame:
            ends.sort()
        values: Values = {"one_id": ends[0], "other_id": ends[1]}
        if ends[0] == ends[1] or _pair_sameness(table, row | values) in there:
            if model is Introduction:
                _release_introduction(transaction, row["id"], today)
            transaction.delete(model, row["id"])
        else:
            transaction.update(model, row["id"], values)


def _pair_sameness(table: str, row: Values) -> object:
    ends = (row["one_id"], row["other_id"])
    if table == "introduction":
        return row["id"]
    if table == "relation":
        return sameness(Relation(*ends, RelationKind(row["kind"]), row["label"]))
    return ends


def _release_introduction(transaction: Transaction, row_id: int, today: date) -> None:
    """Nothing is asked any more for an introduction that is none; what was done stays."""
    Tied(transaction, TiedBy.INTRODUCTION, row_id).let_go(today)
    sql = "SELECT id FROM follow_up WHERE introduction_id = ? ORDER BY id"
    for follow_up in transaction.query(sql, (row_id,)):
        transaction.update(FollowUp, follow_up["id"], {"introduction_id": None})


def keep_apart(store: Store, one: int, other: int) -> Outcome:
    """Remember that these are two people, so that nobody asks again.

    Raises UsageError for one and the same, EditConflict when one of them is gone.
    """
    if one == other:
        raise UsageError("These are one and the same; name two people.")
    pair = pair_of(one, other)
    with store.transaction("apart", "Not the same") as transaction:
        names = [transaction.get(Person, person_id)["name"] for person_id in pair]
        words = f"{names[0]} and {names[1]}" if names[0] != names[1] else f"two called {names[0]}"
        transaction.label = f"Not the same person: {words}"
        if not are_kept_apart(transaction.reader, *pair):
            transaction.insert(NotSame, {"one_id": pair.one, "other_id": pair.other})
    return Outcome(f"{transaction.label}.", frozenset({Topic.PEOPLE}))
