"""Putting off: the day shown is the day taken, waiting for a reply, spreading, easing."""

from collections.abc import Callable, Sequence
from datetime import date, time, timedelta

import pytest

from peer_tui.domain.agenda import AgendaItem, ItemKind
from peer_tui.domain.people import Person, Rhythm, RhythmKind
from peer_tui.domain.quick_add import parse
from peer_tui.errors import NothingFound
from peer_tui.services import easing, items, standing
from peer_tui.services.add import known_people, save
from peer_tui.services.default_day import OpenDays, SnoozeRules, default_day
from peer_tui.services.items import Entry
from peer_tui.services.outcome import Outcome
from peer_tui.services.people import add_person, set_rhythm
from peer_tui.services.undo import redo, undo
from peer_tui.storage.doctor import examine
from peer_tui.storage.models import Boundary
from peer_tui.storage.queries.agenda import queue
from peer_tui.storage.queries.items import open_follow_up, open_promise, rhythm_of
from peer_tui.storage.queries.promises import due_load
from peer_tui.storage.store import Store
from tests.services.conftest import NOW, dump

TODAY = NOW.date()
FRIDAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def people(store: Store) -> None:
    for name in ("Maria Lopez", "Ben Okafor"):
        add_person(store, Person(name))


def add(store: Store, line: str) -> Outcome:
    return save(store, parse(line, NOW, known_people(store.reader)), allow_new=False)


def ben(store: Store) -> int:
    found: int = store.reader.value("SELECT id FROM person WHERE name = 'Ben Okafor'")
    return found


def everything(store: Store) -> list[AgendaItem]:
    """A promise each way, a follow-up, one that comes back, a rhythm: all Ben's."""
    add(store, "log @ben met 2026-09-01")
    set_rhythm(store, [ben(store)], Rhythm(RhythmKind.PERIODIC, 28))
    for line in (
        "promise @ben quote by 2026-11-10",
        "they owe @ben plan by 2026-11-16",
        "@ben coffee by 2026-11-18",
        "@ben tea every 2 weeks",
    ):
        add(store, line)
    [recurring] = store.reader.rows("SELECT id FROM follow_up WHERE recurrence <> ''")
    item = open_follow_up(store.reader, recurring[0])
    assert item is not None
    return [*queue(store.reader, TODAY).first(50), item]


def waiting(store: Store) -> int:
    counted: int = store.reader.value(
        "SELECT (SELECT count(*) FROM promise WHERE waits_for_reply = 1)"
        " + (SELECT count(*) FROM follow_up WHERE waits_for_reply = 1)"
        " + (SELECT count(*) FROM person WHERE waits_for_reply = 1)"
    )
    return counted


def close_for(store: Store, kind: str, value: str) -> None:
    with store.transaction("agree", "agreed") as transaction:
        transaction.insert(
            Boundary, {"person_id": ben(store), "side": "theirs", "kind": kind, "value": value}
        )


# the default


@pytest.mark.parametrize("snoozes", range(5))
@pytest.mark.parametrize(
    "rules",
    [
        SnoozeRules(),
        SnoozeRules(frozenset({0, 2}), (2, 4, 5)),
        SnoozeRules(frozenset(range(7)), (38, 39, 40), "GB"),
    ],
)
@pytest.mark.parametrize("closed", ["", "fri, sat"])
def test_the_day_shown_is_the_day_taken(
    snoozes: int, rules: SnoozeRules, closed: str, store: Store
) -> None:
    add(store, "@ben coffee by 2026-11-18")
    if closed:
        close_for(store, "days", closed)
    [item] = queue(store.reader, TODAY).first(5)
    item = item._replace(snooze_count=snoozes)
    shown = default_day(store.reader, item, TODAY, rules)
    items.snooze(store, [item], rules=rules)
    assert store.reader.value("SELECT snoozed_until FROM follow_up") == shown.isoformat()
    assert shown > TODAY
    assert not rules.is_holiday(shown)


def test_public_holidays_are_skipped_where_a_country_is_set(store: Store) -> None:
    add(store, "@ben coffee by 2026-11-18")
    [item] = queue(store.reader, TODAY).first(5)
    eve = date(2026, 12, 24)
    assert default_day(store.reader, item, eve, SnoozeRules()) == date(2026, 12, 25)
    assert default_day(store.reader, item, eve, SnoozeRules(country="GB")) == date(2026, 12, 29)


def test_without_anything_agreed_every_day_is_open(store: Store) -> None:
    for who in (None, ben(store)):
        days = OpenDays(store.reader, who)
        assert days.opens_on(TODAY) == TODAY
        assert days.why_closed(TODAY) == ""


# waiting for a reply

Inbound = Callable[[Store, list[AgendaItem]], object]


def entry(store: Store, kind: str, by: str, who: int) -> None:
    with store.transaction("log", "log") as transaction:
        items.write_entry(transaction, Entry("word", NOW, kind, initiated_by=by), [who])


@pytest.mark.parametrize(
    ("kind", "by", "wakes"),
    [
        ("conversation", "them", True),
        ("conversation", "both", True),
        ("story", "them", True),
        ("invitation", "them", True),
        ("conversation", "me", False),
        ("kindness", "me", False),
        ("note", "both", False),
        ("note", "them", False),
        ("attempt", "me", False),
        ("boundary crossing", "them", False),
    ],
)
def test_only_a_word_from_them_wakes_what_waits(
    kind: str, by: str, wakes: bool, store: Store
) -> None:
    rows = everything(store)
    said = items.snooze(store, rows, FRIDAY, waits_for_reply=True)
    assert said.message == f"Snoozed {len(rows)} items."
    assert waiting(store) == len(rows)
    before = dump(store)
    entry(store, kind, by, ben(store))
    assert waiting(store) == (0 if wakes else len(rows))
    still = store.reader.value(
        "SELECT (SELECT count(*) FROM promise WHERE snoozed_until IS NOT NULL)"
        " + (SELECT count(*) FROM follow_up WHERE snoozed_until IS NOT NULL)"
        " + (SELECT count(*) FROM person WHERE snoozed_until IS NOT NULL)"
    )
    assert still == (0 if wakes else len(rows))
    undo(store)
    assert dump(store) == before


def test_a_word_from_somebody_else_wakes_nothing(store: Store) -> None:
    rows = everything(store)
    items.snooze(store, rows, FRIDAY, waits_for_reply=True)
    add(store, "log @maria met today")
    assert waiting(store) == len(rows)
    add(store, "log @ben rang today")
    assert waiting(store) == 0


def test_a_line_that_closes_one_row_wakes_the_others(store: Store) -> None:
    rows = everything(store)
    items.snooze(store, rows[1:], FRIDAY, waits_for_reply=True)
    before = dump(store)
    items.done(store, rows[:1], Entry("they rang", NOW, initiated_by="them"))
    assert waiting(store) == 0
    after = dump(store)
    undo(store)
    assert dump(store) == before
    redo(store)
    assert dump(store) == after


@pytest.mark.parametrize(
    "verb",
    [
        lambda store, rows: items.snooze(store, rows, FRIDAY),
        lambda store, rows: items.reschedule(store, rows, FRIDAY, time(9)),
        lambda store, rows: items.spread(store, rows, [FRIDAY] * len(rows)),
    ],
)
def test_another_date_ends_the_waiting(
    verb: Callable[[Store, Sequence[AgendaItem]], Outcome], store: Store
) -> None:
    rows = everything(store)
    items.snooze(store, rows, FRIDAY, waits_for_reply=True)
    verb(store, rows)
    assert waiting(store) == 0


def test_one_item_says_that_it_waits(store: Store) -> None:
    add(store, "@ben coffee by 2026-11-18")
    said = items.snooze(store, queue(store.reader, TODAY).first(1), FRIDAY, waits_for_reply=True)
    assert said.message == (
        "Snoozed Ben Okafor to Fri 20 Nov, or when they reply (still due Wed 18 Nov)."
    )


def test_nobody_cannot_reply(store: Store) -> None:
    add(store, "order paper by 2026-11-18")
    rows = queue(store.reader, TODAY).first(1)
    with pytest.raises(NothingFound, match="about nobody"):
        items.snooze(store, rows, FRIDAY, waits_for_reply=True)


# spreading


def test_spreading_is_one_step_and_no_snooze(store: Store) -> None:
    rows = everything(store)
    before = dump(store)
    days = [TODAY + timedelta(days=1 + number // 2) for number in range(len(rows))]
    said = items.spread(store, rows, days)
    assert said.message == "5 items over Thu 19 to Sat 21 Nov."
    shown = [
        store.reader.value(
            f"SELECT snoozed_until FROM {'person' if row.kind is ItemKind.RHYTHM else row.kind}"
            " WHERE id = ? AND snooze_count = 0",
            (row.id,),
        )
        for row in rows
    ]
    assert shown == [day.isoformat() for day in days]
    undo(store)
    assert dump(store) == before


# easing


def find(rows: Sequence[AgendaItem], kind: ItemKind, text: str = "") -> AgendaItem:
    return next(row for row in rows if row.kind is kind and text in row.text)


def test_loosening_halves_the_pace(store: Store) -> None:
    rows = everything(store)
    said = easing.loosen(store, [find(rows, ItemKind.RHYTHM)])
    assert said.message == "From now on in touch with Ben Okafor every 8 weeks."
    assert store.reader.rows("SELECT rhythm_days, rhythm_on FROM person WHERE rhythm_days > 0") == [
        (56, "2026-10-27")
    ]
    said = easing.loosen(store, [find(rows, ItemKind.FOLLOW_UP, "tea")])
    assert said.message == "From now on every 4 weeks: tea (Ben Okafor)."
    said = easing.loosen(store, [find(rows, ItemKind.FOLLOW_UP, "coffee")])
    assert said.message == "Moved to Fri 18 Dec: coffee (Ben Okafor)."
    said = easing.loosen(store, [find(rows, ItemKind.PROMISE, "quote")])
    assert said.message == "Re-agreed: quote (Ben Okafor), Fri 18 Dec."


@pytest.mark.parametrize("line", ["follow up @ben x by 2027-02-18", "promise @ben x by 2027-02-18"])
def test_loosening_brings_nothing_nearer(store: Store, line: str) -> None:
    add(store, line)
    [far] = queue(store.reader, date(2027, 3, 1)).first(9)
    easing.loosen(store, [far])
    [far] = queue(store.reader, date(2027, 4, 1)).first(9)
    assert far.due_on == date(2027, 3, 18)
    items.snooze(store, [far], date(2027, 9, 1))
    easing.loosen(store, [far])
    assert queue(store.reader, date(2027, 8, 31)).first(9) == []
    [far] = queue(store.reader, date(2027, 9, 1)).first(9)
    assert (far.due_on, far.snoozed_until) == (date(2027, 9, 1), None)


def test_only_when_needed(store: Store) -> None:
    rows = everything(store)
    said = easing.when_needed(store, [find(rows, ItemKind.RHYTHM)])
    assert said.message == "In touch with Ben Okafor only when something happens."
    assert store.reader.value(f"SELECT rhythm_kind FROM person WHERE id = {ben(store)}") == (
        "triggered"
    )
    said = easing.when_needed(store, [find(rows, ItemKind.FOLLOW_UP, "coffee")])
    assert said.message == "Waits for word from Ben Okafor, until Thu 18 Nov 2027 at most: coffee."
    said = easing.when_needed(store, [find(rows, ItemKind.PROMISE, "quote")])
    assert said.message == "Re-agreed: quote (Ben Okafor), someday."
    assert waiting(store) == 1
    add(store, "order paper by 2026-11-18")
    nobody = find(queue(store.reader, TODAY).first(9), ItemKind.FOLLOW_UP, "paper")
    with pytest.raises(NothingFound, match="nobody"):
        easing.when_needed(store, [nobody])


EASE: dict[str, Callable[[Store, Sequence[AgendaItem]], Outcome]] = {
    "loosen": easing.loosen,
    "when needed": easing.when_needed,
    "end well": lambda store, rows: standing.end_well(
        store, items.people_of(rows), "moved  away\n"
    ),
}


@pytest.mark.parametrize("way", EASE)
@pytest.mark.parametrize("snoozed", [False, True])
def test_every_way_out_is_one_step_that_undo_takes_back(
    way: str, snoozed: bool, store: Store
) -> None:
    rows = everything(store)
    if snoozed:
        items.snooze(store, rows, FRIDAY, waits_for_reply=True)
    before, acts = dump(store), store.reader.value("SELECT count(*) FROM action")
    EASE[way](store, rows)
    assert store.reader.value("SELECT count(*) FROM action") == acts + 1
    after = dump(store)
    assert after != before
    undo(store)
    assert dump(store) == before
    redo(store)
    assert dump(store) == after
    with pytest.raises(NothingFound):
        EASE[way](store, [])


def test_a_good_end_stops_the_rhythm_and_keeps_promises(store: Store) -> None:
    everything(store)
    said = standing.end_well(store, [ben(store)], "moved  away\n")
    assert said.message == "Ended well with Ben Okafor; 2 promises between you stay."
    assert store.reader.rows(
        "SELECT standing, standing_reason, rhythm_days, rhythm_on FROM person WHERE id = ?",
        (ben(store),),
    ) == [("ended", "moved away", 28, None)]
    assert store.reader.rows("SELECT DISTINCT status FROM follow_up") == [("let go",)]
    assert store.reader.rows("SELECT DISTINCT status FROM promise") == [("open",)]
    assert examine(store.path) == []
    undo(store)
    assert store.reader.value("SELECT rhythm_on FROM person WHERE rhythm_days > 0") == "2026-09-29"
    assert examine(store.path) == []


def test_a_new_rhythm_begins_again_after_an_end(store: Store) -> None:
    everything(store)
    standing.end_well(store, [ben(store)], "moved away")
    set_rhythm(store, [ben(store)], Rhythm(RhythmKind.AMBIENT))
    asked = "SELECT standing, standing_reason, rhythm_on FROM person WHERE name LIKE 'Ben%'"
    assert store.reader.rows(asked) == [("ended", "moved away", None)]
    found = rhythm_of(store.reader, ben(store))
    assert found is not None
    assert found.rhythm_days == 0
    set_rhythm(store, [ben(store)], Rhythm(RhythmKind.PERIODIC, 28))
    assert store.reader.rows(asked) == [("active", "", "2026-09-29")]
    assert examine(store.path) == []


# one item by its id


def test_closed_rows_are_not_found_and_people_always(store: Store) -> None:
    rows = everything(store)
    promise = find(rows, ItemKind.PROMISE, "quote")
    follow_up = find(rows, ItemKind.FOLLOW_UP, "coffee")
    assert open_promise(store.reader, promise.id) == promise
    assert open_follow_up(store.reader, follow_up.id) == follow_up
    assert rhythm_of(store.reader, ben(store)) == find(rows, ItemKind.RHYTHM)
    items.done(store, [promise, follow_up])
    assert open_promise(store.reader, promise.id) is None
    assert open_follow_up(store.reader, follow_up.id) is None
    maria = store.reader.value("SELECT id FROM person WHERE name = 'Maria Lopez'")
    found = rhythm_of(store.reader, maria)
    assert found is not None
    assert (found.person_name, found.rhythm_days, found.due_on) == ("Maria Lopez", 0, date.max)
    assert rhythm_of(store.reader, 1) is None


def test_what_is_put_off_counts_on_the_day_it_comes_back(store: Store) -> None:
    everything(store)
    span = (TODAY + timedelta(days=1), TODAY + timedelta(days=30))
    tea = date(2026, 12, 2)
    assert due_load(store.reader, *span) == {tea: 1}
    rows = [row for row in queue(store.reader, TODAY).first(9) if row.kind is not ItemKind.RHYTHM]
    items.spread(store, rows, [FRIDAY] * len(rows))
    # What they owe me is not my load.
    assert due_load(store.reader, *span) == {FRIDAY: 2, tea: 1}
    [recurring] = store.reader.rows("SELECT id FROM follow_up WHERE recurrence <> ''")
    item = open_follow_up(store.reader, recurring[0])
    assert item is not None
    items.snooze(store, [item], FRIDAY)
    assert due_load(store.reader, *span) == {FRIDAY: 2, tea: 1}, "due later than it comes back"
    items.snooze(store, [item], tea + timedelta(days=2))
    assert due_load(store.reader, *span) == {FRIDAY: 2, tea + timedelta(days=2): 1}
