"""A row that was closed or changed elsewhere since it was shown is not acted on."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from peer_tui.domain.agenda import AgendaItem
from peer_tui.domain.follow_ups import Purpose
from peer_tui.domain.introductions import Consent, Introduction
from peer_tui.domain.people import Person
from peer_tui.domain.preferences import Preference, Stance
from peer_tui.domain.quick_add import PersonRef, parse
from peer_tui.errors import EditConflict
from peer_tui.services import contact, easing, introductions, items, promises, reconfirming
from peer_tui.services.add import known_people, save
from peer_tui.services.editing import change_text
from peer_tui.services.merging import merge, read_merge
from peer_tui.services.people import add_person
from peer_tui.services.undo import undo
from peer_tui.services.wishes import add_wish
from peer_tui.storage.models import FollowUp
from peer_tui.storage.queries.agenda import queue
from peer_tui.storage.queries.around import introductions_of
from peer_tui.storage.rows import HitKind
from peer_tui.storage.store import Store
from tests.services.conftest import NOW, dump

TODAY = NOW.date()
CLOSED = r"^This was closed elsewhere meanwhile\. Nothing was saved\.$"
CHANGED = r"^This was changed elsewhere meanwhile\. Nothing was saved\.$"
Act = Callable[[Store, list[AgendaItem]], object]


def say(store: Store, line: str) -> None:
    save(store, parse(line, NOW, known_people(store.reader)), allow_new=False)


def due(store: Store) -> list[AgendaItem]:
    return list(queue(store.reader, TODAY).first(50))


def only(store: Store) -> AgendaItem:
    [item] = due(store)
    return item


@pytest.fixture(autouse=True)
def ann(store: Store) -> int:
    return add_person(store, Person("Ann")).ids[0]


def logged(store: Store, rows: list[AgendaItem]) -> object:
    line = parse("log @ann rang", NOW, known_people(store.reader))
    return save(store, line, allow_new=False, closes=rows)


def mailed(store: Store, rows: list[AgendaItem]) -> object:
    return contact.mail_sent(store, PersonRef(rows[0].person_id or 0, "Ann"), "about it", rows)


ANY: dict[str, Act] = {
    "done": items.done,
    "let go": items.let_go,
    "snooze": items.snooze,
    "spread": lambda store, rows: items.spread(store, rows, [TODAY + timedelta(days=3)]),
    "reschedule": lambda store, rows: items.reschedule(store, rows, date(2026, 12, 1)),
    "loosen": easing.loosen,
    "when needed": easing.when_needed,
    "log": logged,
    "mail": mailed,
}
OF_PROMISES: dict[str, Act] = {"firmness": promises.set_firmness, "withdraw": promises.withdraw}


@pytest.mark.parametrize(
    ("line", "act"),
    [
        *(("promise @ann quote by 2026-11-18", act) for act in (*ANY, *OF_PROMISES)),
        *(("follow up @ann tea today", act) for act in ANY),
    ],
)
def test_what_was_closed_elsewhere_stays_as_it_is(line: str, act: str, store: Store) -> None:
    say(store, line)
    shown = due(store)
    items.done(store, shown, items.Entry("all said", NOW))
    before = dump(store)
    with pytest.raises(EditConflict, match=CLOSED):
        (ANY | OF_PROMISES)[act](store, shown)
    assert dump(store) == before


def test_what_says_something_else_now_is_not_acted_on(store: Store) -> None:
    say(store, "follow up @ann tea today")
    shown = only(store)
    change_text(store, HitKind.FOLLOW_UP, shown.id, "tea", "the wedding")
    before = dump(store)
    with pytest.raises(EditConflict, match=CHANGED):
        items.done(store, [shown])
    assert dump(store) == before
    items.done(store, [only(store)])
    assert due(store) == []


def test_what_is_about_somebody_else_now_is_not_acted_on(store: Store, ann: int) -> None:
    say(store, "follow up @ann tea today")
    shown, anna = only(store), add_person(store, Person("Anna")).ids[0]
    merge(store, read_merge(store.reader, anna, ann))
    with pytest.raises(EditConflict, match=CHANGED):
        items.done(store, [shown])


def test_what_is_gone_is_not_acted_on(store: Store) -> None:
    say(store, "follow up @ann tea today")
    shown = only(store)
    undo(store)
    with pytest.raises(EditConflict, match="This was removed elsewhere meanwhile"):
        items.done(store, [shown])


def test_of_several_rows_it_is_said_how_many(store: Store) -> None:
    for text in ("tea", "cake", "bread"):
        say(store, f"follow up @ann {text} today")
    shown = due(store)
    items.done(store, shown[:1])
    change_text(store, HitKind.FOLLOW_UP, shown[1].id, shown[1].text, "pie")
    before = dump(store)
    with pytest.raises(EditConflict) as refused:
        items.let_go(store, shown)
    assert str(refused.value) == (
        "2 of these 3 rows were changed or closed elsewhere meanwhile. Nothing was saved."
    )
    with pytest.raises(EditConflict, match=r"^1 of these 2 rows was closed elsewhere"):
        items.let_go(store, [shown[0], shown[2]])
    assert dump(store) == before


def test_nobody_is_thanked_twice(store: Store) -> None:
    say(store, "thanks @ann gave me a cake")
    shown = due(store)
    contact.thank(store, shown, "thank you")
    before = dump(store)
    with pytest.raises(EditConflict, match=CLOSED):
        contact.thank(store, shown, "thank you")
    assert dump(store) == before


@pytest.mark.parametrize("first", [reconfirming.Answer.AVOIDS, reconfirming.Answer.UNSURE])
def test_a_wish_answered_elsewhere_is_not_answered_again(
    first: reconfirming.Answer, store: Store, ann: int
) -> None:
    add_wish(store, ann, Preference("oak", Stance.WANTS, reconfirm_on=TODAY))
    shown = only(store)
    assert shown.purpose is Purpose.RECONFIRM
    reconfirming.answer(store, shown, first)
    before = dump(store)
    with pytest.raises(EditConflict, match=CLOSED):
        reconfirming.answer(store, shown, reconfirming.Answer.WANTS)
    assert dump(store) == before


def test_an_introduction_is_not_made_from_a_row_that_asks_both(store: Store, ann: int) -> None:
    ben = add_person(store, Person("Ben")).ids[0]
    introductions.add_introduction(store, ann, ben, "oak")
    shown = only(store)
    for who in (ann, ben):
        introductions.answered(store, introduction(store, ann), who, Consent.YES)
    with pytest.raises(EditConflict, match=CHANGED):
        items.done(store, [shown])
    assert introduction(store, ann).made_on is None


def introduction(store: Store, who: int) -> Introduction:
    [found] = introductions_of(store.reader, who)
    return found.introduction


def test_rows_that_close_each_other_are_closed_in_one_act(store: Store, ann: int) -> None:
    """Both are about one thing: the second is closed by the first, and by nobody elsewhere."""
    ben = add_person(store, Person("Ben")).ids[0]
    introductions.add_introduction(store, ann, ben, "oak")
    say(store, "follow up @ann tea today")
    twins = due(store)
    with store.transaction("test", "Another row about it") as transaction:
        [asking] = (item for item in twins if item.purpose is Purpose.INTRODUCTION)
        row = transaction.get(FollowUp, asking.id)
        transaction.insert(FollowUp, {**row, "id": None})
    shown = due(store)
    assert len(shown) == 3
    items.let_go(store, shown)
    assert due(store) == []
