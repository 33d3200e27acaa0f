"""Boundaries and preferences: what was agreed about contact, and what was asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from peer_tui.domain.boundaries import Boundary, UnreadableValue, agreed_words, read_rule
from peer_tui.domain.preferences import Preference, preference_words
from peer_tui.domain.text import clean_line, fold
from peer_tui.errors import UsageError
from peer_tui.services.items import Entry, write_entry
from peer_tui.services.outcome import Outcome, Topic
from peer_tui.services.reconfirming import keep_asking, stop_asking
from peer_tui.services.shown_rows import as_shown
from peer_tui.storage.journal import Transaction, Values
from peer_tui.storage.model_base import Row
from peer_tui.storage.models import Boundary as BoundaryRow
from peer_tui.storage.models import Person
from peer_tui.storage.models import Preference as PreferenceRow
from peer_tui.storage.queries.reach import zone_named
from peer_tui.storage.store import Store

TOPICS = frozenset({Topic.PEOPLE, Topic.FOLLOW_UPS})
Wish = Boundary | Preference


@dataclass(frozen=True, slots=True)
class _Kept:
    """A wish as its table keeps it."""

    model: type[Row]
    values: Values
    words: str


def add_wish(store: Store, person_id: int, wish: Wish) -> Outcome:
    """Write down a boundary or a preference of a person.

    Raises UsageError when it cannot be read and where it is kept already, EditConflict when the
    person is gone.
    """
    today = store.clock.now().date()
    with store.transaction("wish", "Written down") as transaction:
        wish_id = write_wish(transaction, person_id, wish, today)
        if not transaction.has_changes:
            raise UsageError(f"Kept already: {wish_words(wish, today)}.")
        name = transaction.get(Person, person_id)["name"]
        transaction.label = f"Written down for {name}: {wish_words(wish, today)}"
    return Outcome(f"{transaction.label}.", TOPICS, (wish_id,))


def write_wish(transaction: Transaction, person_id: int, wish: Wish, today: date) -> int:
    """Write down a boundary or a preference inside an act; returns its id.

    One that says the same is not written twice: its id is given. What is said of a topic anew
    stands in the place of what was said before. Raises UsageError when it cannot be read,
    EditConflict when the person is gone.
    """
    kept = _kept(wish, today)
    transaction.get(Person, person_id)
    return _insert(transaction, kept, person_id, today)


def _insert(transaction: Transaction, kept: _Kept, person_id: int, today: date) -> int:
    known = _known(transaction, kept, person_id)
    if known is not None and kept.model is PreferenceRow:
        return _say_anew(transaction, known, kept.values, today)
    if known is not None:
        return int(known["id"])
    wish_id = transaction.insert(kept.model, kept.values | {"person_id": person_id})
    if kept.model is PreferenceRow:
        keep_asking(transaction, transaction.get(PreferenceRow, wish_id), None, today)
    return wish_id


def _known(transaction: Transaction, kept: _Kept, person_id: int) -> Values | None:
    """The same boundary, or what was said of the same topic: the same, else the latest."""
    table, wanted = kept.model._meta.table_name, kept.values
    sql = f"SELECT * FROM {table} WHERE person_id = ? ORDER BY id DESC"
    rows = transaction.query(sql, (person_id,))
    if kept.model is PreferenceRow:
        topic = fold(wanted["topic"])
        rows = [row for row in rows if fold(row["topic"]) == topic]
        same = (row for row in rows if row["stance"] == wanted["stance"])
        return next(same, rows[0] if rows else None)
    names = ("side", "kind", "value", "until", "sentence")
    return next((row for row in rows if all(row[name] == wanted[name] for name in names)), None)


def _say_anew(transaction: Transaction, known: Values, said: Values, today: date) -> int:
    if known["stance"] == said["stance"]:
        # Said once more: days that are not named stay.
        said = {name: day for name, day in said.items() if day is not None and name != "topic"}
    after = transaction.update(PreferenceRow, known["id"], said)
    keep_asking(transaction, after, known, today)
    return int(known["id"])


def change_wish(store: Store, shown: Wish, wish: Wish) -> Outcome:
    """Put another boundary or preference in the place of the one shown.

    Raises UsageError when it cannot be read, EditConflict when it was changed or removed
    elsewhere since it was shown; nothing is saved then.
    """
    today = store.clock.now().date()
    kept = _kept(wish, today)
    with store.transaction("wish", kept.words) as transaction:
        current = as_shown(transaction, _model(shown), shown)
        name = transaction.get(Person, current["person_id"])["name"]
        transaction.label = f"Changed for {name}: {kept.words}"
        if type(shown) is type(wish):
            after = transaction.update(kept.model, current["id"], kept.values)
            wish_id = current["id"]
            if kept.model is PreferenceRow:
                keep_asking(transaction, after, current, today)
        else:
            _take_out(transaction, shown, current["id"])
            wish_id = _insert(transaction, kept, current["person_id"], today)
    return Outcome(f"{transaction.label}.", TOPICS, (wish_id,))


def remove_wish(store: Store, shown: Wish) -> Outcome:
    """Take out a boundary or a preference. Raises EditConflict when it was changed elsewhere."""
    words = wish_words(shown, store.clock.now().date())
    with store.transaction("wish", words) as transaction:
        current = as_shown(transaction, _model(shown), shown)
        name = transaction.get(Person, current["person_id"])["name"]
        transaction.label = f"Removed for {name}: {words}"
        _take_out(transaction, shown, current["id"])
    return Outcome(f"{transaction.label}.", TOPICS)


def acted_on(store: Store, shown: Preference) -> Outcome:
    """Note that a wish was answered today. Raises EditConflict when it was changed elsewhere."""
    day = store.clock.now().date()
    return change_wish(store, shown, replace(shown, acted_on=day))


def set_time_zone(store: Store, person_id: int, name: str) -> Outcome:
    """Note where a person lives: an IANA name; empty: where the owner lives.

    Raises UsageError for a name no zone has, EditConflict when the person is gone.
    """
    if name and zone_named(name) is None:
        raise UsageError(f"There is no time zone {name}. Try Europe/London.")
    with store.transaction("wish", "Time zone") as transaction:
        who = transaction.get(Person, person_id)["name"]
        place = name or "the same clock as mine"
        transaction.label = f"{who} lives by {place}"
        transaction.update(Person, person_id, {"time_zone": name})
    return Outcome(f"{transaction.label}.", TOPICS)


def pass_gate(store: Store, person_id: int, held_by: str, reason: str) -> Outcome:
    """Write into the history why contact was made although it was held.

    Raises UsageError without a reason, EditConflict when the person is gone.
    """
    reason = clean_line(reason)
    if not reason:
        raise UsageError("Passing a boundary needs a reason; it is kept in the history.")
    text = f"in touch although held: {reason} · agreed was: {held_by}"
    with store.transaction("pass gate", "Passed once") as transaction:
        name = transaction.get(Person, person_id)["name"]
        transaction.label = f"Passed once for {name}: {reason}"
        entry = Entry(text, store.clock.now(), kind="note")
        entry_id = write_entry(transaction, entry, [person_id])
    message = f"The next contact with {name} goes through, once; the reason is kept."
    return Outcome(message, frozenset({Topic.HISTORY}), (entry_id,))


def wish_words(wish: Wish, today: date) -> str:
    """What the wish says, in a few words."""
    if isinstance(wish, Boundary):
        return agreed_words(wish, today)
    return preference_words(wish)


def _model(wish: Wish) -> type[Row]:
    return BoundaryRow if isinstance(wish, Boundary) else PreferenceRow


def _take_out(transaction: Transaction, shown: Wish, wish_id: int) -> None:
    if isinstance(shown, Preference):
        stop_asking(transaction, wish_id)
    transaction.delete(_model(shown), wish_id)


def _kept(wish: Wish, today: date) -> _Kept:
    if isinstance(wish, Boundary):
        wish = replace(wish, value=clean_line(wish.value), sentence=clean_line(wish.sentence))
        try:
            read_rule(wish.kind, wish.value)
        except UnreadableValue as fault:
            raise UsageError(str(fault)) from fault
        values: Values = {
            "side": str(wish.side),
            "kind": str(wish.kind),
            "value": wish.value,
            "agreed_on": _iso(wish.agreed_on),
            "until": _iso(wish.until),
            "sentence": wish.sentence,
        }
        return _Kept(BoundaryRow, values, wish_words(wish, today))
    wish = replace(wish, topic=clean_line(wish.topic))
    if not wish.topic:
        raise UsageError("A preference needs a topic: wants oak, avoids newsletters.")
    values = {
        "topic": wish.topic,
        "stance": str(wish.stance),
        "said_on": _iso(wish.said_on),
        "acted_on": _iso(wish.acted_on),
        "reconfirm_on": _iso(wish.reconfirm_on),
    }
    return _Kept(PreferenceRow, values, wish_words(wish, today))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
