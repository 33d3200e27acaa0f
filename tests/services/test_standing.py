"""Standing: what a rest, an end and a welcome change, and what they never touch."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from peer_tui.domain.people import Person, Rhythm, RhythmKind, Standing
from peer_tui.domain.quick_add import PersonRef, parse
from peer_tui.domain.standing import Door, NotARest, Rest, StandingState, read_rest
from peer_tui.errors import NothingFound, UsageError
from peer_tui.services import add, contact, merging
from peer_tui.services.people import add_person, set_rhythm
from peer_tui.services.standing import end_well, make_active, rest
from peer_tui.services.undo import redo, undo
from peer_tui.storage.doctor import examine
from peer_tui.storage.queries.agenda import queue
from peer_tui.storage.queries.standing import came_back, standing_of
from peer_tui.storage.store import Store
from tests.storage.support import NOW, TODAY, dump, new_store

MARCH = date(2027, 3, 1)
RHYTHM = "SELECT rhythm_on FROM person WHERE id = ?"


def line(store: Store, text: str) -> None:
    now = store.clock.now()
    add.save(store, parse(text, now, add.known_people(store.reader)), allow_new=True)


@pytest.fixture
def ana(store: Store) -> int:
    """In touch on 1 September, every four weeks; a promise each way, a check-in, thanks owed."""
    [who] = add_person(store, Person("Ana Ruiz", rhythm=Rhythm(RhythmKind.PERIODIC, 28))).ids
    for text in (
        "log @ana talked 2026-09-01",
        "promise @ana the quote by 1 dec",
        "they owe @ana photos by 1 dec",
        "@ana ask how the move went 18 nov",
        "@ana look in again 1 jun 2027",
        "@ana thank her for the cake 18 nov",
    ):
        line(store, text)
    return who


def follow_ups(store: Store) -> list[tuple[str, str, str | None, int]]:
    return store.reader.rows(
        "SELECT text, status, snoozed_until, waits_for_reply FROM follow_up ORDER BY id"
    )


@pytest.mark.parametrize("way", ["rest", "rest until", "end", "welcome"])
def test_every_way_is_one_step_that_undo_takes_back(way: str, store: Store, ana: int) -> None:
    if way == "welcome":
        rest(store, [ana])
    before, acts = dump(store), store.reader.value("SELECT count(*) FROM action")
    match way:
        case "rest":
            rest(store, [ana], "moving")
        case "rest until":
            rest(store, [ana], "moving", MARCH)
        case "end":
            end_well(store, [ana], "moved away", Door.CLOSED_BY_ME)
        case "welcome":
            make_active(store, [ana])
    assert store.reader.value("SELECT count(*) FROM action") == acts + 1
    after = dump(store)
    assert after != before
    assert examine(store.path) == []
    undo(store)
    assert dump(store) == before
    redo(store)
    assert dump(store) == after
    assert examine(store.path) == []


def test_a_rest_lets_check_ins_wait_and_nothing_else(store: Store, ana: int) -> None:
    rest(store, [ana], "moving", MARCH)
    assert follow_ups(store) == [
        ("ask how the move went", "open", "2027-03-01", 1),
        ("look in again", "open", None, 0),
        ("thank her for the cake", "open", None, 0),
    ]
    assert store.reader.rows("SELECT DISTINCT status, snoozed_until FROM promise") == [
        ("open", None)
    ]
    assert store.reader.value(RHYTHM, (ana,)) == "2027-03-01"
    texts = [item.text for item in queue(store.reader, TODAY).first(20)]
    assert texts == ["thank her for the cake"]


def test_an_open_end_stops_the_rhythm_and_a_word_brings_check_ins_back(
    store: Store, ana: int
) -> None:
    rest(store, [ana])
    assert store.reader.value(RHYTHM, (ana,)) is None
    assert follow_ups(store)[0] == ("ask how the move went", "open", "2027-11-18", 1)
    contact.not_reached(store, PersonRef(ana, "Ana Ruiz"))
    contact.mail_sent(store, PersonRef(ana, "Ana Ruiz"), "hello")
    assert came_back(store.reader, TODAY) == []
    assert follow_ups(store)[0][3] == 1
    line(store, "log @ana rang")
    assert [(one.id, one.standing) for one in came_back(store.reader, TODAY)] == [
        (ana, Standing.RESTING)
    ]
    assert follow_ups(store)[0][2:] == (None, 0)
    assert standing_of(store.reader, ana).standing is Standing.RESTING, "only the owner welcomes"
    undo(store)
    assert came_back(store.reader, TODAY) == [], "what an undo does is no word"


def test_a_rest_is_over_by_itself(tmp_path: Path, store: Store, ana: int) -> None:
    rest(store, [ana], "moving", MARCH)
    path = store.path
    store.close()
    later = new_store(path.parent, now=NOW + timedelta(days=120))
    assert later.path == path
    today = later.clock.now().date()
    assert today > MARCH
    state = standing_of(later.reader, ana)
    assert state.on(MARCH) is Standing.ACTIVE
    assert state.on(MARCH - timedelta(days=1)) is Standing.RESTING
    assert state.words(today) == ""
    names = {item.person_name for item in queue(later.reader, today).first(20) if item.rhythm_days}
    assert names == {"Ana Ruiz"}
    later.close()


def test_it_takes_a_day_to_come_and_somebody(store: Store, ana: int) -> None:
    with pytest.raises(UsageError, match="still to come"):
        rest(store, [ana], until=TODAY)
    for act in (rest, end_well, make_active):
        with pytest.raises(NothingFound):
            act(store, [])
    with pytest.raises(NothingFound, match="active already"):
        make_active(store, [ana])


def test_a_new_rhythm_and_a_welcome_open_the_door(store: Store, ana: int) -> None:
    end_well(store, [ana], "quarrel", Door.CLOSED_BY_THEM)
    assert standing_of(store.reader, ana) == StandingState(
        Standing.ENDED, Door.CLOSED_BY_THEM, "quarrel", None
    )
    set_rhythm(store, [ana], Rhythm(RhythmKind.PERIODIC, 30))
    assert standing_of(store.reader, ana) == StandingState()


def test_a_merge_keeps_how_it_stands(store: Store, ana: int) -> None:
    [other] = add_person(store, Person("Anna Ruiz")).ids
    rest(store, [ana], "moving", MARCH)
    page = merging.read_merge(store.reader, other, ana)
    merging.merge(store, page)
    assert standing_of(store.reader, other) == StandingState(
        Standing.RESTING, Door.OPEN, "moving", MARCH
    )
    assert examine(store.path) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", Rest()),
        ("moving house", Rest(None, "moving house")),
        ("until 1 march", Rest(MARCH)),
        ("Until 1 March, moving house", Rest(MARCH, "moving house")),
        ("UNTIL 1 March: baby", Rest(MARCH, "baby")),
        ("until 1 mar 2027 moving house", Rest(MARCH, "moving house")),
        ("2027-03-01", Rest(MARCH)),
        ("until in 2 weeks", Rest(date(2026, 12, 2))),
    ],
)
def test_a_rest_as_it_is_typed(typed: str, meant: Rest) -> None:
    assert read_rest(typed, NOW) == meant


@pytest.mark.parametrize("typed", ["until", "until then", "until 2020-01-01", "until today"])
def test_what_is_no_rest(typed: str) -> None:
    with pytest.raises(NotARest):
        read_rest(typed, NOW)


def test_words() -> None:
    resting = StandingState(Standing.RESTING, reason="moving", rests_until=MARCH)
    assert resting.words(TODAY) == "resting until Mon 1 Mar 2027: moving"
    assert StandingState(Standing.RESTING).words(TODAY) == "resting"
    ended = StandingState(Standing.ENDED, Door.CLOSED_BY_THEM, "moved away")
    assert ended.words(TODAY) == "ended, the door is closed by them: moved away"
    assert StandingState().words(TODAY) == ""
