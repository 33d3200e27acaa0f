"""Needs: each answer leaves what it should in the tables, and one undo takes it back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from peer_tui.clock import FixedClock
from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.calendar_days import short_day
from peer_tui.domain.needs import NeedDraft, NeedOutcome
from peer_tui.domain.people import Person
from peer_tui.domain.wish_line import read_wish
from peer_tui.errors import EditConflict, UsageError
from peer_tui.services import items, needs
from peer_tui.services.default_day import SnoozeRules
from peer_tui.services.items import DEFAULT_RULES
from peer_tui.services.merging import merge, read_merge
from peer_tui.services.needs import PromiseToSolve
from peer_tui.services.outcome import Outcome
from peer_tui.services.people import add_person
from peer_tui.services.undo import redo, undo
from peer_tui.services.wishes import add_wish
from peer_tui.storage.models import Promise
from peer_tui.storage.queries.agenda import queue
from peer_tui.storage.queries.items import open_promise
from peer_tui.storage.queries.journal import handled_today
from peer_tui.storage.queries.needs import need, needs_of, open_needs, open_needs_of, unplanned
from peer_tui.storage.store import Store
from tests.services.conftest import NOW, dump

TODAY = NOW.date()
CHECKS = "SELECT status, due_on, text FROM follow_up WHERE need_id = ? ORDER BY id"
ANSWER = "SELECT outcome, answer, said_by, closed_on FROM need WHERE id = ?"
ENTRY = "SELECT kind, initiated_by, text FROM interaction ORDER BY id DESC LIMIT 1"


@pytest.fixture
def ben(store: Store) -> int:
    return add_person(store, Person("Ben Okafor")).ids[0]


def came_with(store: Store, person_id: int, text: str, check_on: date | None) -> int:
    with store.transaction("need", text) as transaction:
        return needs.write_need(transaction, NeedDraft(person_id, text, check_on), TODAY)


@pytest.fixture
def tap(store: Store, ben: int) -> int:
    """A need whose check is due today."""
    return came_with(store, ben, "leaking tap", TODAY)


def due(store: Store) -> list[AgendaItem]:
    return list(queue(store.reader, store.clock.now().date()).first(50))


def answer(
    store: Store,
    need_id: int,
    outcome: NeedOutcome,
    words: str = "",
    promise: PromiseToSolve | None = None,
    rules: SnoozeRules = DEFAULT_RULES,
) -> Outcome:
    """Answer a need as it stands now."""
    shown = need(store.reader, need_id)
    assert shown is not None
    return needs.answer(store, shown, outcome, words, promise, rules=rules)


def all_open(store: Store) -> list[AgendaItem]:
    ids = store.reader.rows("SELECT id FROM promise WHERE status = 'open'")
    found = [open_promise(store.reader, id_) for (id_,) in ids]
    return [item for item in found if item is not None]


def at(store: Store, days: int) -> None:
    store.clock = FixedClock(NOW + timedelta(days=days))


def test_a_need_with_a_day_to_check_asks_then(store: Store, ben: int) -> None:
    before = dump(store)
    tap = came_with(store, ben, "leaking tap.", date(2026, 12, 2))
    assert store.reader.rows(CHECKS, (tap,)) == [
        ("open", "2026-12-02", "leaking tap: is it solved?")
    ]
    assert due(store) == []
    at(store, 14)
    assert [item.text for item in due(store)] == ["leaking tap: is it solved?"]
    undo(store)
    assert dump(store) == before


def test_without_a_day_nothing_asks_and_the_review_knows_it(store: Store, ben: int) -> None:
    tap = came_with(store, ben, "leaking tap", None)
    assert store.reader.rows(CHECKS, (tap,)) == []
    assert [row.id for row in unplanned(store.reader, 9)] == [tap]


def test_solved_in_their_words(store: Store, tap: int) -> None:
    before = dump(store)
    outcome = answer(store, tap, NeedOutcome.SOLVED, " dry since monday ")
    assert "The door stays open" in outcome.message
    assert store.reader.row(ANSWER, (tap,)) == (
        "solved",
        "dry since monday",
        "theirs",
        "2026-11-18",
    )
    assert store.reader.row(ENTRY) == (
        "conversation",
        "both",
        "solved: leaking tap · “dry since monday”",
    )
    [(status, _, _)] = store.reader.rows(CHECKS, (tap,))
    assert status == "done"
    assert store.reader.value("SELECT count(*) FROM promise") == 0
    assert handled_today(store.reader, TODAY) == 1
    after = dump(store)
    undo(store)
    assert dump(store) == before
    assert handled_today(store.reader, TODAY) == 0
    redo(store)
    assert dump(store) == after


def test_without_words_it_is_my_own_opinion_and_no_contact(
    store: Store, ben: int, tap: int
) -> None:
    answer(store, tap, NeedOutcome.SOLVED)
    assert store.reader.row(ANSWER, (tap,)) == ("solved", "", "mine", "2026-11-18")
    assert store.reader.row(ENTRY) == ("note", "both", "solved: leaking tap (my own opinion)")
    assert store.reader.value("SELECT last_contact_on FROM person WHERE id = ?", (ben,)) is None


@pytest.mark.parametrize("outcome", [NeedOutcome.PARTLY, NeedOutcome.NOT])
def test_not_solved_opens_a_promise_and_its_keeping_asks_again(
    outcome: NeedOutcome, store: Store, ben: int, tap: int
) -> None:
    before = dump(store)
    promise = PromiseToSolve("new washer", date(2026, 11, 20))
    said = answer(store, tap, outcome, "still drips", promise)
    assert "I owe Ben Okafor: new washer, Fri 20 Nov." in said.message
    assert store.reader.row(ANSWER, (tap,)) == (str(outcome), "still drips", "theirs", None)
    row = store.reader.row("SELECT id, side, text, due_on, need_id, status FROM promise")
    assert row[1:] == ("mine", "new washer", "2026-11-20", tap, "open")
    assert unplanned(store.reader, 9) == [], "the promise is the plan"
    assert [each.check_on for each in open_needs_of(store.reader, ben)] == [None], "nothing asks"
    answered = dump(store)

    at(store, 2)
    item = open_promise(store.reader, row[0])
    assert item is not None
    items.done(store, [item])
    assert store.reader.rows(CHECKS, (tap,))[-1] == (
        "open",
        "2026-11-23",
        "leaking tap: is it solved?",
    )
    assert [each.check_on for each in open_needs_of(store.reader, ben)] == [date(2026, 11, 23)]
    undo(store)
    assert dump(store) == answered
    undo(store)
    assert dump(store) == before


@pytest.mark.parametrize(
    ("kept_on", "rules", "wish", "asks_on"),
    [
        (0, SnoozeRules(), "", "2026-11-23"),
        (1, SnoozeRules(), "", "2026-11-23"),
        (5, SnoozeRules(), "", "2026-11-26"),
        (5, SnoozeRules(country="US"), "", "2026-11-27"),
        (0, SnoozeRules(frozenset({2, 5})), "", "2026-11-21"),
        (0, SnoozeRules(frozenset({2})), "", "2026-11-25"),
        (0, SnoozeRules(), "only on fri", "2026-11-27"),
    ],
)
def test_it_is_asked_again_on_a_working_day_that_suits_both(
    kept_on: int, rules: SnoozeRules, wish: str, asks_on: str, store: Store, ben: int, tap: int
) -> None:
    if wish:
        add_wish(store, ben, read_wish(wish, NOW))
    answer(store, tap, NeedOutcome.NOT, "", PromiseToSolve("new washer"))
    at(store, kept_on)
    [kept] = [item for item in all_open(store) if item.text == "new washer"]
    said = items.done(store, [kept], rules=rules)
    assert store.reader.rows(CHECKS, (tap,))[-1][:2] == ("open", asks_on)
    asked = short_day(date.fromisoformat(asks_on), TODAY)
    assert said.message == (f"Kept: new washer (Ben Okafor). Asks {asked} whether it is solved.")


def test_a_promise_about_no_need_asks_nothing(store: Store, ben: int) -> None:
    with store.transaction("add", "x") as transaction:
        values = {"person_id": ben, "side": "mine", "text": "tea", "made_on": TODAY.isoformat()}
        transaction.insert(Promise, values | {"due_on": TODAY.isoformat(), "firmness": "hard"})
    assert items.done(store, due(store)).message == "Kept: tea (Ben Okafor)."


def test_without_a_promise_it_rests_and_the_answer_stays(store: Store, tap: int) -> None:
    answer(store, tap, NeedOutcome.PARTLY, "better")
    assert store.reader.row(ANSWER, (tap,)) == ("partly", "better", "theirs", "2026-11-18")
    assert store.reader.value("SELECT count(*) FROM promise") == 0


def test_a_released_promise_leaves_the_need_to_the_review(store: Store, tap: int) -> None:
    answer(store, tap, NeedOutcome.NOT, "", PromiseToSolve("new washer"))
    [promise_id] = store.reader.row("SELECT id FROM promise")
    item = open_promise(store.reader, promise_id)
    assert item is not None
    items.let_go(store, [item])
    assert [row.id for row in unplanned(store.reader, 9)] == [tap]


def test_no_answer_asks_once_more_and_then_stays(store: Store, ben: int, tap: int) -> None:
    before = dump(store)
    said = answer(store, tap, NeedOutcome.NO_ANSWER)
    assert "One gentle question more Wed 2 Dec" in said.message
    assert store.reader.row(ANSWER, (tap,)) == ("no answer", "", "", None)
    assert store.reader.row(ENTRY)[0] == "attempt"
    assert [row[:2] for row in store.reader.rows(CHECKS, (tap,))] == [
        ("done", "2026-11-18"),
        ("open", "2026-12-02"),
    ]
    assert store.reader.value("SELECT last_contact_on FROM person WHERE id = ?", (ben,)) is None
    at(store, 14)
    answer(store, tap, NeedOutcome.NO_ANSWER)
    assert store.reader.row(ANSWER, (tap,)) == ("no answer", "", "", "2026-12-02")
    assert {row[0] for row in store.reader.rows(CHECKS, (tap,))} == {"done"}
    undo(store)
    undo(store)
    assert dump(store) == before


def test_done_closes_only_the_question(store: Store, tap: int) -> None:
    items.done(store, due(store))
    assert store.reader.row(ANSWER, (tap,)) == ("", "", "", None)
    assert [row.id for row in unplanned(store.reader, 9)] == [tap]


def test_their_word_takes_the_place_of_my_opinion(store: Store, tap: int) -> None:
    answer(store, tap, NeedOutcome.SOLVED)
    answer(store, tap, NeedOutcome.SOLVED, "yes, dry")
    assert store.reader.row(ANSWER, (tap,))[:3] == ("solved", "yes, dry", "theirs")


def test_an_answer_is_never_open_and_never_about_nothing(store: Store, tap: int) -> None:
    before, shown = dump(store), need(store.reader, tap)
    assert shown is not None
    with pytest.raises(UsageError):
        needs.answer(store, shown, NeedOutcome.OPEN)
    with pytest.raises(EditConflict):
        needs.answer(store, replace(shown, id=tap + 1), NeedOutcome.SOLVED)
    assert dump(store) == before


def test_an_answer_is_about_the_need_and_the_question_as_they_were_shown(
    store: Store, tap: int
) -> None:
    [asking], stale = due(store), need(store.reader, tap)
    assert stale is not None
    answer(store, tap, NeedOutcome.SOLVED, "dry")
    before, fresh = dump(store), need(store.reader, tap)
    assert fresh is not None
    with pytest.raises(EditConflict, match=r"changed elsewhere meanwhile\. Nothing was saved\."):
        needs.answer(store, stale, NeedOutcome.NOT, "it drips")
    with pytest.raises(EditConflict, match=r"^This was closed elsewhere meanwhile\."):
        needs.answer(store, fresh, NeedOutcome.NOT, "it drips", asking=asking)
    assert dump(store) == before
    needs.answer(store, fresh, NeedOutcome.NOT, "it drips again")
    assert store.reader.row(ANSWER, (tap,))[0] == "not"


@pytest.mark.parametrize(
    ("day", "checks"),
    [
        (date(2026, 12, 2), [("open", "2026-12-02", "dripping tap: is it solved?")]),
        (TODAY, [("open", "2026-11-18", "dripping tap: is it solved?")]),
        (None, [("let go", "2026-11-18", "leaking tap: is it solved?")]),
    ],
)
def test_the_check_moves_with_the_need(
    day: date | None, checks: list[tuple[str, str, str]], store: Store, ben: int, tap: int
) -> None:
    shown = need(store.reader, tap)
    assert shown is not None
    before = dump(store)
    draft = NeedDraft(ben, "dripping  tap", day, i_give="a washer", they_give="40")
    needs.change_need(store, shown, draft)
    assert store.reader.rows(CHECKS, (tap,)) == checks
    changed = need(store.reader, tap)
    assert changed is not None
    assert (changed.text, changed.i_give, changed.they_give, changed.check_on) == (
        "dripping tap",
        "a washer",
        "40",
        day,
    )
    with pytest.raises(EditConflict):
        needs.change_need(store, shown, draft)
    undo(store)
    assert dump(store) == before


@pytest.mark.parametrize(
    ("day", "asks_again"), [(TODAY, []), (date(2026, 12, 9), [("open", "2026-12-09")])]
)
def test_a_solved_need_asks_again_only_for_a_new_day(
    day: date, asks_again: list[tuple[str, str]], store: Store, ben: int, tap: int
) -> None:
    """Another word in its text is no reason to ask whether it is solved."""
    answer(store, tap, NeedOutcome.SOLVED, "dry")
    shown = need(store.reader, tap)
    assert shown is not None
    needs.change_need(store, shown, NeedDraft(ben, "leaking tap in the kitchen", day))
    checks = [(status, on) for status, on, _ in store.reader.rows(CHECKS, (tap,))]
    assert checks == [("done", "2026-11-18"), *asks_again]


def test_after_silence_it_is_asked_again_on_a_day_that_suits(
    store: Store, ben: int, tap: int
) -> None:
    add_wish(store, ben, read_wish("not on wed", NOW))
    said = answer(
        store, tap, NeedOutcome.NO_ANSWER, rules=SnoozeRules(working_days=frozenset({0, 2}))
    )
    assert store.reader.rows(CHECKS, (tap,))[-1][:2] == ("open", "2026-12-07")
    assert "Mon 7 Dec" in said.message


def test_needs_are_read_open_first_and_page_by_page(store: Store, ben: int) -> None:
    made = [came_with(store, ben, f"need {number}", None) for number in range(4)]
    answer(store, made[0], NeedOutcome.SOLVED, "yes")
    assert [row.id for row in needs_of(store.reader, ben)] == [*made[1:], made[0]]
    pages = open_needs(store.reader)
    first = pages.first(2)
    assert [row.id for row in (*first, *pages.after(first[-1], 9))] == made[1:]


def test_a_merge_keeps_needs(store: Store, ben: int, tap: int) -> None:
    other = add_person(store, Person("Benjamin Okafor")).ids[0]
    before = dump(store)
    merge(store, read_merge(store.reader, other, ben))
    assert [row.id for row in needs_of(store.reader, other)] == [tap]
    undo(store)
    assert dump(store) == before
